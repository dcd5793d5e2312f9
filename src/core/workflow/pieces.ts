/** What the use cases of organising share: a piece with all that is in it, and the events they write. */
import type { DeskChange } from '@shared/domain/event'
import type { UndoRange } from '@shared/domain/work-item'
import { partsOf, readShape } from '../store/repositories/arrangement'
import { getSubmission } from '../store/repositories/submissions'
import { forgetSimilar } from '../store/repositories/similar'
import type { Piece } from './arrange'
import { append, type DeskContext } from './context'
import { refuse } from './refuse'

/** A submission as arranging takes it; refused when there is none, or nothing is left of it. */
export function pieceOf(context: DeskContext, submissionId: string): Piece {
  const submission = getSubmission(context.db, submissionId)
  const shape = readShape(context.db, submissionId)
  if (submission === null || shape === null) return refuse('not-found')
  return { submissionId, subject: submission.row.subject, shape, parts: partsOf(context.db, submissionId) }
}

/** Appends what one act of organising decided, and says where in the record it stands. */
export function appendAct(context: DeskContext, changes: readonly DeskChange[], editorId?: string): UndoRange | null {
  const recorded = append(context, changes, editorId)
  const [first, last] = [recorded[0], recorded.at(-1)]
  return first === undefined || last === undefined ? null : { first: first.seq, last: last.seq }
}

/** Two stretches of the record, one right after the other, as one act. */
export function oneAct(first: UndoRange | null, then: UndoRange | null): UndoRange | null {
  if (first === null || then === null) return first ?? then
  return { first: first.first, last: then.last }
}

/** Near-duplicates are found again for pieces whose newest version is another one; after the events were applied. */
export function forgetDerived(context: DeskContext, ...submissionIds: readonly string[]): void {
  for (const submissionId of submissionIds) forgetSimilar(context.db, submissionId)
}
