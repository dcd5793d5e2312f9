/** Two records that are one person's: suggested, merged, and told apart again. */
import type { MergeSide, MergeSuggestion } from '@shared/domain/author'
import type { AuthorMove } from '@shared/domain/author-events'
import { change, type RecordedEvent } from '@shared/domain/event'
import type { Identity, WechatState } from '@shared/domain/submission'
import { eventsOf, typedEvent } from '../record/read-events'
import { addressesOf, getAuthor, notesOf, standingAuthor } from '../store/repositories/authors'
import {
  aggregateEvents,
  eventNumbers,
  factsOf,
  keysOf,
  penNamesOf,
  personRow,
  piecesFrom,
  sharedTraits,
  tagsOf,
} from '../store/repositories/people'
import { announce, append, transact, type DeskContext } from './context'
import { refuse } from './refuse'

/** Pairs that are offered at once. */
const SUGGESTIONS = 50
/** Pairs that are looked at: many share a name in a big directory. */
const PAIRS = 500

/** Records that may be one person's, with why, as they stand side by side. */
export function mergeSuggestions(context: DeskContext): MergeSuggestion[] {
  const pairs = new Map<string, { one: string; other: string; reasons: MergeSuggestion['reasons'] }>()
  for (const { one, other, reason, value } of sharedTraits(context.db, PAIRS)) {
    const key = `${one} ${other}`
    const pair = pairs.get(key) ?? { one, other, reasons: [] }
    pair.reasons.push({ reason, value })
    pairs.set(key, pair)
  }
  return [...pairs.values()]
    .toSorted((a, b) => b.reasons.length - a.reasons.length)
    .slice(0, SUGGESTIONS)
    .map(({ one, other, reasons }) => ({ one: mergeSide(context, one), other: mergeSide(context, other), reasons }))
}

/** One record as it stands beside another. */
export function mergeSide(context: DeskContext, authorId: string): MergeSide {
  const { db } = context
  const found = getAuthor(db, authorId) ?? refuse('not-found')
  const { openFollowUps: _o, nextDue: _d, tags: _t, ...side } = found
  return {
    ...side,
    addresses: addressesOf(db, authorId),
    penNames: penNamesOf(db, authorId),
    facts: factsOf(db, authorId),
    noteCount: notesOf(db, authorId).length,
  }
}

/**
 * `otherId` is the same person as `authorId`: everything that it has goes there, and mail to come from its addresses as well.
 * What both say differently stays as `authorId` has it; the other's words are kept with the merged record.
 */
export function mergeAuthors(context: DeskContext, authorId: string, otherId: string, reason: string): void {
  transact(context, () => {
    const { db } = context
    if (authorId === otherId) refuse('same-author')
    const author = standingRecord(context, authorId)
    const other = standingRecord(context, otherId)
    const known = new Set(factsOf(db, authorId).map(({ field }) => field))
    const names = new Set([author.name, ...penNamesOf(db, authorId)])
    const tags = new Set(tagsOf(db, authorId))
    const moved: AuthorMove = {
      ...keysOf(db, otherId),
      penNames: [other.name, ...penNamesOf(db, otherId)].filter((name) => name !== '' && !names.has(name)),
      facts: factsOf(db, otherId).filter(({ field }) => !known.has(field)),
      tags: tagsOf(db, otherId).filter((tag) => !tags.has(tag)),
    }
    append(context, [
      change('author.merged', otherId, {
        authorId,
        otherId,
        reason,
        moved,
        identity: { from: author.identity, to: identityOfBoth(author.identity, other.identity) },
        wechat: { from: author.wechat, to: wechatOfBoth(author.wechat, other.wechat) },
      }),
    ])
  })
  announce(context, 'authors', 'submissions', 'desk')
}

function standingRecord(context: DeskContext, id: string) {
  const author = getAuthor(context.db, id) ?? refuse('not-found')
  if (standingAuthor(context.db, id) !== id) refuse('author-merged')
  return author
}

/** What is further on of two: nobody ceases to be a 春羽作者 because a second address turned up. */
function identityOfBoth(one: Identity, other: Identity): Identity {
  if (one === 'chunyu' || other === 'chunyu') return 'chunyu'
  return one === 'cancelled' || other === 'cancelled' ? 'cancelled' : 'non-author'
}

function wechatOfBoth(one: WechatState, other: WechatState): WechatState {
  const order: readonly WechatState[] = ['connected', 'requested', 'declined', 'none']
  return order.find((state) => state === one || state === other) ?? 'none'
}

/**
 * Two persons after all. The other gets back what it had and what came from its addresses meanwhile; what an editor noted on
 * the merged record stays there. Refused while the record is itself merged into a third.
 */
