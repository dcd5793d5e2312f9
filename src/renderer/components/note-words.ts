/**
 * How a contact note is written: plain words, in which `**words**` are bold, and lines that begin with `- ` or `1. ` are lists. The
 * record and the exports have the text as it was typed. Pure functions.
 */

export interface NoteSpan {
  readonly text: string
  readonly bold: boolean
}

export type NoteBlock =
  | { readonly kind: 'words'; readonly lines: readonly (readonly NoteSpan[])[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly NoteSpan[])[] }

/** A bullet, as people type it. */
const BULLET = /^[ \t]*[-*•·] +(?=\S)/u
/** A number with a full stop or the Chinese comma of lists, which is typed without a space. */
const NUMBER = /^[ \t]*\d{1,2}(?:[.)] +|、)(?=\S)/u
const BOLD = /\*\*(\S(?:[^*\n]*\S)?)\*\*/gu

export function noteBlocks(text: string): NoteBlock[] {
  const blocks: NoteBlock[] = []
  let words: (readonly NoteSpan[])[] = []
  const endWords = (): void => {
    if (words.length > 0) blocks.push({ kind: 'words', lines: words })
    words = []
  }
  let list: { ordered: boolean; items: (readonly NoteSpan[])[] } | null = null
  for (const line of text.split('\n')) {
    const mark = (BULLET.exec(line) ?? NUMBER.exec(line))?.[0]
    if (mark === undefined) {
      list = null
      words.push(spansOf(line))
      continue
    }
    const ordered = !BULLET.test(line)
    if (list === null || list.ordered !== ordered) {
      endWords()
      list = { ordered, items: [] }
      blocks.push({ kind: 'list', ...list })
    }
    list.items.push(spansOf(line.slice(mark.length)))
  }
  endWords()
  return blocks
}

function spansOf(line: string): NoteSpan[] {
  const spans: NoteSpan[] = []
  let done = 0
  for (const match of line.matchAll(BOLD)) {
    if (match.index > done) spans.push({ text: line.slice(done, match.index), bold: false })
    spans.push({ text: match[1] ?? '', bold: true })
    done = match.index + match[0].length
  }
  if (done < line.length) spans.push({ text: line.slice(done), bold: false })
  return spans
}

export interface Selected {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Makes what is selected bold, or plain again; with nothing selected the marks, and the caret between them. */
export function toggleBold({ text, start, end }: Selected): Selected {
  const inside = text.slice(start, end)
  const marked = text.slice(start - 2, start) === '**' && text.slice(end, end + 2) === '**'
  if (marked) return { text: text.slice(0, start - 2) + inside + text.slice(end + 2), start: start - 2, end: end - 2 }
  return { text: `${text.slice(0, start)}**${inside}**${text.slice(end)}`, start: start + 2, end: end + 2 }
}
