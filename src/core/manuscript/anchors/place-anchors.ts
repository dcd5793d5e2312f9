/**
 * Carries anchors from the text they were made in to another: first by the map of what became of each character, verified by
 * the words that it leads to; then, only among text that comes from nowhere else, by likeness. What stays below the threshold
 * has no home: a person says where it belongs.
 */
import { joinSpans, partsOf, spansOf, type Anchor } from '@shared/manuscript/anchor'
import type { CarriedPlace } from '@shared/manuscript/anchor-place'
import { foldWidth, letterCount } from '../diff/comparable'
import type { DocumentDiff } from '../diff/diff-documents'
import { findFresh } from './find-fresh'
import { commonShare, trace, type Range, type Traced } from './trace'
import { confidenceOf, wholeQuote } from './whole-quote'
import { offsetOf, splitByBlock, wordsMap, type FreshText, type PairedText, type WordsMap } from './words-map'

/** From here on changed words still count as the ones that were meant. */
const HOME = 0.5
/** So much of the words is left that nobody asks where the rest is. */
const WHOLE = 0.7
/** Found by the very words, and nowhere else. */
const SURE = 0.9
/** Less than this, and more of it elsewhere: nobody can say which is meant. */
const TORN = 0.6
const NEARLY = 0.7
/** Below it there is not even a place to look at first. */
const PROPOSED = 0.15
/** A run of letters that both texts have shows that the words around belong together; single letters agree by chance. */
const SURE_RUN = 4
/** Letters that speak for themselves. Fewer are believed only where this share of their neighbours went along. */
const OWN_WORDS = 8
const NEIGHBOURS_KEPT = 0.4
/** A word or less: only in a longer run, or where most of its neighbours went along. */
const WORD = 4
const WORD_RUN = 7
const NEIGHBOURS_OF_WORD = 0.6
/** A part of a word or two: only where nearly all of its neighbours did. */
const NEIGHBOURS_OF_PART = 0.6
/** Neighbours that count at all; a heading has none. */
const NEIGHBOURS_MIN = 8
const PARAGRAPH_KEPT = 0.5
/** A run that says where it belongs whatever stands around it. */
const OWN_RUN = 12
/** Letters of most of a paragraph: so many are not somewhere by chance. */
const MANY_WORDS = 30
/** Between neighbours that stayed, or of so many words, this much of the words is enough: the rest was written anew in their place. */
const BETWEEN = 0.4
const NEIGHBOURS_STAYED = 0.85
const NEIGHBOURS_BETWEEN = 12

export function placeAnchors(diff: DocumentDiff, anchors: readonly Anchor[]): CarriedPlace[] {
  const map = wordsMap(diff)
  const blocks = new Map(diff.old.map(({ id }, at) => [id, at]))
  const order = new Map(diff.new.map(({ id }, at) => [id, at]))
  return anchors.map((anchor) => {
    const parts = partsOf(anchor)
    const places = parts.map((part) => placePart(map, blocks.get(part.block), part))
    const [only] = places
    return parts.length === 1 && only !== undefined ? only : together(parts, places, order)
  })
}

/**
 * One place of the places of several paragraphs, each found by itself: those with a home, if they are most of the words;
 * otherwise what can be proposed. Words that went with a paragraph that is gone make the place an edited one.
 */
function together(
  parts: readonly Anchor[],
  places: readonly CarriedPlace[],
  order: ReadonlyMap<string, number>,
): CarriedPlace {
  const weighed = parts.map(({ quote }, at) => ({
    place: places[at] ?? NOWHERE,
    weight: Math.max(1, letterCount(foldWidth(quote))),
  }))
  const all = weighed.reduce((sum, { weight }) => sum + weight, 0)
  const atHome = weighed.filter(({ place }) => place.kind !== 'lost' && place.kind !== 'uncertain')
  const share = atHome.reduce((sum, { weight }) => sum + weight, 0) / all
  const confidence = Math.min(1, weighed.reduce((sum, { place, weight }) => sum + place.confidence * weight, 0) / all)
  const spans = joinSpans(
    (atHome.length > 0 ? atHome : weighed)
      .flatMap(({ place }) => (place.kind === 'lost' ? [] : spansOf(place)))
      .toSorted((a, b) => (order.get(a.block) ?? 0) - (order.get(b.block) ?? 0) || a.start - b.start),
  )
  if (spans === null) return NOWHERE
  if (share < HOME) return { kind: 'uncertain', ...spans, confidence: Math.min(confidence, HOME) }
  if (atHome.length < weighed.length || places.some(({ kind }) => kind === 'edited')) {
    return { kind: 'edited', ...spans, confidence }
  }
  return { kind: places.every(({ kind }) => kind === 'exact') ? 'exact' : 'moved', ...spans, confidence }
}

