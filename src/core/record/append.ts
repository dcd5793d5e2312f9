/** Writes events: to the chain and, by applying them, to the state tables. Nothing else writes those. */
import { randomFillSync } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { Database } from 'better-sqlite3'
import { canonicalJson } from '@shared/canonical-json'
import { eventPayloads, type DeskChange, type RecordedEvent } from '@shared/domain/event'
import { wellFormed } from '@shared/well-formed'
import { applyEvent } from './apply'
import { GENESIS_HASH, hashEnvelope, hashPayload } from './chain'

/** Who appends, to which desk, and when (UTC milliseconds). */
export interface AppendContext {
  readonly deskId: string
  readonly editorId: string
  readonly now: number
}

/** The version that payloads are written in. The first change of one brings the upcast of older ones with it. */
export const PAYLOAD_VERSION = 1

/**
 * Appends changes in order and applies each. Must run inside a transaction: either the whole use case
 * is in the record, or nothing of it. A payload that does not fit its schema is a bug and throws.
 */
export function appendEvents(db: Database, context: AppendContext, changes: readonly DeskChange[]): RecordedEvent[] {
  if (!db.inTransaction) throw new Error('events are appended inside a transaction')
  const insertEvent = db.prepare(
    `INSERT INTO audit_events (seq, id, desk_id, prev_hash, hash, type, v, at, editor_id, subject, salt, payload_hash)
     VALUES (@seq, @id, @deskId, @prevHash, @hash, @type, @v, @at, @editorId, @subject, @salt, @payloadHash)`,
  )
  const insertPayload = db.prepare('INSERT INTO audit_payloads (seq, payload) VALUES (?, ?)')
  const head = readHead(db)
  let { seq, hash: prevHash } = head
  const recorded: RecordedEvent[] = []
  for (const change of changes) {
    // As replay will read it: members in the schema's order, and none that the schema does not know.
    const payload = wellFormed(eventPayloads[change.type].parse(change.payload))
    const payloadJson = canonicalJson(payload)
    const salt = newSalt()
    seq += 1
    const envelope = {
      id: uuidv7(),
      deskId: context.deskId,
      seq,
      prevHash,
      type: change.type,
      v: PAYLOAD_VERSION,
      at: context.now,
      editorId: context.editorId,
      subject: change.subject,
      salt,
      payloadHash: hashPayload(salt, payloadJson),
    }
    const hash = hashEnvelope(envelope)
    insertEvent.run({ ...envelope, hash })
    insertPayload.run(seq, payloadJson)
    const event = { ...change, payload, ...envelope, hash } as RecordedEvent
    applyEvent(db, event)
    recorded.push(event)
    prevHash = hash
  }
  return recorded
}

/** The newest event's number and hash; 0 and the genesis hash before the first. */
export function readHead(db: Database): { readonly seq: number; readonly hash: string } {
  const row = db.prepare('SELECT seq, hash FROM audit_events ORDER BY seq DESC LIMIT 1').get() as
    { seq: number; hash: string } | undefined
  return row ?? { seq: 0, hash: GENESIS_HASH }
}

const SALT_BYTES = 16
/** Random bytes asked of the system at a time: an event's salt by itself costs as much as hashing the event. */
const pool = Buffer.alloc(SALT_BYTES * 256)
let used = pool.length

function newSalt(): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += SALT_BYTES
  return pool.toString('hex', used - SALT_BYTES, used)
}
