/** Reads the blocks of a Word file's text: paragraphs by their styles and lists, tables, text boxes. */
import type { FormerType, ParagraphMark } from '@shared/manuscript/suggestions'
import type { BlockBuilder, TextblockAttrs, TextblockKind } from '../block-builder'
import { looksLikeCaption } from '../captions'
import type { InlinePiece } from '../inline-content'
import { withTracked, type MarkJson } from '../node-json'
import { InlineReader, isVisible, type InlineContext } from './inline-reader'
import { chosen } from './drawings'
import { ListFrames } from './list-frames'
import type { ListItem, Numbering } from './numbering'
import type { Part } from './package'
import type { Role } from './styles'
import { gridOf, type GridRow } from './table-grid'
import { child, elements, type XmlElement } from './xml-tree'

export interface BodyContext extends InlineContext {
  readonly numbering: Numbering
}

/** Code whose next line may come with the next paragraph. */
interface OpenCode {
  readonly pieces: InlinePiece[]
  /** It has line breaks inside: a block by itself. */
  readonly whole: boolean
  mark: ParagraphMark | null
}

/** A place that paragraphs stand in. */
interface Place {
  readonly frames: ListFrames
  code: OpenCode | null
  /** The last thing that was read is a picture. */
  afterPicture: boolean
}

const GROUPS =
  /^w:(?:sdt|sdtContent|customXml|smartTag|ins|del|moveFrom|moveTo|body|txbxContent|footnote|endnote|document)$/
const TRACKED = new Set(['w:ins', 'w:moveTo', 'w:del', 'w:moveFrom'])
const SILENT =
  /^w:(?:sectPr|sdtPr|sdtEndPr|customXmlPr|smartTagPr|tcPr|bookmark(?:Start|End)|proofErr|perm(?:Start|End)|move(?:From|To)Range(?:Start|End)|customXml(?:Ins|Del|MoveFrom|MoveTo)Range(?:Start|End)|background)$/

export class BodyReader {
  private readonly inline: InlineReader
  /** Inside a row that was inserted or deleted as a whole: ends of its paragraphs are not tracked by themselves. */
  private changedRows = 0

  constructor(
    private readonly builder: BlockBuilder,
    part: Part,
    private readonly context: BodyContext,
  ) {
    this.inline = new InlineReader(part, context)
  }

  /** Reads what stands in the element into the builder's present place. */
  read(parent: XmlElement): void {
    const place: Place = { frames: new ListFrames(this.builder), code: null, afterPicture: false }
    this.blocks(parent, place)
    this.endCode(place)
    place.frames.closeAll()
  }

  private blocks(parent: XmlElement, place: Place): void {
    for (const element of elements(parent)) {
      if (this.builder.full) return
      if (element.name === 'w:p') this.paragraph(element, place)
      else if (element.name === 'w:tbl') this.table(element, place)
      else if (element.name === 'mc:AlternateContent') this.blocks(chosen(element), place)
      else if (GROUPS.test(element.name)) this.blocks(element, place)
      else if (!this.context.comments.take(element) && element.name.startsWith('w:') && !SILENT.test(element.name))
        this.context.report.note('element-dropped', element.name)
    }
  }

  private paragraph(element: XmlElement, place: Place): void {
    const properties = child(element, 'w:pPr')
    const role = this.context.styles.role(properties)
    const { pieces, boxes, rule } = this.inline.read(element)
    const ends = this.endsOf(properties)
    if (pieces.some(isVisible)) this.textblock(pieces, properties, role, this.oneEnd(ends), place)
    else if (rule || isRule(properties)) {
      this.endCode(place)
      place.frames.closeAll()
      this.builder.rule(ends.map(({ kind, id }) => ({ type: kind, attrs: { id } })))
    } else this.blank(role, this.oneEnd(ends), place)
    for (const box of boxes) {
      this.endCode(place)
      this.read(box)
    }
  }

