/** The words of all packs, and the other shapes in which they are looked for: by ear, by digits, by Latin letters. */
import { buildMatcher, type Matcher } from './matcher'
import { buildPairTable, type PairTable } from './pair-table'
import { soundOf } from './sounds'

/** What is known of a word that disguises are made of. */
export interface WordFacts {
  /** A hit of it is a finding by itself; members of a co-occurrence are matched as written only. */
  readonly counts: boolean
  /** Homophones, pinyin and initials of it count. */
  readonly sounds: boolean
}

export interface WordIndex {
  readonly words: readonly string[]
  readonly facts: readonly WordFacts[]
  /** Over the squeezed text. */
  readonly matcher: Matcher
  /** Over syllables: the numbers of the syllables as units. */
  readonly bySound: Shapes
  readonly pairs: PairTable
  /** Words of Latin letters only, by themselves. */
  readonly latin: ReadonlyMap<string, number>
}

/** Words in another shape; several may have the same. */
export interface Shapes {
  readonly matcher: Matcher
  /** By shape: the words that have it. */
  readonly words: readonly (readonly number[])[]
  readonly count: number
}

/** Longest word that is looked for by ear or in parts, in UTF-16 units: what is longer is a sentence, not a word. */
export const longestDisguised = 16

export function buildWordIndex(words: readonly string[], facts: readonly WordFacts[]): WordIndex {
  let bySound: Shapes | undefined
  const isHeard = (word: number): boolean => facts[word]?.sounds === true && soundsOf(words[word] ?? '') !== undefined
  let latin: ReadonlyMap<string, number> | undefined
  return {
    words,
    facts,
    matcher: buildMatcher(words),
    pairs: buildPairTable(words, isHeard),
    get bySound() {
      return (bySound ??= shapes(words, (word, index) => (facts[index]?.sounds === true ? soundsOf(word) : undefined)))
    },
    get latin() {
      return (latin ??= new Map(
        words.flatMap((word, index) =>
          facts[index]?.counts === true && /^[a-z]{3,}$/u.test(word) ? [[word, index]] : [],
        ),
      ))
    },
  }
}

function shapes(words: readonly string[], shapeOf: (word: string, index: number) => string | undefined): Shapes {
  const numbers = new Map<string, number>()
  const byShape: number[][] = []
  words.forEach((word, index) => {
    const shape = shapeOf(word, index)
    if (shape === undefined) return
    const known = numbers.get(shape)
    if (known === undefined) numbers.set(shape, byShape.push([index]) - 1)
    else byShape[known]?.push(index)
  })
  return { matcher: buildMatcher([...numbers.keys()]), words: byShape, count: byShape.length }
}

/** The syllables of a word of two Han characters and more; undefined for every other. */
export function soundsOf(word: string): string | undefined {
  if (word.length < 2 || word.length > longestDisguised) return undefined
  let shape = ''
  for (let i = 0; i < word.length; i += 1) {
    const sound = soundOf(word.charCodeAt(i))
    if (sound === 0) return undefined
    shape += String.fromCharCode(sound)
  }
  return shape
}
