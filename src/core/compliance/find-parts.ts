/**
 * Words whose characters are written as their parts (亻弋开发票) or again and again (加加微微信): a walk through the tree of the
 * words that may also take several units for one, or one for several, started only around places where that can be.
 */
import { dictionary } from './dictionary'
import type { FoundWord } from './found-word'
import { isOneWord } from './gaps'
import { firstPartFlags, joinedAt } from './split-signs'
import type { Squeezed } from './squeeze'
import { Trait } from './squeeze'
import { hardGapBit, stepBit } from './trace-bits'
import { longestDisguised, type WordIndex } from './word-index'

/** Bounds of a hostile text: places that are looked at, steps of one walk, and repetitions of one character. */
const mostPlaces = 4_000
const mostSteps = 400
const mostRepeats = 16

export function findParts(squeezed: Squeezed, index: WordIndex): FoundWord[] {
  const starts = startsOf(squeezed, index)
  if (starts.length === 0) return []
  const found: FoundWord[] = []
  for (const start of starts) walk(squeezed, index, start, found)
  return found
}

/** Where a word could begin that holds a character in parts or a repeated one. */
function startsOf(squeezed: Squeezed, { matcher }: WordIndex): number[] {
  const { units, length, traits } = squeezed
  const flags = firstPartFlags()
  const repeats = (traits & Trait.repeat) !== 0
  const starts: number[] = []
  let places = 0
  let next = 0
  for (let at = 0; at < length && places < mostPlaces; at += 1) {
    const unit = units[at] ?? 0
    const special =
      (repeats && at > 0 && units[at - 1] === unit && !isHard(squeezed, at)) ||
      (flags[unit] === 1 && joinedAt(units, at, length).length > 0)
    if (!special) continue
    places += 1
    for (let start = Math.max(next, at - 2 * longestDisguised); start <= at; start += 1) {
      next = start + 1
      // A run is begun where it begins.
      if (start > 0 && units[start - 1] === units[start] && !isHard(squeezed, start)) continue
      const begins =
        matcher.child(0, units[start] ?? 0) !== 0 ||
        (flags[units[start] ?? 0] === 1 &&
          joinedAt(units, start, length).some(({ sign }) => matcher.child(0, sign) !== 0))
      if (begins) starts.push(start)
    }
  }
  return starts
}

interface Place {
  readonly state: number
  readonly at: number
  readonly how: number
  /** Units of the word so far. */
  readonly size: number
}

function walk(squeezed: Squeezed, { matcher, words, facts }: WordIndex, start: number, found: FoundWord[]): void {
  const { units, length } = squeezed
  const open: Place[] = [{ state: 0, at: start, how: 0, size: 0 }]
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const place = open.pop()
    if (place === undefined) return
    const { state, at, how, size } = place
    const word = matcher.wordAt(state)
    if (word >= 0 && how !== 0 && facts[word]?.counts === true) {
      if (isOneWord(squeezed, start, at) && isNoChance(squeezed, start, at, how, words[word] ?? '')) {
        found.push({ word, from: start, to: at, how })
      }
    }
    if (at >= length) continue
    const unit = units[at] ?? 0
    const plain = matcher.child(state, unit)
    if (plain !== 0) {
      open.push({ state: plain, at: at + 1, how, size: size + 1 })
      let end = at + 1
      while (end < length && units[end] === unit && !isHard(squeezed, end) && end - at <= mostRepeats) end += 1
      // All of a run or as it stands: half a run is nobody's disguise.
      if (end > at + 1) open.push({ state: plain, at: end, how: how | stepBit.repeat, size: size + 1 })
    }
    for (const { sign, parts } of joinedAt(units, at, length)) {
      const joined = matcher.child(state, sign)
      if (joined !== 0) open.push({ state: joined, at: at + parts, how: how | stepBit.split, size: size + 1 })
    }
  }
}

/** A full stop stands before it: what is said again is a new sentence. */
function isHard({ gaps }: Squeezed, at: number): boolean {
  return ((gaps[at] ?? 0) & hardGapBit) !== 0
}

/** 女子 is two parts of 好 and a word: a short word is not made of a longer one's parts by chance. */
function isNoChance({ units }: Squeezed, from: number, to: number, how: number, word: string): boolean {
  if ((how & stepBit.split) === 0 || word.length > 2) return true
  const { isPair } = dictionary()
  for (let at = from; at + 1 < to; at += 1) if (isPair(units[at] ?? 0, units[at + 1] ?? 0)) return false
  return true
}
