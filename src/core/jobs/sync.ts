/**
 * Keeps mailboxes and the desk in step: pulls accounts, takes what arrived all the way in, listens where a server can tell,
 * and knows when each account is to be asked again. One pull an account at a time.
 */
import type { SyncState } from '@shared/domain/account'
import type { ConnectionFailure } from '@shared/domain/mail'
import { assertNever, fail, type Result } from '@shared/domain/result'
import type { MachineSignal } from '@shared/shell-messages'
import type { FolderAccess, LineTimeouts, MailboxTask } from '../mail'
import { getAccount, listAccounts, type AccountRow } from '../store/repositories/desk'
import { countsChanges } from '../store/repositories/mailboxes'
import { countPending } from '../store/repositories/messages'
import { announce, type DeskContext } from '../workflow/context'
import { refusalFrom } from '../workflow/refuse'
import { backoff } from './backoff'
import { openIntake, type IntakeTally } from './intake'
import { openMailLines, type MailLineEvents } from './mail-lines'
import { pullAccount, type PullReport, type PullTally } from './pull-account'
import { estimateTimeLeft } from './time-left'

/** How often progress is told, milliseconds. */
const PROGRESS_INTERVAL = 250
/** Milliseconds between pulls: many Chinese providers offer no IDLE, and other folders are never listened to. */
export const POLL_INTERVAL = 60_000
/** How often all flags and deletions are read again where a server does not count its changes, milliseconds. */
const THOROUGH_INTERVAL = 10 * 60_000
/** Milliseconds over which accounts spread when all of them have a reason at once (a wake, a network that is back). */
const SPREAD = 4_000
/** Reasons that come within this time are one: a laptop that wakes says so several times. */
const ONE_WAKE = 10_000

export interface PullOptions {
  /** By itself, not because somebody asked: told only when something comes, so that nothing flickers every minute. */
  readonly quiet?: boolean
  /** Looks at everything again: all flags, all deletions, whatever was missed. Takes nothing in twice. */
  readonly thorough?: boolean
}

export interface Sync {
  state(accountId: string): SyncState
  /** What the last pull of an account came to, as far as it came. */
  tally(accountId: string): PullTally
  /** Pulls one account, or joins the pull under way. Never throws for what a network does. */
  pull(accountId: string, options?: PullOptions): Promise<SyncState>
  /** Pulls what is due. Resolves when that is done. */
  pullDue(): Promise<void>
  /** UTC milliseconds when something is due; null when nothing ever is by itself. */
  nextDue(): number | null
  /** Stops a pull at once; it stays stopped until somebody asks. */
  cancel(accountId: string): void
  /**
   * Pulls with the settings and the password as they are now. A pull under way began with others, and may end in waiting
   * for what somebody has just given: it ends first.
   */
  pullAnew(accountId: string): Promise<SyncState>
  signal(signal: MachineSignal): void
  /** Borrows an account's connection, between pulls; opens one if none stands. */
  withMailbox<T>(
    accountId: string,
    folder: string,
    access: FolderAccess,
    run: MailboxTask<T>,
  ): Promise<Result<T, ConnectionFailure>>
  /** Takes in what is stored and not sorted yet; calls meanwhile join the run under way. */
  takeIn(): Promise<IntakeTally>
  /** Resolves when everything that was taken in is converted and checked too. */
  settled(): Promise<void>
  close(): Promise<void>
}

export interface SyncOptions {
  /** Hears of what should not have been thrown; the sync goes on with the next mail or account. */
  readonly onBug?: (error: unknown) => void
  /** Something may have become due earlier than `nextDue` said. */
  readonly onDue?: () => void
  /** Keeps connections open and listens between pulls. */
  readonly listen?: boolean
  /** From 0 up to 1. */
  readonly random?: () => number
  /** How long a connection may be silent, if not as long as usual. */
  readonly timeouts?: LineTimeouts
}

const NOTHING: PullTally = { fetched: 0, fresh: 0, updated: 0, deleted: 0, listening: false }

