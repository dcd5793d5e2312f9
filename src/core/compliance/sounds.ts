/** How characters sound: syllables without tones as small numbers, so that a text can be matched by ear. */
import { pinyinTable } from './tables/pinyin-table'

/** Syllables by number; 0 is "no syllable". */
const syllables: string[] = ['']
const numbers = new Map<string, number>()
/** The syllable of every UTF-16 unit. */
const soundOfUnit = new Uint16Array(0x10000)

for (const line of pinyinTable.trim().split('\n')) {
  const syllable = /^[a-z]+/u.exec(line)?.[0] ?? ''
  const number = syllables.push(syllable) - 1
  numbers.set(syllable, number)
  for (let i = syllable.length; i < line.length; i += 1) soundOfUnit[line.charCodeAt(i)] = number
}

/** Sounds that many speakers do not tell apart, or that a keyboard writes for another: all of a set are one. */
const heardAlike: readonly (readonly [string, string])[] = [
  ['nv', 'nu'],
  ['lv', 'lu'],
  ['lve', 'lue'],
  ['nve', 'nue'],
]
const canonical = Uint16Array.from(syllables, (_, number) => number)
for (const [from, to] of heardAlike) {
  const target = numbers.get(to)
  const source = numbers.get(from)
  if (source !== undefined && target !== undefined) canonical[source] = target
}
for (let unit = 0; unit < soundOfUnit.length; unit += 1) soundOfUnit[unit] = canonical[soundOfUnit[unit] ?? 0] ?? 0

/** The syllable of each unit of the basic plane; 0 where it has none. Not to be written to. */
export const unitSounds: Uint16Array = soundOfUnit

/** The syllable of a unit, or 0. */
export function soundOf(unit: number): number {
  return soundOfUnit[unit] ?? 0
}

/** The first letter of a syllable as a UTF-16 unit; 0 for no syllable. */
const initials = Uint16Array.from(syllables, (syllable) => (syllable === '' ? 0 : syllable.charCodeAt(0)))

/** The first letter of the syllable of each unit of the basic plane; 0 where it has none. Not to be written to. */
export const initialsOfUnits: Uint16Array = soundOfUnit.map((sound) => initials[sound] ?? 0)

const longestSyllable = 6
/** Longest run of letters that is read as pinyin, in UTF-16 units: eight syllables are more than a word has. */
const longestRun = 40

/** One syllable of a run of letters: its number, and where it begins and ends in the run. */
export interface Syllable {
  readonly sound: number
  readonly start: number
  readonly end: number
}

/**
 * A run of small Latin letters as pinyin, whole, with as few syllables as can be (`xian` is one); undefined when it is
 * none. A syllable of one letter (a, e, o, m) does not count: it would make pinyin of nearly every word.
 */
export function readPinyin(letters: string): readonly Syllable[] | undefined {
  if (letters.length < 2 || letters.length > longestRun) return undefined
  const known = alreadyRead.get(letters)
  if (known === null) return undefined
  if (known !== undefined) return known
  const read = work(letters)
  if (alreadyRead.size >= mostKept) alreadyRead.clear()
  alreadyRead.set(letters, read ?? null)
  return read
}

/** A text has the same names and brands again and again. `null`: no pinyin. */
const alreadyRead = new Map<string, readonly Syllable[] | null>()
const mostKept = 5_000

function work(letters: string): readonly Syllable[] | undefined {
  const { length } = letters
  /** Fewest syllables that read the first `n` letters, and the length of the last of them. */
  const fewest = new Uint8Array(length + 1).fill(255)
  const lastLength = new Uint8Array(length + 1)
  fewest[0] = 0
  for (let end = 2; end <= length; end += 1) {
    for (let size = 2; size <= Math.min(longestSyllable, end); size += 1) {
      const before = fewest[end - size] ?? 255
      if (before === 255 || before + 1 > (fewest[end] ?? 255) || !numbers.has(letters.slice(end - size, end))) continue
      fewest[end] = before + 1
      lastLength[end] = size
    }
  }
  if (fewest[length] === 255) return undefined
  const read: Syllable[] = []
  for (let end = length; end > 0; end -= lastLength[end] ?? end) {
    const start = end - (lastLength[end] ?? end)
    const number = numbers.get(letters.slice(start, end)) ?? 0
    read.unshift({ sound: canonical[number] ?? 0, start, end })
  }
  return read
}
