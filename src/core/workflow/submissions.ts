/** A submission with all that the review shows of it. */
import type { SubmissionDetail } from '@shared/contract/contract'
import { linkedPieces, mergedPieces } from '../store/repositories/arrangement'
import { followUpsOfSubmission } from '../store/repositories/authors'
import { lettersOfSubmission, listDecisions, type LetterRecord } from '../store/repositories/decisions'
import { listVersions } from '../store/repositories/manuscripts'
import { listDetails, pictureFactsOf } from '../store/repositories/piece'
import { getSubmission, listProvenance, listThread } from '../store/repositories/submissions'
import type { Letter } from '@shared/domain/letter'
import type { DeskContext } from './context'
import { refuse } from './refuse'
import { timelineOf } from './timeline'

export function submissionDetail(context: DeskContext, submissionId: string): SubmissionDetail {
  const { db } = context
  const submission = getSubmission(db, submissionId) ?? refuse('not-found')
  return {
    row: submission.row,
    conversion: submission.conversion,
    provenance: listProvenance(db, submissionId),
    details: listDetails(db, submissionId),
    pictures: [...pictureFactsOf(db, submissionId)].map(([sha256, facts]) => ({ sha256, facts })),
    versions: listVersions(db, submissionId),
    messages: listThread(db, submissionId),
    decisions: listDecisions(db, submissionId),
    letters: lettersOfSubmission(db, submissionId).map(publicLetter),
    followUps: followUpsOfSubmission(db, submissionId),
    timeline: timelineOf(context, submissionId),
    links: linkedPieces(db, submissionId),
    mergedFrom: mergedPieces(db, submissionId),
  }
}

/** A letter as the window sees it. */
export function publicLetter({ html: _html, from: _from, ...letter }: LetterRecord): Letter {
  return letter
}
