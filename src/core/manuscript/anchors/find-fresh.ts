/**
 * Looks for words that were cut from one place and pasted in another, sentence by sentence. Only text that nothing else of the old
 * text accounts for can be where they are: the same words elsewhere were there before, and are no home.
 */
import type { Anchor } from '@shared/manuscript/anchor'
import { foldWidth, isLetter, letterCount } from '../diff/comparable'
import { diffRuns } from '../diff/diff-runs'
import { confidenceOf, wholeQuote } from './whole-quote'
import { trace } from './trace'
import type { FreshText, WordsMap } from './words-map'

export interface Found extends FreshText {
  readonly confidence: number
  /** A home; otherwise a place to look at first. */
  readonly sure: boolean
}

/** Letters of words that are looked for at all, and how many, their neighbours counted, are believed. */
const LETTERS_MIN = 4
const LETTERS_SURE = 14
/** Of a whole sentence that both texts have once. */
const LETTERS_SENTENCE = 10
/** Of a sentence that was changed as well: a short one is too easily like another. */
const CHANGED_LETTERS = 20
/** How much of a quote has to be there, sentence by sentence. */
const KEPT_SURE = 0.52
/** How like changed words must be, and how much better than the next best place. */
const LIKE_SURE = 0.8
const LIKE_PROPOSED = 0.5
const MARGIN = 0.1
/** UTF-16 units of words that are looked for when they were changed, and of all fresh text that is looked through. */
const CHANGED_MAX = 2_000
const FRESH_MAX = 400_000
/** Sentences of one quote that are looked for. */
const SENTENCES_MAX = 40

/** Where a quote's sentences went; null when nothing is like them. */
export function findFresh(map: WordsMap, block: number, anchor: Anchor): Found | null {
  const text = map.oldFolded[block] ?? ''
  const quote = text.slice(anchor.start, anchor.end)
  const letters = letterCount(quote)
  if (letters === 0) return null
  // By block: what is left of the quote there.
  const homes = new Map<number, { start: number; end: number; kept: number; sure: boolean }>()
  for (const sentence of sentencesAround(text, anchor.start, anchor.end).slice(0, SENTENCES_MAX)) {
    const words = text.slice(sentence.start, sentence.end)
    const found = findWords(map, words, '', '', words === text ? LETTERS_MIN : LETTERS_SENTENCE)
    if (found === null) continue
    const there = (map.newFolded[found.block] ?? '').slice(found.start, found.end)
    const range = {
      start: Math.max(0, anchor.start - sentence.start),
      end: Math.min(words.length, anchor.end - sentence.start),
    }
    const traced = trace(diffRuns(words, there, 'traceable'), range, words)
    if (traced === null || traced.kept === 0) continue
    const span = { start: found.start + traced.start, end: found.start + traced.end }
    const home = homes.get(found.block)
    homes.set(found.block, {
      start: Math.min(span.start, home?.start ?? span.start),
      end: Math.max(span.end, home?.end ?? span.end),
      kept: traced.kept + (home?.kept ?? 0),
      sure: found.sure && home?.sure !== false,
    })
  }
  const [best] = [...homes].toSorted((a, b) => b[1].kept - a[1].kept)
  const ofSentences = best === undefined ? null : toFound(map, best[0], best[1], quote)
  if (ofSentences?.sure === true) return ofSentences
  const ofQuote = findWords(map, quote, foldWidth(anchor.prefix), foldWidth(anchor.suffix), LETTERS_SURE)
  if (ofSentences === null || ofQuote === null) return ofQuote ?? ofSentences
  return ofQuote.sure || ofQuote.confidence > ofSentences.confidence ? ofQuote : ofSentences
}

function toFound(
  map: WordsMap,
  block: number,
  { start, end, kept, sure }: { start: number; end: number; kept: number; sure: boolean },
  quote: string,
): Found {
  const text = map.newFolded[block] ?? ''
  const letters = letterCount(quote)
  const whole = wholeQuote(text, { start, end }, quote)
  if (whole !== null) return { block, ...whole, confidence: 0.95, sure }
  const confidence = 0.95 * confidenceOf(kept, letters, letterCount(text, start, end))
  return { block, start, end, confidence, sure: sure && kept >= KEPT_SURE * letters }
}

