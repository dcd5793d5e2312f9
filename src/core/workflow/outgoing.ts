/** What colleagues sent from other programs: taken from the Sent folder, and warned of before a second answer. */
import { change } from '@shared/domain/event'
import type { AnsweredElsewhere } from '@shared/domain/decision'
import type { ThreadMessage } from '@shared/domain/submission'
import { addressesOf } from '../store/repositories/authors'
import { joinedSince, lettersInState, type LetterRecord } from '../store/repositories/decisions'
import { getParsed, isInSent, isOutgoing, unplacedAnswers } from '../store/repositories/messages'
import { getSubmission, listThread, stateOfSubmission } from '../store/repositories/submissions'
import { announce, append, DESK_ITSELF, transact, type DeskContext } from './context'
import { moveLetter } from './letters'
import { isInternal, ownAddresses } from './own-addresses'
import { recipientsOf } from './place-outgoing'
import { refuse } from './refuse'

/** Kinds of mail that say nothing new of a person: copies, machines' notices, and what went out. */
const NO_TURN: ReadonlySet<string> = new Set(['duplicate', 'bounce', 'autoreply', 'sent'])

/** Answers shown of one submission, the newest. */
const SHOWN_MAX = 5

/**
 * What somebody here wrote to the author with another program since the author's last mail, newest first. An empty
 * list: nobody did. A mail between colleagues only is none, and neither is what was forwarded to somebody else.
 */
export function answeredElsewhere(context: DeskContext, submissionId: string): AnsweredElsewhere[] {
  const { db } = context
  const submission = getSubmission(db, submissionId) ?? refuse('not-found')
  const own = ownAddresses(db)
  const author = new Set(addressesOf(db, submission.authorId))
  const thread = listThread(db, submissionId)
  // A Bcc to the desk's own mailbox comes in like any mail; its sender tells.
  const isOurs = (mail: ThreadMessage): boolean =>
    mail.kind === 'sent' || isOutgoing(db, mail.hash) || own.addresses.has(mail.from.address)
  const last = thread.findLast((mail) => !NO_TURN.has(mail.kind) && !isOurs(mail))
  return thread
    .filter((mail) => isOurs(mail) && mail.kind !== 'duplicate')
    .flatMap((mail) => {
      const parsed = getParsed(db, mail.hash)
      if (parsed === null) return []
      const answersLast =
        last !== undefined && (parsed.inReplyTo === last.messageId || parsed.references.includes(last.messageId))
      // Clocks differ: what names the author's last mail came after it, whatever its date.
      if (last !== undefined && mail.date <= last.date && !answersLast) return []
      const recipients = recipientsOf(parsed).map(({ address }) => address.toLowerCase())
      const isThreaded = parsed.inReplyTo !== null && parsed.forwarded === null
      const reachesAuthor =
        recipients.some((address) => author.has(address)) ||
        (isThreaded && recipients.some((address) => !isInternal(own, address)))
      return reachesAuthor ? [{ at: mail.date, from: mail.from, subject: mail.subject, hash: mail.hash }] : []
    })
    .toReversed()
    .slice(0, SHOWN_MAX)
}

/** Whether the author wrote after a letter was written: what it says may be out of date. Copies and machines' notices do not count. */
export function authorWroteSince(context: DeskContext, letter: LetterRecord): boolean {
  const { db } = context
  const joined = new Set(joinedSince(db, letter))
  if (joined.size === 0) return false
  const own = ownAddresses(db)
  return listThread(db, letter.submissionId).some(
    ({ hash, kind, from }) =>
      joined.has(hash) && !NO_TURN.has(kind) && !isOutgoing(db, hash) && !own.addresses.has(from.address),
  )
}

/** A reply that was read from Sent before the mail that it answers joins now; inside a transaction. */
export function adoptAnswers(context: DeskContext, submissionId: string, messageId: string): void {
  const answers = unplacedAnswers(context.db, messageId).filter(({ hash }) => isOutgoing(context.db, hash))
  if (answers.length === 0) return
  const state = stateOfSubmission(context.db, submissionId) ?? refuse('not-found')
  append(
    context,
    answers.map(({ hash, date }) =>
      change('submission.message-joined', submissionId, {
        submissionId,
        messageHash: hash,
        kind: 'sent',
        receivedAt: date,
        from: state,
        to: state,
      }),
    ),
    DESK_ITSELF,
  )
}

/** Letters of unknown outcome whose copy lies in a Sent folder were sent. Returns how many there were. */
export function settleFoundInSent(context: DeskContext): number {
  const found = lettersInState(context.db, 'unsure').filter(({ messageId }) => isInSent(context.db, messageId))
  if (found.length === 0) return 0
  transact(context, () => {
    for (const letter of found) moveLetter(context, letter, { to: 'sent', reason: 'found-in-sent' }, DESK_ITSELF)
  })
  announce(context, 'letters', 'submissions', 'desk')
  return found.length
}
