/** Merging one piece into another: all of its mail, versions, letters and follow-ups go, its 稿号 leads there. */
import type { DeskChange } from '@shared/domain/event'
import type { Member, Rearrangement, SubmissionShape, UndoRange } from '@shared/domain/work-item'
import { refusal, type Refusal } from '@shared/domain/refusal'
import { movePendingConversion } from '../store/repositories/conversions'
import { listDecisions } from '../store/repositories/decisions'
import { arrange, reshape, type Piece } from './arrange'
import { announce, transact, type DeskContext } from './context'
import { appendAct, forgetDerived, pieceOf } from './pieces'
import { refuse } from './refuse'

/** Merges a piece into another. Refused for a piece that was decided: its decision and letter speak of it alone. */
export function mergeSubmissions(context: DeskContext, sourceId: string, targetId: string): UndoRange | null {
  const range = transact(context, () => {
    const [source, target] = [pieceOf(context, sourceId), pieceOf(context, targetId)]
    const hindrance = mergeHindrance(context, source, target)
    if (hindrance !== null) refuse(hindrance.code, hindrance.params)
    const written = appendAct(context, mergeChanges(context, source, target, 'merged'))
    afterMerge(context, source, target)
    return written
  })
  announce(context, 'submissions', 'manuscripts', 'annotations', 'letters', 'authors', 'desk')
  return range
}

/** Why two pieces cannot be merged; null when they can. */
export function mergeHindrance(context: DeskContext, source: Piece, target: Piece): Refusal | null {
  if (source.submissionId === target.submissionId) return refusal('same-submission')
  if (source.shape.mergedInto !== null || target.shape.mergedInto !== null) return refusal('merged-away')
  if (standingDecision(context, source.submissionId)) return refusal('merge-decided')
  return null
}

export function standingDecision(context: DeskContext, submissionId: string): boolean {
  return listDecisions(context.db, submissionId).some(({ reverted }) => reverted === null)
}

export function mergeChanges(
  context: DeskContext,
  source: Piece,
  target: Piece,
  operation: Rearrangement['operation'],
  kindAt?: (member: Member) => Member['kind'],
): DeskChange[] {
  const arranged = arrange(source, target, {
    operation,
    messages: new Set(source.parts.members.map(({ hash }) => hash)),
    everything: true,
    ...(kindAt === undefined ? {} : { kindAt }),
  })
  const bringsText = source.parts.versions.length > 0
  return [
    arranged.move,
    reshape(target, {
      ...arranged.to,
      shape: together(arranged.to.shape, source.shape, bringsText, standingDecision(context, target.submissionId)),
    }),
    reshape(source, { ...arranged.from, shape: { ...arranged.from.shape, mergedInto: target.submissionId } }),
  ]
}

/** What is left to do once the events of a merge are applied; inside its transaction. */
export function afterMerge(context: DeskContext, source: Piece, target: Piece): void {
  for (const { hash } of source.parts.members) movePendingConversion(context.db, hash, target.submissionId)
  forgetDerived(context, source.submissionId, target.submissionId)
}

/** How the merged piece stands: nothing that wanted an editor in either is lost. */
function together(
  target: SubmissionShape,
  source: SubmissionShape,
  bringsText: boolean,
  decided: boolean,
): SubmissionShape {
  const days = [target.replyBy, source.replyBy].filter((day) => day !== null).toSorted()
  return {
    ...target,
    // A text for a piece that waits for one is its revision.
    state: target.state === 'revising' && bringsText ? 'reviewing' : target.state,
    unread: target.unread || source.unread,
    answered: target.answered || (decided && (source.unread || bringsText)),
    archived: target.archived && source.archived,
    urgent: target.urgent || source.urgent,
    replyBy: days[0] ?? null,
    awaitsAuthor: target.awaitsAuthor && !source.unread,
  }
}
