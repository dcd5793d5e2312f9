/** Where a mail from a Sent folder belongs: it is a copy of our own letter, or somebody here wrote it with another program. */
import type { Database } from 'better-sqlite3'
import type { MailAddress, MailFacts } from '@shared/domain/mail'
import { letterOfMessageId, type LetterRecord } from '../store/repositories/decisions'
import { hashesOfMessageId } from '../store/repositories/messages'
import { openSubmissionOfAddress } from '../store/repositories/submissions'
import { isInternal, ownAddresses } from './own-addresses'
import { standingOfMessage, submissionOfThread, type Placement } from './placement'

/** What went out never registers a submission: it joins one, or is only filed. */
export type OutgoingPlacement = Exclude<Placement, { kind: 'register' }> & {
  /** The letter that it is a copy of. */
  readonly letter: LetterRecord | null
}

/**
 * A copy of a letter of ours is filed: the letter itself stands in the thread. Anything else joins what it answers
 * or forwards or, without a thread, the newest open submission of whom it was written to that had come by then.
 */
export function placeOutgoing(db: Database, hash: string, message: MailFacts, sentAt: number): OutgoingPlacement {
  const letter = letterOfMessageId(db, message.messageId)
  if (letter !== null) return { kind: 'file', messageKind: 'sent', letter }
  const original = hashesOfMessageId(db, message.messageId).find(
    (copy) => copy.hash !== hash && copy.bodyHash === message.bodyHash,
  )
  if (original !== undefined) {
    const submissionId = standingOfMessage(db, original.hash)
    if (submissionId !== null) return { kind: 'join', submissionId, messageKind: 'duplicate', letter: null }
  }
  const submissionId = submissionOfThread(db, message) ?? submissionOfRecipient(db, message, sentAt)
  return submissionId === null
    ? { kind: 'file', messageKind: 'sent', letter: null }
    : { kind: 'join', submissionId, messageKind: 'sent', letter: null }
}

function submissionOfRecipient(db: Database, message: MailFacts, sentAt: number): string | null {
  const own = ownAddresses(db)
  for (const { address } of recipientsOf(message)) {
    if (isInternal(own, address)) continue
    const submissionId = openSubmissionOfAddress(db, address, sentAt)
    if (submissionId !== null) return submissionId
  }
  return null
}

/** Everyone it went to, hidden recipients among them. */
export function recipientsOf({ to, cc, bcc = [] }: MailFacts): MailAddress[] {
  return [...to, ...cc, ...bcc].filter(({ address }) => address !== '')
}