const NOWHERE: CarriedPlace = { kind: 'lost', confidence: 0 }

function placePart(map: WordsMap, block: number | undefined, anchor: Anchor): CarriedPlace {
  const quote = foldWidth(anchor.quote)
  // An anchor that does not say what stands in its own text has no history to follow.
  const stands = block !== undefined && quote !== '' && map.oldFolded[block]?.slice(anchor.start, anchor.end) === quote
  if (!stands) return { kind: 'lost', confidence: 0 }
  const pair = map.pairOf[block]
  const followed = pair === undefined ? null : follow(map, pair, block, anchor)
  const isHome = followed !== null && followed.confidence >= HOME
  if (isHome && followed.kept >= WHOLE && !followed.strange) return homeOf(map, followed, anchor.quote)
  const found = findFresh(map, block, anchor)
  // Half of it stayed: it is at home there, unless the other half is somewhere else.
  const isElsewhere = found !== null && found.block !== followed?.block
  const isTorn =
    isElsewhere &&
    (found.sure ||
      followed === null ||
      (!followed.between && followed.kept < TORN && found.confidence > NEARLY * followed.confidence))
  if (isHome && followed.strange && found?.sure === true && found.confidence >= SURE)
    return homeOf(map, { ...found, ...OF_ITS_OWN }, anchor.quote)
  if (isHome && !isTorn) return homeOf(map, followed, anchor.quote)
  if (!isHome && found?.sure === true) return homeOf(map, { ...found, ...OF_ITS_OWN }, anchor.quote)
  const proposed = found !== null && found.confidence > (followed?.confidence ?? 0) ? found : followed
  if (proposed === null || proposed.confidence < PROPOSED) return { kind: 'lost', confidence: 0 }
  return { ...spanOf(map, proposed), kind: 'uncertain', confidence: Math.min(proposed.confidence, HOME) }
}

/** Words that were found without their neighbours. */
const OF_ITS_OWN = { kept: 1, moved: true, strange: false, between: false } as const

interface Followed extends FreshText {
  /** How much of the words is left, 0 to 1. */
  readonly kept: number
  readonly confidence: number
  readonly moved: boolean
  /** Hardly anything around the words went along. */
  readonly strange: boolean
  /** What stands around them stayed around them. */
  readonly between: boolean
}

/** Where the characters of a quote went; null when none is left and nothing took their place. */
function follow(map: WordsMap, pair: PairedText, block: number, anchor: Anchor): Followed | null {
  const shift = offsetOf(map.old, pair.old, block)
  const range = { start: shift + anchor.start, end: shift + anchor.end }
  const old = pair.old.map((at) => map.oldFolded[at] ?? '').join('\n')
  const next = pair.new.map((at) => map.newFolded[at] ?? '').join('\n')
  const traced = trace(pair.runs, range, old)
  if (traced === null) return null
  const whole = wholeQuote(next, traced, old.slice(range.start, range.end))
  // The same words typed anew beside what is left of the old ones are not them.
  const span = whole !== null && within(whole, traced.pieces) * 2 >= within(traced, traced.pieces) ? whole : traced
  const parts = splitByBlock(map, pair.new, span.start, span.end)
  const letters = letterCount(next, span.start, span.end)
  // What was split over two paragraphs stays with the larger part, if that is most of what is left of it.
  const left = parts.map((part) => ({ part, size: sizeIn(map, pair, part, traced.pieces) }))
  const [most] = left.toSorted((a, b) => b.size - a.size)
  if (most === undefined) return null
  const widest = most.part
  const share =
    most.size /
    Math.max(
      1,
      left.reduce((sum, { size }) => sum + size, 0),
    )
  const undivided = parts.length < 2 || share >= 0.6 ? 1 : share > 0.52 ? 0.9 : 0.9 * share
  const kept = span === traced ? traced.kept : traced.of
  const alike = confidenceOf(kept, traced.of, letters || span.end - span.start)
  const isWhole = isKeptWhole(pair, shift, map.oldFolded[block] ?? '')
  const { around, aroundKept } = traced
  const stayed = around >= NEIGHBOURS_BETWEEN && aroundKept >= NEIGHBOURS_STAYED * around
  const doubt =
    (!isWhole && !(stayed && traced.kept === traced.of) && isDoubtful(traced, pair)) ||
    isOneOfSeveral(map, block, widest.block)
      ? 0.4
      : 1
  // Nothing is left, but other words stand in the same place between the same neighbours: a place to look at.
  const replaced = traced.kept === 0 ? 0.3 : 0
  const stands = stayed ? traced.longest >= OWN_WORDS && kept >= WORD : traced.longest >= OWN_RUN && kept >= MANY_WORDS
  const isThere = stands && kept >= BETWEEN * traced.of && doubt === 1
  const confidence = Math.min(1, Math.max(alike * undivided * doubt, replaced, isThere ? HOME * undivided : 0))
  const strange =
    around >= NEIGHBOURS_MIN && aroundKept < (traced.of < OWN_WORDS ? NEIGHBOURS_OF_WORD : NEIGHBOURS_KEPT) * around
  // Where somebody is to look, what took the place of its beginning and end belongs to it.
  const shown = confidence < HOME ? inOneBlock(map, pair, traced.wide) : null
  return {
    ...(shown ?? widest),
    kept: kept / Math.max(1, traced.of),
    moved: pair.moved,
    confidence,
    strange,
    between: stayed,
  }
}

