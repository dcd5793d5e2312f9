/** Inserting as a suggestion: text, paragraphs, whatever a clipboard holds. */
import { carries, isSuggestion, paragraphMarkOf, projectDocument } from '@shared/manuscript/projection'
import type { ParagraphMark } from '@shared/manuscript/suggestions'
import { Fragment, Slice, type Attrs, type Node, type Schema } from '@tiptap/pm/model'
import { ReplaceStep } from '@tiptap/pm/transform'
import { setParagraphMark, shape } from './join-blocks'
import { joinSource, joinTarget, keepsContent, textblockAt, type Placed } from './places'
import { suggestionMark, type Tracking } from './tracking'

/** `end`: where the inserted content ends. Refused: the place cannot take it so that leaving it out gives the base again. */
export type Inserted = { readonly kind: 'inserted'; readonly end: number } | { readonly kind: 'refused' }

/** Inserts a slice at a position of the transaction's document. */
export function insertTracked(tracking: Tracking, at: number, slice: Slice): Inserted {
  const { tr } = tracking
  const place = textblockAt(tr.doc, at)
  if (place !== null) {
    const inline = isPlain(place.node)
      ? Fragment.from(plainWords(tr.doc.type.schema, slice, place.node))
      : inlineOf(slice)
    if (inline !== null) return insertInline(tracking, at, inline)
  }
  const base = isSplit(slice) ? null : projectDocument(tr.doc, 'base')
  const steps = tr.steps.length
  const prepared = prepare(slice, tracking, place !== null)
  const direct = slice.openStart === slice.openEnd && tr.maybeStep(new ReplaceStep(at, at, prepared)).failed === null
  if (!direct) tr.replace(at, at, prepared)
  const mapping = tr.mapping.slice(steps)
  const end = mapping.map(at, 1)
  if (place === null) {
    if (!settleBlocks(tracking, mapping.map(at, -1), end)) return { kind: 'refused' }
  } else settleText(tracking, place, end)
  if (base !== null && !projectDocument(tr.doc, 'base').eq(base)) return { kind: 'refused' }
  return { kind: 'inserted', end }
}

/** The title and code have text alone. */
function isPlain(block: Node): boolean {
  return block.type.name === 'title' || block.type.name === 'codeBlock'
}

function plainWords(schema: Schema, slice: Slice, block: Node): Node[] {
  const gap = block.type.name === 'title' ? ' ' : '\n'
  const words = currentOnly(slice.content)
  const text = words
    .textBetween(0, words.size, gap, (leaf) => (leaf.type.name === 'hardBreak' ? gap : ''))
    .replaceAll('\n', gap)
  return text === '' ? [] : [schema.text(text)]
}

/** The inline content of a slice that has nothing else; null for one with blocks. */
export function inlineOf(slice: Slice): Fragment | null {
  let { content, openStart, openEnd } = slice
  while (content.childCount === 1 && openStart > 0 && openEnd > 0) {
    const only = content.firstChild
    if (only === null) break
    content = only.content
    openStart -= 1
    openEnd -= 1
  }
  return openStart === 0 && openEnd === 0 && content.content.every((node) => node.isInline) ? content : null
}

/** Two empty halves, as Enter makes them of a paragraph: right by construction. */
function isSplit({ content, openStart, openEnd }: Slice): boolean {
  return (
    openStart === 1 &&
    openEnd === 1 &&
    content.size === 4 &&
    content.content.filter((each) => each.isTextblock).length === 2
  )
}

function insertInline(tracking: Tracking, at: number, content: Fragment): Inserted {
  const { tr } = tracking
  if (currentOnly(content).size === 0) return { kind: 'inserted', end: at }
  const inserted = Fragment.from(asInserted(content, suggestionMark(tr.doc, 'insertion', { id: tracking.id })))
  if (tr.maybeStep(new ReplaceStep(at, at, new Slice(inserted, 0, 0))).failed !== null) return { kind: 'refused' }
  return { kind: 'inserted', end: at + inserted.size }
}

/** Inline content without what it says of suggestions: only what is in the current text, marked inserted. */
function asInserted(content: Fragment, insertion: ReturnType<typeof suggestionMark>): Node[] {
  return currentOnly(content).content.map((node) => node.mark(insertion.addToSet(node.marks)))
}

/** A slice without marks of suggestions: typed among suggested text it has theirs, which are none of its own. */
export function withoutSuggestions({ content, openStart, openEnd }: Slice): Slice {
  const bare = (fragment: Fragment): Fragment =>
    Fragment.from(
      fragment.content.map((node) => {
        const plain = node.mark(node.marks.filter((mark) => !isSuggestion(mark)))
        return node.isText ? plain : plain.copy(bare(node.content))
      }),
    )
  return new Slice(bare(content), openStart, openEnd)
}

function currentOnly(content: Fragment): Fragment {
  return Fragment.from(
    content.content
      .filter((node) => !carries(node, 'deletion'))
      .map((node) => {
        const bare = node.mark(node.marks.filter((mark) => !isSuggestion(mark)))
        return node.isText ? bare : bare.copy(currentOnly(node.content))
      }),
  )
}

