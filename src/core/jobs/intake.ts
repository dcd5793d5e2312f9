/** The desk's own intake: sorts what is kept, and makes the manuscripts when there is nothing to sort. */
import type { DeskContext } from '../workflow/context'
import { convertPending } from '../workflow/convert-pending'
import { sortPending } from '../workflow/intake'

/** How many mails of a run came to what. */
export interface IntakeTally {
  registered: number
  joined: number
  filed: number
  quarantined: number
}

export interface Intake {
  /** Sorts what is kept and not sorted yet; calls meanwhile join the run under way. Throws when the disk is full. */
  takeIn(): Promise<IntakeTally>
  /** Resolves when nothing is sorted or converted any more, by itself or because the disk is full. */
  idle(): Promise<void>
  close(): Promise<void>
}

/** `onBug` hears of what should not have been thrown; the intake goes on with the next mail. */
export function openIntake(context: DeskContext, onBug: (error: unknown) => void): Intake {
  let sorting: Promise<IntakeTally> | null = null
  let converting: Promise<void> | null = null
  let pause = new AbortController()
  const closing = new AbortController()

  const sort = async (): Promise<IntakeTally> => {
    const tally: IntakeTally = { registered: 0, joined: 0, filed: 0, quarantined: 0 }
    // Sorting goes first: a manuscript takes as long as a hundred mails.
    pause.abort()
    await sortPending(context, {
      signal: closing.signal,
      onOutcome: (_hash, { kind }) => {
        tally[kind] += 1
      },
    })
    return tally
  }
  const convert = async (): Promise<void> => {
    pause = new AbortController()
    try {
      await convertPending(context, { signal: AbortSignal.any([pause.signal, closing.signal]), onBug })
    } catch (error) {
      onBug(error)
    }
  }
  const startConverting = (): void => {
    if (closing.signal.aborted || sorting !== null || converting !== null) return
    converting = convert().finally(() => {
      converting = null
      // It may have been paused for a run that is over by now.
      if (pause.signal.aborted) startConverting()
    })
  }

  return {
    takeIn() {
      sorting ??= sort().finally(() => {
        sorting = null
        startConverting()
      })
      return sorting
    },
    async idle() {
      while (sorting !== null || converting !== null) {
        await sorting?.catch(() => undefined)
        await converting
      }
    },
    async close() {
      closing.abort()
      await sorting?.catch(onBug)
      await converting
    },
  }
}
