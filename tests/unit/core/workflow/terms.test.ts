import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addEditor } from '@core/workflow/desk'
import { personData } from '@core/workflow/person-data'
import { switchEditor } from '@core/workflow/roles'
import { noteGuardian, noteTerms, readTerms, termsHistory } from '@core/workflow/terms'
import { timelineOf } from '@core/workflow/timeline'
import { FEE_MAX, feeSchema, fenOf, privateNumberIn, type PieceTerms } from '@shared/domain/terms'
import type { RefusalCode } from '@shared/domain/refusal'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { takeSubmission } from '../../../support/mails'
import { expectRefusal } from '../../../support/rows'
import { authorOf } from '../scenario'

const fee = { amount: 80_050, settlement: 'open', settledOn: null, note: '' } as const
const contract = { number: 'HT-2026-009', from: '2026-09-01', until: '2027-08-31', note: '独家' }
const nothing: PieceTerms = { fee: null, contract: null }

let desk: TestDesk
let id: string
beforeEach(async () => {
  desk = openTestDesk()
  id = await takeSubmission(desk.context, { from: '周舟 <zhou@mail.example>' })
})
afterEach(() => desk.close())

/** Refused with this code, and nothing was changed. */
const refuses = (run: () => unknown, code: RefusalCode): Promise<unknown> => expectRefusal(desk, code, run)

describe('稿费 and 合同', () => {
  it('are noted, changed and taken back, and no timeline tells the amount', async () => {
    expect(readTerms(desk.context, id)).toEqual(nothing)
    noteTerms(desk.context, id, { fee, contract })
    noteTerms(desk.context, id, { fee: { ...fee, settlement: 'paid', settledOn: '2026-09-30' }, contract })
    expect(readTerms(desk.context, id)).toMatchObject({ fee: { amount: 80_050, settlement: 'paid' }, contract })
    noteTerms(desk.context, id, nothing)
    expect(readTerms(desk.context, id)).toEqual(nothing)
    const said = timelineOf(desk.context, id).filter(({ type }) => type === 'submission.terms-noted')
    expect(said.map(({ params }) => params)).toEqual([{}, {}, {}])
    const history = termsHistory(desk.context, id)
    expect(history.map(({ to }) => to.fee?.settlement ?? null)).toEqual([null, 'paid', 'open'])
    expect(history.every(({ editorId }) => editorId === desk.context.editorId)).toBe(true)
  })

  it('are seen and noted by seniors only', async () => {
    noteTerms(desk.context, id, { fee, contract: null })
    switchEditor(desk.context, addEditor(desk.context, '小实').id)
    await refuses(() => readTerms(desk.context, id), 'not-permitted')
    await refuses(() => termsHistory(desk.context, id), 'not-permitted')
    // Nor is the amount in what an 编辑 may take away of the author.
    const kept = personData(desk.context, authorOf(desk.context, id)).events
    expect(kept.find(({ type }) => type === 'submission.terms-noted')?.payload).toBeNull()
    expect(JSON.stringify(kept)).not.toContain(String(fee.amount))
    await refuses(() => noteTerms(desk.context, id, nothing), 'not-permitted')
  })

  it('hold together', async () => {
    await refuses(
      () => noteTerms(desk.context, id, { fee: { ...fee, settlement: 'paid' }, contract: null }),
      'fee-needs-day',
    )
    await refuses(
      () => noteTerms(desk.context, id, { fee: { ...fee, settledOn: '2026-09-30' }, contract: null }),
      'fee-needs-day',
    )
    await refuses(
      () => noteTerms(desk.context, id, { fee: null, contract: { ...contract, until: '2026-08-31' } }),
      'term-ends-before',
    )
    expect(feeSchema.safeParse({ ...fee, amount: FEE_MAX }).success).toBe(true)
    expect(feeSchema.safeParse({ ...fee, amount: FEE_MAX + 1 }).success).toBe(false)
  })

  it('keep no number of an identity card or a bank card', async () => {
    // A made-up number of a place that is none, with a right check digit.
    const identity = '000000199001010018'
    const bank = '6222 0000 0000 0000 004'
    expect(privateNumberIn(`身份证 ${identity}`)).toBe('identity-card')
    await refuses(
      () => noteTerms(desk.context, id, { fee: { ...fee, note: `卡号${bank}` }, contract: null }),
      'private-number',
    )
    await refuses(
      () => noteTerms(desk.context, id, { fee: null, contract: { ...contract, number: identity } }),
      'private-number',
    )
    const consent = { guardian: '周父', relation: '父亲', saidIn: `身份证${identity}`, on: '2026-09-01' }
    await refuses(
      () => noteGuardian(desk.context, authorOf(desk.context, id), { minor: true, consent }),
      'private-number',
    )
    expect(readTerms(desk.context, id)).toEqual(nothing)
  })
})

describe('an amount as people write it', () => {
  it.each([
    ['800', 80_000],
    [' 1,200.5 ', 120_050],
    ['￥80元', 8_000],
    ['８００．０５', 80_005],
    ['0', 0],
    ['10000000', FEE_MAX],
    ['10000000.01', null],
    ['1,20', null],
    ['1.005', null],
    ['-5', null],
    ['八百', null],
    ['', null],
  ])('%s', (text, fen) => {
    expect(fenOf(text)).toBe(fen)
  })
})

describe('what such a number is', () => {
  it.each([
    ['11 digits of a telephone', '13800138000', null],
    ['a date and a time', '2026-09-10 10:00:00', null],
    ['an order number without a check digit', '202609101000001', null],
    ['a card in groups', '6222-0000-0000-0000-004', 'bank-card'],
    ['wide digits', '６２２２００００００００００００００４', 'bank-card'],
    ['twelve digits', '622200000000', null],
    ['an identity number with x', '000000199001010 19x', 'identity-card'],
    ['none', '', null],
  ])('%s', (_, text, found) => {
    expect(privateNumberIn(text)).toBe(found)
  })
})
