/** Deleting as a suggestion: the editor's own insertions really go, everything else is marked and stays. */
import { carries, paragraphMarkOf } from '@shared/manuscript/projection'
import type { Node } from '@tiptap/pm/model'
import { joinNext, setParagraphMark, takeAway } from './join-blocks'
import { joinSource, joinTarget } from './places'
import { isOwn, suggestedBy, suggestionMark, type Tracking } from './tracking'

type Deletion =
  | { readonly kind: 'text'; readonly at: number; readonly to: number; readonly node: Node }
  | { readonly kind: 'node'; readonly at: number; readonly node: Node }
  /** The end of the textblock at the position. */
  | { readonly kind: 'end'; readonly at: number }

/** Marks `[from, to)` of the transaction's document deleted. */
export function deleteTracked(tracking: Tracking, from: number, to: number): void {
  if (from >= to) return
  // The last first, so that positions before it stay; a block's end after what is in it.
  for (const each of deletionsIn(tracking.tr.doc, from, to).toSorted((a, b) => b.at - a.at)) {
    switch (each.kind) {
      case 'text':
        deleteInline(tracking, each.at, each.to, each.node)
        break
      case 'node':
        deleteNode(tracking, each.at, each.node)
        break
      case 'end':
        deleteEnd(tracking, each.at)
        break
    }
  }
}

function deletionsIn(doc: Node, from: number, to: number): Deletion[] {
  const found: Deletion[] = []
  // A selection of words in several rows goes over the rows between, which nobody asked to take out.
  const isOfRows = doc.resolve(from).parent.type.name === 'table'
  const ends = new Set<number>()
  doc.nodesBetween(from, to, (node, pos, parent) => {
    if (node.isInline) {
      found.push({ kind: 'text', at: Math.max(from, pos), to: Math.min(to, pos + node.nodeSize), node })
      return false
    }
    const covered = from <= pos && to >= pos + node.nodeSize
    if (carries(node, 'deletion')) return false
    if (
      covered &&
      parent !== null &&
      (node.isLeaf || node.type.name === 'table' || (isOfRows && node.type.name === 'tableRow'))
    ) {
      found.push({ kind: 'node', at: pos, node })
      return false
    }
    if (node.isTextblock) {
      // A block may be named by itself and by the last one behind it: its end goes once.
      for (const each of endsDeleted(doc, { node, pos }, from, to, covered)) {
        if (!ends.has(each.at)) found.push(each)
        ends.add(each.at)
      }
    }
    return true
  })
  return found
}

/** The block's end, when the range goes over it into the next; that of the block before, when it was the last and goes whole. */
function endsDeleted(
  doc: Node,
  { node, pos }: { node: Node; pos: number },
  from: number,
  to: number,
  covered: boolean,
): Deletion[] {
  const end = pos + node.nodeSize - 1
  if (node.type.spec.isolating === true || from > end || to <= end) return []
  const next = joinTarget(doc, pos, 'current')
  if (next !== null) return covered || to > next.pos ? [{ kind: 'end', at: pos }] : []
  const before = covered ? joinSource(doc, pos, 'current') : null
  return before === null ? [] : [{ kind: 'end', at: before.pos }]
}

function deleteInline(tracking: Tracking, from: number, to: number, node: Node): void {
  const { tr, context } = tracking
  const inserted = suggestedBy(node, 'insertion')
  if (inserted !== null && isOwn(tr.doc, context, inserted)) tr.delete(from, to)
  else if (suggestedBy(node, 'deletion') === null) {
    tr.addMark(from, to, suggestionMark(tr.doc, 'deletion', { id: tracking.id }))
  }
}

function deleteNode(tracking: Tracking, pos: number, node: Node): void {
  const { tr, context } = tracking
  const inserted = suggestedBy(node, 'insertion')
  if (inserted !== null && isOwn(tr.doc, context, inserted)) takeAway(tr, pos, null)
  else tr.addNodeMark(pos, suggestionMark(tr.doc, 'deletion', { id: tracking.id }))
}

/**
 * The end of a textblock: one that was suggested by anybody is taken back, since the base has none there; otherwise it
 * is marked. Whether there was one to delete.
 */
export function deleteEnd(tracking: Tracking, pos: number): boolean {
  const { tr } = tracking
  const block = tr.doc.nodeAt(pos)
  const mark = block === null ? null : paragraphMarkOf(block)
  if (block === null || mark?.kind === 'deletion') return false
  if (mark?.kind === 'insertion') return joinNext(tr, pos, 'base') === 'joined'
  if (joinTarget(tr.doc, pos, 'current') === null) return false
  setParagraphMark(tr, pos, { kind: 'deletion', id: tracking.id })
  return true
}
