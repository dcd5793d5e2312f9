/** What an event of the core means for what the window knows. */
import type { Account } from '@shared/domain/account'
import type { DeskEvent } from '@shared/domain/desk'
import type { QueryClient } from '@tanstack/react-query'

const FIRST_WAIT = 250
const LONGEST_WAIT = 5000

/** Waits before the nth try to subscribe again: twice as long each time, up to five seconds. */
export function backoff(attempt: number): number {
  return Math.min(FIRST_WAIT * 2 ** attempt, LONGEST_WAIT)
}

/** Applies one event to the window's cache. */
export function applyDeskEvent(queryClient: QueryClient, event: DeskEvent): void {
  switch (event.type) {
    case 'hello':
      return
    case 'sync':
      queryClient.setQueryData<Account[]>(['accounts', 'list'], (accounts) =>
        accounts?.map((account) => (account.id === event.accountId ? { ...account, sync: event.state } : account)),
      )
      return
    case 'changed': {
      const scopes = new Set<unknown>(event.scopes)
      // The counts in rail, filters and head are of everything, so any change may change them.
      scopes.add('desk')
      void queryClient.invalidateQueries({ predicate: ({ queryKey }) => scopes.has(queryKey[0]) })
    }
  }
}
