/** One record for a person: names and addresses, found by sound, merged and told apart again. */
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { differingTables, replay, STATE_TABLES, stateRows } from '@core/record/replay'
import { verifyChain } from '@core/record/verify-chain'
import { openDatabase } from '@core/store/open-database'
import { addressesOf, authorOfAddress, listAuthors, notesOf, standingAuthor } from '@core/store/repositories/authors'
import { factsOf, penNamesOf, tagsOf } from '@core/store/repositories/people'
import { authorRecord, setIdentity, setWechat } from '@core/workflow/authors'
import { addNote } from '@core/workflow/contact-notes'
import { keepApart, mergeAuthors, mergeSuggestions, unmergeAuthors } from '@core/workflow/merge-authors'
import { addAddress, removeAddress, renameAuthor, setFact, setPenName, setTag } from '@core/workflow/person'
import { RefusedError } from '@core/workflow/refuse'
import { ensureSounds, soundOf } from '@core/workflow/sounds'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { rawMail, takeMail, takeSubmission } from '../../../support/mails'
import { expectRefusal } from '../../../support/rows'
import { authorOf } from '../scenario'

const SEED = Number(process.env['TEST_SEED'] ?? 20_261_126)

let desk: TestDesk
beforeEach(() => {
  desk = openTestDesk()
})
afterEach(() => desk.close())

const find = async (query: string): Promise<string[]> => {
  await ensureSounds(desk.context)
  return listAuthors(desk.context.db, { query, filter: 'all', offset: 0, limit: 20 }).rows.map(({ name }) => name)
}

async function writer(from: string): Promise<{ author: string; submission: string }> {
  const submission = await takeSubmission(desk.context, { from })
  return { author: authorOf(desk.context, submission), submission }
}

function expectReplay(): void {
  const opened = openDatabase(path.join(desk.profileDir, `replayed-${Math.trunc(performance.now() * 1_000)}.db`))
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  replay(desk.context.db, opened.value)
  expect(differingTables(desk.context.db, opened.value)).toEqual([])
  opened.value.close()
  expect(verifyChain(desk.context.db).problems).toEqual([])
}

describe('finding', () => {
  it('goes by pinyin, initials, pen name, fact and tag', async () => {
    const { author } = await writer('单小舟 <a@mail.example>')
    await writer('林知夏 <b@mail.example>')
    setPenName(desk.context, author, '乐之', true)
    setFact(desk.context, author, 'phone', '13912345678')
    setTag(desk.context, author, '增长', true)
    expect(await find('shanxiaozhou')).toEqual(['单小舟'])
    expect(await find('shan xiao')).toEqual(['单小舟'])
    expect(await find('sxz')).toEqual(['单小舟'])
    expect(await find('zhixia')).toEqual(['林知夏'])
    expect(await find('乐之')).toEqual(['单小舟'])
    expect(await find('139123')).toEqual(['单小舟'])
    expect(await find('增长')).toEqual(['单小舟'])
    expect(await find('xz')).toEqual([])
    renameAuthor(desk.context, author, '周周')
    expect(await find('sxz')).toEqual([])
    expect(await find('zz')).toEqual(['周周'])
  })

  it('hears surnames, letters and names of nothing', () => {
    expect(soundOf('单田芳')).toEqual({ full: 'shantianfang', initials: 'stf' })
    expect(soundOf('Tom 李').full).toBe('tomli')
    expect(soundOf('吕布').full).toBe('lvbu')
    expect(soundOf('··')).toEqual({ full: '', initials: '' })
  })
})

describe('an address', () => {
  it('more brings its mail to the same author; one of somebody else’s is refused, one in use stays', async () => {
    const { author } = await writer('周舟 <zhou@mail.example>')
    const other = await writer('林 <lin@mail.example>')
    addAddress(desk.context, author, ' Zhou@New.Example ')
    expect((await writer('舟 <zhou@new.example>')).author).toBe(author)
    await expectRefusal(desk, 'address-taken', () => addAddress(desk.context, author, 'lin@mail.example'))
    await expectRefusal(desk, 'address-in-use', () => removeAddress(desk.context, author, 'zhou@new.example'))
    addAddress(desk.context, other.author, 'spare@mail.example')
    removeAddress(desk.context, other.author, 'spare@mail.example')
    expect(authorOfAddress(desk.context.db, 'spare@mail.example')).toBeNull()
    expectReplay()
  })
})

