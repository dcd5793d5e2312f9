/**
 * Intake: mailbox → message → submission → manuscript version → findings.
 *
 * Raw bytes are kept first (`receive.ts`). What is kept is read in workers and sorted in batches, in the order it arrived;
 * the manuscripts are converted afterwards (`convert-pending.ts`). A kill anywhere leaves each message where it was; it is
 * done again at the next start.
 */
import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { fail } from '@shared/domain/result'
import {
  beginAttempt,
  endAttempts,
  pendingMessage,
  pendingMessages,
  type PendingMessage,
} from '../store/repositories/messages'
import { announce, transact, transactUnsynced, type DeskContext } from './context'
import { convertMail, convertPending, type ConvertOptions } from './convert-pending'
import { readMails, type MailReading } from './read-mail'
import { refusalFrom } from './refuse'
import { sortMail, type IntakeOutcome } from './sort-mail'

export type { IntakeOutcome } from './sort-mail'

/** Mails that are read together, and the raw bytes of them: what is in memory is a few batches. */
export const BATCH_MAILS = 64
export const BATCH_BYTES = 8 * 1024 * 1024
/** Batches that are being read while one is sorted, so that no worker waits. */
const BATCHES_AHEAD = 2

/** Milliseconds of sorting in one transaction before others have a turn: a window that asks something waits for this. */
const SLICE = 16

/**
 * Tries that may end with the process before a message is taken for the cause: more than a few chance
 * kills on the same message, few enough that a core which dies of one soon starts without it.
 */
const MOST_ATTEMPTS = 8

export interface TakeInOptions {
  /** Stops between two batches; what is under way is finished. */
  readonly signal?: AbortSignal
  readonly onOutcome?: (hash: string, outcome: IntakeOutcome) => void
}

interface Batch {
  readonly mails: readonly PendingMessage[]
  readonly readings: Promise<readonly MailReading[]>
}

/**
 * Reads and sorts everything that is kept and not sorted, from the oldest arrival on, so that answers find what they answer.
 * A message that cannot be read, or that makes the desk itself stumble, goes to quarantine, and the next has its turn; a
 * disk that is full or unwritable is not the message's fault and throws. Manuscripts are not converted yet
 * (`convertPending`). Safe to call again, and beside itself.
 */
export async function sortPending(context: DeskContext, options: TakeInOptions = {}): Promise<void> {
  const batches: Batch[] = []
  /** The mails of one more batch beside others, their tries counted; in a transaction. Empty when none may be begun. */
  const countNext = (others: readonly Batch[]): PendingMessage[] => {
    if (others.length > BATCHES_AHEAD || options.signal?.aborted === true) return []
    const inFlight = new Set(others.flatMap(({ mails }) => mails.map(({ hash }) => hash)))
    const suspect = others.some(({ mails }) => mails.some(isSuspect))
    // Of two batches under way, a kill would blame both.
    if (suspect) return []
    const mails = nextBatch(context, inFlight)
    if (others.length > 0 && mails.some(isSuspect)) return []
    countTries(context, mails)
    return mails
  }
  const readAhead = (): void => {
    while (batches.length <= BATCHES_AHEAD) {
      const mails = transact(context, () => countNext(batches))
      if (mails.length === 0) return
      batches.push(beginReading(context, mails))
    }
  }
  try {
    for (;;) {
      readAhead()
      const batch = batches[0]
      if (batch === undefined) return
      const readings = await batch.readings
      // What is read next is noted with the last of this batch: a transaction of its own would wait for the disk once more.
      const others = batches.slice(1)
      const isCareful = batch.mails.some(isSuspect)
      const next = await sortBatch(context, batch.mails, readings, options.onOutcome, () =>
        isCareful ? [] : countNext(others),
      )
      batches.shift()
      if (next.length > 0) batches.push(beginReading(context, next))
    }
  } catch (error) {
    // A full disk, say, is not the fault of what was under way.
    forgetTries(
      context,
      batches.flatMap(({ mails }) => mails),
    )
    throw error
  }
}

/** A process died while it was being taken in. */
function isSuspect({ attempts }: PendingMessage): boolean {
  return attempts > 0
}

/**
 * The oldest mails that are not under way, as many as may be. After each process that died of a batch the next is half as
 * large, until what is to blame is alone.
 */
function nextBatch(context: DeskContext, inFlight: ReadonlySet<string>): PendingMessage[] {
  const batch: PendingMessage[] = []
  let most = BATCH_MAILS
  let bytes = 0
  for (const mail of pendingMessages(context.db, inFlight.size + BATCH_MAILS)) {
    if (inFlight.has(mail.hash)) continue
    most = Math.min(most, Math.max(1, BATCH_MAILS >> mail.attempts))
    bytes += mail.size
    if (batch.length >= most || (batch.length > 0 && bytes > BATCH_BYTES)) break
    batch.push(mail)
  }
  return batch
}

/** Counts the tries, so that they are known if the process dies; in a transaction that is over before the mails are read. */
function countTries(context: DeskContext, mails: readonly PendingMessage[]): void {
  for (const { hash } of mails) beginAttempt(context.db, hash)
}

