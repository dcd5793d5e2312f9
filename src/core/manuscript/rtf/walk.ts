/**
 * The walk over an RTF file: one pass over its tokens with a stack of groups, bounded in depth. What a group is not known to
 * be is skipped, as the specification asks of readers.
 */
import type { ConversionRefusal } from '@shared/domain/manuscript'
import { fail, ok, type Result } from '@shared/domain/result'
import type { ManuscriptMarkName } from '@shared/manuscript/schema'
import type { SuggestionMeta } from '@shared/manuscript/suggestions'
import type { TextblockAttrs, TextblockKind } from '../block-builder'
import type { Draft, DraftFootnote } from '../draft'
import { FlowingText } from '../flowing-text'
import type { GridCell } from '../grid-table'
import { safeHref } from '../html-attributes'
import { ImageStore } from '../images'
import { cleanText } from '../inline-content'
import { MAX_IMAGE_BYTES, MAX_RTF_DEPTH, MAX_SUGGESTIONS, MAX_TEXT_CHARACTERS } from '../limits'
import { markNearest } from '../mark-nearest'
import { orderMarks, type MarkJson } from '../node-json'
import type { ListPlace } from '../paragraph-flow'
import { clip, Report } from '../report'
import type { ZonedClock } from '../zoned-clock'
import { codePage, decodeRtf } from './code-pages'
import { RtfComments } from './comments'
import { CHARACTER_WORDS, DESTINATIONS, TRANSPARENT } from './control-words'
import { dttm } from './dates'
import {
  NO_PARAGRAPH,
  PLAIN,
  roleOf,
  type RtfCharacters,
  type RtfDestination,
  type RtfGroup,
  type RtfParagraph,
} from './state'
import { RtfHead } from './tables'
import { RtfTokens, type RtfToken } from './tokens'

/** Characters before a comment that names no stretch of text. */
const POINT_CHARACTERS = 20

/** Bytes of text that wait to be decoded together. */
const MAX_WAITING = 64 * 1024

/** UTF-16 units of a field's code, a name and the like. */
const MAX_CODE = 4_000

/** Cells of a row. */
const MAX_ROW_CELLS = 1_000

interface Picture {
  readonly hex: string[]
  readonly binary: Uint8Array[]
  size: number
  /** A form that the desk does not show; empty for one that it may. */
  unsupported: string
  alternative: string
}

interface Shape {
  /** Property whose value is being read. */
  property: string
  picture: Picture | null
  alternative: string
}

export class RtfWalk {
  private readonly report = new Report()
  private readonly store = new ImageStore(this.report)
  private readonly head = new RtfHead()
  private readonly comments = new RtfComments()
  private readonly footnotes: DraftFootnote[] = []
  private readonly suggestions = new Map<string, SuggestionMeta>()
  private readonly threads = new Set<string>()
  private readonly groups: RtfGroup[] = []
  private readonly shapes: Shape[] = []
  private group: RtfGroup = firstGroup()
  private text = new FlowingText()
  private readonly tokens: RtfTokens
  private waiting: number[] = []
  private run = ''
  private skip = 0
  private starred = false
  /** The next word of the group may say what the group is. */
  private fresh = false
  private encoding = 'cp1252'
  private defaultFont = 0
  private picture: Picture | null = null
  private value = ''
  private definitions: GridCell[] = []
  private across: GridCell['across'] = null
  private down: GridCell['down'] = null
  private headerRow = false
  private itemText = ''
  private oldList: 'bullet' | 'number' | null = null
  private lastRevision = { key: '', id: '' }
  private beyondSuggestions = 0
  private characters = 0

