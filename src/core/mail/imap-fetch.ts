/** Fetches mails in ascending UID order with bounded memory. No command is sent while another's answer is read. */
import type { ImapFlow } from 'imapflow'
import { DOWNLOAD_CHUNK_BYTES, MAX_GROUP_BYTES, MAX_GROUP_MAILS, STREAM_ABOVE_BYTES } from './pull-limits'

export interface ListedMail {
  readonly uid: number
  readonly size: number
  readonly flags: readonly string[]
  /** UTC milliseconds. */
  readonly internalDate: number | null
}

export interface FetchedMail extends ListedMail {
  readonly raw: Uint8Array
}

/** Sizes, flags and dates of mails given in ascending order; those that are gone are missing from the answer. */
export async function listMails(flow: ImapFlow, uids: readonly number[]): Promise<ListedMail[]> {
  const wanted = new Set(uids)
  const listed = new Map<number, ListedMail>()
  for await (const mail of flow.fetch(
    uidSet(uids),
    { uid: true, size: true, flags: true, internalDate: true },
    { uid: true },
  )) {
    // A server may report other mails' flags in between, and one mail twice.
    if (!wanted.has(mail.uid) || mail.size === undefined) continue
    listed.set(mail.uid, {
      uid: mail.uid,
      size: mail.size,
      // \Recent is about this session and not about the mail (RFC 3501, 2.3.2).
      flags: [...(mail.flags ?? [])].filter((flag) => flag !== '\\Recent'),
      internalDate: millisecondsOf(mail.internalDate),
    })
  }
  return [...listed.values()].sort((a, b) => a.uid - b.uid)
}

/** Yields the mails in order: small ones fetched in groups, large ones one by one in pieces. */
export async function* fetchGroups(flow: ImapFlow, mails: readonly ListedMail[]): AsyncGenerator<FetchedMail> {
  for (const group of groupsOf(mails)) {
    const [only] = group
    if (group.length === 1 && only !== undefined && only.size > STREAM_ABOVE_BYTES) {
      const raw = await downloadMail(flow, only)
      if (raw !== null) yield { ...only, raw, size: raw.length }
      continue
    }
    const sources = await fetchSources(flow, group)
    for (const mail of group) {
      const raw = sources.get(mail.uid)
      if (raw !== undefined) yield { ...mail, raw, size: raw.length }
    }
  }
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

async function fetchSources(flow: ImapFlow, group: readonly ListedMail[]): Promise<Map<number, Uint8Array>> {
  const sources = new Map<number, Uint8Array>()
  const range = uidSet(group.map((mail) => mail.uid))
  for await (const mail of flow.fetch(range, { uid: true, source: true }, { uid: true })) {
    if (mail.source !== undefined) sources.set(mail.uid, mail.source)
  }
  return sources
}

async function downloadMail(flow: ImapFlow, mail: ListedMail): Promise<Uint8Array | null> {
  const download = await flow.download(String(mail.uid), undefined, { uid: true, chunkSize: DOWNLOAD_CHUNK_BYTES })
  if (download.content === undefined) return null
  const pieces: Buffer[] = []
  for await (const piece of download.content) pieces.push(Buffer.from(piece as Uint8Array))
  return Buffer.concat(pieces)
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
