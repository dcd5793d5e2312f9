/**
 * Paragraphs that were changed too much, or say too little, to be known by their words, but stand where they stood: between
 * the same neighbours. A heading of four letters that the text has twice is told from the other one so.
 */
import type { DocumentDiff } from '../diff/diff-documents'
import { diffRuns } from '../diff/diff-runs'
import type { PairedText } from './words-map'

/** Paragraphs between two neighbours that are compared with one another, on either side. */
const GAP_MAX = 8
/** How much of both they have in common. */
const ALIKE = 0.5
/** How much of a paragraph has to stand in its neighbour for both to be one now. */
const PART_OF = 0.6

interface Gap {
  /** Old and new paragraphs without one of the other text. */
  readonly old: readonly number[]
  readonly new: readonly number[]
}

/** Both texts of each paragraph, of one width. */
interface Folded {
  readonly old: readonly string[]
  readonly new: readonly string[]
}

/** Pairs of what a difference leaves over. */
export function gapPairs(
  diff: Pick<DocumentDiff, 'old' | 'new'>,
  pairOf: readonly (PairedText | undefined)[],
  folded: Folded,
  what: 'equal' | 'alike',
): PairedText[] {
  return gapsOf(diff, pairOf).flatMap((gap) => pairsIn(gap, folded, what))
}

/**
 * A short paragraph that became one with its neighbour: what came new at the neighbour's beginning or end is what it said.
 * The pairs to put in place of the neighbours'.
 */
export function mergedPairs(pairOf: readonly (PairedText | undefined)[], folded: Folded): PairedText[] {
  const grown = new Map<PairedText, PairedText>()
  pairOf.forEach((own, at) => {
    if (own !== undefined) return
    for (const [near, side] of [
      [pairOf[at + 1], 'before'],
      [pairOf[at - 1], 'behind'],
    ] as const) {
      if (near === undefined || grown.has(near) || !tookIn(folded.old[at] ?? '', near, side, folded)) continue
      const old = side === 'before' ? [at, ...near.old] : [...near.old, at]
      const [was, is] = [textOf(folded.old, old), textOf(folded.new, near.new)]
      grown.set(near, { ...near, old, runs: diffRuns(was, is, 'traceable') })
      return
    }
  })
  return [...grown.values()]
}

function textOf(texts: readonly string[], group: readonly number[]): string {
  return group.map((at) => texts[at] ?? '').join('\n')
}

/** Whether what came new at one end of a pair is like the words: more of them is there than not. */
function tookIn(words: string, near: PairedText, side: 'before' | 'behind', folded: Folded): boolean {
  const [outer] = side === 'before' ? near.runs : near.runs.slice(-1)
  if (words === '' || outer?.kind !== 'added') return false
  const text = textOf(folded.new, near.new)
  const reach = Math.min(outer.length, words.length * 2)
  const there = side === 'before' ? text.slice(0, reach) : text.slice(text.length - reach)
  const kept = diffRuns(words, there, 'traceable').filter(({ kind }) => kind === 'same')
  return kept.reduce((sum, { length }) => sum + length, 0) >= PART_OF * words.length
}

/** What is left over between two paragraphs that stayed in their order; what moved stands between nothing. */
function gapsOf(
  { old, new: next }: Pick<DocumentDiff, 'old' | 'new'>,
  pairOf: readonly (PairedText | undefined)[],
): Gap[] {
  const isTaken = next.map(({ cell }) => cell !== null)
  for (const pair of pairOf) for (const at of pair?.new ?? []) isTaken[at] = true
  const gaps: Gap[] = []
  let left: number[] = []
  let from = 0
  const close = (to: number): void => {
    const free = Array.from({ length: Math.max(0, to - from) }, (_none, at) => from + at).filter((at) => !isTaken[at])
    if (left.length > 0 && free.length > 0) gaps.push({ old: left, new: free })
    left = []
  }
  old.forEach(({ cell }, at) => {
    const pair = pairOf[at]
    if (pair === undefined) {
      if (cell === null) left.push(at)
    } else if (!pair.moved && pair.new.length > 0) {
      close(Math.min(...pair.new))
      from = Math.max(...pair.new) + 1
    }
  })
  close(next.length)
  return gaps
}

/** In the order of both, so that the most is alike. */
function pairsIn(gap: Gap, folded: Folded, what: 'equal' | 'alike'): PairedText[] {
  const { old, new: next } = gap
  if (old.length > GAP_MAX || next.length > GAP_MAX) return []
  const runs = old.map((a) => next.map((b) => diffRuns(folded.old[a] ?? '', folded.new[b] ?? '', 'traceable')))
  const like = (a: number, b: number): number => {
    const [was, is] = [folded.old[old[a] ?? -1] ?? '', folded.new[next[b] ?? -1] ?? '']
    if (was === '' || is === '') return 0
    if (was === is) return 1
    if (what === 'equal') return 0
    const same = (runs[a]?.[b] ?? []).reduce((sum, run) => sum + (run.kind === 'same' ? run.length : 0), 0)
    // Something was written on behind a heading, before it or into it.
    if (same === was.length) return ALIKE
    // One paragraph between its neighbours before and after: half of it is enough, unless all of it stands elsewhere.
    const isAlone = old.length === 1 && next.length === 1
    if (isAlone && same >= ALIKE * was.length) return folded.new.some((text) => text.includes(was)) ? 0 : ALIKE
    const share = (2 * same) / (was.length + is.length)
    return share >= ALIKE ? share : 0
  }
  // The best that can be had of the first so many of both.
  const best = Array.from({ length: old.length + 1 }, () => Array.from({ length: next.length + 1 }, () => 0))
  const at = (a: number, b: number): number => best[a]?.[b] ?? 0
  for (let a = 1; a <= old.length; a += 1) {
    for (let b = 1; b <= next.length; b += 1) {
      const here = like(a - 1, b - 1)
      const row = best[a]
      if (row !== undefined) row[b] = Math.max(at(a - 1, b), at(a, b - 1), here > 0 ? at(a - 1, b - 1) + here : 0)
    }
  }
  const pairs: PairedText[] = []
  for (let a = old.length, b = next.length; a > 0 && b > 0;) {
    if (at(a, b) === at(a - 1, b)) a -= 1
    else if (at(a, b) === at(a, b - 1)) b -= 1
    else {
      const [was, is] = [old[a - 1], next[b - 1]]
      if (was !== undefined && is !== undefined)
        pairs.push({ old: [was], new: [is], runs: runs[a - 1]?.[b - 1] ?? [], moved: false })
      a -= 1
      b -= 1
    }
  }
  return pairs
}
