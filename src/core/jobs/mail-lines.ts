/** Connections to mailboxes: one an account, used by one at a time, kept open and listening in between. */
import type { ConnectionFailure, ImapAccountConfig } from '@shared/domain/mail'
import { fail, ok, type Result } from '@shared/domain/result'
import { openImapSession, type FolderAccess, type ImapSession, type LineTimeouts, type MailboxTask } from '../mail'
import type { DeskContext } from '../workflow/context'

/** Connections that are being made at one time: after a wake all accounts want one. */
const CONNECTING_AT_ONCE = 2

export interface MailLines {
  /**
   * Runs with the account's connection, opened if need be, when nobody else does. A connection that stood and turns out
   * to be dead is replaced once. An aborted signal cuts it.
   */
  use<T>(
    accountId: string,
    config: ImapAccountConfig,
    run: (session: ImapSession) => Promise<Result<T, ConnectionFailure>>,
    signal?: AbortSignal,
  ): Promise<Result<T, ConnectionFailure>>
  withMailbox<T>(
    accountId: string,
    config: ImapAccountConfig,
    folder: string,
    access: FolderAccess,
    run: MailboxTask<T>,
  ): Promise<Result<T, ConnectionFailure>>
  /** Ends an account's connection at once: its settings changed, or the machine falls asleep. */
  drop(accountId: string): void
  dropAll(): void
  /** Ends an account's connection in good order. */
  end(accountId: string): Promise<void>
  close(): Promise<void>
}

export interface MailLineEvents {
  readonly onChange: (accountId: string) => void
  readonly onLost: (accountId: string) => void
}

export function openMailLines(context: DeskContext, events: MailLineEvents, timeouts: LineTimeouts = {}): MailLines {
  const sessions = new Map<string, ImapSession>()
  const queues = new Map<string, Promise<unknown>>()
  let connecting = 0
  const waiting: (() => void)[] = []

  const connect = async (
    accountId: string,
    config: ImapAccountConfig,
    signal: AbortSignal | undefined,
  ): Promise<Result<ImapSession, ConnectionFailure>> => {
    const password = await context.secrets.get(accountId)
    if (password === null) return fail({ step: 'login', code: 'no-password', detail: '' })
    if (connecting >= CONNECTING_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
    connecting += 1
    try {
      const opened = await openImapSession(config, password, {
        ...timeouts,
        ...(signal === undefined ? {} : { signal }),
        onChange: () => events.onChange(accountId),
        onLost: () => {
          sessions.delete(accountId)
          events.onLost(accountId)
        },
      })
      if (opened.ok) sessions.set(accountId, opened.value)
      return opened
    } finally {
      connecting -= 1
      waiting.shift()?.()
    }
  }
  const drop = (accountId: string): void => {
    const session = sessions.get(accountId)
    sessions.delete(accountId)
    session?.cut()
  }
  const standing = (accountId: string): ImapSession | null => {
    const session = sessions.get(accountId)
    return session?.usable() === true ? session : null
  }
  const runOnce = async <T>(
    accountId: string,
    config: ImapAccountConfig,
    run: (session: ImapSession) => Promise<Result<T, ConnectionFailure>>,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly result: Result<T, ConnectionFailure>; readonly stood: boolean }> => {
    const stood = standing(accountId)
    const line = stood === null ? await connect(accountId, config, signal) : ok(stood)
    if (!line.ok) return { result: line, stood: false }
    const cut = (): void => drop(accountId)
    signal?.addEventListener('abort', cut, { once: true })
    try {
      const result = await run(line.value)
      // What failed on it is not trusted with the next command.
      if (!result.ok) drop(accountId)
      return { result, stood: stood !== null }
    } finally {
      signal?.removeEventListener('abort', cut)
    }
  }
  const queued = async <T>(accountId: string, run: () => Promise<T>): Promise<T> => {
    const before = queues.get(accountId) ?? Promise.resolve()
    const mine = before.then(run, run)
    const settled = mine.catch(() => undefined)
    queues.set(accountId, settled)
    try {
      return await mine
    } finally {
      if (queues.get(accountId) === settled) queues.delete(accountId)
    }
  }

  const lines: MailLines = {
    use: (accountId, config, run, signal) =>
      queued(accountId, async () => {
        const first = await runOnce(accountId, config, run, signal)
        const { result } = first
        if (result.ok || !first.stood || signal?.aborted === true) return result
        if (result.error.code !== 'connection-lost' && result.error.code !== 'timeout') return result
        return (await runOnce(accountId, config, run, signal)).result
      }),
    withMailbox: (accountId, config, folder, access, run) =>
      lines.use(accountId, config, (session) => session.withFolder(folder, access, run)),
    drop,
    dropAll() {
      for (const accountId of sessions.keys()) drop(accountId)
    },
    async end(accountId) {
      const session = sessions.get(accountId)
      sessions.delete(accountId)
      await session?.close()
    },
    async close() {
      await Promise.allSettled([...sessions.values()].map((session) => session.close()))
      sessions.clear()
    },
  }
  return lines
}
