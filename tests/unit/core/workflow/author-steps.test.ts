/** The axes, sanctions, appeals, objections and what time brings: no way to a state that the tables do not allow, nothing twice. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { differingTables, replay } from '@core/record/replay'
import { openDatabase } from '@core/store/open-database'
import { followUpsOfAuthor, getAuthor } from '@core/store/repositories/authors'
import {
  listingsOf,
  objectionsOf,
  publicationsOf,
  sanctionsOf,
  siteAccountsOf,
} from '@core/store/repositories/sanctions'
import { getSubmission } from '@core/store/repositories/submissions'
import {
  appealSteps,
  identitySteps,
  mayStep,
  objectionSteps,
  sanctionSteps,
  wechatSteps,
  type Steps,
} from '@core/workflow/author-steps'
import { setIdentity, setWechat } from '@core/workflow/authors'
import { addNote } from '@core/workflow/contact-notes'
import { addEditor, deskCounts, nameEditor } from '@core/workflow/desk'
import { addFollowUp, addMonths, closeFollowUp, moveFollowUp, nextDue, passTime } from '@core/workflow/follow-ups'
import { endListing, listAuthor, raiseObjection, settleObjection } from '@core/workflow/internal-list'
import { setKeepInTouch } from '@core/workflow/person'
import { RefusedError } from '@core/workflow/refuse'
import {
  carryOutSanction,
  dropSanction,
  durationOf,
  enterAppeal,
  liftSanction,
  notePublication,
  noteSiteAccount,
  PENALTY_SENTENCE,
  AGGRAVATING_SENTENCE,
  proposeSanction,
  settleAppeal,
} from '@core/workflow/sanctions'
import { measureSchema, type Measure } from '@shared/domain/sanction'
import { identitySchema, wechatStateSchema } from '@shared/domain/submission'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { takeSubmission } from '../../../support/mails'
import { expectRefusal } from '../../../support/rows'
import { authorOf, decideWithLetter, giveMaildir } from '../scenario'

const SEED = Number(process.env['TEST_SEED'] ?? 20_261_127)
const DAY = 86_400_000

let desk: TestDesk
let submission: string
let author: string
beforeEach(async () => {
  desk = openTestDesk()
  await giveMaildir(desk)
  nameEditor(desk.context, '小羽毛')
  submission = await takeSubmission(desk.context, { from: '周舟 <zhou@mail.example>' })
  author = authorOf(desk.context, submission)
})
afterEach(() => desk.close())

function expectReplay(): void {
  const opened = openDatabase(path.join(desk.profileDir, 'replayed.db'))
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  replay(desk.context.db, opened.value)
  expect(differingTables(desk.context.db, opened.value)).toEqual([])
  opened.value.close()
}

function tried(run: () => void): boolean {
  try {
    run()
    return true
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error
    return false
  }
}

/** The registered user that the convention binds. */
function register(): void {
  noteSiteAccount(desk.context, author, '舟行', '')
  notePublication(desk.context, { authorId: author, url: 'https://a.example/1', title: '', submissionId: null })
}

function propose(measure: Measure, aggravating: readonly 'many-accounts'[] = []): string {
  proposeSanction(desk.context, {
    authorId: author,
    accountId: siteAccountsOf(desk.context.db, author)[0]?.id ?? 'none',
    publication: { kind: 'noted', publicationId: publicationsOf(desk.context.db, author)[0]?.id ?? 'none' },
    measure,
    findings: [],
    aggravating: [...aggravating],
    reason: '广告',
  })
  desk.clock.advance(1)
  return sanctionsOf(desk.context.db, author)[0]?.id ?? ''
}

const stateOf = (id: string) => sanctionsOf(desk.context.db, author).find((each) => each.id === id)?.state

