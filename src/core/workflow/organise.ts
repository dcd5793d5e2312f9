/** What an editor does with a piece as a work item: putting it away, and saying that two belong together. */
import { change, type DeskChange } from '@shared/domain/event'
import type { SubmissionLinkKind } from '@shared/domain/submission'
import type { UndoRange } from '@shared/domain/work-item'
import { storedEventsAfter, typedEvent } from '../record/read-events'
import { linkedPieces, readShape } from '../store/repositories/arrangement'
import { hasFingerprints } from '../store/repositories/similar'
import { checkVersion } from './checking'
import { announce, transact, type DeskContext } from './context'
import { appendAct } from './pieces'
import { refuse } from './refuse'
import { noteSimilar } from './similar'

/** 归档: out of the lists of what is to do until new mail comes; or back. */
export function setArchived(context: DeskContext, submissionId: string, archived: boolean): UndoRange | null {
  const range = transact(context, () => {
    const shape = readShape(context.db, submissionId) ?? refuse('not-found')
    if (shape.mergedInto !== null) refuse('merged-away')
    if (shape.archived === archived) return null
    return appendAct(context, [change('submission.archived', submissionId, { submissionId, archived })])
  })
  announce(context, 'submissions', 'desk')
  return range
}

/**
 * Checks again, and looks for near-duplicates again of, the pieces whose contents an act changed: 首发与授权 may have gone along.
 * Near-duplicates that were not looked for are looked for at the next start.
 */
export async function noteSimilarAgain(context: DeskContext, { first, last }: UndoRange): Promise<void> {
  const events = storedEventsAfter(context.db, first - 1, last - first + 1).map(typedEvent)
  for (const event of events) {
    if (event?.type !== 'submission.reshaped') continue
    const { submissionId } = event.payload
    const shape = readShape(context.db, submissionId)
    if (shape === null || shape.mergedInto !== null || shape.currentVersionId === null) continue
    await checkVersion(context, shape.currentVersionId)
    if (!hasFingerprints(context.db, shape.currentVersionId)) await noteSimilar(context, shape.currentVersionId)
  }
}

/** Says that two pieces belong together; both say so. */
export function linkPieces(context: DeskContext, submissionId: string, otherId: string): UndoRange | null {
  if (submissionId === otherId) refuse('same-submission')
  const range = transact(context, () => {
    for (const id of [submissionId, otherId]) if (readShape(context.db, id) === null) refuse('not-found')
    if (linkOf(context, submissionId, otherId) !== null) return null
    return appendAct(context, bothWays('submission.linked', submissionId, otherId, 'related'))
  })
  announce(context, 'submissions')
  return range
}

export function unlinkPieces(context: DeskContext, submissionId: string, otherId: string): UndoRange | null {
  const range = transact(context, () => {
    const kind = linkOf(context, submissionId, otherId)
    return kind === null ? null : appendAct(context, bothWays('submission.unlinked', submissionId, otherId, kind))
  })
  announce(context, 'submissions')
  return range
}

function linkOf(context: DeskContext, submissionId: string, otherId: string): SubmissionLinkKind | null {
  return linkedPieces(context.db, submissionId).find((piece) => piece.submissionId === otherId)?.kind ?? null
}

function bothWays(
  type: 'submission.linked' | 'submission.unlinked',
  submissionId: string,
  otherId: string,
  kind: SubmissionLinkKind,
): DeskChange[] {
  return [
    change(type, submissionId, { submissionId, otherId, kind }),
    change(type, otherId, { submissionId: otherId, otherId: submissionId, kind }),
  ]
}
