import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { guardianOf, piecesOfDays, piecesToSchedule } from '@core/store/repositories/publication'
import { lettersOfSubmission } from '@core/store/repositories/decisions'
import { getSubmission, listSubmissions } from '@core/store/repositories/submissions'
import { recordDecision, revertDecision } from '@core/workflow/decisions'
import { openOutbox } from '@core/jobs/outbox'
import { mergeAuthors, unmergeAuthors } from '@core/workflow/merge-authors'
import { calendar, changePublication, draftPublished } from '@core/workflow/publication'
import { publicationAfter } from '@core/workflow/publication-step'
import { noteSiteAccount, proposeSanction, sanctionBasis } from '@core/workflow/sanctions'
import { noteGuardian } from '@core/workflow/terms'
import { timelineOf } from '@core/workflow/timeline'
import {
  publicationSchema,
  publicationStepSchema,
  publicationSteps,
  type Publication,
  type PublicationRequest,
} from '@shared/domain/publication'
import type { RefusalCode } from '@shared/domain/refusal'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { rawMail, takeMail, takeSubmission } from '../../../support/mails'
import { expectRefusal } from '../../../support/rows'
import { authorOf, decideWithLetter, giveMaildir } from '../scenario'

/** The desk's today in these tests. */
const TODAY = '2026-09-10'
const plan = { date: '2026-09-15', column: '运营', channels: ['site', 'wechat'] }
const site = { channel: 'site', url: 'https://www.niaogebiji.example/a-1.html' }
const wechat = { channel: 'wechat', url: 'https://mp.weixin.example/s/abc' }
const publish: PublicationRequest = { step: 'publish', date: TODAY, addresses: [site, wechat], reason: '' }

let desk: TestDesk
let id: string
beforeEach(async () => {
  desk = openTestDesk()
  await giveMaildir(desk)
  id = await takeSubmission(desk.context, { from: '周舟 <zhou@mail.example>', messageId: '<piece@mail.example>' })
  decideWithLetter(desk.context, id, 'accept')
})
afterEach(() => desk.close())

/** Refused with this code, and nothing was changed. */
const refuses = (run: () => unknown, code: RefusalCode): Promise<unknown> => expectRefusal(desk, code, run)

const step = (request: PublicationRequest, letter = false) =>
  changePublication(desk.context, {
    submissionId: id,
    request,
    letter: letter ? draftPublished(desk.context, id, [site, wechat]) : null,
  })
const state = (): Publication => getSubmission(desk.context.db, id)!.row.publication

