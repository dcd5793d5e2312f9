/** Two tables, cell by cell: rows are aligned by what stands in them, cells of two rows by their column. */
import type { DiffCell } from '@shared/manuscript/version-diff'
import type { DiffBlock } from './diff-blocks'
import { diffRuns, type RunStyle } from './diff-runs'
import { heaviestChain } from './heaviest-chain'
import { TABLE_CELLS_MAX } from './limits'
import { likeness, shinglesOf } from './shingles'

interface Cell {
  readonly row: number
  readonly column: number
  readonly blocks: readonly number[]
  /** For aligning, and for the runs. */
  readonly text: string
  readonly shown: string
}

interface TableText {
  readonly blocks: readonly DiffBlock[]
  /** Indexes of the table's blocks. */
  readonly at: readonly number[]
  /** The comparable text of a block, by index. */
  readonly folded: readonly string[]
  /** What the runs are made of. */
  readonly shown: readonly string[]
  readonly style: RunStyle
}

export function diffTables(old: TableText, next: TableText): DiffCell[] {
  const oldRows = rowsOf(old)
  const newRows = rowsOf(next)
  const cells: DiffCell[] = []
  const gone = (cell: Cell): void => {
    const { row, column, blocks, shown } = cell
    cells.push({
      row,
      column,
      old: [...blocks],
      new: [],
      runs: shown === '' ? [] : [{ kind: 'removed', length: shown.length }],
    })
  }
  const fresh = (cell: Cell): void => {
    const { row, column, blocks, shown } = cell
    cells.push({
      row,
      column,
      old: [],
      new: [...blocks],
      runs: shown === '' ? [] : [{ kind: 'added', length: shown.length }],
    })
  }
  const mates = new Map(alignRows(oldRows, newRows).map((pair) => [pair.new, pair.old]))
  const paired = new Set(mates.values())
  oldRows.forEach((row, at) => {
    if (!paired.has(at)) row.forEach(gone)
  })
  newRows.forEach((row, at) => {
    const mate = mates.get(at)
    const before = mate === undefined ? [] : (oldRows[mate] ?? [])
    row.forEach((cell, column) => {
      const was = before[column]
      if (was === undefined) fresh(cell)
      else {
        cells.push({
          row: cell.row,
          column: cell.column,
          old: [...was.blocks],
          new: [...cell.blocks],
          runs: diffRuns(was.shown, cell.shown, next.style),
        })
      }
    })
    before.slice(row.length).forEach(gone)
  })
  return cells
}

function rowsOf({ blocks, at, folded, shown }: TableText): Cell[][] {
  const rows = new Map<number, Map<number, number[]>>()
  for (const index of at) {
    const cell = blocks[index]?.cell
    if (cell == null) continue
    const row = rows.get(cell.row) ?? new Map<number, number[]>()
    row.set(cell.column, [...(row.get(cell.column) ?? []), index])
    rows.set(cell.row, row)
  }
  return [...rows].map(([row, columns]) =>
    [...columns].map(([column, indexes]) => ({
      row,
      column,
      blocks: indexes,
      text: indexes.map((index) => folded[index] ?? '').join('\n'),
      shown: indexes.map((index) => shown[index] ?? '').join('\n'),
    })),
  )
}

/** Rows that are equal or alike in their order; then those between two such, one after the other. */
function alignRows(old: readonly Cell[][], next: readonly Cell[][]): { old: number; new: number }[] {
  if (old.length * next.length > TABLE_CELLS_MAX) {
    return old.slice(0, next.length).map((_row, at) => ({ old: at, new: at }))
  }
  const textOf = (row: readonly Cell[]): string => row.map(({ text }) => text).join('\t')
  const before = old.map(textOf)
  const after = next.map(textOf)
  const oldShingles = before.map(shinglesOf)
  const newShingles = after.map(shinglesOf)
  const pairs = oldShingles.flatMap((shingles, from) =>
    newShingles.flatMap((others, to) => {
      const like = before[from] === after[to] ? 1 : likeness(shingles, others)
      return like < 0.3 ? [] : [{ old: from, new: to, weight: like * like + (like === 1 ? 1 : 0) }]
    }),
  )
  const aligned: { old: number; new: number }[] = []
  let oldAt = 0
  let newAt = 0
  for (const end of [...heaviestChain(pairs), { old: old.length, new: next.length }]) {
    const between = Math.min(end.old - oldAt, end.new - newAt)
    // As many on both sides: the same rows with other figures.
    if (end.old - oldAt === end.new - newAt) {
      for (let by = 0; by < between; by += 1) aligned.push({ old: oldAt + by, new: newAt + by })
    }
    if (end.old < old.length && end.new < next.length) aligned.push({ old: end.old, new: end.new })
    oldAt = end.old + 1
    newAt = end.new + 1
  }
  return aligned
}
