/** Splitting a mail out into a piece of its own, and moving it to another piece; its versions and copies go with it. */
import { v7 as uuidv7 } from 'uuid'
import { change, type DeskChange } from '@shared/domain/event'
import type { ParsedMessage } from '@shared/domain/mail'
import type { Member, SubmissionShape, UndoRange } from '@shared/domain/work-item'
import { memberOf, partsOf } from '../store/repositories/arrangement'
import { movePendingConversion, requestConversion } from '../store/repositories/conversions'
import { authorOfAddress } from '../store/repositories/authors'
import { listDecisions } from '../store/repositories/decisions'
import { getParsed, hashesOfMessageId, setMessageKind } from '../store/repositories/messages'
import { lastNumberOfMonth } from '../store/repositories/submissions'
import { arrange, contentOf, reshape, type Arranged, type Piece } from './arrange'
import { announce, transact, type DeskContext } from './context'
import { monthCode } from './local-date'
import { appendAct, forgetDerived, pieceOf } from './pieces'
import { kindInThread, writerOf } from './placement'
import { refuse } from './refuse'

export interface OrganisedMail {
  /** The piece that the mail is in now; null: in none. */
  readonly submissionId: string | null
  readonly undo: UndoRange | null
}

/** Cuts a mail out of its piece into a new one; the two are linked. Returns the new piece. */
export function splitMessage(context: DeskContext, hash: string): OrganisedMail {
  const split = transact(context, () => splitOut(context, hash))
  announce(context, 'submissions', 'manuscripts', 'annotations', 'authors', 'desk')
  return split
}

/** Splits inside a transaction. */
export function splitOut(context: DeskContext, hash: string): OrganisedMail {
  const { source, messages } = leaving(context, hash)
  const born = newPiece(context, hash)
  const arranged = arrange(source, born.piece, { operation: 'split', messages, kindAt: kindOnItsOwn })
  const { submissionId } = born.piece
  const undo = appendAct(context, [
    ...born.changes,
    ...moved(source, born.piece, arranged),
    change('submission.linked', submissionId, { submissionId, otherId: source.submissionId, kind: 'split' }),
    change('submission.linked', source.submissionId, {
      submissionId: source.submissionId,
      otherId: submissionId,
      kind: 'split',
    }),
  ])
  afterMove(context, source, born.piece, messages)
  // A reply that is a piece of its own has a manuscript, which nobody looked for while it was a reply.
  if (arranged.to.parts.versions.length === 0) requestConversion(context.db, hash, submissionId)
  return { submissionId, undo }
}

/** Puts a mail into another piece, one that is in none as well. */
export function moveMessage(context: DeskContext, hash: string, targetId: string): UndoRange | null {
  const range = transact(context, () => {
    const target = pieceOf(context, targetId)
    if (target.shape.mergedInto !== null) refuse('merged-away')
    if (memberOf(context.db, hash) === null) return joinFiled(context, hash, target)
    const { source, messages } = leaving(context, hash)
    if (source.submissionId === targetId) refuse('same-submission')
    const arranged = arrange(source, target, { operation: 'moved', messages, kindAt: kindAmongOthers(source) })
    const written = appendAct(context, moved(source, target, arranged))
    afterMove(context, source, target, messages)
    return written
  })
  announce(context, 'submissions', 'manuscripts', 'annotations', 'authors', 'desk')
  return range
}

function joinFiled(context: DeskContext, hash: string, target: Piece): UndoRange | null {
  const message = getParsed(context.db, hash) ?? refuse('not-found')
  const kind = kindInThread(context.db, { ...message, kind: isMachine(message.kind) ? message.kind : 'submission' })
  const undo = appendAct(context, takeIn(target, message, hash, kind))
  setMessageKind(context.db, hash, kind)
  if (kind === 'revision') requestConversion(context.db, hash, target.submissionId)
  return undo
}

const isMachine = (kind: Member['kind']): boolean => ['bounce', 'autoreply', 'recall', 'sent'].includes(kind)

/** A mail that is in no piece comes into one. */
export function takeIn(target: Piece, message: ParsedMessage, hash: string, kind: Member['kind']): DeskChange[] {
  const receivedAt = message.date ?? target.shape.receivedAt
  const member = {
    hash,
    kind,
    receivedAt,
    recalled: false,
    attachments: message.attachments.filter(({ inline }) => !inline).length,
    expiringLinks: message.links.filter(({ expiring }) => expiring).length,
  }
  const parts = {
    ...target.parts,
    members: [...target.parts.members, member].toSorted((a, b) => a.receivedAt - b.receivedAt),
  }
  const shape = { ...contentOf({ ...target, parts }), archived: false }
  return [
    change('submission.rearranged', target.submissionId, {
      submissionId: target.submissionId,
      otherId: null,
      operation: 'moved',
      messages: [{ hash, kind, was: message.kind, receivedAt }],
      versions: [],
      letters: [],
      followUps: [],
      files: [],
      links: [],
      provenance: [],
    }),
    reshape(target, { ...target, parts, shape }),
  ]
}

