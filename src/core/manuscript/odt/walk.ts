/** The walk over an OpenDocument text: which block each element is, and what stands inline in it. */
import type { Draft, DraftFootnote } from '../draft'
import { safeHref } from '../html-attributes'
import { ImageStore } from '../images'
import { MAX_FOOTNOTES } from '../limits'
import { Report } from '../report'
import { child, elements, allText, type XmlElement } from '../docx/xml-tree'
import type { UnpackedZip } from '../zip'
import type { ZonedClock } from '@shared/zoned-clock'
import { annotationEnds, OdtAnnotations } from './annotations'
import { readChanges, type OdtChange, type OdtChanges } from './changes'
import { DROPPED, kindOf, NOTED } from './element-kinds'
import { OdtFlow, type OdtBlocks } from './flow'
import { goesOn, OdtLists } from './lists'
import { readPicture } from './pictures'
import type { OdtStyles } from './styles'
import { readTable } from './tables'

/** Characters before a comment that names a place and no stretch of text: what it is shown with. */
const POINT_CHARACTERS = 20

export class OdtWalk implements OdtBlocks {
  private readonly report = new Report()
  private readonly store = new ImageStore(this.report)
  private readonly annotations: OdtAnnotations
  private readonly footnotes: DraftFootnote[] = []
  private readonly changes: OdtChanges
  private readonly ended: ReadonlySet<string>
  private readonly lists: OdtLists
  flow = new OdtFlow()

  constructor(
    private readonly body: XmlElement,
    private readonly styles: OdtStyles,
    private readonly files: UnpackedZip,
    clock: ZonedClock,
  ) {
    this.annotations = new OdtAnnotations(clock)
    this.changes = readChanges(body, clock)
    this.ended = annotationEnds(body)
    this.lists = new OdtLists(this, styles)
  }

  walk(): Omit<Draft, 'sourceKind' | 'declaredByline'> {
    this.blocks(this.body)
    this.flow.closeQuote()
    const blocks = this.flow.builder.end()
    if (this.flow.builder.full) this.report.note('truncated')
    if (this.annotations.beyond > 0) this.report.note('comments-dropped', String(this.annotations.beyond))
    const untold = this.changes.beyond
    if (untold > 0) this.report.note('tracked-changes-accepted', String(untold))
    return {
      blocks,
      declaredTitle: this.flow.builder.declaredTitle,
      images: this.store.list(),
      notes: this.report.list(),
      footnotes: this.footnotes,
      threads: this.annotations.list(),
      suggestions: Object.fromEntries([...this.changes.byId.values()].map(({ id, meta }) => [id, meta])),
    }
  }

  blocks(parent: XmlElement): void {
    const children = elements(parent)
    for (let at = 0; at < children.length && !this.flow.builder.full; at += 1) {
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
      this.lists.read(parts, 1, '')
    }
  }

  block(element: XmlElement): void {
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
        this.lists.read([element], 1, '')
        break
      case 'table:table':
        readTable(this, element)
        break
      case 'text:change':
      case 'text:change-start':
      case 'text:change-end':
        this.changePoint(element)
        break
      case 'draw:frame':
      case 'draw:a':
        this.flow.builder.begin({ type: 'paragraph' })
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
      this.flow.openQuote()
    } else this.flow.closeQuote()
    this.flow.begin(kindOf(style.role, isHeading, Number.isNaN(level) ? (style.level ?? 1) : level))
    this.flow.state.paragraph = isHeading ? {} : style.text
    this.children(element)
    this.endParagraph()
    this.flow.state.paragraph = {}
  }

  /** Ends a paragraph; then come its text boxes. */
  private endParagraph(): void {
    for (const box of this.flow.endParagraph()) this.blocks(box)
  }

  private children(element: XmlElement): void {
    for (const child of element.children) {
      if (typeof child !== 'string') this.inline(child)
      else if (!this.flow.state.hidden) this.flow.text(child)
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
        this.flow.state.within(this.styles.text(attributes['text:style-name'] ?? ''), null, () =>
          this.children(element),
        )
        return
      case 'text:a':
      case 'draw:a':
        this.flow.state.within({}, this.href(attributes['xlink:href'] ?? ''), () => this.children(element))
        return
      case 'text:s':
      case 'text:tab':
        // However many: the manuscript's white space is one blank.
        if (!this.flow.state.hidden) this.flow.text(' ')
        return
      case 'text:line-break':
        if (!this.flow.state.hidden) this.flow.builder.break()
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
        this.changePoint(element, 'inline')
        return
      case 'draw:frame':
        this.frame(element)
        return
      case 'draw:text-box':
        this.flow.box(element)
        return
      case 'text:p':
      case 'text:h':
      case 'table:table':
      case 'text:list':
        // A shape's own text.
        this.flow.box({ name: '', attributes: {}, children: [element] })
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
    // Beside a formula or a chart stands a picture of it.
    for (const part of elements(frame)) if (part.name !== 'draw:image') this.inline(part)
    if (this.flow.state.hidden) return
    const picture = readPicture(frame, this.files, this.store)
    if (picture !== null) this.flow.leaf(picture)
  }

  /** A note's text is read apart, as a text of its own. */
  private footnote(element: XmlElement): void {
    const body = child(element, 'text:note-body')
    if (body === undefined || this.flow.state.hidden) return
    if (this.footnotes.length >= MAX_FOOTNOTES) {
      this.report.note('truncated')
      return
    }
    const note = `n${this.footnotes.length + 1}`
    this.flow.leaf({ type: 'footnoteRef', attrs: { note } })
    const { flow } = this
    this.flow = new OdtFlow()
    const place = this.footnotes.push({ note, blocks: [] }) - 1
    this.blocks(body)
    this.footnotes[place] = { note, blocks: this.flow.builder.end() }
    this.flow = flow
  }

  private annotation(element: XmlElement): void {
    const thread = this.annotations.add(element)
    if (thread === null) return
    if (this.ended.has(element.attributes['office:name'] ?? '')) this.flow.state.threads.add(thread)
    else this.flow.builder.markNearest({ type: 'thread', attrs: { id: thread } }, POINT_CHARACTERS)
  }

  private endThread(name: string): void {
    const thread = this.annotations.named(name)
    if (thread !== null) this.flow.state.threads.delete(thread)
  }

  changePoint(element: XmlElement, among: 'blocks' | 'inline' = 'blocks'): void {
    const change = this.changes.byId.get(element.attributes['text:change-id'] ?? '')
    if (change === undefined) return
    if (element.name === 'text:change') {
      if (change.kind === 'deletion') this.deleted(change, among)
      return
    }
    const open = {
      insertion: this.flow.state.insertions,
      deletion: this.flow.state.deletions,
      format: this.flow.state.formats,
    }[change.kind]
    if (element.name === 'text:change-end') open.delete(change.id)
    else open.add(change.id)
  }

  /** What was deleted stands where it was: its inner ends of paragraphs are deleted ones. */
  private deleted(change: OdtChange, among: 'blocks' | 'inline'): void {
    const { deletions } = this.flow.state
    const nested = deletions.has(change.id)
    deletions.add(change.id)
    const parts = change.deleted
    for (const [index, part] of parts.entries()) {
      if (among === 'blocks') {
        this.block(part)
        continue
      }
      // Inside a paragraph the first piece goes on with it, and the paragraph goes on with the last.
      if (part.name === 'text:p' || part.name === 'text:h') this.children(part)
      else this.flow.text(allText(part))
      if (index < parts.length - 1) {
        this.endParagraph()
        this.flow.begin({ type: 'paragraph' })
      }
    }
    if (!nested) deletions.delete(change.id)
  }
}
