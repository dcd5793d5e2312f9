/** All views of one text. Each is made when it is first read: most blocks never need the digits. */
import { foldDigits } from './digits'
import { fold } from './fold'
import type { View } from './offset-map'
import type { ViewName } from './rule-pack'
import { squeeze, viewOf, type Squeezed } from './squeeze'

export type Normalised = Readonly<Record<ViewName, View>>

/** `squeezed`: the buffers as this text has just filled them, where they are at hand. */
export function normalise(text: string, squeezed?: Squeezed): Normalised {
  const made: Partial<Record<ViewName, View>> = squeezed === undefined ? {} : { squeezed: viewOf(squeezed) }
  return {
    get folded() {
      return (made.folded ??= fold(text))
    },
    get squeezed() {
      return (made.squeezed ??= viewOf(squeeze(text)))
    },
    get digits() {
      return (made.digits ??= foldDigits(this.folded))
    },
  }
}
