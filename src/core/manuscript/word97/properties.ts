/** Properties of characters and paragraphs of a Word 97 file: formatted disk pages and the changes in them (MS-DOC 2.9). */
import type { GridCell } from '../grid-table'

/** Bytes of a formatted disk page. */
const PAGE = 512

/** Pages of one kind: each covers at least one character of the text. */
const MAX_PAGES = 65_536

export interface Run<T> {
  /** `[from, to)` as offsets into the stream WordDocument. */
  readonly from: number
  readonly to: number
  readonly is: T
}

export interface WordCharacters {
  readonly bold: boolean
  readonly italic: boolean
  readonly underline: boolean
  readonly strike: boolean
  readonly deleted: boolean
  readonly hidden: boolean
}

export interface WordParagraph {
  /** Index of the style. */
  readonly style: number
  /** 0 to 8 for a heading by itself; null. */
  readonly outline: number | null
  readonly inTable: boolean
  /** The mark that ends a row. */
  readonly endsRow: boolean
  readonly cells: readonly GridCell[]
  /** The list that it belongs to (from 1) and its level; null for none. */
  readonly list: { readonly number: number; readonly level: number } | null
}

/** `table`: the bin table (PlcBteChpx). */
export function characterRuns(document: Buffer, table: Buffer): Run<WordCharacters>[] {
  return pages(table).flatMap((page) => {
    const bytes = pageAt(document, page)
    if (bytes === null) return []
    const count = bytes[PAGE - 1] ?? 0
    return edges(bytes, count).map(([from, to], index) => {
      const at = (bytes[(count + 1) * 4 + index] ?? 0) * 2
      const length = at === 0 ? 0 : (bytes[at] ?? 0)
      return { from, to, is: characters(bytes.subarray(at + 1, at + 1 + length)) }
    })
  })
}

/** `table`: the bin table (PlcBtePapx). */
export function paragraphRuns(document: Buffer, table: Buffer): Run<WordParagraph>[] {
  return pages(table).flatMap((page) => {
    const bytes = pageAt(document, page)
    if (bytes === null) return []
    const count = bytes[PAGE - 1] ?? 0
    return edges(bytes, count).map(([from, to], index) => {
      const at = (bytes[(count + 1) * 4 + index * 13] ?? 0) * 2
      return { from, to, is: paragraph(at === 0 ? Buffer.alloc(0) : papx(bytes, at)) }
    })
  })
}

/** The style and changes of a paragraph (PapxInFkp, MS-DOC 2.9.181). */
function papx(bytes: Buffer, at: number): Buffer {
  const half = bytes[at] ?? 0
  if (half !== 0) return bytes.subarray(at + 1, at + 2 * half)
  return bytes.subarray(at + 2, at + 2 + 2 * (bytes[at + 1] ?? 0))
}

/** The numbers of the pages that a bin table names. */
function pages(table: Buffer): number[] {
  const count = Math.min(Math.floor((table.length - 4) / 8), MAX_PAGES)
  return Array.from(
    { length: Math.max(count, 0) },
    (_, index) => table.readUInt32LE((count + 1) * 4 + index * 4) & 0x3fffff,
  )
}

function pageAt(document: Buffer, page: number): Buffer | null {
  const bytes = document.subarray(page * PAGE, (page + 1) * PAGE)
  return bytes.length === PAGE ? bytes : null
}

function edges(bytes: Buffer, count: number): [number, number][] {
  // More runs than fit onto a page are a damaged page.
  if ((count + 1) * 4 > PAGE) return []
  return Array.from({ length: count }, (_, index) => [bytes.readUInt32LE(index * 4), bytes.readUInt32LE(index * 4 + 4)])
}

function characters(changes: Buffer): WordCharacters {
  const is = { bold: false, italic: false, underline: false, strike: false, deleted: false, hidden: false }
  for (const { code, operand } of sprms(changes)) {
    // 0 and 1; 0x80 and 0x81 ask the style, whose headings are no bold words.
    const on = operand[0] === 1
    if (code === 0x0835) is.bold = on
    else if (code === 0x0836) is.italic = on
    else if (code === 0x0837) is.strike = on
    else if (code === 0x2a3e) is.underline = (operand[0] ?? 0) !== 0
    else if (code === 0x0800) is.deleted = on
    else if (code === 0x083c) is.hidden = on
  }
  return is
}

function paragraph(properties: Buffer): WordParagraph {
  const is = {
    style: properties.length >= 2 ? properties.readUInt16LE(0) : 0,
    outline: null as number | null,
    inTable: false,
    endsRow: false,
    cells: [] as readonly GridCell[],
    level: 0,
    list: 0,
  }
  for (const { code, operand } of sprms(properties.subarray(2))) {
    const value = operand[0] ?? 0
    if (code === 0x2640) is.outline = value < 9 ? value : null
    else if (code === 0x2416) is.inTable = value === 1
    else if (code === 0x2417) is.endsRow = value === 1
    else if (code === 0x260a) is.level = value
    else if (code === 0x460b && operand.length >= 2) is.list = operand.readInt16LE(0)
    else if (code === 0xd608) is.cells = tableCells(operand)
  }
  const { level, list, ...rest } = is
  return { ...rest, list: list > 0 ? { number: list, level } : null }
}

/** The cells' edges and merges (TDefTableOperand, MS-DOC 2.9.317; TC80, 2.9.327). */
function tableCells(operand: Buffer): GridCell[] {
  const count = operand[0] ?? 0
  const cells: GridCell[] = []
  for (let index = 0; index < count; index += 1) {
    const edge = 1 + (index + 1) * 2
    const flags = 1 + (count + 1) * 2 + index * 20
    if (edge + 2 > operand.length) break
    const bits = flags + 2 <= operand.length ? operand.readUInt16LE(flags) : 0
    cells.push({
      edge: operand.readInt16LE(edge),
      across: (bits & 0x2) !== 0 ? 'merged' : (bits & 0x1) !== 0 ? 'first' : null,
      down: (bits & 0x60) === 0x20 ? 'merged' : (bits & 0x40) !== 0 ? 'first' : null,
    })
  }
  return cells
}

/** Changes one after the other (Prl, MS-DOC 2.9.210): what is cut off at the end says nothing. */
function* sprms(changes: Buffer): Generator<{ readonly code: number; readonly operand: Buffer }> {
  let at = 0
  while (at + 2 < changes.length) {
    const code = changes.readUInt16LE(at)
    at += 2
    let size = [1, 1, 2, 4, 2, 2, -1, 3][code >> 13] ?? 1
    if (size < 0) {
      // A table's definition says its length in two bytes, one too many.
      const long = code === 0xd608 && at + 2 <= changes.length
      size = long ? changes.readUInt16LE(at) - 1 : (changes[at] ?? 0)
      at += long ? 2 : 1
    }
    yield { code, operand: changes.subarray(at, at + Math.max(size, 0)) }
    at += Math.max(size, 0)
  }
}