/** Has mails read whose tries are counted. */
function beginReading(context: DeskContext, mails: readonly PendingMessage[]): Batch {
  const readings = readAllowed(context, mails)
  // Awaited in its turn; until then a full disk that it met is nobody's unhandled rejection.
  readings.catch(() => undefined)
  return { mails, readings }
}

async function readAllowed(context: DeskContext, mails: readonly PendingMessage[]): Promise<readonly MailReading[]> {
  const isWorn = ({ attempts }: PendingMessage): boolean => attempts >= MOST_ATTEMPTS
  const readings = (
    await readMails(
      context,
      mails.filter((mail) => !isWorn(mail)),
    )
  ).values()
  return mails.map((mail) =>
    isWorn(mail)
      ? fail({ reason: 'worker-died', detail: `${mail.attempts} tries ended the process` })
      : (readings.next().value ?? fail({ reason: 'worker-died', detail: 'no answer' })),
  )
}

/**
 * Sorts what was read, in order, a slice of time in each transaction. `countNext` runs in the last of them, and what it gave
 * is returned; nothing if that transaction was not to be.
 */
async function sortBatch(
  context: DeskContext,
  mails: readonly PendingMessage[],
  readings: readonly MailReading[],
  onOutcome: TakeInOptions['onOutcome'],
  countNext: () => PendingMessage[] = () => [],
): Promise<PendingMessage[]> {
  let next: PendingMessage[] = []
  const read = mails.map((mail, index) => ({
    mail,
    reading: readings[index] ?? fail({ reason: 'worker-died' as const, detail: 'no answer' }),
  }))
  for (let from = 0; from < read.length;) {
    const slice = sortSlice(context, read.slice(from), countNext)
    const { outcomes } = slice
    next = slice.next
    from += outcomes.length
    for (const { hash, outcome } of outcomes) onOutcome?.(hash, outcome)
    announceSorted(context, outcomes)
    await nextTurn()
  }
  return next
}

interface ReadPending {
  readonly mail: PendingMessage
  readonly reading: MailReading
}

interface Sorted {
  readonly hash: string
  readonly outcome: IntakeOutcome
}

interface Slice {
  readonly outcomes: Sorted[]
  readonly next: PendingMessage[]
}

/** Sorts as many mails as fit into a slice, at least one. If any makes the desk stumble, each is sorted by itself. */
function sortSlice(context: DeskContext, read: readonly ReadPending[], countNext: () => PendingMessage[]): Slice {
  let tried = 0
  try {
    return transactUnsynced(context, () => {
      const began = performance.now()
      const outcomes: Sorted[] = []
      for (const { mail, reading } of read) {
        if (outcomes.length > 0 && performance.now() - began > SLICE) break
        tried += 1
        outcomes.push({ hash: mail.hash, outcome: sortMail(context, mail, reading) })
      }
      return { outcomes, next: outcomes.length === read.length ? countNext() : [] }
    })
  } catch (error) {
    if (refusalFrom(error) !== null) throw error
    return { outcomes: read.slice(0, tried).map((one) => sortAlone(context, one)), next: [] }
  }
}

function sortAlone(context: DeskContext, { mail, reading }: ReadPending): Sorted {
  const take = (what: MailReading): Sorted => ({
    hash: mail.hash,
    outcome: transact(context, () => sortMail(context, mail, what)),
  })
  try {
    return take(reading)
  } catch (error) {
    if (refusalFrom(error) !== null) throw error
    return take(fail({ reason: 'unparsable', detail: error instanceof Error ? error.message : String(error) }))
  }
}

/** Tries that came to an end, whichever: the process lives. On a disk that is really full not even this can be written. */
function forgetTries(context: DeskContext, mails: readonly PendingMessage[]): void {
  try {
    transact(context, () => {
      for (const { hash } of mails) endAttempts(context.db, hash)
    })
  } catch (error) {
    if (refusalFrom(error) === null) throw error
  }
}

function announceSorted(context: DeskContext, outcomes: readonly Sorted[]): void {
  const isQuarantined = outcomes.some(({ outcome }) => outcome.kind === 'quarantined')
  announce(context, 'submissions', 'manuscripts', 'authors', 'desk', ...(isQuarantined ? ['quarantine' as const] : []))
}

/** Takes one kept message all the way: read, sorted, its manuscript converted and checked. Safe to call again. */
export async function processMessage(context: DeskContext, hash: string): Promise<IntakeOutcome> {
  const mail = pendingMessage(context.db, hash)
  if (mail === null) throw new Error(`message ${hash} is not here`)
  transact(context, () => countTries(context, [mail]))
  const { mails, readings } = beginReading(context, [mail])
  const outcomes: IntakeOutcome[] = []
  try {
    await sortBatch(context, mails, await readings, (_hash, outcome) => outcomes.push(outcome))
  } catch (error) {
    forgetTries(context, mails)
    throw error
  }
  await convertMail(context, hash)
  const [outcome] = outcomes
  if (outcome === undefined) throw new Error(`message ${hash} was not sorted`)
  return outcome
}

/** Sorts all that is kept, then converts and checks it: what a sync and the time after it do. */
export async function takeInAll(context: DeskContext, options: TakeInOptions & ConvertOptions = {}): Promise<void> {
  await sortPending(context, options)
  await convertPending(context, options)
}
