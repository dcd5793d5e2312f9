/** Where words that were marked in one text stand in another: found by how the two texts differ, never guessed. */
import { z } from 'zod'

const span = {
  block: z.string(),
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
}
const spans = {
  ...span,
  /** The parts in further paragraphs, in the order of the text. */
  more: z.array(z.object(span)).optional(),
}
/** How sure it is, 0 to 1. */
const confidence = z.number().min(0).max(1)

export const carriedPlaceSchema = z.discriminatedUnion('kind', [
  /** The same words in the same paragraph. */
  z.object({ kind: z.literal('exact'), ...spans, confidence }),
  /** The same words; they, or their paragraph, stand elsewhere. */
  z.object({ kind: z.literal('moved'), ...spans, confidence }),
  /** The words were changed; the place is theirs. */
  z.object({ kind: z.literal('edited'), ...spans, confidence }),
  /** No home: a place to look at first, for a person to say. */
  z.object({ kind: z.literal('uncertain'), ...spans, confidence }),
  /** Nothing is left of the words. */
  z.object({ kind: z.literal('lost'), confidence }),
])
/** Offsets are UTF-16, relative to the block, in the `current` projection. */
export type CarriedPlace = z.infer<typeof carriedPlaceSchema>
