/** A page's pieces of text → its lines, in the order of reading: of one column, or of two. */

/** A piece of text as the library finds it, in points, from the lower left corner. */
export interface PdfPiece {
  readonly text: string
  readonly x: number
  /** Of the baseline. */
  readonly y: number
  readonly width: number
  readonly size: number
  readonly font: string
}

export interface PdfLine {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly y: number
  /** Of most of its characters, in points. */
  readonly size: number
  readonly page: number
  /** The column that it stands in: its edges are what a full line reaches. */
  readonly column: number
}

/** How far apart baselines of one line lie, as a part of its size: raised numbers are half a size up. */
const SAME_LINE = 0.6

/**
 * Gaps as parts of the size from which a blank stands between two pieces: between Latin words; between a Chinese character and a
 * Latin one, which programs set apart by themselves; between Chinese characters, which are spread to fill a line.
 */
const BLANK = { latin: 0.18, mixed: 0.33, chinese: 0.6 } as const

/** Share of a page's middle in which the gap between two columns is looked for. */
const GUTTER = { from: 0.35, to: 0.65, least: 8 } as const

/** Lines that each of two columns must have. */
const COLUMN_LINES = 6

export function pageLines(pieces: readonly PdfPiece[], page: number): PdfLine[] {
  const written = pieces.filter(({ text }) => text.trim() !== '')
  const gutter = gutterOf(written)
  if (gutter === null) return linesOf(pieces, page, 0)
  // What crosses the gap divides the page: above it and below it the columns are read by themselves.
  const crossing = (piece: PdfPiece): boolean => piece.x < gutter && piece.x + piece.width > gutter
  const whole = linesOf(pieces.filter(crossing), page, 0)
  const left = linesOf(
    pieces.filter((piece) => !crossing(piece) && piece.x < gutter),
    page,
    1,
  )
  const right = linesOf(
    pieces.filter((piece) => !crossing(piece) && piece.x >= gutter),
    page,
    2,
  )
  const lines: PdfLine[] = []
  let top = Infinity
  for (const bar of [...whole, null]) {
    const bottom = bar === null ? -Infinity : bar.y
    const between = ({ y }: PdfLine): boolean => y < top && y >= bottom
    lines.push(...left.filter(between), ...right.filter(between), ...(bar === null ? [] : [bar]))
    top = bottom
  }
  return lines
}

/** The middle of the gap between two columns; null for a page of one. */
function gutterOf(pieces: readonly PdfPiece[]): number | null {
  if (pieces.length < COLUMN_LINES * 2) return null
  const left = Math.min(...bounded(pieces.map(({ x }) => x)))
  const right = Math.max(...bounded(pieces.map(({ x, width }) => x + width)))
  const from = Math.floor(left + (right - left) * GUTTER.from)
  const to = Math.ceil(left + (right - left) * GUTTER.to)
  if (to - from < GUTTER.least || to - from > 10_000) return null
  const covered = Array.from({ length: to - from }, () => 0)
  for (const { x, width } of pieces) {
    for (let at = Math.max(from, Math.floor(x)); at < Math.min(to, Math.ceil(x + width)); at += 1) {
      covered[at - from] = (covered[at - from] ?? 0) + 1
    }
  }
  // A headline over both columns may cross it.
  const most = Math.max(2, pieces.length * 0.03)
  let best = { at: 0, length: 0 }
  let length = 0
  for (const [index, count] of covered.entries()) {
    length = count <= most ? length + 1 : 0
    if (length > best.length) best = { at: index, length }
  }
  if (best.length < GUTTER.least) return null
  const gutter = from + best.at - best.length / 2
  const sides = [0, 0]
  const baselines = [new Set<number>(), new Set<number>()]
  for (const { text, x, y, width } of pieces) {
    if (x < gutter && x + width > gutter) continue
    const side = x < gutter ? 0 : 1
    sides[side] = (sides[side] ?? 0) + text.length
    baselines[side]?.add(Math.round(y))
  }
  const [one = 0, other = 0] = sides
  // A table or a list of dates has gaps too, but not a third of its words on each side of one.
  const even = Math.min(one, other) * 3 > Math.max(one, other)
  return even && baselines.every((lines) => lines.size >= COLUMN_LINES) ? gutter : null
}

/** Spreading a list over arguments has a limit. */
function bounded(numbers: readonly number[]): readonly number[] {
  return numbers.length > 10_000
    ? numbers.filter((_, index) => index % Math.ceil(numbers.length / 10_000) === 0)
    : numbers
}

function linesOf(pieces: readonly PdfPiece[], page: number, column: number): PdfLine[] {
  const sorted = pieces.filter(({ text }) => text !== '').toSorted((one, other) => other.y - one.y || one.x - other.x)
  const groups: PdfPiece[][] = []
  for (const piece of sorted) {
    const group = groups.at(-1)
    const anchor = group?.reduce((one, other) => (other.size > one.size ? other : one))
    if (
      group !== undefined &&
      anchor !== undefined &&
      anchor.y - piece.y <= Math.max(anchor.size, piece.size) * SAME_LINE
    )
      group.push(piece)
    else groups.push([piece])
  }
  return groups.flatMap((group) => lineOf(group, page, column))
}

function lineOf(group: readonly PdfPiece[], page: number, column: number): PdfLine[] {
  const pieces = group.toSorted((one, other) => one.x - other.x)
  const size = mostCommon(pieces)
  let text = ''
  let end = Number.NEGATIVE_INFINITY
  for (const piece of pieces) {
    if (
      text !== '' &&
      !/\s$/.test(text) &&
      !/^\s/.test(piece.text) &&
      piece.x - end > size * blankBetween(text, piece.text)
    )
      text += ' '
    text += piece.text
    end = Math.max(end, piece.x + piece.width)
  }
  if (text.trim() === '') return []
  const first = pieces.find((piece) => piece.text.trim() !== '')
  const baseline = pieces.reduce((one, other) => (other.size > one.size ? other : one)).y
  return [{ text: text.trim(), left: first?.x ?? 0, right: end, y: baseline, size, page, column }]
}

function blankBetween(before: string, after: string): number {
  const wide = [before.slice(-1), after.slice(0, 1)].filter((character) => WIDE.test(character)).length
  return wide === 0 ? BLANK.latin : wide === 1 ? BLANK.mixed : BLANK.chinese
}

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3001-\u303F\uFF01-\uFF60\u2018-\u201D\u2026\u2014]/u

/** The size of most characters. */
function mostCommon(pieces: readonly PdfPiece[]): number {
  const counts = new Map<number, number>()
  for (const { size, text } of pieces) counts.set(size, (counts.get(size) ?? 0) + text.trim().length)
  let best = { size: pieces[0]?.size ?? 0, count: -1 }
  for (const [size, count] of counts) if (count > best.count) best = { size, count }
  return best.size
}