describe('the steps', () => {
  it('are drawn in the data model as they are', () => {
    const docs = readFileSync(fileURLToPath(new URL('../../../../docs/data-model.md', import.meta.url)), 'utf8')
    const part = (name: string) => new RegExp(`state "${name}" as \\w+ \\{([^}]*)\\}`, 'u').exec(docs)?.[1] ?? ''
    const drawn = (name: string) => {
      const lines = part(name)
        .split('\n')
        .map((line) => line.trim())
      const codes = new Map(
        lines.flatMap((line) => {
          const named = /^(\w+) : ([\w-]+)/u.exec(line)
          return named === null ? [] : [[named[1], named[2]] as const]
        }),
      )
      return lines.flatMap((line) => {
        const arrow = /^(\w+) --> (\w+)$/u.exec(line)
        return arrow === null ? [] : [`${codes.get(arrow[1])} > ${codes.get(arrow[2])}`]
      })
    }
    const arrows = <S extends string>(steps: Steps<S>) =>
      (Object.entries(steps) as [S, readonly S[]][]).flatMap(([from, tos]) => tos.map((to) => `${from} > ${to}`))
    for (const [name, steps] of [
      ['身份', arrows(identitySteps)],
      ['微信', arrows(wechatSteps)],
      ['处罚', arrows(sanctionSteps)],
      ['申诉', arrows(appealSteps)],
      ['退稿异议', arrows(objectionSteps)],
    ] as const) {
      expect(drawn(name).toSorted(), name).toEqual(steps.toSorted())
    }
  })

  it(`of 身份 and 微信 are the tables', whatever is tried (seed ${SEED})`, () => {
    const act = fc.oneof(
      fc.record({ axis: fc.constant('identity' as const), to: fc.constantFrom(...identitySchema.options) }),
      fc.record({ axis: fc.constant('wechat' as const), to: fc.constantFrom(...wechatStateSchema.options) }),
    )
    fc.assert(
      fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
        for (const step of acts) {
          const { identity, wechat } = getAuthor(desk.context.db, author) ?? expect.unreachable()
          if (step.axis === 'identity') {
            const done = tried(() => setIdentity(desk.context, author, step.to, 'x'))
            expect(done).toBe(mayStep(identitySteps, identity, step.to))
          } else {
            const done = tried(() => setWechat(desk.context, author, step.to, ''))
            expect(done).toBe(mayStep(wechatSteps, wechat, step.to))
          }
        }
      }),
      { seed: SEED, numRuns: 30 },
    )
    expectReplay()
  })

  it(`of a sanction are the table's, whatever is tried, with the clock going anywhere (seed ${SEED})`, () => {
    register()
    const act = fc.record({
      do: fc.constantFrom('carry-out', 'lift', 'drop', 'appeal', 'settle', 'time'),
      days: fc.integer({ min: -20, max: 40 }),
    })
    fc.assert(
      fc.property(fc.constantFrom(...measureSchema.options), fc.array(act, { maxLength: 12 }), (measure, acts) => {
        const { context, clock } = desk
        const id = propose(measure)
        const steps = [stateOf(id)]
        for (const each of acts) {
          const from = stateOf(id) ?? expect.unreachable()
          const sanction = sanctionsOf(context.db, author).find((one) => one.id === id)
          const may = (to: typeof from) => mayStep(sanctionSteps, from, to)
          switch (each.do) {
            case 'carry-out':
              expect(tried(() => carryOutSanction(context, id, '林', context.now()))).toBe(may('in-force'))
              break
            case 'lift':
              expect(tried(() => liftSanction(context, id, '林', 'x'))).toBe(may('lifted'))
              break
            case 'drop':
              expect(tried(() => dropSanction(context, id, 'x'))).toBe(may('dropped'))
              break
            case 'appeal': {
              const open = sanction?.appeals.some(({ outcome }) => outcome === 'open') ?? false
              const can = from !== 'proposed' && from !== 'dropped' && !open
              expect(tried(() => enterAppeal(context, id, '不服'))).toBe(can)
              break
            }
            case 'settle': {
              const appeal = sanction?.appeals.at(-1)
              const done = tried(() => settleAppeal(context, appeal?.id ?? 'none', 'upheld', 'x'))
              expect(done).toBe(appeal?.outcome === 'open')
              break
            }
            case 'time': {
              clock.advance(each.days * DAY)
              const over = from === 'in-force' && sanction?.endsAt != null && sanction.endsAt <= context.now()
              passTime(context)
              expect(stateOf(id)).toBe(over ? 'ended' : from)
            }
          }
          const to = stateOf(id)
          if (to !== steps.at(-1)) steps.push(to)
        }
        const count = (type: string) =>
          context.db.prepare('SELECT count(*) FROM audit_events WHERE subject = ? AND type = ?').pluck().get(id, type)
        for (const type of ['sanction.carried-out', 'sanction.ended', 'sanction.lifted', 'sanction.dropped']) {
          expect(count(type), type).toBeLessThanOrEqual(1)
        }
      }),
      { seed: SEED, numRuns: 15 },
    )
    expectReplay()
  })
})

