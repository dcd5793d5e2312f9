import type { Range } from './offset-map'

/** A word of the packs as it was found in a squeezed text. */
export interface FoundWord {
  readonly word: number
  /** In units of the squeezed text. */
  readonly from: number
  readonly to: number
  /** Steps that made it the word besides those of the single characters, as a mask; 0: it stands there. */
  readonly how: number
  /** Where it stands in the text as written, where signs belong to it that are squeezed out (`$`). */
  readonly source?: Range
}
