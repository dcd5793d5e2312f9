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
} as const

const bits = 19

export interface PairTable {
  /** By `pairHash`: a mask of `Pair`. */
  readonly flags: Uint8Array
  /** By `tailHash`, as bits: the last three units of a word, the last one first. */
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
  readonly heard: ReadonlyMap<number, readonly (readonly [number, number])[]>
}

export function pairHash(left: number, right: number): number {
  return (Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b)) >>> (32 - bits)
}

export function tailHash(first: number, second: number, third: number): number {
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
  const tails = new Uint32Array(1 << (bits - 5))
  const heardFirst = new Uint32Array(1 << (bits - 5))
  const heardSecond = new Uint32Array(1 << (bits - 5))
  const heard = new Map<number, (readonly [number, number])[]>()
  const seen = new Set<number>()
  words.forEach((word, index) => {
    const [first, second] = [word.charCodeAt(0), word.charCodeAt(1)]
    if (word.length === 1) {
      singles[first] = 1
      return
    }
    const start = pairHash(first, second)
    flags[start] = (flags[start] ?? 0) | Pair.start
    const last = word.charCodeAt(word.length - 1)
    const last2 = word.charCodeAt(word.length - 2)
    const back = pairHash(last, last2)
    flags[back] = (flags[back] ?? 0) | (word.length === 2 ? Pair.backwards : Pair.tail)
    if (word.length > 2) {
      setBit(tails, tailHash(last, last2, word.charCodeAt(word.length - 3)))
    }
    if (!isHeard(index)) return
    const [sound, sound2] = [unitSounds[first] ?? 0, unitSounds[second] ?? 0]
    const pair = soundPair(sound, sound2)
    setBit(heardFirst, heardHash(sound, second))
    setBit(heardSecond, heardHash(sound2, first))
    if (seen.size === seen.add(first * 0x10000 + second).size) return
    const known = heard.get(pair)
    if (known === undefined) heard.set(pair, [[first, second]])
    else known.push([first, second])
  })
  return { flags, tails, singles, heardFirst, heardSecond, heard }
}
