import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readStats } from '@core/store/repositories/statistics'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { corpusMail, rawMail, takeMail, takeSubmission } from '../../../support/mails'
import { revertDecision } from '@core/workflow/decisions'
import { decideWithLetter, giveMaildir } from '../scenario'

let desk: TestDesk
beforeEach(async () => {
  desk = openTestDesk()
  await giveMaildir(desk)
})
afterEach(() => desk.close())

const stats = () => readStats(desk.context.db)
const HOUR = 3_600_000

describe('the figures', () => {
  it('of an empty desk are empty, not zero percent', () => {
    expect(stats()).toEqual({
      byState: {},
      weeks: [],
      medianHoursToDecision: null,
      acceptanceRate: null,
      findingsByClause: [],
    })
  })

  it('count decisions that stand, by ISO week, and measure from the mail that was decided on', async () => {
    const first = await takeSubmission(desk.context, {
      date: 'Wed, 02 Sep 2026 10:00:00 +0800',
      messageId: '<one@x.example>',
    })
    const second = await takeSubmission(desk.context, { date: 'Wed, 09 Sep 2026 10:00:00 +0800' })
    // 10:00 in Shanghai on the 10th: 192 and 24 hours.
    decideWithLetter(desk.context, first, 'accept')
    decideWithLetter(desk.context, second, 'reject')
    expect(stats()).toMatchObject({
      byState: { accepted: 1, rejected: 1 },
      medianHoursToDecision: (192 + 24) / 2,
      acceptanceRate: 0.5,
      weeks: [
        { week: '2026-W36', received: 1, decided: 0, accepted: 0 },
        { week: '2026-W37', received: 1, decided: 2, accepted: 1 },
      ],
    })
    // What the author writes afterwards moves neither the week nor the hours.
    desk.clock.advance(48 * HOUR)
    const answer = rawMail({ inReplyTo: '<one@x.example>', text: '谢谢', date: 'Fri, 11 Sep 2026 10:00:00 +0800' })
    await takeMail(desk.context, answer)
    expect(stats().medianHoursToDecision).toBe(108)
    expect(stats().weeks[0]).toMatchObject({ week: '2026-W36', received: 1 })
  })

  it('leave out what was taken back and what was junk', async () => {
    const id = await takeSubmission(desk.context)
    const { decision } = decideWithLetter(desk.context, id, 'accept')
    revertDecision(desk.context, decision.id, '看错了')
    decideWithLetter(desk.context, id, 'junk')
    expect(stats()).toMatchObject({ medianHoursToDecision: null, acceptanceRate: null, weeks: [{ decided: 0 }] })
  })

  it('add findings up by clause', async () => {
    await takeMail(desk.context, corpusMail('18'))
    const rows = desk.context.db
      .prepare("SELECT f.value ->> '$.clause' AS clause FROM checks, json_each(findings) f")
      .pluck()
      .all() as string[]
    const { findingsByClause } = stats()
    expect(findingsByClause.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length)
    for (const { clause, count } of findingsByClause) expect(rows.filter((one) => one === clause)).toHaveLength(count)
  })
})
