/** Mail from a Maildir on this machine: the demo's mailbox, mbsync's or an export's. Nothing in it is moved or deleted. */
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { ConnectionFailure } from '@shared/domain/mail'
import { fail, ok, type Result } from '@shared/domain/result'
import { diskFailure, isMissing } from './disk-failure'
import { MAX_GROUP_BYTES, MAX_GROUP_MAILS, MAX_PULLED_BYTES } from './pull-limits'

export interface MaildirMail {
  /** The file's name without its flags: the identity of a delivery in a Maildir. */
  readonly uniqueName: string
  readonly path: string
  /** As in IMAP: `\\Seen`, `\\Answered`, … */
  readonly flags: readonly string[]
  /** The file's modification time, UTC milliseconds: when it was delivered. */
  readonly internalDate: number
  readonly raw: Uint8Array
  readonly size: number
}

export interface MaildirPullRequest {
  /** Says which unique names were taken in, or left, before. */
  readonly known: (uniqueName: string) => boolean
  /** Called first, with all that lies there. */
  readonly onListing: (listing: readonly { readonly uniqueName: string; readonly flags: readonly string[] }[]) => void
  /** Called in order of the unique names, a batch at a time; what it throws, the pull throws. */
  readonly onMails: (mails: readonly MaildirMail[]) => Promise<void>
  /** Files too large to be a mail. */
  readonly onTooLarge: (mail: { readonly uniqueName: string; readonly size: number }) => void
  readonly onProgress?: (progress: { readonly done: number; readonly total: number; readonly bytes: number }) => void
  readonly signal?: AbortSignal
}

export interface MaildirOutcome {
  readonly fetched: number
  readonly cancelled: boolean
}

export interface MaildirSource {
  pull(request: MaildirPullRequest): Promise<Result<MaildirOutcome, ConnectionFailure>>
}

interface Delivery {
  readonly uniqueName: string
  readonly file: string
  readonly flags: readonly string[]
}

const FLAGS: Readonly<Record<string, string>> = {
  D: '\\Draft',
  F: '\\Flagged',
  R: '\\Answered',
  S: '\\Seen',
  T: '\\Deleted',
}

/** Finds out whether a folder is a readable Maildir (it has `new/` and `cur/`). */
export async function openMaildirSource(folder: string): Promise<Result<MaildirSource, ConnectionFailure>> {
  try {
    await Promise.all([readdir(path.join(folder, 'new')), readdir(path.join(folder, 'cur'))])
    return ok({ pull: (request) => pull(folder, request) })
  } catch (error) {
    return fail(diskFailure(error))
  }
}

async function pull(folder: string, request: MaildirPullRequest): Promise<Result<MaildirOutcome, ConnectionFailure>> {
  let deliveries: Delivery[]
  try {
    const listing = await listDeliveries(folder)
    request.onListing(listing)
    deliveries = listing.filter((one) => !request.known(one.uniqueName))
  } catch (error) {
    return fail(diskFailure(error))
  }
  let batch: MaildirMail[] = []
  let held = 0
  let fetched = 0
  let bytes = 0
  const handOver = async (): Promise<void> => {
    if (batch.length === 0) return
    await request.onMails(batch)
    fetched += batch.length
    bytes += held
    batch = []
    held = 0
    request.onProgress?.({ done: fetched, total: deliveries.length, bytes })
  }
  for (const delivery of deliveries) {
    if (request.signal?.aborted === true) {
      await handOver()
      return ok({ fetched, cancelled: true })
    }
    const message = await readDelivery(folder, delivery)
    if (!message.ok) {
      await handOver()
      return message
    }
    if (message.value === null) continue
    if ('tooLarge' in message.value) {
      request.onTooLarge({ uniqueName: delivery.uniqueName, size: message.value.tooLarge })
      continue
    }
    batch.push(message.value)
    held += message.value.size
    if (batch.length >= MAX_GROUP_MAILS || held >= MAX_GROUP_BYTES) await handOver()
  }
  await handOver()
  return ok({ fetched, cancelled: false })
}

async function listDeliveries(folder: string): Promise<Delivery[]> {
  const deliveries = new Map<string, Delivery>()
  for (const sub of ['new', 'cur']) {
    for (const entry of await readdir(path.join(folder, sub), { withFileTypes: true })) {
      // Names with a dot in front are other programs' (Maildir's own rule).
      if (!entry.isFile() || entry.name.startsWith('.')) continue
      const [uniqueName, info] = splitName(entry.name)
      deliveries.set(uniqueName, { uniqueName, file: path.join(sub, entry.name), flags: flagsOf(info) })
    }
  }
  return [...deliveries.values()].sort((a, b) => (a.uniqueName < b.uniqueName ? -1 : 1))
}

/** `name:2,RS`. On file systems without colons some programs write `;` or `!` instead. */
function splitName(name: string): [string, string] {
  const match = /^(.+?)[:;!]2,([A-Za-z]*)$/.exec(name)
  return match === null ? [name, ''] : [match[1] ?? '', match[2] ?? '']
}

function flagsOf(info: string): string[] {
  return [...info].map((letter) => FLAGS[letter]).filter((flag) => flag !== undefined)
}

type Reading = MaildirMail | { readonly tooLarge: number } | null

async function readDelivery(folder: string, delivery: Delivery): Promise<Result<Reading, ConnectionFailure>> {
  try {
    const file = (await existing(path.join(folder, delivery.file)))
      ? delivery.file
      : await movedTo(folder, delivery.uniqueName)
    // Gone between the listing and now: another client deleted it.
    if (file === null) return ok(null)
    const full = path.join(folder, file)
    const { size, mtimeMs } = await stat(full)
    if (size > MAX_PULLED_BYTES) return ok({ tooLarge: size })
    const raw = await readFile(full)
    return ok({
      uniqueName: delivery.uniqueName,
      path: full,
      flags: delivery.flags,
      internalDate: Math.round(mtimeMs),
      raw,
      size: raw.length,
    })
  } catch (error) {
    return isMissing(error) ? ok(null) : fail(diskFailure(error))
  }
}

async function existing(file: string): Promise<boolean> {
  try {
    await stat(file)
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

/** Another client may have moved a mail from `new/` to `cur/`, or changed its flags, since the listing. */
async function movedTo(folder: string, uniqueName: string): Promise<string | null> {
  const current = await listDeliveries(folder)
  return current.find((one) => one.uniqueName === uniqueName)?.file ?? null
}
