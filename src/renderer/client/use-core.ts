/** The core as React components use it: queries and commands through one connection. */
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { isDefinedError } from '@orpc/client'
import { refusalSchema, type Refusal } from '@shared/domain/refusal'
import { createContext, useContext } from 'react'
import type { CoreClient, CoreConnection } from './core-client'

export const CoreContext = createContext<CoreConnection | null>(null)

export function useCoreConnection(): CoreConnection {
  const connection = useContext(CoreContext)
  if (connection === null) throw new Error('no core connection above this component')
  return connection
}

/** Asks the core. The key's first part is the area that a `changed` event names (see use-desk-events). */
export function useCoreQuery<T>(
  key: readonly [area: string, ...rest: unknown[]],
  ask: (client: CoreClient) => Promise<T>,
  /** `every`: asked again after so many milliseconds. */
  options: { readonly enabled?: boolean; readonly every?: number } = {},
): UseQueryResult<T> {
  const connection = useCoreConnection()
  return useQuery({
    queryKey: key,
    queryFn: async () => ask(await connection.client()),
    enabled: options.enabled ?? true,
    refetchInterval: options.every ?? false,
  })
}

/** Does something. Its errors are said by the caller or, if it does not, by the notification of last resort. */
export function useCoreCommand<Input, Output>(
  run: (client: CoreClient, input: Input) => Promise<Output>,
): UseMutationResult<Output, Error, Input> {
  const connection = useCoreConnection()
  return useMutation({ mutationFn: async (input: Input) => run(await connection.client(), input) })
}

/** The core's typed refusal inside an error, or null when it is something else (a bug, a lost core). */
export function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof Error) || !isDefinedError(error)) return null
  const parsed = refusalSchema.safeParse((error as { data?: unknown }).data)
  return parsed.success ? parsed.data : null
}

/** The core ended while it had the call: nobody knows whether it was done. oRPC's words for a port that closed. */
export function isCoreLost(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}
