/**
 * What any two neighbours of a text can be the beginning of, in one look: most pairs of most texts begin nothing, and then
 * nothing further is asked of them. By hash, so a pair may be taken for another, never missed.
 */
import { dictionaryPairs } from './dictionary'
import { unitSounds } from './sounds'
import { splitPairs } from './split-signs'

/** What a pair can be, as bits. */
export const Pair = {
  /** The first two units of a word. */
  start: 1,
  /** The two units of a word of two, the last one first. */
  backwards: 2,
  /** A word of the dictionary. */
  dictionary: 4,
  /** Two parts of a character. */
  parts: 8,
  /** The last two units of a longer word, the last one first. */
  tail: 16,
  /** A word of two. */
  whole: 32,
} as const

const bits = 19

/** Two units that words begin with which are also found by ear. */
export interface HeardPair {
  readonly left: number
  readonly right: number
  /** A word of just these two. */
  isWhole: boolean
  /** A longer word. */
  isBeginning: boolean
}

export interface PairTable {
  /** By `pairHash`: a mask of `Pair`. */
  readonly flags: Uint8Array
  /** By `tripleHash`, as bits: the first three units of a word. */
  readonly heads: Uint32Array
  /** By `tripleHash`, as bits: the last three units of a word, the last one first. */
  readonly tails: Uint32Array
  /** Words of one unit begin with these. */
  readonly singles: Uint8Array
  /**
   * By `heardHash`, as bits: a word that is also found by ear begins with some character of this sound and then this unit
   * (`heardFirst`), or with this unit and then some character of this sound (`heardSecond`).
   */
  readonly heardFirst: Uint32Array
  readonly heardSecond: Uint32Array
  /** By `soundPair`: the first two units of those words. */
  readonly heard: ReadonlyMap<number, readonly HeardPair[]>
  /** By `soundPair`, as bits: a word of two that sounds so. */
  readonly heardWhole: Uint32Array
  /** By `tripleHash`, as bits: the first three sounds of a longer word that is also found by ear; by `soundTriple`: their units. */
  readonly heardHeads: Uint32Array
  readonly heardLonger: ReadonlyMap<number, readonly HeardPair[]>
}

export function pairHash(left: number, right: number): number {
  return (Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b)) >>> (32 - bits)
}

export function tripleHash(first: number, second: number, third: number): number {
  return (Math.imul(pairHash(first, second), 0x9e3779b1) ^ Math.imul(third, 0x85ebca6b)) >>> (32 - bits)
}

export function heardHash(sound: number, unit: number): number {
  return pairHash(sound ^ 0x5bd1, unit)
}

export function hasBit(table: Uint32Array, hash: number): boolean {
  return ((table[hash >>> 5] ?? 0) & (1 << (hash & 31))) !== 0
}

function setBit(table: Uint32Array, hash: number): void {
  table[hash >>> 5] = (table[hash >>> 5] ?? 0) | (1 << (hash & 31))
}

export function soundPair(left: number, right: number): number {
  return (left << 9) | right
}

export function soundTriple(first: number, second: number, third: number): number {
  return (soundPair(first, second) << 9) | third
}

/** The pairs that are the same for all packs. */
let everyday: Uint8Array | undefined

function everydayFlags(): Uint8Array {
  if (everyday !== undefined) return everyday
  const flags = new Uint8Array(1 << bits)
  const add =
    (flag: number) =>
    (left: number, right: number): void => {
      const hash = pairHash(left, right)
      flags[hash] = (flags[hash] ?? 0) | flag
    }
  dictionaryPairs(add(Pair.dictionary))
  splitPairs(add(Pair.parts))
  everyday = flags
  return flags
}

export function buildPairTable(words: readonly string[], isHeard: (word: number) => boolean): PairTable {
  const flags = everydayFlags().slice()
  const singles = new Uint8Array(0x10000)
  const [heads, tails, heardFirst, heardSecond, heardHeads] = [
    bitTable(),
    bitTable(),
    bitTable(),
    bitTable(),
    bitTable(),
  ]
  const heard = new Map<number, HeardPair[]>()
  const heardWhole = new Uint32Array(1 << 13)
  const heardLonger = new Map<number, HeardPair[]>()
  const byUnits = new Map<number, HeardPair>()
  words.forEach((word, index) => {
    const { length } = word
    const [first, second, third] = [word.charCodeAt(0), word.charCodeAt(1), word.charCodeAt(2)]
    if (length === 1) {
      singles[first] = 1
      return
    }
    const start = pairHash(first, second)
    flags[start] = (flags[start] ?? 0) | (length === 2 ? Pair.start | Pair.whole : Pair.start)
    const last = word.charCodeAt(length - 1)
    const last2 = word.charCodeAt(length - 2)
    const back = pairHash(last, last2)
    flags[back] = (flags[back] ?? 0) | (length === 2 ? Pair.backwards : Pair.tail)
    if (length > 2) {
      setBit(heads, tripleHash(first, second, third))
      setBit(tails, tripleHash(last, last2, word.charCodeAt(length - 3)))
    }
    if (!isHeard(index)) return
    const [sound, sound2] = [unitSounds[first] ?? 0, unitSounds[second] ?? 0]
    const units = first * 0x10000 + second
    let pair = byUnits.get(units)
    if (pair === undefined) {
      pair = { left: first, right: second, isWhole: false, isBeginning: false }
      byUnits.set(units, pair)
      setBit(heardFirst, heardHash(sound, second))
      setBit(heardSecond, heardHash(sound2, first))
      const known = heard.get(soundPair(sound, sound2))
      if (known === undefined) heard.set(soundPair(sound, sound2), [pair])
      else known.push(pair)
    }
    if (length === 2) {
      pair.isWhole = true
      setBit(heardWhole, soundPair(sound, sound2))
      return
    }
    pair.isBeginning = true
    const sound3 = unitSounds[third] ?? 0
    setBit(heardHeads, tripleHash(sound, sound2, sound3))
    const triple = soundTriple(sound, sound2, sound3)
    const longer = heardLonger.get(triple)
    if (longer === undefined) heardLonger.set(triple, [pair])
    else if (!longer.includes(pair)) longer.push(pair)
  })
  return { flags, heads, tails, singles, heardFirst, heardSecond, heard, heardWhole, heardHeads, heardLonger }
}

function bitTable(): Uint32Array {
  return new Uint32Array(1 << (bits - 5))
}
