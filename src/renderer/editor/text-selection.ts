/** From a selection in the editor to a span of one block, as anchors want it. */
import type { TextBlock } from '@shared/manuscript/text'

/** `[start, end)` of a block's text, UTF-16. */
export interface BlockSpan {
  readonly block: TextBlock
  readonly start: number
  readonly end: number
  /** The selection went on into further blocks, which the span leaves out. */
  readonly clipped: boolean
}

/**
 * The part of `[from, to)` that lies in the first block it touches; null when it touches no text.
 * White space at either end is left out: nobody means to comment on it.
 */
export function spanOf(blocks: readonly TextBlock[], from: number, to: number): BlockSpan | null {
  const touched = blocks.filter((block) => from < block.from + block.text.length && to > block.from)
  for (const block of touched) {
    const raw = { start: Math.max(0, from - block.from), end: Math.min(block.text.length, to - block.from) }
    const chosen = block.text.slice(raw.start, raw.end)
    const start = raw.start + (chosen.length - chosen.trimStart().length)
    const end = raw.end - (chosen.length - chosen.trimEnd().length)
    if (start >= end) continue
    const clipped = touched.some(
      (other) => other.from > block.from && other.text.slice(0, to - other.from).trim() !== '',
    )
    return { block, start, end, clipped }
  }
  return null
}

/** The whole of a block, without white space at its ends; null when there is nothing else in it. */
export function wholeBlock(block: TextBlock): BlockSpan | null {
  return spanOf([block], block.from, block.from + block.text.length)
}
