/** What the comparison of two versions shows, line by line: pure. */
import type { DiffRow, DiffRun, VersionDiff } from '@shared/manuscript/version-diff'

/** Unchanged paragraphs that stay around a change, and the fewest that are folded. */
const CONTEXT = 1
const FOLDED_MIN = 3

export type DiffLine =
  | { readonly kind: 'row'; readonly key: string; readonly row: DiffRow }
  /** Unchanged rows `[from, to)`, folded. */
  | { readonly kind: 'fold'; readonly key: string; readonly from: number; readonly to: number }

/** The rows of a difference, what did not change folded unless it was opened (by the number of its first row). */
export function linesOf(rows: readonly DiffRow[], unfolded: ReadonlySet<number>): DiffLine[] {
  const lines: DiffLine[] = []
  const show = (from: number, to: number): void => {
    for (let at = from; at < to; at += 1) {
      const row = rows[at]
      if (row !== undefined) lines.push({ kind: 'row', key: `row ${at}`, row })
    }
  }
  for (let at = 0; at < rows.length;) {
    if (rows[at]?.kind !== 'same') {
      show(at, at + 1)
      at += 1
      continue
    }
    let end = at
    while (rows[end]?.kind === 'same') end += 1
    const from = at === 0 ? 0 : at + CONTEXT
    const to = end === rows.length ? end : end - CONTEXT
    if (to - from < FOLDED_MIN || unfolded.has(from)) show(at, end)
    else {
      show(at, from)
      lines.push({ kind: 'fold', key: `fold ${from}`, from, to })
      show(to, end)
    }
    at = end
  }
  return lines
}

/** The lines that n and p go to: what changed. What moved away is not one: its other end is. */
export function changesOf(lines: readonly DiffLine[]): number[] {
  return lines.flatMap((line, at) =>
    line.kind === 'row' && line.row.kind !== 'same' && line.row.kind !== 'moved-away' ? [at] : [],
  )
}

/** The line of the other end of a paragraph that moved; -1 for one that did not. */
export function otherEnd(lines: readonly DiffLine[], row: DiffRow): number {
  if (row.kind !== 'moved' && row.kind !== 'moved-away') return -1
  const wanted = row.kind === 'moved' ? 'moved-away' : 'moved'
  return lines.findIndex(
    (line) =>
      line.kind === 'row' &&
      ((line.row.kind === wanted && line.row.new === row.new) ||
        // A table is told cell by cell, wherever it stands.
        (line.row.kind === 'table' && row.kind === 'moved-away' && line.row.new.includes(row.new))),
  )
}

/** The blocks of a row on either side. */
export function blocksOfRow(row: DiffRow): { readonly old: readonly number[]; readonly new: readonly number[] } {
  switch (row.kind) {
    case 'same':
    case 'moved':
      return { old: [row.old], new: [row.new] }
    case 'moved-away':
    case 'removed':
      return { old: [row.old], new: [] }
    case 'added':
      return { old: [], new: [row.new] }
    case 'edited':
    case 'table':
      return { old: row.old, new: row.new }
  }
}

export interface DiffPiece {
  readonly kind: DiffRun['kind']
  readonly text: string
  /** How many pictures stand before it on its side. */
  readonly pictures: number
}

/** Runs with their words. `old` and `next`: the texts that they lead from and to. */
export function piecesOf(runs: readonly DiffRun[], old: string, next: string): DiffPiece[] {
  let oldAt = 0
  let newAt = 0
  let oldPictures = 0
  let newPictures = 0
  return runs.map(({ kind, length }) => {
    const text = kind === 'removed' ? old.slice(oldAt, oldAt + length) : next.slice(newAt, newAt + length)
    const piece = { kind, text, pictures: kind === 'removed' ? oldPictures : newPictures }
    const inside = text.split('\uFFFC').length - 1
    if (kind !== 'added') {
      oldAt += length
      oldPictures += inside
    }
    if (kind !== 'removed') {
      newAt += length
      newPictures += inside
    }
    return piece
  })
}

/** The text of blocks as runs see it. */
export function joinedText(blocks: VersionDiff['old'], at: readonly number[]): string {
  return at.map((index) => blocks[index]?.text ?? '').join('\n')
}
