/** The present. One clock a rhythm for the whole window, stopped when nobody looks at it. */
import { useSyncExternalStore } from 'react'

interface Clock {
  readonly subscribe: (listener: () => void) => () => void
  readonly read: () => number
}

function makeClock(every: number): Clock {
  let now = Date.now()
  let timer: ReturnType<typeof setInterval> | undefined
  const listeners = new Set<() => void>()
  return {
    read: () => now,
    subscribe(listener) {
      if (listeners.size === 0) {
        now = Date.now()
        timer = setInterval(() => {
          now = Date.now()
          for (const each of listeners) each()
        }, every)
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) clearInterval(timer)
      }
    },
  }
}

const minutes = makeClock(30_000)
const seconds = makeClock(1000)

/** UTC milliseconds, renewed twice a minute. */
export function useNow(): number {
  return useSyncExternalStore(minutes.subscribe, minutes.read)
}

/** UTC milliseconds, renewed each second: for countdowns. */
export function useNowEachSecond(): number {
  return useSyncExternalStore(seconds.subscribe, seconds.read)
}
