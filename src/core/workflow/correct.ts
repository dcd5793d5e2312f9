/** An editor says what a mail is, against what it was taken for; and what follows from that. */
import { change, type DeskChange } from '@shared/domain/event'
import type { ParsedMessage } from '@shared/domain/mail'
import type { CorrectableKind } from '@shared/domain/work-item'
import { memberOf, registeredMail } from '../store/repositories/arrangement'
import { removePendingConversion, requestConversion } from '../store/repositories/conversions'
import { listVersions } from '../store/repositories/manuscripts'
import { getParsed, setMessageKind } from '../store/repositories/messages'
import { reshape, type Piece } from './arrange'
import { complaintChanges, replyByOf } from './complaints'
import { announce, transact, type DeskContext } from './context'
import { standingDecision } from './merge'
import { appendAct, oneAct, pieceOf } from './pieces'
import { refuse } from './refuse'
import { newPiece, splitOut, takeIn, type OrganisedMail } from './split'

/** Kinds of mail whose text or file is a manuscript. */
const CARRIES_TEXT: ReadonlySet<string> = new Set(['submission', 'revision'])
/** Kinds that nobody works on. */
const UNWANTED: ReadonlySet<string> = new Set(['promotion', 'junk'])
/** Kinds that want an editor again once a piece is decided. */
const WANTS_ANSWER: ReadonlySet<string> = new Set(['revision', 'reply', 'inquiry', 'complaint'])

/**
 * Corrects what a mail was taken for. 来稿 makes a piece of it (or cuts it out of the thread that it answers), 投诉 makes
 * its piece urgent, 商务推广 and 垃圾 put a piece that it began into the archive, 改稿 has its file read as a new version.
 * No version is hidden: one that came with a mail that is now a reply stays.
 */
export function correctKind(context: DeskContext, hash: string, to: CorrectableKind): OrganisedMail {
  const corrected = transact(context, () => {
    const message = getParsed(context.db, hash) ?? refuse('not-found')
    const member = memberOf(context.db, hash)
    if ((member?.kind ?? message.kind) === to) return { submissionId: member?.submissionId ?? null, undo: null }
    const done = member === null ? ofFiled(context, hash, message, to) : ofMember(context, hash, message, to)
    setMessageKind(context.db, hash, to)
    settleConversion(context, hash)
    return done
  })
  announce(context, 'submissions', 'manuscripts', 'annotations', 'authors', 'desk')
  return corrected
}

/** A mail that is in no submission. */
function ofFiled(context: DeskContext, hash: string, message: ParsedMessage, to: CorrectableKind): OrganisedMail {
  if (to === 'revision' || to === 'reply') return refuse('needs-piece')
  const sorted = sortedAs(null, hash, message.kind, to)
  if (UNWANTED.has(to)) return { submissionId: null, undo: appendAct(context, [sorted]) }
  const { piece, changes } = newPiece(context, hash)
  const { submissionId } = piece
  const complaint =
    to !== 'complaint'
      ? []
      : [
          change('submission.complaint-noted', submissionId, {
            submissionId,
            messageHash: hash,
            replyBy: replyByOf(context, message, piece.shape.receivedAt),
            from: { urgent: false, replyBy: null, archived: false },
          }),
        ]
  const nothingToRead = { kind: 'refused' as const, refusal: { code: 'empty' as const, detail: '' } }
  // Registered, a piece waits for its manuscript; one that has none says so.
  const waits = to === 'submission' || message.attachments.some(({ inline }) => !inline)
  const settled: Piece = waits ? piece : { ...piece, shape: { ...piece.shape, conversion: nothingToRead } }
  const undo = appendAct(context, [sorted, ...changes, ...takeIn(settled, message, hash, to), ...complaint])
  if (waits) requestConversion(context.db, hash, submissionId)
  return { submissionId, undo }
}

