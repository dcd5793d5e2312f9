/** What an event of the record says on a timeline: a headline, and the words that came with it. */
import type { Format } from '@renderer/app/format'
import type { Say } from '@renderer/app/i18n'
import { contactChannelSchema, factFieldSchema, type TimelineEntry } from '@shared/domain/author'
import { appealOutcomeSchema, listingLevelSchema, measureSchema, objectionOutcomeSchema } from '@shared/domain/sanction'
import { annotationAudienceSchema, outcomeSchema } from '@shared/domain/annotation'
import { verdictSchema } from '@shared/domain/decision'
import { erasureGroundSchema } from '@shared/domain/erasure'
import { letterStateSchema } from '@shared/domain/letter'
import { messageKindSchema } from '@shared/domain/mail'
import { guardedLinkStateSchema, identitySchema, wechatStateSchema } from '@shared/domain/submission'
import type { MessageKey } from '@shared/i18n/translate'
import { rearrangementSchema } from '@shared/domain/work-item'
import { proposalStateSchema } from '@shared/domain/proposal'
import { publicationStepSchema } from '@shared/domain/publication'
import type { z } from 'zod'

export interface TimelineSentence {
  readonly head: string
  /** A reason, a note, a comment: someone's own words. Empty when there are none. */
  readonly body: string
}

/** What is said by itself; the others carry codes that have to be put into words. */
const plain = {
  'submission.registered': 'timeline.submission-registered',
  'submission.review-started': 'timeline.submission-review-started',
  'submission.provenance-noted': 'timeline.submission-provenance-noted',
  'submission.message-recalled': 'timeline.submission-message-recalled',
  'submission.linked': 'timeline.submission-linked',
  'submission.unlinked': 'timeline.submission-unlinked',
  'submission.reshaped': 'timeline.submission-reshaped',
  'submission.dissolved': 'timeline.submission-dissolved',
  'manuscript.refused': 'timeline.manuscript-refused',
  'submission.review-undone': 'timeline.submission-review-undone',
  'decision.reason-changed': 'timeline.decision-reason-changed',
  'letter.edited': 'timeline.letter-edited',
  'decision.reverted': 'timeline.decision-reverted',
  'letter.queued': 'timeline.letter-queued',
  'author.registered': 'timeline.author-registered',
  'author.kept-apart': 'timeline.author-kept-apart',
  'author.listing-ended': 'timeline.author-listing-ended',
  'author.removed': 'timeline.author-removed',
  'author.note-changed': 'timeline.author-note-changed',
  'sanction.ended': 'timeline.sanction-ended',
  'sanction.dropped': 'timeline.sanction-dropped',
  'appeal.entered': 'timeline.appeal-entered',
  'objection.raised': 'timeline.objection-raised',
  'follow-up.reminded': 'timeline.follow-up-reminded',
  'annotation.added': 'timeline.annotation-added',
  'annotation.imported': 'timeline.annotation-imported',
  'annotation.replied': 'timeline.annotation-replied',
  'annotation.comment-edited': 'timeline.annotation-comment-edited',
  'annotation.labelled': 'timeline.annotation-labelled',
  'annotation.placed': 'timeline.annotation-placed',
  'manuscript.edited': 'timeline.manuscript-edited',
  'submission.detail-noted': 'timeline.submission-detail-noted',
  'submission.picture-described': 'timeline.submission-picture-described',
  'annotation.removed': 'timeline.annotation-removed',
  'annotation.restored': 'timeline.annotation-restored',
  'finding.waived': 'timeline.finding-waived',
  'finding.waiver-withdrawn': 'timeline.finding-waiver-withdrawn',
  'submission.terms-noted': 'timeline.submission-terms-noted',
  'author.guardian-noted': 'timeline.author-guardian-noted',
} as const satisfies Record<string, MessageKey>

function isPlain(type: string): type is keyof typeof plain {
  return Object.hasOwn(plain, type)
}

