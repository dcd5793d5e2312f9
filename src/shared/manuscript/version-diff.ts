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

/** `[start, end)` of the text of one side of a row; of a row with several blocks, of their joined text. */
export const rowStretchSchema = z.object({ row: index, start: index, end: index })
export type RowStretch = z.infer<typeof rowStretchSchema>

/**
 * Sentences that stand, word for word, somewhere else. Both ends lie inside what the runs of their rows call removed and added (or
 * in rows that are that as a whole): who shows the difference shows them as moved instead. Tables have none.
 */
export const sentenceMoveSchema = z.object({
  old: rowStretchSchema,
  new: rowStretchSchema,
  /** In offsets of the new row's text. */
  formats: z.array(formatChangeSchema),
})
export type SentenceMove = z.infer<typeof sentenceMoveSchema>

export const diffCountsSchema = z.object({
  /** Blocks with other words, those left aside of which only sentences moved. */
  edited: z.number().int(),
  removed: z.number().int(),
  added: z.number().int(),
  moved: z.number().int(),
  /** Places where sentences moved away from, or to: one for neighbours that stayed together. */
  sentences: z.number().int(),
  /** Blocks whose words are as they were and whose formatting or type is not. */
  formatted: z.number().int(),
  pictures: z.number().int(),
})
export type DiffCounts = z.infer<typeof diffCountsSchema>

export const versionDiffSchema = z.object({
  old: z.array(diffBlockSchema),
  new: z.array(diffBlockSchema),
  rows: z.array(diffRowSchema),
  moves: z.array(sentenceMoveSchema),
  pictures: z.array(pictureChangeSchema),
  counts: diffCountsSchema,
})
export type VersionDiff = z.infer<typeof versionDiffSchema>

/** Whether the words of a pair of texts are the same. */
export function isUnchanged(runs: readonly DiffRun[]): boolean {
  return runs.every(({ kind }) => kind === 'same')
}

/** What moved away from a row and into it, as numbers of moves with their stretches, in the order of the row's texts. */
export interface RowMoves {
  readonly away: readonly MovedPart[]
  readonly here: readonly MovedPart[]
}
export interface MovedPart {
  readonly move: number
  readonly start: number
  readonly end: number
}

const NO_MOVES: RowMoves = { away: [], here: [] }

export function movesByRow(moves: readonly Pick<SentenceMove, 'old' | 'new'>[]): (row: number) => RowMoves {
  const rows = new Map<number, { away: MovedPart[]; here: MovedPart[] }>()
  const note = (side: keyof RowMoves, { row, start, end }: RowStretch, move: number): void => {
    const known = rows.get(row) ?? { away: [], here: [] }
    known[side].push({ move, start, end })
    rows.set(row, known)
  }
  moves.forEach((move, at) => {
    note('away', move.old, at)
    note('here', move.new, at)
  })
  for (const { away, here } of rows.values()) {
    away.sort((a, b) => a.start - b.start)
    here.sort((a, b) => a.start - b.start)
  }
  return (row) => rows.get(row) ?? NO_MOVES
}

/** The blocks of a row on either side. */
export function blocksOfRow(row: DiffRow): { readonly old: readonly number[]; readonly new: readonly number[] } {
  switch (row.kind) {
    case 'same':
    case 'moved':
      return { old: [row.old], new: [row.new] }
    case 'moved-away':
    case 'removed':
      return { old: [row.old], new: [] }
    case 'added':
      return { old: [], new: [row.new] }
    case 'edited':
    case 'table':
      return { old: row.old, new: row.new }
  }
}

/** The text of blocks as runs see it. */
export function joinedText(blocks: VersionDiff['old'], at: readonly number[]): string {
  return at.map((index) => blocks[index]?.text ?? '').join('\n')
}

/** Whether all that changed in a row is sentences that moved away or came from elsewhere: blanks between them count for nothing. */
export function isOnlyMoves(diff: Pick<VersionDiff, 'old' | 'new'>, row: DiffRow, { away, here }: RowMoves): boolean {
  if (away.length + here.length === 0) return false
  const at = blocksOfRow(row)
  const whole = row.kind === 'edited' || row.kind === 'moved' ? row.runs : null
  const isMoved = (text: string, kind: 'removed' | 'added', parts: readonly MovedPart[]): boolean => {
    let left = whole === null ? text : ''
    let from = 0
    for (const run of whole ?? []) {
      if (run.kind === kind) left += text.slice(from, from + run.length)
      if (run.kind === 'same' || run.kind === kind) from += run.length
    }
    const blanks = /\s/gu
    const moved = parts.reduce((sum, { start, end }) => sum + text.slice(start, end).replaceAll(blanks, '').length, 0)
    return left.replaceAll(blanks, '').length === moved
  }
  return isMoved(joinedText(diff.old, at.old), 'removed', away) && isMoved(joinedText(diff.new, at.new), 'added', here)
}
