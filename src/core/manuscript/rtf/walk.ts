/**
 * The walk over an RTF file: one pass over its tokens with a stack of groups, bounded in depth. What a group is not known to
 * be is skipped, as the specification asks of readers.
 */
import type { ConversionRefusal } from '@shared/domain/manuscript'
import { assertNever, fail, ok, type Result } from '@shared/domain/result'
import type { ManuscriptMarkName } from '@shared/manuscript/schema'
import type { Draft, DraftFootnote } from '../draft'
import { FlowingText } from '../flowing-text'
import { ImageStore } from '../images'
import { MAX_FOOTNOTES, MAX_RTF_DEPTH, MAX_TEXT_CHARACTERS } from '../limits'
import { markNearest } from '../mark-nearest'
import { orderMarks, type MarkJson } from '../node-json'
import { Report } from '../report'
import type { ZonedClock } from '@shared/zoned-clock'
import { RtfComments } from './comments'
import { CHARACTER_WORDS, DESTINATIONS, TRANSPARENT } from './control-words'
import { resultOf } from './fields'
import { characterWord, paragraphWord } from './formatting'
import { listPlace, type OldList } from './lists'
import { endAttrs, textblockKind, withoutMarksOf } from './paragraph-end'
import { RtfPictures, type RtfPicture } from './pictures'
import { RtfRevisions } from './revisions'
import { RtfRow } from './rows'
import { firstGroup, NO_PARAGRAPH, PLAIN, roleOf, type RtfDestination, type RtfGroup } from './state'
import { isTable, RtfHead } from './tables'
import { RtfTokens, type RtfToken } from './tokens'
import { RtfWords } from './words'

/** Characters before a comment that names no stretch of text. */
const POINT_CHARACTERS = 20

/** UTF-16 units of a field's code, a name and the like. */
const MAX_CODE = 4_000

export class RtfWalk {
  private readonly report = new Report()
  private readonly store = new ImageStore(this.report)
  private readonly head = new RtfHead()
  private readonly comments = new RtfComments()
  private readonly footnotes: DraftFootnote[] = []
  private readonly threads = new Set<string>()
  private readonly groups: RtfGroup[] = []
  private readonly pictures = new RtfPictures((picture, alternative) => this.keep(picture, alternative))
  private readonly revisions: RtfRevisions
  private group: RtfGroup = firstGroup()
  private text = new FlowingText()
  private readonly tokens: RtfTokens
  private readonly words = new RtfWords()
  private skip = 0
  private starred = false
  /** The next word of the group may say what the group is. */
  private fresh = false
  private defaultFont = 0
  private value = ''
  private readonly row = new RtfRow()
  private itemText = ''
  private oldList: OldList | null = null
  private characters = 0

  constructor(
    source: Uint8Array,
    private readonly clock: ZonedClock,
  ) {
    this.tokens = new RtfTokens(source)
    this.revisions = new RtfRevisions(this.head.tables.authors, clock)
  }

  walk(): Result<Draft, ConversionRefusal> {
    const { token } = this.tokens
    while (!this.text.full && this.characters <= MAX_TEXT_CHARACTERS && this.tokens.next()) {
      if (token.kind === 'open') {
        if (this.groups.length >= MAX_RTF_DEPTH) return fail({ code: 'corrupt', detail: 'nested too deep' })
        this.openGroup()
      } else if (token.kind === 'close') {
        // What follows the last group is no part of the document.
        if (this.groups.length <= 1) break
        this.closeGroup()
      } else this.content(token)
    }
    const cut = this.text.full || this.characters > MAX_TEXT_CHARACTERS
    while (this.groups.length > 0) this.closeGroup()
    this.endParagraph()
    if (cut) this.report.note('truncated')
    if (this.comments.beyond > 0) this.report.note('comments-dropped', String(this.comments.beyond))
    if (this.revisions.beyond > 0) this.report.note('tracked-changes-accepted', String(this.revisions.beyond))
    return ok({
      sourceKind: 'rtf',
      blocks: this.text.end(),
      declaredTitle: this.text.declaredTitle,
      declaredByline: '',
      images: this.store.list(),
      notes: this.report.list(),
      footnotes: this.footnotes,
      threads: this.comments.list(),
      suggestions: this.revisions.list(),
    })
  }

  private openGroup(): void {
    this.flush()
    this.skip = 0
    this.groups.push(this.group)
    this.group = { ...this.group, onClose: null }
    this.starred = false
    this.fresh = true
    if (isTable(this.group.destination)) this.head.open(this.group.destination)
  }

  private closeGroup(): void {
    this.flush()
    this.skip = 0
    this.group.onClose?.()
    this.group = this.groups.pop() ?? firstGroup()
    this.fresh = false
  }

