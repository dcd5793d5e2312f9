/**
 * The two texts of a document with suggested changes: `base` as it was (insertions out), `current` as it would be
 * (deletions out). Both are documents without suggestions, and both can be read as blocks that know where each of
 * their characters lies in the document with the suggestions.
 *
 * A textblock whose end is left out becomes one with the next in the same scope (not across a cell, a footnote or the
 * title): it keeps its own id and type. A list item that was joined away hands what else it held to the item before it.
 */
import type { Mark, Node } from 'prosemirror-model'
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
const LEFT_OUT = { base: 'insertion', current: 'deletion' } as const

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
  return document.type.create(null, grow(document, projection).root.children.map(built))
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
  readonly node: Node
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
    block.pieces.push(...next.pieces)
    takeAway(next, block)
    joined.add(next)
  }
  return { root, blocks: blocks.filter((block) => !joined.has(block)) }
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
    else own.children.push(container(child, position + 1, own, projection, blocks))
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

function carries(node: Node, mark: string): boolean {
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
  return node.type.create(node.attrs, children.map(built), plainMarks(node))
}
