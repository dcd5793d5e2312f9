/** 初筛: one use case a key, and the way back. Letters are held until an editor has looked them over. */
import { change, type DeskChange } from '@shared/domain/event'
import { assertNever } from '@shared/domain/result'
import { newestMail, type SubmissionRow } from '@shared/domain/submission'
import type { SortedPiece, TriageAction } from '@shared/domain/triage'
import { getLetter } from '../store/repositories/decisions'
import { getSubmission, listThread } from '../store/repositories/submissions'
import { announce, append, transact, type DeskContext } from './context'
import { decisionChanges, revertChanges, type NewDecision } from './decisions'
import { draftFrom, rejectReasons } from './draft-letter'
import { proposalChanges, withdrawalChange } from './proposals'
import { takeBackLetter } from './queue-letter'
import { draftQuestion, questionChanges } from './questions'
import { refuse } from './refuse'
import { openingChanges } from './review'
import { isDeputy, workingEditor } from './roles'

export interface Sorting {
  readonly submissionId: string
  readonly action: TriageAction
  /** The newest mail that was seen; refused when the thread has another by now. Left out: whatever there is. */
  readonly seen?: string | null | undefined
}

/** Sorts a new piece. Refused once it is not new any more: a second press changes nothing. */
export function sortPiece(context: DeskContext, { submissionId, action, seen }: Sorting): SortedPiece {
  const sorted = transact(context, () => {
    const { row } = getSubmission(context.db, submissionId) ?? refuse('not-found')
    // A draft that waits for a senior is as good as sorted.
    if (row.state !== 'new' || row.awaitsApproval || row.mergedInto !== null) refuse('already-sorted')
    const newest = newestMail(listThread(context.db, submissionId))?.hash ?? null
    if (seen !== undefined && seen !== newest) refuse('thread-moved')
    const { changes, decisionId = null, letterId = null, proposalId = null } = changesOf(context, row, action)
    const known = changes.some(({ type }) => type === 'submission.read') || !row.unread
    append(context, [...(known ? [] : [change('submission.read', submissionId, { submissionId })]), ...changes])
    const wasAssignedTo = row.assignee?.id ?? null
    return {
      submissionId,
      choice: action.choice,
      wasUnread: row.unread,
      wasAssignedTo,
      assignedTo: action.choice === 'assign' ? action.editorId : wasAssignedTo,
      decisionId,
      letterId,
      proposalId,
    }
  })
  announce(context, 'submissions', 'letters', 'authors', 'desk')
  return sorted
}

interface Changes {
  readonly changes: readonly DeskChange[]
  readonly decisionId?: string
  readonly letterId?: string | null
  readonly proposalId?: string
}

/** A verdict; a deputy's is a draft that waits for a senior, its letter with it. */
function decided(context: DeskContext, request: NewDecision): Changes {
  return isDeputy(context) ? proposalChanges(context, request) : decisionChanges(context, request)
}

function changesOf(context: DeskContext, row: SubmissionRow, action: TriageAction): Changes {
  const submissionId = row.id
  switch (action.choice) {
    case 'keep':
      return { changes: openingChanges(row) }
    case 'assign': {
      const from = row.assignee?.id ?? null
      const to = workingEditor(context, action.editorId).id
      const assigned = change('submission.assigned', submissionId, { submissionId, from, to })
      return { changes: [...openingChanges(row), ...(from === to ? [] : [assigned])] }
    }
    case 'reject': {
      if (row.urgent) refuse('complaint-by-hand')
      const submission = getSubmission(context.db, submissionId) ?? refuse('not-found')
      const reason = action.reason ?? rejectReasons(context)[0] ?? ''
      const letter = draftFrom(context, submission, 'reject', reason)
      return decided(context, { submissionId, verdict: 'reject', reason, override: null, letter, hold: true })
    }
    case 'junk': {
      const { reason } = action
      return decided(context, { submissionId, verdict: 'junk', reason, override: null, letter: null })
    }
    case 'ask': {
      if (row.urgent) refuse('complaint-by-hand')
      const letter = draftQuestion(context, submissionId, 'ask-first-publication')
      return questionChanges(context, { submissionId, letter, hold: true })
    }
    case 'self-publish': {
      if (row.urgent) refuse('complaint-by-hand')
      if (row.author.identity !== 'chunyu') refuse('not-chunyu')
      const letter = draftQuestion(context, submissionId, 'self-publish')
      return questionChanges(context, { submissionId, letter, hold: true })
    }
    default:
      return assertNever(action)
  }
}

/**
 * Takes a sorting back: the piece is new, and read, given and waited for as before. Refused when something else was
 * done with it since, or its letter has left.
 */
export function undoSorting(context: DeskContext, sorted: SortedPiece, reason: string): void {
  transact(context, () => {
    const { row } = getSubmission(context.db, sorted.submissionId) ?? refuse('not-found')
    append(context, inverseOf(context, row, sorted, reason))
  })
  announce(context, 'submissions', 'letters', 'authors', 'desk')
}

function inverseOf(context: DeskContext, row: SubmissionRow, sorted: SortedPiece, reason: string): DeskChange[] {
  const { submissionId, decisionId, letterId, proposalId, wasAssignedTo } = sorted
  const unread = sorted.wasUnread && !row.unread ? [change('submission.unread', submissionId, { submissionId })] : []
  switch (sorted.choice) {
    case 'reject':
    case 'junk': {
      if (proposalId !== null) {
        if (row.state !== 'new' || !row.awaitsApproval) refuse('changed-since')
        return [withdrawalChange(context, proposalId, reason), ...unread]
      }
      if (row.state !== (sorted.choice === 'junk' ? 'junk' : 'rejected')) refuse('changed-since')
      return [...revertChanges(context, decisionId ?? refuse('not-found'), reason), ...unread]
    }
    case 'keep':
    case 'assign':
    case 'ask':
    case 'self-publish': {
      const assignee = row.assignee?.id ?? null
      if (row.state !== 'reviewing' || assignee !== sorted.assignedTo) refuse('changed-since')
      const letter = letterId === null ? null : (getLetter(context.db, letterId) ?? refuse('not-found'))
      const waits = letterId !== null && row.awaitsAuthor
      return [
        ...(letter === null ? [] : takeBackLetter(letter, 'by-editor')),
        ...(waits ? [change('submission.awaiting-changed', submissionId, { submissionId, awaitsAuthor: false })] : []),
        ...(assignee === wasAssignedTo
          ? []
          : [change('submission.assigned', submissionId, { submissionId, from: assignee, to: wasAssignedTo })]),
        change('submission.review-undone', submissionId, { submissionId, from: 'reviewing', to: 'new' }),
        ...unread,
      ]
    }
    default:
      return assertNever(sorted.choice)
  }
}