/** A slice whose every block is new: ids, marks and ends of its own. */
function prepare(slice: Slice, tracking: Tracking, inText: boolean): Slice {
  const insertion = suggestionMark(tracking.tr.doc, 'insertion', { id: tracking.id })
  const bare = (node: Node): Node[] => {
    if (carries(node, 'deletion')) return []
    const marks = node.marks.filter((mark) => !isSuggestion(mark))
    if (node.isText) return [node.mark(marks)]
    return [node.type.create(fresh(node, tracking), node.children.flatMap(bare), marks)]
  }
  const marked = (node: Node, sides: { start: number; end: number }): Node[] => {
    // What is open belongs to a block that exists, so that dropping it would change what the slice fits into.
    const isOpen = sides.start > 0 || sides.end > 0
    if (!isOpen && carries(node, 'deletion')) return []
    const marks = node.marks.filter((mark) => !isSuggestion(mark))
    if (node.isInline) return asInserted(Fragment.from(node), insertion)
    if (node.isLeaf || (!isOpen && (node.type.name === 'table' || node.type.name === 'tableRow'))) {
      return bare(node).map((each) => each.mark(insertion.addToSet(marks)))
    }
    const attrs = fresh(node, tracking)
    if (node.isTextblock && 'paragraphMark' in attrs) attrs['paragraphMark'] = insertedEnd(tracking)
    return [node.type.create(attrs, all(node.content, sides.start - 1, sides.end - 1), marks)]
  }
  const all = (content: Fragment, start: number, end: number): Node[] =>
    content.content.flatMap((node, index) =>
      marked(node, {
        start: index === 0 ? start : 0,
        end: index === content.childCount - 1 ? end : 0,
      }),
    )
  // Between blocks nothing is open but containers.
  const { openStart, openEnd } = slice
  const content = Fragment.from(all(slice.content, openStart, openEnd))
  return inText || content.size > 0 ? new Slice(content, openStart, openEnd) : Slice.empty
}

/** The attributes of a node as a new one has them. */
function fresh(node: Node, { context }: Tracking): Record<string, unknown> {
  const attrs: Record<string, unknown> = { ...node.attrs }
  if ('id' in attrs) attrs['id'] = context.newBlockId()
  if ('paragraphMark' in attrs) attrs['paragraphMark'] = null
  if ('was' in attrs) attrs['was'] = null
  return attrs
}

function insertedEnd(tracking: Tracking): ParagraphMark {
  return { kind: 'insertion', id: tracking.id }
}

/**
 * After blocks went into a textblock: whose id, type and end are whose. All ends but the last are inserted; the half
 * that the base will have keeps what the block was.
 */
function settleText(tracking: Tracking, was: Placed, end: number): void {
  const { tr, context } = tracking
  const left = tr.doc.nodeAt(was.pos)
  const right = textblockAt(tr.doc, end)
  if (left === null || right === null || right.pos === was.pos) return
  const rightStays = !keepsContent(left, 'base') && keepsContent(right.node, 'base')
  const lastMark = paragraphMarkOf(was.node)
  const rightAttrs = rightStays
    ? { ...was.node.attrs, paragraphMark: lastMark }
    : newBlock(right.node, was.node, context.newBlockId(), lastMark)
  shape(tr, right.pos, rightStays ? was.node.type : right.node.type, rightAttrs)
  if (rightStays) {
    const paragraph = tr.doc.type.schema.nodes['paragraph']
    // What is put before a heading is no heading.
    const type =
      left.type.name === 'heading' && left.childCount === 0 && paragraph !== undefined ? paragraph : left.type
    shape(tr, was.pos, type, { ...newBlock(left, left, context.newBlockId(), insertedEnd(tracking)), was: null })
  } else shape(tr, was.pos, was.node.type, { ...was.node.attrs, paragraphMark: insertedEnd(tracking) })
}

/** Attributes of a block that is new; one split off from a block of its type was of another type when that was. */
function newBlock(node: Node, from: Node, id: string, paragraphMark: ParagraphMark | null): Attrs {
  const { was: _, ...attrs } = node.attrs as Record<string, unknown>
  const isHalf = node.type === from.type && 'was' in node.attrs
  return {
    ...attrs,
    id,
    paragraphMark,
    ...('was' in node.attrs && { was: isHalf ? (from.attrs['was'] as unknown) : null }),
  }
}

/** After blocks went in between blocks: the last inserted textblock must become one with a neighbour in the base. */
function settleBlocks(tracking: Tracking, from: number, to: number): boolean {
  const { tr } = tracking
  const textblocks: Placed[] = []
  tr.doc.nodesBetween(from, to, (node, pos) => {
    if (pos < from) return true
    if (carries(node, 'insertion')) return false
    if (node.isTextblock) textblocks.push({ node, pos })
    return !node.isTextblock
  })
  const [first] = textblocks
  const last = textblocks.at(-1)
  if (first === undefined || last === undefined || joinTarget(tr.doc, last.pos, 'base') !== null) return true
  const before = joinSource(tr.doc, first.pos, 'base')
  if (before === null || !('paragraphMark' in before.node.attrs)) return false
  const mark = paragraphMarkOf(before.node)
  setParagraphMark(tr, before.pos, insertedEnd(tracking))
  setParagraphMark(tr, last.pos, mark)
  return true
}
