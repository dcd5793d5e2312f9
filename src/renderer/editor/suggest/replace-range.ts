/** Replacing a range as a suggestion: what was there is marked, what comes stands behind it. */
import { paragraphMarkOf } from '@shared/manuscript/projection'
import type { Node, Slice } from '@tiptap/pm/model'
import { deleteTracked } from './delete-range'
import { insertTracked, type Inserted } from './insert-slice'
import { joinTarget, textblockAt } from './places'
import type { Tracking } from './tracking'

/** Replaces `[from, to)` of the transaction's document. */
export function replaceTracked(tracking: Tracking, from: number, to: number, slice: Slice): Inserted {
  const { tr } = tracking
  const steps = tr.steps.length
  deleteTracked(tracking, from, to)
  const mapping = tr.mapping.slice(steps)
  const [start, end] = [mapping.map(from, -1), mapping.map(to, 1)]
  const at = areJoined(tr.doc, start, end) ? end : start
  return slice.size === 0 ? { kind: 'inserted', end: at } : insertTracked(tracking, at, slice)
}

/** Whether two places are in one textblock of the current text: in the same, or with all ends between them deleted. */
function areJoined(doc: Node, from: number, to: number): boolean {
  const target = textblockAt(doc, to)
  let at = textblockAt(doc, from)
  if (target === null || at === null) return at === target
  while (at !== null && at.pos < target.pos) {
    if (paragraphMarkOf(at.node)?.kind !== 'deletion') return false
    at = joinTarget(doc, at.pos, 'current')
  }
  return at?.pos === target.pos
}
