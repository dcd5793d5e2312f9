/** The rules of publication as a pure function: where a step leads, or why it is refused. */
import {
  publicationSteps,
  type Publication,
  type PublicationPlan,
  type PublicationRequest,
  type PublishedAddress,
} from '@shared/domain/publication'
import { refusal, type Refusal } from '@shared/domain/refusal'
import { assertNever, fail, ok, type Result } from '@shared/domain/result'

export interface PublicationFacts {
  readonly publication: Publication
  /** 已录用: nothing else is published. */
  readonly accepted: boolean
  /** The author is under 18 and no guardian's consent is on file. */
  readonly consentMissing: boolean
  /** Today in the desk's zone, `YYYY-MM-DD`. */
  readonly today: string
}

/** Where a step leads. Everything that it wants to know is in its arguments, so that a test can try it all. */
export function publicationAfter(facts: PublicationFacts, request: PublicationRequest): Result<Publication, Refusal> {
  const { publication: from, today } = facts
  if (publicationSteps[from.kind][request.step] === undefined || !facts.accepted) {
    return fail(refusal('step-not-open', { step: request.step, kind: from.kind }))
  }
  switch (request.step) {
    case 'schedule':
    case 'reschedule': {
      if (facts.consentMissing) return fail(refusal('needs-guardian-consent'))
      if (request.plan.date < today) return fail(refusal('day-is-past', { day: request.plan.date }))
      return ok({ kind: 'scheduled', ...tidy(request.plan) })
    }
    case 'publish':
    case 'correct': {
      if (request.step === 'publish' && facts.consentMissing) return fail(refusal('needs-guardian-consent'))
      if (request.date > today) return fail(refusal('day-is-to-come', { day: request.date }))
      const addresses = settled(request.addresses)
      if (!addresses.ok) return addresses
      if (request.step === 'correct' && request.reason.trim() === '') return fail(refusal('needs-reason'))
      const column = from.kind === 'scheduled' || from.kind === 'published' ? from.column : ''
      return ok({ kind: 'published', date: request.date, column, addresses: addresses.value })
    }
    case 'unschedule':
    case 'retract':
    case 'take-down':
    case 'restore': {
      const reason = request.reason.trim()
      if (reason === '') return fail(refusal('needs-reason'))
      if (request.step === 'unschedule') return ok({ kind: 'unscheduled' })
      if (from.kind !== 'published' && from.kind !== 'taken-down') throw new Error('the table of steps says otherwise')
      const { date, column, addresses } = from
      if (request.step === 'take-down') {
        return ok({ kind: 'taken-down', date, column, addresses, reason, takenDownOn: today })
      }
      if (request.step === 'restore') return ok({ kind: 'published', date, column, addresses })
      return ok({ kind: 'scheduled', date, column, channels: addresses.map(({ channel }) => channel) })
    }
    default:
      return assertNever(request)
  }
}

function tidy(plan: PublicationPlan): PublicationPlan {
  const channels = [...new Set(plan.channels.map((channel) => channel.trim()))]
  return { date: plan.date, column: plan.column.trim(), channels }
}

/** Each channel once, each with an address that a browser opens. */
function settled(addresses: readonly PublishedAddress[]): Result<PublishedAddress[], Refusal> {
  const seen = new Set<string>()
  for (const { channel, url } of addresses) {
    if (seen.has(channel)) return fail(refusal('channel-twice', { channel }))
    seen.add(channel)
    if (!isWebAddress(url)) return fail(refusal('no-web-address', { channel, url: url.slice(0, 200) }))
  }
  return ok(addresses.map(({ channel, url }) => ({ channel, url })))
}

function isWebAddress(url: string): boolean {
  if (!/^https?:\/\/\S+$/iu.test(url)) return false
  const parsed = URL.canParse(url) ? new URL(url) : null
  return parsed !== null && parsed.hostname !== '' && parsed.username === '' && parsed.password === ''
}