export function unmergeAuthors(context: DeskContext, otherId: string, reason: string): void {
  transact(context, () => {
    const { db } = context
    const authorId = personRow(db, otherId)?.mergedInto ?? refuse('not-merged')
    const author = standingRecord(context, authorId)
    const merged = mergeOf(context, otherId) ?? refuse('not-merged')
    const { moved: then } = merged.payload
    const now = keysOf(db, authorId)
    const still = (key: keyof typeof now): string[] => {
      const here = new Set(now[key])
      return then[key].filter((each) => here.has(each))
    }
    const addresses = still('addresses')
    const submissions = [...new Set([...still('submissions'), ...piecesFrom(db, authorId, addresses)])].toSorted()
    // A piece of the other's that has been there since before the merge is its own, whoever sent its first mail.
    const own = new Set(then.submissions)
    const before = piecesBefore(context, authorId, merged.seq)
    const pieces = submissions.filter((id) => own.has(id) || !before.has(id))
    const values = new Map(factsOf(db, authorId).map(({ field, value }) => [field, value]))
    const moved: AuthorMove = {
      addresses,
      submissions: pieces,
      notes: still('notes'),
      followUps: [...new Set([...still('followUps'), ...followUpsOfPieces(context, authorId, pieces)])].toSorted(),
      listings: still('listings'),
      accounts: still('accounts'),
      publications: still('publications'),
      sanctions: still('sanctions'),
      appeals: [...new Set([...still('appeals'), ...appealsAgainst(context, authorId, still('sanctions'))])].toSorted(),
      objections: [...new Set([...still('objections'), ...objectionsAbout(context, authorId, pieces)])].toSorted(),
      allowEntries: still('allowEntries'),
      penNames: then.penNames,
      facts: then.facts.filter(({ field, value }) => values.get(field) === value),
      tags: then.tags,
    }
    const { identity, wechat } = merged.payload
    append(context, [
      change('author.unmerged', otherId, {
        authorId,
        otherId,
        reason,
        moved,
        // A step that was taken meanwhile stays taken.
        identity: author.identity === identity.to ? identity.from : author.identity,
        wechat: author.wechat === wechat.to ? wechat.from : author.wechat,
        events: eventsToReturn(context, authorId, otherId, merged.seq, moved),
      }),
    ])
  })
  announce(context, 'authors', 'submissions', 'desk')
}

/** What the record says of both before they were one, and of the other's things since. */
function eventsToReturn(
  context: DeskContext,
  authorId: string,
  otherId: string,
  mergedAt: number,
  moved: AuthorMove,
): number[] {
  const { db } = context
  const shared = new Set(eventNumbers(db, authorId, 0, mergedAt))
  const meanwhile = [
    ...moved.submissions.flatMap((id) => eventNumbers(db, id, mergedAt, Number.MAX_SAFE_INTEGER)),
    ...[
      ...moved.notes,
      ...moved.followUps,
      ...moved.listings,
      ...moved.sanctions,
      ...moved.appeals,
      ...moved.objections,
    ].flatMap((id) => aggregateEvents(db, id, mergedAt)),
  ]
  const ofBoth = new Set(eventsOfBoth(context, authorId))
  return [
    ...new Set([
      ...eventNumbers(db, otherId, 0, mergedAt).filter((seq) => shared.has(seq) && !ofBoth.has(seq)),
      ...meanwhile,
    ]),
  ].toSorted((a, b) => a - b)
}

/** Mails that went between pieces of both, and who is who: part of either, whatever becomes of them. */
function eventsOfBoth(context: DeskContext, authorId: string): number[] {
  return context.db
    .prepare(
      `SELECT s.seq FROM event_subjects s JOIN audit_events e ON e.seq = s.seq WHERE s.subject = ?
         AND e.type IN ('submission.rearranged', 'author.merged', 'author.unmerged', 'author.kept-apart')`,
    )
    .pluck()
    .all(authorId) as number[]
}

function piecesBefore(context: DeskContext, authorId: string, seq: number): ReadonlySet<string> {
  return new Set(
    context.db
      .prepare(
        `SELECT s.id FROM submissions s JOIN event_subjects e ON e.subject = s.id AND e.seq < ?
         WHERE s.author_id = ? GROUP BY s.id`,
      )
      .pluck()
      .all(seq, authorId) as string[],
  )
}

function followUpsOfPieces(context: DeskContext, authorId: string, pieces: readonly string[]): string[] {
  return ofPieces(context, 'follow_ups', authorId, pieces)
}

function objectionsAbout(context: DeskContext, authorId: string, pieces: readonly string[]): string[] {
  return ofPieces(context, 'objections', authorId, pieces)
}

function ofPieces(
  context: DeskContext,
  table: 'follow_ups' | 'objections',
  authorId: string,
  pieces: readonly string[],
): string[] {
  const wanted = new Set(pieces)
  const rows = context.db
    .prepare(`SELECT id, submission_id AS submissionId FROM ${table} WHERE author_id = ? AND submission_id IS NOT NULL`)
    .all(authorId) as { id: string; submissionId: string }[]
  return rows.filter(({ submissionId }) => wanted.has(submissionId)).map(({ id }) => id)
}

function appealsAgainst(context: DeskContext, authorId: string, sanctions: readonly string[]): string[] {
  const wanted = new Set(sanctions)
  const rows = context.db
    .prepare('SELECT id, sanction_id AS sanctionId FROM appeals WHERE author_id = ?')
    .all(authorId) as { id: string; sanctionId: string }[]
  return rows.filter(({ sanctionId }) => wanted.has(sanctionId)).map(({ id }) => id)
}

/** The event that merged a record the last time; null when none did. */
export function mergeOf(
  context: DeskContext,
  otherId: string,
): Extract<RecordedEvent, { readonly type: 'author.merged' }> | null {
  for (const stored of eventsOf(context.db, otherId).toReversed()) {
    if (stored.type !== 'author.merged') continue
    const event = typedEvent(stored)
    if (event !== null && event.type === 'author.merged') return event
  }
  return null
}

/** They have something in common and are not the same person: the pair is not offered again. */
export function keepApart(context: DeskContext, authorId: string, otherId: string): void {
  transact(context, () => {
    if (authorId === otherId) refuse('same-author')
    for (const id of [authorId, otherId]) if (getAuthor(context.db, id) === null) refuse('not-found')
    append(context, [change('author.kept-apart', authorId, { authorId, otherId })])
  })
  announce(context, 'authors')
}
