/** What a person does to a letter in the outbox. */
import { getAccount } from '../store/repositories/desk'
import { change, type DeskChange } from '@shared/domain/event'
import { questionTemplateSchema, type LetterReason, type LetterState } from '@shared/domain/letter'
import { getLetter, lettersOfSubmission, type LetterRecord } from '../store/repositories/decisions'
import { getSubmission } from '../store/repositories/submissions'
import { announce, append, transact, type DeskContext } from './context'
import { refuseBlanks } from './queue-letter'
import { refuse } from './refuse'

export interface LetterStep {
  readonly to: LetterState
  readonly reason: LetterReason | null
  readonly detail?: string
  readonly attempts?: number
  /** UTC milliseconds; unchanged if left out. */
  readonly notBefore?: number
}

/** Moves a letter on, as an event. The only way a letter changes state. */
export function moveLetter(context: DeskContext, letter: LetterRecord, step: LetterStep, editorId?: string): void {
  append(
    context,
    [
      change('letter.state-changed', letter.id, {
        letterId: letter.id,
        submissionId: letter.submissionId,
        from: letter.state,
        to: step.to,
        reason: step.reason,
        detail: (step.detail ?? '').slice(0, 1000),
        attempts: step.attempts ?? letter.attempts,
        notBefore: step.notBefore ?? letter.notBefore,
      }),
    ],
    editorId,
  )
}

/**
 * Takes a letter back that was not handed to a server yet. Its decision stands; an answer to a question that was
 * never put is not waited for any more.
 */
export function cancelLetter(context: DeskContext, letterId: string): LetterRecord {
  const cancelled = transact(context, () => {
    const letter = getLetter(context.db, letterId) ?? refuse('not-found')
    if (letter.state !== 'queued' && letter.state !== 'failed') refuse('letter-not-cancellable')
    moveLetter(context, letter, { to: 'cancelled', reason: 'by-editor' })
    append(context, stopWaiting(context, letter))
    return getLetter(context.db, letterId) ?? refuse('not-found')
  })
  announce(context, 'letters', 'submissions', 'desk')
  return cancelled
}

/** The author's turn ends with the last question that could have reached the author. */
function stopWaiting(context: DeskContext, { id, submissionId, decisionId, template }: LetterRecord): DeskChange[] {
  const isQuestion = (name: string): boolean => questionTemplateSchema.safeParse(name).success
  const { row } = getSubmission(context.db, submissionId) ?? refuse('not-found')
  if (decisionId !== null || !isQuestion(template) || !row.awaitsAuthor) return []
  const asksStill = lettersOfSubmission(context.db, submissionId).some(
    (other) => other.id !== id && isQuestion(other.template) && other.state !== 'cancelled',
  )
  return asksStill ? [] : [change('submission.awaiting-changed', submissionId, { submissionId, awaitsAuthor: false })]
}

/** Makes a letter due now. One whose outcome is unknown only if a person says so: it may arrive twice. */
export function retryLetter(context: DeskContext, letterId: string, evenIfUnsure: boolean): LetterRecord {
  return step(context, letterId, (letter) => {
    const may = letter.state === 'queued' || letter.state === 'failed' || (letter.state === 'unsure' && evenIfUnsure)
    if (!may) refuse('letter-not-retryable')
    return { to: 'queued', reason: 'by-editor', notBefore: context.now() }
  })
}

/**
 * A letter leaves at a time that an editor chose (UTC milliseconds), not before: it waits, or waited for an editor's look. Refused
 * for a time that is over.
 */
export function scheduleLetter(context: DeskContext, letterId: string, at: number): LetterRecord {
  return step(context, letterId, (letter) => {
    if (letter.state !== 'queued' && letter.state !== 'failed') refuse('letter-not-retryable')
    if (at <= context.now()) refuse('time-is-over')
    refuseBlanks(letter)
    return { to: 'queued', reason: 'scheduled', notBefore: at }
  })
}

/** Sends a letter through another account, with its address: for one whose own account is gone, or refuses it. */
export function sendFromAccount(context: DeskContext, letterId: string, accountId: string): LetterRecord {
  const moved = transact(context, () => {
    const letter = getLetter(context.db, letterId) ?? refuse('not-found')
    const account = getAccount(context.db, accountId) ?? refuse('not-found')
    if (letter.state !== 'failed' && letter.state !== 'queued') refuse('letter-not-retryable')
    const { address, displayName } = account.config
    append(context, [
      change('letter.account-changed', letterId, {
        letterId,
        submissionId: letter.submissionId,
        accountId,
        from: { name: displayName, address },
      }),
    ])
    moveLetter(context, letter, { to: 'queued', reason: 'by-editor', notBefore: context.now() })
    return getLetter(context.db, letterId) ?? refuse('not-found')
  })
  announce(context, 'letters', 'submissions', 'desk')
  return moved
}

/** A person found an unsure letter where it should be. */
export function confirmLetterSent(context: DeskContext, letterId: string): LetterRecord {
  return step(context, letterId, (letter) =>
    letter.state === 'unsure' ? { to: 'sent', reason: 'by-editor' } : refuse('letter-not-retryable'),
  )
}

function step(context: DeskContext, letterId: string, decide: (letter: LetterRecord) => LetterStep): LetterRecord {
  const moved = transact(context, () => {
    const letter = getLetter(context.db, letterId) ?? refuse('not-found')
    moveLetter(context, letter, decide(letter))
    return getLetter(context.db, letterId) ?? refuse('not-found')
  })
  announce(context, 'letters', 'submissions', 'desk')
  return moved
}