  private textblock(
    pieces: readonly InlinePiece[],
    properties: XmlElement | undefined,
    role: Role,
    mark: ParagraphMark | null,
    place: Place,
  ): void {
    if (role.kind === 'code') {
      this.codeLine(pieces, mark, place)
      return
    }
    this.endCode(place)
    const item = role.kind === 'paragraph' || role.kind === 'quote' ? this.listItem(properties) : null
    const isCaption =
      role.kind === 'paragraph' && item === null && place.afterPicture && looksLikeCaption(textOf(pieces))
    const kind = isCaption ? CAPTION : kindOf(role)
    place.frames.enter({
      quote: role.kind === 'quote',
      item,
      continues: role.kind === 'list-continue' ? role.level : null,
    })
    const attrs = { ...(mark !== null && { paragraphMark: mark }), ...this.formerType(properties, kind) }
    if (kind.type === 'caption') this.caption(pieces, attrs)
    else this.builder.textblock(kind, pieces, attrs)
    place.afterPicture = kind.type !== 'caption' && pieces.findLast(isVisible)?.kind === 'leaf' && hasPicture(pieces)
  }

  /** A picture in the paragraph of its own caption stands before it. */
  private caption(pieces: readonly InlinePiece[], attrs: TextblockAttrs): void {
    const words = pieces.findIndex((piece) => piece.kind === 'text' && isVisible(piece))
    const pictures = words < 0 ? pieces : pieces.slice(0, words)
    if (hasPicture(pictures)) this.builder.textblock({ type: 'paragraph' }, pictures)
    if (words >= 0) this.builder.textblock(CAPTION, hasPicture(pictures) ? pieces.slice(words) : pieces, attrs)
  }

  private listItem(properties: XmlElement | undefined): ListItem | null {
    const { numbering, styles } = this.context
    return numbering.next(child(properties, 'w:numPr') ?? styles.numbering(properties))
  }

  /** What is said of a paragraph's end: that it was inserted, deleted, or the one and then the other. */
  private endsOf(properties: XmlElement | undefined): readonly ParagraphMark[] {
    const { changes } = this.context
    const tracked = elements(child(properties, 'w:rPr')).filter(({ name }) => TRACKED.has(name))
    if (tracked.length === 0 && this.changedRows === 0) changes.unchanged()
    return tracked.flatMap((element) => {
      const id = changes.ofText(element)
      const kind = element.name === 'w:ins' || element.name === 'w:moveTo' ? 'insertion' : 'deletion'
      return id === null ? [] : [{ kind, id }]
    })
  }

  /** A textblock's end can only be one of the two: of what was inserted and then deleted, the insertion counts as accepted. */
  private oneEnd(ends: readonly ParagraphMark[]): ParagraphMark | null {
    if (ends.length > 1) this.context.changes.accepted += ends.length - 1
    return ends.find(({ kind }) => kind === 'deletion') ?? ends[0] ?? null
  }

  /** What a textblock was before its style was changed, if that makes it another block. */
  private formerType(properties: XmlElement | undefined, kind: TextblockKind): { readonly was?: FormerType } {
    const change = child(properties, 'w:pPrChange')
    if (change === undefined || kind.type === 'codeBlock') return {}
    const before = kindOf(this.context.styles.role(child(change, 'w:pPr')))
    if (before.type === 'codeBlock') return {}
    const level = before.type === 'heading' ? before.level : null
    if (before.type === kind.type && level === (kind.type === 'heading' ? kind.level : null)) return {}
    const id = this.context.changes.ofParagraph(change)
    return id === null ? {} : { was: { id, type: before.type, level } }
  }

  private blank(role: Role, mark: ParagraphMark | null, place: Place): void {
    if (role.kind === 'code' && place.code !== null) this.codeLine([], mark, place)
    else this.builder.textblock({ type: 'paragraph' }, [], mark === null ? {} : { paragraphMark: mark })
  }

  /** Lines of code are paragraphs one after the other; one with breaks inside is a block by itself. */
  private codeLine(pieces: readonly InlinePiece[], mark: ParagraphMark | null, place: Place): void {
    const whole = pieces.some(({ kind }) => kind === 'break')
    if (whole || place.code?.whole === true) this.endCode(place)
    if (place.code === null) {
      place.code = { pieces: [...pieces], whole, mark }
    } else {
      const end = place.code.mark
      const marks = withTracked([], {
        insertion: end?.kind === 'insertion' ? end.id : null,
        deletion: end?.kind === 'deletion' ? end.id : null,
        format: null,
      })
      place.code.pieces.push({ kind: 'text', text: '\n', marks }, ...pieces)
      place.code.mark = mark
    }
    place.afterPicture = false
  }