describe('处罚', () => {
  it('needs a site account and a published address, and quotes the convention', async () => {
    const convention = readFileSync(fileURLToPath(new URL('../../../fixtures/convention.txt', import.meta.url)), 'utf8')
    expect(convention).toContain(PENALTY_SENTENCE)
    expect(convention).toContain(AGGRAVATING_SENTENCE)
    await expectRefusal(desk, 'needs-site-account', () => propose('mute-1'))
    noteSiteAccount(desk.context, author, '舟行', '')
    await expectRefusal(desk, 'needs-publication', () => propose('mute-1'))
    register2()
    propose('mute-1')
    const plain = sanctionsOf(desk.context.db, author)[0]
    expect(plain).toMatchObject({ state: 'proposed', sentence: PENALTY_SENTENCE, endsAt: null })
    propose('ban', ['many-accounts'])
    expect(sanctionsOf(desk.context.db, author)[0]?.sentence).toBe(PENALTY_SENTENCE + AGGRAVATING_SENTENCE)
  })
  const register2 = () =>
    notePublication(desk.context, { authorId: author, url: 'https://a.example/2', title: '', submissionId: null })

  it.each([
    ['over a month’s end', Date.UTC(2026, 0, 28, 12)],
    ['over a leap day', Date.UTC(2028, 1, 25, 12)],
    ['over a year’s end', Date.UTC(2026, 11, 30, 23, 59)],
    ['where clocks change', Date.UTC(2026, 2, 6, 12)],
  ])('ends once %s, to the millisecond', (_, startsAt) => {
    register()
    desk.clock.set(startsAt)
    const id = propose('mute-7')
    carryOutSanction(desk.context, id, '林', startsAt)
    const ends = startsAt + (durationOf('mute-7') ?? 0)
    desk.clock.set(ends - 1)
    passTime(desk.context)
    expect(stateOf(id)).toBe('in-force')
    // The machine's zone is no business of it.
    const zone = process.env['TZ']
    process.env['TZ'] = 'America/New_York'
    desk.clock.set(ends)
    passTime(desk.context)
    process.env['TZ'] = zone
    expect(stateOf(id)).toBe('ended')
    desk.clock.set(startsAt)
    passTime(desk.context)
    desk.clock.set(ends + 400 * DAY)
    passTime(desk.context)
    passTime(desk.context)
    const ended = desk.context.db
      .prepare("SELECT count(*) FROM audit_events WHERE type = 'sanction.ended'")
      .pluck()
      .get()
    expect(ended).toBe(1)
    expect(
      followUpsOfAuthor(desk.context.db, author).filter(({ purpose }) => purpose === 'sanction-over'),
    ).toHaveLength(1)
  })

  it('is not carried out in time to come, and not appealed before', async () => {
    register()
    const id = propose('mute-1')
    await expectRefusal(desk, 'time-to-come', () => carryOutSanction(desk.context, id, '林', desk.context.now() + 1))
    await expectRefusal(desk, 'nothing-to-appeal', () => enterAppeal(desk.context, id, '不服'))
  })
})

