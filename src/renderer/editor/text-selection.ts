/** From a selection in the editor to a span of one block, as anchors want it. */
import type { ProjectedBlock } from '@shared/manuscript/projection'

/** `[start, end)` of a block's text, UTF-16. */
export interface BlockSpan {
  readonly block: ProjectedBlock
  readonly start: number
  readonly end: number
  /** The selection went on into further blocks, which the span leaves out. */
  readonly clipped: boolean
}

/**
 * The part of `[from, to)` that lies in the first block it touches; null when it touches no text (what is
 * suggested to be deleted is none). White space at either end is left out: nobody means to comment on it.
 */
export function spanOf(blocks: readonly ProjectedBlock[], from: number, to: number): BlockSpan | null {
  let first: Omit<BlockSpan, 'clipped'> | null = null
  for (const block of blocks) {
    const span = spanWithin(block, from, to)
    if (span === null) continue
    if (first !== null) return { ...first, clipped: true }
    first = { block, ...span }
  }
  return first === null ? null : { ...first, clipped: false }
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
