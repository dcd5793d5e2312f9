/** Reads what stands in a paragraph: runs with their formatting, links, fields, pictures, notes, tracked changes and comments. */
import { safeHref } from '../html-attributes'
import type { InlinePiece } from '../inline-content'
import { withTracked, type MarkJson, type NodeJson, type TrackedChanges } from '../node-json'
import type { Report } from '../report'
import type { Changes } from './changes'
import type { CommentRanges } from './comment-ranges'
import { chosen, type Drawings } from './drawings'
import { Fields, linkIn } from './fields'
import type { Notes } from './notes'
import type { Part } from './package'
import { formerMarksOf, isRaised, marksOf } from './run-marks'
import type { Styles } from './styles'
import { symbolCharacter } from './symbols'
import { child, descendants, elements, ownText, type XmlElement } from './xml-tree'

export interface ReadInline {
  readonly pieces: readonly InlinePiece[]
  /** Text boxes that hang on the paragraph. */
  readonly boxes: readonly XmlElement[]
  /** A drawn line across the page. */
  readonly rule: boolean
}

/** What surrounds a run. */
interface Around {
  readonly insertion: string | null
  readonly deletion: string | null
  readonly href: string | null
  /** Inside a deletion that is past the limit: taken as accepted, so that it is not there. */
  readonly gone: boolean
}

const NOTHING: Around = { insertion: null, deletion: null, href: null, gone: false }

export interface InlineContext {
  readonly styles: Styles
  readonly changes: Changes
  readonly comments: CommentRanges
  readonly drawings: Drawings
  readonly notes: Notes
  readonly report: Report
}

/** Elements that group others and say nothing by themselves. */
const GROUPS: ReadonlySet<string> = new Set([
  'w:smartTag',
  'w:customXml',
  'w:sdtContent',
  'w:bdo',
  'w:dir',
  'w:rubyBase',
  'w:p',
])

/** Elements that are looked for to be read elsewhere, or that show nothing. */
const SILENT =
  /^(?:w:(?:pPr|rPr|sdtPr|sdtEndPr|smartTagPr|customXmlPr|fldData|bookmark(?:Start|End)|proofErr|perm(?:Start|End)|move(?:From|To)Range(?:Start|End)|customXml(?:Ins|Del|MoveFrom|MoveTo)Range(?:Start|End)|lastRenderedPageBreak|annotationRef|footnoteRef|endnoteRef|separator|continuationSeparator|softHyphen|rubyPr|rt|ptab|pgNum|(?:day|month|year)(?:Short|Long)|sectPr|tcPr|trPr|tblPr|tblGrid|tblPrEx)|m:.+|mc:.+|w14:.+|w15:.+)$/

export class InlineReader {
  private readonly fields = new Fields()
  private pieces: InlinePiece[] = []
  private boxes: XmlElement[] = []
  private rule = false

  constructor(
    private readonly part: Part,
    private readonly context: InlineContext,
  ) {}

  /** Reads a paragraph. Fields may go on from one to the next. */
  read(paragraph: XmlElement): ReadInline {
    this.pieces = []
    this.boxes = []
    this.rule = false
    this.inside(paragraph, NOTHING)
    const { pieces, boxes, rule } = this
    return { pieces: this.withPoints(pieces), boxes, rule }
  }

  /** A comment that is about no text of its own is about its paragraph; in an empty one about the next. */
  private withPoints(pieces: readonly InlinePiece[]): readonly InlinePiece[] {
    if (!pieces.some(isVisible)) return pieces
    const points = this.context.comments.takePoints()
    return points.length === 0 ? pieces : pieces.map((piece) => withThreads(piece, points))
  }

  private inside(parent: XmlElement, around: Around): void {
    for (const element of elements(parent)) this.element(element, around)
  }

  private element(element: XmlElement, around: Around): void {
    const { comments, report } = this.context
    switch (element.name) {
      case 'w:r':
        this.run(element, around)
        return
      case 'w:ins':
      case 'w:moveTo':
        this.inside(element, { ...around, insertion: this.context.changes.ofText(element) ?? around.insertion })
        return
      case 'w:del':
      case 'w:moveFrom': {
        const deletion = this.context.changes.ofText(element)
        this.inside(element, {
          ...around,
          deletion: deletion ?? around.deletion,
          gone: around.gone || deletion === null,
        })
        return
      }
      case 'w:hyperlink':
        this.inside(element, { ...around, href: this.address(this.target(element)) ?? around.href })
        return
      case 'w:fldSimple':
        this.inside(element, {
          ...around,
          href: this.address(linkIn(element.attributes['w:instr'] ?? '')) ?? around.href,
        })
        return
      case 'w:sdt':
        this.inside(child(element, 'w:sdtContent') ?? element, around)
        return
      case 'mc:AlternateContent':
        this.inside(chosen(element), around)
        return
      default:
        if (comments.take(element)) return
        if (GROUPS.has(element.name)) this.inside(element, around)
        else if (!SILENT.test(element.name)) report.note('element-dropped', element.name)
    }
  }

