/** The walk over an OpenDocument text: which block each element is, and what stands inline in it. */
import { BlockBuilder, type TextblockKind } from '../block-builder'
import type { Draft, DraftFootnote } from '../draft'
import { safeHref } from '../html-attributes'
import { imageType, ImageStore } from '../images'
import { cleanText } from '../inline-content'
import { MAX_CELL_SPAN } from '../limits'
import { Report } from '../report'
import { child, elements, allText, type XmlElement } from '../docx/xml-tree'
import type { UnpackedZip } from '../zip'
import type { ZonedClock } from '../zoned-clock'
import { OdtAnnotations } from './annotations'
import { readChanges, type OdtChange, type OdtChanges } from './changes'
import { InlineState } from './inline-state'
import type { OdtStyles } from './styles'

/** Holds no text of the manuscript: declarations, generated lists of contents, forms, what moves and sounds. */
const DROPPED: ReadonlySet<string> = new Set([
  'text:tracked-changes',
  'text:sequence-decls',
  'text:variable-decls',
  'text:user-field-decls',
  'text:hidden-text',
  'text:hidden-paragraph',
  'text:ruby-text',
  'text:note-citation',
  'text:script',
  'office:forms',
  'office:event-listeners',
  'draw:control',
  'svg:title',
  'svg:desc',
])

/** Dropped and told of: made by a program out of the text, or in a form that is not text. */
const NOTED: ReadonlySet<string> = new Set([
  'text:table-of-content',
  'text:illustration-index',
  'text:table-index',
  'text:alphabetical-index',
  'text:bibliography',
  'draw:object',
  'draw:object-ole',
  'draw:plugin',
  'draw:applet',
  'draw:floating-frame',
])

/** Characters before a comment that names a place and no stretch of text: what it is shown with. */
const POINT_CHARACTERS = 20

export class OdtWalk {
  private readonly report = new Report()
  private readonly store = new ImageStore(this.report)
  private readonly annotations: OdtAnnotations
  private readonly footnotes: DraftFootnote[] = []
  private readonly changes: OdtChanges
  private readonly ended: ReadonlySet<string>
  private readonly listCounts = new Map<string, number>()
  private builder = new BlockBuilder(0)
  private state = new InlineState()
  /** Depth before the quote that is open; null when none is. */
  private quote: number | null = null
  /** Text boxes of the paragraph under construction: they follow it. */
  private boxes: XmlElement[] = []

  constructor(
    private readonly body: XmlElement,
    private readonly styles: OdtStyles,
    private readonly files: UnpackedZip,
    clock: ZonedClock,
  ) {
    this.annotations = new OdtAnnotations(clock)
    this.changes = readChanges(body, clock)
    this.ended = annotationEnds(body)
  }

  walk(): Omit<Draft, 'sourceKind' | 'declaredByline'> {
    this.blocks(this.body)
    this.closeQuote()
    const blocks = this.builder.end()
    if (this.builder.full) this.report.note('truncated')
    if (this.annotations.beyond > 0) this.report.note('comments-dropped', String(this.annotations.beyond))
    const untold = this.changes.beyond
    if (untold > 0) this.report.note('tracked-changes-accepted', String(untold))
    return {
      blocks,
      declaredTitle: this.builder.declaredTitle,
      images: this.store.list(),
      notes: this.report.list(),
      footnotes: this.footnotes,
      threads: this.annotations.list(),
      suggestions: Object.fromEntries([...this.changes.byId.values()].map(({ id, meta }) => [id, meta])),
    }
  }

  private blocks(parent: XmlElement): void {
    const children = elements(parent)
    for (let at = 0; at < children.length && !this.builder.full; at += 1) {
      const child = children[at]
      if (child === undefined) break
      if (child.name !== 'text:list') {
        this.block(child)
        continue
      }
      // A list that goes on with the numbers of the one right before it is the same list.
      const parts = [child]
      for (let next = children[at + 1]; next !== undefined && goesOn(child, next); next = children[at + 1]) {
        parts.push(next)
        at += 1
      }
      this.list(parts, 1, '')
    }
  }

