/**
 * Inline Markdown (a subset of CommonMark 0.31): emphasis, strong, strike, code, links, pictures,
 * autolinks, backslash escapes. One pass; a delimiter that was sought in vain is not sought again, so
 * that no line costs more than its length.
 */
import type { ManuscriptMarkName } from '@shared/manuscript/schema'
import { safeHref } from './html-attributes'
import type { InlinePiece } from './inline-content'
import { MAX_HREF_CHARACTERS } from './limits'
import { orderMarks, type NodeJson } from './node-json'

export interface MarkdownInlineContext {
  readonly image: (alternative: string, source: string) => NodeJson
  /** Takes the title of a picture, which stands behind its address. */
  readonly title: (words: string) => void
  readonly note: (detail: string) => void
}

type Marks = ReadonlySet<ManuscriptMarkName>

/** Marks inside marks: prose nests two or three. */
const MAX_NESTING = 8

const DELIMITERS: readonly (readonly [string, readonly ManuscriptMarkName[]])[] = [
  ['***', ['bold', 'italic']],
  ['**', ['bold']],
  ['__', ['bold']],
  ['~~', ['strike']],
  ['*', ['italic']],
  ['_', ['italic']],
]

export function markdownInline(text: string, context: MarkdownInlineContext): InlinePiece[] {
  const pieces: InlinePiece[] = []
  parse(text, new Set(), null, context, pieces, 0)
  return pieces
}

function parse(
  text: string,
  marks: Marks,
  href: string | null,
  context: MarkdownInlineContext,
  pieces: InlinePiece[],
  depth: number,
): void {
  const find = finder(text)
  let plain = ''
  let at = 0
  const flush = (): void => {
    if (plain !== '') pieces.push({ kind: 'text', text: plain, marks: orderMarks(marks, href) })
    plain = ''
  }
  while (at < text.length) {
    const next = special(text, at)
    plain += text.slice(at, next)
    at = next
    if (at >= text.length) break
    const step = take(text, at, find, depth)
    if (step === null) {
      plain += text.charAt(at)
      at += 1
      continue
    }
    at = step.end
    if (step.kind === 'plain') {
      plain += step.text
      continue
    }
    flush()
    if (step.kind === 'break') pieces.push({ kind: 'break' })
    else if (step.kind === 'code')
      pieces.push({ kind: 'text', text: step.text, marks: orderMarks(new Set(['code']), null) })
    else if (step.kind === 'image') {
      pieces.push({ kind: 'leaf', node: context.image(step.text, step.source) })
      if (step.title !== '') context.title(step.title)
    } else if (step.kind === 'marked')
      parse(step.text, new Set([...marks, ...step.marks]), href, context, pieces, depth + 1)
    else {
      const address = safeHref(step.source)
      if (address === null) context.note(`link ${step.source.slice(0, 40)}`)
      parse(step.text, marks, address, context, pieces, depth + 1)
    }
  }
  flush()
}

type Step =
  | { readonly kind: 'plain'; readonly text: string; readonly end: number }
  | { readonly kind: 'break'; readonly end: number }
  | { readonly kind: 'code'; readonly text: string; readonly end: number }
  | {
      readonly kind: 'image' | 'link'
      readonly text: string
      readonly source: string
      readonly title: string
      readonly end: number
    }
  | {
      readonly kind: 'marked'
      readonly text: string
      readonly marks: readonly ManuscriptMarkName[]
      readonly end: number
    }

type Find = (needle: string, from: number) => number

/** `indexOf` that remembers where it was: the same stretch is never searched twice for the same thing. */
function finder(text: string): Find {
  const known = new Map<string, { readonly from: number; readonly at: number }>()
  return (needle, from) => {
    const before = known.get(needle)
    if (before !== undefined && before.from <= from && (before.at < 0 || from <= before.at)) return before.at
    const at = text.indexOf(needle, from)
    known.set(needle, { from, at })
    return at
  }
}

function special(text: string, from: number): number {
  const pattern = /[\\`*_~[!<\n]/g
  pattern.lastIndex = from
  return pattern.exec(text)?.index ?? text.length
}

function take(text: string, at: number, find: Find, depth: number): Step | null {
  switch (text.charAt(at)) {
    case '\\':
      return escaped(text, at)
    case '\n':
      return / {2}$/.test(text.slice(Math.max(0, at - 2), at)) ? { kind: 'break', end: at + 1 } : null
    case '`':
      return code(text, at, find)
    case '<':
      return angle(text, at)
    case '!':
      return text.charAt(at + 1) === '[' ? bracket(text, at + 1, 'image', find) : null
    case '[':
      return depth < MAX_NESTING ? bracket(text, at, 'link', find) : null
    default:
      return depth < MAX_NESTING ? emphasis(text, at, find) : null
  }
}