  private run(run: XmlElement, around: Around): void {
    const { styles, report } = this.context
    const properties = child(run, 'w:rPr')
    const href = this.address(this.fields.href) ?? around.href
    const marks = marksOf(properties, styles, href)
    const before = child(properties, 'w:rPrChange')
    const former = before === undefined ? null : formerMarksOf(before, styles, href, marks)
    const write = (element: XmlElement): void => {
      const id = former === null || before === undefined ? null : this.context.changes.ofFormat(before)
      const format = id === null || former === null ? null : { id, before: former }
      if (format === null) this.context.changes.unformatted()
      this.content(element, marks, { insertion: around.insertion, deletion: around.deletion, format }, around)
    }
    if (isRaised(properties) && href === null && descendants(run, 'w:t').some((text) => /\S/.test(ownText(text))))
      report.note('element-dropped', 'sup/sub')
    for (const element of elements(run)) write(element)
  }

  private content(element: XmlElement, marks: readonly MarkJson[], tracked: TrackedChanges, around: Around): void {
    switch (element.name) {
      case 'w:t':
      case 'w:delText':
        this.text(ownText(element), marks, tracked, around)
        return
      case 'w:tab':
        this.text('\t', marks, tracked, around)
        return
      case 'w:noBreakHyphen':
        this.text('\u2011', marks, tracked, around)
        return
      case 'w:sym':
        this.symbol(element, marks, tracked, around)
        return
      case 'w:br':
        // Breaks of pages and columns are the paper's.
        if (/^(?:page|column)$/.test(element.attributes['w:type'] ?? '')) return
        this.break(tracked, around)
        return
      case 'w:cr':
        this.break(tracked, around)
        return
      case 'w:drawing':
      case 'w:pict':
      case 'w:object':
        this.drawing(element, tracked, around)
        return
      case 'mc:AlternateContent':
        for (const inner of elements(chosen(element))) this.content(inner, marks, tracked, around)
        return
      case 'w:ruby':
        this.inside(child(element, 'w:rubyBase') ?? element, around)
        return
      case 'w:fldChar':
        this.fields.character(element.attributes['w:fldCharType'])
        return
      case 'w:instrText':
      case 'w:delInstrText':
        this.fields.instruction(ownText(element))
        return
      case 'w:footnoteReference':
      case 'w:endnoteReference': {
        const note = this.context.notes.refer(element)
        if (note !== null) this.leaf({ type: 'footnoteRef', attrs: { note } }, tracked, around)
        return
      }
      default:
        if (this.context.comments.take(element)) return
        if (element.name === 'w:r' || GROUPS.has(element.name)) this.element(element, around)
        else if (!SILENT.test(element.name)) this.context.report.note('element-dropped', element.name)
    }
  }

  private text(text: string, marks: readonly MarkJson[], tracked: TrackedChanges, around: Around): void {
    if (text === '' || this.fields.hidden || around.gone) return
    this.seen(around, /\S/.test(text))
    this.pieces.push({ kind: 'text', text, marks: withTracked(marks, tracked, this.context.comments.current) })
  }

  private break(tracked: TrackedChanges, around: Around): void {
    if (this.fields.hidden || around.gone) return
    this.seen(around, false)
    this.pieces.push({
      kind: 'break',
      marks: withTracked([], { ...tracked, format: null }, this.context.comments.current),
    })
  }

  private leaf(node: NodeJson, tracked: TrackedChanges, around: Around): void {
    if (around.gone) return
    this.seen(around, true)
    const marks = withTracked([], { ...tracked, format: null }, this.context.comments.current)
    this.pieces.push({ kind: 'leaf', node: marks.length === 0 ? node : { ...node, marks } })
  }

  private seen(around: Around, visible: boolean): void {
    if (around.insertion === null && around.deletion === null) this.context.changes.unchanged()
    if (visible) this.context.comments.sawContent()
  }

  private drawing(element: XmlElement, tracked: TrackedChanges, around: Around): void {
    const drawn = this.context.drawings.read(element, this.part)
    for (const picture of drawn.pictures) this.leaf(picture, tracked, around)
    this.boxes.push(...drawn.boxes)
    this.rule ||= drawn.rule
  }

  private symbol(element: XmlElement, marks: readonly MarkJson[], tracked: TrackedChanges, around: Around): void {
    const character = symbolCharacter(element.attributes['w:font'] ?? '', element.attributes['w:char'] ?? '')
    if (character === null) this.context.report.note('element-dropped', 'w:sym')
    else this.text(character, marks, tracked, around)
  }

  private target(link: XmlElement): string | null {
    const relationship = this.part.relationships.get(link.attributes['r:id'] ?? '')
    return relationship?.external === true ? relationship.target : null
  }

  /** The address behind a link; null for one that is dropped (its words stay). */
  private address(address: string | null): string | null {
    if (address === null) return null
    const href = safeHref(address)
    if (href === null && !/^\s*(?:#|$)/.test(address))
      this.context.report.note('element-dropped', `link ${address.trim().slice(0, 40)}`)
    return href
  }
}

export function isVisible(piece: InlinePiece): boolean {
  return piece.kind === 'leaf' || (piece.kind === 'text' && /[^\s\u200B-\u200D\u2060\uFEFF]/.test(piece.text))
}

function withThreads(piece: InlinePiece, threads: readonly string[]): InlinePiece {
  const more = threads.map((id): MarkJson => ({ type: 'thread', attrs: { id } }))
  if (piece.kind === 'leaf') return { ...piece, node: { ...piece.node, marks: [...(piece.node.marks ?? []), ...more] } }
  return { ...piece, marks: [...(piece.marks ?? []), ...more] }
}
