import { isCoreLost, refusalOf } from '@renderer/client/use-core'
import { reportError } from '@renderer/components/report-error'
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'

/** Answers stay fresh until an event says otherwise; the core is on this machine, so no network decides when to ask. */
export function makeQueryClient(): QueryClient {
  const reportUnlessRefused = (error: unknown): void => {
    if (refusalOf(error) === null) reportError(error)
  }
  /** A question that a dead core took with it did nothing, and the next core is asked it again. */
  const reportUnlessAskedAgain = (error: unknown): void => {
    if (!isCoreLost(error)) reportUnlessRefused(error)
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError: reportUnlessAskedAgain }),
    mutationCache: new MutationCache({ onError: reportUnlessRefused }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 1 && refusalOf(error) === null,
        retryDelay: 300,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}