  constructor(
    source: Uint8Array,
    private readonly clock: ZonedClock,
  ) {
    this.tokens = new RtfTokens(source)
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
    if (this.beyondSuggestions > 0) this.report.note('tracked-changes-accepted', String(this.beyondSuggestions))
    return ok({
      sourceKind: 'rtf',
      blocks: this.text.end(),
      declaredTitle: this.text.declaredTitle,
      declaredByline: '',
      images: this.store.list(),
      notes: this.report.list(),
      footnotes: this.footnotes,
      threads: this.comments.list(),
      suggestions: Object.fromEntries(this.suggestions),
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
        if (fresh && this.destination(token.name, token.value)) return
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
        if (this.group.destination === 'picture') this.pictureBytes(token.bytes)
        return
      case 'bytes': {
        const bytes = token.bytes.subarray(this.skip)
        this.skip = Math.max(0, this.skip - token.bytes.length)
        if (this.group.destination === 'picture') this.pictureHex(bytes)
        else for (const byte of bytes) this.byte(byte)
        return
      }
      default:
    }
  }

  /** Whether the word says what the group is. */
  private destination(name: string, value: number | null): boolean {
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
        this.begin(destination, value)
        return true
      }
    }
  }

  private enter(destination: RtfDestination): void {
    this.group.destination = destination
    this.starred = false
  }

  private begin(destination: RtfDestination, _value: number | null): void {
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
        this.picture = { hex: [], binary: [], size: 0, unsupported: '', alternative: '' }
        group.onClose = () => this.endPicture()
        break
      case 'shape':
        this.shapes.push({ property: '', picture: null, alternative: '' })
        group.onClose = () => this.endShape()
        break
      case 'property-name':
        group.onClose = () => {
          const shape = this.shapes.at(-1)
          if (shape !== undefined) shape.property = this.value.trim()
        }
        break
      case 'property-value':
        group.onClose = () => {
          const shape = this.shapes.at(-1)
          if (shape?.property === 'wzDescription') shape.alternative = cleanText(this.value)
        }
        break
      case 'list-text':
        group.onClose = () => {
          this.itemText = this.value
        }
        break
      case 'comment-author':
        group.onClose = () => {
          this.comments.author = this.value.trim()
        }
        break
      case 'comment-start':
        group.onClose = () => this.threads.add(this.comments.begin(this.value.trim()))
        break
      case 'comment-end':
        group.onClose = () => this.threads.delete(this.comments.begin(this.value.trim()))
        break
      case 'comment-ref':
        group.onClose = () => {
          this.comments.ref = this.value.trim()
        }
        break
      case 'comment-date':
        group.onClose = () => {
          this.comments.at = dttm(Number(this.value), this.clock)
        }
        break
      case 'comment-parent':
        group.onClose = () => {
          const parent = Number.parseInt(this.value, 10)
          this.comments.parent = Number.isNaN(parent) ? null : parent
        }
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
      this.pictureWord(name)
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
    if (!this.formatting(name, value) && !this.paragraphWord(name, value)) this.structure(name, value)
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
    if (this.group.destination === 'skip') return
    this.waiting.push(value)
    if (this.waiting.length >= MAX_WAITING) this.decode()
  }

  private unicode(value: number): void {
    this.skip = this.group.fallback
    if (this.group.destination !== 'skip') this.string(String.fromCharCode(value & 0xffff))
  }

  private string(text: string): void {
    this.decode()
    this.run += text
  }

  private decode(): void {
    if (this.waiting.length === 0) return
    const font = this.head.tables.fonts.get(this.group.font ?? this.defaultFont) ?? null
    this.run += decodeRtf(Uint8Array.from(this.waiting), font, this.encoding)
    this.waiting = []
  }

  /** What was read under the formatting so far is put where it belongs. */
  private flush(): void {
    this.decode()
    const { run } = this
    if (run === '') return
    this.run = ''
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
    const revision = this.revision(characters)
    const threads = [...this.threads].map((id): MarkJson => ({ type: 'thread', attrs: { id } }))
    return [...orderMarks(names, href), ...revision, ...threads]
  }

  /** The suggestion that the text is of: the one before goes on while nothing else came between. */
  private revision(characters: RtfCharacters): readonly MarkJson[] {
    const { revised, deleted } = characters
    if (!revised && !deleted) {
      this.lastRevision = { key: '', id: '' }
      return []
    }
    const marks: MarkJson[] = []
    if (revised) marks.push(...this.suggestion('insertion', characters.author, characters.at))
    if (deleted) marks.push(...this.suggestion('deletion', characters.deleter, characters.deletedAt))
    return marks
  }

  private suggestion(type: 'insertion' | 'deletion', author: number, at: number): readonly MarkJson[] {
    const key = `${type} ${author} ${at}`
    if (this.lastRevision.key !== key) {
      if (this.suggestions.size >= MAX_SUGGESTIONS) {
        this.beyondSuggestions += 1
        return []
      }
      const id = `f${this.suggestions.size + 1}`
      const name = this.head.tables.authors[author] ?? ''
      this.suggestions.set(id, {
        editorId: null,
        name: name === 'Unknown' ? '' : clip(name, 200),
        at: dttm(at, this.clock),
      })
      this.lastRevision = { key, id }
    }
    return [{ type, attrs: { id: this.lastRevision.id } }]
  }

  /** Formatting of characters; false when the word is none. */
  private formatting(name: string, value: number | null): boolean {
    const on = value !== 0
    const set = (change: Partial<RtfCharacters>): true => {
      this.group.characters = { ...this.group.characters, ...change }
      return true
    }
    switch (name) {
      case 'plain':
        this.group.characters = PLAIN
        this.group.font = null
        this.group.rightToLeft = false
        return true
      case 'b':
        return set({ bold: on })
      case 'i':
        return set({ italic: on })
      // Of Chinese characters too, in files of LibreOffice.
      case 'ab':
        return this.group.rightToLeft || set({ bold: on })
      case 'ai':
        return this.group.rightToLeft || set({ italic: on })
      case 'ul':
      case 'uldb':
      case 'ulw':
      case 'uld':
      case 'uldash':
      case 'ulth':
      case 'ulwave':
        return set({ underline: on })
      case 'ulnone':
        return set({ underline: false })
      case 'strike':
      case 'striked':
        return set({ strike: on })
      case 'v':
        return set({ hidden: on })
      case 'rtlch':
        this.group.rightToLeft = true
        return true
      case 'ltrch':
        this.group.rightToLeft = false
        return true
      case 'revised':
        return set({ revised: on })
      case 'deleted':
        return set({ deleted: on })
      case 'revauth':
        return set({ author: value ?? 0 })
      case 'revauthdel':
        return set({ deleter: value ?? 0 })
      case 'revdttm':
        return set({ at: value ?? 0 })
      case 'revdttmdel':
        return set({ deletedAt: value ?? 0 })
      case 'f':
        this.group.font = value
        return true
      default:
        return false
    }
  }

  private paragraphWord(name: string, value: number | null): boolean {
    const set = (change: Partial<RtfParagraph>): true => {
      this.group.paragraph = { ...this.group.paragraph, ...change }
      return true
    }
    switch (name) {
      case 'pard':
        this.group.paragraph = NO_PARAGRAPH
        this.oldList = null
        return true
      case 's':
        return set({ style: value ?? 0 })
      case 'outlinelevel':
        return set({ outline: value !== null && value >= 0 && value < 9 ? value : null })
      case 'intbl':
        return set({ inTable: value !== 0 })
      case 'ls':
        return set({ list: value ?? 0 })
      case 'ilvl':
        return set({ level: value ?? 0 })
      case 'li':
        return set({ left: value ?? 0 })
      case 'ri':
        return set({ right: value ?? 0 })
      default:
        return false
    }
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
        this.encoding = codePage(value ?? 1252) ?? this.encoding
        return
      case 'mac':
        this.encoding = 'macroman'
        return
      case 'deff':
        this.defaultFont = value ?? 0
        return
      case 'trowd':
        this.definitions = []
        this.headerRow = false
        this.across = null
        this.down = null
        return
      case 'trhdr':
        this.headerRow = true
        return
      case 'clmgf':
        this.across = 'first'
        return
      case 'clmrg':
        this.across = 'merged'
        return
      case 'clvmgf':
        this.down = 'first'
        return
      case 'clvmrg':
        this.down = 'merged'
        return
      case 'cellx':
        if (this.definitions.length < MAX_ROW_CELLS)
          this.definitions.push({ edge: value ?? 0, across: this.across, down: this.down })
        this.across = null
        this.down = null
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
        if (this.group.destination === 'text') this.text.endRow(this.definitions, this.headerRow)
        return
      default:
    }
  }

  private endParagraph(): void {
    if (this.group.destination !== 'text') return
    const { paragraph, characters } = this.group
    const style = this.head.tables.styles.get(paragraph.style)
    const role = roleOf(paragraph, style)
    const list = role.kind === 'plain' || role.kind === 'quote' ? this.listPlace(paragraph) : null
    if (role.kind !== 'plain' && style !== undefined) this.withoutMarksOf(style.marks)
    const kind: TextblockKind =
      role.kind === 'heading'
        ? { type: 'heading', level: Math.min(Math.max(role.level, 1), 6), isTitle: false }
        : role.kind === 'title'
          ? { type: 'heading', level: 1, isTitle: true }
          : { type: role.kind === 'caption' ? 'caption' : 'paragraph' }
    const place = { quote: role.kind === 'quote' && list === null, list }
    this.text.endParagraph(kind, place, this.endAttrs(characters), paragraph.inTable)
    this.itemText = ''
  }

  /** A paragraph whose end was inserted or deleted says so. */
  private endAttrs(characters: RtfCharacters): TextblockAttrs {
    const mark = this.revision(characters).findLast(({ type }) => type === 'insertion' || type === 'deletion')
    if (mark?.attrs === undefined || !('id' in mark.attrs)) return {}
    return { paragraphMark: { kind: mark.type === 'deletion' ? 'deletion' : 'insertion', id: mark.attrs.id } }
  }

  /** A heading is bold because it is a heading. */
  private withoutMarksOf(own: readonly ManuscriptMarkName[]): void {
    const names: readonly string[] = own
    this.text.pieces = this.text.pieces.map((piece) =>
      piece.kind === 'text' ? { ...piece, marks: piece.marks.filter(({ type }) => !names.includes(type)) } : piece,
    )
  }

  private listPlace(paragraph: RtfParagraph): ListPlace | null {
    const { list, level } = paragraph
    const written = this.itemText.trim()
    if (list > 0) {
      const id = this.head.tables.overrides.get(list)
      const numbers = id === undefined ? undefined : this.head.tables.lists.get(id)?.[Math.min(Math.max(level, 0), 8)]
      if (numbers === null) return null
      return { id: String(id ?? list), level, ordered: numbers ?? isNumber(written) }
    }
    if (this.oldList !== null) return { id: 'old', level: 0, ordered: this.oldList === 'number' && isNumber(written) }
    return written === '' ? null : { id: 'written', level: 0, ordered: isNumber(written) }
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
    const code = this.group.field?.code.trim() ?? ''
    if (/^(?:TOC|INDEX|TOA)\b/i.test(code)) {
      this.report.note('element-dropped', 'table of contents')
      this.enter('skip')
      return
    }
    const address = /^HYPERLINK\s+(?:\\[a-z]\s+)*(?:"([^"]*)"|([^\s"\\]+))/i.exec(code)
    if (address === null || /^HYPERLINK\s+\\l\b/i.test(code)) return
    const written = address[1] ?? address[2] ?? ''
    const href = safeHref(written)
    if (href === null) this.report.note('element-dropped', `link ${written.slice(0, 40)}`)
    else this.group.href = href
  }

  private pictureWord(name: string): void {
    if (this.picture === null) return
    if (name === 'emfblip' || name === 'wmetafile' || name === 'macpict' || name === 'pmmetafile')
      this.picture.unsupported = name
    else if (name === 'dibitmap' || name === 'wbitmap') this.picture.unsupported = name
  }

  private pictureHex(bytes: Uint8Array): void {
    const { picture } = this
    if (picture === null || picture.unsupported !== '') return
    picture.size += bytes.byteLength / 2
    if (picture.size > MAX_IMAGE_BYTES) picture.unsupported = 'too large'
    else
      picture.hex.push(
        Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').replace(/\s/g, ''),
      )
  }

  private pictureBytes(bytes: Uint8Array): void {
    const { picture } = this
    if (picture === null || picture.unsupported !== '') return
    picture.size += bytes.byteLength
    if (picture.size > MAX_IMAGE_BYTES) picture.unsupported = 'too large'
    else picture.binary.push(bytes)
  }

  private endPicture(): void {
    const { picture } = this
    this.picture = null
    if (picture === null) return
    const shape = this.shapes.at(-1)
    // Of a shape's pictures the one that it shows counts, not those that it is filled with.
    if (shape !== undefined) {
      if (shape.property === 'pib') shape.picture = picture
    } else this.keep(picture, picture.alternative)
  }

  private endShape(): void {
    const shape = this.shapes.pop()
    if (shape === undefined) return
    // Properties inside a picture describe that picture.
    if (this.picture !== null) this.picture.alternative = shape.alternative
    else if (shape.picture !== null) this.keep(shape.picture, shape.alternative)
  }

  private keep(picture: Picture, alternative: string): void {
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

function firstGroup(): RtfGroup {
  return {
    destination: 'text',
    characters: PLAIN,
    paragraph: NO_PARAGRAPH,
    font: null,
    fallback: 1,
    rightToLeft: false,
    href: null,
    field: null,
    onClose: null,
  }
}

function isTable(destination: RtfDestination): boolean {
  return (
    destination === 'fonts' ||
    destination === 'styles' ||
    destination === 'lists' ||
    destination === 'list-overrides' ||
    destination === 'authors'
  )
}

/** Whether what stands before an item is a number rather than a dot. */
function isNumber(written: string): boolean {
  return /^[(（]?(?:\d{1,4}|[a-z]|[ivx]{1,6}|[一二三四五六七八九十]{1,4})[.)、．）]?$/i.test(written)
}
