/** 内部名单 (慎收, 不收) and 退稿异议: what can be said of who only mails in. */
import { v7 as uuidv7 } from 'uuid'
import { change } from '@shared/domain/event'
import type { ListingLevel } from '@shared/domain/sanction'
import { listDecisions } from '../store/repositories/decisions'
import { getEditor } from '../store/repositories/desk'
import { getObjection, hasOpenObjection, listingsOf } from '../store/repositories/sanctions'
import { getSubmission } from '../store/repositories/submissions'
import { mayStep, objectionSteps } from './author-steps'
import { announce, append, transact, type DeskContext } from './context'
import { localDate } from './local-date'
import { refuse } from './refuse'
import { standing } from './standing-author'

export interface NewListing {
  readonly authorId: string
  readonly level: ListingLevel
  readonly reason: string
  /** The local day on which it is looked at again. */
  readonly reviewOn: string
}

/** A new entry ends the one that stood; the old one stays visible. */
export function listAuthor(context: DeskContext, { authorId: id, level, reason, reviewOn }: NewListing): void {
  transact(context, () => {
    const authorId = standing(context, id)
    if (reviewOn <= localDate(context.now(), context.zone)) refuse('review-day-past')
    const standingOnes = listingsOf(context.db, authorId).filter(({ endedAt }) => endedAt === null)
    const listingId = uuidv7({ msecs: context.now() })
    append(context, [
      ...standingOnes.map((entry) =>
        change('author.listing-ended', entry.id, { listingId: entry.id, authorId, reason }),
      ),
      change('author.listed', listingId, { listingId, authorId, level, reason, reviewOn }),
    ])
  })
  announce(context, 'authors', 'submissions')
}

/** Takes an author off the list, with why. */
export function endListing(context: DeskContext, id: string, reason: string): void {
  transact(context, () => {
    const authorId = standing(context, id)
    const entries = listingsOf(context.db, authorId).filter(({ endedAt }) => endedAt === null)
    if (entries.length === 0) refuse('not-listed')
    append(
      context,
      entries.map((entry) => change('author.listing-ended', entry.id, { listingId: entry.id, authorId, reason })),
    )
  })
  announce(context, 'authors', 'submissions')
}

/** 退稿异议: the author does not agree with the standing rejection. */
export function raiseObjection(context: DeskContext, submissionId: string, words: string): void {
  transact(context, () => {
    const submission = getSubmission(context.db, submissionId) ?? refuse('not-found')
    const decision = listDecisions(context.db, submissionId).find(({ reverted }) => reverted === null)
    if (submission.row.state !== 'rejected' || decision?.verdict !== 'reject') refuse('not-rejected')
    if (hasOpenObjection(context.db, submissionId)) refuse('objection-open')
    const objectionId = uuidv7({ msecs: context.now() })
    append(context, [
      change('objection.raised', objectionId, {
        objectionId,
        submissionId,
        authorId: submission.authorId,
        decisionId: decision.id,
        words,
      }),
    ])
  })
  announce(context, 'authors', 'submissions')
}

export interface ObjectionAnswer {
  readonly objectionId: string
  /** The editor who read it: not the one who rejected. */
  readonly readerId: string
  readonly outcome: 'upheld' | 'reopened'
  readonly answer: string
}

/** A second editor read it: the rejection stays, or the piece is to be decided again. */
export function settleObjection(
  context: DeskContext,
  { objectionId, readerId, outcome, answer }: ObjectionAnswer,
): void {
  transact(context, () => {
    const { submissionId, decidedBy, outcome: from } = getObjection(context.db, objectionId) ?? refuse('not-found')
    const authorId = getSubmission(context.db, submissionId)?.authorId ?? refuse('not-found')
    const reader = getEditor(context.db, readerId) ?? refuse('not-found')
    if (!mayStep(objectionSteps, from, outcome)) refuse('objection-settled')
    if (reader.id === decidedBy.id) refuse('needs-second-editor', { name: decidedBy.name })
    append(
      context,
      [change('objection.settled', objectionId, { objectionId, submissionId, authorId, outcome, answer })],
      reader.id,
    )
  })
  announce(context, 'authors', 'submissions', 'desk')
}
