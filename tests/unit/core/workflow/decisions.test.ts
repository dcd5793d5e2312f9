import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openOutbox } from '@core/jobs/outbox'
import { followUpsOfSubmission, getAuthor } from '@core/store/repositories/authors'
import { getLetter, listDecisions, lettersOfSubmission } from '@core/store/repositories/decisions'
import { getCheck, listVersions } from '@core/store/repositories/manuscripts'
import { getSubmission } from '@core/store/repositories/submissions'
import { setWechat } from '@core/workflow/authors'
import { waiveFinding, withdrawWaiver } from '@core/workflow/checking'
import { draftDecision, recordDecision, revertDecision } from '@core/workflow/decisions'
import { cancelLetter } from '@core/workflow/letters'
import { openSubmission } from '@core/workflow/review'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { corpusMail, rawMail, takeMail, takeSubmission } from '../../../support/mails'
import { expectRefusal } from '../../../support/rows'
import { authorOf, decideWithLetter, giveMaildir } from '../scenario'

let desk: TestDesk
let id: string
beforeEach(async () => {
  desk = openTestDesk()
  await giveMaildir(desk)
  id = await takeSubmission(desk.context, {
    from: '周舟 <zhou@mail.example>',
    messageId: '<piece@mail.example>',
    references: ['<earlier@mail.example>'],
  })
  openSubmission(desk.context, id)
})
afterEach(() => desk.close())

const row = (submissionId = id) => getSubmission(desk.context.db, submissionId)!.row

describe('录用', () => {
  it('records verdict, letter and follow-up together', () => {
    const { decision, letter } = decideWithLetter(desk.context, id, 'accept')
    expect(row()).toMatchObject({
      state: 'accepted',
      publication: { kind: 'unscheduled' },
      author: { acceptedCount: 1 },
    })
    expect(decision).toMatchObject({ verdict: 'accept', round: 1, previousState: 'reviewing', reverted: null })
    expect(letter).toMatchObject({
      state: 'queued',
      reason: 'undo-window',
      to: { name: '周舟', address: 'zhou@mail.example' },
      from: { address: 'tougao@appcpx.com' },
      inReplyTo: '<piece@mail.example>',
      references: ['<earlier@mail.example>', '<piece@mail.example>'],
      notBefore: desk.clock.now() + 10_000,
    })
    expect(letter?.messageId).toMatch(/^<[0-9a-f-]{36}@appcpx\.com>$/)
    expect(followUpsOfSubmission(desk.context.db, id)).toMatchObject([
      { purpose: 'add-wechat', state: 'open', due: '2026-09-13' },
    ])
    // 身份 is never derived from it.
    expect(getAuthor(desk.context.db, authorOf(desk.context, id))?.identity).toBe('non-author')
  })

  it('makes no follow-up for an author who is on WeChat already', () => {
    setWechat(desk.context, authorOf(desk.context, id), 'connected', '')
    decideWithLetter(desk.context, id, 'accept')
    expect(followUpsOfSubmission(desk.context.db, id)).toEqual([])
  })

  it('without a letter sends none', () => {
    const { letter } = recordDecision(desk.context, {
      submissionId: id,
      verdict: 'accept',
      reason: '好',
      override: null,
      letter: null,
    })
    expect(letter).toBeNull()
    expect(lettersOfSubmission(desk.context.db, id)).toEqual([])
  })

  it('wants the clauses that need a person signed by whoever was shown them, or a reason', async () => {
    const wanted = draftDecision(desk.context, id, 'accept', '', new Map()).clausesToSign
    expect(wanted).toContain('9.1')
    // Other packs have clauses for people too; they are read in the sheet, not signed.
    expect(wanted.filter((clause) => !/^\d+\.\d+$/.test(clause))).toEqual([])
    expect(draftDecision(desk.context, id, 'reject', '', new Map()).clausesToSign).toEqual([])
    const request = { submissionId: id, verdict: 'accept' as const, reason: '好', override: null, letter: null }
    const error = await expectRefusal(desk, 'needs-signature', () =>
      recordDecision(desk.context, { ...request, signedClauses: wanted.slice(1) }),
    )
    expect(error.refusal.params).toEqual({ count: 1 })
    const { decision } = recordDecision(desk.context, { ...request, signedClauses: [...wanted, 'none/1'] })
    expect(decision).toMatchObject({ signedClauses: wanted, unsignedClauses: [], override: null })
    revertDecision(desk.context, decision.id, '再看')
    const left = recordDecision(desk.context, { ...request, signedClauses: [], override: '主编已看过' }).decision
    expect(left).toMatchObject({ signedClauses: [], unsignedClauses: wanted, override: '主编已看过' })
    // Whoever was shown nothing (the command line) has signed nothing, and the record says so.
    revertDecision(desk.context, left.id, '再看')
    expect(recordDecision(desk.context, request).decision).toMatchObject({ signedClauses: [], unsignedClauses: wanted })
  })

  it('over open 必改 findings wants its own reason, and waiving them is another way', async () => {
    const { outcome } = await takeMail(desk.context, corpusMail('18'))
    if (outcome.kind !== 'registered') throw new Error('mail 18 is a submission')
    const { submissionId } = outcome
    const count = row(submissionId).findings.error
    expect(count).toBeGreaterThan(0)
    const error = await expectRefusal(desk, 'needs-override', () =>
      decideWithLetter(desk.context, submissionId, 'accept'),
    )
    expect(error.refusal.params).toEqual({ count })

    const version = listVersions(desk.context.db, submissionId)[0]!
    const errors = getCheck(desk.context.db, version.id)!.findings.filter(({ level }) => level === 'error')
    for (const finding of errors) waiveFinding(desk.context, version.id, finding.id, '引用')
    expect(row(submissionId).findings.error).toBe(0)
    expect(draftDecision(desk.context, submissionId, 'accept', '', new Map()).openErrors).toBe(0)
    withdrawWaiver(desk.context, version.id, errors[0]!.id)
    expect(row(submissionId).findings.error).toBe(1)

    const { decision } = decideWithLetter(desk.context, submissionId, 'accept', '已与作者商定')
    expect(decision).toMatchObject({ override: '已与作者商定', findings: { error: 1 } })
  })
})

