/** Incremental pull of one IMAP folder by UID (RFC 3501). */
import type { ImapFlow, MailboxObject } from 'imapflow'
import type { ConnectionFailure, ImapAccountConfig } from '@shared/domain/mail'
import { fail, ok, type Result } from '@shared/domain/result'
import { failureOf } from './connection-failure'
import { fetchGroups, listMails, type ListedMail } from './imap-fetch'
import { connectImap, type ImapClient, type ImapClientOptions } from './imap-client'
import { openFolder } from './open-folder'
import { LISTING_BATCH, MAX_PULLED_BYTES } from './pull-limits'
import { betterFailure, farewell } from './with-mailbox'

/** Where the last pull ended: every UID up to `lastUid` was handed over and stored. */
export interface ImapCursor {
  readonly uidValidity: string
  readonly lastUid: number
}

export interface PulledMessage {
  readonly uid: number
  readonly uidValidity: string
  readonly flags: readonly string[]
  /** INTERNALDATE, UTC milliseconds; null when the server sent none. */
  readonly internalDate: number | null
  readonly raw: Uint8Array
  /** Bytes of `raw`. */
  readonly size: number
  /** The cursor that holds once this message is stored: save both in one transaction. */
  readonly cursor: ImapCursor
}

export interface PullProgress {
  readonly fetched: number
  readonly total: number
  readonly bytes: number
}

export interface PullRequest {
  readonly cursor: ImapCursor | null
  /** Only mail whose INTERNALDATE is on or after this day (UTC milliseconds); IMAP knows days only. */
  readonly since?: number
  /** Called in ascending UID order; the next message waits until it resolves. What it throws, the pull throws. */
  readonly onMessage: (message: PulledMessage) => Promise<void>
  readonly onProgress?: (progress: PullProgress) => void
  readonly signal?: AbortSignal
}

export interface PullOutcome {
  readonly cursor: ImapCursor
  readonly fetched: number
  /** The folder was rebuilt on the server: all its mail was handed over again, to be matched by content. */
  readonly uidValidityChanged: boolean
  /** Mails too large to take over, left on the server. */
  readonly skipped: readonly { readonly uid: number; readonly size: number }[]
  /** Stopped by the signal; the cursor says how far it came. */
  readonly cancelled: boolean
}

export interface ImapSource {
  pull(request: PullRequest): Promise<Result<PullOutcome, ConnectionFailure>>
  /** Ends the connection; safe to call more than once and after a failure. */
  close(): Promise<void>
}

export type ImapSourceOptions = ImapClientOptions

/** What the taker of messages threw: it is no failure of the connection and must not be read as one. */
class TakerError extends Error {}

/** Connects, logs in and opens the account's folder read-only. After a failure the source is closed: open a new one. */
export async function openImapSource(
  config: ImapAccountConfig,
  password: string,
  options: ImapSourceOptions = {},
): Promise<Result<ImapSource, ConnectionFailure>> {
  const connected = await connectImap(config, password, options)
  if (!connected.ok) return connected
  const client = connected.value
  const opened = await openFolder(client.flow, config.folder, 'read')
  if (!opened.ok) {
    client.flow.close()
    return opened
  }
  return ok({
    pull: (request) => pull(client, config.folder, request),
    close: () => farewell(client.flow),
  })
}

async function pull(
  client: ImapClient,
  folder: string,
  request: PullRequest,
): Promise<Result<PullOutcome, ConnectionFailure>> {
  // Opened anew each time: UIDVALIDITY and UIDNEXT are as of now.
  const opened = await openFolder(client.flow, folder, 'read')
  if (!opened.ok) return fail(betterFailure(client, opened.error))
  try {
    return ok(await pullFrom(client.flow, opened.value, request))
  } catch (error) {
    if (error instanceof TakerError) throw error.cause
    return fail(betterFailure(client, failureOf(error, 'fetch')))
  }
}

async function pullFrom(flow: ImapFlow, mailbox: MailboxObject, request: PullRequest): Promise<PullOutcome> {
  const uidValidity = String(mailbox.uidValidity)
  const uidValidityChanged = request.cursor !== null && request.cursor.uidValidity !== uidValidity
  let lastUid = request.cursor === null || uidValidityChanged ? 0 : request.cursor.lastUid
  let fetched = 0
  let bytes = 0
  const skipped: { uid: number; size: number }[] = []
  const outcome = (cancelled: boolean): PullOutcome => ({
    cursor: { uidValidity, lastUid },
    fetched,
    uidValidityChanged,
    skipped,
    cancelled,
  })

  const uids = await newUids(flow, mailbox, lastUid, request.since)
  for (let start = 0; start < uids.length; start += LISTING_BATCH) {
    const batch = uids.slice(start, start + LISTING_BATCH)
    const listed = await listMails(flow, batch)
    for (const mail of listed.filter((one) => one.size > MAX_PULLED_BYTES))
      skipped.push({ uid: mail.uid, size: mail.size })
    for await (const mail of fetchGroups(flow, listed.filter(isTaken))) {
      if (request.signal?.aborted === true) return outcome(true)
      await handOver(request, { ...mail, uidValidity, cursor: { uidValidity, lastUid: mail.uid } })
      lastUid = mail.uid
      fetched++
      bytes += mail.size
      request.onProgress?.({ fetched, total: uids.length, bytes })
    }
    if (request.signal?.aborted === true) return outcome(true)
    // Mails expunged meanwhile, and those left behind, are passed too.
    lastUid = Math.max(lastUid, batch.at(-1) ?? 0)
  }
  // All below UIDNEXT was looked at: with a cut-off date the next search need not begin at the oldest again.
  lastUid = Math.max(lastUid, (mailbox.uidNext ?? 1) - 1)
  return outcome(false)
}

async function handOver(request: PullRequest, message: PulledMessage): Promise<void> {
  try {
    await request.onMessage(message)
  } catch (error) {
    throw new TakerError('a message was not taken', { cause: error })
  }
}

function isTaken(mail: ListedMail): boolean {
  return mail.size <= MAX_PULLED_BYTES
}

/** UIDs above `lastUid`, ascending. `n:*` names the last mail even when nothing is new, so what came before is dropped. */
async function newUids(
  flow: ImapFlow,
  mailbox: MailboxObject,
  lastUid: number,
  since: number | undefined,
): Promise<number[]> {
  if (mailbox.exists === 0) return []
  if (mailbox.uidNext !== undefined && mailbox.uidNext <= lastUid + 1) return []
  // ImapFlow asks for an age where it can (RFC 5032), and an age below nothing is refused.
  if (since !== undefined && since > Date.now()) return []
  const range = { uid: `${lastUid + 1}:*` }
  const found = await flow.search(since === undefined ? range : { ...range, since: new Date(since) }, { uid: true })
  if (!Array.isArray(found)) throw new Error('the server did not answer the search for new mail')
  return found.filter((uid) => uid > lastUid).sort((a, b) => a - b)
}
