/** Same words, other formatting. */
import type { DiffRun, FormatChange } from '@shared/manuscript/version-diff'
import type { DiffBlock, FormatRun } from './diff-blocks'
import { FORMATS_MAX } from './limits'

/** The formatting of blocks joined by `\n`. */
function joinedFormats(blocks: readonly DiffBlock[]): FormatRun[] {
  let at = 0
  return blocks.flatMap(({ text, formats }) => {
    const from = at
    at += text.length + 1
    return formats.map(({ start, end, marks }) => ({ start: from + start, end: from + end, marks }))
  })
}

/** Where the runs' same words are formatted otherwise, in offsets of the new text. */
export function diffFormats(
  old: readonly DiffBlock[],
  next: readonly DiffBlock[],
  runs: readonly DiffRun[],
): FormatChange[] {
  const before = joinedFormats(old)
  const after = joinedFormats(next)
  if (before.length === 0 && after.length === 0) return []
  const changes: FormatChange[] = []
  let oldAt = 0
  let newAt = 0
  for (const { kind, length } of runs) {
    if (kind === 'same') {
      const shift = newAt - oldAt
      // The formatting changes only where a run of either text begins or ends.
      const cuts = new Set([newAt, newAt + length])
      const cut = (at: number): void => {
        if (at > newAt && at < newAt + length) cuts.add(at)
      }
      for (const run of before) [run.start + shift, run.end + shift].forEach(cut)
      for (const run of after) [run.start, run.end].forEach(cut)
      const sorted = [...cuts].toSorted((a, b) => a - b)
      for (const [index, start] of sorted.entries()) {
        const end = sorted[index + 1]
        if (end === undefined) break
        const from = marksAt(before, start - shift)
        const to = marksAt(after, start)
        if (from.join('\n') !== to.join('\n')) note(changes, { start, end, from: [...from], to: [...to] })
        if (changes.length >= FORMATS_MAX) return changes
      }
    }
    if (kind !== 'added') oldAt += length
    if (kind !== 'removed') newAt += length
  }
  return changes
}

function marksAt(runs: readonly FormatRun[], at: number): readonly string[] {
  return runs.find(({ start, end }) => start <= at && at < end)?.marks ?? []
}

function note(changes: FormatChange[], change: FormatChange): void {
  const last = changes.at(-1)
  const isSame = last?.from.join('\n') === change.from.join('\n') && last.to.join('\n') === change.to.join('\n')
  if (last !== undefined && isSame && last.end === change.start) last.end = change.end
  else changes.push(change)
}
