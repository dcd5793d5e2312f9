/** All words of the packs in one squeezed text, as written and in every disguise that is known. */
import { isRarelyAlone, standsAlone } from './dictionary'
import { findDisguised, isDigitForm, isLonely, type Looked, type Notes } from './find-disguised'
import { findLeet } from './find-latin'
import { findInitials, findPinyin } from './find-pinyin'
import type { FoundWord } from './found-word'
import { hasWordEdges, isOneWord } from './gaps'
import { latinPieces } from './latin-pieces'
import { hasBit, Pair, pairHash, tripleHash } from './pair-table'
import { unitSounds } from './sounds'
import { Trait, type Squeezed } from './squeeze'
import { stepBit } from './trace-bits'
import type { WordIndex } from './word-index'

/** A text longer than this does not keep its buffers. */
const keptLength = 1 << 18

/** What is noted of the text by place, in buffers that are used again for every text. */
let noted = notesOf(1024)

function notesOf(capacity: number): Notes {
  return {
    pairs: new Uint8Array(capacity),
    walked: new Uint8Array(capacity),
    odd: new Int32Array(capacity),
    oddCount: 0,
  }
}

/** `text`: as written. Words found as written come first; disguised ones only where a hit would count. */
export function findWords(text: string, squeezed: Squeezed, index: WordIndex): readonly FoundWord[] {
  const { length } = squeezed
  const capacity = noted.pairs.length
  if (capacity <= length || (capacity > keptLength && length < keptLength)) {
    noted = notesOf(Math.max(1024, length + 1, Math.min(keptLength, 2 * length)))
  }
  const looked: Looked = { squeezed, notes: noted, index }
  const found: FoundWord[] = []
  const disguised: FoundWord[] = []
  lookThrough(looked, found, disguised)
  findDisguised(looked, disguised)
  if ((squeezed.traits & Trait.latin) !== 0) {
    const pieces = latinPieces(squeezed)
    disguised.push(
      ...findPinyin(squeezed, pieces, index),
      ...findInitials(looked, pieces),
      ...findLeet(text, squeezed, index),
    )
  }
  if (disguised.length === 0) return found
  // A word of the packs that stands there as written is no disguise of another that sounds like it.
  const written = new Set(found.map(placeOf))
  for (const one of disguised) {
    const isWord = (one.how & stepBit.homophone) !== 0 && written.has(placeOf(one))
    if (!isWord && hasWordEdges(squeezed, one.from, one.to)) found.push(one)
  }
  return found
}

function placeOf({ from, to }: FoundWord): number {
  return from * 0x10000 + to - from
}

/**
 * One look at every pair of neighbours; a walk only where a word can begin, forwards or backwards. Notes where something else
 * than ordinary words may stand.
 */
function lookThrough(looked: Looked, found: FoundWord[], reversed: FoundWord[]): void {
  const { squeezed, notes, index } = looked
  const { units, length } = squeezed
  const { flags, singles, heads } = index.pairs
  const { pairs, walked, odd } = notes
  let odds = 0
  let before = 0
  let unit = length > 0 ? (units[0] ?? 0) : 0
  for (let at = 0; at < length; at += 1) {
    const isLast = at + 1 === length
    const next = isLast ? 0 : (units[at + 1] ?? 0)
    const flag = isLast ? 0 : (flags[pairHash(unit, next)] ?? 0)
    pairs[at] = flag
    let steps = 0
    if (singles[unit] === 1) steps = walkForwards(squeezed, index, at, found)
    else if ((flag & Pair.start) !== 0) {
      // Of three units and more only where the third one goes on.
      const goesOn = (flag & Pair.whole) !== 0 || hasBit(heads, tripleHash(unit, next, units[at + 2] ?? 0))
      steps = goesOn ? walkForwards(squeezed, index, at, found) : 2
    }
    walked[at] = (flag & Pair.start) === 0 ? 0 : steps
    const isLonely = ((flag | before) & Pair.dictionary) === 0 && unitSounds[unit] !== 0
    if (isLonely || (unit === next && !isLast) || (flag & Pair.parts) !== 0 || isDigitForm[unit] === 1) {
      odd[odds] = at
      odds += 1
    }
    before = flag
    unit = next
  }
  notes.oddCount = odds
  for (let at = 0; at + 1 < length; at += 1) {
    const flag = pairs[at] ?? 0
    if ((flag & (Pair.backwards | Pair.tail)) === 0) continue
    if ((flag & Pair.backwards) !== 0) takeReversed(looked, at, at + 2, reversed)
    if ((flag & Pair.tail) !== 0 && at + 2 < length && isTail(looked, at)) walkToEnd(looked, at, reversed)
  }
}

function isTail({ squeezed: { units }, index }: Looked, at: number): boolean {
  return hasBit(index.pairs.tails, tripleHash(units[at] ?? 0, units[at + 1] ?? 0, units[at + 2] ?? 0))
}

/** How many units the walk went, at most 255. */
function walkForwards(squeezed: Squeezed, { matcher }: WordIndex, from: number, found: FoundWord[]): number {
  const { units, length } = squeezed
  let state = 0
  let at = from
  for (; at < length; at += 1) {
    state = matcher.child(state, units[at] ?? 0)
    if (state === 0) break
    const word = matcher.wordAt(state)
    const to = at + 1
    if (word >= 0 && isOneWord(squeezed, from, to) && hasWordEdges(squeezed, from, to)) {
      found.push({ word, from, to, how: 0 })
    }
  }
  return Math.min(255, at - from)
}

/** 信微加: the last three units of a word stand at `from`, the last one first; where the whole word begins, it is tried. */
function walkToEnd(looked: Looked, from: number, found: FoundWord[]): void {
  const { units, length } = looked.squeezed
  const { flags } = looked.index.pairs
  for (let start = from + 2; start < Math.min(length, from + longestReversed); start += 1) {
    // Backwards from here the first two units of the word come first.
    const first = flags[pairHash(units[start] ?? 0, units[start - 1] ?? 0)] ?? 0
    if ((first & Pair.start) !== 0) takeReversed(looked, from, start + 1, found)
  }
}

function takeReversed(looked: Looked, from: number, to: number, found: FoundWord[]): void {
  const { squeezed, index } = looked
  const { matcher, facts, words } = index
  let state = 0
  for (let at = to - 1; at >= from; at -= 1) {
    state = matcher.child(state, squeezed.units[at] ?? 0)
    if (state === 0) return
  }
  const word = matcher.wordAt(state)
  const written = words[word] ?? ''
  if (word < 0 || facts[word]?.counts !== true || !/[^a-z0-9]/u.test(written) || isPalindrome(written)) return
  // Of two characters only where they are no words: every other pair of characters is a word backwards.
  if (written.length === 2 && !isAlone(looked, from, to)) return
  if (isOneWord(squeezed, from, to)) found.push({ word, from, to, how: stepBit.reversed })
}

/** Longest word that is looked for backwards, in UTF-16 units. */
const longestReversed = 16

function isAlone({ squeezed, notes: { pairs } }: Looked, from: number, to: number): boolean {
  const { units } = squeezed
  if (!isRarelyAlone(units[from] ?? 0) && !isRarelyAlone(units[to - 1] ?? 0)) return false
  return isLonely(pairs, from) && isLonely(pairs, to - 1) && standsAlone(squeezed, from, to, () => true)
}

function isPalindrome(word: string): boolean {
  for (let i = 0; i < word.length >> 1; i += 1) if (word[i] !== word[word.length - 1 - i]) return false
  return true
}
