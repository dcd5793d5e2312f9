/** What two ways of following words share: how sure it is, and that words that are all there are taken whole. */
import type { Range } from './trace'

/** How much of the words is left counts most, and how much of what stands there now is theirs. */
export function confidenceOf(kept: number, of: number, now: number): number {
  return (kept / Math.max(1, of)) * (0.7 + (0.3 * Math.min(kept, now)) / Math.max(1, now))
}

/** The same words once around where they went: what was put in beside them did not go between them. */
export function wholeQuote(text: string, { start, end }: Range, quote: string): Range | null {
  if (text.slice(start, end) === quote) return null
  const from = Math.max(0, start - quote.length)
  const nearby = text.slice(from, end + quote.length)
  const at = nearby.indexOf(quote)
  if (at < 0 || nearby.includes(quote, at + 1)) return null
  const found = { start: from + at, end: from + at + quote.length }
  return found.start < end && found.end > start ? found : null
}
