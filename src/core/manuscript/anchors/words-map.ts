/** Where stretches of the old text went, by the rows of a difference. */
import type { DiffRun } from '@shared/manuscript/version-diff'
import { letterCount, foldWidth } from '../diff/comparable'
import type { DocumentDiff } from '../diff/diff-documents'
import { gapPairs, mergedPairs } from './gap-pairs'

/** A pair of texts that belong together, each of one block or several joined by `\n`. */
export interface PairedText {
  readonly old: readonly number[]
  readonly new: readonly number[]
  readonly runs: readonly DiffRun[]
  readonly moved: boolean
}

/** New text that comes from nowhere in the old one: where words that were cut and pasted may stand. */
export interface FreshText {
  readonly block: number
  readonly start: number
  readonly end: number
}

export interface WordsMap {
  readonly old: DocumentDiff['old']
  readonly new: DocumentDiff['new']
  /** Both texts of each block, of one width. */
  readonly oldFolded: readonly string[]
  readonly newFolded: readonly string[]
  /** By the index of the old block; undefined for one that was removed. */
  readonly pairOf: readonly (PairedText | undefined)[]
  readonly fresh: readonly FreshText[]
  /** How often each block's text occurs. */
  readonly oldCount: ReadonlyMap<string, number>
  readonly newCount: ReadonlyMap<string, number>
}

export function wordsMap(diff: DocumentDiff): WordsMap {
  const pairOf: (PairedText | undefined)[] = diff.old.map(() => undefined)
  const pairs = new Set<PairedText>()
  const pair = (paired: PairedText): void => {
    for (const old of paired.old) {
      const before = pairOf[old]
      if (before !== undefined) pairs.delete(before)
      pairOf[old] = paired
    }
    pairs.add(paired)
  }
  const added = new Set<number>()
  for (const row of diff.rows) {
    switch (row.kind) {
      case 'same': {
        const { length } = diff.old[row.old]?.text ?? ''
        pair({ old: [row.old], new: [row.new], runs: length === 0 ? [] : [{ kind: 'same', length }], moved: false })
        break
      }
      case 'edited':
        pair({ ...row, moved: false })
        break
      case 'moved':
        pair({ old: [row.old], new: [row.new], runs: row.runs, moved: true })
        break
      case 'table':
        for (const cell of row.cells) pair({ ...cell, moved: false })
        break
      case 'added':
        added.add(row.new)
        break
      case 'removed':
      case 'moved-away':
        break
    }
  }
  const oldFolded = diff.old.map(({ text }) => foldWidth(text))
  const newFolded = diff.new.map(({ text }) => foldWidth(text))
  const folded = { old: oldFolded, new: newFolded }
  gapPairs(diff, pairOf, folded, 'equal').forEach(pair)
  mergedPairs(pairOf, folded).forEach(pair)
  gapPairs(diff, pairOf, folded, 'alike').forEach(pair)
  const fresh = [...pairs].flatMap(({ runs, new: to }) =>
    freshIn(runs).flatMap(({ start, end }) => splitByBlock(diff, to, start, end)),
  )
  const taken = new Set([...pairs].flatMap(({ new: to }) => to))
  for (const block of added)
    if (!taken.has(block)) fresh.push({ block, start: 0, end: diff.new[block]?.text.length ?? 0 })
  return {
    old: diff.old,
    new: diff.new,
    oldFolded,
    newFolded,
    oldCount: countsOf(oldFolded),
    newCount: countsOf(newFolded),
    pairOf,
    fresh: fresh.filter(({ block, start, end }) => letterCount(diff.new[block]?.text ?? '', start, end) > 0),
  }
}

/** A few letters that agree with something between two stretches that came new, agree by chance: all of it came new. */
const CHANCE = 4

/** What came new, in the joined new text. */
function freshIn(runs: readonly DiffRun[]): { start: number; end: number }[] {
  const fresh: { start: number; end: number }[] = []
  let at = 0
  for (const { kind, length } of runs) {
    if (kind === 'added') {
      const last = fresh.at(-1)
      if (last !== undefined && at - last.end < CHANCE) last.end = at + length
      else fresh.push({ start: at, end: at + length })
    }
    if (kind !== 'removed') at += length
  }
  return fresh
}

function countsOf(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return counts
}

/** Where a block begins in the joined text of several. */
export function offsetOf(blocks: DocumentDiff['old'], group: readonly number[], block: number): number {
  let at = 0
  for (const each of group) {
    if (each === block) return at
    at += (blocks[each]?.text.length ?? 0) + 1
  }
  throw new Error('the block is not of this group')
}

/** A stretch of a joined text as stretches of its blocks, in order. */
export function splitByBlock(
  diff: Pick<DocumentDiff, 'new'>,
  group: readonly number[],
  start: number,
  end: number,
): FreshText[] {
  const parts: FreshText[] = []
  let at = 0
  for (const block of group) {
    const { length } = diff.new[block]?.text ?? ''
    const from = Math.max(start - at, 0)
    const to = Math.min(end - at, length)
    if (from < to) parts.push({ block, start: from, end: to })
    at += length + 1
  }
  return parts
}
