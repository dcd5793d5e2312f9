/**
 * What a mail that was just placed means for the rest of the desk: mails of its thread that came before it and lie
 * elsewhere, the letter that it returns, the mail that it takes back, the complaint that it is.
 */
import { change } from '@shared/domain/event'
import type { MailFacts, MessageKind } from '@shared/domain/mail'
import { isArrangedByHand, linkedPieces, memberOf, standingSubmission } from '../store/repositories/arrangement'
import { submissionOfLetter } from '../store/repositories/decisions'
import { listVersions } from '../store/repositories/manuscripts'
import {
  filedMail,
  getParsed,
  hashesNaming,
  hashesOfMessageId,
  setMessageKind,
  threadIds,
} from '../store/repositories/messages'
import { getSubmission } from '../store/repositories/submissions'
import { contentOf, reshape, type Piece } from './arrange'
import { complaintChanges } from './complaints'
import { append, DESK_ITSELF, type DeskContext } from './context'
import { afterMerge, mergeChanges, standingDecision } from './merge'
import { bounceChanges, earlierRecalls, recallChanges, recalled } from './notices'
import { pieceOf } from './pieces'
import { kindInThread, standingOfMessage } from './placement'
import { resubmissionsByTitle } from './resubmission'

export interface PlacedMail {
  readonly hash: string
  readonly message: MailFacts
  /** What it counts as where it was placed. */
  readonly kind: MessageKind
  /** UTC milliseconds. */
  readonly receivedAt: number
  /** Null when it was filed without a work item. */
  readonly submissionId: string | null
  /** Whether it began the submission. */
  readonly registered: boolean
}

/**
 * Call it once a mail's own events are applied, in the same transaction. Returns where the mail is then: its piece may
 * have become part of another.
 */
export function settleMail(context: DeskContext, mail: PlacedMail): string | null {
  const { hash, message, kind } = mail
  if (kind === 'bounce') append(context, bounceChanges(context, hash, message), DESK_ITSELF)
  if (mail.submissionId === null) return null
  const submissionId = settleThread(context, mail, mail.submissionId)
  if (kind === 'recall') append(context, recallChanges(context, hash, message), DESK_ITSELF)
  for (const notice of earlierRecalls(context.db, mail)) takeBack(context, submissionId, hash, notice)
  if (kind === 'complaint') {
    append(context, complaintChanges(context, submissionId, hash, message, mail.receivedAt), DESK_ITSELF)
  }
  if (mail.registered && submissionId === mail.submissionId && (kind === 'submission' || kind === 'forward')) {
    append(context, resubmissionsByTitle(context, submissionId), DESK_ITSELF)
  }
  return submissionId
}

/** A notice that waited for its mail goes with it; one that found another piece meanwhile stays there. */
function takeBack(context: DeskContext, submissionId: string, hash: string, notice: string): void {
  if (filedMail(context.db, notice) !== null) return joinFiled(context, [notice], submissionId)
  append(context, [recalled(submissionId, hash, notice)], DESK_ITSELF)
}

/** Brings together what belongs to one thread, in whichever order its mails came. */
function settleThread(context: DeskContext, { hash, message }: PlacedMail, submissionId: string): string {
  const { db } = context
  const { before, after } = neighbours(context, hash, message)
  const letters = threadIds(message).map((id) => submissionOfLetter(db, id))
  let home = submissionId
  for (const other of new Set([...before, ...after].map((each) => standingOfMessage(db, each)))) {
    if (other !== null) home = unify(context, home, other)
  }
  for (const letter of letters) {
    const other = letter === null ? null : standingSubmission(db, letter)
    if (other !== null) home = unify(context, home, other)
  }
  joinFiled(context, [...before, ...after], home)
  for (const each of after) beComeAnswer(context, each, home, hash)
  return home
}

/** The mails that a mail names, and those that name it. */
function neighbours({ db }: DeskContext, hash: string, message: MailFacts) {
  return {
    before: threadIds(message).flatMap((id) => hashesOfMessageId(db, id).map((known) => known.hash)),
    after: hashesNaming(db, message.messageId).filter((each) => each !== hash),
  }
}

/** Merges two pieces of one thread, the later into the earlier; two that people worked on are only linked. */
function unify(context: DeskContext, oneId: string, otherId: string): string {
  const [here, there] = [standingSubmission(context.db, oneId), standingSubmission(context.db, otherId)]
  if (here === null || there === null || here === there) return here ?? oneId
  const [one, other] = [pieceOf(context, here), pieceOf(context, there)]
  if (isSeparatedByHand(context, one, other)) return here
  const [early, late] = began(one) <= began(other) ? [one, other] : [other, one]
  const pair = isUntouched(context, late) ? [late, early] : isUntouched(context, early) ? [early, late] : null
  const [source, target] = pair ?? []
  if (source === undefined || target === undefined) {
    append(context, linkRelated(context, here, there), DESK_ITSELF)
    return here
  }
  const { db } = context
  append(
    context,
    mergeChanges(context, source, target, 'joined-thread', (member) => {
      const parsed = member.kind === 'submission' ? getParsed(db, member.hash) : null
      return parsed !== null && threadIds(parsed).some((id) => hashesOfMessageId(db, id).length > 0)
        ? kindInThread(db, parsed)
        : member.kind
    }),
    DESK_ITSELF,
  )
  for (const { hash } of source.parts.members) setMessageKind(db, hash, memberOf(db, hash)?.kind ?? 'submission')
  afterMerge(context, source, target)
  return target.submissionId
}

