/** The one truth about mail coming in, over all accounts. */
import type { Account, SyncStage } from '@shared/domain/account'
import type { ConnectionFailure } from '@shared/domain/mail'

export type SyncSummary =
  | { readonly kind: 'loading' }
  | { readonly kind: 'no-account' }
  | { readonly kind: 'never' }
  | {
      readonly kind: 'running'
      /** The earliest stage that an account is at. */
      readonly stage: SyncStage
      readonly done: number
      readonly total: number | null
      /** Of the account that takes longest; null while one cannot be told. */
      readonly secondsLeft: number | null
      readonly history: boolean
    }
  | {
      readonly kind: 'failed'
      readonly failure: ConnectionFailure
      readonly retryAt: number | null
      readonly address: string
    }
  | { readonly kind: 'offline'; readonly retryAt: number }
  | { readonly kind: 'stopped'; readonly at: number; readonly fetched: number }
  | { readonly kind: 'idle'; readonly at: number; readonly fetched: number }

const STAGES: readonly SyncStage[] = ['receiving', 'sorting', 'connecting']

/** Running outranks failed outranks done: what needs patience or help is said first, and of failures what needs a person. */
export function syncSummary(accounts: readonly Account[] | undefined): SyncSummary {
  if (accounts === undefined) return { kind: 'loading' }
  if (accounts.length === 0) return { kind: 'no-account' }

  const running = accounts.flatMap(({ sync }) => (sync.kind === 'running' ? [sync] : []))
  const failed = accounts.flatMap(({ sync, config }) =>
    sync.kind === 'failed' ? [{ ...sync, address: config.address }] : [],
  )
  if (running.length > 0) {
    const known = running.every(({ total }) => total !== null)
    const times = running.map(({ secondsLeft }) => secondsLeft)
    return {
      kind: 'running',
      stage: STAGES.find((stage) => running.some((one) => one.stage === stage)) ?? 'connecting',
      done: running.reduce((sum, { done }) => sum + done, 0),
      total: known ? running.reduce((sum, { total }) => sum + (total ?? 0), 0) : null,
      secondsLeft: times.reduce<number | null>(
        (most, seconds) => (most === null || seconds === null ? null : Math.max(most, seconds)),
        0,
      ),
      history: running.every(({ history }) => history),
    }
  }
  const first = failed.find(({ retryAt }) => retryAt === null) ?? failed[0]
  if (first !== undefined) return failureOf(first)
  const offline = accounts.flatMap(({ sync }) => (sync.kind === 'offline' ? [sync.retryAt] : []))
  if (offline.length > 0) return { kind: 'offline', retryAt: Math.min(...offline) }
  const stopped = accounts.flatMap(({ sync }) => (sync.kind === 'stopped' ? [sync] : []))
  if (stopped.length > 0) {
    return {
      kind: 'stopped',
      at: Math.min(...stopped.map(({ at }) => at)),
      fetched: stopped.reduce((sum, { fetched }) => sum + fetched, 0),
    }
  }
  const idle = accounts.flatMap(({ sync }) => (sync.kind === 'idle' ? [sync] : []))
  // An account that was never fetched makes "all fetched" untrue.
  if (idle.length < accounts.length) return { kind: 'never' }
  return {
    kind: 'idle',
    at: Math.min(...idle.map(({ at }) => at)),
    fetched: idle.reduce((sum, { fetched }) => sum + fetched, 0),
  }
}

function failureOf({
  failure,
  retryAt,
  address,
}: {
  readonly failure: ConnectionFailure
  readonly retryAt: number | null
  readonly address: string
}): SyncSummary {
  return { kind: 'failed', failure, retryAt, address }
}
