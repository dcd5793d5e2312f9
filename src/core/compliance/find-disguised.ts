/**
 * Words that the text has in another shape: as they sound (加薇信), in parts (亻弋开发票), again and again (加加微微信), in other
 * digits (6合彩). A walk through the tree of the words that may take something else for the next unit, begun only at places
 * where that can be, and let through only where the text is not ordinary words anyway.
 */
import { isRarelyAlone, standsAlone } from './dictionary'
import { hanDigits } from './fold-tables'
import type { FoundWord } from './found-word'
import { isOneWord } from './gaps'
import { hasBit, heardHash, Pair, soundPair, soundTriple, tripleHash, type HeardPair } from './pair-table'
import { unitSounds } from './sounds'
import { joinedAt } from './split-signs'
import type { Squeezed } from './squeeze'
import { hardGapBit, stepBit } from './trace-bits'
import { longestDisguised, type WordIndex } from './word-index'

/** Bounds of a hostile text: places that are looked at, steps of one walk, repetitions of one character, texts cut into words. */
const mostPlaces = 20_000
const mostSteps = 200
const mostRepeats = 16
const mostCuts = 2_000

/** What one look at the neighbours in a text has told, by place. */
export interface Notes {
  /** What it and the next unit can be (a mask of `Pair`). */
  readonly pairs: Uint8Array
  /** Where a word can begin: how many units from there on can be the beginning of one (at most 255); else 0. */
  readonly walked: Uint8Array
  /** The places where a disguise can be, in order; only the first `oddCount` count. */
  readonly odd: Int32Array
  oddCount: number
}

/** One text that is being looked through. */
export interface Looked {
  readonly squeezed: Squeezed
  readonly notes: Notes
  readonly index: WordIndex
}

export function findDisguised(looked: Looked, found: FoundWord[]): void {
  const { squeezed, notes, index } = looked
  const { units, length } = squeezed
  const { pairs, walked, odd, oddCount } = notes
  const walks = new Walks(looked, found)
  let places = 0
  for (let i = 0; i < oddCount && places < mostPlaces; i += 1) {
    const at = odd[i] ?? 0
    const unit = units[at] ?? 0
    const isRun = at + 1 < length && units[at + 1] === unit
    if (isRun && at > 0 && units[at - 1] === unit && !isHard(squeezed, at)) continue
    const isOther = isRun || ((pairs[at] ?? 0) & Pair.parts) !== 0 || isDigitForm[unit] === 1
    if (unitSounds[unit] !== 0 && isLonely(pairs, at)) {
      // A word of which this is the first or the second character; two syllables say which it can be.
      hearPair(looked, at, walks)
      if (at > 0 && !isLonely(pairs, at - 1)) hearPair(looked, at - 1, walks)
    }
    places += 1
    if (isOther) {
      walks.begin(at, at, 0)
      if (at > 0) walks.begin(at - 1, at, index.matcher.child(0, units[at - 1] ?? 0))
    }
    // What is plain up to here; a word with an earlier place of this kind in it was begun there.
    for (let start = at - 2; start >= 0 && at - start < longestDisguised; start -= 1) {
      if ((walked[start] ?? 0) < at - start) continue
      let state = 0
      for (let i = start; i < at; i += 1) {
        state = index.matcher.child(state, units[i] ?? 0)
        if (state === 0) break
      }
      if (state !== 0) walks.begin(start, at, state)
    }
  }
}

/** Begins a walk for every word that the units at `at` and behind it sound like the beginning of. */
function hearPair(looked: Looked, at: number, walks: Walks): void {
  const { squeezed, notes, index } = looked
  const { units, length } = squeezed
  const { pairs } = notes
  if (at + 1 >= length) return
  const [first, second] = [units[at] ?? 0, units[at + 1] ?? 0]
  const [sound, sound2] = [unitSounds[first] ?? 0, unitSounds[second] ?? 0]
  if (sound === 0 || sound2 === 0) return
  const { heardFirst, heardSecond } = index.pairs
  const isFirstLonely = isLonely(pairs, at)
  const isSecondLonely = isLonely(pairs, at + 1)
  const mayBe =
    (isFirstLonely && isSecondLonely) ||
    (isFirstLonely && hasBit(heardFirst, heardHash(sound, second))) ||
    (isSecondLonely && hasBit(heardSecond, heardHash(sound2, first)))
  if (!mayBe) return
  for (const { left, right } of heardPairs(looked, at, sound, sound2)) {
    if (left === first ? right === second : !isFirstLonely) continue
    if (right !== second && !isSecondLonely) continue
    const heard = left === first ? [at + 1] : right === second ? [at] : [at, at + 1]
    const state = index.matcher.child(index.matcher.child(0, left), right)
    if (state !== 0) walks.walk(at, { state, at: at + 2, how: stepBit.homophone, heard })
  }
}

