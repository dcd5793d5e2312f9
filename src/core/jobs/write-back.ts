/**
 * Tells mailboxes what was asked for, oldest first, when there is a connection. A change leaves the queue after the
 * server confirmed it, so one that a kill interrupts is told again, which changes nothing a second time.
 */
import type { ConnectionFailure, ImapAccountConfig } from '@shared/domain/mail'
import { assertNever, fail, ok, type Result } from '@shared/domain/result'
import { openMailboxWriter, type MailboxWriter, type WriteProblem } from '../mail'
import { getAccount, getIntake } from '../store/repositories/desk'
import { getParsed, insertPlace } from '../store/repositories/messages'
import {
  changesDue,
  failChange,
  movePlace,
  nextChange,
  noteFlags,
  placesIn,
  postponeChange,
  removeChange,
  type ServerChange,
  type ServerOperation,
  type WritablePlace,
} from '../store/repositories/server-changes'
import { announce, transact, type DeskContext } from '../workflow/context'
import { isDue, keywordChanges } from '../workflow/write-back'
import { fileSentCopy, type CopyProblem } from './file-sent-copy'

/** First wait after a failed connection; doubles up to the longest. Milliseconds. */
const FIRST_WAIT = 15_000
const LONGEST_WAIT = 15 * 60_000
/** How often a password that is not there is asked for. */
const PASSWORD_WAIT = 30_000
/** Wait after a server's refusal that may be for the moment only. */
const REFUSED_WAIT = 60_000
/** Refusals after which a change is not tried by itself any more. */
const MOST_ATTEMPTS = 5

export interface WriteBack {
  /** Tells all that is due. Calls meanwhile join the run under way. Never throws for what a network does. */
  run(): Promise<void>
  /** UTC milliseconds when something is due, null when nothing waits and while it runs. */
  nextDue(): number | null
  /** The network is back, or a person asked: what waits for a connection is tried at once. */
  retryNow(): void
  close(): Promise<void>
}

type Connect = (
  config: ImapAccountConfig,
  password: string,
  signal: AbortSignal,
) => Promise<Result<MailboxWriter, ConnectionFailure>>

export function openWriteBack(
  context: DeskContext,
  connect: Connect = (config, password, signal) => openMailboxWriter(config, password, { signal }),
): WriteBack {
  const abort = new AbortController()
  /** Accounts that cannot be reached: until when, and how often in a row. Not worth a row on disk. */
  const waits = new Map<string, { readonly until: number; readonly failures: number }>()
  let running: Promise<void> | null = null

  const due = (): { accountId: string; at: number }[] =>
    changesDue(context.db).map(({ accountId, at }) => ({
      accountId,
      at: Math.max(at, waits.get(accountId)?.until ?? 0),
    }))
  const wait = (accountId: string, first: number): void => {
    const failures = (waits.get(accountId)?.failures ?? 0) + 1
    const milliseconds = Math.min(LONGEST_WAIT, first * 2 ** Math.min(10, failures - 1))
    waits.set(accountId, { until: context.now() + milliseconds, failures })
  }
  const tell = async (accountId: string): Promise<void> => {
    const account = getAccount(context.db, accountId)
    if (account?.config.kind !== 'imap') return
    const password = await context.secrets.get(accountId)
    if (password === null) {
      waits.set(accountId, { until: context.now() + PASSWORD_WAIT, failures: 0 })
      return
    }
    const opened = await connect(account.config, password, abort.signal)
    if (!opened.ok) return wait(accountId, FIRST_WAIT)
    try {
      for (;;) {
        const change = nextChange(context.db, accountId, context.now())
        if (change === null || abort.signal.aborted) break
        const done = await tellOne(context, opened.value, change)
        if (!done.ok && done.error.kind === 'connection') return wait(accountId, FIRST_WAIT)
        settle(context, change, done)
      }
      waits.delete(accountId)
    } finally {
      await opened.value.close()
      announce(context, 'accounts', 'letters')
    }
  }
  const run = async (): Promise<void> => {
    for (const { accountId, at } of due()) {
      if (abort.signal.aborted) return
      // A password costs nothing to ask for: it may have been given since.
      if (at <= context.now() || waits.get(accountId)?.failures === 0) await tell(accountId)
    }
  }

  return {
    run() {
      running ??= run().finally(() => {
        running = null
      })
      return running
    },
    nextDue() {
      if (running !== null) return null
      const times = due().map(({ at }) => at)
      return times.length === 0 ? null : Math.min(...times)
    },
    retryNow: () => waits.clear(),
    async close() {
      abort.abort()
      await running?.catch(() => undefined)
    },
  }
}

/** Makes one change at every place where the mail lies; what is as it should be is left alone. */
async function tellOne(
  context: DeskContext,
  writer: MailboxWriter,
  change: ServerChange,
): Promise<Result<void, CopyProblem>> {
  if (change.operation.kind === 'sent-copy') return fileSentCopy(context, writer, change)
  const lies = await whereItLies(context, writer, change)
  if (!lies.ok) return lies
  return change.operation.kind === 'folder'
    ? moveMail(context, writer, change, change.operation.path, lies.value)
    : markMail(context, writer, change, change.operation, lies.value)
}

