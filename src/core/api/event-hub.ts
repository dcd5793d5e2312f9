/** Hands the desk's events to every subscriber (a window) as an async iterator. */
import type { DeskEvent } from '@shared/domain/desk'

export interface EventHub {
  emit(event: DeskEvent): void
  /** Begins with `hello`; ends when `signal` aborts. */
  subscribe(signal?: AbortSignal): AsyncGenerator<DeskEvent, void, void>
}

/** Events that wait for a slow subscriber. Past this it is told that everything changed instead. */
const MOST_WAITING = 1_000

export function createEventHub(startedAt: number): EventHub {
  const subscribers = new Set<(event: DeskEvent) => void>()
  return {
    emit(event) {
      for (const subscriber of subscribers) subscriber(event)
    },
    async *subscribe(signal) {
      let waiting: DeskEvent[] = [{ type: 'hello', startedAt }]
      let wake: () => void = () => undefined
      const take = (event: DeskEvent): void => {
        if (waiting.length >= MOST_WAITING) waiting = [EVERYTHING_CHANGED]
        waiting.push(event)
        wake()
      }
      const stop = (): void => wake()
      subscribers.add(take)
      signal?.addEventListener('abort', stop)
      try {
        while (signal?.aborted !== true) {
          const next = waiting.shift()
          if (next !== undefined) {
            yield next
            continue
          }
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
      } finally {
        subscribers.delete(take)
        signal?.removeEventListener('abort', stop)
      }
    },
  }
}

const EVERYTHING_CHANGED: DeskEvent = {
  type: 'changed',
  scopes: ['submissions', 'manuscripts', 'annotations', 'letters', 'authors', 'accounts', 'desk', 'quarantine'],
}