  private block(element: XmlElement): void {
    const { name } = element
    if (DROPPED.has(name)) return
    if (NOTED.has(name)) {
      this.report.note('element-dropped', name)
      return
    }
    switch (name) {
      case 'text:p':
      case 'text:h':
        this.paragraph(element)
        break
      case 'text:list':
        this.list([element], 1, '')
        break
      case 'table:table':
        this.table(element)
        break
      case 'text:change':
      case 'text:change-start':
      case 'text:change-end':
        this.changePoint(element, true)
        break
      case 'draw:frame':
      case 'draw:a':
        this.builder.begin({ type: 'paragraph' })
        this.inline(element)
        this.endParagraph()
        break
      case 'text:section':
        if (element.attributes['text:display'] === 'none') this.report.note('element-dropped', 'hidden')
        else this.blocks(element)
        break
      default:
        this.blocks(element)
    }
  }

  private paragraph(element: XmlElement): void {
    const style = this.styles.paragraph(element.attributes['text:style-name'] ?? '')
    const isHeading = element.name === 'text:h'
    const level = Number.parseInt(element.attributes['text:outline-level'] ?? '', 10)
    if (style.text.hidden === true) {
      this.report.note('element-dropped', 'hidden')
      return
    }
    if (style.role === 'quote' && !isHeading) {
      if (this.quote === null) {
        const { depth } = this.builder
        if (this.builder.open('blockquote')) this.quote = depth
      }
    } else this.closeQuote()
    this.begin(kindOf(style.role, isHeading, Number.isNaN(level) ? (style.level ?? 1) : level))
    this.state.paragraph = isHeading ? {} : style.text
    this.children(element)
    this.endParagraph()
    this.state.paragraph = {}
  }

  private begin(kind: TextblockKind): void {
    this.builder.begin(kind)
  }

  /** Ends a paragraph: its end is inserted or deleted where such a change is open there. Then come its text boxes. */
  private endParagraph(): void {
    const [deletion] = this.state.deletions
    const [insertion] = this.state.insertions
    if (deletion !== undefined) this.builder.flush({ paragraphMark: { kind: 'deletion', id: deletion } })
    else if (insertion !== undefined) this.builder.flush({ paragraphMark: { kind: 'insertion', id: insertion } })
    else this.builder.flush()
    const boxes = this.boxes.splice(0)
    for (const box of boxes) this.blocks(box)
  }

  private closeQuote(): void {
    if (this.quote !== null) this.builder.closeTo(this.quote)
    this.quote = null
  }

  private list(parts: readonly XmlElement[], level: number, inherited: string): void {
    const [first] = parts
    if (first === undefined) return
    const style = first.attributes['text:style-name'] ?? inherited
    const items = parts.flatMap(elements).filter(({ name }) => name === 'text:list-item' || name === 'text:list-header')
    // Numbered headings stand in lists that are none.
    if (items.length > 0 && items.every(holdsHeadings)) {
      for (const item of items) this.blocks(item)
      return
    }
    this.closeQuote()
    const { depth } = this.builder
    const ordered = this.styles.numbers(style, level)
    const start = this.startOf(first, items[0], style, level)
    this.builder.open(ordered ? 'orderedList' : 'bulletList', ordered && start !== 1 ? { start } : {})
    const inList = this.builder.depth
    let open = false
    let count = 0
    for (const item of items) {
      // What has no words of its own is a deeper part of the item before it.
      const deeper = open && elements(item).every(({ name }) => name === 'text:list')
      if (!deeper) {
        this.closeQuote()
        this.builder.closeTo(inList)
        this.builder.open('listItem')
        open = true
        count += 1
      }
      for (const child of elements(item)) {
        if (child.name === 'text:list') this.list([child], level + 1, style)
        else this.block(child)
      }
    }
    this.closeQuote()
    this.builder.closeTo(depth)
    if (level === 1) this.listCounts.set(style, start + count - 1)
  }

  private startOf(list: XmlElement, first: XmlElement | undefined, style: string, level: number): number {
    const said = Number.parseInt(first?.attributes['text:start-value'] ?? '', 10)
    if (said >= 0 && said < 1_000_000) return said
    const goes = list.attributes['text:continue-numbering'] === 'true' || 'text:continue-list' in list.attributes
    return goes && level === 1 ? (this.listCounts.get(style) ?? 0) + 1 : 1
  }

  private table(element: XmlElement): void {
    this.closeQuote()
    const { depth } = this.builder
    this.builder.open('table')
    this.rows(element, 'tableCell')
    this.closeQuote()
    this.builder.closeTo(depth)
  }

