/** Sheets as Excel, WPS and people write them: comma-separated text, read under limits and written so that no cell runs. */
import { fail, ok, type Result } from '@shared/domain/result'
import { decodeText } from './decode-text'

/** A directory of authors is thousands of lines; past these a file is no such list. */
export const sheetLimits = {
  bytes: 8 * 1024 * 1024,
  rows: 20_000,
  columns: 60,
  /** Characters of one cell. */
  cell: 20_000,
} as const

export type SheetRefusal =
  | { readonly code: 'too-large'; readonly limit: number }
  | { readonly code: 'too-many-rows'; readonly limit: number }
  | { readonly code: 'too-many-columns'; readonly limit: number }
  | { readonly code: 'cell-too-long'; readonly limit: number }
  | { readonly code: 'empty' }
  | { readonly code: 'not-text' }

/** The cells of a sheet, line by line; empty lines are left out, `line` counts as the file does, from 1. */
export interface Sheet {
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[]
}

const SEPARATORS = [',', '\t', ';', '，'] as const

/** Reads a sheet of any of the separators in use, in UTF-8, UTF-16 or a Chinese encoding, with or without quotes (RFC 4180). */
export function readSheet(bytes: Uint8Array): Result<Sheet, SheetRefusal> {
  if (bytes.byteLength > sheetLimits.bytes) return fail({ code: 'too-large', limit: sheetLimits.bytes })
  const { text } = decodeText(bytes)
  if (text.includes('\0')) return fail({ code: 'not-text' })
  const separator = separatorOf(text)
  const rows: { line: number; cells: string[] }[] = []
  let cells: string[] = []
  let cell = ''
  let line = 1
  let began = 1
  let quoted = false
  let widest = 0
  const endCell = (): void => {
    cells.push(unguarded(cell.trim()))
    cell = ''
  }
  const endRow = (): void => {
    endCell()
    widest = Math.max(widest, cells.length)
    if (cells.some((each) => each !== '')) rows.push({ line: began, cells })
    cells = []
    began = line
  }
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? ''
    if (cell.length > sheetLimits.cell) return fail({ code: 'cell-too-long', limit: sheetLimits.cell })
    if (character === '\n' || (character === '\r' && text[at + 1] !== '\n')) line += 1
    if (quoted) {
      if (character !== '"') cell += character
      else if (text[at + 1] === '"') {
        cell += '"'
        at += 1
      } else quoted = false
      continue
    }
    if (character === '"' && cell.trim() === '') {
      cell = ''
      quoted = true
    } else if (character === separator) endCell()
    else if (character === '\n' || character === '\r') {
      if (character === '\r' && text[at + 1] === '\n') continue
      endRow()
      if (rows.length > sheetLimits.rows) return fail({ code: 'too-many-rows', limit: sheetLimits.rows })
    } else cell += character
    if (Math.max(widest, cells.length) > sheetLimits.columns) {
      return fail({ code: 'too-many-columns', limit: sheetLimits.columns })
    }
  }
  if (cell.length > sheetLimits.cell) return fail({ code: 'cell-too-long', limit: sheetLimits.cell })
  endRow()
  if (widest > sheetLimits.columns) return fail({ code: 'too-many-columns', limit: sheetLimits.columns })
  if (rows.length > sheetLimits.rows) return fail({ code: 'too-many-rows', limit: sheetLimits.rows })
  return rows.length === 0 ? fail({ code: 'empty' }) : ok({ rows })
}

/** The separator that the first line has most of. */
function separatorOf(text: string): string {
  const first = /^[^\r\n]*/u.exec(text.replace(/^\uFEFF/u, ''))?.[0] ?? ''
  const counted = SEPARATORS.map((separator) => ({ separator, count: first.split(separator).length }))
  return counted.toSorted((a, b) => b.count - a.count)[0]?.separator ?? ','
}

/** What a spreadsheet takes for a formula, or hands to another program (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u

/** What Excel and WPS need at the beginning of a file to know UTF-8 by. */
export const BYTE_ORDER_MARK = '\uFEFF'

/** A sheet as a file: UTF-8 with a byte order mark, lines ended as Excel and WPS expect. */
export function writeSheet(rows: readonly (readonly string[])[]): string {
  return BYTE_ORDER_MARK + rows.map(sheetLine).join('')
}

/** One line of such a file, for those that are written line by line. */
export function sheetLine(cells: readonly string[]): string {
  return `${cells.map(quotedCell).join(',')}\r\n`
}

function quotedCell(value: string): string {
  const guarded = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/u.test(guarded) || guarded !== guarded.trim() ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

/** What `writeSheet` put before a formula is no part of the words when the sheet comes back. */
function unguarded(value: string): string {
  return value.startsWith("'") && FORMULA.test(value.slice(1)) ? value.slice(1) : value
}
