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
  leftOnServer: { count: 0, mails: [] },
  serverChanges: { waiting: 0, failed: [] },
})
const idle = (at: number, fetched: number): SyncState => ({ kind: 'idle', at, fetched, listening: false })
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

const running = (rest: Partial<Extract<SyncState, { kind: 'running' }>>): SyncState => ({
  kind: 'running',
  stage: 'receiving',
  folder: 'INBOX',
  done: 0,
  total: null,
  bytes: 0,
  secondsLeft: null,
  history: false,
  ...rest,
})

it('adds up what is running and says no total when one is unknown', () => {
  const one = account('a', running({ done: 3, total: 10, secondsLeft: 70 }))
  const two = (rest: Parameters<typeof running>[0]) => account('b', running(rest))
  expect(syncSummary([one, two({ done: 1, total: 5, secondsLeft: 90 })])).toMatchObject({
    stage: 'receiving',
    done: 4,
    total: 15,
    secondsLeft: 90,
  })
  expect(syncSummary([one, two({ done: 1 })])).toMatchObject({ done: 4, total: null, secondsLeft: null })
  expect(syncSummary([one, account('b', failed)]).kind).toBe('running')
})

it('calls it older mail only when nothing else comes, and says the busiest stage', () => {
  const old = account('a', running({ history: true, stage: 'sorting' }))
  expect(syncSummary([old])).toMatchObject({ history: true, stage: 'sorting' })
  expect(syncSummary([old, account('b', running({ stage: 'receiving' }))])).toMatchObject({
    history: false,
    stage: 'receiving',
  })
})

it('names the account that needs a person before one that mends itself', () => {
  const soon: SyncState = { ...failed, failure: { step: 'tcp', code: 'refused', detail: '' }, retryAt: 9 }
  expect(syncSummary([account('a', soon), account('b', failed)])).toMatchObject({ address: 'b@example.com' })
  expect(syncSummary([account('a', soon), account('b', { kind: 'offline', at: 1, retryAt: 9 })]).kind).toBe('failed')
})

it('says that there is no network, or that somebody stopped it', () => {
  const offline = account('a', { kind: 'offline', at: 1, retryAt: 9 })
  expect(syncSummary([offline, account('b', idle(9, 2))])).toEqual({ kind: 'offline', retryAt: 9 })
  const stopped = account('a', { kind: 'stopped', at: 4, fetched: 7 })
  expect(syncSummary([stopped, account('b', idle(9, 2))])).toEqual({ kind: 'stopped', at: 4, fetched: 7 })
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