describe('from 待排期 to 已下架', () => {
  it('takes every step, and the record says who did what', async () => {
    expect(step({ step: 'schedule', plan, reason: '' }).publication).toEqual({ kind: 'scheduled', ...plan })
    expect(piecesToSchedule(desk.context.db, 10)).toEqual([])
    step({ step: 'reschedule', plan: { ...plan, date: '2026-09-20' }, reason: '撞题' })
    expect(calendar(desk.context, '2026-09-01', '2026-09-30').planned).toMatchObject([
      { submissionId: id, authorName: '周舟', publication: { kind: 'scheduled', date: '2026-09-20' } },
    ])
    step(publish)
    expect(state()).toEqual({ kind: 'published', date: TODAY, column: '运营', addresses: [site, wechat] })
    step({ step: 'take-down', reason: '作者要求' })
    expect(state()).toMatchObject({
      kind: 'taken-down',
      reason: '作者要求',
      takenDownOn: TODAY,
      addresses: [site, wechat],
    })
    const said = timelineOf(desk.context, id).filter(({ type }) => type === 'submission.publication-changed')
    expect(said.map(({ params }) => params['step'])).toEqual(['take-down', 'publish', 'reschedule', 'schedule'])
  })

  it('lists what has no day yet', async () => {
    const list = () =>
      listSubmissions(desk.context.db, { filter: 'to-schedule', query: '', offset: 0, limit: 10 }).total
    expect(list()).toBe(1)
    step({ step: 'schedule', plan, reason: '' })
    expect(list()).toBe(0)
    step({ step: 'unschedule', reason: '再等等' })
    expect(list()).toBe(1)
  })

  it('shows the days from the first to the last, and no others', async () => {
    step({ step: 'schedule', plan, reason: '' })
    const on = (from: string, to: string) => piecesOfDays(desk.context.db, from, to, 10).length
    expect([on('2026-09-15', '2026-09-15'), on('2026-09-16', '2026-09-30'), on('2026-09-01', '2026-09-14')]).toEqual([
      1, 0, 0,
    ])
  })

  it.each([
    ['a day that is past', { step: 'schedule', plan: { ...plan, date: '2026-09-09' }, reason: '' }, 'day-is-past'],
    ['a step that is not open', { step: 'take-down', reason: '误发' }, 'step-not-open'],
    ['publishing what has no day', publish, 'step-not-open'],
  ] as const)('refuses %s', async (_, request, code) => {
    await refuses(() => step(request), code)
    expect(state()).toEqual({ kind: 'unscheduled' })
  })

  it.each([
    ['a day that is still to come', { ...publish, date: '2026-09-11' }, 'day-is-to-come'],
    ['a channel twice', { ...publish, addresses: [site, site] }, 'channel-twice'],
    ['a channel without an address', { ...publish, addresses: [{ channel: 'site', url: '' }] }, 'no-web-address'],
    ['a script', { ...publish, addresses: [{ channel: 'site', url: 'javascript:alert(1)' }] }, 'no-web-address'],
    ['a password', { ...publish, addresses: [{ channel: 'site', url: 'https://a:b@c.example/' }] }, 'no-web-address'],
    ['a step back without a reason', { step: 'unschedule', reason: ' ' }, 'needs-reason'],
  ] as const)('refuses %s', async (_, request, code) => {
    step({ step: 'schedule', plan, reason: '' })
    await refuses(() => step(request as PublicationRequest), code)
    expect(state()).toMatchObject({ kind: 'scheduled' })
  })

  it('takes back what was never out, with the letter while it waits', async () => {
    step({ step: 'schedule', plan, reason: '' })
    const { letter } = step(publish, true)
    expect(letter).toMatchObject({ template: 'published', state: 'queued', to: { address: 'zhou@mail.example' } })
    expect(letter?.text).toContain('网站：https://www.niaogebiji.example/a-1.html')
    expect(letter?.text).toContain('公众号：https://mp.weixin.example/s/abc')
    step({ step: 'retract', reason: '记错了' })
    expect(state()).toEqual({ kind: 'scheduled', date: TODAY, column: '运营', channels: ['site', 'wechat'] })
    expect(lettersOfSubmission(desk.context.db, id).at(-1)?.state).toBe('cancelled')
    step(publish, true)
    desk.clock.advance(11_000)
    const outbox = openOutbox(desk.context)
    await outbox.deliver()
    await outbox.close()
    await refuses(() => step({ step: 'retract', reason: '记错了' }), 'letter-already-sent')
    expect(state().kind).toBe('published')
  })
})

it('gives a sanction its address without an editor noting it again, once', async () => {
  const authorId = authorOf(desk.context, id)
  step({ step: 'schedule', plan, reason: '' })
  step(publish)
  noteSiteAccount(desk.context, authorId, '舟行', '')
  const basis = () => sanctionBasis(desk.context, authorId)
  expect(basis().ofPieces.map(({ url }) => url)).toEqual([site.url, wechat.url])
  const propose = (url: string) =>
    proposeSanction(desk.context, {
      authorId,
      accountId: basis().accounts[0]?.id ?? '',
      publication: { kind: 'piece', submissionId: id, url },
      measure: 'mute-1',
      findings: [],
      aggravating: [],
      reason: '广告',
    })
  await refuses(() => propose('https://elsewhere.example/'), 'needs-publication')
  propose(site.url)
  propose(site.url)
  expect(basis().history.map(({ url }) => url)).toEqual([site.url, site.url])
  expect(basis().publications).toMatchObject([{ url: site.url, submissionId: id }])
  expect(basis().ofPieces.map(({ url }) => url)).toEqual([wechat.url])
})

describe('an author under 18', () => {
  it('is scheduled and published only with a guardian’s consent', async () => {
    const author = authorOf(desk.context, id)
    noteGuardian(desk.context, author, { minor: true, consent: null })
    await refuses(() => step({ step: 'schedule', plan, reason: '' }), 'needs-guardian-consent')
    const consent = { guardian: '周父', relation: '父亲', saidIn: '签字扫描件', on: TODAY }
    noteGuardian(desk.context, author, { minor: true, consent })
    expect(guardianOf(desk.context.db, author)).toEqual({ minor: true, consent })
    step({ step: 'schedule', plan, reason: '' })
    noteGuardian(desk.context, author, { minor: true, consent: null })
    await refuses(() => step(publish), 'needs-guardian-consent')
  })

  it('stays so when the record is merged into another, and the other does not once they are told apart', async () => {
    const minor = authorOf(desk.context, id)
    noteGuardian(desk.context, minor, { minor: true, consent: null })
    const other = authorOf(desk.context, await takeSubmission(desk.context, { from: '周舟 <second@mail.example>' }))
    mergeAuthors(desk.context, other, minor, '同一个人')
    expect(guardianOf(desk.context.db, other)).toEqual({ minor: true, consent: null })
    await refuses(() => step({ step: 'schedule', plan, reason: '' }), 'needs-guardian-consent')
    unmergeAuthors(desk.context, minor, '是同事')
    expect(guardianOf(desk.context.db, other)).toBeNull()
    expect(guardianOf(desk.context.db, minor)).toEqual({ minor: true, consent: null })
  })
})

