/** Which textblock comes before or after a place, without walking more of the document than what lies between. */
import { carries, LEFT_OUT, type Projection } from '@shared/manuscript/projection'
import type { Node } from '@tiptap/pm/model'

/** A node and the position right before it. */
export interface Placed {
  readonly node: Node
  readonly pos: number
}

/** What comes next to a place: a textblock, or a block that text does not go through (a rule, a table, the title). */
export type Neighbour = ({ readonly kind: 'textblock' } & Placed) | ({ readonly kind: 'block' } & Placed)

/** What comes after a position between blocks; null at the end of the cell, the footnote or the document. */
export function blockAfter(doc: Node, pos: number): Neighbour | null {
  const $pos = doc.resolve(pos)
  for (let depth = $pos.depth; depth >= 0; depth -= 1) {
    const parent = $pos.node(depth)
    const index = $pos.indexAfter(depth)
    if (index < parent.childCount) return inside(parent.child(index), $pos.posAtIndex(index, depth), 'first')
    if (parent.type.spec.isolating === true) return null
  }
  return null
}

/** What comes before a position between blocks; null at the beginning of the cell, the footnote or the document. */
export function blockBefore(doc: Node, pos: number): Neighbour | null {
  const $pos = doc.resolve(pos)
  for (let depth = $pos.depth; depth >= 0; depth -= 1) {
    const parent = $pos.node(depth)
    const index = $pos.index(depth)
    if (index > 0) return inside(parent.child(index - 1), $pos.posAtIndex(index - 1, depth), 'last')
    if (parent.type.spec.isolating === true) return null
  }
  return null
}

function inside(node: Node, pos: number, end: 'first' | 'last'): Neighbour {
  let at: Placed = { node, pos }
  while (!at.node.isTextblock && !at.node.isLeaf && at.node.type.spec.isolating !== true && at.node.childCount > 0) {
    const parent = at.node
    const child = end === 'first' ? parent.child(0) : parent.child(parent.childCount - 1)
    at = { node: child, pos: end === 'first' ? at.pos + 1 : at.pos + parent.nodeSize - 1 - child.nodeSize }
  }
  const runs = at.node.isTextblock && at.node.type.spec.isolating !== true
  return { kind: runs ? 'textblock' : 'block', ...at }
}

/** Rules are stepped over, as projections do, and so is what a projection leaves out. */
function isPassed({ kind, node }: Neighbour, projection: Projection): boolean {
  return kind === 'block' && (node.isLeaf || carries(node, LEFT_OUT[projection]))
}

/** The textblock that one becomes one with when its end is left out of a projection; null when there is none. */
export function joinTarget(doc: Node, pos: number, projection: Projection): Placed | null {
  const node = doc.nodeAt(pos)
  if (node === null) return null
  let next = blockAfter(doc, pos + node.nodeSize)
  while (next !== null && isPassed(next, projection)) next = blockAfter(doc, next.pos + next.node.nodeSize)
  return next?.kind === 'textblock' && isCode(next.node) === isCode(node) ? next : null
}

/** The textblock whose `joinTarget` the one at a position is; null when there is none. */
export function joinSource(doc: Node, pos: number, projection: Projection): Placed | null {
  const node = doc.nodeAt(pos)
  if (node === null) return null
  let before = blockBefore(doc, pos)
  while (before !== null && isPassed(before, projection)) before = blockBefore(doc, before.pos)
  return before?.kind === 'textblock' && isCode(before.node) === isCode(node) ? before : null
}

function isCode(node: Node): boolean {
  return node.type.name === 'codeBlock'
}

/** Whether a textblock keeps any of its content in a projection. */
export function keepsContent(block: Node, projection: Projection): boolean {
  return block.children.some((child) => !carries(child, LEFT_OUT[projection]))
}

/** The innermost textblock around a position; null between blocks. */
export function textblockAt(doc: Node, pos: number): Placed | null {
  const $pos = doc.resolve(pos)
  return $pos.parent.isTextblock ? { node: $pos.parent, pos: $pos.before() } : null
}
