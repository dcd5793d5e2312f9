/**
 * A detector finds what no word list or regular expression can say: a checksum, a figure that its own sentence
 * contradicts, a headline that promises what the body does not have. Pure, like the whole check.
 */
import type { CheckBlock, CheckContext } from '@shared/domain/compliance'
import type { Normalised } from '../normalise'
import type { Range } from '../offset-map'

/** A block with its normalised texts, each made when it is first read. */
export interface ReadBlock {
  readonly block: CheckBlock
  readonly views: Normalised
}

/** What a detector found, in UTF-16 units of the block's text as written (never empty). */
export interface Detected extends Range {
  /** Figures or names that the machine worked out; see `Finding.detail`. */
  readonly detail?: string
}

export type Detector =
  /** Reads one block; its result may be kept while the block does not change. */
  | {
      readonly scope: 'block'
      /**
       * A regular expression of what a block must have for the detector to be asked at all; only letters and digits in it count
       * (`\\d{16}`: sixteen digits, of any kind). Without it every block is normalised for it, which is dear.
       */
      readonly only?: string
      /** The same of the text as written, for signs that `only` cannot ask for: in every form that they are written in. Not global. */
      readonly worth?: RegExp
      readonly find: (read: ReadBlock) => readonly Detected[]
    }
  /** Reads all blocks in order; worked out anew after every change, so it must be quick. */
  | {
      readonly scope: 'document'
      readonly find: (
        blocks: readonly ReadBlock[],
        context: CheckContext,
      ) => readonly (Detected & { readonly block: string })[]
    }
