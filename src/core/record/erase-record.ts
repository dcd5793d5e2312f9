/**
 * Puts tombstones in the place of payloads, and the tables that replay makes of them in the place of the tables. What takes
 * long (two replays and their comparison) is done beside the work, on a snapshot; the change itself is one short transaction.
 */
import type { Database } from 'better-sqlite3'
import { hashPayload } from './chain'
import { differingRows, type DifferingRow, type ReplayStopped } from './compare-state'
import { applyEvent } from './apply'
import { storedEventsAfter, typedEvent, type StoredEvent } from './read-events'
import { STATE_TABLES } from './replay'
import { tombstoneOf, type StandIns } from './tombstone'

/** Events replayed before other work gets its turn: it is done twice each. */
const EVENTS = 100

/** Which events are about the person, and what stands for their words. */
export interface ErasurePlan {
  readonly concerns: (stored: StoredEvent, payload: Readonly<Record<string, unknown>>) => boolean
  readonly standIns: StandIns
}

export interface Tombstone {
  readonly seq: number
  readonly payload: string
  /** The salted hash that the erasure seals it by. */
  readonly hash: string
}

export interface PreparedErasure {
  readonly kind: 'prepared'
  /** The last event that was looked at. */
  readonly seq: number
  readonly tombstones: readonly Tombstone[]
  /** What those payloads said, in the same order. */
  readonly originals: readonly StoredEvent[]
  readonly rows: readonly TableRows[]
}

interface TableRows {
  readonly table: string
  /** `here`: as it stands; `there`: as it is to be. */
  readonly rows: readonly DifferingRow[]
}

/** The tables are not what the record says: taking them over would hide what somebody did to them. */
export interface StateDiffers {
  readonly kind: 'state-differs'
}

/**
 * Replays the record of `source` as it is and as it is to be, into two fresh databases, and says which rows change. `source` must
 * not change meanwhile (a read transaction). Refused where the tables are not what the record gives: see `verify`.
 */
export async function prepareErasure(
  source: Database,
  fresh: { readonly asIs: Database; readonly asErased: Database },
  plan: ErasurePlan,
  pause: () => Promise<void>,
): Promise<PreparedErasure | ReplayStopped | StateDiffers> {
  const tombstones: Tombstone[] = []
  const originals: StoredEvent[] = []
  const take = (stored: StoredEvent): void => {
    const event = typedEvent(stored)
    if (event === null || stored.payload === null) throw new Error('its payload is missing')
    applyEvent(fresh.asIs, event)
    if (!plan.concerns(stored, event.payload)) return applyEvent(fresh.asErased, event)
    const payload = tombstoneOf(stored.type, stored.payload, plan.standIns)
    // An event without a word of the person stays as it is, and under the chain's own hash.
    if (payload === stored.payload) return applyEvent(fresh.asErased, event)
    tombstones.push({ seq: stored.seq, payload, hash: hashPayload(stored.salt, payload) })
    originals.push(stored)
    applyEvent(fresh.asErased, typedEvent({ ...stored, payload }) ?? event)
  }
  let seq = 0
  for (;;) {
    const events = storedEventsAfter(source, seq, EVENTS)
    let at = seq
    try {
      fresh.asIs.transaction(() => {
        fresh.asErased.transaction(() => {
          for (const stored of events) {
            at = stored.seq
            take(stored)
          }
        })()
      })()
    } catch (error) {
      return { kind: 'stopped', seq: at, detail: error instanceof Error ? error.message : String(error) }
    }
    seq = events.at(-1)?.seq ?? seq
    if (events.length < EVENTS) break
    await pause()
  }
  const rows: TableRows[] = []
  for (const table of STATE_TABLES) {
    for (const found of differingRows(source, fresh.asIs, table)) {
      if (found !== null) return { kind: 'state-differs' }
      await pause()
    }
    const changed: DifferingRow[] = []
    for (const found of differingRows(fresh.asIs, fresh.asErased, table)) {
      if (found === null) await pause()
      else changed.push(found)
    }
    if (changed.length > 0) rows.push({ table, rows: changed })
  }
  return { kind: 'prepared', seq, tombstones, originals, rows }
}

/** Writes what was prepared. Must run inside a transaction, whose record is the one that was looked at but for events about others. */
export function writeErasure(db: Database, prepared: PreparedErasure, now: number): void {
  if (!db.inTransaction) throw new Error('an erasure is written inside a transaction')
  // Rows point at each other in either order until all are written.
  db.pragma('defer_foreign_keys = ON')
  const entomb = db.prepare('UPDATE audit_payloads SET payload = ?, erased_at = ? WHERE seq = ?')
  for (const { seq, payload } of prepared.tombstones) entomb.run(payload, now, seq)
  for (const { table, rows } of prepared.rows) {
    for (const { keys, here, there } of rows) {
      if (here !== null && there === null) {
        db.prepare(`DELETE FROM ${table} WHERE ${keys.map((name) => `${name} = @${name}`).join(' AND ')}`).run(here)
      }
    }
  }
  for (const { table, rows } of prepared.rows.toReversed()) {
    for (const { keys, here, there } of rows) {
      if (there === null) continue
      const columns = Object.keys(there)
      const sql =
        here === null
          ? `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`
          : `UPDATE ${table} SET ${columns.map((name) => `${name} = @${name}`).join(', ')}
             WHERE ${keys.map((name) => `${name} = @${name}`).join(' AND ')}`
      if (db.prepare(sql).run(there).changes !== 1) throw new Error(`${table}: a row is not where it was`)
    }
  }
}
