/**
 * What the desk changes in a mailbox when it was told to: flags, keywords, the folder of a mail. Every operation may be
 * repeated: after a connection that broke nobody knows whether it was done.
 */
import type { CopyResponseObject, ImapFlow, MailboxObject } from 'imapflow'
import type { ConnectionFailure, ImapAccountConfig } from '@shared/domain/mail'
import { fail, ok, type Result } from '@shared/domain/result'
import { failureOf, MAX_DETAIL } from './connection-failure'
import { connectImap, type ImapClient, type ImapClientOptions } from './imap-client'
import { listFlags } from './imap-fetch'
import { openFolder } from './open-folder'
import { findSentFolder } from './sent-folder'
import { betterFailure, farewell } from './with-mailbox'

/** Where one mail lies. */
export interface MailAt {
  readonly folder: string
  readonly uidValidity: string
  readonly uid: number
}

export type WriteProblem =
  /** The line or the login: nothing can be done on this connection any more. */
  | { readonly kind: 'connection'; readonly failure: ConnectionFailure }
  /** The folder was rebuilt or is gone: where the mail lies now is for the sync to find out. */
  | { readonly kind: 'moved-on' }
  /** PERMANENTFLAGS has neither the keyword nor `\\*` (RFC 9051, 7.1): it would be forgotten at once. */
  | { readonly kind: 'keyword-not-permitted' }
  | { readonly kind: 'read-only' }
  /** Neither MOVE nor UIDPLUS: without them moving would expunge whatever else is marked as deleted. */
  | { readonly kind: 'no-safe-move' }
  /** The folder is not there and cannot be made. */
  | { readonly kind: 'no-folder'; readonly detail: string }
  /** The mailbox is full (RFC 9208). */
  | { readonly kind: 'over-quota'; readonly detail: string }
  | { readonly kind: 'refused'; readonly detail: string }

export interface FoundMail extends MailAt {
  readonly flags: readonly string[]
}

/** Where a moved mail lies now: null when the server did not say and it could not be found. */
export type MovedTo = MailAt | null

export interface MailboxWriter {
  /** Adds and removes flags (RFC 9051, 6.4.6). A mail that is gone is no failure, and is told. */
  store(
    at: MailAt,
    flags: { readonly add: readonly string[]; readonly remove: readonly string[] },
  ): Write<'stored' | 'gone'>
  /** Moves a mail into a folder, which is made if it is not there. `messageId` finds it again after a break. */
  move(at: MailAt, folder: string, messageId: string | null): Write<MovedTo>
  /** The newest mail of a folder with a Message-ID; null when there is none, or no such folder. Nothing is changed. */
  find(folder: string, messageId: string): Write<FoundMail | null>
  /** The folder of sent mail; null when the mailbox has none. */
  sentFolder(): Write<string | null>
  /**
   * Puts a mail into a folder as read (APPEND, RFC 9051, 6.3.12). `at`: its INTERNALDATE, UTC milliseconds. Not looked for
   * before: a caller that may have done so already asks `find` first.
   */
  append(folder: string, raw: Uint8Array, at: number): Write<void>
  close(): Promise<void>
}
type Write<T> = Promise<Result<T, WriteProblem>>

/** ImapFlow's door for commands whose refusal it does not pass on; not in its types. */
interface RawCommands {
  exec(command: string, attributes: readonly unknown[]): Promise<{ next(): void }>
}

export async function openMailboxWriter(
  config: ImapAccountConfig,
  password: string,
  options: ImapClientOptions = {},
): Promise<Result<MailboxWriter, ConnectionFailure>> {
  const connected = await connectImap(config, password, options)
  if (!connected.ok) return connected
  const client = connected.value
  const { flow } = client
  const abort = (): void => flow.close()
  options.signal?.addEventListener('abort', abort, { once: true })
  return ok({
    store: (at, flags) => guarded(client, () => store(client, at, flags)),
    move: (at, folder, messageId) => guarded(client, () => move(client, at, folder, messageId)),
    find: (folder, messageId) => guarded(client, () => find(client, folder, messageId)),
    sentFolder: () => guarded(client, async () => ok(findSentFolder(await flow.list()))),
    append: (folder, raw, at) => guarded(client, () => appendMail(flow, folder, raw, at)),
    async close() {
      options.signal?.removeEventListener('abort', abort)
      await farewell(flow)
    },
  })
}

