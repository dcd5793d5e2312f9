/**
 * Taking back one act of organising: the inverse of each of its events, the last first, all in one transaction. Every
 * such event carries what it replaced. Refused where something was done since that it would overwrite.
 */
import { change, type DeskChange, type RecordedEvent } from '@shared/domain/event'
import type { Rearrangement, SubmissionShape, UndoRange } from '@shared/domain/work-item'
import { readHead } from '../record/append'
import { storedEventsAfter, typedEvent } from '../record/read-events'
import {
  correctedKind,
  eventThatMerged,
  linkedPieces,
  memberOf,
  partsOf,
  readShape,
  standingSubmission,
} from '../store/repositories/arrangement'
import { listDecisions } from '../store/repositories/decisions'
import { setMessageKind } from '../store/repositories/messages'
import { arrange, contentOf, reshape, type Piece } from './arrange'
import { announce, append, transact, type DeskContext } from './context'
import { settleConversion } from './correct'
import { forgetDerived, pieceOf } from './pieces'
import { refuse } from './refuse'

/** Events of one act: a merge of a long thread is one event with many mails, so an act has few. */
export const ACT_LENGTH_MAX = 50

/** Takes an act back. Returns where in the record that stands. */
export function undoAct(context: DeskContext, range: UndoRange): UndoRange {
  const undone = transact(context, () => {
    const events = eventsOf(context, range)
    const act = new Act(context, events)
    const { seq } = readHead(context.db)
    for (const event of events.toReversed()) act.takeBack(event)
    act.finish()
    return { first: seq + 1, last: readHead(context.db).seq }
  })
  announce(context, 'submissions', 'manuscripts', 'annotations', 'letters', 'authors', 'desk')
  return undone
}

/** Takes a merge back whenever it was: what was merged stands by itself again, mail that came since stays. */
export function unmergeSubmission(context: DeskContext, submissionId: string): UndoRange {
  const seq = eventThatMerged(context.db, submissionId) ?? refuse('moved-on')
  // The move, then the two pieces' new shapes.
  return undoAct(context, { first: seq, last: seq + 2 })
}

function eventsOf(context: DeskContext, { first, last }: UndoRange): RecordedEvent[] {
  if (last < first || last - first >= ACT_LENGTH_MAX) return refuse('moved-on')
  const events = storedEventsAfter(context.db, first - 1, last - first + 1).map(typedEvent)
  if (events.length !== last - first + 1) return refuse('moved-on')
  return events.map((event) => event ?? refuse('moved-on'))
}

type Reshaped = Extract<RecordedEvent, { type: 'submission.reshaped' }>

class Act {
  readonly #context: DeskContext
  /** What each piece's row was before and after the act. */
  readonly #reshaped: ReadonlyMap<string, Reshaped>
  /** Rows that stand as the act left them: they can be put back exactly. */
  readonly #unchanged: ReadonlySet<string>
  readonly #mails = new Set<string>()
  readonly #pieces = new Set<string>()
  /** Pieces that the act began, with the one that their mail came from. */
  readonly #born = new Map<string, string | null>()