describe('refusals leave nothing behind', () => {
  const record = (change: Partial<Parameters<typeof recordDecision>[1]>) => () =>
    recordDecision(desk.context, {
      submissionId: id,
      verdict: 'reject',
      reason: '不合适',
      override: null,
      letter: draftDecision(desk.context, id, 'reject', '', new Map()).letter,
      ...change,
    })

  it('for a submission that is not there', () => expectRefusal(desk, 'not-found', record({ submissionId: 'none' })))

  it('for a piece that was decided', async () => {
    decideWithLetter(desk.context, id, 'reject')
    await expectRefusal(desk, 'already-decided', record({ verdict: 'accept' }))
  })

  it.each([
    '',
    'nobody',
    'a@b@c',
    'a@mail.example, b@mail.example',
    'a@mail.example\r\nBcc: b@mail.example',
    '<a@b.example>',
  ])('for a letter to %j', async (address) => {
    const { letter } = draftDecision(desk.context, id, 'reject', '', new Map())
    await expectRefusal(desk, 'no-recipient', record({ letter: { ...letter!, to: { name: '', address } } }))
  })

  it.each(['发布日期：【待填：日期】。', '【待填:日期】', '【待填 日期】'])(
    'for a blank in a letter: %s',
    async (text) => {
      const { letter } = draftDecision(desk.context, id, 'reject', '', new Map())
      const error = await expectRefusal(desk, 'unfilled-variable', record({ letter: { ...letter!, text } }))
      expect(String(error.refusal.params['name']).trim()).toBe('日期')
    },
  )

  it('for a desk without an account', async () => {
    desk.context.db.exec('DELETE FROM accounts')
    await expectRefusal(desk, 'no-account', record({}))
  })
})