/** The sentences that a stretch touches, each with what ends it. */
function sentencesAround(text: string, start: number, end: number): { start: number; end: number }[] {
  const sentences: { start: number; end: number }[] = []
  for (const match of text.matchAll(/[^.!?;\n\u2028]+[.!?;\n\u2028"')]*|[.!?;\n\u2028]+/gu)) {
    const sentence = { start: match.index, end: match.index + match[0].length }
    if (sentence.start < end && sentence.end > start) sentences.push(sentence)
  }
  return sentences
}

/** `own`: letters of words that are believed where both texts have them once. */
function findWords(map: WordsMap, words: string, prefix: string, suffix: string, own: number): Found | null {
  const letters = letterCount(words)
  if (letters < LETTERS_MIN) return null
  return (
    onlyWords(map, words, letters, own) ??
    sameWords(map, words, prefix, suffix, letters) ??
    changedWords(map, words, letters)
  )
}

/** Words that either text has once: where they stand they are, though the difference took parts of them for something else. */
function onlyWords(map: WordsMap, words: string, letters: number, own: number): Found | null {
  if (letters < own) return null
  const was = placesOf(map.oldFolded, words)
  const is = placesOf(map.newFolded, words)
  const [only] = is
  if (was.length !== 1 || is.length !== 1 || only === undefined) return null
  return { ...only, sure: true, confidence: 0.95 }
}

/** Where words stand in a text: the first two places, which is enough to know that there is one. */
function placesOf(texts: readonly string[], words: string): FreshText[] {
  const places: FreshText[] = []
  for (const [block, text] of texts.entries()) {
    for (let at = text.indexOf(words); at >= 0 && places.length < 2; at = text.indexOf(words, at + 1))
      places.push({ block, start: at, end: at + words.length })
  }
  return places
}

/** The very words: sure if they are there once, or once with a neighbour that they had. */
function sameWords(map: WordsMap, quote: string, prefix: string, suffix: string, letters: number): Found | null {
  const hits: { readonly at: FreshText; readonly neighbours: number }[] = []
  for (const { block, start, end } of map.fresh) {
    const text = map.newFolded[block] ?? ''
    for (let at = text.indexOf(quote, start); at >= 0 && at + quote.length <= end; at = text.indexOf(quote, at + 1)) {
      const neighbours = agreeing(text, at, at + quote.length, prefix, suffix)
      hits.push({ at: { block, start: at, end: at + quote.length }, neighbours })
    }
  }
  const [best, second] = hits.toSorted((a, b) => b.neighbours - a.neighbours)
  if (best === undefined) return null
  const isOnly = second === undefined
  const sure = isOnly
    ? letters + best.neighbours >= LETTERS_SURE
    : letters + best.neighbours >= LETTERS_SURE && best.neighbours >= second.neighbours + LETTERS_MIN
  return { ...best.at, sure, confidence: sure ? 0.95 : isOnly ? 0.6 : 0.4 }
}

/** Letters before and after that are as they were. */
function agreeing(text: string, start: number, end: number, prefix: string, suffix: string): number {
  let before = 0
  while (
    before < prefix.length &&
    start - before > 0 &&
    prefix.charCodeAt(prefix.length - 1 - before) === text.charCodeAt(start - 1 - before)
  ) {
    before += 1
  }
  let after = 0
  while (after < suffix.length && suffix.charCodeAt(after) === text.charCodeAt(end + after)) after += 1
  return letterCount(text, start - before, start) + letterCount(text, end, end + after)
}

/** Words that moved and were changed: the stretch of fresh text that shares the most pairs of letters with them. */
function changedWords(map: WordsMap, quote: string, letters: number): Found | null {
  if (letters < LETTERS_SURE || quote.length > CHANGED_MAX) return null
  const wanted = new Set<number>()
  for (let at = 0; at + 1 < quote.length; at += 1) {
    if (isLetter(quote.charCodeAt(at)) && isLetter(quote.charCodeAt(at + 1))) wanted.add(pairAt(quote, at))
  }
  let looked = 0
  const found: (FreshText & { readonly like: number })[] = []
  for (const { block, start, end } of map.fresh) {
    looked += end - start
    if (looked > FRESH_MAX) break
    const text = map.newFolded[block] ?? ''
    const window = bestWindow(text, start, end, quote.length, wanted)
    if (window === null) continue
    found.push({ block, ...measured(text, window, quote) })
  }
  const [best, second] = found.toSorted((a, b) => b.like - a.like)
  if (best === undefined || best.like < LIKE_PROPOSED) return null
  const sure =
    letters >= CHANGED_LETTERS && best.like >= LIKE_SURE && (second === undefined || best.like >= second.like + MARGIN)
  const { block, start, end, like } = best
  return { block, start, end, sure, confidence: like }
}

function pairAt(text: string, at: number): number {
  return text.charCodeAt(at) * 0x1_0000 + text.charCodeAt(at + 1)
}

/** The stretch of about the words' length with the most of their pairs; null with too few to bother. */
function bestWindow(
  text: string,
  start: number,
  end: number,
  length: number,
  wanted: ReadonlySet<number>,
): { start: number; end: number } | null {
  let inside = 0
  let most = 0
  let best = start
  for (let at = start; at + 1 < end; at += 1) {
    if (wanted.has(pairAt(text, at))) inside += 1
    const leaving = at - length + 1
    if (leaving >= start && wanted.has(pairAt(text, leaving))) inside -= 1
    if (inside > most) {
      most = inside
      best = Math.max(start, leaving + 1)
    }
  }
  if (most < wanted.size * LIKE_PROPOSED * 0.5) return null
  // A little wider: insertions make the words longer.
  const spare = Math.ceil(length / 4)
  return { start: Math.max(start, best - spare), end: Math.min(end, best + length + spare) }
}

/** The window cut to what is the words' own, and how like them it is. */
function measured(
  text: string,
  window: { start: number; end: number },
  quote: string,
): { start: number; end: number; like: number } {
  const there = text.slice(window.start, window.end)
  let first = -1
  let last = -1
  let kept = 0
  let quoteAt = 0
  let at = 0
  for (const { kind, length } of diffRuns(quote, there, 'traceable')) {
    if (kind === 'same') {
      if (first < 0) first = at
      last = at + length
      kept += letterCount(quote, quoteAt, quoteAt + length)
    }
    if (kind !== 'added') quoteAt += length
    if (kind !== 'removed') at += length
  }
  if (first < 0) return { ...window, like: 0 }
  const like = (2 * kept) / (letterCount(quote) + letterCount(there, first, last))
  return { start: window.start + first, end: window.start + last, like }
}
