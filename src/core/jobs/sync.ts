/** Pulls accounts and takes what arrived all the way in. One pull an account at a time. */
import type { SyncState } from '@shared/domain/account'
import type { ConnectionFailure } from '@shared/domain/mail'
import { assertNever, fail, ok, type Result } from '@shared/domain/result'
import { openImapSource, openMaildirSource } from '../mail'
import { getAccount, listAccounts, type AccountRow } from '../store/repositories/desk'
import { getCursor, isPlaceKnown } from '../store/repositories/messages'
import { announce, type DeskContext } from '../workflow/context'
import { receive } from '../workflow/receive'
import { refusalFrom } from '../workflow/refuse'
import { openIntake, type IntakeTally } from './intake'

/** How often progress is told, milliseconds. */
const PROGRESS_INTERVAL = 250
/** Milliseconds until a failed account is tried again by itself. */
export const RETRY_AFTER = 60_000

/** A Maildir has no UIDVALIDITY: unique names are never reused. */
const MAILDIR_VALIDITY = 'maildir'
const MAILDIR_FOLDER = 'INBOX'

export interface Sync {
  state(accountId: string): SyncState
  /** Pulls one account, or joins the pull under way. Never throws for what a network does. */
  pull(accountId: string): Promise<SyncState>
  /** Pulls all accounts but those that only a person can mend (a wrong password): trying again locks them. */
  pullAll(): Promise<void>
  cancel(accountId: string): void
  /** Takes in what is stored and not sorted yet; calls meanwhile join the run under way. */
  takeIn(): Promise<IntakeTally>
  /** Resolves when everything that was taken in is converted and checked too. */
  settled(): Promise<void>
  close(): Promise<void>
}

/** `onBug` hears of what should not have been thrown; the sync goes on with the next mail or account. */
export function openSync(context: DeskContext, onBug: (error: unknown) => void = () => undefined): Sync {
  const states = new Map<string, SyncState>()
  const pulls = new Map<string, { readonly done: Promise<SyncState>; readonly abort: AbortController }>()
  const intake = openIntake(context, onBug)
  let closing = false

  const become = (accountId: string, state: SyncState): SyncState => {
    states.set(accountId, state)
    context.emit({ type: 'sync', accountId, state })
    return state
  }
  const { takeIn } = intake
  const run = async (account: AccountRow, signal: AbortSignal): Promise<SyncState> => {
    let told = 0
    const progress = (done: number, total: number | null): void => {
      if (context.now() - told < PROGRESS_INTERVAL) return
      told = context.now()
      become(account.id, { kind: 'running', done, total })
    }
    become(account.id, { kind: 'running', done: 0, total: null })
    const outcome = await attempt(async () => {
      const pulled = await pullAccount(context, account, signal, progress, () => void takeIn().catch(() => undefined))
      // A run that started before the last message was stored may have ended before it.
      await takeIn()
      if (!closing) await takeIn()
      return pulled
    })
    announce(context, 'submissions', 'desk', 'accounts')
    return become(
      account.id,
      outcome.ok
        ? { kind: 'idle', at: context.now(), fetched: outcome.value }
        : { kind: 'failed', at: context.now(), failure: outcome.error, retryAt: retryAt(context, outcome.error) },
    )
  }
  /** A disk that is full or unwritable fails the pull; what was pulled is kept, and the next pull goes on there. */
  const attempt = async (
    run: () => Promise<Result<number, ConnectionFailure>>,
  ): Promise<Result<number, ConnectionFailure>> => {
    try {
      return await run()
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      if (refusalFrom(error) !== null) return fail({ step: 'disk', code: 'not-writable', detail })
      onBug(error)
      return fail({ step: 'disk', code: 'other', detail })
    }
  }
  const pull = (accountId: string): Promise<SyncState> => {
    const under = pulls.get(accountId)
    if (under !== undefined) return under.done
    const account = getAccount(context.db, accountId)
    if (account === null || closing) return Promise.resolve({ kind: 'never' })
    const abort = new AbortController()
    const done = run(account, abort.signal).finally(() => pulls.delete(accountId))
    pulls.set(accountId, { done, abort })
    return done
  }

  return {
    state: (accountId) => states.get(accountId) ?? { kind: 'never' },
    pull,
    pullAll: async () => {
      const waitsForPerson = (state: SyncState | undefined): boolean =>
        state?.kind === 'failed' && state.retryAt === null
      const chosen = listAccounts(context.db).filter(({ id }) => !waitsForPerson(states.get(id)))
      await Promise.all(chosen.map(({ id }) => pull(id)))
    },
    cancel: (accountId) => pulls.get(accountId)?.abort.abort(),
    takeIn,
    settled: intake.idle,
    async close() {
      closing = true
      for (const { abort } of pulls.values()) abort.abort()
      await Promise.allSettled([...pulls.values()].map(({ done }) => done))
      await intake.close()
    },
  }
}

/** Wrong passwords and missing folders are not tried again by themselves: that only locks accounts. A disk may come back. */
function retryAt(context: DeskContext, failure: ConnectionFailure): number | null {
  switch (failure.code) {
    case 'unknown-host':
    case 'refused':
    case 'timeout':
    case 'connection-lost':
    case 'other':
    case 'not-found':
    case 'not-writable':
      return context.now() + RETRY_AFTER
    case 'tls-untrusted':
    case 'tls-failed':
    case 'wrong-password':
    case 'login-refused':
    case 'unsafe-login':
    case 'folder-missing':
    case 'from-refused':
    case 'no-password':
      return null
    default:
      return assertNever(failure.code)
  }
}

async function pullAccount(
  context: DeskContext,
  account: AccountRow,
  signal: AbortSignal,
  progress: (done: number, total: number | null) => void,
  stored: () => void,
): Promise<Result<number, ConnectionFailure>> {
  const { config } = account
  switch (config.kind) {
    case 'maildir': {
      const source = await openMaildirSource(config.path)
      if (!source.ok) return source
      const place = (uid: string) => ({
        accountId: account.id,
        folder: MAILDIR_FOLDER,
        uidValidity: MAILDIR_VALIDITY,
        uid,
      })
      const outcome = await source.value.pull({
        known: (uniqueName) => isPlaceKnown(context.db, place(uniqueName)),
        onMessage: async (message) => {
          await receive(context, message.raw, place(message.uniqueName), context.now())
          stored()
        },
        onProgress: ({ fetched, total }) => progress(fetched, total),
        signal,
      })
      return outcome.ok ? ok(outcome.value.fetched) : outcome
    }
    case 'imap': {
      const password = await context.secrets.get(account.id)
      if (password === null) return fail({ step: 'login', code: 'no-password', detail: '' })
      const source = await openImapSource(config, password, { signal })
      if (!source.ok) return source
      try {
        const outcome = await source.value.pull({
          cursor: getCursor(context.db, account.id, config.folder),
          onMessage: async (message) => {
            await receive(
              context,
              message.raw,
              {
                accountId: account.id,
                folder: config.folder,
                uidValidity: message.uidValidity,
                uid: String(message.uid),
              },
              message.internalDate ?? context.now(),
              message.cursor,
            )
            stored()
          },
          onProgress: ({ fetched, total }) => progress(fetched, total),
          signal,
        })
        return outcome.ok ? ok(outcome.value.fetched) : outcome
      } finally {
        await source.value.close()
      }
    }
    default:
      return assertNever(config)
  }
}
