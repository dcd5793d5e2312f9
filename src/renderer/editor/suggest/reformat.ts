/** Formatting as a suggestion: what text and blocks were before stands beside what they are. */
import { carries, formerTypeOf, isSuggestion, paragraphMarkOf } from '@shared/manuscript/projection'
import { formerMarksSchema, type FormerMarks, type FormerType } from '@shared/manuscript/suggestions'
import { Mark, type Attrs, type Node, type NodeType } from '@tiptap/pm/model'
import { AddMarkStep, RemoveMarkStep } from '@tiptap/pm/transform'
import { blockBefore, keepsContent } from './places'
import { isOngoing, isOwn, suggestedBy, suggestionMark, type SuggestContext, type Tracking } from './tracking'

/** Adds a formatting mark to `[from, to)` of the transaction's document, or removes it. */
export function formatTracked(
  tracking: Tracking,
  from: number,
  to: number,
  mark: Mark,
  change: 'add' | 'remove',
): void {
  const { tr, context } = tracking
  const pieces: { node: Node; from: number; to: number }[] = []
  tr.doc.nodesBetween(from, to, (node, pos, parent) => {
    if (!node.isInline) return true
    if (parent?.type.allowsMarkType(mark.type) === true && !carries(node, 'deletion')) {
      pieces.push({ node, from: Math.max(from, pos), to: Math.min(to, pos + node.nodeSize) })
    }
    return false
  })
  const ongoing = pieces
    .map(({ node }) => suggestedBy(node, 'format'))
    .find((each) => each !== null && isOngoing(tr.doc, context, each))
  for (const piece of pieces) {
    const marks = formatting(piece.node)
    const next = change === 'add' ? mark.addToSet(marks) : mark.removeFromSet(marks)
    if (Mark.sameSet(marks, next)) continue
    tr.step(new (change === 'add' ? AddMarkStep : RemoveMarkStep)(piece.from, piece.to, mark))
    const inserted = suggestedBy(piece.node, 'insertion')
    if (inserted !== null && isOwn(tr.doc, context, inserted)) continue
    remember(tracking, piece, formerMarks(piece.node) ?? jsonOf(marks), next, ongoing ?? null)
  }
}

function remember(
  tracking: Tracking,
  { node, from, to }: { node: Node; from: number; to: number },
  before: FormerMarks,
  now: readonly Mark[],
  ongoing: string | null,
): void {
  const { tr } = tracking
  const old = node.marks.find(({ type }) => type.name === 'format')
  const back = before.reduce<readonly Mark[]>((set, json) => node.type.schema.markFromJSON(json).addToSet(set), [])
  if (!Mark.sameSet(back, now)) {
    tr.addMark(from, to, suggestionMark(tr.doc, 'format', { id: ongoing ?? tracking.id, before }))
  } else if (old !== undefined) tr.removeMark(from, to, old)
}

/** A node's marks without those of suggestions. */
export function formatting(node: Node): readonly Mark[] {
  return node.marks.filter((mark) => !isSuggestion(mark))
}

function formerMarks(node: Node): FormerMarks | null {
  const format = node.marks.find(({ type }) => type.name === 'format')
  return format === undefined ? null : formerMarksSchema.parse(format.attrs['before'])
}

function jsonOf(marks: readonly Mark[]): FormerMarks {
  return formerMarksSchema.parse(marks.map((mark) => mark.toJSON() as unknown))
}

const CHANGEABLE: readonly string[] = ['paragraph', 'heading', 'caption'] satisfies FormerType['type'][]

/** Makes the textblock at a position one of another type or level. False, and nothing done, where that cannot be a suggestion. */
export function retypeTracked(tracking: Tracking, pos: number, type: NodeType, attrs: Attrs): boolean {
  const { tr } = tracking
  const node = tr.doc.nodeAt(pos)
  if (node === null || !CHANGEABLE.includes(node.type.name) || !CHANGEABLE.includes(type.name)) return false
  const { parent } = tr.doc.resolve(pos)
  if (!parent.canReplaceWith(tr.doc.resolve(pos).index(), tr.doc.resolve(pos).index() + 1, type)) return false
  const level = type.name === 'heading' ? Number(attrs['level'] ?? 2) : null
  tr.setNodeMarkup(pos, type, {
    id: node.attrs['id'] as unknown,
    paragraphMark: paragraphMarkOf(node),
    was: formerType(tracking, node, pos, type.name, level),
    ...(level !== null && { level }),
  })
  return true
}

function formerType(
  tracking: Tracking,
  node: Node,
  pos: number,
  name: string,
  level: number | null,
): FormerType | null {
  const { tr, context } = tracking
  if (isNew(tr.doc, context, node, pos)) return null
  const before = formerTypeOf(node)
  const was = before ?? {
    type: node.type.name as FormerType['type'],
    level: node.type.name === 'heading' ? Number(node.attrs['level']) : null,
  }
  if (was.type === name && was.level === level) return null
  return { ...was, id: before !== null && isOngoing(tr.doc, context, before.id) ? before.id : tracking.id }
}

/** The editor's own new block: the base has nothing of it, and it is one there with the block before. */
function isNew(doc: Node, context: SuggestContext, node: Node, pos: number): boolean {
  const before = blockBefore(doc, pos)
  const mark = before?.kind === 'textblock' ? paragraphMarkOf(before.node) : null
  return mark?.kind === 'insertion' && isOwn(doc, context, mark.id) && !keepsContent(node, 'base')
}
