/** A Word 97 file taken apart: its text by character positions, its notes, its styles (MS-DOC 2.4, 2.5). */
import iconv from 'iconv-lite'
import type { ConversionRefusal } from '@shared/domain/manuscript'
import { fail, ok, type Result } from '@shared/domain/result'
import { CompoundDamage, readCompoundFile } from '../../compound-file'
import { MAX_TEXT_CHARACTERS, OLE_LIMITS } from '../limits'
import { numberedLevels, type NumberedLevels } from './lists'
import { characterRuns, paragraphRuns, type Run, type WordCharacters, type WordParagraph } from './properties'

/** A stretch of text that lies in one piece in the file. */
interface Piece {
  /** `[from, to)` as character positions. */
  readonly from: number
  readonly to: number
  readonly offset: number
  readonly bytesEach: 1 | 2
}

export interface WordNotes {
  /** Positions of the references in the main text. */
  readonly references: readonly number[]
  /** `[from, to)` of each note's text. */
  readonly texts: readonly (readonly [number, number])[]
}

export interface WordDocument {
  /** All of it, a UTF-16 unit a position. */
  readonly text: string
  /** The main text is `[0, main)`. */
  readonly main: number
  readonly footnotes: WordNotes
  readonly endnotes: WordNotes
  readonly comments: number
  /** `[from, to)` of the text in text boxes. */
  readonly boxes: readonly [number, number]
  /** What Word calls a style, by its index: 1 to 9 a heading, 62 the title, 34 a caption. */
  readonly styleKinds: readonly number[]
  readonly numbered: NumberedLevels
  readonly characters: (position: number) => WordCharacters | null
  readonly paragraph: (position: number) => WordParagraph | null
}

/** Pieces of a text: Word makes one for each edit that was saved fast. */
const MAX_PIECES = 200_000

/** Pairs of place and length in the file information block (MS-DOC 2.5.6). */
const FC = {
  styles: 1,
  footnoteReferences: 2,
  footnoteTexts: 3,
  comments: 4,
  characters: 12,
  paragraphs: 13,
  pieces: 33,
  endnoteReferences: 46,
  endnoteTexts: 47,
  lists: 73,
  listOverrides: 74,
} as const

const WORD_97 = 0xa5ec
/** What Word 6 and 95 begin with. */
const WORD_6 = 0xa5dc
const ENCRYPTED = 0x0100
const TABLE_ONE = 0x0200

export function readWordDocument(bytes: Buffer): Result<WordDocument, ConversionRefusal> {
  const container = readCompoundFile(bytes, OLE_LIMITS)
  if (!container.ok) return fail({ code: 'corrupt', detail: container.error.detail })
  try {
    const { streams } = container.value
    const document = streams.get('WordDocument')?.read()
    if (document === undefined) return fail({ code: 'not-supported', detail: 'no stream WordDocument' })
    if (document.length < 0x1aa) return fail({ code: 'corrupt', detail: 'no file information' })
    const magic = document.readUInt16LE(0)
    if (magic === WORD_6) return fail({ code: 'not-supported', detail: 'Word 6' })
    if (magic !== WORD_97) return fail({ code: 'corrupt', detail: 'no Word document' })
    const flags = document.readUInt16LE(0x0a)
    if ((flags & ENCRYPTED) !== 0) return fail({ code: 'encrypted', detail: '' })
    const table = streams.get((flags & TABLE_ONE) !== 0 ? '1Table' : '0Table')?.read()
    if (table === undefined) return fail({ code: 'corrupt', detail: 'no table stream' })
    return takeApart(document, table)
  } catch (error) {
    if (error instanceof CompoundDamage || error instanceof RangeError)
      return fail({ code: 'corrupt', detail: error.message.slice(0, 200) })
    throw error
  }
}

