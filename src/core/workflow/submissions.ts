/** A submission with all that the review shows of it. */
import type { SubmissionDetail } from '@shared/contract/contract'
import { linkedPieces, mergedPieces } from '../store/repositories/arrangement'
import { guardianOf, proposalsOf } from '../store/repositories/publication'
import { followUpsOfSubmission } from '../store/repositories/authors'
import { lettersOfSubmission, listDecisions, type LetterRecord } from '../store/repositories/decisions'
import { listVersions } from '../store/repositories/manuscripts'
import { codesOfPictures } from '../store/repositories/picture-codes'
import { listDetails, pictureFactsOf } from '../store/repositories/piece'
import { getSubmission, listProvenance, listThread } from '../store/repositories/submissions'
import type { Letter } from '@shared/domain/letter'
import type { PiecePicture } from '@shared/domain/piece'
import type { VersionBrief } from '@shared/domain/submission'
import type { Db } from '../store/open-database'
import type { DeskContext } from './context'
import { refuse } from './refuse'
import { timelineOf } from './timeline'

export function submissionDetail(context: DeskContext, submissionId: string): SubmissionDetail {
  const { db } = context
  const submission = getSubmission(db, submissionId) ?? refuse('not-found')
  const versions = listVersions(db, submissionId)
  return {
    row: submission.row,
    conversion: submission.conversion,
    provenance: listProvenance(db, submissionId),
    details: listDetails(db, submissionId),
    pictures: picturesOfPiece(db, submissionId, versions),
    versions,
    messages: listThread(db, submissionId),
    decisions: listDecisions(db, submissionId),
    proposals: proposalsOf(db, submissionId),
    guardian: guardianOf(db, submission.authorId),
    letters: lettersOfSubmission(db, submissionId).map(publicLetter),
    followUps: followUpsOfSubmission(db, submissionId),
    timeline: timelineOf(context, submissionId),
    links: linkedPieces(db, submissionId),
    mergedFrom: mergedPieces(db, submissionId),
  }
}

/** The pictures of all versions, the newest first; each once. */
function picturesOfPiece(db: Db, submissionId: string, versions: readonly VersionBrief[]): PiecePicture[] {
  const facts = pictureFactsOf(db, submissionId)
  const pictures = new Map<string, Omit<PiecePicture, 'codes' | 'facts'>>()
  for (const [index, { images }] of versions.entries()) {
    for (const image of images) {
      if (!pictures.has(image.sha256)) pictures.set(image.sha256, { ...image, current: index === 0 })
    }
  }
  const codes = codesOfPictures(db, [...pictures.keys()])
  return [...pictures.values()].map((picture) => {
    const read = codes.get(picture.sha256)
    return {
      ...picture,
      facts: facts.get(picture.sha256) ?? null,
      codes:
        read === undefined
          ? { kind: 'pending' }
          : read === null
            ? { kind: 'unreadable' }
            : { kind: 'read', codes: [...read] },
    }
  })
}

/** A letter as the window sees it. */
export function publicLetter({ html: _html, from: _from, ...letter }: LetterRecord): Letter {
  return letter
}