async function guarded<T>(client: ImapClient, run: () => Write<T>): Write<T> {
  try {
    const done = await run()
    if (!done.ok && done.error.kind === 'refused' && !client.flow.usable) {
      return fail({ kind: 'connection', failure: lost(client, null) })
    }
    return done
  } catch (error) {
    if (client.flow.usable) return fail({ kind: 'refused', detail: wordsOf(error) })
    return fail({ kind: 'connection', failure: lost(client, error) })
  }
}

function lost(client: ImapClient, error: unknown): ConnectionFailure {
  const failure = error === null ? null : failureOf(error, 'folder')
  return betterFailure(client, failure ?? { step: 'folder', code: 'connection-lost', detail: '' })
}

/** Opens a folder to write in it; the one that is open already stays. */
async function openAt(client: ImapClient, at: MailAt): Write<MailboxObject> {
  const { flow } = client
  const open = flow.mailbox
  if (open === false || open.path !== at.folder || open.readOnly === true) {
    const opened = await openFolder(flow, at.folder, 'write')
    if (!opened.ok) {
      if (opened.error.code === 'folder-missing') return fail({ kind: 'moved-on' })
      return flow.usable
        ? fail({ kind: 'refused', detail: opened.error.detail })
        : fail({ kind: 'connection', failure: betterFailure(client, opened.error) })
    }
  }
  const { mailbox } = flow
  if (mailbox === false) return fail({ kind: 'moved-on' })
  if (mailbox.readOnly === true) return fail({ kind: 'read-only' })
  if (String(mailbox.uidValidity) !== at.uidValidity) return fail({ kind: 'moved-on' })
  return ok(mailbox)
}

async function store(
  client: ImapClient,
  at: MailAt,
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
): Write<'stored' | 'gone'> {
  const opened = await openAt(client, at)
  if (!opened.ok) return opened
  // STORE says nothing of a mail that is not there: what was meant for it would be lost.
  if (!(await isThere(client.flow, at.uid))) return ok('gone')
  if (add.some((flag) => !mayKeep(opened.value, flag))) return fail({ kind: 'keyword-not-permitted' })
  const changes = [
    { sign: '-', flags: remove },
    { sign: '+', flags: add },
  ]
  for (const { sign, flags } of changes) {
    if (flags.length === 0) continue
    await command(client.flow, 'UID STORE', [
      { type: 'SEQUENCE', value: String(at.uid) },
      { type: 'ATOM', value: `${sign}FLAGS.SILENT` },
      flags.map((flag) => ({ type: 'ATOM', value: flag })),
    ])
  }
  return ok('stored')
}

async function isThere(flow: ImapFlow, uid: number): Promise<boolean> {
  const found = await flow.search({ uid: String(uid) }, { uid: true })
  if (!Array.isArray(found)) throw new Error('the server did not answer the search')
  return found.length > 0
}

/** Case does not count in keywords. No PERMANENTFLAGS at all means that every flag is kept. */
function mayKeep({ permanentFlags }: MailboxObject, flag: string): boolean {
  if (permanentFlags === undefined) return true
  const kept = new Set([...permanentFlags].map((one) => one.toLowerCase()))
  return kept.has('\\*') || kept.has(flag.toLowerCase())
}

async function move(client: ImapClient, at: MailAt, folder: string, messageId: string | null): Write<MovedTo> {
  const { flow } = client
  const canMove = flow.capabilities.has('MOVE')
  // A bare EXPUNGE would take along what others have marked as deleted.
  if (!canMove && !flow.capabilities.has('UIDPLUS')) return fail({ kind: 'no-safe-move' })
  const made = await ensureFolder(flow, folder)
  if (!made.ok) return made
  const opened = await openAt(client, at)
  if (!opened.ok) return opened
  // It may have been moved by the try before, or by somebody else.
  if (!(await isThere(flow, at.uid))) return ok(await findIn(client, folder, messageId))
  if (!canMove) return copyAndExpunge(client, at, folder, messageId)
  const moved = await flow.messageMove(String(at.uid), folder, { uid: true })
  if (moved === false || moved === undefined) return fail({ kind: 'refused', detail: '' })
  return ok(placeAfter(moved, folder, at.uid) ?? (await findIn(client, folder, messageId)))
}