export function openSync(context: DeskContext, options: SyncOptions = {}): Sync {
  const {
    onBug = () => undefined,
    onDue = () => undefined,
    listen = false,
    random = Math.random,
    timeouts = {},
  } = options
  const states = new Map<string, SyncState>()
  const tallies = new Map<string, PullTally>()
  const pulls = new Map<string, { readonly done: Promise<SyncState>; readonly abort: AbortController }>()
  /** When an account is asked again by itself; null: a person is waited for. Missing: never asked yet. */
  const due = new Map<string, number | null>()
  const failures = new Map<string, number>()
  const thoroughAt = new Map<string, number>()
  const intake = openIntake(context, onBug, () => pulls.size > 0)
  let closing = false
  let offline = false
  let wokenAt = -Infinity

  const events: MailLineEvents = {
    // A change that comes while it is pulled is seen by that pull, or by the next.
    onChange: (accountId) => becomeDue(accountId, context.now()),
    // Anything but a farewell: asked again soon, and the answer tells whether it is a failure.
    onLost: (accountId) => becomeDue(accountId, context.now() + backoff(1, random)),
  }
  const lines = openMailLines(context, events, timeouts)

  const become = (accountId: string, state: SyncState): SyncState => {
    states.set(accountId, state)
    context.emit({ type: 'sync', accountId, state })
    return state
  }
  /** Earlier than it was, never later; what waits for a person goes on waiting. */
  const becomeDue = (accountId: string, at: number): void => {
    const known = due.get(accountId)
    if (closing || known === null) return
    if (known === undefined || at < known) due.set(accountId, at)
    onDue()
  }
  const { takeIn } = intake

  const run = async (
    account: AccountRow,
    { thorough = false, quiet = false }: PullOptions,
    signal: AbortSignal,
  ): Promise<SyncState> => {
    const { id } = account
    const tally = { ...NOTHING }
    tallies.set(id, tally)
    const tell = tellProgress(context, (state) => void become(id, state))
    if (!quiet || !states.has(id)) tell.connecting()
    const now = context.now()
    const isThorough = thorough || now - (thoroughAt.get(id) ?? -Infinity) >= THOROUGH_INTERVAL
    const outcome = await attempt(async () => {
      const pulled = await pullAccount(context, account, tally, {
        lines,
        thorough: thorough || (isThorough && !countsChanges(context.db, id)),
        listen,
        signal,
        onProgress(report) {
          if (report.done === 0) intake.expect()
          tell.receiving(report)
        },
        onTaken(history) {
          tell.taken(history)
          void takeIn().catch(() => undefined)
        },
      })
      // A run that started before the last message was stored may have ended before it.
      if (tally.fetched > 0) tell.sorting(tally.fetched)
      await takeIn()
      if (!closing) await takeIn()
      await intake.indexed()
      return pulled
    })
    if (!listen) await lines.end(id)
    if (tally.fetched + tally.updated + tally.deleted > 0) announce(context, 'submissions', 'desk', 'accounts')
    return settle(id, outcome, tally, isThorough ? now : null, signal)
  }
  const settle = (
    id: string,
    outcome: Result<'done' | 'cancelled', ConnectionFailure>,
    { fetched, listening }: PullTally,
    thoroughSince: number | null,
    signal: AbortSignal,
  ): SyncState => {
    const at = context.now()
    if (signal.aborted && signal.reason !== SUSPENDED) {
      due.set(id, null)
      return become(id, { kind: 'stopped', at, fetched })
    }
    if (outcome.ok && outcome.value === 'done') {
      failures.delete(id)
      if (thoroughSince !== null) thoroughAt.set(id, thoroughSince)
      due.set(id, at + POLL_INTERVAL)
      onDue()
      return become(id, { kind: 'idle', at, fetched, listening })
    }
    const failure = outcome.ok ? CUT : outcome.error
    if (waitsForPerson(failure)) {
      due.set(id, null)
      return become(id, { kind: 'failed', at, failure, retryAt: null })
    }
    const inRow = (failures.get(id) ?? 0) + 1
    failures.set(id, inRow)
    const retryAt = at + backoff(inRow, random)
    due.set(id, retryAt)
    onDue()
    return become(
      id,
      offline && isOfLine(failure) ? { kind: 'offline', at, retryAt } : { kind: 'failed', at, failure, retryAt },
    )
  }
  /** A disk that is full or unwritable fails the pull; what was pulled is kept, and the next pull goes on there. */
  const attempt = async (
    work: () => Promise<Result<'done' | 'cancelled', ConnectionFailure>>,
  ): Promise<Result<'done' | 'cancelled', ConnectionFailure>> => {
    try {
      return await work()
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      if (refusalFrom(error) !== null) return fail({ step: 'disk', code: 'not-writable', detail })
      onBug(error)
      return fail({ step: 'disk', code: 'other', detail })
    }
  }
  const pull = (accountId: string, request: PullOptions = {}): Promise<SyncState> => {
    const under = pulls.get(accountId)
    if (under !== undefined) return under.done
    const account = getAccount(context.db, accountId)
    if (account === null || closing) return Promise.resolve({ kind: 'never' })
    const abort = new AbortController()
    const done = run(account, request, abort.signal).finally(() => {
      pulls.delete(accountId)
      intake.pulled()
    })
    pulls.set(accountId, { done, abort })
    return done
  }
  /** Everything that waits for the network is due, spread; nothing that waits for a person is. */
  const wake = (): void => {
    const now = context.now()
    if (now - wokenAt < ONE_WAKE) return
    wokenAt = now
    for (const { id } of listAccounts(context.db)) {
      failures.delete(id)
      becomeDue(id, now + Math.round(random() * SPREAD))
    }
  }
  const dueAt = (accountId: string): number | null => {
    if (pulls.has(accountId)) return null
    const at = due.get(accountId)
    return at === undefined ? 0 : at
  }

  return {
    state: (accountId) => states.get(accountId) ?? { kind: 'never' },
    tally: (accountId) => tallies.get(accountId) ?? NOTHING,
    pull,
    async pullDue() {
      const now = context.now()
      const ready = listAccounts(context.db).filter(({ id }) => {
        const at = dueAt(id)
        return at !== null && at <= now
      })
      await Promise.all(ready.map(({ id }) => pull(id, { quiet: true })))
    },
    nextDue() {
      if (closing) return null
      const times = listAccounts(context.db).map(({ id }) => dueAt(id))
      return times.reduce((first, at) => (first === null || (at !== null && at < first) ? at : first), null)
    },
    cancel(accountId) {
      pulls.get(accountId)?.abort.abort()
      lines.drop(accountId)
    },
    async pullAnew(accountId) {
      await pulls.get(accountId)?.done
      return pull(accountId)
    },
    signal(signal) {
      switch (signal) {
        case 'offline':
          offline = true
          break
        case 'online':
          offline = false
          wake()
          break
        case 'suspend':
          // What stands now is dead after the sleep, and would only be found out by waiting.
          for (const { abort } of pulls.values()) abort.abort(SUSPENDED)
          lines.dropAll()
          break
        case 'resume':
          lines.dropAll()
          wake()
          break
        default:
          assertNever(signal)
      }
    },
    async withMailbox(accountId, folder, access, task) {
      const config = getAccount(context.db, accountId)?.config
      if (config?.kind !== 'imap') return fail({ step: 'folder', code: 'not-found', detail: '' })
      const borrowed = await lines.withMailbox(accountId, config, folder, access, task)
      // Its folder is open now: the next pull listens again.
      becomeDue(accountId, context.now() + SPREAD)
      return borrowed
    },
    takeIn,
    settled: intake.idle,
    async close() {
      closing = true
      for (const { abort } of pulls.values()) abort.abort()
      await Promise.allSettled([...pulls.values()].map(({ done }) => done))
      await lines.close()
      await intake.close()
    },
  }
}

