/** Two documents beside each other: rows of paragraphs, what changed inside them, pictures, counts. Pure; runs in a worker. */
import {
  isUnchanged,
  type BlockType,
  type DiffCounts,
  type DiffRow,
  type PictureChange,
  type ShownBlock,
  type VersionDiff,
} from '@shared/manuscript/version-diff'
import { alignUnits, type Pairing, type Unit } from './align'
import { foldWidth, pictureCharacters } from './comparable'
import type { DiffBlock } from './diff-blocks'
import { diffFormats } from './diff-formats'
import { diffRuns, type RunStyle } from './diff-runs'
import { diffTables } from './diff-tables'

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
  const pictured = pictureCharacters()
  const before = sideOf(old, width, pictured)
  const after = sideOf(next, width, pictured)
  return { old, new: next, rows: rowsOf(before, after, alignUnits(before.units, after.units)) }
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
  const textOf = (side: Side, at: readonly number[]): string => at.map((index) => side.shown[index] ?? '').join('\n')
  const runs = diffRuns(textOf(before, old), textOf(after, next), before.style)
  const formats = diffFormats(
    old.flatMap((index) => before.blocks[index] ?? []),
    next.flatMap((index) => after.blocks[index] ?? []),
    runs,
  )
  const retyped = retype(before.blocks[firstOld], after.blocks[firstNew])
  const inside = { runs, formats, retyped }
  if (pairing.kind === 'moved') return [{ kind: 'moved', old: firstOld, new: firstNew, ...inside }]
  const isSame = old.length === 1 && next.length === 1 && isUnchanged(runs) && formats.length === 0 && retyped === null
  return [isSame ? { kind: 'same', old: firstOld, new: firstNew } : { kind: 'edited', old, new: next, ...inside }]
}

function retype(old: DiffBlock | undefined, next: DiffBlock | undefined): { from: BlockType; to: BlockType } | null {
  if (old === undefined || next === undefined) return null
  if (old.kind === next.kind && old.level === next.level) return null
  return { from: { kind: old.kind, level: old.level }, to: { kind: next.kind, level: next.level } }
}

/** The difference as the window shows it. */
export function versionDiff(old: readonly DiffBlock[], next: readonly DiffBlock[]): VersionDiff {
  const { rows } = diffDocuments(old, next, 'kept')
  const pictures = pictureChanges(old, next, rows)
  return {
    old: old.map(shownBlock),
    new: next.map(shownBlock),
    rows: [...rows],
    pictures,
    counts: countsOf(rows, pictures),
  }
}

function shownBlock({ id, kind, level, text, pictures }: DiffBlock): ShownBlock {
  return { id, kind, level, text, pictures: pictures.map(({ sha256, alt }) => ({ sha256, alt })) }
}

function countsOf(rows: readonly DiffRow[], pictures: readonly PictureChange[]): DiffCounts {
  const counts = { edited: 0, removed: 0, added: 0, moved: 0, formatted: 0, pictures: pictures.length }
  for (const row of rows) {
    switch (row.kind) {
      case 'edited': {
        const isWords = row.old.length !== row.new.length || !isUnchanged(row.runs)
        if (isWords) counts.edited += 1
        else counts.formatted += 1
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
      case 'moved':
        counts[row.kind] += 1
        break
      case 'same':
      case 'moved-away':
        break
    }
  }
  return counts
}

/** Pictures that came, went, or stand in another paragraph. The same picture twice is two. */
function pictureChanges(
  old: readonly DiffBlock[],
  next: readonly DiffBlock[],
  rows: readonly DiffRow[],
): PictureChange[] {
  const placesOf = (blocks: readonly DiffBlock[]): Map<string, number[]> => {
    const places = new Map<string, number[]>()
    blocks.forEach(({ pictures }, at) => {
      for (const { sha256 } of pictures) places.set(sha256, [...(places.get(sha256) ?? []), at])
    })
    return places
  }
  const before = placesOf(old)
  const after = placesOf(next)
  const mates = matesOf(rows)
  const changes: PictureChange[] = []
  for (const sha256 of new Set([...before.keys(), ...after.keys()])) {
    const gone = [...(before.get(sha256) ?? [])]
    const fresh = (after.get(sha256) ?? []).filter((at) => {
      const stayed = gone.findIndex((from) => mates.get(from)?.includes(at) === true)
      if (stayed >= 0) gone.splice(stayed, 1)
      return stayed < 0
    })
    for (const at of fresh) {
      const from = gone.shift()
      changes.push(
        from === undefined ? { kind: 'added', sha256, new: at } : { kind: 'moved', sha256, old: from, new: at },
      )
    }
    for (const at of gone) changes.push({ kind: 'removed', sha256, old: at })
  }
  return changes
}

/** The new blocks that an old one stayed or became, where it stands: one that moved takes its pictures along. */
function matesOf(rows: readonly DiffRow[]): ReadonlyMap<number, readonly number[]> {
  const mates = new Map<number, readonly number[]>()
  for (const row of rows) {
    if (row.kind === 'same') mates.set(row.old, [row.new])
    else if (row.kind === 'edited' || row.kind === 'table') for (const old of row.old) mates.set(old, row.new)
    // A picture alone in its paragraph moves as a picture.
  }
  return mates
}
