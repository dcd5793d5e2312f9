/** All views of one text. Each is made when it is first read: most blocks never need the digits. */
import { foldDigits } from './digits'
import { fold } from './fold'
import type { View } from './offset-map'
import type { ViewName } from './rule-pack'
import { squeeze } from './squeeze'

export type Normalised = Readonly<Record<ViewName, View>>

export function normalise(text: string): Normalised {
  const folded = fold(text)
  const made: Partial<Record<ViewName, View>> = {}
  return {
    folded,
    get squeezed() {
      return (made.squeezed ??= squeeze(folded))
    },
    get digits() {
      return (made.digits ??= foldDigits(folded))
    },
  }
}
