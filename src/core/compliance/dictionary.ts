/**
 * The everyday words of Chinese (jieba's dictionary), asked only where something looks disguised: ordinary text consists of
 * words, a disguise leaves single characters behind.
 *
 * Loaded when it is first asked: it takes a third of a second and some tens of megabytes, and most texts never ask.
 */
import { createRequire } from 'node:module'
import type { Jieba as JiebaClass } from '@node-rs/jieba'
import type { Squeezed } from './squeeze'
import { hardGapBit } from './trace-bits'

export interface Dictionary {
  /** Lengths of the words of a text without punctuation, in UTF-16 units. */
  readonly cut: (text: string) => readonly number[]
  /** How often a character stands alone as a word, in the dictionary's counts; 0: never. */
  readonly alone: Uint32Array
  /** Whether two units are a word (by hash: now and then of two that are none). */
  readonly isPair: (left: number, right: number) => boolean
}

const pairBits = 22

let loaded: Dictionary | undefined

export function dictionary(): Dictionary {
  return (loaded ??= load())
}

function load(): Dictionary {
  // Not imported: the native module is to be looked for where it is installed, and only when it is needed.
  const require = createRequire(import.meta.url)
  const { Jieba } = require('@node-rs/jieba') as { readonly Jieba: typeof JiebaClass }
  const { dict } = require('@node-rs/jieba/dict.js') as { readonly dict: Uint8Array }
  const jieba = Jieba.withDict(dict)
  const { alone, pairs } = readDictionary(dict)
  return {
    // Without the model for unknown words: it would make a word of the very disguise.
    cut: (text) => jieba.cut(text, false).map((word) => word.length),
    alone,
    isPair: (left, right) => {
      const hash = pairHash(left, right)
      return ((pairs[hash >>> 5] ?? 0) & (1 << (hash & 31))) !== 0
    },
  }
}

/** The words of one and of two Han characters, from lines of `word count tag`. */
function readDictionary(bytes: Uint8Array): { readonly alone: Uint32Array; readonly pairs: Uint32Array } {
  const alone = new Uint32Array(0x10000)
  const pairs = new Uint32Array(1 << (pairBits - 5))
  for (let at = 0; at < bytes.length;) {
    const first = hanAt(bytes, at)
    const second = first === 0 ? 0 : hanAt(bytes, at + 3)
    if (first !== 0 && bytes[at + 3] === space) alone[first] = numberAt(bytes, at + 4)
    else if (second !== 0 && bytes[at + 6] === space) {
      const hash = pairHash(first, second)
      pairs[hash >>> 5] = (pairs[hash >>> 5] ?? 0) | (1 << (hash & 31))
    }
    const end = bytes.indexOf(lineEnd, at)
    at = end < 0 ? bytes.length : end + 1
  }
  return { alone, pairs }
}

const space = 0x20
const lineEnd = 0x0a

/** The unit of a character of three UTF-8 bytes, which the Han characters of the basic plane are; else 0. */
function hanAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0
  if (lead >> 4 !== 0b1110) return 0
  return ((lead & 0x0f) << 12) | (((bytes[at + 1] ?? 0) & 0x3f) << 6) | ((bytes[at + 2] ?? 0) & 0x3f)
}

function numberAt(bytes: Uint8Array, at: number): number {
  let value = 0
  for (let i = at; (bytes[i] ?? 0) >= 0x30 && (bytes[i] ?? 0) <= 0x39; i += 1)
    value = value * 10 + (bytes[i] ?? 0) - 0x30
  return value
}

function pairHash(left: number, right: number): number {
  return (Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b)) >>> (32 - pairBits)
}

/**
 * A character that is alone as a word so often (in the dictionary's counts: 的 has 318,825, 薇 has 37) says nothing when it is
 * met alone.
 */
const oftenAlone = 3_000

/**
 * The cheap half of the question below: none of the units that `matters` names makes a word of two with its neighbours.
 * `rare`: and one of them is seldom alone.
 */
export function mayStandAlone(
  { units, length }: Squeezed,
  from: number,
  to: number,
  rare: boolean,
  matters: (at: number) => boolean,
): boolean {
  const { alone, isPair } = dictionary()
  let isRare = !rare
  for (let at = from; at < to; at += 1) {
    if (!matters(at)) continue
    const unit = units[at] ?? 0
    if ((at > 0 && isPair(units[at - 1] ?? 0, unit)) || (at + 1 < length && isPair(unit, units[at + 1] ?? 0)))
      return false
    if ((alone[unit] ?? 0) < oftenAlone) isRare = true
  }
  return isRare
}

/** How far the words around a place are looked at, in UTF-16 units of the squeezed text. */
const contextReach = 16

/**
 * Whether the units of `[from, to)` that `matters` names stand alone: no word of the dictionary covers any of them, in the
 * likeliest reading of what stands around, up to the next sentence punctuation.
 */
export function standsAlone(squeezed: Squeezed, from: number, to: number, matters: (at: number) => boolean): boolean {
  const { units, gaps, length } = squeezed
  let start = from
  while (start > 0 && from - start < contextReach && ((gaps[start] ?? 0) & hardGapBit) === 0) start -= 1
  let end = to
  while (end < length && end - to < contextReach && ((gaps[end] ?? 0) & hardGapBit) === 0) end += 1
  let at = start
  for (const size of dictionary().cut(String.fromCharCode(...units.subarray(start, end)))) {
    if (size > 1) {
      for (let i = Math.max(at, from); i < Math.min(at + size, to); i += 1) if (matters(i)) return false
    }
    at += size
  }
  return true
}
