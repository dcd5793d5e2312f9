import { lettersOf } from './letters'
import { FINGERPRINTS_MAX, LETTERS_MIN, WINDOW } from './limits'
import { shingleHashes } from './shingles'

export interface Fingerprint {
  readonly hash: number
  /** UTF-16 offset in the text as written, of the first place where it stands. */
  readonly offset: number
}

/**
 * A text's fingerprints by winnowing (Schleimer, Wilkerson, Aiken 2003): of every window of shingles the one with the
 * lowest hash. Each hash once, in the order of the text; none of a text that is too short to tell.
 */
export function fingerprints(text: string): Fingerprint[] {
  const letters = lettersOf(text)
  if (letters.text.length < LETTERS_MIN) return []
  const hashes = shingleHashes(letters.text)
  const offsets = new Map<number, number>()
  let lowest = -1
  for (let end = 0; end < hashes.length; end += 1) {
    const start = Math.max(0, end - WINDOW + 1)
    if (lowest < start) lowest = lowestIn(hashes, start, end)
    else if (hashAt(hashes, end) <= hashAt(hashes, lowest)) lowest = end
    const isWhole = end >= Math.min(WINDOW, hashes.length) - 1
    const hash = hashAt(hashes, lowest)
    if (isWhole && !offsets.has(hash)) offsets.set(hash, letters.starts[lowest] ?? 0)
  }
  const all = [...offsets].map(([hash, offset]): Fingerprint => ({ hash, offset }))
  if (all.length <= FINGERPRINTS_MAX) return all
  return all
    .toSorted((a, b) => a.hash - b.hash)
    .slice(0, FINGERPRINTS_MAX)
    .toSorted((a, b) => a.offset - b.offset)
}

/** The place of the lowest hash in `[start, end]`, the last of equals. */
function lowestIn(hashes: Uint32Array, start: number, end: number): number {
  let lowest = start
  for (let at = start + 1; at <= end; at += 1) if (hashAt(hashes, at) <= hashAt(hashes, lowest)) lowest = at
  return lowest
}

function hashAt(hashes: Uint32Array, at: number): number {
  return hashes[at] ?? 0
}
