/**
 * Brings what is known of one IMAP folder up to date (RFC 3501; RFC 7162 where offered): first what changed on known
 * mails, then what disappeared without a word, then new mail in ascending order of UID, with bounded memory.
 */
import type { ImapFlow, MailboxObject } from 'imapflow'
import type { ConnectionFailure } from '@shared/domain/mail'
import { fail, ok, type Result } from '@shared/domain/result'
import { failureOf } from './connection-failure'
import type { FlagChange, FolderBook, FolderCursor } from './folder-book'
import type { ChangeListener } from './folder-events'
import { listFlags, uidSet } from './imap-fetch'
import type { ImapClient } from './imap-client'
import { openFolder } from './open-folder'
import { LISTING_BATCH } from './pull-limits'
import { pullMails, TakerError, type PullCount } from './pull-mails'
import { betterFailure } from './with-mailbox'

/** Mails whose flags are asked for by one command. */
const FLAG_BATCH = LISTING_BATCH * 4

export interface FolderProgress {
  readonly done: number
  readonly total: number
  readonly bytes: number
}

export interface FolderRequest {
  readonly folder: string
  readonly book: FolderBook
  /**
   * Looks at every mail again: its flags, whether it is there, whether it was ever taken. Where a server tells no changes
   * of flags by itself this is how they are noticed, so it is asked for now and then.
   */
  readonly thorough: boolean
  readonly onProgress?: (progress: FolderProgress) => void
  readonly signal?: AbortSignal
}

export interface FolderOutcome extends PullCount {
  /** Mails whose flags changed, or that lie there again. */
  readonly updated: number
  /** Mails that disappeared. */
  readonly deleted: number
  /** The folder was rebuilt on the server: its mails were matched with the known ones. */
  readonly rebuilt: boolean
  /** Stopped by the signal; the cursor says how far it came. */
  readonly cancelled: boolean
}

/** One folder, up to date. What the book throws is thrown; what the line does is a value. */
export async function syncFolder(
  client: ImapClient,
  events: ChangeListener,
  request: FolderRequest,
): Promise<Result<FolderOutcome, ConnectionFailure>> {
  const { book, folder } = request
  const before = book.cursor()
  const known = before?.modseq == null ? null : { uidValidity: before.uidValidity, modseq: before.modseq }
  events.collect()
  const opened = await openFolder(client.flow, folder, 'read', known)
  const told = events.take()
  if (!opened.ok) return fail(betterFailure(client, opened.error))
  try {
    return ok(await bringUpToDate(client.flow, opened.value, before, told, request))
  } catch (error) {
    if (error instanceof TakerError) throw error.cause
    return fail(betterFailure(client, failureOf(error, 'fetch')))
  }
}

interface Told {
  readonly flags: readonly FlagChange[]
  readonly gone: readonly number[]
}