function escaped(text: string, at: number): Step | null {
  const next = text.charAt(at + 1)
  if (next === '\n') return { kind: 'break', end: at + 2 }
  return /^[!-/:-@[-`{-~]$/.test(next) ? { kind: 'plain', text: next, end: at + 2 } : null
}

function code(text: string, at: number, find: Find): Step | null {
  const ticks = /^`{1,8}/.exec(text.slice(at, at + 8))?.[0] ?? '`'
  const close = find(ticks, at + ticks.length)
  if (close < 0) return { kind: 'plain', text: ticks, end: at + ticks.length }
  return { kind: 'code', text: text.slice(at + ticks.length, close).trim(), end: close + ticks.length }
}

/** `<https://…>`, `<name@host>` and `<br>`; any other tag stays as the text it is. */
function angle(text: string, at: number): Step | null {
  const head = text.slice(at, at + MAX_HREF_CHARACTERS)
  const tag = /^<br\s*\/?>/i.exec(head)
  if (tag !== null) return { kind: 'break', end: at + tag[0].length }
  const link =
    /^<((?:https?:\/\/|mailto:)[^\s<>]+)>/i.exec(head) ??
    /^<([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})>/.exec(head)
  const address = link?.[1]
  if (link === null || address === undefined) return null
  return {
    kind: 'link',
    text: address,
    source: address.includes(':') ? address : `mailto:${address}`,
    title: '',
    end: at + link[0].length,
  }
}

/** UTF-16 units of a link's words or a picture's text: bounds the search for the bracket that ends them. */
const MAX_BRACKETED_CHARACTERS = 1_000
/** Ends that are tried for one link: a link seldom holds more than two pictures. */
const MAX_BRACKETED_TRIES = 4

/** `[text](address "title")`; brackets in the text must come in pairs (CommonMark 6.3). */
function bracket(text: string, open: number, kind: 'image' | 'link', find: Find): Step | null {
  let middle = find('](', open)
  // What is behind the first may close a picture inside of the link.
  for (let tries = 1; ; tries += 1) {
    if (middle < 0 || middle - open > MAX_BRACKETED_CHARACTERS) return null
    if (isBalanced(text, open + 1, middle)) break
    if (tries === MAX_BRACKETED_TRIES) return null
    middle = find('](', middle + 2)
  }
  const close = find(')', middle)
  if (close < 0) return null
  const inside = text.slice(middle + 2, close).trim()
  const blank = inside.search(/\s/)
  const source = (blank < 0 ? inside : inside.slice(0, blank)).replace(/^<|>$/g, '')
  const title = /^(?:"(.+)"|'(.+)'|“(.+)”)$/.exec(blank < 0 ? '' : inside.slice(blank).trim())
  return {
    kind,
    text: text.slice(open + 1, middle),
    source,
    title: title?.[1] ?? title?.[2] ?? title?.[3] ?? '',
    end: close + 1,
  }
}

function isBalanced(text: string, from: number, to: number): boolean {
  let depth = 0
  for (let at = from; at < to; at += 1) {
    const character = text.charAt(at)
    if (character === '[') depth += 1
    else if (character === ']') depth -= 1
    if (depth < 0) return false
  }
  return depth === 0
}

function emphasis(text: string, at: number, find: Find): Step | null {
  for (const [delimiter, marks] of DELIMITERS) {
    if (!text.startsWith(delimiter, at)) continue
    const start = at + delimiter.length
    // `snake_case` and `5 * 3` are no emphasis (CommonMark 6.2: flanking).
    const before = text.charAt(at - 1)
    if (/^\s?$/.test(text.charAt(start)) || (delimiter.startsWith('_') && /[\p{L}\p{N}]/u.test(before))) continue
    const close = closing(text, delimiter, start, find)
    if (close < 0) continue
    return { kind: 'marked', text: text.slice(start, close), marks, end: close + delimiter.length }
  }
  return null
}

/** Places tried for a closing delimiter that a word or white space spoils. */
const MAX_CLOSING_TRIES = 16

function closing(text: string, delimiter: string, start: number, find: Find): number {
  let from = start
  for (let tries = 0; tries < MAX_CLOSING_TRIES; tries += 1) {
    const close = find(delimiter, from)
    if (close < 0) return -1
    const spoiled =
      close === start ||
      /\s/.test(text.charAt(close - 1)) ||
      (delimiter.startsWith('_') && /[\p{L}\p{N}]/u.test(text.charAt(close + delimiter.length))) ||
      (delimiter.length === 1 && (text.charAt(close + 1) === delimiter || text.charAt(close - 1) === delimiter))
    if (!spoiled) return close
    from = close + 1
  }
  return -1
}