function ofMember(context: DeskContext, hash: string, message: ParsedMessage, to: CorrectableKind): OrganisedMail {
  const { submissionId, kind } = memberOf(context.db, hash) ?? refuse('not-found')
  const piece = pieceOf(context, submissionId)
  const began = firstMail(context, piece) === hash
  if (began && (to === 'revision' || to === 'reply')) refuse('needs-piece')
  const settled = kind === 'complaint' ? complaintTakenBack(piece, hash) : []
  const sorted = appendAct(context, [...settled, sortedAs(submissionId, hash, kind, to)])
  if (to === 'submission' && !began) {
    const split = splitOut(context, hash)
    return { ...split, undo: oneAct(sorted, split.undo) }
  }
  const consequences = [
    ...(to === 'complaint' ? complaintChanges(context, submissionId, hash, message, receivedAt(piece, hash)) : []),
    ...standing(context, pieceOf(context, submissionId), began, kind, to),
  ]
  return { submissionId, undo: oneAct(sorted, appendAct(context, consequences)) }
}

/** The mail that began a piece; when that went elsewhere, the oldest that is left. */
function firstMail(context: DeskContext, { submissionId, parts }: Piece): string | undefined {
  const registered = registeredMail(context.db, submissionId)
  const isHere = parts.members.some(({ hash }) => hash === registered)
  if (registered !== null && isHere) return registered
  return parts.members.find(({ kind }) => kind !== 'duplicate')?.hash
}

/** What a corrected mail means for how its piece stands. */
function standing(context: DeskContext, piece: Piece, began: boolean, from: string, to: CorrectableKind): DeskChange[] {
  const { submissionId, shape } = piece
  if (began && UNWANTED.has(to) !== shape.archived && (UNWANTED.has(to) || UNWANTED.has(from))) {
    return [change('submission.archived', submissionId, { submissionId, archived: UNWANTED.has(to) })]
  }
  if (to === 'revision' && shape.state === 'revising') {
    return [reshape(piece, { ...piece, shape: { ...shape, state: 'reviewing', unread: true, archived: false } })]
  }
  const wants = WANTS_ANSWER.has(to) && !WANTS_ANSWER.has(from) && standingDecision(context, submissionId)
  // A complaint is urgent, which its own event says.
  if (!wants || to === 'complaint') return []
  return [reshape(piece, { ...piece, shape: { ...shape, answered: true, unread: true, archived: false } })]
}

function sortedAs(submissionId: string | null, messageHash: string, from: ParsedMessage['kind'], to: CorrectableKind) {
  return change('submission.message-sorted', submissionId ?? messageHash, { submissionId, messageHash, from, to })
}

/** It was no complaint: the piece is urgent only if another mail of it is one. */
function complaintTakenBack({ submissionId, shape, parts }: Piece, hash: string): DeskChange[] {
  const another = parts.members.some((member) => member.kind === 'complaint' && member.hash !== hash)
  if (another) return []
  return [
    ...(shape.replyBy === null
      ? []
      : [change('submission.reply-by-changed', submissionId, { submissionId, from: shape.replyBy, replyBy: null })]),
    ...(shape.urgent
      ? [change('submission.urgency-changed', submissionId, { submissionId, urgent: false, reason: '' })]
      : []),
  ]
}

const receivedAt = ({ parts, shape }: Piece, hash: string): number =>
  parts.members.find((member) => member.hash === hash)?.receivedAt ?? shape.receivedAt

/** Has a mail's manuscript read if it is one by now, and nobody did; or no more if it is none. */
export function settleConversion(context: DeskContext, hash: string): void {
  const member = memberOf(context.db, hash)
  const read = (submissionId: string): boolean =>
    listVersions(context.db, submissionId).some(({ messageHash }) => messageHash === hash)
  if (member === null) removePendingConversion(context.db, hash)
  else if (CARRIES_TEXT.has(member.kind)) {
    if (!read(member.submissionId)) requestConversion(context.db, hash, member.submissionId)
  } else if (member.kind === 'reply' || UNWANTED.has(member.kind)) removePendingConversion(context.db, hash)
}
