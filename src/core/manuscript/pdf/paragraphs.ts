/** Lines of a PDF → paragraphs and headings: guessed from where lines begin, how far they reach and how large they are. */
import { joinsWithoutSpace } from '../inline-content'
import type { PdfLine } from './page-text'

export interface PdfParagraph {
  readonly text: string
  /** 1 to 3; null for body text. */
  readonly heading: number | null
  readonly page: number
  /** Of its first line. */
  readonly y: number
}

/** Sizes differ by rounding. */
const SAME_SIZE = 0.6

/** How much larger than the text a heading is. */
const HEADING_SIZE = 1.12

/** Characters of a heading. */
const HEADING_CHARACTERS = 80

/** Sizes that fall short of a full line by less are full: a character or a mark that did not fit. */
const FULL = 1.6

/** Indents in sizes from which a line begins a paragraph. */
const INDENT = 1.2

/** A gap, as a part of the usual one between lines, from which paragraphs are apart. */
const APART = 1.45

const ITEM = /^(?:[•·●■◆▪◦○]\s*|[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、)）．]\s?)/

export function paragraphsOf(lines: readonly PdfLine[]): PdfParagraph[] {
  const body = bodySize(lines)
  const levels = headingSizes(lines, body)
  const columns = new Map<string, Column>()
  for (const line of lines) {
    const key = columnKey(line)
    columns.set(
      key,
      columns.get(key) ??
        columnOf(
          lines.filter((other) => columnKey(other) === key),
          body,
        ),
    )
  }
  const paragraphs: { text: string; heading: number | null; page: number; y: number; last: PdfLine }[] = []
  for (const line of lines) {
    const level = levels.findIndex((size) => Math.abs(size - line.size) <= SAME_SIZE)
    const heading = level >= 0 && line.text.length <= HEADING_CHARACTERS ? Math.min(level + 1, 3) : null
    const open = paragraphs.at(-1)
    const column = columns.get(columnKey(line))
    if (
      open !== undefined &&
      column !== undefined &&
      goesOn(open, line, heading, columns.get(columnKey(open.last)) ?? column, column)
    ) {
      open.text = joined(open.text, line.text)
      open.last = line
    } else paragraphs.push({ text: line.text, heading, page: line.page, y: line.y, last: line })
  }
  return paragraphs.map(({ text, heading, page, y }) => ({ text, heading, page, y }))
}

interface Column {
  readonly left: number
  readonly right: number
  /** Between baselines. */
  readonly gap: number
}

/** Pages are set alike, odd and even ones each by themselves at most; a column keeps its edges. */
function columnKey(line: PdfLine): string {
  return `${line.page} ${line.column}`
}

function columnOf(lines: readonly PdfLine[], body: number): Column {
  const text = lines.filter(({ size }) => Math.abs(size - body) <= SAME_SIZE)
  const own = text.length > 0 ? text : lines
  const gaps = own.slice(1).flatMap((line, index) => {
    const gap = (own[index]?.y ?? 0) - line.y
    return gap > body * 0.9 ? [gap] : []
  })
  return {
    left: commonest(own.map(({ left }) => left)),
    right: own.reduce((most, { right }) => Math.max(most, right), 0),
    gap: gaps.length === 0 ? body * 1.5 : (gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 10)] ?? body * 1.5),
  }
}

function commonest(numbers: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const number of numbers) counts.set(Math.round(number), (counts.get(Math.round(number)) ?? 0) + 1)
  let best = { number: 0, count: 0 }
  for (const [number, count] of counts) {
    if (count > best.count || (count === best.count && number < best.number)) best = { number, count }
  }
  return best.number
}

function bodySize(lines: readonly PdfLine[]): number {
  const counts = new Map<number, number>()
  for (const { size, text } of lines) {
    const rounded = Math.round(size * 2) / 2
    counts.set(rounded, (counts.get(rounded) ?? 0) + text.length)
  }
  let best = { size: 0, count: 0 }
  for (const [size, count] of counts) if (count > best.count) best = { size, count }
  return best.size
}

/** The sizes of headings, the largest first. */
function headingSizes(lines: readonly PdfLine[], body: number): number[] {
  const sizes: number[] = []
  const large = lines.filter(({ size }) => size >= body * HEADING_SIZE).map(({ size }) => size)
  for (const size of large.toSorted((a, b) => b - a)) {
    const last = sizes.at(-1)
    if (last === undefined || last - size > SAME_SIZE) sizes.push(size)
  }
  return sizes
}

function goesOn(
  open: { readonly text: string; readonly heading: number | null; readonly last: PdfLine },
  line: PdfLine,
  heading: number | null,
  before: Column,
  column: Column,
): boolean {
  const { last } = open
  if (heading !== open.heading || Math.abs(last.size - line.size) > SAME_SIZE) return false
  const size = Math.max(line.size, 1)
  const samePlace = last.page === line.page && last.column === line.column
  const gap = last.y - line.y
  if (heading !== null) return samePlace && gap > 0 && gap <= size * 1.7 && last.right >= before.right - size * 4
  if (ITEM.test(line.text)) return false
  if (samePlace && (gap <= 0 || gap > column.gap * APART)) return false
  if (line.left - column.left > size * INDENT && line.left - last.left > size * 0.5) return false
  // A word that did not fit leaves more room than a character.
  const word = /^[\p{Script=Latin}\d][^\s\p{Script=Han}]*/u.exec(line.text)?.[0].length ?? 0
  return before.right - last.right <= size * (FULL + Math.min(word, 20) * 0.55)
}

function joined(before: string, after: string): string {
  // A word divided at the end of a line; a name with a hyphen goes on in capitals.
  if (/\p{Script=Latin}-$/u.test(before) && /^\p{Ll}/u.test(after)) return before.slice(0, -1) + after
  return joinsWithoutSpace(before.slice(-2), after) ? before + after : `${before} ${after}`
}
