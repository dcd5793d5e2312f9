/**
 * Builds a document's blocks from a stream of events (open, text, close), whatever their order, so
 * that the result is always of the schema: what has no place where it stands becomes paragraphs.
 */
import type { FormerType, ParagraphMark } from '@shared/manuscript/suggestions'
import { cleanInline, type InlinePiece } from './inline-content'
import { markNearest } from './mark-nearest'
import { MAX_BLOCKS, MAX_STRUCTURE_DEPTH, MAX_TEXT_CHARACTERS } from './limits'
import { codeContent } from './code-content'
import { currentText, paragraphNode, type MarkJson, type NodeJson } from './node-json'
import { joinedMark } from './paragraph-marks'
import { closeCell, closeItem, closeTable } from './structure'

export type FrameKind =
  'doc' | 'blockquote' | 'bulletList' | 'orderedList' | 'listItem' | 'table' | 'tableRow' | 'tableCell' | 'tableHeader'

interface Frame {
  readonly kind: FrameKind
  readonly attrs: Readonly<Record<string, number>>
  /** Suggested changes of the whole (of a table). */
  readonly marks: readonly MarkJson[]
  /** Made by the builder for a child that had no parent of the right kind; closed by itself. */
  readonly implied: boolean
  readonly children: NodeJson[]
  /** Blocks found where only rows may stand (a caption): they go before the table. */
  readonly hoisted: NodeJson[]
}

/** What the textblock under construction will be. */
export type TextblockKind =
  | { readonly type: 'paragraph' | 'caption' }
  | { readonly type: 'heading'; readonly level: number; readonly isTitle: boolean }
  | { readonly type: 'codeBlock' }

/** What a textblock says of suggested changes to its end (`paragraphMark`) and its type (`was`). */
export type TextblockAttrs = Readonly<Record<string, ParagraphMark | FormerType>>

const PARAGRAPH: TextblockKind = { type: 'paragraph' }

export class BlockBuilder {
  private readonly frames: Frame[] = [frame('doc', {}, [], false)]
  private pieces: InlinePiece[] = []
  private kind: TextblockKind = PARAGRAPH
  private blocks = 0
  private characters = 0
  private title = ''
  /** Marks for whatever text comes next. */
  private readonly nearest: MarkJson[] = []

  /** True once a bound of the document was reached: what follows is left out. */
  full = false

  /** `soupBreaks`: a paragraph with at least that many line breaks was meant as several (0: never). */
  constructor(private readonly soupBreaks: number) {}

  get depth(): number {
    return this.frames.length
  }

  /** The text of the block that the source itself calls its title; empty when there is none. */
  get declaredTitle(): string {
    return this.title
  }

  text(text: string, marks: readonly MarkJson[]): void {
    if (this.full || text === '') return
    this.characters += text.length
    if (this.characters > MAX_TEXT_CHARACTERS) {
      this.full = true
      return
    }
    const nearest = this.nearest.splice(0)
    this.pieces.push({ kind: 'text', text, marks: nearest.length === 0 ? marks : [...marks, ...nearest] })
  }

  /** Adds a picture or a footnote's reference. */
  leaf(node: NodeJson): void {
    if (!this.full) this.pieces.push({ kind: 'leaf', node })
  }

  break(marks: readonly MarkJson[] = []): void {
    if (!this.full) this.pieces.push({ kind: 'break', marks })
  }

  /** A whole textblock. One without anything to see is left out, and its end with it. */
  textblock(kind: TextblockKind, pieces: readonly InlinePiece[], attrs: TextblockAttrs = {}): void {
    this.begin(kind)
    const content = kind.type === 'codeBlock' ? codeContent(pieces) : cleanInline(pieces)
    if (content.length === 0) {
      this.leftOut(attrs['paragraphMark'])
      return
    }
    for (const piece of pieces) {
      if (piece.kind === 'text') this.text(piece.text, piece.marks)
      else if (piece.kind === 'leaf') this.leaf(piece.node)
      else this.break(piece.marks)
    }
    this.flush(attrs)
  }