/** UTF-16 units of what is left that lie in a part. */
function sizeIn(map: WordsMap, pair: PairedText, part: FreshText, pieces: readonly Range[]): number {
  const shift = offsetOf(map.new, pair.new, part.block)
  return within({ start: shift + part.start, end: shift + part.end }, pieces)
}

/** UTF-16 units of the pieces that lie in a range. */
function within(range: Range, pieces: readonly Range[]): number {
  return pieces.reduce(
    (sum, { start, end }) => sum + Math.max(0, Math.min(end, range.end) - Math.max(start, range.start)),
    0,
  )
}

/** The part of a stretch in the block that has the most of it. */
function inOneBlock(map: WordsMap, pair: PairedText, { start, end }: Range): FreshText | undefined {
  return splitByBlock(map, pair.new, start, end).toSorted((a, b) => lettersIn(map, b) - lettersIn(map, a))[0]
}

/** A paragraph that stands unbroken in the new text, if in another one, is believed whatever stands around it there. */
function isKeptWhole({ runs }: PairedText, start: number, words: string): boolean {
  if (letterCount(words) < WORD) return false
  let at = 0
  for (const { kind, length } of runs) {
    if (kind === 'same' && at <= start && at + length >= start + words.length) return true
    if (kind !== 'added') at += length
  }
  return false
}

/** A few letters that agree while all around them is new agree by chance. */
function isDoubtful(traced: Traced, pair: PairedText): boolean {
  const { kept, of, longest, around, aroundKept, strayed } = traced
  if (longest < SURE_RUN && commonShare(pair.runs) < PARAGRAPH_KEPT) return true
  if (strayed && of < WORD) return true
  if (kept < of && kept < OWN_WORDS && aroundKept < NEIGHBOURS_OF_PART * around) return true
  if (around < NEIGHBOURS_MIN || kept >= OWN_WORDS || longest >= OWN_RUN) return false
  if (kept >= WORD) return aroundKept < NEIGHBOURS_KEPT * around
  return longest < WORD_RUN && aroundKept < NEIGHBOURS_OF_WORD * around
}

/**
 * The same paragraph several times: which is which, only neighbours that stayed can say. As often as before, they are in their
 * order, unless the neighbours of another say more.
 */
function isOneOfSeveral(map: WordsMap, old: number, to: number): boolean {
  const text = map.oldFolded[old]
  const [before, after] = [map.oldCount.get(text ?? '') ?? 0, map.newCount.get(text ?? '') ?? 0]
  if (text !== map.newFolded[to] || Math.max(before, after) < 2) return false
  const own = neighboursOf(map, old, to)
  if (own === 0 && before !== after) return true
  return map.oldFolded.some((other, at) => at !== old && other === text && neighboursOf(map, at, to) > own)
}

/** How near the neighbours of an old paragraph are to a new one: 2 for both beside it, 0 for none within two. */
function neighboursOf(map: WordsMap, old: number, to: number): number {
  const nearness = (by: -1 | 1): number => {
    const distances = (map.pairOf[old + by]?.new ?? []).map((near) => (near - to) * by).filter((far) => far > 0)
    const nearest = Math.min(...distances)
    return nearest <= 2 ? 1 / nearest : 0
  }
  return nearness(1) + nearness(-1)
}

function lettersIn(map: WordsMap, { block, start, end }: FreshText): number {
  return letterCount(map.newFolded[block] ?? '', start, end)
}

function homeOf(map: WordsMap, place: Followed, quote: string): CarriedPlace {
  const span = spanOf(map, place)
  const words = map.newFolded[place.block]?.slice(place.start, place.end)
  const { confidence } = place
  // Another width is no other word.
  if (words !== foldWidth(quote)) return { ...span, kind: 'edited', confidence }
  return { ...span, kind: place.moved ? 'moved' : 'exact', confidence }
}

function spanOf(map: WordsMap, { block, start, end }: FreshText): { block: string; start: number; end: number } {
  return { block: map.new[block]?.id ?? '', start, end }
}
