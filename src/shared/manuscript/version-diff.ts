/**
 * How two texts differ: rows of paragraphs, and runs of characters inside those that belong together.
 * All lengths and offsets are UTF-16 code units. Blocks are named by their index in the two lists of blocks.
 */
import { z } from 'zod'

/** A stretch of characters that both texts have, or only the old one, or only the new one. */
export const diffRunSchema = z.object({
  kind: z.enum(['same', 'removed', 'added']),
  length: z.number().int().positive(),
})
export type DiffRun = z.infer<typeof diffRunSchema>

/** `[start, end)` of the new text, with the same words as before and other formatting. Marks by name, links with their address. */
export const formatChangeSchema = z.object({
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  from: z.array(z.string()),
  to: z.array(z.string()),
})
export type FormatChange = z.infer<typeof formatChangeSchema>

export const diffBlockKindSchema = z.enum([
  'title',
  'heading',
  'paragraph',
  'list-item',
  'quote',
  'caption',
  'code',
  'cell',
  'footnote',
])

const blockTypeSchema = z.object({
  kind: diffBlockKindSchema,
  /** Of a heading, 1 to 6; 0 for all others. */
  level: z.number().int(),
})
export type BlockType = z.infer<typeof blockTypeSchema>

/** One textblock as the comparison shows it. */
export const diffBlockSchema = blockTypeSchema.extend({
  id: z.string(),
  text: z.string(),
  /** Its pictures in the order of the text: each is one U+FFFC in it. */
  pictures: z.array(z.object({ sha256: z.string(), alt: z.string() })),
})
export type ShownBlock = z.infer<typeof diffBlockSchema>

const index = z.number().int().nonnegative()
/** What became of the words between two (groups of) blocks; several blocks are joined by `\n`. */
const inside = {
  runs: z.array(diffRunSchema),
  formats: z.array(formatChangeSchema),
  retyped: z.object({ from: blockTypeSchema, to: blockTypeSchema }).nullable(),
}

export const diffCellSchema = z.object({
  /** In the new table; of a cell that is gone, in the old one. */
  row: index,
  column: index,
  old: z.array(index),
  new: z.array(index),
  runs: z.array(diffRunSchema),
})
export type DiffCell = z.infer<typeof diffCellSchema>

export const diffRowSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('same'), old: index, new: index }),
  /** One of `old` and `new` has one block, unless both have: a paragraph was split, or several became one. */
  z.object({ kind: z.literal('edited'), old: z.array(index), new: z.array(index), ...inside }),
  z.object({ kind: z.literal('removed'), old: index }),
  z.object({ kind: z.literal('added'), new: index }),
  /** Stands at its new place; its old one has a row `moved-away`. */
  z.object({ kind: z.literal('moved'), old: index, new: index, ...inside }),
  z.object({ kind: z.literal('moved-away'), old: index, new: index }),
  z.object({ kind: z.literal('table'), old: z.array(index), new: z.array(index), cells: z.array(diffCellSchema) }),
])
export type DiffRow = z.infer<typeof diffRowSchema>

export const pictureChangeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('removed'), sha256: z.string(), old: index }),
  z.object({ kind: z.literal('added'), sha256: z.string(), new: index }),
  z.object({ kind: z.literal('moved'), sha256: z.string(), old: index, new: index }),
])
export type PictureChange = z.infer<typeof pictureChangeSchema>

export const diffCountsSchema = z.object({
  edited: z.number().int(),
  removed: z.number().int(),
  added: z.number().int(),
  moved: z.number().int(),
  /** Blocks whose words are as they were and whose formatting or type is not. */
  formatted: z.number().int(),
  pictures: z.number().int(),
})
export type DiffCounts = z.infer<typeof diffCountsSchema>

export const versionDiffSchema = z.object({
  old: z.array(diffBlockSchema),
  new: z.array(diffBlockSchema),
  rows: z.array(diffRowSchema),
  pictures: z.array(pictureChangeSchema),
  counts: diffCountsSchema,
})
export type VersionDiff = z.infer<typeof versionDiffSchema>

/** Whether the words of a pair of texts are the same. */
export function isUnchanged(runs: readonly DiffRun[]): boolean {
  return runs.every(({ kind }) => kind === 'same')
}
