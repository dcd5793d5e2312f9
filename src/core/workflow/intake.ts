/**
 * Intake: mailbox → message → submission → manuscript version → findings.
 *
 * Raw bytes are kept first (`receive`). Each message then goes through `processMessage`: parsed in a
 * worker, its manuscript converted in a worker, and joined to the record in one transaction. A crash
 * in between leaves the message where it was; it is done again at the next start.
 */
import { v7 as uuidv7 } from 'uuid'
import { change, type DeskChange } from '@shared/domain/event'
import type { ParsedMessage, QuarantineReason } from '@shared/domain/mail'
import { fail, type Result } from '@shared/domain/result'
import type { ConversionRefusal } from '@shared/domain/manuscript'
import { authorOfAddress } from '../store/repositories/authors'
import {
  beginAttempt,
  endAttempts,
  getParsed,
  isOutgoing,
  messageStage,
  quarantineMessage,
  setMessageKind,
  setStage,
  submissionOfMessage,
} from '../store/repositories/messages'
import { getSubmission, lastNumberOfMonth } from '../store/repositories/submissions'
import { checkVersion } from './checking'
import { announce, append, DESK_ITSELF, transact, type DeskContext } from './context'
import { monthCode } from './local-date'
import { adoptAnswers, settleFoundInSent } from './outgoing'
import { placeOutgoing } from './place-outgoing'
import { placeMessage, type Placement } from './placement'
import { readMail, type ReadMail, type ReadManuscript } from './read-mail'
import { refusalFrom } from './refuse'
import { noteSimilar } from './similar'

/** Characters kept of why a message could not be taken. */
const QUARANTINE_DETAIL = 500

/**
 * Tries that may end with the process before a message is taken for the cause: more than a few chance
 * kills on the same message, few enough that a core which dies of one soon starts without it.
 */
const MOST_ATTEMPTS = 8

/** What became of one message. */
export type IntakeOutcome =
  | { readonly kind: 'registered'; readonly submissionId: string }
  | { readonly kind: 'joined'; readonly submissionId: string }
  | { readonly kind: 'filed' }
  | { readonly kind: 'quarantined' }

/**
 * Takes a kept message all the way. Safe to call again for one that was interrupted. A message that makes
 * the desk itself stumble goes to quarantine like one that cannot be parsed, so that the next has its turn;
 * a disk that is full or unwritable is not the message's fault and throws.
 */
export async function processMessage(context: DeskContext, hash: string): Promise<IntakeOutcome> {
  const { result, versionId } = await sort(context, hash)
  if (versionId === null) return result
  await checkVersion(context, versionId)
  await noteSimilar(context, versionId)
  return result
}

async function sort(context: DeskContext, hash: string): Promise<Joined> {
  const attempts = transact(context, () => beginAttempt(context.db, hash))
  if (attempts > MOST_ATTEMPTS)
    return quarantine(context, hash, 'worker-died', `${attempts - 1} tries ended the process`)
  try {
    const mail = await readMail(context, hash)
    if (!mail.ok) return quarantine(context, hash, mail.error.reason, mail.error.detail)
    const joined = transact(context, () => join(context, hash, mail.value))
    announce(context, 'submissions', 'manuscripts', 'authors', 'desk')
    return joined
  } catch (error) {
    if (refusalFrom(error) !== null) {
      transact(context, () => endAttempts(context.db, hash))
      throw error
    }
    return quarantine(context, hash, 'unparsable', error instanceof Error ? error.message : String(error))
  }
}

function quarantine(context: DeskContext, hash: string, reason: QuarantineReason, detail: string): Joined {
  const sorted = transact(context, () => {
    endAttempts(context.db, hash)
    // A retry beside the sync had more luck with it.
    if (messageStage(context.db, hash)?.stage === 'sorted') return settled(context, hash)
    quarantineMessage(context.db, hash, reason, detail.slice(0, QUARANTINE_DETAIL))
    return null
  })
  if (sorted !== null) return { result: sorted, versionId: null }
  announce(context, 'quarantine', 'submissions', 'desk')
  return { result: { kind: 'quarantined' }, versionId: null }
}

interface Joined {
  readonly result: IntakeOutcome
  readonly versionId: string | null
}

