/** An author's record as a whole, and its axes: 身份, 微信. */
import type { AuthorRecord } from '@shared/domain/author'
import { change } from '@shared/domain/event'
import type { Identity, WechatState } from '@shared/domain/submission'
import {
  addressesOf,
  erasedAuthor,
  followUpsOfAuthor,
  getAuthor,
  notesOf,
  submissionsOfAuthor,
} from '../store/repositories/authors'
import { factsOf, mergedAuthors, penNamesOf, personRow, tagsOf } from '../store/repositories/people'
import { guardianOf } from '../store/repositories/publication'
import { listingsOf, objectionsOf } from '../store/repositories/sanctions'
import { identitySteps, mayStep, wechatSteps } from './author-steps'
import { announce, append, transact, type DeskContext } from './context'
import { mergeOf } from './merge-authors'
import { refuse } from './refuse'
import { sanctionBasis } from './sanctions'
import { shownRecord, standing } from './standing-author'
import { timelinePage } from './timeline'

/** The record of a person; of one that was merged into another, the other's. */
export function authorRecord(context: DeskContext, id: string): AuthorRecord {
  const { db } = context
  const authorId = shownRecord(context, id)
  const found = getAuthor(db, authorId) ?? refuse('not-found')
  const { firstSeenAt, openFollowUps: _open, nextDue: _due, lastReceivedAt: _last, tags: _t, ...author } = found
  const timeline = timelinePage(context, authorId, null)
  return {
    author,
    addresses: addressesOf(db, authorId),
    penNames: penNamesOf(db, authorId),
    facts: factsOf(db, authorId),
    tags: tagsOf(db, authorId),
    merged: mergedAuthors(db, authorId).map((other) => ({
      id: other.id,
      name: other.name,
      address: mergedAddress(context, other.id),
      at: other.at,
    })),
    nextIdentities: [...identitySteps[author.identity]],
    nextWechat: [...wechatSteps[author.wechat]],
    keepWeeks: personRow(db, authorId)?.keepWeeks ?? null,
    guardian: guardianOf(db, authorId),
    listings: listingsOf(db, authorId),
    basis: sanctionBasis(context, authorId),
    objections: objectionsOf(db, authorId),
    erased: erasedAuthor(db, authorId) !== null,
    firstSeenAt,
    submissions: submissionsOfAuthor(db, authorId),
    notes: notesOf(db, authorId),
    followUps: followUpsOfAuthor(db, authorId),
    timeline: timeline.entries,
    timelineMore: timeline.more,
  }
}

/** The address that a merged record was known by: of those that its merging moved. */
function mergedAddress(context: DeskContext, id: string): string {
  return mergeOf(context, id)?.payload.moved.addresses[0] ?? ''
}

/** 身份 is never derived: acceptance alone makes no 春羽作者. */
export function setIdentity(context: DeskContext, id: string, identity: Identity, reason: string): void {
  transact(context, () => {
    const author = getAuthor(context.db, standing(context, id)) ?? refuse('not-found')
    const authorId = author.id
    if (author.identity === identity) refuse('identity-unchanged')
    if (!mayStep(identitySteps, author.identity, identity)) refuse('identity-step')
    append(context, [
      change('author.identity-changed', authorId, { authorId, from: author.identity, to: identity, reason }),
    ])
  })
  announce(context, 'authors', 'submissions')
}

/** A WeChat contact that was made closes the follow-ups that asked for it; any step ends the reminder that it stalls. */
export function setWechat(context: DeskContext, id: string, wechat: WechatState, reason: string): void {
  transact(context, () => append(context, wechatChanges(context, standing(context, id), wechat, reason)))
  announce(context, 'authors', 'submissions', 'desk')
}

/** A step of 微信 as events, or its refusal; inside a transaction. */
export function wechatChanges(context: DeskContext, authorId: string, wechat: WechatState, reason: string) {
  const author = getAuthor(context.db, authorId) ?? refuse('not-found')
  if (author.wechat === wechat) refuse('wechat-unchanged')
  if (!mayStep(wechatSteps, author.wechat, wechat)) refuse('wechat-step')
  const fulfilled = followUpsOfAuthor(context.db, authorId).filter(
    ({ state, purpose }) =>
      state === 'open' && (purpose === 'wechat-stalled' || (purpose === 'add-wechat' && wechat === 'connected')),
  )
  return [
    change('author.wechat-changed', authorId, { authorId, from: author.wechat, to: wechat, reason }),
    ...fulfilled.map((followUp) =>
      change('follow-up.closed', followUp.id, { followUpId: followUp.id, authorId, state: 'done', reason }),
    ),
  ]
}
