/**
 * The everyday words of Chinese (jieba's dictionary), asked only where something looks disguised: ordinary text consists of
 * words, a disguise leaves single characters behind.
 *
 * Its words of one and two characters are read at once; the rest is loaded when a text is first cut, which takes a third of a
 * second and some tens of megabytes, and most texts never ask.
 */
import { createRequire } from 'node:module'
import type { Jieba as JiebaClass } from '@node-rs/jieba'
import type { Squeezed } from './squeeze'
import { hardGapBit } from './trace-bits'

/** What is known of the words without cutting a text into them: read from the file, which is much quicker. */
interface Read {
  /** How often a character stands alone as a word, in the dictionary's counts; 0: never. */
  readonly alone: Uint32Array
  /** Words of two characters, as units in turns. */
  readonly pairs: Uint16Array
}

let words: Read | undefined
let cutter: JiebaClass | undefined

// Not imported: the native module is to be looked for where it is installed, and only when it is needed.
// Not named `require`: the bundler declares that itself in the files that it makes.
const loadPackage = createRequire(import.meta.url)

function dictionaryFile(): Uint8Array {
  return (loadPackage('@node-rs/jieba/dict.js') as { readonly dict: Uint8Array }).dict
}

/** Lengths of the words of a text without punctuation, in UTF-16 units. */
function cut(text: string): number[] {
  if (cutter === undefined) {
    const { Jieba } = loadPackage('@node-rs/jieba') as { readonly Jieba: typeof JiebaClass }
    cutter = Jieba.withDict(dictionaryFile())
  }
  // Without the model for unknown words: it would make a word of the very disguise.
  return cutter.cut(text, false).map((word) => word.length)
}

function dictionary(): Read {
  return (words ??= readDictionary(dictionaryFile()))
}

/** Calls back for every word of two Han characters. */
export function dictionaryPairs(add: (left: number, right: number) => void): void {
  const { pairs } = dictionary()
  for (let i = 0; i + 1 < pairs.length; i += 2) add(pairs[i] ?? 0, pairs[i + 1] ?? 0)
}

/** The words of one and of two Han characters, from lines of `word count tag`. */
function readDictionary(bytes: Uint8Array): Read {
  const alone = new Uint32Array(0x10000)
  const pairs: number[] = []
  for (let at = 0; at < bytes.length;) {
    const first = hanAt(bytes, at)
    const second = first === 0 ? 0 : hanAt(bytes, at + 3)
    if (first !== 0 && bytes[at + 3] === space) alone[first] = numberAt(bytes, at + 4)
    else if (second !== 0 && bytes[at + 6] === space) pairs.push(first, second)
    const end = bytes.indexOf(lineEnd, at)
    at = end < 0 ? bytes.length : end + 1
  }
  return { alone, pairs: Uint16Array.from(pairs) }
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

/**
 * A character that is alone as a word so often (in the dictionary's counts: 的 has 318,825, 薇 has 37) says nothing when it is
 * met alone.
 */
const oftenAlone = 3_000

/** Whether a character hardly ever stands alone. */
export function isRarelyAlone(unit: number): boolean {
  return (dictionary().alone[unit] ?? 0) < oftenAlone
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
  for (const size of cut(String.fromCharCode(...units.subarray(start, end)))) {
    if (size > 1) {
      for (let i = Math.max(at, from); i < Math.min(at + size, to); i += 1) if (matters(i)) return false
    }
    at += size
  }
  return true
}
