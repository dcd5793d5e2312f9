/**
 * .doc → blocks: the words of a Word 97 to 2003 file (MS-DOC) with its headings, tables, links, notes and plain formatting.
 * Pictures and comments stay in the original, and the report says so. Files of WPS in the same format too.
 */
import type { ConversionRefusal } from '@shared/domain/manuscript'
import { fail, ok, type Result } from '@shared/domain/result'
import type { ManuscriptMarkName } from '@shared/manuscript/schema'
import type { TextblockKind } from '../block-builder'
import type { Draft, DraftFootnote } from '../draft'
import { FlowingText } from '../flowing-text'
import { safeHref } from '../html-attributes'
import { MAX_FILE_BYTES, MAX_FOOTNOTES } from '../limits'
import { orderMarks, type NodeJson } from '../node-json'
import { isEncryptedOffice, isOleContainer } from '../ole'
import { Report } from '../report'
import { readWordDocument, type WordDocument } from './document'
import type { WordCharacters, WordParagraph } from './properties'

const TITLE = 62
const CAPTION = 34
/** 引用, 明显引用. */
const QUOTES: ReadonlySet<number> = new Set([180, 181])

/** UTF-16 units of a field's code. */
const MAX_CODE = 4_000

export function importDoc(bytes: Uint8Array): Result<Draft, ConversionRefusal> {
  if (bytes.byteLength > MAX_FILE_BYTES) return fail({ code: 'too-large', detail: String(bytes.byteLength) })
  if (isEncryptedOffice(bytes)) return fail({ code: 'encrypted', detail: '' })
  if (!isOleContainer(bytes)) return fail({ code: 'corrupt', detail: 'no Word document' })
  const document = readWordDocument(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  return document.ok ? ok(new DocWalk(document.value).walk()) : document
}

interface Field {
  code: string
  readsCode: boolean
  href: string | null
}

class DocWalk {
  private readonly report = new Report()
  private readonly notes = new Map<number, string>()
  /** References that are known once the notes' own texts are read. */
  private readonly waiting: (readonly [number, string])[] = []
  private text = new FlowingText()
  private fields: Field[] = []
  private deleted = 0
  private pictures = 0

  constructor(private readonly document: WordDocument) {}

  walk(): Draft {
    const { document } = this
    const footnotes = [...this.takeNotes(document.footnotes, 'f'), ...this.takeNotes(document.endnotes, 'e')]
    this.text = new FlowingText()
    this.read(0, document.main)
    this.read(...document.boxes)
    const { report, text } = this
    report.note('layout-lost')
    if (this.pictures > 0) report.note('image-unsupported', String(this.pictures))
    if (document.comments > 0) report.note('comments-dropped', String(document.comments))
    if (this.deleted > 0) report.note('tracked-changes-accepted', String(this.deleted))
    if (text.full) report.note('truncated')
    return {
      sourceKind: 'doc',
      blocks: text.end(),
      declaredTitle: text.declaredTitle,
      declaredByline: '',
      images: [],
      notes: report.list(),
      footnotes,
    }
  }

  private takeNotes(notes: WordDocument['footnotes'], prefix: string): DraftFootnote[] {
    if (notes.texts.length > MAX_FOOTNOTES) this.report.note('truncated')
    return notes.texts.slice(0, MAX_FOOTNOTES).map(([from, to], index) => {
      const note = `${prefix}${index + 1}`
      const reference = notes.references[index]
      this.text = new FlowingText()
      this.read(from, to)
      const taken = { note, blocks: this.text.end() }
      if (reference !== undefined) this.waiting.push([reference, note])
      return taken
    })
  }

  /** One part of the text, from one position to another. */
  private read(from: number, to: number): void {
    for (const [position, note] of from === 0 ? this.waiting : []) this.notes.set(position, note)
    this.fields = []
    let run = ''
    let runIs: WordCharacters | null = null
    const flush = (): void => {
      if (run !== '') this.push(run, runIs)
      run = ''
    }
    let deleting = false
    for (let position = from; position < to && !this.text.full; position += 1) {
      const is = this.document.characters(position)
      if (is !== runIs) {
        flush()
        runIs = is
        if (is?.deleted === true && !deleting) this.deleted += 1
        deleting = is?.deleted === true
      }
      const code = this.document.text.charCodeAt(position)
      if (code >= 0x20 && code !== 0xa0) {
        run += this.document.text.charAt(position)
        continue
      }
      flush()
      this.special(code, position, is)
    }
    flush()
    this.endParagraph(null)
  }

  private push(text: string, is: WordCharacters | null): void {
    const field = this.fields.at(-1)
    if (field?.readsCode === true) {
      field.code = (field.code + text).slice(0, MAX_CODE)
      return
    }
    if (is?.deleted === true || is?.hidden === true) return
    const names = new Set<ManuscriptMarkName>()
    for (const name of ['bold', 'italic', 'underline', 'strike'] as const) if (is?.[name] === true) names.add(name)
    const href = this.fields.findLast((each) => each.href !== null)?.href ?? null
    if (href !== null) names.delete('underline')
    this.text.pieces.push({ kind: 'text', text, marks: orderMarks(names, href) })
  }

  private special(code: number, position: number, is: WordCharacters | null): void {
    const gone = is?.deleted === true || is?.hidden === true
    switch (code) {
      case 0x01:
      case 0x08:
        if (!gone) this.pictures += 1
        return
      case 0x02: {
        const note = this.notes.get(position)
        if (note !== undefined && !gone) this.text.pieces.push(footnoteRef(note))
        return
      }
      case 0x07:
        this.endCell(this.document.paragraph(position))
        return
      case 0x09:
      case 0xa0:
        this.push(' ', is)
        return
      case 0x0b:
        if (!gone) this.text.pieces.push({ kind: 'break' })
        return
      case 0x0c:
      case 0x0d:
        // A paragraph whose end is deleted goes on with the next.
        if (!gone) this.endParagraph(this.document.paragraph(position))
        return
      case 0x13:
        this.fields.push({ code: '', readsCode: true, href: null })
        return
      case 0x14:
        this.beginResult()
        return
      case 0x15:
        this.fields.pop()
        return
      case 0x1e:
        this.push('-', is)
        return
      default:
    }
  }

  private beginResult(): void {
    const field = this.fields.at(-1)
    if (field === undefined) return
    field.readsCode = false
    const address = /^\s*HYPERLINK\s+"([^"]*)"/i.exec(field.code)?.[1]
    if (address !== undefined) field.href = safeHref(address)
  }

  private endCell(paragraph: WordParagraph | null): void {
    if (paragraph?.endsRow === true) {
      this.text.pieces = []
      this.text.endRow(paragraph.cells, false)
      return
    }
    this.endParagraph(paragraph === null ? null : { ...paragraph, inTable: true })
    this.text.endCell()
  }

  private endParagraph(paragraph: WordParagraph | null): void {
    const kind = this.kindOf(paragraph)
    const own = kind.type === 'paragraph' ? (paragraph?.list ?? null) : null
    const list =
      own === null
        ? null
        : { id: String(own.number), level: own.level, ordered: this.document.numbered(own.number, own.level) }
    this.text.endParagraph(
      kind,
      { quote: paragraph !== null && list === null && this.isQuote(paragraph), list },
      {},
      paragraph?.inTable === true,
    )
  }

  private isQuote({ style }: WordParagraph): boolean {
    return QUOTES.has(this.document.styleKinds[style] ?? 0)
  }

  private kindOf(paragraph: WordParagraph | null): TextblockKind {
    if (paragraph === null) return { type: 'paragraph' }
    const kind = this.document.styleKinds[paragraph.style] ?? 0
    if (kind === TITLE) return { type: 'heading', level: 1, isTitle: true }
    if (kind === CAPTION) return { type: 'caption' }
    const level = kind >= 1 && kind <= 9 ? kind : paragraph.outline === null ? 0 : paragraph.outline + 1
    return level === 0 ? { type: 'paragraph' } : { type: 'heading', level: Math.min(level, 6), isTitle: false }
  }
}

function footnoteRef(note: string): { readonly kind: 'leaf'; readonly node: NodeJson } {
  return { kind: 'leaf', node: { type: 'footnoteRef', attrs: { note } } }
}
