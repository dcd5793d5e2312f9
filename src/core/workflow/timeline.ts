/** The timeline of an author or a submission: events of the record with what is needed to say them. */
import type { TimelineEntry } from '@shared/domain/author'
import type { RecordedEvent } from '@shared/domain/event'
import { eventsAbout, typedEvent } from '../record/read-events'
import { getEditor } from '../store/repositories/desk'
import { titleOfSubmission } from '../store/repositories/submissions'
import type { DeskContext } from './context'

/** Events of a page of a timeline. */
const TIMELINE_LENGTH = 200

/** Events that are bookkeeping and tell an editor nothing. */
const QUIET: ReadonlySet<string> = new Set([
  'submission.read',
  'submission.unread',
  'submission.reshaped',
  'annotation.audience-changed',
  'follow-up.reminded',
  'author.kept-apart',
])

export interface TimelinePage {
  /** The newest first. */
  readonly entries: TimelineEntry[]
  /** There are older ones. */
  readonly more: boolean
}

export function timelineOf(context: DeskContext, subject: string): TimelineEntry[] {
  return timelinePage(context, subject, null).entries
}

/** A page of it: the newest events, or those recorded before one (`seq`). */
export function timelinePage(context: DeskContext, subject: string, before: number | null): TimelinePage {
  const numbers = new Map<string, { number: string; title: string } | null>()
  const submissionOf = (id: string | null): { number: string; title: string } | null => {
    if (id === null) return null
    if (!numbers.has(id)) numbers.set(id, titleOfSubmission(context.db, id))
    return numbers.get(id) ?? null
  }
  const names = new Map<string, string>()
  const nameOf = (editorId: string): string => {
    const known = names.get(editorId) ?? getEditor(context.db, editorId)?.name ?? ''
    names.set(editorId, known)
    return known
  }
  const stored = eventsAbout(context.db, subject, TIMELINE_LENGTH + 1, before)
  const more = stored.length > TIMELINE_LENGTH
  const events = stored
    .slice(0, TIMELINE_LENGTH)
    .map(typedEvent)
    .filter((event): event is RecordedEvent => event !== null)
  const happened = momentsOf(events)
  const entries = events
    .filter((event) => !QUIET.has(event.type) && isWorthSaying(event))
    .toSorted((a, b) => happened(b) - happened(a) || b.seq - a.seq)
    .map((event) => {
      const payload: { readonly submissionId?: string | null } = event.payload as object
      const submissionId = payload.submissionId ?? null
      const submission = submissionOf(submissionId)
      return {
        seq: event.seq,
        type: event.type,
        at: happened(event),
        editorId: event.editorId,
        editorName: nameOf(event.editorId),
        submissionId,
        submissionNumber: submission?.number ?? null,
        submissionTitle: submission?.title ?? null,
        params: paramsOf(event),
      }
    })
  return { entries, more }
}

/**
 * When a thing happened, UTC milliseconds: what came by mail when the mail came, not when it was taken
 * in, which for a first sync is weeks later. What was recorded with a mail is as old as the mail.
 */
function momentsOf(events: readonly RecordedEvent[]): (event: RecordedEvent) => number {
  const mails = new Map<string, number>()
  const authors = new Map<string, number>()
  for (const event of events.toSorted((a, b) => a.seq - b.seq)) {
    if (event.type === 'submission.registered') {
      const { authorId, messageHash, receivedAt } = event.payload
      if (messageHash !== null) mails.set(messageHash, receivedAt)
      if (!authors.has(authorId)) authors.set(authorId, receivedAt)
    }
    if (event.type === 'submission.message-joined') mails.set(event.payload.messageHash, event.payload.receivedAt)
  }
  return (event) => {
    switch (event.type) {
      case 'submission.registered':
      case 'submission.message-joined':
        return event.payload.receivedAt
      case 'author.registered':
        return authors.get(event.payload.authorId) ?? event.at
      case 'manuscript.version-added':
      case 'manuscript.refused':
        return mails.get(event.payload.messageHash ?? '') ?? event.at
      default:
        return event.at
    }
  }
}

/** The first mail of a submission is its registration; saying both is saying it twice. */
function isWorthSaying(event: RecordedEvent): boolean {
  if (event.type === 'submission.message-joined') return event.payload.kind !== 'submission'
  // What a mail counts as, found out when the mail that it answers came.
  if (event.type === 'submission.rearranged') return event.payload.submissionId !== event.payload.otherId
  if (event.type === 'letter.state-changed') return event.payload.to !== 'sending' && event.payload.to !== 'queued'
  return true
}