/**
 * Where a mail lies. One that left its place, as far as is known, may have been moved by us in a process that died before
 * it could note where to: it is looked for by its Message-ID in the folders that we move mails to.
 */
async function whereItLies(
  context: DeskContext,
  writer: MailboxWriter,
  { accountId, hash, operation }: ServerChange,
): Promise<Result<readonly WritablePlace[], WriteProblem>> {
  const known = placesIn(context.db, accountId, hash)
  const messageId = getParsed(context.db, hash)?.messageId ?? null
  if (known.length > 0 || messageId === null) return ok(known)
  const folders = new Set(Object.values(getIntake(context.db, accountId).writeBack.folders))
  if (operation.kind === 'folder') folders.add(operation.path)
  for (const folder of folders) {
    const found = await writer.find(folder, messageId)
    if (!found.ok) return found
    if (found.value === null) continue
    const place = { ...found.value, accountId, hash, uid: String(found.value.uid) }
    transact(context, () => insertPlace(context.db, place))
    break
  }
  return ok(placesIn(context.db, accountId, hash))
}

async function markMail(
  context: DeskContext,
  writer: MailboxWriter,
  change: ServerChange,
  operation: Exclude<ServerOperation, { kind: 'folder' | 'sent-copy' }>,
  places: readonly WritablePlace[],
  isSecondLook = false,
): Promise<Result<void, WriteProblem>> {
  const { accountId } = change
  let movedOn: WriteProblem | null = null
  let told = 0
  let gone = 0
  for (const place of places.filter((one) => isDue(one, operation))) {
    const { add, remove } =
      operation.kind === 'seen' ? { add: ['\\Seen'], remove: [] } : keywordChanges(place, operation)
    const stored = await writer.store(place, { add, remove })
    if (!stored.ok && stored.error.kind === 'moved-on') {
      // An old place; the mail may lie at a newer one as well.
      movedOn = stored.error
      continue
    }
    if (!stored.ok) return stored
    if (stored.value === 'gone') {
      gone++
      transact(context, () => movePlace(context.db, accountId, place, null, context.now()))
      continue
    }
    told++
    const taken = new Set(remove)
    const flags = [...place.flags.filter((flag) => !taken.has(flag)), ...add]
    transact(context, () => noteFlags(context.db, accountId, place, flags))
  }
  if (gone > 0 && told === 0 && !isSecondLook) {
    const lies = await whereItLies(context, writer, change)
    return lies.ok ? markMail(context, writer, change, operation, lies.value, true) : lies
  }
  return movedOn === null || told > 0 ? ok(undefined) : fail(movedOn)
}

/** Moves one copy of a mail, unless one lies in the folder already; others stay where they are. */
async function moveMail(
  context: DeskContext,
  writer: MailboxWriter,
  change: ServerChange,
  folder: string,
  places: readonly WritablePlace[],
  isSecondLook = false,
): Promise<Result<void, WriteProblem>> {
  const { accountId, hash } = change
  if (places.some((place) => place.folder === folder)) return ok(undefined)
  const own = ownFolder(context, accountId)
  const inOwn = (place: WritablePlace): number => (place.folder === own ? 0 : 1)
  let movedOn: WriteProblem | null = null
  for (const place of places.toSorted((one, other) => inOwn(one) - inOwn(other))) {
    const moved = await writer.move(place, folder, getParsed(context.db, hash)?.messageId ?? null)
    if (!moved.ok && moved.error.kind === 'moved-on') {
      movedOn = moved.error
      continue
    }
    if (!moved.ok) return moved
    transact(context, () => movePlace(context.db, accountId, place, moved.value, context.now()))
    if (moved.value !== null || isSecondLook) return ok(undefined)
    const lies = await whereItLies(context, writer, change)
    return lies.ok ? moveMail(context, writer, change, folder, lies.value, true) : lies
  }
  return movedOn === null ? ok(undefined) : fail(movedOn)
}

function ownFolder(context: DeskContext, accountId: string): string | null {
  const config = getAccount(context.db, accountId)?.config
  return config?.kind === 'imap' ? config.folder : null
}

function settle(context: DeskContext, change: ServerChange, done: Result<void, CopyProblem>): void {
  transact(context, () => {
    if (done.ok) return removeChange(context.db, change)
    const { error } = done
    switch (error.kind) {
      case 'keyword-not-permitted':
      case 'read-only':
      case 'no-safe-move':
      case 'no-sent-folder':
        return failChange(context.db, change, error.kind, '')
      case 'no-folder':
      case 'over-quota':
        return failChange(context.db, change, error.kind, error.detail)
      case 'moved-on':
      case 'refused': {
        const detail = error.kind === 'refused' ? error.detail : ''
        if (change.attempts + 1 >= MOST_ATTEMPTS) return failChange(context.db, change, error.kind, detail)
        return postponeChange(context.db, change, context.now() + REFUSED_WAIT, detail)
      }
      case 'connection':
        return
      default:
        return assertNever(error)
    }
  })
}
