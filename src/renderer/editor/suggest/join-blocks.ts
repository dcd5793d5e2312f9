/** Two textblocks made one for good, the way a projection reads them (shared/manuscript/projection.ts). */
import { carries, LEFT_OUT, paragraphMarkOf, type Projection } from '@shared/manuscript/projection'
import type { ParagraphMark } from '@shared/manuscript/suggestions'
import { Slice, type Attrs, type Node, type NodeType } from '@tiptap/pm/model'
import { ReplaceStep, type Transform } from '@tiptap/pm/transform'
import { joinTarget, keepsContent } from './places'

/**
 * `none`: there is no block to join with. `blocked`: the first would go but for others in its list item that the
 * projection leaves out too, and that cannot stay without it; once those are settled it can. In both nothing was done.
 */
export type Joined = 'joined' | 'none' | 'blocked'

/**
 * Joins the textblock at a position with the next, as a projection that leaves its end out reads them; everything in
 * both is kept, pending suggestions too.
 */
export function joinNext(tr: Transform, pos: number, projection: Projection): Joined {
  const first = tr.doc.nodeAt(pos)
  const next = joinTarget(tr.doc, pos, projection)
  if (first === null || next === null) return 'none'
  const second = next.node
  const takesSecond = !keepsContent(first, projection) && keepsContent(second, projection)
  const kept = takesSecond ? second : first
  const attrs = { ...kept.attrs, paragraphMark: paragraphMarkOf(second) }
  const going = takesSecond ? canGo(tr.doc, pos, projection) : 'stays'
  if (going === 'blocked') return 'blocked'
  if (going === 'goes') {
    const at = goInto(tr, pos, first, next.pos)
    shape(tr, at, second.type, attrs)
    return 'joined'
  }
  if (areSiblings(tr.doc, pos, next.pos)) closeGap(tr, pos, next.pos)
  else {
    takeAway(tr, next.pos, pos)
    tr.insert(pos + first.nodeSize - 1, second.content)
  }
  shape(tr, pos, kept.type, attrs)
  return 'joined'
}

/** The first goes into the second, which stays where it is. Returns where the second lies then. */
function goInto(tr: Transform, pos: number, first: Node, secondPos: number): number {
  if (tr.doc.resolve(pos).nodeAfter === first && pos + first.nodeSize === secondPos) {
    closeGap(tr, pos, secondPos)
    return pos
  }
  if (first.content.size > 0) tr.insert(secondPos + 1, first.content)
  const before = tr.steps.length
  takeAway(tr, pos, null)
  return tr.mapping.slice(before).map(secondPos)
}

/** Both ends and what is between them taken out, so that positions in either text stay what they are. */
function closeGap(tr: Transform, pos: number, secondPos: number): void {
  const end = pos + (tr.doc.nodeAt(pos)?.nodeSize ?? 0) - 1
  tr.step(new ReplaceStep(end, secondPos + 1, Slice.empty))
}

/** Next to one another in one parent, or as the end and the beginning of two items of one list. */
function areSiblings(doc: Node, pos: number, secondPos: number): boolean {
  const end = pos + (doc.nodeAt(pos)?.nodeSize ?? 0)
  if (end === secondPos) return true
  const [$end, $second] = [doc.resolve(end), doc.resolve(secondPos)]
  return (
    secondPos === end + 2 &&
    $end.parent.type.name === 'listItem' &&
    $end.depth === $second.depth &&
    $end.sharedDepth(secondPos) === $end.depth - 1
  )
}

/** A block can go unless others in its list item would be left without a paragraph. */
function canGo(doc: Node, pos: number, projection: Projection): 'goes' | 'stays' | 'blocked' {
  const $pos = doc.resolve(pos)
  const { parent } = $pos
  if (parent.type.name !== 'listItem' || $pos.index() > 0 || parent.childCount === 1) return 'goes'
  const others = parent.children.slice(1)
  return others.some((other) => !carries(other, LEFT_OUT[projection])) ? 'stays' : 'blocked'
}

/** Takes a block out, with what is empty without it; what else its list item held goes behind the block at `home`. */
export function takeAway(tr: Transform, pos: number, home: number | null): void {
  const $pos = tr.doc.resolve(pos)
  const node = $pos.nodeAfter
  if (node === null) throw new Error(`no block at ${pos}`)
  let [start, end] = [pos, pos + node.nodeSize]
  let rest: readonly Node[] = []
  for (let depth = $pos.depth; depth > 0; depth -= 1) {
    const parent = $pos.node(depth)
    const isHead = home !== null && parent.type.name === 'listItem' && $pos.index(depth) === 0
    if (parent.childCount > 1 && isHead && rest.length === 0) rest = parent.children.slice(1)
    else if (parent.childCount > 1) break
    if (parent.type.spec.isolating === true && parent.type.name !== 'table') {
      // A cell keeps a paragraph.
      const filler = parent.type.contentMatch.defaultType?.createAndFill() ?? null
      if (filler !== null) tr.replaceWith(start, end, filler)
      return
    }
    ;[start, end] = [$pos.before(depth), $pos.after(depth)]
  }
  tr.step(new ReplaceStep(start, end, Slice.empty))
  if (rest.length > 0 && home !== null) tr.insert(home + (tr.doc.nodeAt(home)?.nodeSize ?? 0), rest)
}

/**
 * Gives a textblock a type and attributes, with as little change as that takes. Where the type may not stand (a list
 * item begins with a paragraph) the block keeps its own.
 */
export function shape(tr: Transform, pos: number, type: NodeType, attrs: Attrs): void {
  const $pos = tr.doc.resolve(pos)
  const node = $pos.nodeAfter
  if (node === null) throw new Error(`no block at ${pos}`)
  if (node.type !== type && $pos.parent.canReplaceWith($pos.index(), $pos.index() + 1, type)) {
    tr.setNodeMarkup(pos, type, attrs)
    return
  }
  for (const [name, value] of Object.entries(attrs)) {
    if (name in node.attrs && !same(node.attrs[name], value)) tr.setNodeAttribute(pos, name, value)
  }
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

export function setParagraphMark(tr: Transform, pos: number, mark: ParagraphMark | null): void {
  tr.setNodeAttribute(pos, 'paragraphMark', mark)
}
