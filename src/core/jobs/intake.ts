/** The desk's own intake: sorts what is kept, and makes the manuscripts when there is nothing to sort. */
import type { DeskContext } from '../workflow/context'
import { convertPending } from '../workflow/convert-pending'
import { sortPending } from '../workflow/intake'
import { refusalFrom } from '../workflow/refuse'
import { feedIndex } from '../workflow/search'

/**
 * Milliseconds without anything to sort before manuscripts are made. A pull that the intake keeps up with leaves such gaps
 * (a distant server); one that brings mail as fast as it is sorted leaves none, and is done all the sooner.
 */
const QUIET = 150
/** The same while a mailbox is pulled: a busy machine or server leaves short gaps, and what makes manuscripts takes seconds to load. */
const QUIET_OF_PULL = 1_000

/** Mails sorted between two feeds of the search index, while a run goes on. */
const FEED_EVERY = 500

/** How many mails of a run came to what. */
export interface IntakeTally {
  registered: number
  joined: number
  filed: number
  quarantined: number
}

export interface Intake {
  /** Mail is about to come: what reads it may be loaded meanwhile. */
  expect(): void
  /** A pull ended: manuscripts need not wait as long any more. */
  pulled(): void
  /** Sorts what is kept and not sorted yet; calls meanwhile join the run under way. Throws when the disk is full. */
  takeIn(): Promise<IntakeTally>
  /** Resolves when what was sorted is in the search index too, or could not be put there. */
  indexed(): Promise<void>
  /** Resolves when nothing is sorted, indexed or converted any more, by itself or because the disk is full. */
  idle(): Promise<void>
  close(): Promise<void>
}

/**
 * `onBug` hears of what should not have been thrown; the intake goes on with the next mail. `isPulling`: more mail may come any
 * moment.
 */
export function openIntake(
  context: DeskContext,
  onBug: (error: unknown) => void,
  isPulling: () => boolean = () => false,
): Intake {
  let sorting: Promise<IntakeTally> | null = null
  let converting: Promise<void> | null = null
  let feeding: Promise<void> | null = null
  /** More was sorted since the feed under way began. */
  let feedAgain = false
  let quiet: NodeJS.Timeout | null = null
  /** Manuscripts wait until what was sorted can be found. */
  let isHeldByFeed = false
  let pause = new AbortController()
  const closing = new AbortController()

  const feedAll = async (): Promise<void> => {
    do {
      feedAgain = false
      try {
        await feedIndex(context, closing.signal)
      } catch (error) {
        // The index is derived: what it could not take is fed the next time.
        if (refusalFrom(error) === null) onBug(error)
      }
    } while (feedAgain && !closing.signal.aborted)
  }
  /** Beside the sorting, which does not wait for it. */
  const feed = (): void => {
    feedAgain = true
    feeding ??= feedAll().finally(() => {
      feeding = null
      if (isHeldByFeed) convertWhenQuiet()
    })
  }
  const sort = async (): Promise<IntakeTally> => {
    const tally: IntakeTally = { registered: 0, joined: 0, filed: 0, quarantined: 0 }
    let sorted = 0
    // Sorting goes first: a manuscript takes as long as a hundred mails.
    pause.abort()
    await sortPending(context, {
      signal: closing.signal,
      onOutcome: (_hash, { kind }) => {
        tally[kind] += 1
        sorted += 1
        if (sorted % FEED_EVERY === 0) feed()
      },
    })
    if (sorted > 0) feed()
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
    if (quiet !== null) clearTimeout(quiet)
    quiet = null
    isHeldByFeed = feeding !== null
    if (closing.signal.aborted || sorting !== null || isHeldByFeed || converting !== null) return
    converting = convert().finally(() => {
      converting = null
      // It may have been paused for a run that is over by now.
      if (pause.signal.aborted) convertWhenQuiet()
    })
  }
  const convertWhenQuiet = (): void => {
    if (quiet !== null) clearTimeout(quiet)
    if (closing.signal.aborted) return
    quiet = setTimeout(startConverting, isPulling() ? QUIET_OF_PULL : QUIET)
  }

  return {
    expect() {
      context.tasks.run('parse', { files: [] }).catch(onBug)
    },
    pulled() {
      if (quiet !== null && !isPulling()) convertWhenQuiet()
    },
    takeIn() {
      sorting ??= sort().finally(() => {
        sorting = null
        convertWhenQuiet()
      })
      return sorting
    },
    async indexed() {
      await feeding
    },
    async idle() {
      while (sorting !== null || feeding !== null || converting !== null || quiet !== null) {
        await sorting?.catch(() => undefined)
        await feeding
        // Who waits for it need not wait for the quiet.
        if (quiet !== null) startConverting()
        await converting
      }
    },
    async close() {
      closing.abort()
      if (quiet !== null) clearTimeout(quiet)
      await sorting?.catch(onBug)
      await feeding
      await converting
    },
  }
}
