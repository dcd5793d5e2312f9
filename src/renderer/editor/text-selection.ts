/** From a selection in the editor to spans of its blocks, as anchors want them. */
import { ANCHOR_BLOCKS_MAX, type Span } from '@shared/manuscript/anchor'
import type { ProjectedBlock } from '@shared/manuscript/projection'

/** `[start, end)` of a block's text, UTF-16. */
interface Piece {
  readonly block: ProjectedBlock
  readonly start: number
  readonly end: number
}

/** The first piece of what is selected, and those in further blocks. */
export interface BlockSpan extends Piece {
  readonly more: readonly Piece[]
  /** The selection goes over more blocks than one comment can: the last ones are left out. */
  readonly clipped: boolean
}

/** Words as they stood when they were chosen, by the blocks' ids. */
export interface ChosenSpan extends Span {
  /** Of the first block. */
  readonly quote: string
  readonly more: readonly (Span & { readonly quote: string })[]
}

/**
 * The parts of `[from, to)` in the blocks that it touches; null when it touches no text (what is
 * suggested to be deleted is none). White space at either end is left out: nobody means to comment on it.
 */
export function spanOf(blocks: readonly ProjectedBlock[], from: number, to: number): BlockSpan | null {
  const [first, ...more] = blocks.flatMap((block) => {
    const span = spanWithin(block, from, to)
    return span === null ? [] : [{ block, ...span }]
  })
  if (first === undefined) return null
  return { ...first, more: more.slice(0, ANCHOR_BLOCKS_MAX - 1), clipped: more.length >= ANCHOR_BLOCKS_MAX }
}

/** A piece of one block as what is selected. */
export function spanOfPiece(block: ProjectedBlock, start: number, end: number): BlockSpan {
  return { block, start, end, more: [], clipped: false }
}

/** The same without the blocks themselves. */
export function chosenSpan({ more, ...first }: BlockSpan): ChosenSpan {
  const chosen = ({ block, start, end }: Piece) => ({
    block: block.id,
    start,
    end,
    quote: block.text.slice(start, end),
  })
  return { ...chosen(first), more: more.map(chosen) }
}

function spanWithin(block: ProjectedBlock, from: number, to: number): { start: number; end: number } | null {
  const touched = block.runs.filter((run) => from < run.from + run.end - run.start && to > run.from)
  const [first, last] = [touched[0], touched.at(-1)]
  if (first === undefined || last === undefined) return null
  const begin = Math.max(first.start, first.start + from - first.from)
  const chosen = block.text.slice(begin, Math.min(last.end, last.start + to - last.from))
  const start = begin + (chosen.length - chosen.trimStart().length)
  const end = begin + chosen.trimEnd().length
  return start < end ? { start, end } : null
}

/** The whole of a block, without white space at its ends; null when there is nothing else in it. */
export function wholeBlock(block: ProjectedBlock): BlockSpan | null {
  const last = block.runs.at(-1)
  return last === undefined ? null : spanOf([block], block.from, last.from + last.end - last.start)
}
