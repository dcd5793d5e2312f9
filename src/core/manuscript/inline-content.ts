/** Cleans a run of inline pieces: white space as HTML and Chinese typesetting read it, one node for equal marks. */
import { textNode, type MarkJson, type NodeJson } from './node-json'

export type InlinePiece =
  | { readonly kind: 'text'; readonly text: string; readonly marks: readonly MarkJson[] }
  | { readonly kind: 'break'; readonly marks?: readonly MarkJson[] }
  /** A picture or a footnote's reference. */
  | { readonly kind: 'leaf'; readonly node: NodeJson }

/** Invisible at the edge of a line and without meaning there: indents of full-width spaces, zero-width marks of web editors. */
const EDGE = new Set(' \u3000\u2002\u2003\u200B\u200C\u200D\u2060\uFEFF')

/** Characters that a Chinese text wraps between without a space: Han, kana and full-width punctuation. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3001-\u303F\uFF01-\uFF60\uFFE0-\uFFE6\u2018-\u201D\u2026\u2014\u00B7]$/u
const WIDE_START =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3001-\u303F\uFF01-\uFF60\uFFE0-\uFFE6\u2018-\u201D\u2026\u2014\u00B7]/u
/** Full-width punctuation brings its own space. Curly quotes are not among it: English writes them too. */
const PUNCTUATION = /[\u3001-\u303F\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF60]/

/**
 * Characters that mean something else in a manuscript's plain text (U+FFFC picture, U+FFF9 footnote, U+2028 break,
 * U+2029) or nothing at all (controls), and halves of surrogate pairs, which UTF-8 cannot carry.
 */
export function harmlessText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u2028\u2029]/g, '\n')
    .replace(/[\u0000-\u0008\u000E-\u001F\u007F-\u009F\uFFF9\uFFFC]/g, '')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
}

/** Whether two pieces of a text that was wrapped between them belong together without a space. */
export function joinsWithoutSpace(before: string, after: string): boolean {
  if (PUNCTUATION.test(before.slice(-1)) || PUNCTUATION.test(after.slice(0, 1))) return true
  return WIDE.test(before) && WIDE_START.test(after)
}

interface Gap {
  readonly newline: boolean
  readonly marks: readonly MarkJson[]
  /** The suggested changes it stands in: a blank that goes and one that comes are two. */
  readonly change: string
}

/** The inline content that the pieces make: empty when there is nothing to see. */
export function cleanInline(pieces: readonly InlinePiece[]): NodeJson[] {
  const line = new Line()
  for (const piece of merged(pieces)) {
    if (piece.kind === 'text') line.text(piece.text, piece.marks)
    else if (piece.kind === 'leaf') line.leaf(piece.node)
    else line.break(piece.marks)
  }
  return line.end()
}

/** Joins neighbours of equal marks first, so that a surrogate pair cut between two of them is whole again. */
function merged(pieces: readonly InlinePiece[]): InlinePiece[] {
  const out: { kind: 'text'; parts: string[]; marks: readonly MarkJson[]; key: string }[] = []
  const result: (InlinePiece | number)[] = []
  for (const piece of pieces) {
    const last = result.at(-1)
    if (piece.kind !== 'text') {
      result.push(piece)
      continue
    }
    const key = JSON.stringify(piece.marks)
    const open = typeof last === 'number' ? out[last] : undefined
    if (open !== undefined && open.key === key) open.parts.push(piece.text)
    else result.push(out.push({ kind: 'text', parts: [piece.text], marks: piece.marks, key }) - 1)
  }
  return result.map((item) => {
    if (typeof item !== 'number') return item
    const run = out[item]
    return { kind: 'text', text: harmlessText(run?.parts.join('') ?? ''), marks: run?.marks ?? [] }
  })
}

class Line {
  private readonly nodes: NodeJson[] = []
  /** The text before the present place; empty at the start of a line. */
  private last = ''
  private gap: Gap | null = null

  text(text: string, marks: readonly MarkJson[]): void {
    for (const [run] of text.matchAll(/[ \t\n\f\u000B\u00A0]+|[^ \t\n\f\u000B\u00A0]+/g)) {
      if (/^[ \t\n\f\u000B\u00A0]/.test(run)) {
        const newline = run.includes('\n') && !run.includes('\u00A0')
        const change = changeOf(marks)
        if (this.gap !== null && this.gap.change !== change) this.space('')
        this.gap = { newline: newline && (this.gap?.newline ?? true), marks: this.gap?.marks ?? marks, change }
      } else {
        this.word(run, marks)
      }
    }
  }

  leaf(node: NodeJson): void {
    this.space('')
    this.nodes.push(node)
    this.last = '\uFFFC'
  }

  break(marks: readonly MarkJson[] = []): void {
    this.trimEnd()
    // A break before anything else shows nothing.
    if (this.nodes.length > 0)
      this.nodes.push(marks.length === 0 ? { type: 'hardBreak' } : { type: 'hardBreak', marks })
    this.last = ''
    this.gap = null
  }

  end(): NodeJson[] {
    for (;;) {
      this.trimEnd()
      if (this.nodes.at(-1)?.type !== 'hardBreak') return this.nodes
      this.nodes.pop()
    }
  }

  private word(word: string, marks: readonly MarkJson[]): void {
    const visible = this.last === '' ? word.slice(edgeBefore(word)) : word
    if (visible === '') return
    this.space(visible)
    this.append(visible, marks)
    this.last = visible.slice(-2)
  }

  private space(next: string): void {
    const gap = this.gap
    this.gap = null
    if (gap === null || this.last === '') return
    if (gap.newline && joinsWithoutSpace(this.last, next)) return
    this.append(' ', gap.marks)
  }

  private append(text: string, marks: readonly MarkJson[]): void {
    const before = this.nodes.at(-1)
    if (before?.type === 'text' && sameMarks(before.marks ?? [], marks)) {
      this.nodes[this.nodes.length - 1] = textNode((before.text ?? '') + text, marks)
    } else {
      this.nodes.push(textNode(text, marks))
    }
  }

  private trimEnd(): void {
    this.gap = null
    for (let node = this.nodes.at(-1); node?.type === 'text'; node = this.nodes.at(-1)) {
      const text = withoutEdgeAfter(node.text ?? '')
      if (text === node.text) return
      this.nodes.pop()
      if (text !== '') {
        this.nodes.push(textNode(text, node.marks ?? []))
        return
      }
    }
  }
}

function changeOf(marks: readonly MarkJson[]): string {
  let change = ''
  for (const { type, attrs } of marks)
    if (type === 'insertion' || type === 'deletion') change += `${type} ${JSON.stringify(attrs)}`
  return change
}

function sameMarks(one: readonly MarkJson[], other: readonly MarkJson[]): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}

/** A title or an alternative text is read by a human; what an attribute can hold beyond that is not looked at. */
const MAX_PLAIN_CHARACTERS = 2_000

/** Plain characters cleaned the same way, for what has no marks (titles, alternative texts). */
export function cleanText(text: string): string {
  return cleanInline([{ kind: 'text', text: text.slice(0, MAX_PLAIN_CHARACTERS), marks: [] }])
    .map((node) => node.text ?? '')
    .join('')
}

/** Counted by hand: a pattern that ends in `$` tries every run of a hostile text from each of its characters. */
function edgeBefore(text: string): number {
  let at = 0
  while (at < text.length && EDGE.has(text.charAt(at))) at += 1
  return at
}

function withoutEdgeAfter(text: string): string {
  let end = text.length
  while (end > 0 && EDGE.has(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}
