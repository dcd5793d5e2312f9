/** The text of a page as its reader sees it: one line a block, nothing of scripts, styles and comments. */
import { scanHtml } from './html-events'

/** Elements that begin and end a line. */
export const BLOCK_ELEMENTS: ReadonlySet<string> = new Set(
  'address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main menu nav ol p pre section summary table tbody tfoot thead tr ul'.split(
    ' ',
  ),
)

/** Blocks that stand apart from their neighbours by an empty line. */
const SPACED = new Set('p h1 h2 h3 h4 h5 h6 ul ol table blockquote pre hr'.split(' '))

export interface TextLine {
  readonly text: string
  /** Where the line's first visible character is in the source. */
  readonly start: number
}

/** The visible lines of a page with their places. Empty lines stand for the space between blocks. */
export function linesOfHtml(html: string): TextLine[] {
  const lines: TextLine[] = []
  let pieces: string[] = []
  let start = -1
  let preformatted = 0
  let gap = false

  const endLine = (): void => {
    const text = pieces.join('').trimEnd()
    if (text.trim() !== '') {
      if (gap && lines.length > 0) lines.push({ text: '', start })
      lines.push({ text, start })
      gap = false
    }
    pieces = []
    start = -1
  }
  const boundary = (name: string): void => {
    if (!BLOCK_ELEMENTS.has(name)) return
    endLine()
    if (SPACED.has(name)) gap = true
  }

  scanHtml(html, {
    open(name) {
      if (name === 'br') {
        if (pieces.length === 0) gap = true
        endLine()
      } else if ((name === 'td' || name === 'th') && pieces.length > 0) {
        pieces.push(' ')
      }
      boundary(name)
      if (name === 'pre') preformatted++
    },
    close(name) {
      boundary(name)
      if (name === 'pre' && preformatted > 0) preformatted--
    },
    text(text, at) {
      if (preformatted > 0) {
        const [first = '', ...rest] = text.split(/\r?\n/)
        append(first, at)
        for (const line of rest) {
          endLine()
          append(line, at)
        }
        return
      }
      append(text.replace(/[ \t\r\n\f]+/g, ' '), at)
    },
  })
  endLine()
  return lines

  function append(text: string, at: number): void {
    // White space never begins a line, and two pieces share one space.
    const last = pieces.at(-1)
    const trimmed = preformatted === 0 && (last === undefined || last.endsWith(' ')) ? text.replace(/^ +/, '') : text
    if (trimmed === '') return
    if (start === -1) start = at
    pieces.push(trimmed)
  }
}

/** The text of a page; no-break spaces become spaces. */
export function htmlToText(html: string): string {
  return linesOfHtml(html)
    .map((line) => line.text.replaceAll('\u00A0', ' '))
    .join('\n')
}
