/**
 * The two texts of a document with suggested changes: `base` as it was (insertions out), `current` as it would be
 * (deletions out). Both are documents without suggestions, and both can be read as blocks that know where each of
 * their characters lies in the document with the suggestions.
 *
 * A textblock whose end is left out becomes one with the next in the same scope (not across a cell, a footnote or the
 * title). The one that still has something in it keeps its id, type and place, the first if both have (or neither): so
 * a paragraph that was split at its beginning, or follows one that was deleted whole, stays the paragraph it was. A list
 * item that was joined away hands what else it held to the item before it. A footnote goes with its last reference.
 */
import { Fragment, type Mark, type Node } from 'prosemirror-model'
import type { CheckBlock } from '../domain/compliance'
import {
  formerMarksSchema,
  formerTypeSchema,
  paragraphMarkSchema,
  type FormerType,
  type ParagraphMark,
} from './suggestions'
import { blockKind, leafCharacter } from './text'

export type Projection = 'base' | 'current'

/** What a projection leaves out. */
export const LEFT_OUT = { base: 'insertion', current: 'deletion' } as const

/** A stretch of a block's text that lies in one piece in the document. */
export interface TextRun {
  /** `[start, end)` of the block's text. */
  readonly start: number
  readonly end: number
  /** Position of its first character in the document. */
  readonly from: number
}

/** A textblock of a projection with its place in the document that was projected. */
export interface ProjectedBlock extends CheckBlock {
  readonly runs: readonly TextRun[]
  /** Where text at its beginning would go; a block without characters has a place too. */
  readonly from: number
}

export function isSuggestion(mark: Mark): boolean {
  const { name } = mark.type
  return name === 'insertion' || name === 'deletion' || name === 'format'
}

export function paragraphMarkOf(node: Node): ParagraphMark | null {
  const value: unknown = node.attrs['paragraphMark']
  return value == null ? null : paragraphMarkSchema.parse(value)
}

export function formerTypeOf(node: Node): FormerType | null {
  const value: unknown = node.attrs['was']
  return value == null ? null : formerTypeSchema.parse(value)
}

/** The ids of the suggestions that a document carries, in the order of the text. */
export function suggestionIdsIn(document: Node): ReadonlySet<string> {
  const ids = new Set<string>()
  document.descendants((node) => {
    for (const mark of node.marks) if (isSuggestion(mark)) ids.add(String(mark.attrs['id']))
    const ofBlock = [formerTypeOf(node), paragraphMarkOf(node)]
    for (const each of ofBlock) if (each !== null) ids.add(each.id)
  })
  return ids
}

/** The document of a projection, without suggestions. */
export function projectDocument(document: Node, projection: Projection): Node {
  const { root } = grow(document, projection)
  return document.type.create(null, root.children.map(built))
}

/** The textblocks of a projection in order, each with the places of its characters in `document`. */
export function projectedBlocks(document: Node, projection: Projection): ProjectedBlock[] {
  return grow(document, projection).blocks.map((block, ordinal) => {
    const id: unknown = block.node.attrs['id']
    const runs: { start: number; end: number; from: number }[] = []
    let text = ''
    for (const { node, from } of block.pieces) {
      const start = text.length
      text += node.text ?? leafCharacter(node.type.name)
      const last = runs.at(-1)
      if (last !== undefined && last.from + last.end - last.start === from) last.end = text.length
      else runs.push({ start, end: text.length, from })
    }
    return {
      id: typeof id === 'string' && id !== '' ? id : `b${ordinal}`,
      kind: blockKind(block.node, block.parent.node),
      text,
      from: block.from,
      runs,
    }
  })
}

/** Where an offset of a projected block lies in the document. Between two runs, `before` stays with the first. */
export function positionInDocument(block: ProjectedBlock, offset: number, side: 'before' | 'after' = 'after'): number {
  const run =
    side === 'after'
      ? (block.runs.find((each) => offset >= each.start && offset < each.end) ?? block.runs.at(-1))
      : (block.runs.find((each) => offset > each.start && offset <= each.end) ?? block.runs[0])
  if (run === undefined) return block.from
  return run.from + Math.min(Math.max(offset - run.start, 0), run.end - run.start)
}

