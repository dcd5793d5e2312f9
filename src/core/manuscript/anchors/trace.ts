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
  let start = -1
  let end = -1
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
        if (start < 0) {
          start = newAt + from - oldAt
          wideStart = replacement?.start ?? start
        }
        end = newAt + to - oldAt
        wideEnd = end
        kept += count(from, to)
        longest = Math.max(longest, letterCount(old, oldAt, oldAt + length))
      }
      const [first, last] = [Math.max(around.start, oldAt), Math.min(around.end, oldAt + length)]
      if (first < last) aroundKept += letterCount(old, first, last)
    } else if (kind === 'added' && replacing) {
      if (start < 0) replacement ??= { start: newAt, end: newAt + length }
      else wideEnd = newAt + length
    }
    replacing = kind === 'removed' && oldAt < range.end && oldAt + length > range.start
    if (kind !== 'added') oldAt += length
    if (kind !== 'removed') newAt += length
  }
  const of = count(range.start, range.end)
  const own = isWordless ? 0 : kept
  const outside = {
    around: letterCount(old, around.start, range.start) + letterCount(old, range.end, around.end),
    aroundKept: aroundKept - own,
  }
  if (start >= 0) return { start, end, wide: { start: wideStart, end: wideEnd }, kept, of, longest, ...outside }
  return replacement === null ? null : { ...replacement, wide: replacement, kept: 0, of, longest: 0, ...outside }
}

/** How much of the shorter of two texts stands in the longer one, 0 to 1. */
export function commonShare(runs: readonly DiffRun[]): number {
  const sum = (kind: DiffRun['kind']): number =>
    runs.reduce((total, run) => total + (run.kind === kind ? run.length : 0), 0)
  const same = sum('same')
  return same / Math.max(1, same + Math.min(sum('removed'), sum('added')))
}