  private content(token: RtfToken): void {
    const { fresh } = this
    if (token.kind === 'symbol' && token.name === '*') {
      this.starred = fresh
      return
    }
    this.fresh = false
    if (this.skip > 0 && token.kind !== 'bytes') {
      this.skip -= 1
      return
    }
    switch (token.kind) {
      case 'word':
        if (fresh && this.destination(token.name)) return
        if (fresh && this.starred && !TRANSPARENT.has(token.name)) this.enter('skip')
        this.starred = false
        this.word(token.name, token.value)
        return
      case 'symbol':
        this.symbol(token.name)
        return
      case 'byte':
        this.byte(token.value ?? 0)
        return
      case 'binary':
        if (this.group.destination === 'picture') this.pictures.binary(token.bytes)
        return
      case 'bytes': {
        const bytes = token.bytes.subarray(this.skip)
        this.skip = Math.max(0, this.skip - token.bytes.length)
        if (this.group.destination === 'picture') this.pictures.hex(bytes)
        else for (const byte of bytes) this.byte(byte)
        return
      }
      default:
    }
  }

  /** Whether the word says what the group is. */
  private destination(name: string): boolean {
    if (this.group.destination === 'skip') return name !== 'bin'
    switch (name) {
      case 'footnote':
        this.enter('text')
        this.footnote()
        return true
      case 'annotation':
        this.enter('text')
        this.annotation()
        return true
      case 'shptxt':
      case 'dptxbxtext':
        this.enter('text')
        this.textBox()
        return true
      case 'upr':
        this.enter('skip')
        return true
      case 'result':
      case 'fldrslt':
        this.enter('text')
        if (name === 'fldrslt') this.fieldResult()
        return true
      case 'mmath':
        this.report.note('element-dropped', 'formula')
        this.enter('skip')
        return true
      default: {
        const destination = DESTINATIONS.get(name)
        if (destination === undefined) return false
        this.enter(destination)
        this.begin(destination)
        return true
      }
    }
  }

  private enter(destination: RtfDestination): void {
    this.group.destination = destination
    this.starred = false
  }

  private begin(destination: RtfDestination): void {
    const { group } = this
    this.value = ''
    switch (destination) {
      case 'field':
        group.field = { code: '' }
        group.destination = 'text'
        break
      case 'field-code':
        group.onClose = () => {
          if (group.field !== null) group.field.code = (group.field.code + this.value).slice(0, MAX_CODE)
        }
        break
      case 'picture':
        this.pictures.beginPicture()
        group.onClose = () => this.pictures.endPicture()
        break
      case 'shape':
        this.pictures.beginShape()
        group.onClose = () => this.pictures.endShape()
        break
      case 'property-name':
        group.onClose = () => this.pictures.property(this.value.trim())
        break
      case 'property-value':
        group.onClose = () => this.pictures.propertyValue(this.value)
        break
      case 'list-text':
        group.onClose = () => {
          this.itemText = this.value
        }
        break
      case 'comment-author':
      case 'comment-start':
      case 'comment-end':
      case 'comment-ref':
      case 'comment-date':
      case 'comment-parent':
        group.onClose = () => this.comments.tell(destination, this.value.trim(), this.clock, this.threads)
        break
      default:
    }
  }

  private word(name: string, value: number | null): void {
    if (name === 'u') {
      this.unicode(value ?? 0)
      return
    }
    const { destination } = this.group
    if (destination === 'skip') return
    if (name === 'uc') {
      this.flush()
      this.group.fallback = Math.min(Math.max(value ?? 1, 0), 32)
      return
    }
    if (isTable(destination)) {
      this.flush()
      this.head.word(destination, name, value)
      return
    }
    if (destination === 'picture') {
      this.pictures.word(name)
      return
    }
    const characters = CHARACTER_WORDS.get(name)
    if (characters !== undefined) {
      this.string(characters)
      return
    }
    if (destination === 'old-list') {
      if (name === 'pnlvlblt') this.oldList = 'bullet'
      else if (/^pn(?:dec|card|ord|lcltr|ucltr|lcrm|ucrm|lvlbody)$/.test(name)) this.oldList = 'number'
      return
    }
    this.flush()
    if (name === 'pard') this.oldList = null
    if (characterWord(this.group, name, value) || paragraphWord(this.group, name, value)) return
    if (!this.row.word(name, value)) this.structure(name, value)
  }

  private symbol(name: string): void {
    switch (name) {
      case '~':
        this.string(' ')
        return
      case '_':
        this.string('-')
        return
      case '\r':
      case '\n':
        this.word('par', null)
        return
      case '\\':
      case '{':
      case '}':
        this.byte(name.charCodeAt(0))
        return
      default:
    }
  }

  private byte(value: number): void {
    if (this.group.destination !== 'skip') this.words.byte(value, this.fontEncoding())
  }

  private unicode(value: number): void {
    this.skip = this.group.fallback
    if (this.group.destination !== 'skip') this.string(String.fromCharCode(value & 0xffff))
  }

  private string(text: string): void {
    this.words.string(text, this.fontEncoding())
  }

  private fontEncoding(): string | null {
    return this.head.tables.fonts.get(this.group.font ?? this.defaultFont) ?? null
  }

