import { fold } from './fold'
import { squeeze } from './squeeze'

/** A word as it stands in the squeezed text. */
export function squeezedWord(word: string): string {
  return squeeze(fold(word)).text
}
