/** What changes in the core while the window looks: queries are asked again, sync progress is shown as it comes. */
import { useCoreConnection } from '@renderer/client/use-core'
import type { CoreConnection } from '@renderer/client/core-client'
import type { DeskEvent } from '@shared/domain/desk'
import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { applyDeskEvent, backoff } from './apply-desk-event'

/** Subscribes once for the window, and again on every new port or broken stream. */
export function useDeskEvents(): void {
  const connection = useCoreConnection()
  const queryClient = useQueryClient()
  useEffect(() => {
    const gone = new AbortController()
    void follow(connection, queryClient, gone.signal)
    return () => gone.abort()
  }, [connection, queryClient])
}

async function follow(connection: CoreConnection, queryClient: QueryClient, gone: AbortSignal): Promise<void> {
  let attempt = 0
  while (!gone.aborted) {
    const client = await connection.client()
    const generation = connection.generation()
    const subscription = new AbortController()
    const leave = (): void => subscription.abort()
    gone.addEventListener('abort', leave)
    // A dead port never answers: the new one ends the wait.
    const unsubscribe = connection.subscribe(() => {
      if (connection.generation() !== generation) leave()
    })
    try {
      const events = await client.desk.events(undefined, { signal: subscription.signal })
      // Whatever was missed while nobody listened.
      if (generation > 1 || attempt > 0) void refetchAll(queryClient)
      for await (const event of untilAborted(events, subscription.signal)) {
        attempt = 0
        applyDeskEvent(queryClient, event)
      }
    } catch {
      // The stream broke: the wait below, then another. The frame's status line tells the user.
    } finally {
      unsubscribe()
      gone.removeEventListener('abort', leave)
      leave()
    }
    if (gone.aborted) return
    if (connection.generation() === generation) {
      await new Promise((resolve) => setTimeout(resolve, backoff(attempt)))
      attempt += 1
    }
  }
}

/** Requests that hang on a dead port are given up, so that they are made again on the new one. */
async function refetchAll(queryClient: QueryClient): Promise<void> {
  await queryClient.cancelQueries()
  await queryClient.invalidateQueries()
}

async function* untilAborted(events: AsyncIterable<DeskEvent>, signal: AbortSignal): AsyncGenerator<DeskEvent> {
  const iterator = events[Symbol.asyncIterator]()
  const aborted = new Promise<'aborted'>((resolve) => {
    if (signal.aborted) resolve('aborted')
    signal.addEventListener('abort', () => resolve('aborted'), { once: true })
  })
  for (;;) {
    const next = await Promise.race([iterator.next(), aborted])
    if (next === 'aborted' || next.done === true) return
    yield next.value
  }
}
