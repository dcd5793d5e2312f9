import { applyDeskEvent, backoff } from '@renderer/app/apply-desk-event'
import type { Account } from '@shared/domain/account'
import { QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'

const stale = (queryClient: QueryClient, key: readonly unknown[]) => queryClient.getQueryState(key)?.isInvalidated

it('asks again for what changed, and for the counts, and for nothing else', () => {
  const queryClient = new QueryClient()
  for (const area of ['submissions', 'letters', 'desk']) queryClient.setQueryData([area, 'list'], 1)
  applyDeskEvent(queryClient, { type: 'changed', scopes: ['letters'] })
  expect(stale(queryClient, ['letters', 'list'])).toBe(true)
  expect(stale(queryClient, ['desk', 'list'])).toBe(true)
  expect(stale(queryClient, ['submissions', 'list'])).toBe(false)
})

it('shows the progress of a sync without asking', () => {
  const queryClient = new QueryClient()
  const account = { id: 'a1', sync: { kind: 'never' } } as Account
  queryClient.setQueryData(['accounts', 'list'], [account])
  const state = { kind: 'idle', at: 1, fetched: 2, listening: true } as const
  applyDeskEvent(queryClient, { type: 'sync', accountId: 'a1', state })
  expect(queryClient.getQueryData<Account[]>(['accounts', 'list'])?.[0]?.sync).toEqual(state)
})

it('waits longer each time, but never long', () => {
  expect([0, 1, 2, 10].map(backoff)).toEqual([250, 500, 1000, 5000])
})
