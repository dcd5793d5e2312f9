/** The walk over an HTML document's events: which text is the author's, under which marks, in which block. */
import type { ManuscriptMarkName } from '@shared/manuscript/schema'
import { BlockBuilder } from './block-builder'
import type { Draft } from './draft'
import {
  BLOCK_ELEMENTS,
  DROPPED_ELEMENTS,
  FOREIGN_BREAKOUT,
  FOREIGN_ELEMENTS,
  headingLevel,
  inlineStyle,
  MARK_ELEMENTS,
  SILENTLY_DROPPED,
  TIGHT_ELEMENTS,
} from './html-elements'
import { withCaptions } from './captions'
import { dataUriBytes, ImageStore, type ImageResolver } from './images'
import { isCode, isTracker, safeHref, sourceOf, spansOf, startOf, type Attributes } from './html-attributes'
import { cleanText } from './inline-content'
import { MAX_HTML_DEPTH, MAX_IMAGE_BYTES } from './limits'
import { orderMarks, type MarkJson } from './node-json'
import { Report } from './report'

/** A paragraph of a mail with this many line breaks is several paragraphs that an editor glued together. */
const SOUP_BREAKS = 4

interface OpenElement {
  readonly name: string
  readonly marks: readonly ManuscriptMarkName[]
  /** Marks of outer elements that this one switches off, with the counts to put back. */
  readonly muted: readonly (readonly [ManuscriptMarkName, number])[]
  readonly link: boolean
  readonly dropped: boolean
  /** Depth of the builder before a structure was opened; null when none was. */
  readonly structure: number | null
}

export class HtmlWalk {
  stopped = false

  private readonly report = new Report()
  private readonly store = new ImageStore(this.report)
  private readonly elements: OpenElement[] = []
  private readonly counts = new Map<ManuscriptMarkName, number>()
  private readonly links: (string | null)[] = []
  private marks: readonly MarkJson[] = []
  private tight = 0
  private dropping = 0
  private foreign = 0
  private raised = 0
  /** Open `figcaption`s: what is written in one is a picture's caption, in however many paragraphs. */
  private captions = 0
  /** Inside `pre`: as code, or as lines of plain text. */
  private readonly preformatted: ('code' | 'lines')[] = []
  private headTitle: string[] = []
  private inHeadTitle = false

  private readonly builder = new BlockBuilder(SOUP_BREAKS)

  constructor(private readonly resolve: ImageResolver) {}

  truncated(): void {
    this.report.note('truncated')
  }

  open(name: string, attributes: Attributes): void {
    if (this.stopped) return
    if (this.elements.length >= MAX_HTML_DEPTH || this.builder.full) {
      this.stopped = true
      this.truncated()
      return
    }
    if (this.foreign > 0 && FOREIGN_BREAKOUT.has(name)) this.endForeign()
    if (this.dropping > 0 || this.isDropped(name, attributes)) {
      this.dropping += 1
      if (FOREIGN_ELEMENTS.has(name)) this.foreign += 1
      this.elements.push({ name, marks: [], muted: [], link: false, dropped: true, structure: null })
      return
    }
    this.elements.push(this.enter(name, attributes))
    this.remark()
  }

  text(text: string): void {
    if (this.stopped || this.dropping > 0) return
    if (this.inHeadTitle) {
      this.headTitle.push(text)
      return
    }
    if (this.preformatted.at(-1) === 'lines') {
      text.split(/\r\n|\r|\n/).forEach((line, index) => {
        if (index > 0) this.builder.begin({ type: 'paragraph' })
        this.builder.text(line, this.marks)
      })
      return
    }
    if (this.raised > 0 && this.links.every((href) => href !== null) && /\S/.test(text)) {
      this.report.note('element-dropped', 'sup/sub')
    }
    this.builder.text(text, this.marks)
  }

  close(): void {
    if (this.stopped) return
    const element = this.elements.pop()
    if (element === undefined) return
    if (element.dropped) {
      this.dropping = Math.max(0, this.dropping - 1)
      if (FOREIGN_ELEMENTS.has(element.name)) this.foreign = Math.max(0, this.foreign - 1)
      return
    }
    this.leave(element)
    this.remark()
  }

  end(): Omit<Draft, 'sourceKind'> {
    if (this.builder.full) this.truncated()
    const blocks = withCaptions(this.builder.end())
    const declaredTitle = cleanText(this.headTitle.join(''))
    return { blocks, declaredTitle, declaredByline: '', images: this.store.list(), notes: this.report.list() }
  }

  private isDropped(name: string, attributes: Attributes): boolean {
    if (DROPPED_ELEMENTS.has(name)) {
      if (!SILENTLY_DROPPED.has(name)) this.report.note('element-dropped', name)
      return true
    }
    if (!('hidden' in attributes) && !inlineStyle(attributes['style']).hidden) return false
    this.report.note('element-dropped', 'hidden')
    return true
  }

  /** An HTML element inside an unclosed drawing ends it, so that the text after it is not lost. */
  private endForeign(): void {
    this.foreign = 0
    this.dropping = 0
    for (const [index, element] of this.elements.entries()) {
      if (element.dropped) this.elements[index] = { ...element, dropped: false, name: '' }
    }
  }

