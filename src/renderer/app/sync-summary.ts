/** The one truth about mail coming in, over all accounts. */
import type { Account } from '@shared/domain/account'
import type { ConnectionFailure } from '@shared/domain/mail'

export type SyncSummary =
  | { readonly kind: 'loading' }
  | { readonly kind: 'no-account' }
  | { readonly kind: 'never' }
  | { readonly kind: 'running'; readonly done: number; readonly total: number | null }
  | {
      readonly kind: 'failed'
      readonly failure: ConnectionFailure
      readonly retryAt: number | null
      readonly address: string
    }
  | { readonly kind: 'idle'; readonly at: number; readonly fetched: number }

/** Running outranks failed outranks done: what needs patience or help is said first. */
export function syncSummary(accounts: readonly Account[] | undefined): SyncSummary {
  if (accounts === undefined) return { kind: 'loading' }
  if (accounts.length === 0) return { kind: 'no-account' }

  const running = accounts.flatMap(({ sync }) => (sync.kind === 'running' ? [sync] : []))
  if (running.length > 0) {
    return {
      kind: 'running',
      done: running.reduce((sum, { done }) => sum + done, 0),
      total: running.reduce<number | null>(
        (sum, { total }) => (sum === null || total === null ? null : sum + total),
        0,
      ),
    }
  }
  for (const { sync, config } of accounts) {
    if (sync.kind === 'failed') {
      return { kind: 'failed', failure: sync.failure, retryAt: sync.retryAt, address: config.address }
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
