/** Checks that nothing in the record was changed, removed or put in. */
import type { Database } from 'better-sqlite3'
import { breakLine, type AuditBreak, type ChainFault } from '@shared/domain/audit'
import { GENESIS_HASH, hashEnvelope, hashPayload } from './chain'
import { storedEvents, storedEventsAfter, type StoredEvent } from './read-events'

export interface ChainReport {
  readonly events: number
  readonly head: string
  /** Where it is broken, in the order of the chain. */
  readonly breaks: readonly AuditBreak[]
  /** One line a problem, in English, for the verify report. */
  readonly problems: readonly string[]
}

/** Events checked before other work gets its turn: about 20 ms. */
const SLICE = 1_000

/**
 * Walks the whole chain: numbering, links, envelope hashes, payload hashes (erased payloads excepted).
 * That events were cut off at the end shows only by what they left; a backup keeps the head's hash for that.
 */
export function verifyChain(db: Database): ChainReport {
  const walk = startWalk()
  for (const event of storedEvents(db)) walk.take(event)
  return walk.end(db)
}

/** The same, with a pause between slices in which other work has its turn. */
export async function verifyChainSlowly(db: Database, pause: () => Promise<void>, slice = SLICE): Promise<ChainReport> {
  const walk = startWalk()
  for (let last = Number.MIN_SAFE_INTEGER; ;) {
    const events = storedEventsAfter(db, last, slice)
    for (const event of events) walk.take(event)
    last = events.at(-1)?.seq ?? last
    if (events.length < slice) return walk.end(db)
    await pause()
  }
}

interface Walk {
  take(event: StoredEvent): void
  end(db: Database): ChainReport
}

function startWalk(): Walk {
  const breaks: AuditBreak[] = []
  let prevHash = GENESIS_HASH
  let events = 0
  const broken = (seq: number, fault: ChainFault, expected: number | null = null): void => {
    breaks.push({ kind: 'chain', seq, fault, expected })
  }
  const take = (event: StoredEvent): void => {
    events += 1
    if (event.seq !== events) broken(event.seq, 'number', events)
    if (event.prev_hash !== prevHash) broken(event.seq, 'link')
    const hash = hashEnvelope({
      id: event.id,
      deskId: event.desk_id,
      seq: event.seq,
      prevHash: event.prev_hash,
      type: event.type,
      v: event.v,
      at: event.at,
      editorId: event.editor_id,
      subject: event.subject,
      salt: event.salt,
      payloadHash: event.payload_hash,
    })
    if (hash !== event.hash) broken(event.seq, 'envelope')
    if (event.payload !== null && hashPayload(event.salt, event.payload) !== event.payload_hash) {
      broken(event.seq, 'payload')
    }
    if (event.payload === null && event.erased_at === null) broken(event.seq, 'payload-missing')
    prevHash = event.hash
    events = event.seq
  }
  return {
    take,
    end(db) {
      const all = [...breaks, ...eventsBeyond(db, events)]
      return { events, head: prevHash, breaks: all, problems: all.map(breakLine) }
    },
  }
}

/** A chain whose end was cut off is a chain; what its last events left elsewhere tells. */
function eventsBeyond(db: Database, last: number): AuditBreak[] {
  const left = db
    .prepare(
      `SELECT seq FROM audit_payloads WHERE seq > @last UNION SELECT seq FROM event_subjects WHERE seq > @last
       ORDER BY seq LIMIT 100`,
    )
    .pluck()
    .all({ last }) as number[]
  return left.map((seq) => ({ kind: 'chain', seq, fault: 'missing', expected: null }))
}
