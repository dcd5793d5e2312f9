import { squeeze } from './squeeze'
import { textOfUnits } from './view-builder'

/** A word as it stands in the squeezed text. */
export function squeezedWord(word: string): string {
  const { units, length } = squeeze(word)
  return textOfUnits(units, length)
}
