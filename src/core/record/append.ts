/** Writes events: to the chain and, by applying them, to the state tables. Nothing else writes those. */
import { v7 as uuidv7 } from 'uuid'
import type { Database } from 'better-sqlite3'
import { canonicalJson } from '@shared/canonical-json'
import { eventPayloads, type DeskChange, type RecordedEvent } from '@shared/domain/event'
import { wellFormed } from '@shared/well-formed'
import { applyEvent } from './apply'
import { GENESIS_HASH, hashEnvelope, hashPayload } from './chain'
import { randomBytes16 } from './random-bytes'

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
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertPayload = db.prepare('INSERT INTO audit_payloads (seq, payload) VALUES (?, ?)')
  const head = readHead(db)
  let { seq, hash: prevHash } = head
  const recorded: RecordedEvent[] = []
  for (const change of changes) {
    // As replay will read it: members in the schema's order, and none that the schema does not know.
    const payload = wellFormed(eventPayloads[change.type].parse(change.payload))
    const payloadJson = canonicalJson(payload)
    const salt = Buffer.from(randomBytes16()).toString('hex')
    seq += 1
    const envelope = {
      id: uuidv7({ random: randomBytes16(), seq }),
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
    insertEvent.run(
      seq,
      envelope.id,
      envelope.deskId,
      prevHash,
      hash,
      envelope.type,
      envelope.v,
      envelope.at,
      envelope.editorId,
      envelope.subject,
      salt,
      envelope.payloadHash,
    )
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
