/** Checks that nothing in the record was changed, removed or put in. */
import type { Database } from 'better-sqlite3'
import { breakLine, type AuditBreak, type ChainFault } from '@shared/domain/audit'
import { eventPayloads } from '@shared/domain/event'
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
 * Walks the whole chain: numbering, links, envelope hashes, payload hashes; of erased payloads the hashes that their erasure sealed.
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
  /** By number: the hash of what stands in an erased payload's place, and the one that an erasure sealed. */
  const tombstones = new Map<number, string>()
  const seals = new Map<number, string>()
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
    if (event.payload === null) broken(event.seq, 'payload-missing')
    else if (event.erased_at !== null) tombstones.set(event.seq, hashPayload(event.salt, event.payload))
    else if (hashPayload(event.salt, event.payload) !== event.payload_hash) broken(event.seq, 'payload')
    // A later erasure seals anew what an earlier one has sealed: an event may be about two persons.
    if (event.type === 'author.erased') for (const [seq, seal] of sealsOf(event)) seals.set(seq, seal)
    prevHash = event.hash
    events = event.seq
  }
  return {
    take,
    end(db) {
      for (const seq of new Set([...tombstones.keys(), ...seals.keys()])) {
        if (tombstones.get(seq) !== seals.get(seq)) broken(seq, 'tombstone')
      }
      const all = [...breaks, ...eventsBeyond(db, events)]
      return { events, head: prevHash, breaks: all, problems: all.map(breakLine) }
    },
  }
}

/** What an erasure sealed, if its own payload is the one that the chain covers. */
function sealsOf({ salt, payload, payload_hash }: StoredEvent): [number, string][] {
  if (payload === null || hashPayload(salt, payload) !== payload_hash) return []
  const { sealed } = eventPayloads['author.erased'].parse(JSON.parse(payload))
  return sealed.map(({ seq, hash }) => [seq, hash])
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
