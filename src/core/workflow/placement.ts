/** Where a message belongs: to a submission by its thread, to a new one, or filed without a work item. */
import type { Database } from 'better-sqlite3'
import type { MailAddress, MailFacts, MessageKind } from '@shared/domain/mail'
import { splitTextBody } from '../mail'
import { memberOf, standingSubmission } from '../store/repositories/arrangement'
import { authorOfAddress } from '../store/repositories/authors'
import { submissionOfLetter } from '../store/repositories/decisions'
import { hashesNaming, hashesOfMessageId, submissionOfMessage, threadIds } from '../store/repositories/messages'
import { getSubmission, latestSubmissionOfAddress } from '../store/repositories/submissions'
import { bouncedLetter, recalledMail } from './notices'

export type Placement =
  | {
      readonly kind: 'join'
      readonly submissionId: string
      readonly messageKind: MessageKind
      /** Its file or text is a version of the piece: of a revision, and of the mail that a revision came before. */
      readonly bringsText?: boolean
    }
  | { readonly kind: 'register'; readonly author: MailAddress; readonly messageKind: MessageKind }
  | { readonly kind: 'file'; readonly messageKind: MessageKind }

/** Characters of own words from which a reply without a file counts as a new version of the piece. */
const REVISION_LENGTH = 600

/**
 * By References and In-Reply-To (RFC 5322 3.6.4), never by subject, in whichever order the mails of a thread come: what
 * answers a mail may be here before it. A copy of a message that is here already, the same Message-ID with the same
 * body, is a duplicate delivery.
 */
export function placeMessage(db: Database, hash: string, message: MailFacts): Placement {
  const original = hashesOfMessageId(db, message.messageId).find(
    (copy) => copy.hash !== hash && copy.bodyHash === message.bodyHash,
  )
  if (original !== undefined) {
    const submissionId = standingOfMessage(db, original.hash)
    return submissionId === null
      ? { kind: 'file', messageKind: 'duplicate' }
      : { kind: 'join', submissionId, messageKind: 'duplicate' }
  }
  const thread = submissionOfThread(db, message)
  if (thread !== null) {
    const messageKind = kindInThread(db, message)
    return { kind: 'join', submissionId: thread, messageKind, bringsText: messageKind === 'revision' }
  }
  const answers = pieceOfAnswers(db, message)
  if (answers !== null) {
    const bringsText = message.kind === 'submission' || message.kind === 'forward'
    return { kind: 'join', submissionId: answers, messageKind: message.kind, bringsText }
  }
  switch (message.kind) {
    case 'bounce':
    case 'autoreply':
    case 'recall': {
      const submissionId = pieceOfNotice(db, message)
      return submissionId === null
        ? { kind: 'file', messageKind: message.kind }
        : { kind: 'join', submissionId, messageKind: message.kind }
    }
    default:
      return { kind: 'register', author: writerOf(message), messageKind: message.kind }
  }
}

/** A machine's notice: about the letter or mail that it names; one without references about what was last done with its person. */
function pieceOfNotice(db: Database, message: MailFacts): string | null {
  const about =
    message.kind === 'bounce'
      ? bouncedLetter(db, message)?.submissionId
      : message.kind === 'recall'
        ? recalledMail(db, message)?.submissionId
        : undefined
  // What an answering machine or a recall refers to may still come; then the notice goes with it.
  if (about === undefined && message.kind !== 'bounce' && threadIds(message).length > 0) return null
  const piece = about ?? latestSubmissionOfAddress(db, message.failedRecipient ?? message.from.address)
  return piece === null ? null : standingSubmission(db, piece)
}

/** The submission that a mail is in, merged ones followed to where they went. */
export function standingOfMessage(db: Database, hash: string): string | null {
  const submissionId = submissionOfMessage(db, hash)
  return submissionId === null ? null : standingSubmission(db, submissionId)
}

/** The submission of what a message answers, forwards or returns, the nearest first; null when none of it is here. */
export function submissionOfThread(db: Database, message: MailFacts): string | null {
  // What a bounce returns is nearer than what the notice itself refers to.
  const ancestors = message.returnedMessageId === null ? [] : [message.returnedMessageId]
  for (const messageId of [...ancestors, ...threadIds(message)]) {
    const letter = submissionOfLetter(db, messageId)
    const byLetter = letter === null ? null : standingSubmission(db, letter)
    if (byLetter !== null) return byLetter
    for (const { hash } of hashesOfMessageId(db, messageId)) {
      const submissionId = standingOfMessage(db, hash)
      if (submissionId !== null) return submissionId
    }
  }
  return null
}

/**
 * Of a mail whose answers are here already: their submission, if it is by the same writer. Another writer's becomes
 * part of the one that this mail begins (see `settleThread`).
 */
function pieceOfAnswers(db: Database, message: MailFacts): string | null {
  const author = authorOfAddress(db, writerOf(message).address)
  // A machine's notice begins no piece, whoever it is by.
  const isNotice = message.kind === 'bounce' || message.kind === 'autoreply' || message.kind === 'recall'
  for (const hash of hashesNaming(db, message.messageId)) {
    const submissionId = standingOfMessage(db, hash)
    if (submissionId === null) continue
    const isSame = author !== null && getSubmission(db, submissionId)?.authorId === author
    if (isSame || isNotice) return submissionId
  }
  return null
}

/** What a mail is among those it answers. */
export function kindInThread(db: Database, message: MailFacts): MessageKind {
  switch (message.kind) {
    case 'bounce':
    case 'autoreply':
    case 'recall':
    case 'junk':
    case 'sent':
    // A lawyer's letter that comes with a file is no new version of the piece.
    case 'complaint':
      return message.kind
    case 'forward':
      // The same mail once more is no new version.
      if (isForwardOfKnown(db, message)) return 'forward'
      break
    default:
      break
  }
  const carriesFile = message.attachments.some((attachment) => !attachment.inline)
  return carriesFile || isWriting(message) ? 'revision' : 'reply'
}

/** A long text of the writer's own, the quoted history left out. */
function isWriting({ kind, text }: MailFacts): boolean {
  return (kind === 'submission' || kind === 'forward') && splitTextBody(text).own.length >= REVISION_LENGTH
}

function isForwardOfKnown(db: Database, { forwarded }: MailFacts): boolean {
  const inner = forwarded?.messageId ?? null
  return inner !== null && hashesOfMessageId(db, inner).some(({ hash }) => memberOf(db, hash) !== null)
}

/** Who wrote what a mail brings: of a forward, the writer of the inner mail. */
export function writerOf(message: MailFacts): MailAddress {
  const person = message.kind === 'forward' ? (message.originalSender ?? message.from) : message.from
  return { name: person.name, address: person.address }
}