/** The ranges of the document that `[start, end)` of a projected block covers, in order. */
export function rangesInDocument(block: ProjectedBlock, start: number, end: number): { from: number; to: number }[] {
  return block.runs.flatMap((run) => {
    const first = Math.max(start, run.start)
    const last = Math.min(end, run.end)
    return first < last ? [{ from: run.from + first - run.start, to: run.from + last - run.start }] : []
  })
}

/** A container of the document while it is projected. */
interface Container {
  readonly kind: 'container'
  readonly node: Node
  parent: Container | null
  children: Part[]
}

/** A textblock: what it keeps, and where in the document that lies. */
interface Block {
  readonly kind: 'block'
  /** Empty, of the type and with the attributes it has in the projection. */
  node: Node
  parent: Container
  readonly from: number
  pieces: { readonly node: Node; readonly from: number }[]
  /** Its end is left out. */
  open: boolean
}

/** A block without text: a rule. */
interface Leaf {
  readonly kind: 'leaf'
  readonly node: Node
  parent: Container
}

type Part = Container | Block | Leaf

function grow(document: Node, projection: Projection): { root: Container; blocks: readonly Block[] } {
  const blocks: Block[] = []
  const root = container(document, 0, null, projection, blocks)
  const joined = new Set<Block>()
  // From the end, so that a chain of joins has each block whole when the one before takes it.
  for (let at = blocks.length - 2; at >= 0; at -= 1) {
    const block = blocks[at]
    if (block?.open !== true) continue
    const next = blocks.slice(at + 1).find((each) => !joined.has(each))
    if (next === undefined || !joinable(block, next)) continue
    if (block.pieces.length === 0 && next.pieces.length > 0) {
      if (canGo(block)) {
        takeAway(block, next)
        joined.add(block)
        continue
      }
      // Here it is the first of a list item, which begins with a paragraph.
      block.node =
        next.node.type.name === 'paragraph'
          ? next.node
          : block.node.type.create({ id: next.node.attrs['id'] as unknown })
    }
    block.pieces.push(...next.pieces)
    takeAway(next, block)
    joined.add(next)
  }
  const left = blocks.filter((block) => !joined.has(block))
  return { root, blocks: withoutLostFootnotes(root, left, document) }
}

/** A block can go, and the next stay where it is, unless others in its list item would be left without a paragraph. */
function canGo(block: Block): boolean {
  const { node, children } = block.parent
  return node.type.name !== 'listItem' || children[0] !== block || children.length === 1
}

/** Takes out the footnotes whose references were all left out. One that never had any is the document's own affair. */
function withoutLostFootnotes(root: Container, blocks: readonly Block[], document: Node): readonly Block[] {
  const footnotes = root.children.filter((part) => part.node.type.name === 'footnote')
  if (footnotes.length === 0) return blocks
  const kept = new Set(blocks.flatMap(({ pieces }) => pieces.map(({ node }) => noteOf(node))))
  const referred = new Set<string>()
  document.descendants((node) => void referred.add(noteOf(node)))
  const lost = new Set<Part>(
    footnotes.filter(({ node }) => {
      const note = String(node.attrs['note'])
      return referred.has(note) && !kept.has(note)
    }),
  )
  if (lost.size === 0) return blocks
  root.children = root.children.filter((part) => !lost.has(part))
  return blocks.filter((block) => !lost.has(block.parent))
}

/** The footnote that a reference refers to; empty for what is none. */
function noteOf(node: Node): string {
  return node.type.name === 'footnoteRef' ? String(node.attrs['note']) : ''
}