  private endCode(place: Place): void {
    const { code } = place
    place.code = null
    if (code === null) return
    place.frames.closeAll()
    this.builder.textblock({ type: 'codeBlock' }, code.pieces, code.mark === null ? {} : { paragraphMark: code.mark })
  }

  private table(table: XmlElement, place: Place): void {
    this.endCode(place)
    place.frames.closeAll()
    place.afterPicture = false
    const rows = gridOf(table)
    const depth = this.builder.depth
    const whole = wholeTable(rows)
    const dissolves = isLayout(rows)
    this.builder.open('table', {}, this.marksOf(whole))
    for (const row of rows) {
      const rowDepth = this.builder.depth
      const own = changesOf(row).filter(({ name }) => !whole.some((each) => each.name === name))
      if (dissolves) this.context.changes.accepted += own.length
      this.builder.open('tableRow', {}, dissolves ? [] : this.marksOf(own))
      if (row.changes.length > 0) this.changedRows += 1
      for (const { element, colspan, rowspan } of row.cells) {
        const cellDepth = this.builder.depth
        this.builder.open(row.header ? 'tableHeader' : 'tableCell', { colspan, rowspan })
        this.read(element)
        this.builder.closeTo(cellDepth)
      }
      if (row.changes.length > 0) this.changedRows -= 1
      this.builder.closeTo(rowDepth)
    }
    this.builder.closeTo(depth)
  }

  /** Marks of a table or a row that came or went. */
  private marksOf(tracked: readonly XmlElement[]): readonly MarkJson[] {
    return tracked.flatMap((element) => {
      const id = this.context.changes.ofText(element)
      return id === null ? [] : [{ type: element.name === 'w:ins' ? 'insertion' : 'deletion', attrs: { id } }]
    })
  }
}

/** A table of one column, or with tables in it, becomes the blocks in it (structure.ts): there are no rows to say anything of. */
function isLayout(rows: readonly GridRow[]): boolean {
  return (
    rows.every(({ cells }) => cells.length <= 1) ||
    rows.some(({ cells }) => cells.some(({ element }) => child(element, 'w:tbl') !== undefined))
  )
}

/** What is said of a row: at most that it came, and that it went. */
function changesOf({ changes }: GridRow): readonly XmlElement[] {
  return ['w:ins', 'w:del'].flatMap((name) => changes.find((change) => change.name === name) ?? [])
}

/** A table all of whose rows came or went is inserted or deleted as a whole: the change of the first row says it. */
function wholeTable(rows: readonly GridRow[]): readonly XmlElement[] {
  const changed = rows.map(changesOf)
  return (changed[0] ?? []).filter(({ name }) => changed.every((row) => row.some((each) => each.name === name)))
}

const CAPTION: TextblockKind = { type: 'caption' }

function kindOf(role: Role): TextblockKind {
  switch (role.kind) {
    case 'title':
      return { type: 'heading', level: 1, isTitle: true }
    case 'heading':
      return { type: 'heading', level: role.level, isTitle: false }
    case 'caption':
      return CAPTION
    case 'code':
      return { type: 'codeBlock' }
    default:
      return { type: 'paragraph' }
  }
}

/** An empty paragraph with a line above or below it: how Word writes a rule. */
function isRule(properties: XmlElement | undefined): boolean {
  const borders = child(properties, 'w:pBdr')
  return ['w:top', 'w:bottom'].some((side) => {
    const border = child(borders, side)
    return border !== undefined && !/^(?:nil|none)?$/.test(border.attributes['w:val'] ?? '')
  })
}

function textOf(pieces: readonly InlinePiece[]): string {
  return pieces.map((piece) => (piece.kind === 'text' && !isGone(piece.marks) ? piece.text : '')).join('')
}

function isGone(marks: readonly MarkJson[]): boolean {
  return marks.some(({ type }) => type === 'deletion')
}

function hasPicture(pieces: readonly InlinePiece[]): boolean {
  return pieces.some((piece) => piece.kind === 'leaf' && piece.node.type === 'image')
}
