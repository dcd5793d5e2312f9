/** Separates what a writer wrote from the history quoted below and the signature. */
import { linesOfHtml, type TextLine } from './html-to-text'
import { scanHtml } from './html-events'
import { attributionEnd, findQuote, type QuoteMarker } from './quote-markers'
import { findSignature } from './signatures'

/** A body in three: what its writer wrote, the history quoted in it, and the signature. */
export interface SplitBody {
  readonly own: string
  readonly quoted: string
  readonly signature: string
}

interface Range {
  readonly start: number
  readonly end: number
}

/** Splits a plain text body. */
export function splitTextBody(text: string): SplitBody {
  const lines = text.split(/\r?\n/)
  const isHistory = historyTest(
    lines,
    findQuote(lines, (line) => isMarked(lines, line)),
  )
  const kept = lines.filter((line, index) => !isHistory(line, index))
  const signatureAt = findSignature(kept)
  return {
    own: trimLines(signatureAt === null ? kept : kept.slice(0, signatureAt)),
    quoted: trimLines(lines.filter(isHistory)),
    signature: signatureAt === null ? '' : trimLines(kept.slice(signatureAt)),
  }
}

/** Below an attribution that is followed by `>` lines only those are history: the writer may answer between them. */
function historyTest(lines: readonly string[], marker: QuoteMarker | null): (line: string, index: number) => boolean {
  if (marker === null) return () => false
  const end = attributionEnd(lines, marker.line)
  const isQuoted = /^\s*>/.test(lines[marker.line] ?? '') || isMarked(lines, end)
  if (marker.kind !== 'attribution' || !isQuoted) return (_, index) => index >= marker.line
  return (line, index) => index >= marker.line && (index <= end || /^\s*>/.test(line))
}

/** Whether the next line that says something is marked as quoted. */
function isMarked(lines: readonly string[], line: number): boolean {
  const next = lines.slice(line + 1).find((each) => each.trim() !== '')
  return next !== undefined && /^\s*>/.test(next)
}

function trimLines(lines: readonly string[]): string {
  return lines
    .join('\n')
    .replace(/^\s*\n/, '')
    .trimEnd()
}

/**
 * Splits an HTML body; each piece is a cut of the source, so tags may be left open or closed twice in it. Whoever parses
 * a piece mends that; a tree is not built here because hostile nesting stalls it.
 */
export function splitHtmlBody(html: string): SplitBody {
  const marked = findElements(html)
  const history = historyRanges(html, marked.quotes)
  const inHistory = (at: number): boolean => history.some((range) => at >= range.start && at < range.end)
  const signatures = [...marked.signatures, ...signatureLines(html, inHistory)].filter(
    (range) => !inHistory(range.start),
  )
  return {
    own: cut(html, 0, html.length, [...history, ...signatures]),
    quoted: history.map((range) => html.slice(range.start, range.end)).join(''),
    signature: mergeRanges(signatures)
      .map((range) => cut(html, range.start, range.end, history))
      .join(''),
  }
}

const QUOTE_IDS = new Set(['isreplycontent'])
const QUOTE_CLASSES = new Set([
  'gmail_quote',
  'yahoo_quoted',
  'protonmail_quote',
  'history-quote-wrapper',
  'ntes-mailmaster-quote',
])
/** Outlook and Thunderbird put these above the history, which follows beside them and runs to the end. */
const REST_IDS = new Set(['appendonsend', 'divrplyfwdmsg', 'mail-editor-reference-message-container'])
const REST_CLASSES = new Set(['moz-cite-prefix'])
const SIGNATURE_IDS = new Set(['signature', 'spneditorsign', 'ms-outlook-mobile-signature'])
const SIGNATURE_CLASSES = new Set(['gmail_signature', 'moz-signature'])

/** Quotations and signatures taken out of one page: what clients nest is one, and more are left where they are. */
export const MAX_RANGES = 200

type Role = 'quote' | 'rest' | 'signature'

function roleOf(name: string, attributes: ReadonlyMap<string, string>): Role | null {
  const id = (attributes.get('id') ?? '').toLowerCase()
  const classes = (attributes.get('class') ?? '').toLowerCase().split(/\s+/)
  const has = (set: ReadonlySet<string>): boolean => classes.some((one) => set.has(one))
  if (REST_IDS.has(id) || has(REST_CLASSES)) return 'rest'
  if (QUOTE_IDS.has(id) || has(QUOTE_CLASSES) || name === 'includetail') return 'quote'
  if (name === 'blockquote' && attributes.get('type')?.toLowerCase() === 'cite') return 'quote'
  return SIGNATURE_IDS.has(id) || has(SIGNATURE_CLASSES) || name === 'sign' ? 'signature' : null
}

function findElements(html: string): { quotes: Range[]; signatures: Range[] } {
  const quotes: Range[] = []
  const signatures: Range[] = []
  let current: { role: Role; name: string; start: number; depth: number } | null = null
  const end = (at: number): void => {
    if (current === null) return
    const ranges = current.role === 'signature' ? signatures : quotes
    if (ranges.length < MAX_RANGES) ranges.push({ start: current.start, end: at })
    current = null
  }
  scanHtml(html, {
    open(name, attributes, start) {
      if (current !== null) {
        if (current.name === name) current.depth++
        return
      }
      const role = roleOf(name, attributes)
      if (role !== null) current = { role, name, start, depth: 1 }
    },
    close(name, at) {
      if (current?.name !== name || current.role === 'rest') return
      current.depth--
      if (current.depth === 0) end(at)
    },
  })
  end(html.length)
  return { quotes, signatures }
}

/** Elements that hold history, and what a line of text announces as history. */
function historyRanges(html: string, quotes: readonly Range[]): Range[] {
  const lines = linesOfHtml(html)
  const marker = findQuote(
    lines.map((line) => line.text),
    (line) => opensBehind(lines, line, quotes),
  )
  if (marker === null) return [...quotes]
  const start = lines[marker.line]?.start ?? html.length
  const first = quotes[0]
  if (first !== undefined && first.start <= start) return [...quotes]
  // An attribution belongs to the quote element after it; whatever else announces history means all of the rest.
  if (marker.kind === 'attribution' && first !== undefined) return [{ start, end: first.end }, ...quotes.slice(1)]
  return [{ start, end: html.length }]
}

/** Whether an element that holds history begins right behind a line. */
function opensBehind(lines: readonly TextLine[], line: number, quotes: readonly Range[]): boolean {
  const start = lines[line]?.start ?? 0
  const next = lines.slice(line + 1).find(({ text }) => text.trim() !== '')
  return quotes.some((quote) => quote.start >= start && quote.start <= (next?.start ?? quote.start))
}

function signatureLines(html: string, inHistory: (at: number) => boolean): Range[] {
  const lines: TextLine[] = linesOfHtml(html).filter((line) => !inHistory(line.start))
  const index = findSignature(lines.map((line) => line.text))
  return index === null ? [] : [{ start: lines[index]?.start ?? html.length, end: html.length }]
}

function cut(html: string, start: number, end: number, ranges: readonly Range[]): string {
  let out = ''
  let position = start
  for (const range of mergeRanges(ranges)) {
    if (range.end <= position || range.start >= end) continue
    out += html.slice(position, Math.max(position, range.start))
    position = range.end
  }
  return out + html.slice(Math.min(position, end), end)
}

function mergeRanges(ranges: readonly Range[]): Range[] {
  const merged: Range[] = []
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last !== undefined && range.start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) }
    } else {
      merged.push(range)
    }
  }
  return merged
}
