import { syncSummary } from '@renderer/app/sync-summary'
import type { Account, SyncState } from '@shared/domain/account'
import { DEFAULT_INTAKE } from '@shared/domain/intake'
import { expect, it } from 'vitest'

const account = (id: string, sync: SyncState): Account => ({
  id,
  config: { kind: 'maildir', address: `${id}@example.com`, displayName: '', path: '/mail' },
  password: 'not-needed',
  sync,
  intake: DEFAULT_INTAKE,
  waitingLetters: 0,
  serverChanges: { waiting: 0, failed: [] },
})
const idle = (at: number, fetched: number): SyncState => ({ kind: 'idle', at, fetched })
const failed: SyncState = {
  kind: 'failed',
  at: 5,
  failure: { step: 'login', code: 'wrong-password', detail: '' },
  retryAt: null,
}

it('says that there is no account, or nothing yet', () => {
  expect(syncSummary(undefined)).toEqual({ kind: 'loading' })
  expect(syncSummary([])).toEqual({ kind: 'no-account' })
})

it('adds up what is running and says no total when one is unknown', () => {
  const one = account('a', { kind: 'running', done: 3, total: 10 })
  expect(syncSummary([one, account('b', { kind: 'running', done: 1, total: 5 })])).toEqual({
    kind: 'running',
    done: 4,
    total: 15,
  })
  expect(syncSummary([one, account('b', { kind: 'running', done: 1, total: null })])).toEqual({
    kind: 'running',
    done: 4,
    total: null,
  })
  expect(syncSummary([one, account('b', failed)]).kind).toBe('running')
})

it('lets a failure of one account show through the success of another', () => {
  expect(syncSummary([account('a', idle(9, 2)), account('b', failed)])).toMatchObject({
    kind: 'failed',
    address: 'b@example.com',
  })
})

it('claims no more than the account that was fetched the longest ago', () => {
  expect(syncSummary([account('a', idle(9, 2)), account('b', idle(4, 1))])).toEqual({ kind: 'idle', at: 4, fetched: 3 })
  expect(syncSummary([account('a', idle(9, 2)), account('b', { kind: 'never' })])).toEqual({ kind: 'never' })
})
