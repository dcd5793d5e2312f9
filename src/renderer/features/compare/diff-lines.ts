/** What the comparison of two versions shows, line by line: pure. */
import {
  isOnlyMoves,
  movesByRow,
  type DiffRow,
  type DiffRun,
  type MovedPart,
  type RowMoves,
  type VersionDiff,
} from '@shared/manuscript/version-diff'

/** Unchanged paragraphs that stay around a change, and the fewest that are folded. */
const CONTEXT = 1
const FOLDED_MIN = 3

export type DiffLine =
  | { readonly kind: 'row'; readonly key: string; readonly at: number; readonly row: DiffRow }
  /** Unchanged rows `[from, to)`, folded. */
  | { readonly kind: 'fold'; readonly key: string; readonly from: number; readonly to: number }

/** The rows of a difference, what did not change folded unless it was opened (by the number of its first row). */
export function linesOf(rows: readonly DiffRow[], unfolded: ReadonlySet<number>): DiffLine[] {
  const lines: DiffLine[] = []
  const show = (from: number, to: number): void => {
    for (let at = from; at < to; at += 1) {
      const row = rows[at]
      if (row !== undefined) lines.push({ kind: 'row', key: `row ${at}`, at, row })
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

/** The lines that n and p go to: what changed. What only moved away is not one: its other end is. */
export function changesOf(lines: readonly DiffLine[], diff: Pick<VersionDiff, 'old' | 'new' | 'moves'>): number[] {
  const movesOf = movesByRow(diff.moves)
  return lines.flatMap((line, at) => {
    if (line.kind !== 'row' || line.row.kind === 'same' || line.row.kind === 'moved-away') return []
    const moves = movesOf(line.at)
    const isLeft = line.row.kind !== 'moved' && moves.here.length === 0 && isOnlyMoves(diff, line.row, moves)
    return isLeft ? [] : [at]
  })
}

/** The line that shows a row of the difference; -1 if it is folded away. */
export function lineOfRow(lines: readonly DiffLine[], row: number): number {
  return lines.findIndex((line) => line.kind === 'row' && line.at === row)
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

export interface DiffPiece {
  /** `moved-away` and `moved-here`: words that stand elsewhere in the other text. */
  readonly kind: DiffRun['kind'] | 'moved-away' | 'moved-here'
  readonly text: string
  /** Of words that moved. */
  readonly move: number | null
  /** How many pictures stand before it on its side. */
  readonly pictures: number
}

/** Runs with their words, cut where what moved begins and ends. `old` and `next`: the texts that they lead from and to. */
export function piecesOf(runs: readonly DiffRun[], old: string, next: string, moves: RowMoves): DiffPiece[] {
  let oldAt = 0
  let newAt = 0
  let oldPictures = 0
  let newPictures = 0
  const waiting = { removed: [...moves.away], same: [], added: [...moves.here] }
  return runs.flatMap(({ kind, length }) => {
    const [text, from] = kind === 'removed' ? [old, oldAt] : [next, newAt]
    const moved = kind === 'removed' ? 'moved-away' : 'moved-here'
    let before = kind === 'removed' ? oldPictures : newPictures
    const pieces = cutAt(waiting[kind], from, from + length).map(({ start, end, move }): DiffPiece => {
      const words = text.slice(start, end)
      const piece = { kind: move === null ? kind : moved, text: words, move, pictures: before } as const
      before += picturesIn(words)
      return piece
    })
    const inside = picturesIn(text.slice(from, from + length))
    if (kind !== 'added') {
      oldAt += length
      oldPictures += inside
    }
    if (kind !== 'removed') {
      newAt += length
      newPictures += inside
    }
    return pieces
  })
}

function picturesIn(text: string): number {
  return text.split('\uFFFC').length - 1
}

/** `[from, to)` in parts that moved, taken from the list, and parts that did not. */
function cutAt(
  waiting: MovedPart[],
  from: number,
  to: number,
): { readonly start: number; readonly end: number; readonly move: number | null }[] {
  const cut: { start: number; end: number; move: number | null }[] = []
  let at = from
  for (let part = waiting[0]; part !== undefined && part.end <= to; part = waiting[0]) {
    if (part.start > at) cut.push({ start: at, end: part.start, move: null })
    cut.push(part)
    at = part.end
    waiting.shift()
  }
  if (at < to) cut.push({ start: at, end: to, move: null })
  return cut
}