function container(
  node: Node,
  start: number,
  parent: Container | null,
  projection: Projection,
  blocks: Block[],
): Container {
  const own: Container = { kind: 'container', node, parent, children: [] }
  const drop = LEFT_OUT[projection]
  node.forEach((child, offset) => {
    const position = start + offset
    if (carries(child, drop)) return
    if (child.isTextblock) {
      const block = textblock(child, position, own, projection)
      blocks.push(block)
      own.children.push(block)
    } else if (child.isLeaf) own.children.push({ kind: 'leaf', node: child.mark(plainMarks(child)), parent: own })
    else {
      const inner = container(child, position + 1, own, projection, blocks)
      // A quote or a table of which nothing is left goes too; a cell stays (built gives it a paragraph).
      const isCell = child.type.spec.isolating === true && child.type.name !== 'table'
      if (inner.children.length > 0 || child.childCount === 0 || isCell) own.children.push(inner)
    }
  })
  return own
}

function textblock(node: Node, position: number, parent: Container, projection: Projection): Block {
  const drop = LEFT_OUT[projection]
  const pieces: Block['pieces'] = []
  node.forEach((child, offset) => {
    if (!carries(child, drop))
      pieces.push({ node: child.mark(marksIn(child, projection)), from: position + 1 + offset })
  })
  const open = paragraphMarkOf(node)?.kind === drop
  return { kind: 'block', node: typeIn(node, projection), parent, from: position + 1, pieces, open }
}

/** The marks of inline content in a projection. */
function marksIn(node: Node, projection: Projection): readonly Mark[] {
  const format = node.marks.find(({ type }) => type.name === 'format')
  if (projection === 'current' || format === undefined) return plainMarks(node)
  return formerMarksSchema
    .parse(format.attrs['before'])
    .reduce<readonly Mark[]>((marks, json) => node.type.schema.markFromJSON(json).addToSet(marks), [])
}

function plainMarks(node: Node): readonly Mark[] {
  return node.marks.filter((mark) => !isSuggestion(mark))
}

/** An empty block of the type that the textblock has in a projection. */
function typeIn(node: Node, projection: Projection): Node {
  const was = projection === 'base' ? formerTypeOf(node) : null
  const attrs: Record<string, unknown> = { ...node.attrs }
  delete attrs['paragraphMark']
  delete attrs['was']
  if (was === null) return node.type.create(attrs)
  const type = node.type.schema.nodes[was.type]
  if (type === undefined) throw new Error(`the schema has no ${was.type}`)
  return type.create(was.type === 'heading' ? { id: attrs['id'], level: was.level ?? 2 } : { id: attrs['id'] })
}

/** Whether a node carries a mark of this name. */
export function carries(node: Node, mark: string): boolean {
  return node.marks.some(({ type }) => type.name === mark)
}

function joinable(block: Block, next: Block): boolean {
  const isCode = (each: Block): boolean => each.node.type.name === 'codeBlock'
  return scopeOf(block) === scopeOf(next) && isCode(block) === isCode(next)
}

/** The innermost container that a join does not reach out of. */
function scopeOf(block: Block): Container {
  let scope = block.parent
  while (scope.parent !== null && scope.node.type.spec.isolating !== true) scope = scope.parent
  return scope
}

/** Removes a block that was joined to another, and what is empty without it. */
function takeAway(block: Block, to: Block): void {
  let part: Part = block
  let parent: Container = block.parent
  for (;;) {
    const at = parent.children.indexOf(part)
    parent.children.splice(at, 1)
    if (parent.node.type.name === 'listItem' && at === 0 && parent.children.length > 0) {
      // An item begins with a paragraph: without it, the rest belongs to what took the paragraph.
      const home = to.parent
      const rest = parent.children.splice(0)
      for (const each of rest) each.parent = home
      home.children.splice(home.children.indexOf(to) + 1, 0, ...rest)
    }
    if (parent.children.length > 0 || parent.parent === null || parent.node.type.spec.isolating === true) return
    part = parent
    parent = parent.parent
  }
}

function built(part: Part): Node {
  if (part.kind === 'leaf') return part.node
  if (part.kind === 'block') {
    const { node, pieces } = part
    return node.type.create(
      node.attrs,
      pieces.map((piece) => piece.node),
    )
  }
  const { node, children } = part
  const content = Fragment.from(children.map(built))
  // What the schema asks for and the projection left out, an empty paragraph, is put in.
  const filled = node.type.createAndFill(node.attrs, content, plainMarks(node))
  return filled ?? node.type.create(node.attrs, content, plainMarks(node))
}
