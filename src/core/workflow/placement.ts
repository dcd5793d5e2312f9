/** Where a message belongs: to a submission by its thread, to a new one, or filed without a work item. */
import type { Database } from 'better-sqlite3'
import type { MailAddress, MessageKind, ParsedMessage } from '@shared/domain/mail'
import { splitTextBody } from '../mail'
import { submissionOfLetter } from '../store/repositories/decisions'
import { hashesOfMessageId, submissionOfMessage } from '../store/repositories/messages'
import { latestSubmissionOfAddress } from '../store/repositories/submissions'

export type Placement =
  | { readonly kind: 'join'; readonly submissionId: string; readonly messageKind: MessageKind }
  | { readonly kind: 'register'; readonly author: MailAddress; readonly messageKind: MessageKind }
  | { readonly kind: 'file'; readonly messageKind: MessageKind }

/** Characters of own words from which a reply without a file counts as a new version of the piece. */
const REVISION_LENGTH = 600

/**
 * By References and In-Reply-To (RFC 5322 3.6.4), never by subject. A copy of a message that is here
 * already, the same Message-ID with the same body, is a duplicate delivery.
 */
export function placeMessage(db: Database, hash: string, message: ParsedMessage): Placement {
  const original = hashesOfMessageId(db, message.messageId).find(
    (copy) => copy.hash !== hash && copy.bodyHash === message.bodyHash,
  )
  if (original !== undefined) {
    const submissionId = submissionOfMessage(db, original.hash)
    return submissionId === null
      ? { kind: 'file', messageKind: 'duplicate' }
      : { kind: 'join', submissionId, messageKind: 'duplicate' }
  }
  const thread = submissionOfThread(db, message)
  if (thread !== null) return { kind: 'join', submissionId: thread, messageKind: kindInThread(db, message) }
  switch (message.kind) {
    case 'bounce':
    case 'autoreply':
    case 'recall': {
      // A notice without references belongs to what was last done with its person, if anything.
      const person = message.failedRecipient ?? message.from.address
      const submissionId = latestSubmissionOfAddress(db, person)
      return submissionId === null
        ? { kind: 'file', messageKind: message.kind }
        : { kind: 'join', submissionId, messageKind: message.kind }
    }
    default:
      return { kind: 'register', author: authorOf(message), messageKind: message.kind }
  }
}

/** The submission of what a message answers, forwards or returns, the nearest first; null when none of it is here. */
export function submissionOfThread(db: Database, message: ParsedMessage): string | null {
  const ancestors = [
    // What a bounce returns or a colleague forwards is nearer than what the notice itself refers to.
    message.returnedMessageId,
    message.forwarded?.messageId ?? null,
    message.inReplyTo,
    ...message.references.toReversed(),
  ].filter((messageId) => messageId !== null)
  for (const messageId of ancestors) {
    const byLetter = submissionOfLetter(db, messageId)
    if (byLetter !== null) return byLetter
    for (const { hash } of hashesOfMessageId(db, messageId)) {
      const submissionId = submissionOfMessage(db, hash)
      if (submissionId !== null) return submissionId
    }
  }
  return null
}

function kindInThread(db: Database, message: ParsedMessage): MessageKind {
  switch (message.kind) {
    case 'bounce':
    case 'autoreply':
    case 'recall':
    case 'junk':
    case 'sent':
      return message.kind
    case 'forward':
      // The same mail once more is no new version.
      if (isForwardOfKnown(db, message)) return 'forward'
      break
    default:
      break
  }
  const carriesFile = message.attachments.some((attachment) => !attachment.inline)
  if (carriesFile || isWriting(message)) return 'revision'
  return message.kind === 'complaint' ? 'complaint' : 'reply'
}

/** A long text of the writer's own, the quoted history left out; a long complaint stays one. */
function isWriting({ kind, text }: ParsedMessage): boolean {
  return (kind === 'submission' || kind === 'forward') && splitTextBody(text).own.length >= REVISION_LENGTH
}

function isForwardOfKnown(db: Database, { forwarded }: ParsedMessage): boolean {
  const inner = forwarded?.messageId ?? null
  return inner !== null && hashesOfMessageId(db, inner).length > 0
}

function authorOf(message: ParsedMessage): MailAddress {
  const person = message.kind === 'forward' ? (message.originalSender ?? message.from) : message.from
  return { name: person.name, address: person.address }
}