/** COPY, `\\Deleted`, UID EXPUNGE of this mail alone (RFC 4315). A copy that is there already is not made again. */
async function copyAndExpunge(
  client: ImapClient,
  at: MailAt,
  folder: string,
  messageId: string | null,
): Write<MovedTo> {
  const { flow } = client
  let place = await findIn(client, folder, messageId)
  const opened = await openAt(client, at)
  if (!opened.ok) return opened
  if (place === null) {
    const copied = await flow.messageCopy(String(at.uid), folder, { uid: true })
    if (copied === false || copied === undefined) return fail({ kind: 'refused', detail: '' })
    place = placeAfter(copied, folder, at.uid)
  }
  const sequence = { type: 'SEQUENCE', value: String(at.uid) }
  await command(flow, 'UID STORE', [
    sequence,
    { type: 'ATOM', value: '+FLAGS.SILENT' },
    [{ type: 'ATOM', value: '\\Deleted' }],
  ])
  await command(flow, 'UID EXPUNGE', [sequence])
  return ok(place ?? (await findIn(client, folder, messageId)))
}

/** What COPYUID says (RFC 4315). */
function placeAfter({ uidMap, uidValidity }: CopyResponseObject, folder: string, uid: number): MovedTo {
  const moved = uidMap?.get(uid)
  return moved === undefined || uidValidity === undefined
    ? null
    : { folder, uidValidity: String(uidValidity), uid: moved }
}

/** Looks for a mail by its Message-ID, the newest that has it. Nothing is changed. */
async function findIn(client: ImapClient, folder: string, messageId: string | null): Promise<MovedTo> {
  if (messageId === null) return null
  const opened = await openFolder(client.flow, folder, 'read')
  if (!opened.ok) return null
  const found = await client.flow.search({ header: { 'message-id': messageId } }, { uid: true })
  const uid = Array.isArray(found) ? found.at(-1) : undefined
  return uid === undefined ? null : { folder, uidValidity: String(opened.value.uidValidity), uid }
}

async function find(client: ImapClient, folder: string, messageId: string): Write<FoundMail | null> {
  const at = await findIn(client, folder, messageId)
  if (at === null) return ok(null)
  const [found] = await listFlags(client.flow, String(at.uid), null)
  return ok(found === undefined ? null : { ...at, flags: found.flags })
}

async function appendMail(flow: ImapFlow, folder: string, raw: Uint8Array, at: number): Write<void> {
  // ImapFlow leaves out flags that the folder which is open does not keep, whichever folder that is.
  if (flow.mailbox !== false) await flow.mailboxClose()
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.length)
  try {
    const appended = await flow.append(folder, bytes, ['\\Seen'], new Date(at))
    return appended === false ? fail({ kind: 'refused', detail: '' }) : ok(undefined)
  } catch (error) {
    if (!flow.usable) throw error
    const detail = wordsOf(error)
    switch ((error as { readonly serverResponseCode?: unknown }).serverResponseCode) {
      case 'OVERQUOTA':
        return fail({ kind: 'over-quota', detail })
      // RFC 9051, 6.3.12: there is no such folder, and it could be made.
      case 'TRYCREATE':
        return fail({ kind: 'no-folder', detail })
      default:
        return fail({ kind: 'refused', detail })
    }
  }
}

async function ensureFolder(flow: ImapFlow, folder: string): Write<void> {
  const folders = await flow.list()
  if (folders.some(({ path }) => path === folder)) return ok(undefined)
  try {
    await flow.mailboxCreate(folder)
    return ok(undefined)
  } catch (error) {
    if (!flow.usable) throw error
    return fail({ kind: 'no-folder', detail: wordsOf(error) })
  }
}

async function command(flow: ImapFlow, name: string, attributes: readonly unknown[]): Promise<void> {
  const response = await (flow as unknown as RawCommands).exec(name, attributes)
  response.next()
}

function wordsOf(error: unknown): string {
  const said = (error as { readonly responseText?: unknown }).responseText
  const words = typeof said === 'string' && said !== '' ? said : error instanceof Error ? error.message : String(error)
  return words.slice(0, MAX_DETAIL)
}