/** The beginnings of words that sound like what stands at `at`, as far as what follows allows. */
function heardPairs(
  { squeezed, notes, index }: Looked,
  at: number,
  sound: number,
  sound2: number,
): readonly HeardPair[] {
  const { units, length } = squeezed
  const { pairs } = notes
  const { heard, heardWhole, heardHeads, heardLonger } = index.pairs
  const isWhole =
    ((pairs[at] ?? 0) & Pair.dictionary) === 0 &&
    hasBit(heardWhole, soundPair(sound, sound2)) &&
    (isRarelyAlone(units[at] ?? 0) || isRarelyAlone(units[at + 1] ?? 0)) &&
    isOneWord(squeezed, at, at + 2)
  const third = at + 2 < length ? (units[at + 2] ?? 0) : 0
  // What goes on otherwise than by the sound of the next unit: its parts, another digit.
  const isOther = at + 2 < length && (isDigitForm[third] === 1 || ((pairs[at + 2] ?? 0) & Pair.parts) !== 0)
  if (isOther) return heard.get(soundPair(sound, sound2)) ?? noPairs
  const sound3 = unitSounds[third] ?? 0
  const isLonger = sound3 !== 0 && hasBit(heardHeads, tripleHash(sound, sound2, sound3))
  if (!isWhole) return isLonger ? (heardLonger.get(soundTriple(sound, sound2, sound3)) ?? noPairs) : noPairs
  const all = heard.get(soundPair(sound, sound2)) ?? noPairs
  return isLonger ? all : all.filter((pair) => pair.isWhole)
}

const noPairs: readonly HeardPair[] = []

/** The unit makes no word of two with either of its neighbours. */
export function isLonely(pairs: Uint8Array, at: number): boolean {
  return ((pairs[at] ?? 0) & Pair.dictionary) === 0 && (at === 0 || ((pairs[at - 1] ?? 0) & Pair.dictionary) === 0)
}

/** A full stop stands before it: what is said again is a new sentence. */
function isHard({ gaps }: Squeezed, at: number): boolean {
  return ((gaps[at] ?? 0) & hardGapBit) !== 0
}

interface Place {
  readonly state: number
  readonly at: number
  readonly how: number
  /** Places of the text that sound like the word and are not its own characters. */
  readonly heard: readonly number[]
}

const nobody: readonly number[] = []

class Walks {
  readonly #looked: Looked
  readonly #found: FoundWord[]
  #cuts = 0

  constructor(looked: Looked, found: FoundWord[]) {
    this.#looked = looked
    this.#found = found
  }

  /**
   * Walks on from `at`, where something else than the plain text may stand for the next unit; `start` is where the word begins,
   * and `state` what is plain up to here.
   */
  begin(start: number, at: number, state: number): void {
    if ((state !== 0 || start === at) && this.#mayDiffer(state, at))
      this.walk(start, { state, at, how: 0, heard: nobody })
  }

  /** Whether it does: what goes on plainly is begun anew at the next such place. */
  #mayDiffer(state: number, at: number): boolean {
    const { squeezed, notes, index } = this.#looked
    const { units, length } = squeezed
    const { matcher } = index
    const unit = units[at] ?? 0
    if (at + 1 < length && units[at + 1] === unit && matcher.child(state, unit) !== 0) return true
    for (const digit of otherDigits(unit)) if (matcher.child(state, digit) !== 0) return true
    if (((notes.pairs[at] ?? 0) & Pair.parts) !== 0) {
      for (const { sign } of joinedAt(units, at, length)) if (matcher.child(state, sign) !== 0) return true
    }
    if (!matcher.isDeep(state) || !isLonely(notes.pairs, at)) return false
    const sound = unitSounds[unit] ?? 0
    return sound !== 0 && matcher.hasBranch(state, unitSounds, sound, unit)
  }

  walk(start: number, place: Place): void {
    const open: Place[] = [place]
    for (let steps = 0; steps < mostSteps; steps += 1) {
      const place = open.pop()
      if (place === undefined) return
      this.#take(start, place)
      this.#goOn(place, open)
    }
  }

  #take(start: number, { state, at, how, heard }: Place): void {
    const { squeezed, index } = this.#looked
    const word = how === 0 ? -1 : index.matcher.wordAt(state)
    if (word < 0 || index.facts[word]?.counts !== true || (index.words[word] ?? '').length < 2) return
    if (!isOneWord(squeezed, start, at)) return
    if (this.#isNoChance(start, at, how, heard, word)) this.#found.push({ word, from: start, to: at, how })
  }

