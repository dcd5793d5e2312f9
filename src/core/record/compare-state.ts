/** Compares the state tables with what the record makes of them: a row that something else wrote is found and named. */
import type { Database } from 'better-sqlite3'
import type { AuditBreak } from '@shared/domain/audit'
import { applyEvent } from './apply'
import { storedEventsAfter, typedEvent } from './read-events'
import { STATE_TABLES } from './replay'

/** Rows that are named before the comparison ends. */
export const MAX_STATE_BREAKS = 100

/** Events applied, and rows compared, before other work gets its turn. */
const EVENTS = 200
const ROWS = 1_000

export type StateComparison =
  { readonly kind: 'compared'; readonly breaks: readonly AuditBreak[]; readonly more: boolean } | ReplayStopped

/** The record cannot be replayed: an event does not fit what came before it. */
export interface ReplayStopped {
  readonly kind: 'stopped'
  readonly seq: number
  readonly detail: string
}

/**
 * Replays the record of `source` into `target`, a fresh database, and compares the state tables row by row. `source` must not
 * change meanwhile (a read transaction). Of what was erased the tombstones are replayed, as the tables were made from them.
 */
export async function compareState(
  source: Database,
  target: Database,
  pause: () => Promise<void>,
): Promise<StateComparison> {
  const stopped = await replaySlowly(source, target, pause)
  if (stopped !== null) return stopped
  const breaks: AuditBreak[] = []
  for (const table of STATE_TABLES) {
    for (const found of differingRows(source, target, table)) {
      if (found === null) {
        await pause()
        continue
      }
      if (breaks.length === MAX_STATE_BREAKS) return { kind: 'compared', breaks, more: true }
      breaks.push(asBreak(table, found))
    }
  }
  return { kind: 'compared', breaks, more: false }
}

async function replaySlowly(
  source: Database,
  target: Database,
  pause: () => Promise<void>,
): Promise<ReplayStopped | null> {
  for (let last = Number.MIN_SAFE_INTEGER; ;) {
    const stored = storedEventsAfter(source, last, EVENTS)
    let seq = last
    try {
      target.transaction(() => {
        for (const each of stored) {
          seq = each.seq
          const event = typedEvent(each)
          if (event !== null) applyEvent(target, event)
        }
      })()
    } catch (error) {
      return { kind: 'stopped', seq, detail: error instanceof Error ? error.message : String(error) }
    }
    last = stored.at(-1)?.seq ?? last
    if (stored.length < EVENTS) return null
    await pause()
  }
}

export type Row = Readonly<Record<string, unknown>>

/** A row that is not the same in two databases; null where one has none. */
export interface DifferingRow {
  readonly keys: readonly string[]
  readonly here: Row | null
  readonly there: Row | null
}

function asBreak(table: string, { keys, here, there }: DifferingRow): AuditBreak {
  const key = keys.map((name) => String((here ?? there)?.[name])).join(' ')
  if (there === null) return { kind: 'state', table, key, fault: 'extra', columns: [] }
  if (here === null) return { kind: 'state', table, key, fault: 'missing', columns: [] }
  const columns = Object.keys(here).filter((name) => !sameValue(here[name], there[name]))
  return { kind: 'state', table, key, fault: 'changed', columns }
}

/** The rows that differ, in the order of the key; null after each slice. */
export function* differingRows(source: Database, target: Database, table: string): Generator<DifferingRow | null> {
  const columns = source.prepare('SELECT name, pk FROM pragma_table_info(?)').all(table) as {
    name: string
    pk: number
  }[]
  const keys = columns.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk)
  if (keys.length === 0) throw new Error(`the state table ${table} has no key`)
  const names = keys.map(({ name }) => name)
  const order = names.join(', ')
  const places = names.map(() => '?').join(', ')
  // Bounds are given as values of the key; without one, everything is on that side of it.
  const slice = (after: boolean, upTo: boolean): string => {
    const where = [after ? `(${order}) > (${places})` : null, upTo ? `(${order}) <= (${places})` : null]
    const condition = where.filter((each) => each !== null).join(' AND ')
    return `SELECT * FROM ${table} ${condition === '' ? '' : `WHERE ${condition}`} ORDER BY ${order}`
  }
  const keyOf = (row: Row): unknown[] => names.map((name) => row[name])
  const said = (row: Row): string => keyOf(row).map(String).join(' ')
  let last: unknown[] = []
  for (;;) {
    const known = last.length > 0
    const here = source.prepare(`${slice(known, false)} LIMIT ${ROWS}`).all(...last) as Row[]
    const end = here.length < ROWS ? [] : keyOf(here.at(-1) ?? {})
    const there = target.prepare(slice(known, end.length > 0)).all(...last, ...end) as Row[]
    const expected = new Map(there.map((row) => [said(row), row]))
    for (const row of here) {
      const should = expected.get(said(row)) ?? null
      expected.delete(said(row))
      const same = should !== null && columns.every(({ name }) => sameValue(row[name], should[name]))
      if (!same) yield { keys: names, here: row, there: should }
    }
    for (const row of expected.values()) yield { keys: names, here: null, there: row }
    yield null
    if (end.length === 0) return
    last = end
  }
}

function sameValue(one: unknown, other: unknown): boolean {
  if (Buffer.isBuffer(one) && Buffer.isBuffer(other)) return one.equals(other)
  return one === other
}