async function bringUpToDate(
  flow: ImapFlow,
  mailbox: MailboxObject,
  before: FolderCursor | null,
  told: Told,
  request: FolderRequest,
): Promise<FolderOutcome> {
  const { book } = request
  // As of the opening: ImapFlow's object goes on changing.
  const { exists, uidNext } = mailbox
  const uidValidity = String(mailbox.uidValidity)
  const modseq = mailbox.noModseq === true || mailbox.highestModseq === undefined ? null : String(mailbox.highestModseq)
  const rebuilt = before !== null && before.uidValidity !== uidValidity
  const lastUid = before === null || rebuilt ? 0 : before.lastUid
  const cursor: FolderCursor = { uidValidity, lastUid, modseq }
  let updated = 0
  let deleted = 0
  const follow = (changes: Parameters<FolderBook['follow']>[0]): void => {
    const made = request.book.follow(changes, cursor)
    updated += made.updated
    deleted += made.deleted
  }

  if (before !== null && !rebuilt) {
    const inReach = ({ uid }: FlagChange): boolean => uid <= lastUid
    const flags = await changedFlags(flow, mailbox, before, modseq, told, request)
    const gone = isResynchronised(mailbox) ? told.gone.filter((uid) => uid <= lastUid) : []
    // What vanished is noted together with HIGHESTMODSEQ, never after it: the server tells it once.
    if (flags.length > 0 || gone.length > 0 || modseq !== before.modseq) {
      follow({ flags: flags.filter(inReach), gone, back: [] })
    }
  }

  const fresh = await newUids(flow, exists, uidNext, lastUid)
  const listedAtOpening = fresh.filter((uid) => uidNext === undefined || uid < uidNext).length
  const missed: number[] = []
  // Some servers report no deletion, or not this one. The count gives it away, at the highest UID as well.
  if (request.thorough || book.countPresent(uidValidity) + listedAtOpening !== exists) {
    const there = new Set(exists === 0 ? [] : await search(flow, { all: true }))
    const present = book.presentUids(uidValidity)
    const noted = new Set(present)
    const absent = present.filter((uid) => !there.has(uid))
    const back: number[] = []
    for (const uid of there) {
      if (uid > lastUid || noted.has(uid)) continue
      if (book.isNoted(uidValidity, uid)) back.push(uid)
      else missed.push(uid)
    }
    if (absent.length > 0 || back.length > 0) follow({ flags: [], gone: absent, back })
  }

  const matching = book.hasUnmatched(uidValidity, before === null)
  const pulled = await pullMails(flow, {
    ...request,
    uids: [...missed, ...fresh].sort((a, b) => a - b),
    cursor,
    matching,
    end: Math.max(lastUid, (uidNext ?? 1) - 1),
  })
  if (!pulled.cancelled && matching) deleted += book.settle(uidValidity).deleted
  return { ...pulled, updated, deleted, rebuilt }
}

/** Whether the opening told all changes since what was known. */
function isResynchronised(mailbox: MailboxObject): boolean {
  return (mailbox as { readonly qresync?: boolean }).qresync === true
}

/** What became of known mails' flags: told at the opening, asked for by HIGHESTMODSEQ, or all read again. */
async function changedFlags(
  flow: ImapFlow,
  mailbox: MailboxObject,
  before: FolderCursor,
  modseq: string | null,
  told: Told,
  { book, thorough }: FolderRequest,
): Promise<readonly FlagChange[]> {
  if (before.lastUid === 0 || mailbox.exists === 0) return []
  // A server that counts changes from now on: what came before is read once.
  const firstCount = modseq !== null && before.modseq === null
  if (thorough || firstCount) {
    const uids = book.presentUids(before.uidValidity)
    const flags: FlagChange[] = []
    for (let start = 0; start < uids.length; start += FLAG_BATCH) {
      flags.push(...(await listFlags(flow, uidSet(uids.slice(start, start + FLAG_BATCH)), null)))
    }
    return flags
  }
  if (modseq === null || modseq === before.modseq) return []
  if (isResynchronised(mailbox)) return told.flags
  return listFlags(flow, `1:${before.lastUid}`, before.modseq)
}

/** UIDs above `lastUid`, ascending. `n:*` names the last mail even when nothing is new, so what came before is dropped. */
async function newUids(
  flow: ImapFlow,
  exists: number,
  uidNext: number | undefined,
  lastUid: number,
): Promise<number[]> {
  if (exists === 0) return []
  if (uidNext !== undefined && uidNext <= lastUid + 1) return []
  const found = await search(flow, { uid: `${lastUid + 1}:*` })
  return found.filter((uid) => uid > lastUid).sort((a, b) => a - b)
}

async function search(flow: ImapFlow, query: { readonly uid: string } | { readonly all: true }): Promise<number[]> {
  const found = await flow.search(query, { uid: true })
  if (!Array.isArray(found)) throw new Error('the server did not answer the search')
  return found
}
