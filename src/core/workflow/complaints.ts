/** 投诉: first in the list, with a day by which it is to be answered, until an editor settles it with a reason. */
import { change, type DeskChange } from '@shared/domain/event'
import type { MailFacts } from '@shared/domain/mail'
import type { ConcernedPiece, UndoRange } from '@shared/domain/work-item'
import { acceptedPieces, linkedPieces, readShape } from '../store/repositories/arrangement'
import { getParsed } from '../store/repositories/messages'
import { getSubmission, listThread } from '../store/repositories/submissions'
import { announce, transact, type DeskContext } from './context'
import { addWorkingDays, localDate } from './local-date'
import { appendAct } from './pieces'
import { refuse } from './refuse'

/**
 * Working days from arrival until a complaint is to be answered. Who asks for a piece to be taken down, or writes through
 * a lawyer, counts the days from the notice and goes on to the platform or the court: three leave time to ask the author.
 * Holidays of the state council change each year and are not known here: only Saturdays and Sundays are left out.
 */
export const TAKEDOWN_REPLY_DAYS = 3
/** Anything else somebody complains of. */
export const COMPLAINT_REPLY_DAYS = 5

export function replyByOf(context: DeskContext, message: MailFacts, receivedAt: number): string {
  const urgent = /律师函|律师事务所|下架|撤下|删除|删帖|DMCA|takedown|take down/i.test(
    `${message.subject}\n${message.text}`,
  )
  return addWorkingDays(localDate(receivedAt, context.zone), urgent ? TAKEDOWN_REPLY_DAYS : COMPLAINT_REPLY_DAYS)
}

/** A complaint makes its piece urgent, a running one as well. An earlier day that is set already stays. */
export function complaintChanges(
  context: DeskContext,
  submissionId: string,
  messageHash: string,
  message: MailFacts,
  receivedAt: number,
): DeskChange[] {
  const { urgent, replyBy, archived } = readShape(context.db, submissionId) ?? refuse('not-found')
  const due = replyByOf(context, message, receivedAt)
  return [
    change('submission.complaint-noted', submissionId, {
      submissionId,
      messageHash,
      replyBy: urgent && replyBy !== null && replyBy < due ? replyBy : due,
      from: { urgent, replyBy, archived },
    }),
  ]
}

export function setReplyBy(context: DeskContext, submissionId: string, replyBy: string): UndoRange | null {
  const range = transact(context, () => {
    const shape = readShape(context.db, submissionId) ?? refuse('not-found')
    if (shape.replyBy === replyBy) return null
    return appendAct(context, [
      change('submission.reply-by-changed', submissionId, { submissionId, from: shape.replyBy, replyBy }),
    ])
  })
  announce(context, 'submissions')
  return range
}

/** Settled with a reason, or taken up again. */
export function setUrgent(
  context: DeskContext,
  submissionId: string,
  urgent: boolean,
  reason: string,
): UndoRange | null {
  if (!urgent && reason.trim() === '') refuse('needs-reason')
  const range = transact(context, () => {
    const shape = readShape(context.db, submissionId) ?? refuse('not-found')
    if (shape.urgent === urgent) return null
    return appendAct(context, [change('submission.urgency-changed', submissionId, { submissionId, urgent, reason })])
  })
  announce(context, 'submissions', 'desk')
  return range
}

/** Titles shorter than this stand in a complaint by chance. */
const NAMED_TITLE_LETTERS = 6

/** Accepted pieces that a complaint may be about: of its sender, or with their title in one of its mails. */
export function concernedPieces(context: DeskContext, submissionId: string): ConcernedPiece[] {
  const { db } = context
  const submission = getSubmission(db, submissionId) ?? refuse('not-found')
  const said = listThread(db, submissionId)
    .filter(({ kind }) => kind === 'complaint')
    .map(({ hash }) => getParsed(db, hash))
    .map((mail) => `${mail?.subject ?? ''}\n${mail?.text ?? ''}`)
    .join('\n')
  const linked = new Set(linkedPieces(db, submissionId).map((piece) => piece.submissionId))
  return acceptedPieces(db).flatMap(({ authorId, ...piece }): ConcernedPiece[] => {
    if (piece.submissionId === submissionId || linked.has(piece.submissionId)) return []
    if (piece.title.length >= NAMED_TITLE_LETTERS && said.includes(piece.title)) return [{ ...piece, why: 'named' }]
    return authorId === submission.authorId ? [{ ...piece, why: 'sender' }] : []
  })
}
