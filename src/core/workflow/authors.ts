/** An author's record: notes, identity, WeChat, what to do next. */
import { v7 as uuidv7 } from 'uuid'
import type { AuthorRecord, ContactChannel } from '@shared/domain/author'
import { change } from '@shared/domain/event'
import type { Identity, WechatState } from '@shared/domain/submission'
import {
  addressesOf,
  followUpsOfAuthor,
  getAuthor,
  getFollowUp,
  notesOf,
  submissionsOfAuthor,
} from '../store/repositories/authors'
import { getSubmission } from '../store/repositories/submissions'
import { announce, append, transact, type DeskContext } from './context'
import { refuse } from './refuse'
import { timelineOf } from './timeline'

export function authorRecord(context: DeskContext, authorId: string): AuthorRecord {
  const found = getAuthor(context.db, authorId) ?? refuse('not-found')
  const { firstSeenAt, openFollowUps: _open, nextDue: _due, lastReceivedAt: _last, ...author } = found
  return {
    author,
    addresses: addressesOf(context.db, authorId),
    firstSeenAt,
    submissions: submissionsOfAuthor(context.db, authorId),
    notes: notesOf(context.db, authorId),
    followUps: followUpsOfAuthor(context.db, authorId),
    timeline: timelineOf(context, authorId),
  }
}

export function noteContact(context: DeskContext, authorId: string, channel: ContactChannel, text: string): void {
  transact(context, () => {
    if (getAuthor(context.db, authorId) === null) refuse('not-found')
    append(context, [
      change('author.contact-noted', authorId, {
        noteId: uuidv7({ msecs: context.now() }),
        authorId,
        channel,
        text,
      }),
    ])
  })
  announce(context, 'authors')
}

/** 身份 is never derived: acceptance alone makes no 春羽作者. */
export function setIdentity(context: DeskContext, authorId: string, identity: Identity, reason: string): void {
  transact(context, () => {
    const author = getAuthor(context.db, authorId) ?? refuse('not-found')
    if (author.identity === identity) refuse('identity-unchanged')
    append(context, [
      change('author.identity-changed', authorId, { authorId, from: author.identity, to: identity, reason }),
    ])
  })
  announce(context, 'authors', 'submissions')
}

/** A WeChat contact that was made closes the follow-ups that asked for it. */
export function setWechat(context: DeskContext, authorId: string, wechat: WechatState, reason: string): void {
  transact(context, () => {
    const author = getAuthor(context.db, authorId) ?? refuse('not-found')
    if (author.wechat === wechat) refuse('wechat-unchanged')
    const fulfilled =
      wechat === 'connected'
        ? followUpsOfAuthor(context.db, authorId).filter(
            (followUp) => followUp.state === 'open' && followUp.purpose === 'add-wechat',
          )
        : []
    append(context, [
      change('author.wechat-changed', authorId, { authorId, from: author.wechat, to: wechat, reason }),
      ...fulfilled.map((followUp) =>
        change('follow-up.closed', followUp.id, { followUpId: followUp.id, authorId, state: 'done', reason }),
      ),
    ])
  })
  announce(context, 'authors', 'submissions', 'desk')
}

export function addFollowUp(
  context: DeskContext,
  request: { authorId: string; submissionId: string | null; text: string; due: string },
): void {
  transact(context, () => {
    const { authorId, submissionId } = request
    if (getAuthor(context.db, authorId) === null) refuse('not-found')
    if (submissionId !== null && getSubmission(context.db, submissionId)?.authorId !== authorId) refuse('not-found')
    const followUpId = uuidv7({ msecs: context.now() })
    append(context, [change('follow-up.created', followUpId, { followUpId, purpose: 'other', ...request })])
  })
  announce(context, 'authors', 'desk')
}

export function closeFollowUp(context: DeskContext, followUpId: string, state: 'done' | 'dropped'): void {
  transact(context, () => {
    const followUp = getFollowUp(context.db, followUpId) ?? refuse('not-found')
    if (followUp.state !== 'open') refuse('follow-up-closed')
    append(context, [
      change('follow-up.closed', followUpId, { followUpId, authorId: followUp.authorId, state, reason: '' }),
    ])
  })
  announce(context, 'authors', 'desk')
}
