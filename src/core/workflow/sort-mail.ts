/** Sorts one mail that was read: where it belongs, and the events that put it there. Runs inside a transaction. */
import { v7 as uuidv7 } from 'uuid'
import { change, type DeskChange } from '@shared/domain/event'
import type { MailFacts } from '@shared/domain/mail'
import { assertNever } from '@shared/domain/result'
import { randomBytes16 } from '../record/random-bytes'
import { authorOfAddress } from '../store/repositories/authors'
import { addPendingConversion } from '../store/repositories/conversions'
import {
  becomeSorted,
  endAttempts,
  messageStage,
  putParsed,
  quarantineMessage,
  setMessageKind,
  submissionOfMessage,
  type PendingMessage,
} from '../store/repositories/messages'
import { lastNumberOfMonth, stateOfSubmission } from '../store/repositories/submissions'
import { claimsOfMessage } from './claims'
import { append, DESK_ITSELF, type DeskContext } from './context'
import { monthCode } from './local-date'
import { adoptAnswers, settleFoundInSent } from './outgoing'
import { placeOutgoing } from './place-outgoing'
import { placeMessage, type Placement } from './placement'
import type { MailReading, ReadFailure } from './read-mail'
import { settleMail } from './settle-thread'

/** What became of one message. */
export type IntakeOutcome =
  | { readonly kind: 'registered'; readonly submissionId: string }
  | { readonly kind: 'joined'; readonly submissionId: string }
  | { readonly kind: 'filed' }
  | { readonly kind: 'quarantined' }

/** A mail that is being sorted. */
export interface MailToSort {
  readonly hash: string
  readonly message: MailFacts
  /** UTC milliseconds. */
  readonly receivedAt: number
  /** Older than the account's cut-off date: no work item. */
  readonly history: boolean
  /** Somebody here wrote it. */
  readonly outgoing: boolean
}

/** Characters kept of why a message could not be taken. */
const QUARANTINE_DETAIL = 500

/** A writer's clock may be a day ahead. One that is further ahead would lead every list until that day comes. */
const CLOCK_TOLERANCE = 24 * 3_600_000

/** Sorts a mail that was read, or puts it into quarantine with its reason. */
export function sortMail(context: DeskContext, pending: PendingMessage, reading: MailReading): IntakeOutcome {
  const { hash } = pending
  if (!reading.ok) {
    const isSorted = messageStage(context.db, hash)?.stage === 'sorted'
    return isSorted ? settled(context, hash) : setAside(context, hash, reading.error)
  }
  // A retry beside the sync may have had more luck with it.
  if (!becomeSorted(context.db, hash)) return settled(context, hash)
  const { message, json } = reading.value
  const receivedAt = receivedAtOf(pending, message)
  putParsed(context.db, hash, message, json, receivedAt)
  const { history, outgoing } = pending
  const outcome = join(context, { hash, message, receivedAt, history, outgoing })
  claimsOfMessage(context, hash)
  return outcome
}

function setAside(context: DeskContext, hash: string, { reason, detail }: ReadFailure): IntakeOutcome {
  endAttempts(context.db, hash)
  quarantineMessage(context.db, hash, reason, detail.slice(0, QUARANTINE_DETAIL))
  return { kind: 'quarantined' }
}

/** When a mail was written; when it arrived if it does not say, or says a time to come. */
function receivedAtOf({ arrivedAt }: PendingMessage, { date }: MailFacts): number {
  return date === null || date > arrivedAt + CLOCK_TOLERANCE ? arrivedAt : date
}

/** Puts a message where it belongs. */
function join(context: DeskContext, mail: MailToSort): IntakeOutcome {
  if (mail.outgoing) return joinOutgoing(context, mail)
  const placement = placeMessage(context.db, mail.hash, mail.message)
  if (placement.messageKind !== mail.message.kind) setMessageKind(context.db, mail.hash, placement.messageKind)
  const outcome = putInPlace(context, mail, placement)
  if (mail.history) return outcome
  const submissionId = outcome.kind === 'filed' ? null : outcome.submissionId
  const { hash, message, receivedAt } = mail
  const registered = outcome.kind === 'registered'
  const kind = placement.messageKind
  const settledIn = settleMail(context, { hash, message, kind, receivedAt, submissionId, registered })
  // Its piece may have become part of one that its thread had already.
  return settledIn === null || settledIn === submissionId ? outcome : { kind: 'joined', submissionId: settledIn }
}

type Placed = Exclude<IntakeOutcome, { kind: 'quarantined' }>