describe('a decision and what followed it', () => {
  const answer = () => takeMail(desk.context, rawMail({ inReplyTo: '<piece@mail.example>', text: '还想改一改' }))
  const decide = (verdict: 'accept' | 'reject') =>
    recordDecision(desk.context, { submissionId: id, verdict, reason: '理由', override: '说明', letter: null }).decision

  it('goes back with it: the day that was set returns when a rejection is taken back', async () => {
    step({ step: 'schedule', plan, reason: '' })
    await answer()
    const { id: rejection } = decide('reject')
    expect(state()).toEqual({ kind: 'none' })
    revertDecision(desk.context, rejection, '看错了')
    expect(state()).toEqual({ kind: 'scheduled', ...plan })
  })

  it('stays where it is when the piece is accepted once more', async () => {
    step({ step: 'schedule', plan, reason: '' })
    step(publish)
    await answer()
    await refuses(() => decide('reject'), 'still-published')
    decide('accept')
    expect(state().kind).toBe('published')
  })

  it('is not taken back while the piece is out', async () => {
    const { decision } = decideAgain()
    step({ step: 'schedule', plan, reason: '' })
    step(publish)
    await refuses(() => revertDecision(desk.context, decision.id, '收回'), 'still-published')
    step({ step: 'take-down', reason: '收回' })
    revertDecision(desk.context, decision.id, '收回')
    expect(getSubmission(desk.context.db, id)!.row).toMatchObject({
      state: 'new',
      publication: { kind: 'taken-down', reason: '收回' },
    })
  })

  function decideAgain() {
    const last = getSubmission(desk.context.db, id)!.row
    expect(last.state).toBe('accepted')
    const standing = desk.context.db.prepare('SELECT id FROM decisions').pluck().get() as string
    return { decision: { id: standing } }
  }
})

describe('the table of steps', () => {
  const day = fc.constantFrom('2026-09-01', TODAY, '2026-09-20')
  const addresses = fc.uniqueArray(fc.constantFrom(site, wechat, { channel: '知乎', url: 'ftp://x' }), { minLength: 1 })
  const reason = fc.constantFrom('', '理由')
  const request: fc.Arbitrary<PublicationRequest> = fc.oneof(
    fc.record({
      step: fc.constantFrom('schedule' as const, 'reschedule' as const),
      plan: fc.record({ date: day, column: fc.constantFrom('', '运营'), channels: fc.constant<string[]>(['site']) }),
      reason,
    }),
    fc.record({ step: fc.constantFrom('publish' as const, 'correct' as const), date: day, addresses, reason }),
    fc.record({
      step: fc.constantFrom('unschedule' as const, 'retract' as const, 'take-down' as const, 'restore' as const),
      reason,
    }),
  )

  it('leads nowhere else, whatever is asked', async () => {
    fc.assert(
      fc.property(fc.array(request, { maxLength: 30 }), fc.boolean(), (requests, consentMissing) => {
        let publication: Publication = { kind: 'unscheduled' }
        for (const each of requests) {
          const facts = { publication, accepted: true, consentMissing, today: TODAY }
          const after = publicationAfter(facts, each)
          const open = publicationSteps[publication.kind][each.step]
          if (open === undefined) expect(after).toMatchObject({ ok: false, error: { code: 'step-not-open' } })
          if (!after.ok) continue
          expect(after.value.kind).toBe(open)
          expect(publicationSchema.parse(after.value)).toEqual(after.value)
          expect(publicationAfter({ ...facts, accepted: false }, each).ok).toBe(false)
          publication = after.value
        }
      }),
      { seed: 20_260_910, numRuns: 500 },
    )
  })

  it('names every step, and every state but the first can be reached', async () => {
    const steps = new Set(Object.values(publicationSteps).flatMap((from) => Object.keys(from)))
    expect([...steps].toSorted()).toEqual(publicationStepSchema.options.toSorted())
    const reached = new Set(Object.values(publicationSteps).flatMap((from) => Object.values(from)))
    expect([...reached].toSorted()).toEqual(['published', 'scheduled', 'taken-down', 'unscheduled'])
  })
})
