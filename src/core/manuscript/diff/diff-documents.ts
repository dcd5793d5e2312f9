/** Two documents beside each other: rows of paragraphs, what changed inside them, pictures, counts. Pure; runs in a worker. */
import {
  isUnchanged,
  movesByRow,
  type BlockType,
  type DiffRow,
  type DiffRun,
  type FormatChange,
  type SentenceMove,
  type ShownBlock,
  type VersionDiff,
} from '@shared/manuscript/version-diff'
import { alignUnits, type Pairing, type Unit } from './align'
import { foldWidth, pictureCharacters } from './comparable'
import type { DiffBlock } from './diff-blocks'
import { countsOf } from './diff-counts'
import { diffFormats } from './diff-formats'
import { diffRuns, type RunStyle } from './diff-runs'
import { diffTables } from './diff-tables'
import { movedSentences, runsAround, type MovedStretch, type RowText } from './moved-sentences'
import { pictureChanges } from './picture-changes'

/**
 * `kept`: another width of a character is a change, as people see it. `folded`: it is none, for following words from one text
 * into another.
 */
export type Width = 'kept' | 'folded'

export interface DocumentDiff {
  readonly old: readonly DiffBlock[]
  readonly new: readonly DiffBlock[]
  readonly rows: readonly DiffRow[]
}

interface Side {
  readonly blocks: readonly DiffBlock[]
  readonly folded: readonly string[]
  /** What runs are made of. */
  readonly shown: readonly string[]
  readonly style: RunStyle
  readonly units: readonly (Unit & { readonly at: readonly number[] })[]
}

export function diffDocuments(old: readonly DiffBlock[], next: readonly DiffBlock[], width: Width): DocumentDiff {
  return { old, new: next, rows: alignedRows(sidesOf(old, next, width)) }
}

interface Sides {
  readonly before: Side
  readonly after: Side
}

function sidesOf(old: readonly DiffBlock[], next: readonly DiffBlock[], width: Width): Sides {
  const pictured = pictureCharacters()
  return { before: sideOf(old, width, pictured), after: sideOf(next, width, pictured) }
}

function alignedRows({ before, after }: Sides): DiffRow[] {
  return rowsOf(before, after, alignUnits(before.units, after.units))
}

function sideOf(blocks: readonly DiffBlock[], width: Width, pictured: (block: DiffBlock) => string): Side {
  const kept = blocks.map(pictured)
  const folded = kept.map(foldWidth)
  const units: { kind: Unit['kind']; text: string; at: number[] }[] = []
  let table = -1
  blocks.forEach(({ cell }, at) => {
    const text = folded[at] ?? ''
    const last = units.at(-1)
    if (cell !== null && cell.table === table && last?.kind === 'table') {
      last.text += `\n${text}`
      last.at.push(at)
    } else units.push({ kind: cell === null ? 'block' : 'table', text, at: [at] })
    table = cell?.table ?? -1
  })
  const style = width === 'kept' ? 'readable' : 'traceable'
  return { blocks, folded, shown: width === 'kept' ? kept : folded, style, units }
}

/** Rows in the order of the new text; what is gone stands where it stood. */
function rowsOf(before: Side, after: Side, pairings: readonly Pairing[]): DiffRow[] {
  const ofNew = new Map<number, Pairing>()
  const ofOld = new Map<number, Pairing>()
  for (const pairing of pairings) {
    for (const at of pairing.new) ofNew.set(at, pairing)
    for (const at of pairing.old) ofOld.set(at, pairing)
  }
  const rows: DiffRow[] = []
  const said = new Set<Pairing>()
  let oldAt = 0
  const oldUntil = (end: number): void => {
    for (; oldAt < end; oldAt += 1) {
      const pairing = ofOld.get(oldAt)
      if (pairing === undefined) rows.push(...only(before, oldAt, 'removed'))
      else if (pairing.kind === 'moved') rows.push(...movedAway(before, after, pairing))
    }
  }
  after.units.forEach((_unit, newAt) => {
    const pairing = ofNew.get(newAt)
    if (pairing === undefined) {
      rows.push(...only(after, newAt, 'added'))
      return
    }
    if (said.has(pairing)) return
    said.add(pairing)
    if (pairing.kind === 'pair') {
      oldUntil(pairing.old[0] ?? oldAt)
      oldAt = Math.max(oldAt, (pairing.old.at(-1) ?? -1) + 1)
    }
    rows.push(...pairedRows(before, after, pairing))
  })
  oldUntil(before.units.length)
  return rows
}

function blocksAt(side: Side, units: readonly number[]): number[] {
  return units.flatMap((unit) => side.units[unit]?.at ?? [])
}

function only(side: Side, unit: number, kind: 'removed' | 'added'): DiffRow[] {
  const { kind: what, at = [] } = side.units[unit] ?? { kind: 'block' as const }
  if (what === 'table') {
    const cells = at.map((index) => {
      const cell = side.blocks[index]?.cell
      const length = side.shown[index]?.length ?? 0
      return {
        row: cell?.row ?? 0,
        column: cell?.column ?? 0,
        old: kind === 'removed' ? [index] : [],
        new: kind === 'added' ? [index] : [],
        runs: length === 0 ? [] : [{ kind, length }],
      }
    })
    return [{ kind: 'table', old: kind === 'removed' ? [...at] : [], new: kind === 'added' ? [...at] : [], cells }]
  }
  return at.map((index) => (kind === 'removed' ? { kind, old: index } : { kind, new: index }))
}