function takeApart(document: Buffer, table: Buffer): Result<WordDocument, ConversionRefusal> {
  const place = (index: number): { readonly from: number; readonly length: number } => {
    const at = 0x9a + index * 8
    if (at + 8 > document.length) return { from: 0, length: 0 }
    return { from: document.readUInt32LE(at), length: document.readUInt32LE(at + 4) }
  }
  const part = (index: number): Buffer => {
    const { from, length } = place(index)
    return table.subarray(from, from + length)
  }
  const lists = place(FC.lists)
  const [main, footnotes, headers, macros, comments, endnotes, boxes] = [0x4c, 0x50, 0x54, 0x58, 0x5c, 0x60, 0x64].map(
    (at) => document.readUInt32LE(at),
  ) as [number, number, number, number, number, number, number]
  const endnotesAt = main + footnotes + headers + macros + comments
  const end = endnotesAt + endnotes + boxes
  // Positions are units of text: a file of one byte each has no more than it has bytes.
  if (end > document.length) return fail({ code: 'corrupt', detail: 'longer than its file' })
  if (end > MAX_TEXT_CHARACTERS * 2) return fail({ code: 'too-large', detail: String(end) })
  const pieces = readPieces(part(FC.pieces))
  if (pieces === null) return fail({ code: 'corrupt', detail: 'no pieces' })
  const characterAt = lookup(characterRuns(document, part(FC.characters)))
  const paragraphAt = lookup(paragraphRuns(document, part(FC.paragraphs)))
  const offsetOf = (position: number): number | null => {
    const piece = find(pieces, position)
    return piece === undefined ? null : piece.offset + (position - piece.from) * piece.bytesEach
  }
  return ok({
    text: textOf(document, pieces, end),
    main,
    footnotes: notes(part(FC.footnoteReferences), part(FC.footnoteTexts), main, footnotes),
    endnotes: notes(part(FC.endnoteReferences), part(FC.endnoteTexts), endnotesAt, endnotes),
    comments: Math.max(Math.floor((part(FC.comments).length - 4) / 34), 0),
    boxes: [endnotesAt + endnotes, end],
    styleKinds: readStyles(part(FC.styles)),
    numbered: numberedLevels(table.subarray(lists.from), lists.length, part(FC.listOverrides)),
    characters: (position) => characterAt(offsetOf(position)),
    paragraph: (position) => paragraphAt(offsetOf(position)),
  })
}

/** The piece table (Clx, MS-DOC 2.9.38); null when there is none. */
function readPieces(clx: Buffer): Piece[] | null {
  let at = 0
  while (clx[at] === 1) at += 3 + clx.readUInt16LE(at + 1)
  if (clx[at] !== 2) return null
  const plc = clx.subarray(at + 5, at + 5 + clx.readUInt32LE(at + 1))
  const count = Math.floor((plc.length - 4) / 12)
  if (count < 1 || count > MAX_PIECES) return null
  const pieces: Piece[] = []
  for (let index = 0; index < count; index += 1) {
    const from = plc.readUInt32LE(index * 4)
    const to = plc.readUInt32LE(index * 4 + 4)
    const place = plc.readUInt32LE((count + 1) * 4 + index * 8 + 2)
    const compressed = (place & 0x40000000) !== 0
    const offset = place & 0x3fffffff
    if (to <= from || from !== (pieces.at(-1)?.to ?? 0)) return null
    pieces.push({ from, to, offset: compressed ? offset / 2 : offset, bytesEach: compressed ? 1 : 2 })
  }
  return pieces
}

function textOf(document: Buffer, pieces: readonly Piece[], end: number): string {
  const texts: string[] = []
  for (const { from, to, offset, bytesEach } of pieces) {
    const length = Math.min(to, end) - from
    if (length <= 0) break
    const bytes = document.subarray(offset, offset + length * bytesEach)
    const text = bytesEach === 1 ? iconv.decode(bytes, 'cp1252') : bytes.toString('utf16le')
    // A piece that the file ends in keeps its place.
    texts.push(text.padEnd(length, '\0'))
  }
  return texts.join('')
}

function notes(references: Buffer, texts: Buffer, start: number, length: number): WordNotes {
  const count = Math.max(Math.floor((references.length - 4) / 6), 0)
  const at: number[] = []
  const ranges: [number, number][] = []
  for (let index = 0; index < count && index * 4 + 8 <= texts.length; index += 1) {
    const from = texts.readUInt32LE(index * 4)
    const to = texts.readUInt32LE(index * 4 + 4)
    if (to < from || to > length) break
    at.push(references.readUInt32LE(index * 4))
    ranges.push([start + from, start + to])
  }
  return { references: at, texts: ranges }
}

/** The kinds of the styles (STSH, MS-DOC 2.9.271): `sti`, the number that Word knows a built-in style by. */
function readStyles(sheet: Buffer): number[] {
  if (sheet.length < 4) return []
  let at = 2 + sheet.readUInt16LE(0)
  const count = Math.min(sheet.readUInt16LE(2), 4_096)
  const kinds: number[] = []
  for (let index = 0; index < count && at + 2 <= sheet.length; index += 1) {
    const size = sheet.readUInt16LE(at)
    kinds.push(size >= 2 && at + 4 <= sheet.length ? sheet.readUInt16LE(at + 2) & 0xfff : 0)
    at += 2 + size + (size % 2)
  }
  return kinds
}

/** What runs say of an offset. Positions are asked for in order, mostly: the last answer is looked at first. */
function lookup<T>(runs: readonly Run<T>[]): (offset: number | null) => T | null {
  const sorted = runs.toSorted((one, other) => one.from - other.from)
  return (offset) => {
    if (offset === null) return null
    const run = find(sorted, offset)
    return run === undefined ? null : run.is
  }
}

function find<T extends { readonly from: number; readonly to: number }>(
  sorted: readonly T[],
  place: number,
): T | undefined {
  let low = 0
  let high = sorted.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const each = sorted[middle]
    if (each === undefined) return undefined
    if (place < each.from) high = middle - 1
    else if (place >= each.to) low = middle + 1
    else return each
  }
  return undefined
}