/** Puts a message where it belongs; inside a transaction. */
function join(context: DeskContext, hash: string, mail: ReadMail): Joined {
  // A retry beside the sync may have been faster.
  if (messageStage(context.db, hash)?.stage === 'sorted') return { result: settled(context, hash), versionId: null }
  if (isOutgoing(context.db, hash)) return joinOutgoing(context, hash, mail)
  const placement = placeMessage(context.db, hash, mail.message)
  setMessageKind(context.db, hash, placement.messageKind)
  setStage(context.db, hash, 'sorted')
  switch (placement.kind) {
    case 'file':
      return { result: { kind: 'filed' }, versionId: null }
    case 'join':
      return joinExisting(context, hash, mail, placement)
    case 'register':
      return registerNew(context, hash, mail, placement)
  }
}

/** What somebody here sent: it settles a letter whose outcome was unknown, and joins a thread without asking for work. */
function joinOutgoing(context: DeskContext, hash: string, mail: ReadMail): Joined {
  const placement = placeOutgoing(context.db, hash, mail.message, mail.receivedAt)
  setMessageKind(context.db, hash, placement.messageKind)
  setStage(context.db, hash, 'sorted')
  if (placement.letter !== null) settleFoundInSent(context)
  return placement.kind === 'file'
    ? { result: { kind: 'filed' }, versionId: null }
    : joinExisting(context, hash, mail, placement)
}

/** What became of a message that was sorted before. */
function settled(context: DeskContext, hash: string): IntakeOutcome {
  const submissionId = submissionOfMessage(context.db, hash)
  return submissionId === null ? { kind: 'filed' } : { kind: 'joined', submissionId }
}

function joinExisting(
  context: DeskContext,
  hash: string,
  { message, receivedAt, manuscript }: ReadMail,
  placement: Extract<Placement, { kind: 'join' }>,
): Joined {
  const submission = getSubmission(context.db, placement.submissionId)
  if (submission === null) throw new Error(`submission ${placement.submissionId} is gone`)
  const { state } = submission.row
  const isRevision = placement.messageKind === 'revision'
  const changes: DeskChange[] = [
    change('submission.message-joined', placement.submissionId, {
      submissionId: placement.submissionId,
      messageHash: hash,
      kind: placement.messageKind,
      receivedAt,
      from: state,
      // A revision by mail puts the piece back on the desk.
      to: isRevision && state === 'revising' ? 'reviewing' : state,
    }),
  ]
  const added =
    isRevision && manuscript !== null
      ? versionChanges(context, placement.submissionId, submission.row.versions + 1, hash, manuscript)
      : null
  append(context, [...changes, ...(added?.changes ?? [])], DESK_ITSELF)
  adoptAnswers(context, placement.submissionId, message.messageId)
  return { result: { kind: 'joined', submissionId: placement.submissionId }, versionId: added?.versionId ?? null }
}

function registerNew(
  context: DeskContext,
  hash: string,
  { message, receivedAt, manuscript }: ReadMail,
  placement: Extract<Placement, { kind: 'register' }>,
): Joined {
  const submissionId = uuidv7({ msecs: context.now() })
  const month = monthCode(receivedAt, context.zone)
  const running = lastNumberOfMonth(context.db, month) + 1
  const changes: DeskChange[] = []
  const known = authorOfAddress(context.db, placement.author.address)
  const authorId = known ?? uuidv7({ msecs: context.now() })
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
  const added = versionChanges(context, submissionId, 1, hash, manuscript ?? NO_MANUSCRIPT)
  append(context, [...changes, ...added.changes], DESK_ITSELF)
  adoptAnswers(context, submissionId, message.messageId)
  return { result: { kind: 'registered', submissionId }, versionId: added.versionId }
}

/** A mail that was never meant as a piece: the window says so instead of waiting for one. */
const NO_MANUSCRIPT = fail({ code: 'empty' as const, detail: '' })

function versionChanges(
  context: DeskContext,
  submissionId: string,
  ordinal: number,
  messageHash: string,
  manuscript: Result<ReadManuscript, ConversionRefusal>,
): { changes: DeskChange[]; versionId: string | null } {
  if (!manuscript.ok) {
    const refused = change('manuscript.refused', submissionId, { submissionId, messageHash, refusal: manuscript.error })
    return { changes: [refused], versionId: null }
  }
  const versionId = uuidv7({ msecs: context.now() })
  const added = change('manuscript.version-added', versionId, {
    versionId,
    submissionId,
    ordinal,
    messageHash,
    ...manuscript.value,
  })
  return { changes: [added], versionId }
}

/** A message as it was read; null when it was never read (or is in quarantine). */
export function readMessage(context: DeskContext, hash: string): ParsedMessage | null {
  return getParsed(context.db, hash)
}
