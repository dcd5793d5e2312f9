/** Decides when things are done by themselves: pulls accounts now and then, sends letters when they are due. */
import type { DeskContext } from '../workflow/context'
import { deriveMissing } from '../workflow/derive-missing'
import type { Outbox } from './outbox'
import type { Sync } from './sync'
import type { WriteBack } from './write-back'

/** Milliseconds between pulls of all accounts: many Chinese providers offer no IDLE. */
const PULL_INTERVAL = 60_000
/** The longest the outbox sleeps without looking at the clock again: the machine may have slept. */
const LONGEST_SLEEP = 30_000

export interface Scheduler {
  /** Something may have become due. */
  wake(): void
  close(): void
}

/** Starts the desk's own work. `onBug` hears of what should not have been thrown. */
export function startScheduler(
  context: DeskContext,
  sync: Sync,
  outbox: Outbox,
  writeBack: WriteBack,
  onBug: (error: unknown) => void,
): Scheduler {
  const abort = new AbortController()
  let timer: NodeJS.Timeout | null = null

  const look = (): void => {
    if (abort.signal.aborted) return
    if (timer !== null) clearTimeout(timer)
    // Beside each other: a mailbox that does not answer holds up no letter.
    writeBack.run().then(rest, onBug)
    outbox.deliver().then(rest, (error: unknown) => {
      // A full disk is not free again in a moment; what is due stays due.
      onBug(error)
      sleep(LONGEST_SLEEP)
    })
  }
  const rest = (): void => {
    const dues = abort.signal.aborted ? [] : [outbox.nextDue(), writeBack.nextDue()].filter((due) => due !== null)
    sleep(Math.min(LONGEST_SLEEP, ...dues.map((due) => Math.max(50, due - context.now()))))
  }
  const sleep = (milliseconds: number): void => {
    if (abort.signal.aborted) return
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(look, milliseconds)
  }
  const pullAll = (): void => {
    sync.pullAll().catch(onBug)
  }
  const pulling = setInterval(pullAll, PULL_INTERVAL)

  sync
    .takeIn()
    .then(() => deriveMissing(context, abort.signal))
    .catch(onBug)
  pullAll()
  look()

  return {
    wake: look,
    close() {
      abort.abort()
      clearInterval(pulling)
      if (timer !== null) clearTimeout(timer)
    },
  }
}
