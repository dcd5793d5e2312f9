/** 跟进: what to do next with an author, by which day; and what the desk reminds of by itself. */
import { v7 as uuidv7 } from 'uuid'
import type { FollowUp, FollowUpPurpose, Repeat } from '@shared/domain/author'
import { change, type DeskChange } from '@shared/domain/event'
import { getFollowUp, unremindedFollowUps } from '../store/repositories/authors'
import { keptInTouch, stalledRequests } from '../store/repositories/people'
import { endedSanctions, listingsToReview } from '../store/repositories/sanctions'
import { getSubmission } from '../store/repositories/submissions'
import { announce, append, DESK_ITSELF, transact, type DeskContext } from './context'
import { addDays, localDate } from './local-date'
import { refuse } from './refuse'
import { standing } from './standing-author'

/** Days after which a WeChat request that nobody answered is reminded of. */
export const STALLED_DAYS = 7

export interface NewFollowUp {
  readonly authorId: string
  readonly submissionId: string | null
  readonly text: string
  readonly due: string
  readonly repeat?: Omit<Repeat, 'anchor'> | null | undefined
}

export function addFollowUp(context: DeskContext, request: NewFollowUp): void {
  transact(context, () => {
    const { submissionId, text, due, repeat } = request
    const authorId = standing(context, request.authorId)
    if (submissionId !== null && getSubmission(context.db, submissionId)?.authorId !== authorId) refuse('not-found')
    const followUpId = uuidv7({ msecs: context.now() })
    append(context, [
      change('follow-up.created', followUpId, {
        followUpId,
        authorId,
        submissionId,
        purpose: 'other',
        text,
        due,
        ...(repeat == null ? {} : { repeat: { ...repeat, anchor: due } }),
      }),
    ])
  })
  announce(context, 'authors', 'desk')
}

/** Done or dropped. One that repeats comes again when it is done; dropping it ends it. */
export function closeFollowUp(context: DeskContext, followUpId: string, state: 'done' | 'dropped'): void {
  transact(context, () => {
    const followUp = openFollowUp(context, followUpId)
    const { authorId } = followUp
    const changes: DeskChange[] = [change('follow-up.closed', followUpId, { followUpId, authorId, state, reason: '' })]
    if (state === 'done' && followUp.repeat !== null) {
      const today = localDate(context.now(), context.zone)
      const next = uuidv7({ msecs: context.now() })
      changes.push(
        change('follow-up.created', next, {
          followUpId: next,
          authorId,
          submissionId: followUp.submissionId,
          purpose: followUp.purpose,
          text: followUp.text,
          due: nextDue(followUp.repeat, today > followUp.due ? today : followUp.due),
          repeat: followUp.repeat,
        }),
      )
    }
    append(context, changes)
  })
  announce(context, 'authors', 'desk')
}

/** 延后: another day for an open one. It is told of again on that day. */
export function moveFollowUp(context: DeskContext, followUpId: string, due: string): void {
  transact(context, () => {
    const { authorId, due: from } = openFollowUp(context, followUpId)
    if (from === due) return
    append(context, [change('follow-up.moved', followUpId, { followUpId, authorId, from, due })])
  })
  announce(context, 'authors', 'desk')
}

function openFollowUp(context: DeskContext, followUpId: string): FollowUp {
  const followUp = getFollowUp(context.db, followUpId) ?? refuse('not-found')
  if (followUp.state !== 'open') refuse('follow-up-closed')
  return followUp
}

/** The first day of a series after a day. Counted from its first day, so that the 31st is the 31st again after February. */
export function nextDue({ every, unit, anchor }: Repeat, after: string): string {
  for (let step = 1; ; step += 1) {
    const due =
      unit === 'month' ? addMonths(anchor, step * every) : addDays(anchor, step * every * (unit === 'week' ? 7 : 1))
    if (due > after) return due
  }
}

/** The same day some months later, or the last of a shorter month. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0))
  const target = new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate())))
  return target.toISOString().slice(0, 10)
}

/** A follow-up that came due: told once for its day. */
export interface Reminder {
  readonly followUpId: string
  readonly authorId: string
}

/**
 * What time by itself brings: sanctions end, requests stall, contacts and reviews become due, follow-ups are told of. Each
 * happens once, however far or often the clock jumps, because it is recorded. Returns what is to be told now.
 */
export function passTime(context: DeskContext): Reminder[] {
  const now = context.now()
  const today = localDate(now, context.zone)
  const { made, reminders } = transact(context, () => {
    const changes = [
      ...overSanctions(context, now, today),
      ...stalled(context, now),
      ...outOfTouch(context, today),
      ...reviewsDue(context, today),
    ]
    append(context, changes, DESK_ITSELF)
    const due = unremindedFollowUps(context.db, today)
    append(
      context,
      due.map(({ id, authorId, due: day }) => change('follow-up.reminded', id, { followUpId: id, authorId, due: day })),
      DESK_ITSELF,
    )
    return { made: changes, reminders: due.map(({ id, authorId }) => ({ followUpId: id, authorId })) }
  })
  if (made.length > 0 || reminders.length > 0) announce(context, 'authors', 'desk')
  return reminders
}

/** A sanction whose time is over; whoever works in the site's backend is to make sure that it ended there too. */
function overSanctions(context: DeskContext, now: number, today: string): DeskChange[] {
  return endedSanctions(context.db, now).flatMap(({ id, authorId }) => [
    change('sanction.ended', id, { sanctionId: id, authorId }),
    byTheDesk(context, authorId, 'sanction-over', today),
  ])
}

function stalled(context: DeskContext, now: number): DeskChange[] {
  const since = now - STALLED_DAYS * 86_400_000
  return stalledRequests(context.db, since, localDate(since, context.zone)).map((authorId) =>
    byTheDesk(context, authorId, 'wechat-stalled', localDate(now, context.zone)),
  )
}

function outOfTouch(context: DeskContext, today: string): DeskChange[] {
  return keptInTouch(context.db)
    .filter(({ weeks, contactedAt, remindedOn }) => {
      const contacted = localDate(contactedAt, context.zone)
      const last = remindedOn !== null && remindedOn > contacted ? remindedOn : contacted
      return addDays(last, weeks * 7) <= today
    })
    .map(({ id }) => byTheDesk(context, id, 'keep-in-touch', today))
}

function reviewsDue(context: DeskContext, today: string): DeskChange[] {
  return listingsToReview(context.db, today).map(({ authorId, reviewOn }) =>
    byTheDesk(context, authorId, 'listing-review', reviewOn),
  )
}

function byTheDesk(context: DeskContext, authorId: string, purpose: FollowUpPurpose, due: string): DeskChange {
  const followUpId = uuidv7({ msecs: context.now() })
  return change('follow-up.created', followUpId, { followUpId, authorId, submissionId: null, purpose, text: '', due })
}