  private rows(parent: XmlElement, cell: 'tableCell' | 'tableHeader'): void {
    for (const child of elements(parent)) {
      if (child.name === 'table:table-header-rows') this.rows(child, 'tableHeader')
      else if (child.name === 'table:table-rows' || child.name === 'table:table-row-group') this.rows(child, cell)
      else if (child.name === 'table:table-row') this.row(child, cell)
      else if (child.name.startsWith('text:change')) this.changePoint(child, true)
    }
  }

  private row(row: XmlElement, cell: 'tableCell' | 'tableHeader'): void {
    const { depth } = this.builder
    this.builder.open('tableRow')
    const inRow = this.builder.depth
    for (const child of elements(row)) {
      if (child.name !== 'table:table-cell') continue
      const times = countOf(child.attributes['table:number-columns-repeated'])
      for (let time = 0; time < times && !this.builder.full; time += 1) {
        this.builder.open(cell, {
          colspan: countOf(child.attributes['table:number-columns-spanned']),
          rowspan: countOf(child.attributes['table:number-rows-spanned']),
        })
        this.blocks(child)
        this.closeQuote()
        this.builder.closeTo(inRow)
      }
    }
    this.builder.closeTo(depth)
  }

  private children(element: XmlElement): void {
    for (const child of element.children) {
      if (typeof child !== 'string') this.inline(child)
      else if (!this.state.hidden) this.builder.text(child, this.state.marks())
    }
  }

  private inline(element: XmlElement): void {
    const { name, attributes } = element
    if (DROPPED.has(name)) return
    if (NOTED.has(name)) {
      this.report.note('element-dropped', name)
      return
    }
    switch (name) {
      case 'text:span':
        this.state.within(this.styles.text(attributes['text:style-name'] ?? ''), null, () => this.children(element))
        return
      case 'text:a':
      case 'draw:a':
        this.state.within({}, this.href(attributes['xlink:href'] ?? ''), () => this.children(element))
        return
      case 'text:s':
      case 'text:tab':
        // However many: the manuscript's white space is one blank.
        if (!this.state.hidden) this.builder.text(' ', this.state.marks())
        return
      case 'text:line-break':
        if (!this.state.hidden) this.builder.break()
        return
      case 'text:note':
        this.footnote(element)
        return
      case 'office:annotation':
        this.annotation(element)
        return
      case 'office:annotation-end':
        this.endThread(attributes['office:name'] ?? '')
        return
      case 'text:change':
      case 'text:change-start':
      case 'text:change-end':
        this.changePoint(element, false)
        return
      case 'draw:frame':
        this.frame(element)
        return
      case 'draw:text-box':
        this.boxes.push(element)
        return
      case 'text:p':
      case 'text:h':
      case 'table:table':
      case 'text:list':
        // A shape's own text.
        this.boxes.push({ name: '', attributes: {}, children: [element] })
        return
      default:
        this.children(element)
    }
  }

