/** How like two texts are: the pairs of letters that both have (Dice's coefficient over multisets). */
import { isLetter } from './comparable'

export interface Shingles {
  /** How often each pair of neighbouring letters occurs; of a single letter, the letter itself. */
  readonly counts: ReadonlyMap<number, number>
  readonly total: number
}

export function shinglesOf(text: string): Shingles {
  const counts = new Map<number, number>()
  let total = 0
  let before = -1
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (!isLetter(code)) continue
    if (before >= 0) {
      const pair = before * 0x1_0000 + code
      counts.set(pair, (counts.get(pair) ?? 0) + 1)
      total += 1
    }
    before = code
  }
  if (total === 0 && before >= 0) {
    counts.set(before, 1)
    total = 1
  }
  return { counts, total }
}

/** Pairs that both have. */
export function sharedShingles(a: Shingles, b: Shingles): number {
  const [small, large] = a.counts.size <= b.counts.size ? [a, b] : [b, a]
  let shared = 0
  for (const [pair, count] of small.counts) shared += Math.min(count, large.counts.get(pair) ?? 0)
  return shared
}

/** From 0, nothing in common, to 1. Two texts without letters are not alike. */
export function likeness(a: Shingles, b: Shingles): number {
  return a.total + b.total === 0 ? 0 : (2 * sharedShingles(a, b)) / (a.total + b.total)
}

/** How much of `part` stands in `whole`, 0 to 1. */
export function containment(part: Shingles, whole: Shingles): number {
  return part.total === 0 ? 0 : sharedShingles(part, whole) / part.total
}