describe('taking a decision back', () => {
  it('restores the state, cancels the letter and drops the follow-up; the decision stays visible', () => {
    const { decision, letter } = decideWithLetter(desk.context, id, 'accept')
    const reverted = revertDecision(desk.context, decision.id, '看错了')
    expect(reverted.reverted).toMatchObject({ reason: '看错了', at: desk.clock.now() })
    expect(row()).toMatchObject({ state: 'reviewing', publication: { kind: 'none' }, author: { acceptedCount: 0 } })
    expect(getLetter(desk.context.db, letter!.id)).toMatchObject({ state: 'cancelled', reason: 'decision-reverted' })
    expect(followUpsOfSubmission(desk.context.db, id)).toMatchObject([{ state: 'dropped' }])
    expect(listDecisions(desk.context.db, id)).toHaveLength(1)
    const { decision: second } = decideWithLetter(desk.context, id, 'reject')
    expect(second.round).toBe(2)
  })

  it('makes a piece decidable again that was decided because its author had written', async () => {
    decideWithLetter(desk.context, id, 'reject')
    await takeMail(desk.context, rawMail({ inReplyTo: '<piece@mail.example>', text: '能再看看吗？' }))
    const { decision } = decideWithLetter(desk.context, id, 'accept')
    revertDecision(desk.context, decision.id, '看错了')
    expect(row()).toMatchObject({ state: 'rejected', answered: true })
    decideWithLetter(desk.context, id, 'reserve')
    expect(row()).toMatchObject({ state: 'reserved', answered: false })
  })

  it('is refused once the letter may have left', async () => {
    const { decision } = decideWithLetter(desk.context, id, 'accept')
    desk.clock.advance(11_000)
    const outbox = openOutbox(desk.context)
    await outbox.deliver()
    await expectRefusal(desk, 'letter-already-sent', () => revertDecision(desk.context, decision.id, '晚了'))
    await outbox.close()
  })

  it('is done knowingly when the letter has left: the letter stands, the old decision stays to be seen, and another follows', async () => {
    const { decision, letter } = decideWithLetter(desk.context, id, 'reject')
    desk.clock.advance(11_000)
    const outbox = openOutbox(desk.context)
    await outbox.deliver()
    const reverted = revertDecision(desk.context, decision.id, '看错了稿子', { evenIfSent: true })
    expect(reverted.reverted).toMatchObject({ reason: '看错了稿子' })
    expect([row()?.state, getLetter(desk.context.db, letter?.id ?? '')?.state]).toEqual(['reviewing', 'sent'])
    const { letter: second } = decideWithLetter(desk.context, id, 'accept')
    desk.clock.advance(11_000)
    await outbox.deliver()
    await outbox.close()
    expect(getLetter(desk.context.db, second?.id ?? '')?.state).toBe('sent')
    expect(listDecisions(desk.context.db, id).map(({ verdict, reverted: back }) => [verdict, back !== null])).toEqual([
      ['accept', false],
      ['reject', true],
    ])
  })

  it('is refused for any but the newest', async () => {
    const { decision: first } = decideWithLetter(desk.context, id, 'revise')
    const { decision: second } = decideWithLetter(desk.context, id, 'reject')
    await expectRefusal(desk, 'nothing-to-revert', () => revertDecision(desk.context, first.id, ''))
    revertDecision(desk.context, second.id, '')
    expect(row().state).toBe('revising')
    await expectRefusal(desk, 'nothing-to-revert', () => revertDecision(desk.context, second.id, ''))
    revertDecision(desk.context, first.id, '')
    expect(row().state).toBe('reviewing')
    await expectRefusal(desk, 'not-found', () => revertDecision(desk.context, 'none', ''))
  })

  it('leaves a letter alone that was cancelled before', () => {
    const { decision, letter } = decideWithLetter(desk.context, id, 'reject')
    cancelLetter(desk.context, letter!.id)
    revertDecision(desk.context, decision.id, '')
    expect(getLetter(desk.context.db, letter!.id)).toMatchObject({ state: 'cancelled', reason: 'by-editor' })
  })
})

describe('a verdict given again after its answer was lost', () => {
  it('is refused, so that the author gets one letter', async () => {
    const request = { submissionId: id, verdict: 'revise', reason: '请补数据。', override: null, round: 1 } as const
    const { letter } = draftDecision(desk.context, id, 'revise', request.reason, new Map())
    recordDecision(desk.context, { ...request, letter })
    await expectRefusal(desk, 'already-decided', () => recordDecision(desk.context, { ...request, letter }))
    expect(lettersOfSubmission(desk.context.db, id)).toHaveLength(1)
    recordDecision(desk.context, { ...request, letter, round: 2 })
    expect(listDecisions(desk.context.db, id)).toHaveLength(2)
  })
})