  private enter(name: string, attributes: Attributes): OpenElement {
    const depth = this.builder.depth
    const structure = this.openBlock(name, attributes) ? depth : null
    if (TIGHT_ELEMENTS.has(name)) this.tight += 1
    if (name === 'sup' || name === 'sub') this.raised += 1
    if (name === 'title') this.inHeadTitle = true
    if (name === 'br') this.lineBreak()
    else if (name === 'img') this.image(attributes)
    else if (name === 'hr') this.builder.rule()
    const style = inlineStyle(attributes['style'])
    const marks = [...style.on]
    const mark = MARK_ELEMENTS.get(name)
    if (mark !== undefined && !style.off.includes(mark) && this.preformatted.length === 0) marks.push(mark)
    const muted = style.off.map((off) => [off, this.counts.get(off) ?? 0] as const)
    for (const off of style.off) this.counts.set(off, 0)
    for (const on of marks) this.counts.set(on, (this.counts.get(on) ?? 0) + 1)
    const link = name === 'a' && 'href' in attributes
    if (link) this.links.push(this.href(attributes['href'] ?? ''))
    return { name, marks, muted, link, dropped: false, structure }
  }

  private leave(element: OpenElement): void {
    const { name } = element
    for (const on of element.marks) this.counts.set(on, Math.max(0, (this.counts.get(on) ?? 0) - 1))
    for (const [off, count] of element.muted) this.counts.set(off, count)
    if (element.link) this.links.pop()
    if (TIGHT_ELEMENTS.has(name)) this.tight -= 1
    if (name === 'sup' || name === 'sub') this.raised -= 1
    if (name === 'title') this.inHeadTitle = false
    if (element.structure !== null) this.builder.closeTo(element.structure)
    if (name === 'figcaption') this.captions -= 1
    if (element.structure === null && BLOCK_ELEMENTS.has(name)) this.beginText()
    if (name === 'pre') this.preformatted.pop()
  }

  /** Begins what the element stands for; true when a structure was opened that must be closed again. */
  private openBlock(name: string, attributes: Attributes): boolean {
    if (!BLOCK_ELEMENTS.has(name)) return this.openCode(name)
    const level = headingLevel(name)
    if (level !== null) {
      this.builder.begin({ type: 'heading', level, isTitle: false })
      return false
    }
    switch (name) {
      case 'blockquote':
        return this.builder.open('blockquote')
      case 'ul':
      case 'menu':
      case 'dir':
        return this.builder.open('bulletList')
      case 'ol':
        return this.builder.open('orderedList', startOf(attributes))
      case 'li':
        return this.builder.open('listItem')
      case 'table':
        return this.builder.open('table')
      case 'tr':
        return this.builder.open('tableRow')
      case 'td':
        return this.builder.open('tableCell', spansOf(attributes))
      case 'th':
        return this.builder.open('tableHeader', spansOf(attributes))
      case 'pre':
        this.preformatted.push(isCode(attributes) ? 'code' : 'lines')
        this.builder.begin(isCode(attributes) ? { type: 'codeBlock' } : { type: 'paragraph' })
        return false
      case 'figcaption':
        this.captions += 1
        this.beginText()
        return false
      default:
        this.beginText()
        return false
    }
  }

  private beginText(): void {
    this.builder.begin({ type: this.captions > 0 ? 'caption' : 'paragraph' })
  }

  /** `code` directly in `pre` says that the text is a program, not a letter in a typewriter's face. */
  private openCode(name: string): boolean {
    if (name === 'code' && this.preformatted.at(-1) === 'lines') {
      this.preformatted[this.preformatted.length - 1] = 'code'
      this.builder.begin({ type: 'codeBlock' })
    }
    return false
  }

  private lineBreak(): void {
    if (this.preformatted.at(-1) === 'code') {
      this.builder.break()
      return
    }
    if (this.tight === 0 || this.builder.endsWithBreak()) this.builder.flush()
    else this.builder.break()
  }

  private image(attributes: Attributes): void {
    const alternative = cleanText(attributes['alt'] ?? attributes['title'] ?? '')
    const source = sourceOf(attributes)
    const isData = /^\s*data:/i.test(source)
    const bytes = isData ? this.dataImage(source.trim()) : this.resolve(source)
    if (bytes !== null) {
      this.builder.leaf(this.store.keep(bytes, alternative, /^\s*[a-z][a-z-]*:/i.test(source) ? '' : source))
      return
    }
    const node = this.store.absent(alternative, isData ? 'data:' : source)
    if (!isTracker(attributes)) this.builder.leaf(node)
  }

  private dataImage(source: string): Uint8Array | null {
    // Four characters carry three bytes.
    return source.length > (MAX_IMAGE_BYTES * 4) / 3 + 300 ? null : dataUriBytes(source)
  }

  /** The address behind a link; null for one that is dropped (its words stay). */
  private href(address: string): string | null {
    const href = safeHref(address)
    if (href === null && !/^\s*(?:#|$)/.test(address))
      this.report.note('element-dropped', `link ${address.trim().slice(0, 40)}`)
    return href
  }

  private remark(): void {
    const names = new Set<ManuscriptMarkName>()
    for (const [name, count] of this.counts) if (count > 0) names.add(name)
    this.marks = orderMarks(names, this.links.at(-1) ?? null)
  }
}
