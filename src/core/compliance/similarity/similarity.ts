/** How much of one text stands in another, and where. */
import { lettersOf, type Letters } from './letters'
import { MERGE_GAP, PLACES_MAX, SHINGLE } from './limits'
import { shingleHashes } from './shingles'

/** A passage that both texts have, but for small changes; UTF-16 offsets into each text as written. */
export interface Passage {
  readonly aStart: number
  readonly aEnd: number
  readonly bStart: number
  readonly bEnd: number
}

export interface Similarity {
  /**
   * 0 to 1: of the letters and digits of the shorter text, the share that stands in the longer one in runs of at
   * least `SHINGLE`. Order does not matter; width, case, spaces and punctuation do not count.
   */
  readonly score: number
  /** In the order of the first text. */
  readonly passages: readonly Passage[]
}

/** A run of the same letters, in letters. */
interface Run {
  readonly here: number
  readonly there: number
  readonly length: number
}

interface Span {
  readonly here: readonly [start: number, end: number]
  readonly there: readonly [start: number, end: number]
}

export function similarity(a: string, b: string): Similarity {
  const one = lettersOf(a)
  const other = lettersOf(b)
  const isTurned = one.text.length > other.text.length
  const [shorter, longer] = isTurned ? [other, one] : [one, other]
  const runs = sharedRuns(shorter.text, longer.text)
  const shared = runs.reduce((sum, { length }) => sum + length, 0)
  const passages = merged(runs).map(({ here, there }): Passage => {
    const [inShorter, inLonger] = [sourceOf(shorter, here), sourceOf(longer, there)]
    const [inA, inB] = isTurned ? [inLonger, inShorter] : [inShorter, inLonger]
    return { aStart: inA[0], aEnd: inA[1], bStart: inB[0], bEnd: inB[1] }
  })
  return {
    score: shorter.text.length === 0 ? 0 : shared / shorter.text.length,
    passages: passages.toSorted((x, y) => x.aStart - y.aStart || x.bStart - y.bStart),
  }
}

/** Runs of `here` that stand in `there`, from its beginning to its end, none overlapping; each the longest that was found. */
function sharedRuns(here: string, there: string): Run[] {
  const places = placesOf(there)
  const hashes = shingleHashes(here)
  const runs: Run[] = []
  for (let at = 0; at < hashes.length;) {
    let best: Run | null = null
    for (const place of places(hashes[at] ?? 0)) {
      const length = sameLetters(here, at, there, place)
      if (length >= SHINGLE && length > (best?.length ?? 0)) best = { here: at, there: place, length }
    }
    if (best !== null) runs.push(best)
    at += best?.length ?? 1
  }
  return runs
}

/** Looks up where a shingle stands in a text: its first places. */
function placesOf(text: string): (hash: number) => Iterable<number> {
  const hashes = shingleHashes(text)
  const first = new Map<number, number>()
  const next = new Int32Array(hashes.length).fill(-1)
  for (let at = hashes.length - 1; at >= 0; at -= 1) {
    const hash = hashes[at] ?? 0
    next[at] = first.get(hash) ?? -1
    first.set(hash, at)
  }
  return function* (hash) {
    let place = first.get(hash) ?? -1
    for (let tried = 0; place >= 0 && tried < PLACES_MAX; tried += 1) {
      yield place
      place = next[place] ?? -1
    }
  }
}

function sameLetters(here: string, at: number, there: string, place: number): number {
  const limit = Math.min(here.length - at, there.length - place)
  let length = 0
  while (length < limit && here.charCodeAt(at + length) === there.charCodeAt(place + length)) length += 1
  return length
}

/** Runs with little between them on both sides become one span. */
function merged(runs: readonly Run[]): Span[] {
  const spans: Span[] = []
  for (const { here, there, length } of runs) {
    const last = spans.at(-1)
    const hereGap = here - (last?.here[1] ?? Number.NEGATIVE_INFINITY)
    const thereGap = there - (last?.there[1] ?? Number.NEGATIVE_INFINITY)
    if (last !== undefined && hereGap <= MERGE_GAP && thereGap >= 0 && thereGap <= MERGE_GAP) {
      spans.splice(-1, 1, { here: [last.here[0], here + length], there: [last.there[0], there + length] })
    } else {
      spans.push({ here: [here, here + length], there: [there, there + length] })
    }
  }
  return spans
}

function sourceOf({ starts, ends }: Letters, [start, end]: readonly [number, number]): readonly [number, number] {
  return [starts[start] ?? 0, ends[end - 1] ?? 0]
}
