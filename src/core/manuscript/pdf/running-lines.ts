/** Lines that belong to the pages and not to the text: running heads, running feet, page numbers. */
import type { PdfLine } from './page-text'

export interface PdfPage {
  readonly height: number
  readonly lines: readonly PdfLine[]
}

/** Lines at either end of a page among which running ones are looked for. */
const LINES_AT_END = 3

/** Share of a page's height, from either end, in which they stand. */
const MARGIN = 0.14

/** Pages on which the same line makes a running one. */
const REPEATED = 3

const PAGE_NUMBER =
  /^(?:[-–—·\s]*\d{1,4}[-–—·\s]*|第?\s*\d{1,4}\s*页(?:\s*[/,，]?\s*共\s*\d{1,4}\s*页)?|page\s+\d{1,4}(?:\s*(?:of|\/)\s*\d{1,4})?|\d{1,4}\s*\/\s*\d{1,4})$/i

/** Which lines are the pages' own. */
export function runningLines(pages: readonly PdfPage[]): ReadonlySet<PdfLine> {
  const running = new Set<PdfLine>()
  const seen = new Map<string, PdfLine[]>()
  for (const { height, lines } of pages) {
    const ends =
      lines.length > LINES_AT_END * 2 ? [...lines.slice(0, LINES_AT_END), ...lines.slice(-LINES_AT_END)] : lines
    for (const line of new Set(ends)) {
      const share = line.y / height
      if (share > MARGIN && share < 1 - MARGIN) continue
      if (PAGE_NUMBER.test(line.text)) running.add(line)
      // Digits count up from page to page.
      const key = `${share < 0.5 ? 'foot' : 'head'} ${line.text.replace(/\d+/g, '#').replace(/\s+/g, '')}`
      seen.set(key, [...(seen.get(key) ?? []), line])
    }
  }
  const enough = Math.min(REPEATED, Math.max(2, pages.length))
  for (const lines of seen.values()) {
    if (new Set(lines.map(({ page }) => page)).size >= enough) for (const line of lines) running.add(line)
  }
  return running
}
