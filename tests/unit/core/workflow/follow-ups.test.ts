import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getFollowUp, followUpsOfAuthor } from '@core/store/repositories/authors'
import { getSubmission } from '@core/store/repositories/submissions'
import type { DeskContext } from '@core/workflow/context'
import { addFollowUp, closeFollowUp, nextDue, passTime } from '@core/workflow/follow-ups'
import { addDays, localDate } from '@core/workflow/local-date'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { takeSubmission } from '../../../support/mails'

const SEED = 20_280_229
const HOUR = 3_600_000
const DAY = 24 * HOUR

let desk: TestDesk
let authorId: string

const at = (day: string, hour = 10): number => Date.parse(`${day}T${String(hour).padStart(2, '0')}:00:00+08:00`)
const open = (due: string, text = '问图'): string => {
  addFollowUp(desk.context, { authorId, submissionId: null, text, due })
  const made = followUpsOfAuthor(desk.context.db, authorId).filter(
    (each) => each.state === 'open' && each.due === due && each.text === text,
  )
  return made.at(-1)!.id
}
const told = (context: DeskContext = desk.context): string[] => passTime(context).map(({ followUpId }) => followUpId)

describe('a follow-up is told of once', () => {
  beforeEach(async () => {
    desk = openTestDesk()
    const submissionId = await takeSubmission(desk.context)
    authorId = getSubmission(desk.context.db, submissionId)!.authorId
  })
  afterEach(() => desk.close())

  it.each([
    ['over the end of a month', '2026-09-30', '2026-10-01'],
    ['over the end of a year', '2026-12-31', '2027-01-01'],
    ['over a leap day', '2028-02-28', '2028-03-01'],
  ])('however far the clock jumps %s', (_what, before, after) => {
    desk.clock.set(at(before, 9))
    const days = [before, addDays(before, 1), addDays(before, 2)]
    const [first, second, third] = days.map((day) => open(day))
    expect(told()).toEqual([first])
    desk.clock.set(at(before, 23))
    expect(told()).toEqual([])
    desk.clock.set(at(after, 0))
    expect(new Set(told())).toEqual(new Set(days[2]! <= after ? [second, third] : [second]))
    expect(told()).toEqual([])
  })

  it('when the clock goes back behind its day and over it again', () => {
    const id = open('2026-09-12')
    desk.clock.set(at('2026-09-12', 0))
    expect(told()).toEqual([id])
    desk.clock.set(at('2026-09-01'))
    expect(told()).toEqual([])
    desk.clock.set(at('2026-09-20'))
    expect(told()).toEqual([])
  })

  it('when the zone changes its day back', () => {
    const id = open('2026-09-12')
    desk.clock.set(at('2026-09-12', 1))
    expect(told()).toEqual([id])
    const west = { ...desk.context, zone: 'America/Los_Angeles' }
    expect(localDate(desk.clock.now(), west.zone)).toBe('2026-09-11')
    expect(told(west)).toEqual([])
    desk.clock.advance(DAY)
    expect(told(west)).toEqual([])
    expect(told()).toEqual([])
  })

  it(`whatever the clock, the zone and the machine do (seed ${SEED})`, () => {
    const start = at('2028-02-20')
    const step = fc.record({
      jump: fc.oneof(fc.integer({ min: -3 * DAY, max: 6 * DAY }), fc.constantFrom(0, HOUR, DAY, 29 * DAY)),
      zone: fc.constantFrom('Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Europe/Berlin'),
    })
    const plan = fc.record({
      days: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 6 }),
      steps: fc.array(step, { minLength: 1, maxLength: 12 }),
    })
    fc.assert(
      fc.property(plan, ({ days, steps }) => {
        desk.clock.set(start)
        const mine = new Map<string, number>()
        for (const [index, day] of days.entries()) mine.set(open(addDays('2028-02-20', day), `第 ${index} 件`), 0)
        const pass = (zone: string): void => {
          for (const id of told({ ...desk.context, zone })) {
            const due = getFollowUp(desk.context.db, id)!.due
            expect(due <= localDate(desk.clock.now(), zone)).toBe(true)
            mine.set(id, (mine.get(id) ?? 0) + 1)
          }
        }
        for (const { jump, zone } of steps) {
          desk.clock.advance(jump)
          pass(zone)
        }
        desk.clock.set(at('2028-04-01'))
        pass('Asia/Shanghai')
        expect([...mine.values()]).toEqual([...mine.values()].map(() => 1))
        for (const id of mine.keys()) closeFollowUp(desk.context, id, 'dropped')
      }),
      { seed: SEED, numRuns: 40 },
    )
  })
})

describe('a series', () => {
  const series = (anchor: string, every: number, unit: 'day' | 'week' | 'month', count: number): string[] => {
    const days: string[] = []
    for (let day = anchor; days.length < count; days.push(day)) day = nextDue({ anchor, every, unit }, day)
    return days
  }

  it.each([
    ['2028-01-31', 1, 'month', ['2028-02-29', '2028-03-31', '2028-04-30']],
    ['2027-01-31', 1, 'month', ['2027-02-28', '2027-03-31', '2027-04-30']],
    ['2028-02-29', 12, 'month', ['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29']],
    ['2026-12-30', 3, 'day', ['2027-01-02', '2027-01-05']],
    ['2028-02-22', 1, 'week', ['2028-02-29', '2028-03-07']],
  ] as const)('from %s, every %i %s', (anchor, every, unit, days) => {
    expect(series(anchor, every, unit, days.length)).toEqual(days)
  })
})