  /** Marks up to so many characters (UTF-16) before this place in the textblock under construction, or a leaf; else what comes next. */
  markNearest(mark: MarkJson, characters: number): void {
    if (!markNearest(this.pieces, mark, characters)) this.nearest.push(mark)
  }

  /** Adds blocks that are built already. */
  append(blocks: readonly NodeJson[]): void {
    this.flush()
    for (const block of blocks) this.addBlock(block)
  }

  /** Whether a line break is the last thing that was added, white space aside. */
  endsWithBreak(): boolean {
    for (let index = this.pieces.length - 1; index >= 0; index -= 1) {
      const piece = this.pieces[index]
      if (piece?.kind === 'break') return true
      if (piece?.kind === 'leaf' || (piece?.kind === 'text' && /[^ \t\r\n\f\u00A0\u3000\u200B\uFEFF]/.test(piece.text)))
        return false
    }
    return false
  }

  /** Ends the textblock under construction and begins one of the given kind. */
  begin(kind: TextblockKind): void {
    this.flush()
    this.kind = kind
  }

  /** Ends the textblock under construction, if there is anything in it or to be said of it. */
  flush(attrs: TextblockAttrs = {}): void {
    const { pieces, kind } = this
    const says = Object.keys(attrs).length > 0
    this.pieces = []
    this.kind = PARAGRAPH
    if (pieces.length === 0 && !says) return
    if (kind.type === 'codeBlock') {
      this.addCode(pieces, attrs)
      return
    }
    const content = cleanInline(pieces)
    if (content.length === 0) {
      if (says) this.leftOut(attrs['paragraphMark'])
      return
    }
    if (kind.type === 'heading' && content.some((node) => node.type === 'text')) {
      const node: NodeJson = { type: 'heading', attrs: { level: kind.level, ...attrs }, content }
      if (kind.isTitle && this.title === '') this.title = currentText(node)
      this.addBlock(node)
      return
    }
    if (kind.type === 'caption' || says) {
      const type = kind.type === 'caption' ? 'caption' : 'paragraph'
      this.addBlock({ type, ...(says && { attrs }), content })
      return
    }
    const lines = this.soupBreaks > 0 && breaks(content) >= this.soupBreaks ? splitAtBreaks(content) : [content]
    for (const line of lines) this.addBlock(paragraphNode(line))
  }

  rule(marks: readonly MarkJson[] = []): void {
    this.flush()
    this.addBlock(marks.length === 0 ? { type: 'horizontalRule' } : { type: 'horizontalRule', marks })
  }

  /** Opens a structure; false when it cannot stand here or lies too deep (its content then flows into what is open). */
  open(kind: FrameKind, attrs: Readonly<Record<string, number>> = {}, marks: readonly MarkJson[] = []): boolean {
    this.flush()
    this.closeImplied(kind)
    if (this.full || this.depth >= MAX_STRUCTURE_DEPTH || !fits(kind, this.top.kind)) return false
    if (isContainer(kind)) this.makeRoom()
    this.frames.push(frame(kind, attrs, marks, false))
    return true
  }

  /** Closes the structures opened since the builder had the given depth. */
  closeTo(depth: number): void {
    this.flush()
    while (this.frames.length > Math.max(depth, 1)) this.closeTop()
  }

  end(): readonly NodeJson[] {
    this.closeTo(1)
    return this.frames[0]?.children ?? []
  }

  private get top(): Frame {
    const top = this.frames.at(-1)
    if (top === undefined) throw new Error('the document frame is never closed')
    return top
  }

  private addCode(pieces: readonly InlinePiece[], { paragraphMark }: TextblockAttrs): void {
    const content = codeContent(pieces)
    if (content.length === 0) return
    const attrs = paragraphMark === undefined ? undefined : { paragraphMark }
    this.addBlock({ type: 'codeBlock', ...(attrs !== undefined && { attrs }), content })
  }

