/** Walks the runs of two paired texts along a range of the old one. Offsets are UTF-16, of the joined texts. */
import type { DiffRun } from '@shared/manuscript/version-diff'
import { letterCount } from '../diff/comparable'

export interface Range {
  readonly start: number
  readonly end: number
}

export interface Traced extends Range {
  /** The same with what took the place of the range's beginning and end: where to look, when nobody can tell. */
  readonly wide: Range
  /** Letters of the range that are left (characters, of one without letters). */
  readonly kept: number
  /** How many there were. */
  readonly of: number
  /** Letters of the longest run, not cut at the range's ends, that holds a part of it. */
  readonly longest: number
  /** Letters around the range, and how many of them are left. */
  readonly around: number
  readonly aroundKept: number
  /** What is left, stretch by stretch. */
  readonly pieces: readonly Range[]
  /** Something of it stands too far off to belong to the rest. */
  readonly strayed: boolean
}

/** Letters on either side that say whether the words around went along. */
const NEIGHBOURHOOD = 24

/**
 * Where a range went: from the first to the last of its characters that are left. If none is, what took its place is where it was;
 * null when nothing did.
 */
export function trace(runs: readonly DiffRun[], range: Range, old: string): Traced | null {
  const around = {
    start: Math.max(0, range.start - NEIGHBOURHOOD),
    end: Math.min(old.length, range.end + NEIGHBOURHOOD),
  }
  const isWordless = letterCount(old, range.start, range.end) === 0
  const count = (from: number, to: number): number => (isWordless ? to - from : letterCount(old, from, to))
  const pieces: Piece[] = []
  let kept = 0
  let aroundKept = 0
  let longest = 0
  let oldAt = 0
  let newAt = 0
  let replacing = false
  let replacement: Range | null = null
  let wideStart = -1
  let wideEnd = -1
  for (const { kind, length } of runs) {
    if (kind === 'same') {
      const from = Math.max(range.start, oldAt)
      const to = Math.min(range.end, oldAt + length)
      if (from < to) {
        const piece = { start: newAt + from - oldAt, end: newAt + to - oldAt, letters: count(from, to) }
        if (pieces.length === 0) wideStart = replacement?.start ?? piece.start
        pieces.push(piece)
        wideEnd = piece.end
        kept += piece.letters
        longest = Math.max(longest, letterCount(old, oldAt, oldAt + length))
      }
      const [first, last] = [Math.max(around.start, oldAt), Math.min(around.end, oldAt + length)]
      if (first < last) aroundKept += letterCount(old, first, last)
    } else if (kind === 'added' && replacing) {
      if (pieces.length === 0) replacement ??= { start: newAt, end: newAt + length }
      else wideEnd = newAt + length
    }
    replacing = kind === 'removed' && oldAt < range.end && oldAt + length > range.start
    if (kind !== 'added') oldAt += length
    if (kind !== 'removed') newAt += length
  }
  const of = count(range.start, range.end)
  const own = isWordless ? 0 : kept
  const near = withoutStrays(pieces)
  const rest = {
    around: letterCount(old, around.start, range.start) + letterCount(old, range.end, around.end),
    aroundKept: aroundKept - own,
    pieces,
    strayed: near.length < pieces.length,
  }
  const [first, last] = [near[0], near.at(-1)]
  if (first !== undefined && last !== undefined) {
    const wide = { start: wideStart, end: wideEnd }
    return { start: first.start, end: last.end, wide, kept, of, longest, ...rest }
  }
  return replacement === null ? null : { ...replacement, wide: replacement, kept: 0, of, longest: 0, ...rest }
}

interface Piece extends Range {
  readonly letters: number
}

/** A share of what is left that may stand apart from the rest by chance. */
const STRAY = 0.4

/** Takes off the ends what little stands further from the rest than it is long: it agrees by chance with what came in between. */
function withoutStrays(pieces: readonly Piece[]): readonly Piece[] {
  const near = [...pieces]
  const all = near.reduce((sum, { end, start }) => sum + end - start, 0)
  const isStray = (piece: Piece | undefined, gap: number): boolean =>
    piece !== undefined && (piece.end - piece.start) * 2 < gap && piece.end - piece.start < STRAY * all
  while (near.length > 1 && isStray(near.at(-1), (near.at(-1)?.start ?? 0) - (near.at(-2)?.end ?? 0))) near.pop()
  while (near.length > 1 && isStray(near[0], (near[1]?.start ?? 0) - (near[0]?.end ?? 0))) near.shift()
  return near
}

/** How much of the shorter of two texts stands in the longer one, 0 to 1. */
export function commonShare(runs: readonly DiffRun[]): number {
  const sum = (kind: DiffRun['kind']): number =>
    runs.reduce((total, run) => total + (run.kind === kind ? run.length : 0), 0)
  const same = sum('same')
  return same / Math.max(1, same + Math.min(sum('removed'), sum('added')))
}
