/**
 * A detector finds what no word list or regular expression can say: a checksum, a figure that its own sentence
 * contradicts, a headline that promises what the body does not have. Pure, like the whole check.
 */
import type { CheckBlock, CheckContext } from '@shared/domain/compliance'
import type { Normalised } from '../normalise'
import type { Range } from '../offset-map'
import type { FoundUrl } from '../urls'

/** A block with its normalised texts, each made when it is first read, and what one look at it has told. */
export interface ReadBlock {
  readonly block: CheckBlock
  readonly views: Normalised
  /** A mask of `Trait`. */
  readonly traits: number
  /** The web addresses in it (in the folded view), hidden ones too; looked for when they are first asked for. */
  readonly urls: () => readonly FoundUrl[]
  /** The detectors of the whole piece whose `only` it meets. */
  readonly worthFor: readonly Detector[]
}

/** What a detector found, in UTF-16 units of the block's text as written (never empty). */
export interface Detected extends Range {
  /** Figures or names that the machine worked out; see `Finding.detail`. */
  readonly detail?: string
}

interface Worth {
  /**
   * A regular expression of what a block must have for the detector to be asked of it at all; only the letters, digits and signs
   * that it names count (`\\d{16}`: sixteen digits, of any kind). Without it every block is normalised for the detector, which is
   * dear. A detector of the whole piece sees all blocks, and which of them meet it.
   */
  readonly only?: string
  /** `only` is an expression over the text as written, not the folded one. */
  readonly written?: true
}

export type Detector = Worth &
  (
    | {
        /** Reads one block; its result may be kept while the block does not change. */
        readonly scope: 'block'
        /** A cheap question more, for what `only` cannot ask. `traits`: a mask of `Trait`. */
        readonly worth?: (block: CheckBlock, traits: number) => boolean
        readonly find: (read: ReadBlock) => readonly Detected[]
      }
    | {
        /** Reads all blocks in order; worked out anew after every change, so it must be quick. */
        readonly scope: 'document'
        readonly find: (
          blocks: readonly ReadBlock[],
          context: CheckContext,
        ) => readonly (Detected & { readonly block: string })[]
      }
  )
