/** All words of the packs in one squeezed text, as written and in every disguise that is known. */
import { isRarelyAlone, standsAlone } from './dictionary'
import { findDisguised, isLonely, type Looked } from './find-disguised'
import { findLeet } from './find-latin'
import { findInitials, findPinyin } from './find-pinyin'
import type { FoundWord } from './found-word'
import { hasWordEdges, isOneWord } from './gaps'
import { latinPieces } from './latin-pieces'
import { hasBit, Pair, pairHash, tailHash } from './pair-table'
import { Trait, type Squeezed } from './squeeze'
import { stepBit } from './trace-bits'
import type { WordIndex } from './word-index'

/** By place: what the unit and the next one can be the beginning of. Used again for every text. */
let pairs = new Uint8Array(1024)
/** A text longer than this does not keep its buffer. */
const keptLength = 1 << 18

/** `text`: as written. Words found as written come first; disguised ones only where a hit would count. */
export function findWords(text: string, squeezed: Squeezed, index: WordIndex): readonly FoundWord[] {
  const { length } = squeezed
  if (pairs.length <= length || (pairs.length > keptLength && length < keptLength)) {
    pairs = new Uint8Array(Math.max(1024, length + 1, Math.min(keptLength, 2 * length)))
  }
  const looked: Looked = { squeezed, pairs, index }
  const found: FoundWord[] = []
  const disguised: FoundWord[] = []
  lookThrough(looked, found, disguised)
  disguised.push(...findDisguised(looked))
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

/** One look at every pair of neighbours; a walk only where a word can begin, forwards or backwards. */
function lookThrough(looked: Looked, found: FoundWord[], reversed: FoundWord[]): void {
  const { squeezed, pairs, index } = looked
  const { units, length } = squeezed
  const { flags, singles } = index.pairs
  for (let at = 0; at < length; at += 1) {
    const unit = units[at] ?? 0
    if (singles[unit] === 1) walkForwards(squeezed, index, at, found)
    const flag = at + 1 < length ? (flags[pairHash(unit, units[at + 1] ?? 0)] ?? 0) : 0
    pairs[at] = flag
    if ((flag & Pair.start) !== 0 && singles[unit] !== 1) walkForwards(squeezed, index, at, found)
  }
  for (let at = 0; at + 1 < length; at += 1) {
    const flag = pairs[at] ?? 0
    if ((flag & Pair.backwards) !== 0) takeReversed(looked, at, at + 2, reversed)
    if ((flag & Pair.tail) !== 0 && at + 2 < length && isTail(looked, at)) walkToEnd(looked, at, reversed)
  }
}

function isTail({ squeezed: { units }, index }: Looked, at: number): boolean {
  return hasBit(index.pairs.tails, tailHash(units[at] ?? 0, units[at + 1] ?? 0, units[at + 2] ?? 0))
}

function walkForwards(squeezed: Squeezed, { matcher }: WordIndex, from: number, found: FoundWord[]): void {
  const { units, length } = squeezed
  let state = 0
  for (let at = from; at < length; at += 1) {
    state = matcher.child(state, units[at] ?? 0)
    if (state === 0) return
    const word = matcher.wordAt(state)
    const to = at + 1
    if (word >= 0 && isOneWord(squeezed, from, to) && hasWordEdges(squeezed, from, to)) {
      found.push({ word, from, to, how: 0 })
    }
  }
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

function isAlone({ squeezed, pairs }: Looked, from: number, to: number): boolean {
  const { units } = squeezed
  if (!isRarelyAlone(units[from] ?? 0) && !isRarelyAlone(units[to - 1] ?? 0)) return false
  return isLonely(pairs, from) && isLonely(pairs, to - 1) && standsAlone(squeezed, from, to, () => true)
}

function isPalindrome(word: string): boolean {
  for (let i = 0; i < word.length >> 1; i += 1) if (word[i] !== word[word.length - 1 - i]) return false
  return true
}
