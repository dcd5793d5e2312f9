/** Writing to an author without a verdict: a letter, and after a question the piece is the author's turn until an answer comes. */
import { v7 as uuidv7 } from 'uuid'
import { change, type DeskChange } from '@shared/domain/event'
import {
  noticeTemplateSchema,
  type LetterDraft,
  type NoticeTemplate,
  type QuestionTemplate,
} from '@shared/domain/letter'
import { getLetter, type LetterRecord } from '../store/repositories/decisions'
import { getSubmission } from '../store/repositories/submissions'
import { announce, append, transact, type DeskContext } from './context'
import { draftFrom } from './draft-letter'
import { letterChanges } from './queue-letter'
import { refuse } from './refuse'
import { openingChanges } from './review'

export interface NewQuestion {
  readonly submissionId: string
  readonly letter: LetterDraft
  /** The letter waits until an editor lets it go. */
  readonly hold?: boolean
}

/** The letter as it would go out. Changes nothing. */
export function draftQuestion(
  context: DeskContext,
  submissionId: string,
  template: QuestionTemplate | NoticeTemplate,
): LetterDraft {
  return draftFrom(context, getSubmission(context.db, submissionId) ?? refuse('not-found'), template, '')
}

/** Queues the letter. A question waits for the author, and a new piece is in review from then on; a notice changes neither. */
export function askAuthor(context: DeskContext, question: NewQuestion): LetterRecord {
  const asked = transact(context, () => {
    const { changes, letterId } = questionChanges(context, question)
    append(context, changes)
    return getLetter(context.db, letterId) ?? refuse('not-found')
  })
  announce(context, 'submissions', 'letters', 'desk')
  return asked
}

/** A question as events; inside a transaction. */
export function questionChanges(
  context: DeskContext,
  { submissionId, letter, hold }: NewQuestion,
): { readonly changes: DeskChange[]; readonly letterId: string } {
  const submission = getSubmission(context.db, submissionId) ?? refuse('not-found')
  const letterId = uuidv7({ msecs: context.now() })
  const written = letterChanges(context, submission, { letterId, decisionId: null, draft: letter, hold })
  if (noticeTemplateSchema.safeParse(letter.template).success) return { letterId, changes: written }
  const { awaitsAuthor } = submission.row
  const waiting = change('submission.awaiting-changed', submissionId, { submissionId, awaitsAuthor: true })
  return {
    letterId,
    changes: [...openingChanges(submission.row), ...written, ...(awaitsAuthor ? [] : [waiting])],
  }
}