  private href(address: string): string | null {
    const href = safeHref(address)
    if (href === null && !/^\s*(?:#|$)/.test(address))
      this.report.note('element-dropped', `link ${address.trim().slice(0, 40)}`)
    return href
  }

  private frame(frame: XmlElement): void {
    const parts = elements(frame)
    const pictures = parts.filter(({ name }) => name === 'draw:image')
    // Beside a formula or a chart stands a picture of it.
    for (const part of parts) if (part.name !== 'draw:image') this.inline(part)
    if (pictures.length === 0 || this.state.hidden) return
    const alternative = cleanText(
      ['svg:title', 'svg:desc'].map((name) => said(frame, name)).find((text) => text !== '') ?? '',
    )
    const [first] = pictures
    const addresses = pictures.map(({ attributes }) => attributes['xlink:href'] ?? '')
    const kept = addresses
      .map((address) => this.files.get(address.replace(/^\.\//, '')))
      .filter((bytes) => bytes !== undefined)
    const [bytes] = kept
    const link = addresses[0] ?? ''
    if (bytes !== undefined) this.picture(kept, alternative, link)
    else if (first !== undefined) this.leaf(this.store.absent(alternative, link))
  }

  /** The first of several forms of a picture that the desk shows. */
  private picture(forms: readonly Uint8Array[], alternative: string, name: string): void {
    const shown = forms.find((bytes) => imageType(bytes) !== null) ?? forms[0]
    if (shown !== undefined) this.leaf(this.store.keep(shown, alternative, name))
  }

  private leaf(node: Parameters<BlockBuilder['leaf']>[0]): void {
    const marks = this.state.marks().filter(({ type }) => type !== 'format')
    this.builder.leaf(marks.length === 0 ? node : { ...node, marks })
  }

  /** A note's text is read apart, as a text of its own. */
  private footnote(element: XmlElement): void {
    const body = child(element, 'text:note-body')
    if (body === undefined || this.state.hidden) return
    const note = `n${this.footnotes.length + 1}`
    this.leaf({ type: 'footnoteRef', attrs: { note } })
    const { builder, state, quote, boxes } = this
    this.builder = new BlockBuilder(0)
    this.state = new InlineState()
    this.quote = null
    this.boxes = []
    const place = this.footnotes.push({ note, blocks: [] }) - 1
    this.blocks(body)
    this.footnotes[place] = { note, blocks: this.builder.end() }
    Object.assign(this, { builder, state, quote, boxes })
  }

  private annotation(element: XmlElement): void {
    const thread = this.annotations.add(element)
    if (thread === null) return
    if (this.ended.has(element.attributes['office:name'] ?? '')) this.state.threads.add(thread)
    else this.builder.markNearest({ type: 'thread', attrs: { id: thread } }, POINT_CHARACTERS)
  }

  private endThread(name: string): void {
    const thread = this.annotations.named(name)
    if (thread !== null) this.state.threads.delete(thread)
  }

  private changePoint(element: XmlElement, amongBlocks: boolean): void {
    const change = this.changes.byId.get(element.attributes['text:change-id'] ?? '')
    if (change === undefined) return
    if (element.name === 'text:change') {
      if (change.kind === 'deletion') this.deleted(change, amongBlocks)
      return
    }
    const open = { insertion: this.state.insertions, deletion: this.state.deletions, format: this.state.formats }[
      change.kind
    ]
    if (element.name === 'text:change-end') open.delete(change.id)
    else open.add(change.id)
  }

  /** What was deleted stands where it was: its inner ends of paragraphs are deleted ones. */
  private deleted(change: OdtChange, amongBlocks: boolean): void {
    const { deletions } = this.state
    const nested = deletions.has(change.id)
    deletions.add(change.id)
    const parts = change.deleted
    for (const [index, part] of parts.entries()) {
      if (amongBlocks) {
        this.block(part)
        continue
      }
      // Inside a paragraph the first piece goes on with it, and the paragraph goes on with the last.
      if (part.name === 'text:p' || part.name === 'text:h') this.children(part)
      else this.builder.text(allText(part), this.state.marks())
      if (index < parts.length - 1) {
        this.endParagraph()
        this.begin({ type: 'paragraph' })
      }
    }
    if (!nested) deletions.delete(change.id)
  }
}

function kindOf(role: string, isHeading: boolean, level: number): TextblockKind {
  if (role === 'title') return { type: 'heading', level: 1, isTitle: true }
  if (role === 'caption') return { type: 'caption' }
  if (!isHeading && role !== 'heading') return { type: 'paragraph' }
  return { type: 'heading', level: Math.min(Math.max(level, 1), 6), isTitle: false }
}

function goesOn(list: XmlElement, next: XmlElement): boolean {
  return (
    next.name === 'text:list' &&
    next.attributes['text:style-name'] === list.attributes['text:style-name'] &&
    (next.attributes['text:continue-numbering'] === 'true' || 'text:continue-list' in next.attributes)
  )
}

function holdsHeadings(item: XmlElement): boolean {
  const parts = elements(item)
  return (
    parts.length > 0 &&
    parts.every((part) => part.name === 'text:h' || (part.name === 'text:list' && elements(part).every(holdsHeadings)))
  )
}

function countOf(value: string | undefined): number {
  const count = Number.parseInt(value ?? '1', 10)
  return count >= 1 ? Math.min(count, MAX_CELL_SPAN) : 1
}

function said(parent: XmlElement, name: string): string {
  const found = child(parent, name)
  return found === undefined ? '' : allText(found)
}

/** The names of comments that say where they end: the others are about a place. */
function annotationEnds(root: XmlElement): ReadonlySet<string> {
  const names = new Set<string>()
  const visit = (element: XmlElement): void => {
    for (const child of elements(element)) {
      if (child.name === 'office:annotation-end') names.add(child.attributes['office:name'] ?? '')
      else visit(child)
    }
  }
  visit(root)
  return names
}
