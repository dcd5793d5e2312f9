/** 分稿: who works on a piece. */
import { change } from '@shared/domain/event'
import { getSubmission } from '../store/repositories/submissions'
import { announce, append, transact, type DeskContext } from './context'
import { refuse } from './refuse'
import { workingEditor } from './roles'

/** Gives a piece to an editor of the desk, or to nobody in particular. */
export function assignSubmission(context: DeskContext, submissionId: string, editorId: string | null): void {
  const changed = transact(context, () => {
    const { row } = getSubmission(context.db, submissionId) ?? refuse('not-found')
    const from = row.assignee?.id ?? null
    if (from === editorId) return false
    if (editorId !== null) workingEditor(context, editorId)
    append(context, [change('submission.assigned', submissionId, { submissionId, from, to: editorId })])
    return true
  })
  if (changed) announce(context, 'submissions')
}
