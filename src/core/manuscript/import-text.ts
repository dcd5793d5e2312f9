/** Plain text → blocks: a line is a paragraph, unless a mail program has wrapped the lines. */
import type { Draft } from './draft'
import { cleanInline, harmlessText, joinsWithoutSpace } from './inline-content'
import { MAX_BLOCKS, MAX_TEXT_CHARACTERS } from './limits'
import { paragraphNode, type NodeJson } from './node-json'
import { Report } from './report'

/** Columns at which programs wrap lines (RFC 2822 2.1.1 asks for 78; Chinese ones use 64 to 80). */
const WRAP_COLUMNS = { least: 56, most: 100 } as const

/** Columns by which a wrapped line may fall short: a word or a punctuation mark that did not fit. */
const WRAP_SLACK = 12

/** Lines of a paragraph below which nothing proves that it was wrapped. */
const WRAPPED_LINES = 3

const RULE = /^\s*(?:[-=*_~—─═＝－]\s*){3,}$/

export function importText(source: string): Draft {
  const report = new Report()
  if (source.length > MAX_TEXT_CHARACTERS) report.note('truncated')
  const text = harmlessText(source.slice(0, MAX_TEXT_CHARACTERS))
  const blocks: NodeJson[] = []
  for (const paragraph of paragraphs(text)) {
    if (blocks.length >= MAX_BLOCKS) {
      report.note('truncated')
      break
    }
    if (RULE.test(paragraph)) {
      blocks.push({ type: 'horizontalRule' })
      continue
    }
    const content = cleanInline([{ kind: 'text', text: paragraph, marks: [] }])
    if (content.length > 0) blocks.push(paragraphNode(content))
  }
  return { sourceKind: 'text', blocks, declaredTitle: '', declaredByline: '', images: [], notes: report.list() }
}

/** The paragraphs of a text: its lines, with wrapped ones put together again. */
export function paragraphs(text: string): string[] {
  const out: string[] = []
  for (const group of groups(text)) out.push(...(isWrapped(group) ? [joined(group)] : flowed(group)))
  return out
}

/** Runs of lines between blank ones. */
function groups(text: string): string[][] {
  const out: string[][] = [[]]
  for (const line of text.split('\n')) {
    if (/^[\s\u3000\u200B\uFEFF]*$/.test(line)) out.push([])
    else out.at(-1)?.push(line)
  }
  return out.filter((group) => group.length > 0)
}

/** All lines but the last end near the same column, and no later line is indented as a new paragraph is. */
function isWrapped(lines: readonly string[]): boolean {
  if (lines.length < WRAPPED_LINES) return false
  const full = lines.slice(0, -1).map(columns)
  const widest = Math.max(...full)
  if (widest < WRAP_COLUMNS.least || widest > WRAP_COLUMNS.most) return false
  const last = columns(lines.at(-1) ?? '')
  return (
    full.every((width) => width >= widest - WRAP_SLACK) &&
    last <= widest &&
    lines.slice(1).every((line) => !/^(?:\u3000| {2,}|\t|[-*•·●]\s|\d+[.、)）])/.test(line))
  )
}

/** Joins lines that say themselves that they go on (format=flowed, RFC 3676: a blank at the end). */
function flowed(lines: readonly string[]): string[] {
  const out: string[] = []
  let open = false
  for (const line of lines) {
    const before = out.at(-1)
    if (open && before !== undefined) out[out.length - 1] = join(before, line)
    else out.push(line)
    open =
      line.endsWith(' ') &&
      columns(line) >= WRAP_COLUMNS.least &&
      columns(line) <= WRAP_COLUMNS.most &&
      !/[。！？!?.] $/.test(line)
  }
  return out
}

function joined(lines: readonly string[]): string {
  return lines.reduce((before, line) => join(before, line))
}

function join(before: string, after: string): string {
  const start = after.trimStart()
  const end = before.trimEnd()
  return joinsWithoutSpace(end.slice(-2), start) ? end + start : `${end} ${start}`
}

/** Width in columns: a wide character takes two (Unicode TR11, the scripts of our texts). */
function columns(line: string): number {
  let width = 0
  for (const character of line.trimEnd()) {
    width +=
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF01-\uFF60\u2018-\u201D\u2026\u2014]/u.test(
        character,
      )
        ? 2
        : 1
  }
  return width
}