  /** What was read under the formatting so far is put where it belongs. */
  private flush(): void {
    const run = this.words.take(this.fontEncoding())
    if (run === '') return
    const { destination } = this.group
    if (destination === 'text') {
      if (this.group.characters.hidden) return
      this.characters += run.length
      this.text.pieces.push({ kind: 'text', text: run, marks: this.marks() })
    } else if (isTable(destination)) this.head.text(destination, run)
    else if (destination !== 'skip' && destination !== 'shape') this.value = (this.value + run).slice(0, MAX_CODE)
  }

  private marks(): readonly MarkJson[] {
    const { characters, href } = this.group
    const names = new Set<ManuscriptMarkName>()
    for (const name of ['bold', 'italic', 'underline', 'strike'] as const) if (characters[name]) names.add(name)
    // Underlined because it is a link.
    if (href !== null) names.delete('underline')
    const revision = this.revisions.of(characters)
    const threads = [...this.threads].map((id): MarkJson => ({ type: 'thread', attrs: { id } }))
    return [...orderMarks(names, href), ...revision, ...threads]
  }

  private structure(name: string, value: number | null): void {
    switch (name) {
      case 'par':
      case 'sect':
        this.endParagraph()
        return
      case 'line':
      case 'lbr':
        if (this.group.destination === 'text') this.text.pieces.push({ kind: 'break' })
        return
      case 'ansicpg':
        this.words.codePage(value ?? 1252)
        return
      case 'mac':
        this.words.macintosh()
        return
      case 'deff':
        this.defaultFont = value ?? 0
        return
      case 'cell':
        if (this.group.destination !== 'text') return
        this.group.paragraph = { ...this.group.paragraph, inTable: true }
        this.endParagraph()
        this.text.endCell()
        return
      case 'nestcell':
        this.endParagraph()
        return
      case 'row':
        if (this.group.destination === 'text') this.text.endRow(this.row.cells, this.row.isHeader)
        return
      default:
    }
  }

  private endParagraph(): void {
    if (this.group.destination !== 'text') return
    const { paragraph, characters } = this.group
    const style = this.head.tables.styles.get(paragraph.style)
    const role = roleOf(paragraph, style)
    const list =
      role.kind === 'plain' || role.kind === 'quote'
        ? listPlace(paragraph, this.head.tables, this.itemText, this.oldList)
        : null
    if (role.kind !== 'plain' && style !== undefined) this.text.pieces = withoutMarksOf(this.text.pieces, style.marks)
    const place = { quote: role.kind === 'quote' && list === null, list }
    const attrs = endAttrs(this.revisions.of(characters))
    this.text.endParagraph(textblockKind(role), place, attrs, paragraph.inTable)
    this.itemText = ''
  }

  /** A text of its own inside the text: what comes of it is told to `done`. */
  private within(done: (text: FlowingText) => void): void {
    const { text, group, threads } = this
    const outer = [...threads]
    this.text = new FlowingText()
    threads.clear()
    group.paragraph = NO_PARAGRAPH
    group.characters = PLAIN
    group.href = null
    group.onClose = () => {
      this.endParagraph()
      const own = this.text
      this.text = text
      threads.clear()
      for (const thread of outer) threads.add(thread)
      done(own)
    }
  }

  private footnote(): void {
    if (this.footnotes.length >= MAX_FOOTNOTES) {
      this.report.note('truncated')
      return this.enter('skip')
    }
    const note = `n${this.footnotes.length + 1}`
    // A number stands before it in the text, which ours replaces.
    this.text.pieces.push({ kind: 'leaf', node: { type: 'footnoteRef', attrs: { note } } })
    const place = this.footnotes.push({ note, blocks: [] }) - 1
    this.within((text) => {
      this.footnotes[place] = { note, blocks: text.end() }
    })
  }

  private annotation(): void {
    this.within((text) => {
      const thread = this.comments.end(text.end())
      if (thread === null) return
      const mark: MarkJson = { type: 'thread', attrs: { id: thread } }
      if (!markNearest(this.text.pieces, mark, POINT_CHARACTERS))
        this.report.note('comments-dropped', 'without a place')
    })
  }

  private textBox(): void {
    this.within((text) => {
      this.text.boxes.push(...text.end())
    })
  }

  private fieldResult(): void {
    const result = resultOf(this.group.field?.code ?? '')
    switch (result.kind) {
      case 'contents':
        this.report.note('element-dropped', 'table of contents')
        this.enter('skip')
        break
      case 'unsafe':
        this.report.note('element-dropped', `link ${result.written}`)
        break
      case 'link':
        this.group.href = result.href
        break
      case 'text':
        break
      default:
        assertNever(result)
    }
  }

  private keep(picture: RtfPicture, alternative: string): void {
    if (this.group.characters.hidden) return
    if (picture.unsupported !== '') {
      this.report.note('image-unsupported', picture.unsupported)
      return
    }
    const bytes = picture.binary.length > 0 ? Buffer.concat(picture.binary) : Buffer.from(picture.hex.join(''), 'hex')
    const node = this.store.keep(bytes, alternative, '')
    const marks = this.marks()
    this.text.pieces.push({ kind: 'leaf', node: marks.length === 0 ? node : { ...node, marks } })
  }
}
