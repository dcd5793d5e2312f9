/** Keeps raw mail and where it lay, before anything reads it. */
import { setCursor, type SyncCursor } from '../store/repositories/mailboxes'
import { insertMessage, insertPlace, type MessagePlace } from '../store/repositories/messages'
import { claimsFromFlags } from './claims'
import { transact, type DeskContext } from './context'

/** A mail as it came. */
export interface Arrival {
  /** Its bytes, or the blob that holds them already (`blobs.putStream`). */
  readonly source: { readonly bytes: Uint8Array } | { readonly sha256: string; readonly size: number }
  /** Where it lies; null when it came from a file. */
  readonly place: MessagePlace | null
  /** The server's flags and keywords there. */
  readonly flags: readonly string[]
  /** UTC milliseconds. */
  readonly arrivedAt: number
  /** Older than the account's cut-off date: searchable, no work item. */
  readonly history: boolean
  /** Somebody here wrote it (the Sent folder). */
  readonly outgoing: boolean
}

/** How far a folder was pulled once a batch is kept. */
export interface FolderCursor {
  readonly accountId: string
  readonly folder: string
  readonly cursor: SyncCursor
}

export interface Received {
  readonly hash: string
  /** False when these bytes were here before. */
  readonly isNew: boolean
}

/**
 * Keeps a batch, in order: first all bytes, synced; then one transaction for messages, places, flags and the cursor. A kill
 * before the transaction leaves blobs that nobody names and a cursor that brings the same mails again. Throws what the
 * disk throws, and no row is written then.
 */
export async function receiveAll(
  context: DeskContext,
  arrivals: readonly Arrival[],
  cursor: FolderCursor | null = null,
): Promise<Received[]> {
  const brought = arrivals.flatMap(({ source }) => ('bytes' in source ? [source.bytes] : []))
  const names = (await context.blobs.putAll(brought)).values()
  const kept = arrivals.map(({ source, ...arrival }) =>
    'bytes' in source
      ? { ...arrival, hash: names.next().value ?? '', size: source.bytes.byteLength }
      : { ...arrival, hash: source.sha256, size: source.size },
  )
  return transact(context, () => {
    const received = kept.map(({ hash, size, place, flags, arrivedAt, history, outgoing }) => {
      const isNew = insertMessage(context.db, { hash, size, arrivedAt, history, outgoing })
      if (place !== null) {
        insertPlace(context.db, { ...place, hash, flags })
        // A new mail has no submission yet: what is claimed on it is read when it is sorted.
        if (!isNew) claimsFromFlags(context, { accountId: place.accountId, hash, before: [], after: flags })
      }
      return { hash, isNew }
    })
    if (cursor !== null) setCursor(context.db, cursor, cursor.cursor, context.now())
    return received
  })
}

/** Keeps one mail of today that came in (see `receiveAll`). */
export async function receive(
  context: DeskContext,
  raw: Uint8Array,
  place: MessagePlace | null,
  arrivedAt: number,
  cursor: SyncCursor | null = null,
): Promise<Received> {
  const arrival = { source: { bytes: raw }, place, flags: [], arrivedAt, history: false, outgoing: false }
  const reached = place === null || cursor === null ? null : { ...place, cursor }
  const [received] = await receiveAll(context, [arrival], reached)
  if (received === undefined) throw new Error('one mail was kept and none came back')
  return received
}