  #goOn({ state, at, how, heard }: Place, open: Place[]): void {
    const { squeezed, notes, index } = this.#looked
    const { pairs } = notes
    const { units, length } = squeezed
    if (at >= length) return
    const { matcher } = index
    const unit = units[at] ?? 0
    const plain = matcher.child(state, unit)
    if (plain !== 0) {
      open.push({ state: plain, at: at + 1, how, heard })
      let end = at + 1
      while (end < length && units[end] === unit && !isHard(squeezed, end) && end - at <= mostRepeats) end += 1
      // All of a run or as it stands: half a run is nobody's disguise.
      if (end > at + 1) open.push({ state: plain, at: end, how: how | stepBit.repeat, heard })
    }
    if (((pairs[at] ?? 0) & Pair.parts) !== 0) {
      for (const { sign, parts } of joinedAt(units, at, length)) {
        const joined = matcher.child(state, sign)
        if (joined !== 0) open.push({ state: joined, at: at + parts, how: how | stepBit.split, heard })
      }
    }
    for (const digit of otherDigits(unit)) {
      const next = matcher.child(state, digit)
      if (next !== 0) open.push({ state: next, at: at + 1, how: how | stepBit.digit, heard })
    }
    // Of the first two units `hearPair` has thought; the states behind them have few branches.
    const sound = matcher.isDeep(state) && isLonely(pairs, at) ? (unitSounds[unit] ?? 0) : 0
    if (sound === 0) return
    for (const other of matcher.branches(state)) {
      if (other === unit || unitSounds[other] !== sound) continue
      const next = matcher.child(state, other)
      open.push({ state: next, at: at + 1, how: how | stepBit.homophone, heard: [...heard, at] })
    }
  }

  #isNoChance(from: number, to: number, how: number, heard: readonly number[], word: number): boolean {
    const { squeezed, notes, index } = this.#looked
    const { pairs } = notes
    const written = index.words[word] ?? ''
    // 女子 is two parts of 好 and a word: a short word is not made of a longer one's parts by chance. Nor is 2b a 二b.
    if (written.length === 2) {
      for (let at = from; at + 1 < to; at += 1) if (((pairs[at] ?? 0) & Pair.dictionary) !== 0) return false
      if ((how & stepBit.digit) !== 0 && !hasFormalDigit(squeezed, from, to)) return false
    }
    // A number by itself is any number: 1998 is not looked for as 一九九八.
    if ((how & stepBit.digit) !== 0 && isNumber(written)) return false
    if ((how & stepBit.homophone) === 0) return true
    if (index.facts[word]?.sounds !== true || this.#cuts >= mostCuts) return false
    const isShort = written.length === 2
    // Of a word of two, where chance is likeliest, what was changed must be rare, and both characters must stand alone.
    if (isShort && !heard.every((at) => isRarelyAlone(squeezed.units[at] ?? 0))) return false
    this.#cuts += 1
    return standsAlone(squeezed, from, to, (at) => isShort || heard.includes(at))
  }
}

/** By digit: its forms, 1 一 壹 幺. */
const forms = new Map<number, number[]>()
for (let digit = 0x30; digit <= 0x39; digit += 1) forms.set(digit, [digit])
for (const [unit, digit] of hanDigits) forms.get(digit)?.push(unit)
const everyday = new Set([...'〇零一二三四五六七八九'].map((sign) => sign.charCodeAt(0)))
/** Traditional forms are folded away before: 貳 is 贰. */
const otherForms = new Map(
  [...forms.values()].flatMap((all) =>
    // 一年 is none of 壹年: a digit hides one of its own kind or a plainer one.
    all.map((unit): [number, number[]] => [unit, all.filter((form) => form !== unit && !isFormal(form))]),
  ),
)
/** 1 for every unit that is a digit in some form. */
export const isDigitForm = new Uint8Array(0x10000)
for (const unit of otherForms.keys()) isDigitForm[unit] = 1
const noDigits: readonly number[] = []

/** What a digit of the text may stand for in a word. */
function otherDigits(unit: number): readonly number[] {
  return isDigitForm[unit] === 1 ? (otherForms.get(unit) ?? noDigits) : noDigits
}

/** 壹, 贰: not 一, not 1. */
function isFormal(unit: number): boolean {
  return hanDigits.has(unit) && !everyday.has(unit)
}

function isNumber(word: string): boolean {
  for (let i = 0; i < word.length; i += 1) if (!otherForms.has(word.charCodeAt(i))) return false
  return true
}

function hasFormalDigit({ units }: Squeezed, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (isFormal(units[at] ?? 0)) return true
  return false
}
