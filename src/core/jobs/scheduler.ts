/** Decides when things are done by themselves: pulls accounts when they are due, sends letters when they are. */
import type { DeskContext } from '../workflow/context'
import { endExpired } from '../workflow/allow-list'
import { getDesk } from '../store/repositories/desk'
import { newDrafts } from '../workflow/approval-notices'
import { passTime } from '../workflow/follow-ups'
import { deriveMissing } from '../workflow/derive-missing'
import type { Outbox } from './outbox'
import type { Sync } from './sync'
import type { WriteBack } from './write-back'

/** The longest it sleeps without looking at the clock again: the machine may have slept. */
export const LONGEST_SLEEP = 30_000
/** The shortest, so that what is overdue and cannot be done does not keep the processor busy. */
const SHORTEST_SLEEP = 50

export interface Scheduler {
  /** Something may have become due. */
  wake(): void
  /** An account is due at another time than was planned. */
  plan(): void
  close(): void
}

/** Starts the desk's own work. `onBug` hears of what should not have been thrown. */
export function startScheduler(
  context: DeskContext,
  sync: Sync,
  outbox: Outbox,
  writeBack: WriteBack,
  onBug: (error: unknown) => void,
  /** Told of follow-ups that became due, and of drafts that wait for the senior at the desk: how many. */
  onNotice: (kind: 'follow-ups-due' | 'drafts-waiting', count: number) => void = () => undefined,
): Scheduler {
  const abort = new AbortController()
  // Each for itself: a mailbox that does not answer holds up no letter.
  const deliver = async (): Promise<void> => {
    await outbox.deliver()
    // What was sent is to be copied soon.
    changes.plan()
  }
  const letters = repeat(context.now, deliver, outbox.nextDue, onBug)
  const mail = repeat(context.now, () => sync.pullDue(), sync.nextDue, onBug)
  const changes = repeat(context.now, () => writeBack.run(), writeBack.nextDue, onBug)
  // An entry of the allow-list ends with its day in the desk's zone; looked at as often as the clock is.
  const allowed = repeat(
    context.now,
    async () => endExpired(context),
    () => null,
    onBug,
  )

  // Sanctions, reminders and days: looked at as often as the clock is, since it may jump.
  const time = repeat(
    context.now,
    async () => {
      const count = passTime(context).length
      if (getDesk(context.db)?.followUpNotices !== true) return
      if (count > 0) onNotice('follow-ups-due', count)
      const drafts = newDrafts(context)
      if (drafts > 0) onNotice('drafts-waiting', drafts)
    },
    () => null,
    onBug,
  )

  sync
    .takeIn()
    .then(() => deriveMissing(context, abort.signal))
    .catch(onBug)
  mail.wake()
  letters.wake()
  changes.wake()
  allowed.wake()
  time.wake()

  return {
    wake() {
      letters.wake()
      changes.wake()
      mail.plan()
    },
    plan: mail.plan,
    close() {
      abort.abort()
      letters.close()
      changes.close()
      allowed.close()
      time.close()
      mail.close()
    },
  }
}

interface Repeated {
  /** Does it now. */
  wake(): void
  /** Sleeps anew, until what is due by now. */
  plan(): void
  close(): void
}

/** Does something whenever it is due. After an error it sleeps for long: a full disk is not free again in a moment. */
function repeat(
  now: () => number,
  run: () => Promise<unknown>,
  nextDue: () => number | null,
  onBug: (error: unknown) => void,
): Repeated {
  let timer: NodeJS.Timeout | null = null
  let closed = false
  let failed = false

  const sleep = (milliseconds: number): void => {
    if (timer !== null) clearTimeout(timer)
    timer = closed ? null : setTimeout(wake, milliseconds)
  }
  const plan = (): void => {
    if (closed || failed) return
    const due = nextDue()
    sleep(due === null ? LONGEST_SLEEP : Math.min(LONGEST_SLEEP, Math.max(SHORTEST_SLEEP, due - now())))
  }
  const wake = (): void => {
    if (closed) return
    failed = false
    run().then(plan, (error: unknown) => {
      onBug(error)
      failed = true
      sleep(LONGEST_SLEEP)
    })
  }
  return {
    wake,
    plan,
    close() {
      closed = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}
