/**
 * The outbox: tries what is due, one letter at a time. A letter is `sending` in the record before a
 * server hears of it; what a crash or a lost connection leaves in that state is `unsure` and waits
 * for a person.
 */
import { assertNever } from '@shared/domain/result'
import { HELD_UNTIL } from '@shared/domain/letter'
import type { AccountConfig, ConnectionFailure } from '@shared/domain/mail'
import { sendSmtp, writeOutgoing, type ComposedLetter, type SendOutcome } from '../mail'
import {
  dueLetters,
  getLetter,
  lettersInState,
  offlineLetters,
  queuedTimes,
  type LetterRecord,
} from '../store/repositories/decisions'
import { getAccount } from '../store/repositories/desk'
import { announce, DESK_ITSELF, transact, type DeskContext } from '../workflow/context'
import { moveLetter, type LetterStep } from '../workflow/letters'
import { authorWroteSince, settleFoundInSent } from '../workflow/outgoing'
import { refusalFrom } from '../workflow/refuse'
import { bytesOf } from './letter-bytes'

/** First wait after a failed connection; doubles up to the longest. Milliseconds. */
const FIRST_WAIT = 15_000
const LONGEST_WAIT = 15 * 60_000
/** 163 and 126 answer `451 DT:SPM` to a burst and take the same letter two minutes later. */
const SPAM_GUARD_WAIT = 2 * 60_000
/** How often a password that is not there is asked for. */
const PASSWORD_WAIT = 30_000
/** How long a letter that is being sent may keep a closing desk waiting: cut off, nobody could tell whether it left. */
const LAST_ANSWER_WAIT = 3_000
/** Temporary refusals after which a person should look. */
const MOST_ATTEMPTS = 12

export interface Outbox {
  /** Tries all that is due. Calls meanwhile join the run under way. */
  deliver(): Promise<void>
  /** The network is back: letters that wait for a connection are due at once, whatever their time. */
  retryNow(): void
  /** UTC milliseconds of the next due letter, null when none waits. */
  nextDue(): number | null
  close(): Promise<void>
}

export function openOutbox(context: DeskContext): Outbox {
  const abort = new AbortController()
  let closing = false
  let running: Promise<void> | null = null
  settleInterrupted(context)

  /** Letters that wait for a password (or stumbled over a bug), and until when; not worth an event each time. */
  const waiting = new Map<string, number>()

  /** Letters that waited for a connection when the network came back. */
  const eager = new Set<string>()

  const run = async (): Promise<void> => {
    // The copy may have been read while the letter was still being sent.
    settleFoundInSent(context)
    const tried = new Set<string>()
    const bugs: unknown[] = []
    for (;;) {
      const due = [...dueLetters(context.db, context.now()), ...eager].find((id) => !tried.has(id))
      const letter = due === undefined ? null : getLetter(context.db, due)
      if (letter === null || closing) break
      tried.add(letter.id)
      waiting.delete(letter.id)
      try {
        const outcome = await deliverOne(context, letter, eager.delete(letter.id), abort.signal)
        if (outcome === 'needs-password') waiting.set(letter.id, context.now() + PASSWORD_WAIT)
      } catch (error) {
        if (refusalFrom(error) !== null) throw error
        // A bug over one letter must not hold up those behind it.
        waiting.set(letter.id, context.now() + PASSWORD_WAIT)
        bugs.push(error)
      }
    }
    if (bugs.length > 0) throw bugs[0]
  }

  return {
    deliver() {
      running ??= run().finally(() => {
        running = null
      })
      return running
    },
    retryNow() {
      for (const id of offlineLetters(context.db)) eager.add(id)
    },
    nextDue() {
      const times = queuedTimes(context.db).map(({ id, notBefore }) => Math.max(notBefore, waiting.get(id) ?? 0))
      return times.length === 0 ? null : Math.min(...times)
    },
    async close() {
      closing = true
      const patience = setTimeout(() => abort.abort(), LAST_ANSWER_WAIT)
      try {
        await running
      } finally {
        clearTimeout(patience)
      }
    },
  }
}

/** What was `sending` when the core died: a Maildir knows what it has, a server's answer was lost. */
function settleInterrupted(context: DeskContext): void {
  for (const letter of lettersInState(context.db, 'sending')) {
    const isLocal = getAccount(context.db, letter.accountId)?.config.kind === 'maildir'
    step(context, letter, isLocal ? { to: 'queued', reason: 'interrupted' } : { to: 'unsure', reason: 'interrupted' })
  }
}