describe('内部名单', () => {
  it('is marked on every row of the author’s pieces until it is taken off', () => {
    const mark = () => getSubmission(desk.context.db, submission)?.row.author.listing
    expect(mark()).toBeNull()
    listAuthor(desk.context, { authorId: author, level: 'careful', reason: '一稿多投', reviewOn: '2026-12-01' })
    expect(mark()).toBe('careful')
    listAuthor(desk.context, { authorId: author, level: 'refuse', reason: '又一次', reviewOn: '2026-12-01' })
    expect(mark()).toBe('refuse')
    endListing(desk.context, author, '说清楚了')
    expect(mark()).toBeNull()
    expect(listingsOf(desk.context.db, author).map(({ level, endedAt }) => [level, endedAt !== null])).toEqual(
      expect.arrayContaining([
        ['careful', true],
        ['refuse', true],
      ]),
    )
  })

  it('is reminded of on its day, once, and again for another day', async () => {
    await expectRefusal(desk, 'review-day-past', () =>
      listAuthor(desk.context, { authorId: author, level: 'careful', reason: 'x', reviewOn: '2026-09-10' }),
    )
    listAuthor(desk.context, { authorId: author, level: 'careful', reason: 'x', reviewOn: '2026-09-30' })
    const reviews = () =>
      followUpsOfAuthor(desk.context.db, author).filter(({ purpose }) => purpose === 'listing-review').length
    passTime(desk.context)
    expect(reviews()).toBe(0)
    desk.clock.set(Date.UTC(2026, 8, 29, 16))
    expect(passTime(desk.context)).toHaveLength(1)
    closeFollowUp(desk.context, followUpsOfAuthor(desk.context.db, author)[0]?.id ?? '', 'done')
    desk.clock.advance(40 * DAY)
    expect(passTime(desk.context)).toEqual([])
    expect(reviews()).toBe(1)
  })
})

describe('退稿异议', () => {
  it('is read by another editor than the one who rejected; reopening brings the piece back', async () => {
    await expectRefusal(desk, 'not-rejected', () => raiseObjection(desk.context, submission, '为什么'))
    decideWithLetter(desk.context, submission, 'reject')
    raiseObjection(desk.context, submission, '为什么')
    await expectRefusal(desk, 'objection-open', () => raiseObjection(desk.context, submission, '再问'))
    const objectionId = objectionsOf(desk.context.db, author)[0]?.id ?? ''
    const answer = { objectionId, outcome: 'reopened' as const, answer: '再看' }
    await expectRefusal(desk, 'needs-second-editor', () =>
      settleObjection(desk.context, { ...answer, readerId: desk.context.editorId }),
    )
    const open = deskCounts(desk.context).open
    settleObjection(desk.context, { ...answer, readerId: addEditor(desk.context, '老白').id })
    expect(deskCounts(desk.context).open).toBe(open + 1)
    expect(objectionsOf(desk.context.db, author)[0]).toMatchObject({ outcome: 'reopened', settledBy: '老白' })
    await expectRefusal(desk, 'objection-settled', () =>
      settleObjection(desk.context, { ...answer, readerId: addEditor(desk.context, '老白').id }),
    )
    expect(() => decideWithLetter(desk.context, submission, 'accept')).not.toThrow()
    expectReplay()
  })
})