/** A mail that may go, with its copies; refused when a decision speaks of its text or nothing would be left. */
function leaving(context: DeskContext, hash: string): { source: Piece; messages: ReadonlySet<string> } {
  const member = memberOf(context.db, hash) ?? refuse('not-found')
  const source = pieceOf(context, member.submissionId)
  const messages = new Set([hash, ...copiesOf(context, hash).filter((copy) => isIn(source, copy))])
  if (source.parts.members.every(({ hash: each }) => messages.has(each))) refuse('only-mail')
  const going = source.parts.versions.filter(({ messageHash }) => messageHash !== null && messages.has(messageHash))
  const decided = listDecisions(context.db, source.submissionId).some(
    ({ reverted, versionId }) => reverted === null && going.some(({ id }) => id === versionId),
  )
  if (decided) refuse('version-decided')
  return { source, messages }
}

const isIn = ({ parts }: Piece, hash: string): boolean => parts.members.some((member) => member.hash === hash)

/** Other deliveries of the same mail. */
function copiesOf(context: DeskContext, hash: string): string[] {
  const message = getParsed(context.db, hash)
  if (message === null) return []
  return hashesOfMessageId(context.db, message.messageId)
    .filter((copy) => copy.bodyHash === message.bodyHash)
    .map((copy) => copy.hash)
}

function moved(source: Piece, target: Piece, arranged: Arranged): DeskChange[] {
  const brings = arranged.to.parts.versions.length > target.parts.versions.length
  const { shape } = arranged.to
  const to: SubmissionShape = shape.state === 'revising' && brings ? { ...shape, state: 'reviewing' } : shape
  return [
    arranged.move,
    reshape(target, { ...arranged.to, shape: { ...to, archived: false } }),
    reshape(source, arranged.from),
  ]
}

function afterMove(context: DeskContext, source: Piece, target: Piece, messages: ReadonlySet<string>): void {
  for (const hash of messages) {
    movePendingConversion(context.db, hash, target.submissionId)
    const kind = memberOf(context.db, hash)?.kind
    if (kind !== undefined) setMessageKind(context.db, hash, kind)
  }
  forgetDerived(context, source.submissionId, target.submissionId)
}

/** A revision of nothing is a submission. */
function kindOnItsOwn({ kind }: Member): Member['kind'] {
  return kind === 'revision' || kind === 'reply' ? 'submission' : kind
}

/** What began a piece is in another one a revision of it, or an answer. */
function kindAmongOthers(source: Piece): (member: Member) => Member['kind'] {
  return ({ hash, kind }) => {
    if (kind !== 'submission') return kind
    return source.parts.versions.some(({ messageHash }) => messageHash === hash) ? 'revision' : 'reply'
  }
}

/** A piece for a mail that has none, with the events that make it. Nothing is in it yet. */
export function newPiece(context: DeskContext, hash: string): { piece: Piece; changes: DeskChange[] } {
  const message = getParsed(context.db, hash) ?? refuse('not-found')
  const receivedAt = memberOf(context.db, hash)?.receivedAt ?? message.date ?? context.now()
  const writer = writerOf(message)
  const submissionId = uuidv7({ msecs: context.now() })
  const month = monthCode(receivedAt, context.zone)
  const running = lastNumberOfMonth(context.db, month) + 1
  const known = authorOfAddress(context.db, writer.address)
  const authorId = known ?? uuidv7({ msecs: context.now() })
  const shape: SubmissionShape = {
    state: 'new',
    title: message.subject,
    receivedAt,
    words: 0,
    images: 0,
    attachments: message.attachments.filter(({ inline }) => !inline).length,
    expiringLinks: message.links.filter(({ expiring }) => expiring).length,
    currentVersionId: null,
    conversion: { kind: 'pending' },
    unread: true,
    answered: false,
    archived: false,
    urgent: false,
    replyBy: null,
    recalled: false,
    awaitsAuthor: false,
    mergedInto: null,
  }
  return {
    piece: { submissionId, subject: message.subject, shape, parts: partsOf(context.db, submissionId) },
    changes: [
      ...(known === null ? [change('author.registered', authorId, { authorId, ...writer })] : []),
      change('submission.registered', submissionId, {
        submissionId,
        number: `${month}-${String(running).padStart(3, '0')}`,
        authorId,
        title: shape.title,
        subject: shape.title,
        receivedAt,
        messageHash: hash,
        attachments: shape.attachments,
        expiringLinks: shape.expiringLinks,
      }),
    ],
  }
}