function movedAway(before: Side, after: Side, { old, new: to }: Pairing): DiffRow[] {
  const [oldBlock] = blocksAt(before, old)
  const [newBlock] = blocksAt(after, to)
  return oldBlock === undefined || newBlock === undefined ? [] : [{ kind: 'moved-away', old: oldBlock, new: newBlock }]
}

function pairedRows(before: Side, after: Side, pairing: Pairing): DiffRow[] {
  const old = blocksAt(before, pairing.old)
  const next = blocksAt(after, pairing.new)
  const [firstOld, firstNew] = [old[0] ?? 0, next[0] ?? 0]
  if (before.units[pairing.old[0] ?? 0]?.kind === 'table') {
    const cells = diffTables({ ...before, at: old }, { ...after, at: next })
    const isSame =
      pairing.kind === 'pair' &&
      old.length === next.length &&
      cells.every(({ runs, old: was, new: is }) => isUnchanged(runs) && was.length === 1 && is.length === 1)
    return isSame
      ? cells.map((cell) => ({ kind: 'same', old: cell.old[0] ?? 0, new: cell.new[0] ?? 0 }))
      : [{ kind: 'table', old, new: next, cells }]
  }
  const runs = diffRuns(joinedText(before, old), joinedText(after, next), before.style)
  const formats = formatsOf({ before, after }, old, next, runs)
  const retyped = retype(before.blocks[firstOld], after.blocks[firstNew])
  const inside = { runs, formats, retyped }
  if (pairing.kind === 'moved') return [{ kind: 'moved', old: firstOld, new: firstNew, ...inside }]
  const isSame = old.length === 1 && next.length === 1 && isUnchanged(runs) && formats.length === 0 && retyped === null
  return [isSame ? { kind: 'same', old: firstOld, new: firstNew } : { kind: 'edited', old, new: next, ...inside }]
}

function joinedText(side: Side, at: readonly number[]): string {
  return at.map((index) => side.shown[index] ?? '').join('\n')
}

function formatsOf(
  { before, after }: Sides,
  old: readonly number[],
  next: readonly number[],
  runs: readonly DiffRun[],
): FormatChange[] {
  return diffFormats(
    old.flatMap((index) => before.blocks[index] ?? []),
    next.flatMap((index) => after.blocks[index] ?? []),
    runs,
  )
}

function retype(old: DiffBlock | undefined, next: DiffBlock | undefined): { from: BlockType; to: BlockType } | null {
  if (old === undefined || next === undefined) return null
  if (old.kind === next.kind && old.level === next.level) return null
  return { from: { kind: old.kind, level: old.level }, to: { kind: next.kind, level: next.level } }
}

/** The difference as the window shows it. */
export function versionDiff(old: readonly DiffBlock[], next: readonly DiffBlock[]): VersionDiff {
  const sides = sidesOf(old, next, 'kept')
  const { rows, moves } = withMoves(sides, alignedRows(sides))
  const pictures = pictureChanges(old, next, rows)
  const whole = { old: old.map(shownBlock), new: next.map(shownBlock), rows, moves, pictures }
  return { ...whole, counts: countsOf(whole) }
}

/** The rows with their runs made anew around the sentences that moved, and where those went. */
function withMoves(sides: Sides, rows: readonly DiffRow[]): { rows: DiffRow[]; moves: SentenceMove[] } {
  const moved = movedSentences(rows, (row) => textOfRow(sides, row))
  if (moved.length === 0) return { rows: [...rows], moves: [] }
  const movesOf = movesByRow(moved)
  const around = rows.map((row, at) => {
    if (row.kind !== 'edited' && row.kind !== 'moved') return row
    const { away, here } = movesOf(at)
    const text = textOfRow(sides, row)
    if (text === null || away.length + here.length === 0) return row
    const runs = runsAround(text, away, here)
    const { old, new: to } = blocksOf(row)
    return { ...row, runs, formats: formatsOf(sides, old, to, runs) }
  })
  return { rows: around, moves: moved.map((move) => ({ ...move, formats: formatsOfMove(sides, rows, move) })) }
}

/** The blocks whose sentences are followed. */
function blocksOf(row: DiffRow): { readonly old: readonly number[]; readonly new: readonly number[] } {
  switch (row.kind) {
    case 'edited':
      return row
    case 'moved':
      return { old: [row.old], new: [row.new] }
    case 'removed':
      return { old: [row.old], new: [] }
    case 'added':
      return { old: [], new: [row.new] }
    case 'same':
    case 'moved-away':
    case 'table':
      return { old: [], new: [] }
  }
}

/** What sentences may move out of and into. */
function textOfRow({ before, after }: Sides, row: DiffRow): RowText | null {
  const { old, new: to } = blocksOf(row)
  return old.length + to.length === 0 ? null : { old: joinedText(before, old), new: joinedText(after, to) }
}

/** How the same words are formatted at their new place, in offsets of its row. */
function formatsOfMove(sides: Sides, rows: readonly DiffRow[], { old, new: to }: MovedStretch): FormatChange[] {
  const [from, into] = [rows[old.row], rows[to.row]]
  if (from === undefined || into === undefined) return []
  const runs: DiffRun[] = [
    { kind: 'removed', length: old.start },
    { kind: 'added', length: to.start },
    { kind: 'same', length: to.end - to.start },
  ]
  return formatsOf(sides, blocksOf(from).old, blocksOf(into).new, runs)
}

function shownBlock({ id, kind, level, text, pictures }: DiffBlock): ShownBlock {
  return { id, kind, level, text, pictures: pictures.map(({ sha256, alt }) => ({ sha256, alt })) }
}