  constructor(context: DeskContext, events: readonly RecordedEvent[]) {
    this.#context = context
    const reshaped = events.filter((event): event is Reshaped => event.type === 'submission.reshaped')
    this.#reshaped = new Map(reshaped.map((event) => [event.payload.submissionId, event]))
    this.#unchanged = new Set(
      reshaped.filter(({ payload }) => isAs(context, payload)).map(({ payload }) => payload.submissionId),
    )
    for (const { type, payload } of events) {
      if (type !== 'submission.rearranged' || payload.submissionId === null) continue
      this.#born.set(payload.submissionId, payload.otherId)
    }
  }

  takeBack(event: RecordedEvent): void {
    const { db } = this.#context
    switch (event.type) {
      case 'submission.archived': {
        const { submissionId, archived } = event.payload
        if (readShape(db, submissionId)?.archived !== archived) refuse('moved-on')
        return this.#write(change('submission.archived', submissionId, { submissionId, archived: !archived }))
      }
      case 'submission.message-sorted': {
        const { submissionId, messageHash, from, to } = event.payload
        if (correctedKind(db, messageHash) !== to) refuse('moved-on')
        this.#mails.add(messageHash)
        this.#write(
          change('submission.message-sorted', submissionId ?? messageHash, {
            submissionId,
            messageHash,
            from: to,
            to: from,
          }),
        )
        return setMessageKind(db, messageHash, from)
      }
      case 'submission.complaint-noted':
        return this.#takeComplaintBack(event.payload.submissionId, event.payload.replyBy, event.payload.from)
      case 'submission.reply-by-changed': {
        const { submissionId, from, replyBy } = event.payload
        if ((readShape(db, submissionId)?.replyBy ?? null) !== replyBy) refuse('moved-on')
        return this.#write(
          change('submission.reply-by-changed', submissionId, { submissionId, from: replyBy, replyBy: from }),
        )
      }
      case 'submission.urgency-changed': {
        const { submissionId, urgent } = event.payload
        if (readShape(db, submissionId)?.urgent !== urgent) refuse('moved-on')
        return this.#write(
          change('submission.urgency-changed', submissionId, { submissionId, urgent: !urgent, reason: '' }),
        )
      }
      case 'submission.linked':
      case 'submission.unlinked': {
        const { submissionId, otherId } = event.payload
        const isLinked = linkedPieces(db, submissionId).some((piece) => piece.submissionId === otherId)
        if (isLinked !== (event.type === 'submission.linked')) refuse('moved-on')
        const type = event.type === 'submission.linked' ? 'submission.unlinked' : 'submission.linked'
        return this.#write(change(type, submissionId, event.payload))
      }
      case 'submission.rearranged':
        return this.#moveBack(event.payload)
      case 'submission.reshaped': {
        // Of an act that moved nothing; of one that did, the move back gives both pieces their shape.
        const { submissionId } = event.payload
        if (this.#born.size > 0) return
        if (!this.#unchanged.has(submissionId)) refuse('moved-on')
        const piece = pieceOf(this.#context, submissionId)
        return this.#write(reshape(piece, { ...piece, shape: event.payload.from }))
      }
      case 'submission.registered': {
        const { submissionId } = event.payload
        const otherId = this.#born.get(submissionId) ?? null
        return this.#write(change('submission.dissolved', submissionId, { submissionId, otherId }))
      }
      case 'author.registered':
        // A person who wrote stays in the directory.
        return
      default:
        refuse('moved-on')
    }
  }

  /** What is derived follows: kinds, conversions that wait, near-duplicates. */
  finish(): void {
    for (const hash of this.#mails) settleConversion(this.#context, hash)
    forgetDerived(this.#context, ...this.#pieces)
  }

  #write(...changes: DeskChange[]): void {
    append(this.#context, changes)
  }

  #takeComplaintBack(
    submissionId: string,
    replyBy: string,
    from: { readonly urgent: boolean; readonly replyBy: string | null; readonly archived: boolean },
  ): void {
    const now = readShape(this.#context.db, submissionId)
    if (now === null || !now.urgent || now.replyBy !== replyBy) return refuse('moved-on')
    if (from.replyBy !== replyBy) {
      this.#write(
        change('submission.reply-by-changed', submissionId, { submissionId, from: replyBy, replyBy: from.replyBy }),
      )
    }
    if (!from.urgent) {
      this.#write(change('submission.urgency-changed', submissionId, { submissionId, urgent: false, reason: '' }))
    }
    if (from.archived) {
      this.#write(change('submission.archived', submissionId, { submissionId, archived: true }))
    }
  }

  #moveBack(moved: Rearrangement): void {
    const { db } = this.#context
    const at = moved.submissionId
    if (at === null) return refuse('moved-on')
    const messages = new Set(moved.messages.map(({ hash }) => hash))
    if (moved.messages.some(({ hash }) => memberOf(db, hash)?.submissionId !== at)) refuse('moved-on')
    if (standingSubmission(db, at) !== at) refuse('moved-on')
    const here = pieceOf(this.#context, at)
    for (const hash of messages) this.#mails.add(hash)
    this.#pieces.add(at)
    const kinds = new Map(moved.messages.map(({ hash, was }) => [hash, was]))
    if (moved.otherId === null) return this.#toNoPiece(here, moved, messages)
    this.#pieces.add(moved.otherId)
    const there = pieceOf(this.#context, moved.otherId)
    const versions = new Set(moved.versions)
    const arranged = arrange(here, there, {
      operation: 'undone',
      messages,
      versions,
      kindAt: ({ hash, kind }) => kinds.get(hash) ?? kind,
    })
    const going = new Set(arranged.move.type === 'submission.rearranged' ? arranged.move.payload.versions : [])
    const speaksOf = listDecisions(db, at).some(
      ({ reverted, versionId }) => reverted === null && versionId !== null && going.has(versionId),
    )
    if (speaksOf || moved.versions.some((id) => !going.has(id))) refuse('moved-on')
    this.#write(
      withRest(arranged.move, moved, partsOf(db, at)),
      reshape(there, this.#restored(arranged.to, there, true)),
      reshape(here, this.#restored(arranged.from, here, false)),
    )
    for (const hash of messages) setMessageKind(db, hash, kinds.get(hash) ?? 'submission')
  }

  /** A mail that had no piece has none again. */
  #toNoPiece(here: Piece, moved: Rearrangement, messages: ReadonlySet<string>): void {
    const parts = { ...here.parts, members: here.parts.members.filter(({ hash }) => !messages.has(hash)) }
    const left = { ...here, parts, shape: contentOf({ ...here, parts }) }
    this.#write(
      change('submission.rearranged', here.submissionId, {
        ...moved,
        submissionId: null,
        otherId: here.submissionId,
        operation: 'undone',
        messages: moved.messages.map((mail) => ({ ...mail, kind: mail.was, was: mail.kind })),
      }),
      reshape(here, this.#restored(left, here, false)),
    )
    for (const { hash, was } of moved.messages) setMessageKind(this.#context.db, hash, was)
  }

  /** A piece as it was, if nothing happened to it since; else with what it contains now. */
  #restored(arranged: Piece, now: Piece, returns: boolean): Piece {
    const before = this.#reshaped.get(now.submissionId)?.payload
    if (before === undefined) return arranged
    const order = new Map(before.versionsBefore.map((id, index) => [id, index]))
    const same =
      order.size === arranged.parts.versions.length && arranged.parts.versions.every(({ id }) => order.has(id))
    if (this.#unchanged.has(now.submissionId) && same) {
      const versions = arranged.parts.versions.toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0))
      return { ...arranged, parts: { ...arranged.parts, versions }, shape: before.from }
    }
    // A piece that was merged away stood still meanwhile: it stands as it stood then.
    const stood: SubmissionShape =
      returns && now.shape.mergedInto !== null ? before.from : { ...now.shape, mergedInto: before.from.mergedInto }
    return { ...arranged, shape: contentOf({ ...arranged, shape: stood }) }
  }
}

/** Letters and the like go back as far as they are still there. */
function withRest(move: DeskChange, moved: Rearrangement, here: ReturnType<typeof partsOf>): DeskChange {
  if (move.type !== 'submission.rearranged') return move
  const still = (keys: readonly string[], there: readonly string[]): string[] =>
    keys.filter((key) => there.includes(key))
  return change('submission.rearranged', move.subject, {
    ...move.payload,
    letters: still(moved.letters, here.letters),
    followUps: still(moved.followUps, here.followUps),
    files: still(moved.files, here.files),
    links: still(moved.links, here.links),
    provenance: still(moved.provenance, here.provenance),
  })
}

function isAs(context: DeskContext, { submissionId, to, versions }: Reshaped['payload']): boolean {
  const shape = readShape(context.db, submissionId)
  const now = partsOf(context.db, submissionId).versions.map(({ id }) => id)
  return shape !== null && sameShape(shape, to) && now.join(' ') === versions.join(' ')
}

function sameShape(one: SubmissionShape, other: SubmissionShape): boolean {
  return (Object.keys(one) as (keyof SubmissionShape)[]).every(
    (key) => JSON.stringify(one[key]) === JSON.stringify(other[key]),
  )
}
