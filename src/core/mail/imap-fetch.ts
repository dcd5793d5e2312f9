/** Fetches mails in ascending UID order with bounded memory. No command is sent while another's answer is read. */
import type { ImapFlow } from 'imapflow'
import { readingFetchLines } from './fetch-line'
import type { FlagChange, ListedMail } from './folder-book'
import { DOWNLOAD_CHUNK_BYTES, MAX_GROUP_BYTES, MAX_GROUP_MAILS, STREAM_ABOVE_BYTES } from './pull-limits'

/** Sizes, flags and dates of mails given in ascending order; those that are gone are missing from the answer. */
export async function listMails(flow: ImapFlow, uids: readonly number[], withMessageId = false): Promise<ListedMail[]> {
  if (uids.length === 0) return []
  const wanted = new Set(uids)
  const listed = new Map<number, ListedMail>()
  const query = { uid: true, size: true, flags: true, internalDate: true }
  const list = async (): Promise<void> => {
    for await (const mail of flow.fetch(uidSet(uids), withMessageId ? { ...query, headers: ['message-id'] } : query, {
      uid: true,
    })) {
      // A server may report other mails' flags in between, and one mail twice.
      if (!wanted.has(mail.uid) || mail.size === undefined) continue
      listed.set(mail.uid, {
        uid: mail.uid,
        size: mail.size,
        flags: flagsOf(mail.flags),
        internalDate: millisecondsOf(mail.internalDate),
        messageId: messageIdOf(mail.headers),
      })
    }
  }
  await readingFetchLines(
    flow,
    ({ uid, size, flags, internalDate }) => {
      if (withMessageId || size === null || flags === null || internalDate === null) return false
      if (wanted.has(uid)) {
        const date = millisecondsOf(internalDate)
        listed.set(uid, { uid, size, flags: flagsOf(flags), internalDate: date, messageId: null })
      }
      return true
    },
    list,
  )
  return [...listed.values()].sort((a, b) => a.uid - b.uid)
}

/** The flags of the mails of a set, or only of those that changed since a HIGHESTMODSEQ. */
export async function listFlags(flow: ImapFlow, set: string, changedSince: string | null): Promise<FlagChange[]> {
  const listed: FlagChange[] = []
  const options = changedSince === null ? { uid: true } : { uid: true, changedSince: BigInt(changedSince) }
  for await (const mail of flow.fetch(set, { uid: true, flags: true }, options)) {
    if (mail.flags !== undefined) listed.push({ uid: mail.uid, flags: flagsOf(mail.flags) })
  }
  return listed
}

/** Flags without `\Recent`, which is about this session and not about the mail (RFC 3501, 2.3.2). */
export function flagsOf(flags: Iterable<string> | undefined): string[] {
  return [...(flags ?? [])].filter((flag) => flag.toLowerCase() !== '\\recent')
}

/** Groups in order, each within the bounds; a large mail is a group of its own. */
export function groupsOf(mails: readonly ListedMail[]): ListedMail[][] {
  const groups: ListedMail[][] = []
  let current: ListedMail[] = []
  let bytes = 0
  for (const mail of mails) {
    const full = current.length >= MAX_GROUP_MAILS || bytes + mail.size > MAX_GROUP_BYTES
    if (current.length > 0 && (full || mail.size > STREAM_ABOVE_BYTES)) {
      groups.push(current)
      current = []
      bytes = 0
    }
    current.push(mail)
    bytes += mail.size
    if (mail.size > STREAM_ABOVE_BYTES) {
      groups.push(current)
      current = []
      bytes = 0
    }
  }
  if (current.length > 0) groups.push(current)
  return groups
}

/** The bytes of a group's mails; those that are gone, or that the server does not hand out, are missing. */
export async function fetchSources(flow: ImapFlow, group: readonly ListedMail[]): Promise<Map<number, Uint8Array>> {
  const sources = new Map<number, Uint8Array>()
  const range = uidSet(group.map((mail) => mail.uid))
  const fetch = async (): Promise<void> => {
    for await (const mail of flow.fetch(range, { uid: true, source: true }, { uid: true })) {
      // Against its types ImapFlow says false of a mail that another client expunged between the listing and now (NIL).
      if (mail.source instanceof Uint8Array) sources.set(mail.uid, mail.source)
    }
  }
  await readingFetchLines(
    flow,
    ({ uid, source }) => {
      if (source === null) return false
      sources.set(uid, source)
      return true
    },
    fetch,
  )
  return sources
}

/** A large mail in pieces; null when it is gone. */
export async function downloadMail(flow: ImapFlow, mail: ListedMail): Promise<AsyncIterable<Uint8Array> | null> {
  const download = await flow.download(String(mail.uid), undefined, { uid: true, chunkSize: DOWNLOAD_CHUNK_BYTES })
  return (download.content as AsyncIterable<Uint8Array> | undefined) ?? null
}

/** Ascending UIDs as a sequence set with runs joined: `3,5:8`. */
export function uidSet(uids: readonly number[]): string {
  const runs: { first: number; last: number }[] = []
  for (const uid of uids) {
    const run = runs.at(-1)
    if (run !== undefined && uid === run.last + 1) run.last = uid
    else runs.push({ first: uid, last: uid })
  }
  return runs.map((run) => (run.first === run.last ? String(run.first) : `${run.first}:${run.last}`)).join(',')
}

function millisecondsOf(date: Date | string | undefined): number | null {
  if (date === undefined) return null
  const milliseconds = new Date(date).getTime()
  return Number.isNaN(milliseconds) ? null : milliseconds
}

/** The Message-ID of a header block, as the reader of mails takes it. */
function messageIdOf(headers: Buffer | undefined): string | null {
  return headers === undefined ? null : (/<[^<>\s]+>/.exec(headers.toString('latin1'))?.[0] ?? null)
}
