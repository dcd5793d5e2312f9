/** How much of a difference there is of each kind: what stands above it on the screen. */
import {
  isOnlyMoves,
  isUnchanged,
  movesByRow,
  type DiffCounts,
  type VersionDiff,
} from '@shared/manuscript/version-diff'

export function countsOf(diff: Omit<VersionDiff, 'counts'>): DiffCounts {
  const counts = {
    edited: 0,
    removed: 0,
    added: 0,
    moved: 0,
    sentences: diff.moves.length,
    formatted: 0,
    pictures: diff.pictures.length,
  }
  const movesOf = movesByRow(diff.moves)
  diff.rows.forEach((row, at) => {
    const isMoves = isOnlyMoves(diff, row, movesOf(at))
    switch (row.kind) {
      case 'edited': {
        const isWords = row.old.length !== row.new.length || !(isUnchanged(row.runs) || isMoves)
        if (isWords) counts.edited += 1
        else if (row.formats.length > 0 || row.retyped !== null) counts.formatted += 1
        break
      }
      case 'table':
        if (row.old.length === 0) counts.added += 1
        else if (row.new.length === 0) counts.removed += 1
        else if (row.cells.every(({ runs, old, new: to }) => isUnchanged(runs) && old.length === to.length))
          counts.moved += 1
        else counts.edited += 1
        break
      case 'removed':
      case 'added':
        if (!isMoves) counts[row.kind] += 1
        break
      case 'moved':
        counts.moved += 1
        break
      case 'same':
      case 'moved-away':
        break
    }
  })
  return counts
}