function putInPlace(context: DeskContext, mail: MailToSort, placement: Placement): Placed {
  switch (placement.kind) {
    case 'file':
      return { kind: 'filed' }
    case 'join':
      return joinExisting(context, mail, placement)
    case 'register':
      // What came before the cut-off date is looked up, not worked on.
      return mail.history ? { kind: 'filed' } : registerNew(context, mail, placement)
    default:
      return assertNever(placement)
  }
}

/** What somebody here sent: it settles a letter whose outcome was unknown, and joins a thread without asking for work. */
function joinOutgoing(context: DeskContext, mail: MailToSort): IntakeOutcome {
  const placement = placeOutgoing(context.db, mail.hash, mail.message, mail.receivedAt)
  setMessageKind(context.db, mail.hash, placement.messageKind)
  if (placement.letter !== null) settleFoundInSent(context)
  return placement.kind === 'file' ? { kind: 'filed' } : joinExisting(context, mail, placement)
}

/** What became of a message that was sorted before. */
function settled(context: DeskContext, hash: string): IntakeOutcome {
  const submissionId = submissionOfMessage(context.db, hash)
  return submissionId === null ? { kind: 'filed' } : { kind: 'joined', submissionId }
}

function joinExisting(
  context: DeskContext,
  { hash, message, receivedAt }: MailToSort,
  placement: Extract<Placement, { kind: 'join' }>,
): Placed {
  const { submissionId } = placement
  const state = stateOfSubmission(context.db, submissionId)
  if (state === null) throw new Error(`submission ${submissionId} is gone`)
  const isRevision = placement.messageKind === 'revision'
  append(
    context,
    [
      change('submission.message-joined', submissionId, {
        submissionId,
        messageHash: hash,
        kind: placement.messageKind,
        receivedAt,
        from: state,
        // A revision by mail puts the piece back on the desk.
        to: isRevision && state === 'revising' ? 'reviewing' : state,
      }),
    ],
    DESK_ITSELF,
  )
  if (placement.bringsText === true && mayCarryManuscript(message)) addPendingConversion(context.db, hash, submissionId)
  adoptAnswers(context, submissionId, message.messageId)
  return { kind: 'joined', submissionId }
}

function registerNew(
  context: DeskContext,
  { hash, message, receivedAt }: MailToSort,
  placement: Extract<Placement, { kind: 'register' }>,
): Placed {
  const submissionId = uuidv7({ msecs: context.now(), random: randomBytes16() })
  const month = monthCode(receivedAt, context.zone)
  const running = lastNumberOfMonth(context.db, month) + 1
  const changes: DeskChange[] = []
  const known = authorOfAddress(context.db, placement.author.address)
  const authorId = known ?? uuidv7({ msecs: context.now(), random: randomBytes16() })
  if (known === null) {
    changes.push(change('author.registered', authorId, { authorId, ...placement.author }))
  }
  changes.push(
    change('submission.registered', submissionId, {
      submissionId,
      number: `${month}-${String(running).padStart(3, '0')}`,
      authorId,
      title: message.subject,
      subject: message.subject,
      receivedAt,
      messageHash: hash,
      attachments: message.attachments.filter((attachment) => !attachment.inline).length,
      expiringLinks: message.links.filter((link) => link.expiring).length,
    }),
    change('submission.message-joined', submissionId, {
      submissionId,
      messageHash: hash,
      kind: placement.messageKind,
      receivedAt,
      from: 'new',
      to: 'new',
    }),
  )
  const carries = mayCarryManuscript(message)
  if (!carries) {
    // A mail that was never meant as a piece: the window says so instead of waiting for one.
    const refusal = { code: 'empty' as const, detail: '' }
    changes.push(change('manuscript.refused', submissionId, { submissionId, messageHash: hash, refusal }))
  }
  append(context, changes, DESK_ITSELF)
  if (carries) addPendingConversion(context.db, hash, submissionId)
  adoptAnswers(context, submissionId, message.messageId)
  return { kind: 'registered', submissionId }
}

/** What people wrote that is a piece or comes with a file; the words of a short question are no manuscript. */
function mayCarryManuscript(message: MailFacts): boolean {
  switch (message.kind) {
    case 'bounce':
    case 'autoreply':
    case 'recall':
    case 'duplicate':
    case 'junk':
    case 'sent':
      return false
    case 'submission':
    case 'forward':
    case 'revision':
      return true
    case 'reply':
    case 'inquiry':
    case 'promotion':
    case 'complaint':
      return message.attachments.some((attachment) => !attachment.inline)
    default:
      return assertNever(message.kind)
  }
}