/** Parameters of the sentence that says an event. */
export function paramsOf(event: RecordedEvent): TimelineEntry['params'] {
  switch (event.type) {
    case 'submission.publication-changed': {
      const { step, to, reason } = event.payload
      return { step, reason, date: 'date' in to ? to.date : '' }
    }
    case 'decision.proposed':
      return { verdict: event.payload.verdict, reason: event.payload.reason }
    case 'decision.proposal-settled':
      return { state: event.payload.state, reason: event.payload.reason }
    case 'decision.recorded':
      return { verdict: event.payload.verdict, reason: event.payload.reason }
    case 'decision.reverted':
      return { reason: event.payload.reason }
    case 'decision.reason-changed':
      return { reason: event.payload.to }
    case 'letter.queued':
      return { to: event.payload.to.address, template: event.payload.template }
    case 'letter.state-changed':
      return { to: event.payload.to, detail: event.payload.detail }
    case 'submission.registered':
      return { title: event.payload.subject, number: event.payload.number }
    case 'submission.message-joined':
      return { kind: event.payload.kind }
    case 'submission.message-sorted':
      return { to: event.payload.to }
    case 'submission.rearranged':
      return { operation: event.payload.operation, count: event.payload.messages.length }
    case 'submission.archived':
      return { archived: event.payload.archived ? 1 : 0 }
    case 'submission.assigned':
      return { to: event.payload.to }
    case 'submission.complaint-noted':
    case 'submission.reply-by-changed':
      return { replyBy: event.payload.replyBy ?? '' }
    case 'submission.urgency-changed':
      return { urgent: event.payload.urgent ? 1 : 0, reason: event.payload.reason }
    case 'submission.awaiting-changed':
      return { awaitsAuthor: event.payload.awaitsAuthor ? 1 : 0 }
    case 'submission.file-added':
      return { filename: event.payload.filename }
    case 'submission.link-noted':
      return { state: event.payload.state, value: event.payload.url }
    case 'letter.account-changed':
      return { address: event.payload.from.address }
    case 'letter.bounced':
      return { recipient: event.payload.recipient, reason: event.payload.detail }
    case 'submission.provenance-noted':
      return { field: event.payload.entry.field, value: event.payload.entry.value }
    case 'manuscript.version-added':
      return { ordinal: event.payload.ordinal, words: event.payload.words }
    case 'manuscript.refused':
      return { code: event.payload.refusal.code }
    case 'annotation.added':
    case 'annotation.replied':
      return { text: event.payload.text }
    case 'annotation.answered':
      return { outcome: event.payload.outcome ?? '' }
    case 'annotation.state-changed':
      return { state: event.payload.state }
    case 'finding.waived':
      return { rule: event.payload.ruleId, reason: event.payload.reason }
    case 'allow-entry.added':
    case 'allow-entry.withdrawn':
      return { words: event.payload.words, reason: event.payload.reason }
    case 'author.registered':
      return { name: event.payload.name }
    case 'author.identity-changed':
    case 'author.wechat-changed':
      return { from: event.payload.from, to: event.payload.to, reason: event.payload.reason }
    case 'author.contact-noted':
      return { channel: event.payload.channel, text: event.payload.text }
    case 'author.renamed':
      return { from: event.payload.from, to: event.payload.name }
    case 'author.address-noted':
      return { value: event.payload.address, present: event.payload.present ? 1 : 0 }
    case 'author.pen-name-noted':
      return { value: event.payload.name, present: event.payload.present ? 1 : 0 }
    case 'author.fact-noted':
      return { field: event.payload.field, value: event.payload.value }
    case 'author.tagged':
      return { value: event.payload.tag, present: event.payload.present ? 1 : 0 }
    case 'author.merged':
      return { reason: event.payload.reason, name: event.payload.moved.addresses[0] ?? '' }
    case 'author.unmerged':
      return { reason: event.payload.reason, name: event.payload.moved.addresses[0] ?? '' }
    case 'author.keep-in-touch-set':
      return { weeks: event.payload.weeks ?? 0 }
    case 'author.listed':
      return { level: event.payload.level, reason: event.payload.reason, reviewOn: event.payload.reviewOn }
    case 'author.listing-ended':
    case 'author.removed':
      return { reason: event.payload.reason }
    case 'author.erased':
      return { ground: event.payload.ground }
    case 'author.site-account-noted':
      return { value: event.payload.name, present: event.payload.present ? 1 : 0 }
    case 'author.publication-noted':
      return { value: event.payload.url, present: event.payload.present ? 1 : 0 }
    case 'author.note-pinned':
      return { pinned: event.payload.pinned ? 1 : 0 }
    case 'author.note-files-changed': {
      const { from, files } = event.payload
      const named = files.length > from.length ? files : from
      const others = new Set((named === files ? from : files).map(({ sha256 }) => sha256))
      const changed = named.filter(({ sha256 }) => !others.has(sha256))
      return { added: named === files ? 1 : 0, names: changed.map(({ filename }) => filename).join(' ') }
    }
    case 'author.note-changed':
      return { text: event.payload.text }
    case 'author.note-removed':
      return { removed: event.payload.removed ? 1 : 0 }
    case 'sanction.proposed':
      return { measure: event.payload.measure, reason: event.payload.reason }
    case 'sanction.carried-out':
      return { by: event.payload.by }
    case 'sanction.lifted':
      return { by: event.payload.by, reason: event.payload.reason }
    case 'sanction.dropped':
      return { reason: event.payload.reason }
    case 'appeal.entered':
      return { text: event.payload.words }
    case 'appeal.settled':
      return { outcome: event.payload.outcome, text: event.payload.answer }
    case 'objection.raised':
      return { text: event.payload.words }
    case 'objection.settled':
      return { outcome: event.payload.outcome, text: event.payload.answer }
    case 'follow-up.moved':
      return { due: event.payload.due }
    case 'follow-up.created':
      return { purpose: event.payload.purpose, text: event.payload.text, due: event.payload.due }
    case 'follow-up.closed':
      return { state: event.payload.state }
    default:
      return {}
  }
}
