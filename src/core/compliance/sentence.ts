/** The sentence around a place in a folded text. */
import type { Range } from './offset-map'

const terminator = /[。!?;\n\u2028]/u

/** Whether the range `[from, to)` goes over the end of a sentence. */
export function crossesSentences(folded: string, from: number, to: number): boolean {
  return terminator.test(folded.slice(from, to))
}

/** How far a sentence is followed, in UTF-16 units: a text without punctuation is not one long sentence. */
const reach = 120

/** The sentence that holds `[from, to)`, without its terminators. */
export function sentenceAround(folded: string, from: number, to: number): Range {
  let start = from
  while (start > 0 && from - start < reach && !terminator.test(folded.charAt(start - 1))) start -= 1
  let end = to
  while (end < folded.length && end - to < reach && !terminator.test(folded.charAt(end))) end += 1
  return { start, end }
}