export function timelineSentence(t: Say, format: Format, entry: TimelineEntry): TimelineSentence {
  const text = (name: string) => String(entry.params[name] ?? '')
  /** The word for a code; the code itself when a newer core says one that this window does not know. */
  const word = <T extends string>(schema: z.ZodType<T>, name: string, key: (code: T) => MessageKey): string => {
    const code = schema.safeParse(entry.params[name])
    return code.success ? t(key(code.data)) : text(name)
  }
  const day = (name: string) => (text(name) === '' ? '' : format.localDate(text(name)))
  const present = text('present') === '1'
  const body = text('reason') || text('text') || text('value')
  return { head: headline(), body: entry.type === 'letter.queued' ? text('subject') : body }

  function headline(): string {
    const { type } = entry
    if (isPlain(type)) return t(plain[type])
    switch (type) {
      case 'submission.message-joined':
        return t('timeline.submission-message-joined', {
          kind: word(messageKindSchema, 'kind', (kind) => `mail-kind.${kind}`),
        })
      case 'manuscript.version-added':
        return t('timeline.manuscript-version-added', { ordinal: text('ordinal') })
      case 'submission.message-sorted':
        return t('timeline.submission-message-sorted', {
          kind: word(messageKindSchema, 'to', (kind) => `mail-kind.${kind}`),
        })
      case 'submission.archived':
        return t(text('archived') === '1' ? 'timeline.submission-archived' : 'timeline.submission-unarchived')
      case 'submission.assigned':
        return t(text('to') === '' ? 'timeline.submission-unassigned' : 'timeline.submission-assigned')
      case 'submission.complaint-noted':
        return t('timeline.submission-complaint-noted', { replyBy: day('replyBy') })
      case 'submission.reply-by-changed':
        return text('replyBy') === ''
          ? t('timeline.submission-reply-by-cleared')
          : t('timeline.submission-reply-by-changed', { replyBy: day('replyBy') })
      case 'submission.rearranged': {
        const operation = rearrangementSchema.shape.operation.catch('moved').parse(entry.params['operation'])
        return t(`timeline.rearranged-${operation}`, { count: text('count') })
      }
      case 'submission.urgency-changed':
        return t(text('urgent') === '1' ? 'timeline.submission-urgent' : 'timeline.submission-settled')
      case 'submission.awaiting-changed':
        return t(
          text('awaitsAuthor') === '1' ? 'timeline.submission-awaits-author' : 'timeline.submission-awaits-nobody',
        )
      case 'submission.file-added':
        return t('timeline.submission-file-added', { filename: text('filename') })
      case 'submission.link-noted':
        return t(`timeline.submission-link-${guardedLinkStateSchema.catch('open').parse(entry.params['state'])}`)
      case 'letter.account-changed':
        return t('timeline.letter-account-changed', { address: text('address') })
      case 'letter.bounced':
        return t('timeline.letter-bounced', { recipient: text('recipient') })
      case 'submission.publication-changed': {
        const step = publicationStepSchema.safeParse(entry.params['step'])
        return step.success ? t(`timeline.publication-${step.data}`, { date: day('date') }) : text('step')
      }
      case 'decision.proposed':
        return t('timeline.decision-proposed', {
          verdict: word(verdictSchema, 'verdict', (verdict) => `verdict.${verdict}`),
        })
      case 'decision.proposal-settled': {
        const state = proposalStateSchema.exclude(['waiting']).safeParse(entry.params['state'])
        return state.success ? t(`timeline.proposal-${state.data}`) : text('state')
      }
      case 'decision.recorded':
        return word(verdictSchema, 'verdict', (verdict) => `verdict.${verdict}`)
      case 'letter.state-changed':
        return t('timeline.letter-state-changed', {
          to: word(letterStateSchema, 'to', (state) => `letter-state.${state}`),
        })
      case 'author.erased':
        return t('timeline.author-erased', {
          ground: word(erasureGroundSchema, 'ground', (ground) => `erasure.ground.${ground}`),
        })
      case 'author.identity-changed':
        return t('timeline.author-identity-changed', {
          from: word(identitySchema, 'from', (identity) => `identity.${identity}`),
          to: word(identitySchema, 'to', (identity) => `identity.${identity}`),
        })
      case 'author.wechat-changed':
        return t('timeline.author-wechat-changed', {
          from: word(wechatStateSchema, 'from', (wechat) => `wechat.${wechat}`),
          to: word(wechatStateSchema, 'to', (wechat) => `wechat.${wechat}`),
        })
      case 'author.contact-noted':
        return word(contactChannelSchema, 'channel', (channel) => `channel.${channel}`)
      case 'author.renamed':
        return t('timeline.author-renamed', { from: text('from'), to: text('to') })
      case 'author.address-noted':
        return t(present ? 'timeline.author-address-added' : 'timeline.author-address-removed')
      case 'author.pen-name-noted':
        return t(present ? 'timeline.author-pen-name-added' : 'timeline.author-pen-name-removed')
      case 'author.fact-noted': {
        const own = text('field').startsWith('own:') ? text('field').slice(4) : null
        const field = own ?? word(factFieldSchema, 'field', (code) => `fact.${code}`)
        return t(text('value') === '' ? 'timeline.author-fact-cleared' : 'timeline.author-fact-noted', { field })
      }
      case 'author.tagged':
        return t(present ? 'timeline.author-tag-added' : 'timeline.author-tag-removed')
      case 'author.merged':
        return t('timeline.author-merged', { name: text('name') })
      case 'author.unmerged':
        return t('timeline.author-unmerged', { name: text('name') })
      case 'author.keep-in-touch-set':
        return (entry.params['weeks'] ?? 0) === 0
          ? t('timeline.author-keep-in-touch-off')
          : t('timeline.author-keep-in-touch', { count: Number(entry.params['weeks']) })
      case 'author.listed':
        return t('timeline.author-listed', { level: word(listingLevelSchema, 'level', (level) => `listing.${level}`) })
      case 'author.site-account-noted':
        return t(present ? 'timeline.author-site-account-added' : 'timeline.author-site-account-removed')
      case 'author.publication-noted':
        return t(present ? 'timeline.author-publication-added' : 'timeline.author-publication-removed')
      case 'author.note-files-changed':
        return t(text('added') === '1' ? 'timeline.author-note-files-added' : 'timeline.author-note-files-removed', {
          names: text('names'),
        })
      case 'author.note-pinned':
        return t(text('pinned') === '1' ? 'timeline.author-note-pinned' : 'timeline.author-note-unpinned')
      case 'author.note-removed':
        return t(text('removed') === '1' ? 'timeline.author-note-removed' : 'timeline.author-note-restored')
      case 'sanction.proposed':
        return t('timeline.sanction-proposed', {
          measure: word(measureSchema, 'measure', (measure) => `measure.${measure}`),
        })
      case 'sanction.carried-out':
        return t('timeline.sanction-carried-out', { by: text('by') })
      case 'sanction.lifted':
        return t('timeline.sanction-lifted', { by: text('by') })
      case 'appeal.settled':
        return t('timeline.appeal-settled', {
          outcome: word(appealOutcomeSchema, 'outcome', (outcome) => `appeal-outcome.${outcome}`),
        })
      case 'objection.settled':
        return t('timeline.objection-settled', {
          outcome: word(objectionOutcomeSchema, 'outcome', (outcome) => `objection-outcome.${outcome}`),
        })
      case 'follow-up.moved':
        return t('timeline.follow-up-moved', { due: day('due') })
      case 'follow-up.created': {
        const due = text('due')
        return due === '' ? t('author.follow-up') : t('timeline.follow-up-created', { due: format.localDate(due) })
      }
      case 'follow-up.closed':
        return t('timeline.follow-up-closed', {
          state: t(text('state') === 'done' ? 'follow-up.closed-done' : 'follow-up.closed-dropped'),
        })
      case 'allow-entry.added':
        return t('timeline.allow-entry-added', { words: text('words') })
      case 'allow-entry.withdrawn':
        return t('timeline.allow-entry-withdrawn', { words: text('words') })
      case 'annotation.answered':
        return text('outcome') === ''
          ? t('timeline.annotation-unanswered')
          : t('timeline.annotation-answered', {
              outcome: word(outcomeSchema, 'outcome', (outcome) => `request.${outcome}`),
            })
      case 'annotation.state-changed':
        return t('timeline.annotation-state-changed', {
          state: t(text('state') === 'resolved' ? 'annotation-state.resolved' : 'annotation-state.open'),
        })
      case 'annotation.audience-changed':
        return t('timeline.annotation-audience-changed', {
          audience: word(annotationAudienceSchema, 'audience', (audience) => `audience.${audience}`),
        })
      default:
        return t('timeline.other', { type })
    }
  }
}

/** Made by the desk itself: naming an editor beside them would claim what nobody did. */
const byTheDesk: ReadonlySet<string> = new Set([
  'submission.registered',
  'submission.message-joined',
  'manuscript.version-added',
  'manuscript.refused',
  'submission.complaint-noted',
  'submission.message-recalled',
  'letter.state-changed',
  'letter.bounced',
  'author.registered',
  'sanction.ended',
  'follow-up.reminded',
])

export function doneByEditor(entry: TimelineEntry): boolean {
  return entry.editorName !== '' && !byTheDesk.has(entry.type)
}