  /** A textblock before one that was left out ends where that one ended. */
  private leftOut(mark: TextblockAttrs[string] | undefined): void {
    const { children } = this.top
    const last = children.at(-1)
    const own = paragraphMarkOf(last)
    if (last === undefined || own === null) return
    const joined = joinedMark(own, mark !== undefined && 'kind' in mark ? mark : null)
    children[children.length - 1] = { ...last, attrs: { ...last.attrs, paragraphMark: joined } }
  }

  private addBlock(node: NodeJson): void {
    this.blocks += 1
    if (this.blocks > MAX_BLOCKS) this.full = true
    if (this.full) return
    this.makeRoom()
    const { top } = this
    if (top.kind === 'table' || top.kind === 'tableRow') this.tableFrame()?.hoisted.push(node)
    else top.children.push(node)
  }

  /** A list takes items only: a block that stands directly in one gets an item. */
  private makeRoom(): void {
    if (this.top.kind !== 'bulletList' && this.top.kind !== 'orderedList') return
    this.frames.push(frame('listItem', {}, [], true))
  }

  private closeImplied(kind: FrameKind): void {
    if (kind === 'listItem' && this.top.kind === 'listItem' && this.top.implied) this.closeTop()
  }

  private tableFrame(): Frame | undefined {
    return this.frames.findLast((open) => open.kind === 'table')
  }

  private closeTop(): void {
    const closed = this.frames.pop()
    if (closed === undefined) return
    const { top } = this
    const into = top.kind === 'table' && closed.kind !== 'tableRow' ? top.hoisted : top.children
    into.push(...this.finished(closed))
  }

  private finished(closed: Frame): readonly NodeJson[] {
    const { kind, attrs, children, marks } = closed
    switch (kind) {
      case 'tableCell':
      case 'tableHeader':
        // Cells are blocks too: a table of a million empty cells must reach the same bound.
        this.blocks += 1
        if (this.blocks > MAX_BLOCKS) this.full = true
        return [closeCell(kind, attrs, children)]
      case 'listItem':
        return children.length === 0 ? [] : [closeItem(children)]
      case 'table':
        return [...closed.hoisted, ...closeTable(children).map((node) => withMarks(node, marks))]
      default:
        if (children.length === 0) return []
        return [
          withMarks(
            Object.keys(attrs).length === 0
              ? { type: kind, content: children }
              : { type: kind, attrs, content: children },
            marks,
          ),
        ]
    }
  }
}

function frame(
  kind: FrameKind,
  attrs: Readonly<Record<string, number>>,
  marks: readonly MarkJson[],
  implied: boolean,
): Frame {
  return { kind, attrs, marks, implied, children: [], hoisted: [] }
}

function withMarks(node: NodeJson, marks: readonly MarkJson[]): NodeJson {
  return marks.length === 0 || (node.type !== 'table' && node.type !== 'tableRow') ? node : { ...node, marks }
}

function paragraphMarkOf(node: NodeJson | undefined): ParagraphMark | null {
  const mark = node?.attrs?.['paragraphMark']
  return typeof mark === 'object' && mark !== null && 'kind' in mark ? mark : null
}

/** Structures that stand among blocks (and so may need a list item made for them). */
function isContainer(kind: FrameKind): boolean {
  return kind === 'blockquote' || kind === 'bulletList' || kind === 'orderedList' || kind === 'table'
}

function fits(kind: FrameKind, parent: FrameKind): boolean {
  switch (kind) {
    case 'doc':
      return false
    case 'listItem':
      return parent === 'bulletList' || parent === 'orderedList'
    case 'tableRow':
      return parent === 'table'
    case 'tableCell':
    case 'tableHeader':
      return parent === 'tableRow'
    default:
      return parent !== 'table' && parent !== 'tableRow'
  }
}

function breaks(content: readonly NodeJson[]): number {
  return content.filter((node) => node.type === 'hardBreak').length
}

function splitAtBreaks(content: readonly NodeJson[]): NodeJson[][] {
  const lines: NodeJson[][] = [[]]
  for (const node of content) {
    if (node.type === 'hardBreak') lines.push([])
    else lines.at(-1)?.push(node)
  }
  return lines.filter((line) => line.length > 0)
}