const began = ({ parts, shape }: Piece): number => parts.members[0]?.receivedAt ?? shape.receivedAt

/** Registered by the desk, decided by nobody. */
function isUntouched(context: DeskContext, { submissionId, shape }: Piece): boolean {
  const origin = getSubmission(context.db, submissionId)?.row.origin
  const isOpen = shape.state === 'new' || shape.state === 'reviewing'
  return isOpen && origin === 'mail' && !standingDecision(context, submissionId)
}

/** What an editor cut apart or put together stays as it is. */
function isSeparatedByHand(context: DeskContext, one: Piece, other: Piece): boolean {
  return [one, other].some(({ submissionId }) => isArrangedByHand(context.db, submissionId, DESK_ITSELF))
}

function linkRelated(context: DeskContext, submissionId: string, otherId: string) {
  if (linkedPieces(context.db, submissionId).some((known) => known.submissionId === otherId)) return []
  return [
    change('submission.linked', submissionId, { submissionId, otherId, kind: 'related' }),
    change('submission.linked', otherId, { submissionId: otherId, otherId: submissionId, kind: 'related' }),
  ]
}

/**
 * Notices of the thread that came when there was no piece for them, and notices about those. History stays history, and
 * what an editor filed stays filed.
 */
function joinFiled(context: DeskContext, hashes: readonly string[], submissionId: string): void {
  const { db } = context
  const waiting = [...hashes]
  for (let hash = waiting.pop(); hash !== undefined; hash = waiting.pop()) {
    const filed = filedMail(db, hash)
    if (filed === null) continue
    const message = getParsed(db, hash)
    if (message === null) continue
    // The copy of a letter of ours: the letter itself stands in the thread.
    if (filed.kind === 'sent' && submissionOfLetter(db, message.messageId) !== null) continue
    const { state } = pieceOf(context, submissionId).shape
    const joined = { submissionId, messageHash: hash, kind: filed.kind, receivedAt: filed.date, from: state, to: state }
    append(context, [change('submission.message-joined', submissionId, joined)], DESK_ITSELF)
    if (filed.kind === 'recall') append(context, recallChanges(context, hash, message), DESK_ITSELF)
    const { before, after } = neighbours(context, hash, message)
    waiting.push(...before, ...after)
  }
}

/** A mail that answers what has only now come: it began a piece, and is part of one. */
function beComeAnswer(context: DeskContext, answer: string, submissionId: string, answered: string): void {
  const { db } = context
  const member = memberOf(db, answer)
  const parsed = getParsed(db, answer)
  if (member === null || parsed === null || member.submissionId !== submissionId) return
  if (member.kind === 'recall' && recalledHere(context, parsed, answered)) {
    append(context, [recalled(submissionId, answered, answer)], DESK_ITSELF)
  }
  if (member.kind !== 'submission') return
  const kind = kindInThread(db, parsed)
  const nothing = { versions: [], letters: [], followUps: [], files: [], links: [], provenance: [] }
  append(
    context,
    [
      change('submission.rearranged', submissionId, {
        submissionId,
        otherId: submissionId,
        operation: 'joined-thread',
        messages: [{ hash: answer, kind, was: member.kind, receivedAt: member.receivedAt }],
        ...nothing,
      }),
    ],
    DESK_ITSELF,
  )
  setMessageKind(db, answer, kind)
}

function recalledHere(context: DeskContext, notice: MailFacts, hash: string): boolean {
  return getParsed(context.db, hash)?.from.address === notice.from.address
}

/**
 * Puts a version that was just added before those of mails that answer its mail: the text that was sent first is the
 * older one, however late it came. Call it after the version's event is applied, in the same transaction.
 */
export function settleVersions(context: DeskContext, submissionId: string, messageHash: string): void {
  const { db } = context
  const message = getParsed(db, messageHash)
  if (message === null) return
  const answers = new Set(hashesNaming(db, message.messageId))
  const versions = listVersions(db, submissionId).toReversed()
  const added = versions.findLast((version) => version.messageHash === messageHash)
  const firstAnswer = versions.findIndex(({ messageHash: of }) => of !== null && answers.has(of))
  if (added === undefined || firstAnswer === -1 || versions.indexOf(added) < firstAnswer) return
  const piece = pieceOf(context, submissionId)
  const own = piece.parts.versions.find(({ id }) => id === added.id)
  if (own === undefined) return
  const others = piece.parts.versions.filter(({ id }) => id !== added.id)
  const parts = { ...piece.parts, versions: [...others.slice(0, firstAnswer), own, ...others.slice(firstAnswer)] }
  append(context, [reshape(piece, { ...piece, parts, shape: contentOf({ ...piece, parts }) })], DESK_ITSELF)
}