describe('跟进', () => {
  const open = () => followUpsOfAuthor(desk.context.db, author).filter(({ state }) => state === 'open')

  it('is told of once for its day, over restarts and jumps of the clock, and again when it is moved', () => {
    addFollowUp(desk.context, { authorId: author, submissionId: null, text: '问选题', due: '2026-09-11' })
    expect(passTime(desk.context)).toEqual([])
    desk.clock.set(Date.UTC(2026, 8, 10, 16))
    expect(passTime(desk.context)).toHaveLength(1)
    desk = desk.reopen()
    expect(passTime(desk.context)).toEqual([])
    desk.clock.set(Date.UTC(2026, 8, 1))
    expect(passTime(desk.context)).toEqual([])
    moveFollowUp(desk.context, open()[0]?.id ?? '', '2026-09-12')
    desk.clock.set(Date.UTC(2027, 0, 1))
    expect(passTime(desk.context)).toHaveLength(1)
    expect(passTime(desk.context)).toEqual([])
  })

  it('comes again on the day that the series says, short months and leap days too', () => {
    const monthly = { every: 1, unit: 'month', anchor: '2028-01-31' } as const
    expect(nextDue(monthly, '2028-01-31')).toBe('2028-02-29')
    expect(nextDue(monthly, '2028-02-29')).toBe('2028-03-31')
    expect(nextDue(monthly, '2028-03-31')).toBe('2028-04-30')
    expect(nextDue({ every: 12, unit: 'month', anchor: '2028-02-29' }, '2028-02-29')).toBe('2029-02-28')
    expect(nextDue({ every: 48, unit: 'month', anchor: '2028-02-29' }, '2028-02-29')).toBe('2032-02-29')
    expect(nextDue({ every: 2, unit: 'week', anchor: '2026-12-24' }, '2026-12-24')).toBe('2027-01-07')
    // What was missed is not made up for day by day.
    expect(nextDue({ every: 1, unit: 'day', anchor: '2026-01-01' }, '2026-09-10')).toBe('2026-09-11')
    expect(addMonths('2026-10-31', 4)).toBe('2027-02-28')
  })

  it('that repeats is open once at any time; dropping it ends the series', () => {
    addFollowUp(desk.context, {
      authorId: author,
      submissionId: null,
      text: '问选题',
      due: '2026-09-30',
      repeat: { every: 1, unit: 'month' },
    })
    desk.clock.set(Date.UTC(2026, 11, 5))
    closeFollowUp(desk.context, open()[0]?.id ?? '', 'done')
    expect(open()).toMatchObject([{ due: '2026-12-30', text: '问选题' }])
    closeFollowUp(desk.context, open()[0]?.id ?? '', 'dropped')
    expect(open()).toEqual([])
  })

  it('is made when nobody was in touch for the weeks agreed, and a note does it', () => {
    setKeepInTouch(desk.context, author, 2)
    passTime(desk.context)
    expect(open()).toEqual([])
    desk.clock.advance(15 * DAY)
    passTime(desk.context)
    passTime(desk.context)
    expect(open().map(({ purpose }) => purpose)).toEqual(['keep-in-touch'])
    addNote(desk.context, { authorId: author, channel: 'wechat', text: '聊了选题' })
    passTime(desk.context)
    expect(open()).toEqual([])
    desk.clock.advance(15 * DAY)
    passTime(desk.context)
    expect(open()).toHaveLength(1)
  })

  it('is made when a request on WeChat stalls, once a week, and any step ends it', () => {
    setWechat(desk.context, author, 'requested', '')
    desk.clock.advance(6 * DAY)
    passTime(desk.context)
    expect(open()).toEqual([])
    desk.clock.advance(DAY)
    passTime(desk.context)
    expect(open().map(({ purpose }) => purpose)).toEqual(['wechat-stalled'])
    closeFollowUp(desk.context, open()[0]?.id ?? '', 'done')
    passTime(desk.context)
    expect(open()).toEqual([])
    desk.clock.advance(8 * DAY)
    passTime(desk.context)
    expect(open()).toHaveLength(1)
    setWechat(desk.context, author, 'declined', '没通过')
    expect(open()).toEqual([])
  })
})