async function deliverOne(
  context: DeskContext,
  letter: LetterRecord,
  /** Its time does not count: it waits for a connection, and there is one. */
  isEager: boolean,
  signal: AbortSignal,
): Promise<'tried' | 'needs-password'> {
  const account = getAccount(context.db, letter.accountId)
  if (account === null) {
    step(context, letter, { to: 'failed', reason: 'account-removed', detail: '' })
    return 'tried'
  }
  const { config } = account
  const password = config.kind === 'imap' ? await context.secrets.get(account.id) : null
  if (config.kind === 'imap' && password === null) {
    if (letter.reason !== 'no-password') step(context, letter, { to: 'queued', reason: 'no-password' })
    return 'needs-password'
  }
  const composed = await bytesOf(letter)
  if (!composed.ok) {
    step(context, letter, { to: 'failed', reason: 'refused-by-server', detail: composed.error })
    return 'tried'
  }
  const sending = begin(context, letter.id, isEager)
  if (sending === null) return 'tried'
  try {
    await handOver(context, sending, config, password ?? '', composed.value, signal)
  } catch (error) {
    // Whatever went wrong, the letter may be out. If even this cannot be written, the next start says the same.
    if (getLetter(context.db, letter.id)?.state === 'sending') {
      step(context, sending, { to: 'unsure', reason: 'outcome-unknown', detail: messageOf(error) })
    }
    if (refusalFrom(error) === null) throw error
  }
  return 'tried'
}

async function handOver(
  context: DeskContext,
  letter: LetterRecord,
  config: AccountConfig,
  password: string,
  { raw, envelope }: ComposedLetter,
  signal: AbortSignal,
): Promise<void> {
  switch (config.kind) {
    case 'maildir': {
      const written = await writeOutgoing(config.path, letter.messageId, raw)
      if (written.ok) step(context, letter, { to: 'sent', reason: 'written-to-folder', detail: written.value.path })
      else postpone(context, letter, 'disk', written.error.detail)
      break
    }
    case 'imap':
      settle(context, letter, await sendSmtp(config, password, { raw, envelope }, { signal }))
      break
    default:
      assertNever(config)
  }
}

/** Marks a letter as being sent, unless it was cancelled or moved meanwhile, or stops because the author wrote. */
function begin(context: DeskContext, letterId: string, isEager: boolean): LetterRecord | null {
  const begun = transact(context, () => {
    const letter = getLetter(context.db, letterId)
    if (letter?.state !== 'queued') return null
    const isDue = letter.notBefore <= context.now() || (isEager && letter.reason === 'offline')
    if (!isDue) return null
    if (authorWroteSince(context, letter)) {
      moveLetter(context, letter, { to: 'queued', reason: 'author-wrote', notBefore: HELD_UNTIL }, DESK_ITSELF)
      return null
    }
    moveLetter(context, letter, { to: 'sending', reason: null, attempts: letter.attempts + 1 }, DESK_ITSELF)
    return getLetter(context.db, letterId)
  })
  if (begun !== null) announce(context, 'letters')
  else announce(context, 'letters', 'submissions', 'desk')
  return begun
}

function settle(context: DeskContext, letter: LetterRecord, outcome: SendOutcome): void {
  switch (outcome.kind) {
    case 'accepted': {
      const refused = outcome.rejected[0]
      const taken = outcome.accepted.length > 0
      if (taken) step(context, letter, { to: 'sent', reason: null, detail: outcome.response })
      else step(context, letter, { to: 'failed', reason: 'recipient-refused', detail: refused?.response ?? '' })
      break
    }
    case 'refused':
      if (outcome.failure?.code === 'wrong-password' || outcome.failure?.code === 'login-refused') {
        step(context, letter, { to: 'failed', reason: 'login-failed', detail: outcome.response })
      } else if (outcome.permanent || letter.attempts >= MOST_ATTEMPTS) {
        step(context, letter, { to: 'failed', reason: 'refused-by-server', detail: outcome.response })
      } else {
        const wait = /DT:SPM/.test(outcome.response) ? SPAM_GUARD_WAIT : waitAfter(letter.attempts)
        step(context, letter, {
          to: 'queued',
          reason: 'retry-later',
          detail: outcome.response,
          notBefore: context.now() + wait,
        })
      }
      break
    case 'unsure':
      step(context, letter, { to: 'unsure', reason: 'outcome-unknown', detail: outcome.detail })
      break
    case 'not-sent':
      if (isLoginFailure(outcome.failure)) {
        step(context, letter, { to: 'failed', reason: 'login-failed', detail: outcome.failure.detail })
      } else {
        postpone(context, letter, 'offline', outcome.failure.detail)
      }
      break
    default:
      assertNever(outcome)
  }
}

function isLoginFailure(failure: ConnectionFailure): boolean {
  return failure.code === 'wrong-password' || failure.code === 'login-refused'
}

function postpone(context: DeskContext, letter: LetterRecord, reason: 'offline' | 'disk', detail: string): void {
  step(context, letter, { to: 'queued', reason, detail, notBefore: context.now() + waitAfter(letter.attempts) })
}

/** Exponential, without jitter: one desk sends one letter at a time. */
function waitAfter(attempts: number): number {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(10, Math.max(0, attempts - 1)))
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function step(context: DeskContext, letter: LetterRecord, move: LetterStep): void {
  transact(context, () => moveLetter(context, letter, move, DESK_ITSELF))
  announce(context, 'letters', 'submissions', 'desk')
}
