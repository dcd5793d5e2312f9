/** One pass over an account: its folders one after the other, the one that submissions come to first. */
import type { IntakeSettings } from '@shared/domain/intake'
import type { ConnectionFailure, ImapAccountConfig, MaildirAccountConfig } from '@shared/domain/mail'
import { assertNever, fail, ok, type Result } from '@shared/domain/result'
import { openMaildirSource, type ImapSession } from '../mail'
import { getIntake, type AccountRow } from '../store/repositories/desk'
import {
  getCursor,
  isNoted,
  markBack,
  markGone,
  noteOversized,
  presentNames,
  setFlags,
  type MailboxKey,
} from '../store/repositories/mailboxes'
import { transact, type DeskContext } from '../workflow/context'
import { openFolderBook } from '../workflow/folder-book'
import { localDate } from '../workflow/local-date'
import { receiveAll } from '../workflow/receive'
import type { MailLines } from './mail-lines'

/** What a pass came to. */
export interface PullTally {
  /** Mails that came over the line. */
  fetched: number
  /** Of these, mails that were not here. */
  fresh: number
  updated: number
  deleted: number
  /** The server tells by itself when something changes. */
  listening: boolean
}

export interface PullReport {
  readonly folder: string
  readonly done: number
  readonly total: number
  readonly bytes: number
}

export interface PullOptions {
  readonly lines: MailLines
  /** Looks at every mail again, without taking one in twice. */
  readonly thorough: boolean
  /** Listens afterwards, where the server can. */
  readonly listen: boolean
  readonly signal: AbortSignal
  readonly onProgress: (report: PullReport) => void
  /** Mails were kept and wait to be sorted; `history`: none of them makes a work item. */
  readonly onTaken: (history: boolean) => void
}

/** What was done before a failure counts too: `tally` is filled as it goes. */
export function pullAccount(
  context: DeskContext,
  account: AccountRow,
  tally: PullTally,
  options: PullOptions,
): Promise<Result<'done' | 'cancelled', ConnectionFailure>> {
  const settings = getIntake(context.db, account.id)
  const { config } = account
  switch (config.kind) {
    case 'maildir':
      return pullMaildir(context, account.id, config, settings, tally, options)
    case 'imap':
      return options.lines.use(
        account.id,
        config,
        (session) => pullFolders(context, account.id, config, settings, session, tally, options),
        options.signal,
      )
    default:
      return assertNever(config)
  }
}

interface Folder {
  readonly path: string
  readonly outgoing: boolean
  /** Named by a person: if it is missing, they have to know. */
  readonly asked: boolean
}

async function foldersOf(
  config: ImapAccountConfig,
  { folders, sent }: IntakeSettings,
  session: ImapSession,
): Promise<Result<Folder[], ConnectionFailure>> {
  const chosen: Folder[] = [{ path: config.folder, outgoing: false, asked: true }]
  const add = (folder: Folder): void => {
    if (!chosen.some(({ path }) => path === folder.path)) chosen.push(folder)
  }
  // First, so that a folder that is named twice counts as what it is.
  if (sent.kind === 'folder') add({ path: sent.path, outgoing: true, asked: true })
  for (const path of folders) add({ path, outgoing: false, asked: true })
  if (sent.kind === 'auto') {
    const found = await session.sentFolder()
    if (!found.ok) return found
    if (found.value !== null) add({ path: found.value, outgoing: true, asked: false })
  }
  return ok(chosen)
}

async function pullFolders(
  context: DeskContext,
  accountId: string,
  config: ImapAccountConfig,
  settings: IntakeSettings,
  session: ImapSession,
  tally: PullTally,
  { thorough, listen, signal, onProgress, onTaken }: PullOptions,
): Promise<Result<'done' | 'cancelled', ConnectionFailure>> {
  const folders = await foldersOf(config, settings, session)
  if (!folders.ok) return folders
  let missing: ConnectionFailure | null = null
  for (const { path, outgoing, asked } of folders.value) {
    if (signal.aborted) return ok('cancelled')
    const key = { accountId, folder: path }
    const { since } = settings
    const synced = await session.syncFolder({
      folder: path,
      book: openFolderBook(context, key, { since, outgoing }, onTaken),
      thorough,
      signal,
      onProgress: (progress) => onProgress({ folder: path, ...progress }),
    })
    if (!synced.ok) {
      // One folder that is gone does not keep the others from being read.
      if (synced.error.code !== 'folder-missing') return synced
      if (asked) missing ??= { ...synced.error, detail: path }
      continue
    }
    tally.fetched += synced.value.fetched
    tally.fresh += synced.value.fresh
    tally.updated += synced.value.updated
    tally.deleted += synced.value.deleted
    if (synced.value.cancelled) return ok('cancelled')
  }
  if (missing !== null) return fail(missing)
  if (listen) {
    const known = getCursor(context.db, { accountId, folder: config.folder })
    const listening = await session.listen(known === null ? null : known.lastUid + 1)
    if (!listening.ok) return listening
    tally.listening = listening.value === 'listening'
  }
  return ok('done')
}

/** A Maildir has no UIDVALIDITY: unique names are never reused. */
const MAILDIR_VALIDITY = 'maildir'
const MAILDIR_FOLDER = 'INBOX'

async function pullMaildir(
  context: DeskContext,
  accountId: string,
  config: MaildirAccountConfig,
  { since }: IntakeSettings,
  tally: PullTally,
  { signal, onProgress, onTaken }: PullOptions,
): Promise<Result<'done' | 'cancelled', ConnectionFailure>> {
  const source = await openMaildirSource(config.path)
  if (!source.ok) return source
  const mailbox: MailboxKey = { accountId, folder: MAILDIR_FOLDER, uidValidity: MAILDIR_VALIDITY }
  const { db } = context
  const outcome = await source.value.pull({
    known: (uniqueName) => isNoted(db, mailbox, uniqueName),
    onListing(listing) {
      const there = new Set(listing.map(({ uniqueName }) => uniqueName))
      transact(context, () => {
        const present = new Set(presentNames(db, mailbox))
        for (const name of present) {
          if (!there.has(name) && markGone(db, mailbox, name, context.now())) tally.deleted += 1
        }
        for (const { uniqueName, flags } of listing) {
          const back = !present.has(uniqueName) && markBack(db, mailbox, uniqueName)
          if (setFlags(db, mailbox, uniqueName, flags) !== null || back) tally.updated += 1
        }
      })
    },
    async onMails(mails) {
      const arrivals = mails.map(({ raw, uniqueName, flags, internalDate }) => ({
        source: { bytes: raw },
        place: { ...mailbox, uid: uniqueName },
        flags,
        arrivedAt: context.now(),
        history: since !== null && localDate(internalDate, context.zone) < since,
        outgoing: false,
      }))
      const received = await receiveAll(context, arrivals)
      tally.fetched += received.length
      tally.fresh += received.filter(({ isNew }) => isNew).length
      onTaken(arrivals.every(({ history }) => history))
    },
    onTooLarge: ({ uniqueName, size }) =>
      transact(context, () => noteOversized(db, mailbox, uniqueName, size, context.now())),
    onProgress: (progress) => onProgress({ folder: MAILDIR_FOLDER, ...progress }),
    signal,
  })
  if (!outcome.ok) return outcome
  return ok(outcome.value.cancelled ? 'cancelled' : 'done')
}
