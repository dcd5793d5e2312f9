/** Reads the record back as typed events. */
import type { Database } from 'better-sqlite3'
import { eventPayloads, type EventType, type RecordedEvent } from '@shared/domain/event'

export interface StoredEvent {
  readonly seq: number
  readonly id: string
  readonly desk_id: string
  readonly prev_hash: string
  readonly hash: string
  readonly type: string
  readonly v: number
  readonly at: number
  readonly editor_id: string
  readonly subject: string
  readonly salt: string
  readonly payload_hash: string
  readonly payload: string | null
  readonly erased_at: number | null
}

const SELECT = `SELECT e.seq, e.id, e.desk_id, e.prev_hash, e.hash, e.type, e.v, e.at, e.editor_id, e.subject, e.salt,
  e.payload_hash, p.payload, p.erased_at FROM audit_events e LEFT JOIN audit_payloads p ON p.seq = e.seq`

/** All stored events in order, one at a time. */
export function* storedEvents(db: Database): Generator<StoredEvent> {
  yield* db.prepare(`${SELECT} ORDER BY e.seq`).iterate() as IterableIterator<StoredEvent>
}

/** The next stored events after a number, in order. */
export function storedEventsAfter(db: Database, seq: number, limit: number): StoredEvent[] {
  return db.prepare(`${SELECT} WHERE e.seq > ? ORDER BY e.seq LIMIT ?`).all(seq, limit) as StoredEvent[]
}

/** The stored events of these numbers, in the order of the numbers given; what is not there is left out. */
export function storedEventsOf(db: Database, numbers: readonly number[]): StoredEvent[] {
  const found = db
    .prepare(`${SELECT} WHERE e.seq IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(numbers)) as StoredEvent[]
  const byNumber = new Map(found.map((event) => [event.seq, event]))
  return numbers.flatMap((seq) => byNumber.get(seq) ?? [])
}

/** The stored events about one subject (an author, a submission), newest first; `before`: only older ones than that number. */
export function eventsAbout(db: Database, subject: string, limit: number, before: number | null = null): StoredEvent[] {
  return db
    .prepare(
      `${SELECT} JOIN event_subjects s ON s.seq = e.seq WHERE s.subject = ? AND s.seq < ? ORDER BY s.seq DESC LIMIT ?`,
    )
    .all(subject, before ?? Number.MAX_SAFE_INTEGER, limit) as StoredEvent[]
}

/** The stored events of one aggregate (an annotation, a letter), oldest first. */
export function eventsOf(db: Database, subject: string): StoredEvent[] {
  return db.prepare(`${SELECT} WHERE e.subject = ? ORDER BY e.seq`).all(subject) as StoredEvent[]
}

/** The typed event of a stored one, a tombstone included; null when its payload is missing. */
export function typedEvent(stored: StoredEvent): RecordedEvent | null {
  if (stored.payload === null) return null
  if (!(stored.type in eventPayloads)) throw new Error(`event ${stored.seq} has the unknown type ${stored.type}`)
  const type = stored.type as EventType
  const payload = eventPayloads[type].parse(JSON.parse(stored.payload))
  return {
    type,
    payload,
    id: stored.id,
    deskId: stored.desk_id,
    seq: stored.seq,
    prevHash: stored.prev_hash,
    hash: stored.hash,
    v: stored.v,
    at: stored.at,
    editorId: stored.editor_id,
    subject: stored.subject,
    salt: stored.salt,
    payloadHash: stored.payload_hash,
  } as RecordedEvent
}
