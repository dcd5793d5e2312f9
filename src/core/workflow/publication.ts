/** After 录用: a day is set, the piece comes out with an address a channel and a letter to its author, and may be taken down. */
import { v7 as uuidv7 } from 'uuid'
import { change, type DeskChange } from '@shared/domain/event'
import type { LetterDraft } from '@shared/domain/letter'
import type { PlannedPiece, Publication, PublicationRequest, PublishedAddress } from '@shared/domain/publication'
import { isConsentMissing } from '@shared/domain/terms'
import { getLetter, lettersOfSubmission, type LetterRecord } from '../store/repositories/decisions'
import { guardianOf, piecesOfDays, piecesToSchedule } from '../store/repositories/publication'
import { getSubmission } from '../store/repositories/submissions'
import { announce, append, transact, type DeskContext } from './context'
import { draftFrom } from './draft-letter'
import { localDate } from './local-date'
import { publicationAfter } from './publication-step'
import { letterChanges, takeBackLetter } from './queue-letter'
import { refuse } from './refuse'

/** Pieces that a calendar shows of its days, and beside it: far more than a house publishes in six weeks. */
const CALENDAR_MAX = 2_000

export interface PublicationChange {
  readonly submissionId: string
  readonly request: PublicationRequest
  /** The letter that goes with `publish`; null: none. */
  readonly letter: LetterDraft | null
}

/** Takes one step, and queues the letter that goes with it, or does nothing at all. */
export function changePublication(
  context: DeskContext,
  asked: PublicationChange,
): { readonly publication: Publication; readonly letter: LetterRecord | null } {
  const changed = transact(context, () => {
    const { changes, to, letterId } = publicationChanges(context, asked)
    append(context, changes)
    return { publication: to, letter: letterId === null ? null : getLetter(context.db, letterId) }
  })
  announce(context, 'submissions', 'letters', 'authors', 'desk')
  return changed
}

function publicationChanges(
  context: DeskContext,
  { submissionId, request, letter }: PublicationChange,
): { readonly changes: DeskChange[]; readonly to: Publication; readonly letterId: string | null } {
  const submission = getSubmission(context.db, submissionId) ?? refuse('not-found')
  if (submission.row.mergedInto !== null) refuse('merged-away')
  const from = submission.row.publication
  const after = publicationAfter(
    {
      publication: from,
      accepted: submission.row.state === 'accepted',
      consentMissing: isConsentMissing(guardianOf(context.db, submission.authorId)),
      today: localDate(context.now(), context.zone),
    },
    request,
  )
  if (!after.ok) return refuse(after.error.code, after.error.params)
  const writes = request.step === 'publish' ? letter : null
  const letterId = writes === null ? null : uuidv7({ msecs: context.now() })
  return {
    to: after.value,
    letterId,
    changes: [
      ...(request.step === 'retract' ? retractedLetters(context, submissionId) : []),
      change('submission.publication-changed', submissionId, {
        submissionId,
        step: request.step,
        from,
        to: after.value,
        reason: request.reason.trim(),
        letterId,
      }),
      ...(writes === null || letterId === null
        ? []
        : letterChanges(context, submission, { letterId, decisionId: null, draft: writes })),
    ],
  }
}

/** A publication that never was is told to nobody: its letter is cancelled; refused once it may have left. */
function retractedLetters(context: DeskContext, submissionId: string): DeskChange[] {
  const newest = lettersOfSubmission(context.db, submissionId).findLast(({ template }) => template === 'published')
  return newest === undefined ? [] : takeBackLetter(newest, 'by-editor')
}

/** The letter that tells the author where the piece stands; null where there is nobody to write to. Changes nothing. */
export function draftPublished(
  context: DeskContext,
  submissionId: string,
  addresses: readonly PublishedAddress[],
): LetterDraft | null {
  const submission = getSubmission(context.db, submissionId) ?? refuse('not-found')
  if (submission.row.author.address === '') return null
  const links = addresses.map(({ channel, url }) => ({ channel, url }))
  return draftFrom(context, submission, 'published', '', { links })
}

export interface Calendar {
  /** By day. */
  readonly planned: PlannedPiece[]
  /** 待排期, the longest waiting first. */
  readonly unscheduled: PlannedPiece[]
}

/** What is planned and came out from one local day to another, and what has no day yet. */
export function calendar(context: DeskContext, from: string, to: string): Calendar {
  return {
    planned: piecesOfDays(context.db, from, to, CALENDAR_MAX),
    unscheduled: piecesToSchedule(context.db, CALENDAR_MAX),
  }
}