/** Why a pull was cut: no person asked for it. */
const SUSPENDED = new Error('the machine falls asleep')
const CUT: ConnectionFailure = { step: 'fetch', code: 'connection-lost', detail: '' }

/** Says how a pull goes, not too often. */
function tellProgress(context: DeskContext, say: (state: Extract<SyncState, { kind: 'running' }>) => void) {
  const left = estimateTimeLeft()
  let told = -Infinity
  let last: PullReport | null = null
  let history = false
  const tell = (
    stage: 'connecting' | 'receiving' | 'sorting',
    done: number,
    total: number | null,
    secondsLeft: number | null,
  ): void => {
    told = context.now()
    const { folder = null, bytes = 0 } = last ?? {}
    say({ kind: 'running', stage, folder, done, total, bytes, secondsLeft, history })
  }
  return {
    connecting: () => tell('connecting', 0, null, null),
    receiving(report: PullReport): void {
      last = report
      const secondsLeft = left.note(report.done, report.total, context.now())
      if (context.now() - told >= PROGRESS_INTERVAL) tell('receiving', report.done, report.total, secondsLeft)
    },
    taken(isHistory: boolean): void {
      history = isHistory
    },
    sorting(total: number): void {
      const waiting = countPending(context.db)
      if (waiting > 0) tell('sorting', Math.max(0, total - waiting), Math.max(total, waiting), null)
    },
  }
}

/** Wrong passwords and missing folders are not tried again by themselves: that only locks accounts. A disk may come back. */
function waitsForPerson({ code }: ConnectionFailure): boolean {
  switch (code) {
    case 'unknown-host':
    case 'refused':
    case 'timeout':
    case 'connection-lost':
    case 'other':
    case 'not-found':
    case 'not-writable':
      return false
    case 'tls-untrusted':
    case 'tls-failed':
    case 'wrong-password':
    case 'login-refused':
    case 'unsafe-login':
    case 'folder-missing':
    case 'from-refused':
    case 'no-password':
      return true
    default:
      return assertNever(code)
  }
}

/** What a machine without a network explains. */
function isOfLine({ code }: ConnectionFailure): boolean {
  return code === 'unknown-host' || code === 'refused' || code === 'timeout' || code === 'connection-lost'
}