describe('merging', () => {
  it('is suggested with its reasons, and not again for two who are kept apart', async () => {
    const one = await writer('周舟 <zhou@mail.example>')
    const other = await writer('周舟 <zz@other.example>')
    const third = await writer('小舟 <third@other.example>')
    setFact(desk.context, one.author, 'wechat', 'zhou_1')
    setFact(desk.context, other.author, 'wechat', 'zhou_1')
    setPenName(desk.context, one.author, '小舟', true)
    const [first, second] = mergeSuggestions(desk.context)
    expect(new Set([first?.one.id, first?.other.id])).toEqual(new Set([one.author, other.author]))
    expect(first?.reasons.map(({ reason }) => reason).toSorted()).toEqual(['same-name', 'same-wechat'])
    expect(second?.reasons).toEqual([{ reason: 'same-pen-name', value: '小舟' }])
    keepApart(desk.context, other.author, one.author)
    expect(mergeSuggestions(desk.context)).toHaveLength(1)
    mergeAuthors(desk.context, one.author, third.author, '笔名')
    expect(mergeSuggestions(desk.context)).toEqual([])
  })

  it('takes what more than four share for no sign', async () => {
    for (const [at, name] of ['周舟', '周舟', '周舟', '周舟'].entries())
      await writer(`${name} <same.box@h${at}.example>`)
    expect(mergeSuggestions(desk.context)).toHaveLength(6)
    expect(mergeSuggestions(desk.context)[0]?.reasons.map(({ reason }) => reason)).toEqual([
      'same-address-name',
      'same-name',
    ])
    await writer('周舟 <same.box@h5.example>')
    expect(mergeSuggestions(desk.context)).toEqual([])
  })

  it('makes one of two, and taking it apart gives each what is theirs, with the mail that came meanwhile', async () => {
    const one = await writer('周舟 <zhou@mail.example>')
    const other = await writer('舟行 <boat@mail.example>')
    setFact(desk.context, one.author, 'phone', '111')
    setFact(desk.context, other.author, 'phone', '222')
    setFact(desk.context, other.author, 'wechat', 'boat')
    setTag(desk.context, other.author, '老作者', true)
    addNote(desk.context, { authorId: other.author, channel: 'phone', text: '换了邮箱' })
    setIdentity(desk.context, other.author, 'chunyu', '签约')
    const before = {
      one: authorRecord(desk.context, one.author),
      other: authorRecord(desk.context, other.author),
    }
    mergeAuthors(desk.context, one.author, other.author, '同一个人')

    const merged = authorRecord(desk.context, other.author)
    expect(merged.author).toMatchObject({ id: one.author, identity: 'chunyu', submissionCount: 2 })
    expect(merged.addresses).toEqual(['boat@mail.example', 'zhou@mail.example'])
    expect(merged.penNames).toEqual(['舟行'])
    expect(merged.facts).toEqual([
      { field: 'phone', value: '111' },
      { field: 'wechat', value: 'boat' },
    ])
    expect(merged.notes).toHaveLength(1)
    expect(merged.merged).toMatchObject([{ id: other.author, name: '舟行', address: 'boat@mail.example' }])
    expect(merged.timeline.filter(({ type }) => type === 'submission.registered')).toHaveLength(2)
    expect(await find('')).toEqual(['周舟'])

    const meanwhile = await writer('舟行 <boat@mail.example>')
    const own = await writer('周舟 <zhou@mail.example>')
    expect([meanwhile.author, own.author]).toEqual([one.author, one.author])
    addNote(desk.context, { authorId: one.author, channel: 'wechat', text: '合并后记的' })
    unmergeAuthors(desk.context, other.author, '是同事')

    const [left, right] = [authorRecord(desk.context, one.author), authorRecord(desk.context, other.author)]
    expect(left.author.identity).toBe('non-author')
    expect(right.author.identity).toBe('chunyu')
    expect(right.submissions.map(({ id }) => id).toSorted()).toEqual(
      [other.submission, meanwhile.submission].toSorted(),
    )
    expect(left.submissions.map(({ id }) => id).toSorted()).toEqual([one.submission, own.submission].toSorted())
    expect(left.addresses).toEqual(['zhou@mail.example'])
    expect(right.notes.map(({ text }) => text)).toEqual(['换了邮箱'])
    expect(left.notes.map(({ text }) => text)).toEqual(['合并后记的'])
    expect([left.penNames, left.facts, left.tags]).toEqual([before.one.penNames, before.one.facts, before.one.tags])
    expect([right.facts, right.tags]).toEqual([before.other.facts, before.other.tags])
    const pieces = (record: typeof left) =>
      new Set(record.timeline.flatMap(({ submissionId }) => (submissionId === null ? [] : [submissionId])))
    expect(pieces(left)).toEqual(new Set([one.submission, own.submission]))
    expect(pieces(right)).toEqual(new Set([other.submission, meanwhile.submission]))
    expectReplay()
  })

  it('follows an answer to a letter into the piece it belongs to', async () => {
    const one = await writer('周舟 <zhou@mail.example>')
    const submission = await takeSubmission(desk.context, { from: 'boat@mail.example', messageId: '<b1@mail.example>' })
    const other = authorOf(desk.context, submission)
    mergeAuthors(desk.context, one.author, other, '同一个人')
    await takeMail(desk.context, rawMail({ from: 'zhou@mail.example', inReplyTo: '<b1@mail.example>', text: '补充' }))
    unmergeAuthors(desk.context, other, '不是')
    expect(authorOf(desk.context, submission)).toBe(other)
    expectReplay()
  })

  it('of what is no two records is refused', async () => {
    const one = await writer('甲 <a@mail.example>')
    const two = await writer('乙 <b@mail.example>')
    const three = await writer('丙 <c@mail.example>')
    await expectRefusal(desk, 'same-author', () => mergeAuthors(desk.context, one.author, one.author, 'x'))
    mergeAuthors(desk.context, one.author, two.author, 'x')
    await expectRefusal(desk, 'author-merged', () => mergeAuthors(desk.context, three.author, two.author, 'x'))
    mergeAuthors(desk.context, three.author, one.author, 'x')
    expect(standingAuthor(desk.context.db, two.author)).toBe(three.author)
    // The inner merge is taken apart only after the outer one.
    await expectRefusal(desk, 'author-merged', () => unmergeAuthors(desk.context, two.author, 'x'))
    await expectRefusal(desk, 'not-merged', () => unmergeAuthors(desk.context, three.author, 'x'))
    unmergeAuthors(desk.context, one.author, 'x')
    unmergeAuthors(desk.context, two.author, 'x')
    expect(addressesOf(desk.context.db, two.author)).toEqual(['b@mail.example'])
    expectReplay()
  })

  it(`is undone by taking it apart, whatever was done before (seed ${SEED})`, async () => {
    const people = [await writer('甲 <a@mail.example>'), await writer('乙 <b@mail.example>')]
    const [one, two] = people.map(({ author }) => author) as [string, string]
    const word = fc.constantFrom('一', '二', '三')
    const act = fc.record({
      who: fc.boolean(),
      what: fc.constantFrom('name', 'fact', 'tag', 'note', 'wechat', 'identity'),
      word,
    })
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 12 }), fc.boolean(), (acts, forth) => {
        const { context } = desk
        for (const { who, what, word: said } of acts) {
          const authorId = who ? one : two
          try {
            if (what === 'name') setPenName(context, authorId, said, true)
            if (what === 'fact') setFact(context, authorId, 'phone', said)
            if (what === 'tag') setTag(context, authorId, said, true)
            if (what === 'note') addNote(context, { authorId, channel: 'phone', text: said })
            if (what === 'wechat') setWechat(context, authorId, said === '一' ? 'requested' : 'connected', '')
            if (what === 'identity') setIdentity(context, authorId, said === '一' ? 'chunyu' : 'cancelled', 'x')
          } catch (error) {
            if (!(error instanceof RefusedError)) throw error
          }
        }
        const tables = STATE_TABLES.filter((table) => table !== 'event_subjects')
        const state = () => tables.map((table) => stateRows(context.db, table).join('\n'))
        const before = state()
        const [kept, other] = forth ? [one, two] : [two, one]
        mergeAuthors(context, kept, other, 'x')
        expect(notesOf(context.db, other)).toEqual([])
        unmergeAuthors(context, other, 'x')
        expect(state()).toEqual(before)
        return Promise.resolve()
      }),
      { seed: SEED, numRuns: 15 },
    )
    expect(penNamesOf(desk.context.db, one).length + factsOf(desk.context.db, one).length).toBeGreaterThan(0)
    expect(tagsOf(desk.context.db, two).length).toBeGreaterThan(0)
    expectReplay()
  })
})
