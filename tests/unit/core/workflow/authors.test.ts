import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { followUpsOfAuthor, getAuthor, listAuthors } from '@core/store/repositories/authors'
import { authorRecord, setIdentity, setWechat } from '@core/workflow/authors'
import { addNote } from '@core/workflow/contact-notes'
import { addFollowUp, closeFollowUp } from '@core/workflow/follow-ups'
import { deskCounts, nameEditor } from '@core/workflow/desk'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { takeSubmission } from '../../../support/mails'
import { expectRefusal } from '../../../support/rows'
import { authorOf, decideWithLetter, giveMaildir } from '../scenario'

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

const purposes = () => followUpsOfAuthor(desk.context.db, author).map(({ purpose, state }) => `${purpose} ${state}`)

describe('微信', () => {
  it('that was connected does what asked for it, and nothing else', () => {
    decideWithLetter(desk.context, submission, 'accept')
    addFollowUp(desk.context, { authorId: author, submissionId: submission, text: '问授权书', due: '2026-09-20' })
    setWechat(desk.context, author, 'requested', '')
    expect(purposes().toSorted()).toEqual(['add-wechat open', 'other open'])
    setWechat(desk.context, author, 'connected', '已通过')
    expect(purposes().toSorted()).toEqual(['add-wechat done', 'other open'])
    expect(getAuthor(desk.context.db, author)?.wechat).toBe('connected')
  })

  it('that is what it was is refused', () =>
    expectRefusal(desk, 'wechat-unchanged', () => setWechat(desk.context, author, 'none', '')))
})

describe('身份', () => {
  it('is set with a reason and seen everywhere', () => {
    setIdentity(desk.context, author, 'chunyu', '签约')
    expect(listAuthors(desk.context.db, { query: '', filter: 'chunyu', offset: 0, limit: 10 }).total).toBe(1)
    expect(authorRecord(desk.context, author).timeline[0]).toMatchObject({
      type: 'author.identity-changed',
      params: { from: 'non-author', to: 'chunyu', reason: '签约' },
      editorName: '小羽毛',
    })
  })

  it('that is what it was is refused', () =>
    expectRefusal(desk, 'identity-unchanged', () => setIdentity(desk.context, author, 'non-author', 'x')))
})

describe('跟进', () => {
  it('is due by local days', () => {
    addFollowUp(desk.context, { authorId: author, submissionId: null, text: '问授权书', due: '2026-09-11' })
    expect(deskCounts(desk.context).followUpsDue).toBe(0)
    // 2026-09-10 15:59 UTC is 23:59 in Shanghai.
    desk.clock.set(Date.UTC(2026, 8, 10, 15, 59))
    expect(deskCounts(desk.context).followUpsDue).toBe(0)
    desk.clock.set(Date.UTC(2026, 8, 10, 16))
    expect(deskCounts(desk.context).followUpsDue).toBe(1)
  })

  it('is closed once', async () => {
    addFollowUp(desk.context, { authorId: author, submissionId: null, text: 'x', due: '2026-09-11' })
    const { id } = followUpsOfAuthor(desk.context.db, author)[0]!
    closeFollowUp(desk.context, id, 'done')
    await expectRefusal(desk, 'follow-up-closed', () => closeFollowUp(desk.context, id, 'dropped'))
  })

  it('of nobody, or about somebody else’s piece, is refused', async () => {
    const other = await takeSubmission(desk.context, { from: 'lin@mail.example' })
    const request = { text: 'x', due: '2026-09-11' }
    await expectRefusal(desk, 'not-found', () =>
      addFollowUp(desk.context, { authorId: 'none', submissionId: null, ...request }),
    )
    await expectRefusal(desk, 'not-found', () =>
      addFollowUp(desk.context, { authorId: author, submissionId: other, ...request }),
    )
    await expectRefusal(desk, 'not-found', () =>
      addFollowUp(desk.context, { authorId: author, submissionId: 'none', ...request }),
    )
    await expectRefusal(desk, 'not-found', () => closeFollowUp(desk.context, 'none', 'done'))
  })
})

describe('the record of an author', () => {
  it('holds everything about them', async () => {
    await takeSubmission(desk.context, { from: 'zhou@mail.example', date: 'Wed, 09 Sep 2026 09:00:00 +0800' })
    addNote(desk.context, { authorId: author, channel: 'phone', text: '约了周二通话' })
    const record = authorRecord(desk.context, author)
    expect(record).toMatchObject({
      author: { name: '周舟', address: 'zhou@mail.example', submissionCount: 2 },
      addresses: ['zhou@mail.example'],
      notes: [{ channel: 'phone', text: '约了周二通话', editorName: '小羽毛' }],
    })
    expect(record.submissions.map(({ number }) => number)).toEqual(['2609-002', '2609-001'])
    await expectRefusal(desk, 'not-found', () =>
      addNote(desk.context, { authorId: 'none', channel: 'phone', text: 'x' }),
    )
  })

  it('is found by part of a name or an address; a wildcard is a letter', () => {
    const find = (query: string) => listAuthors(desk.context.db, { query, filter: 'all', offset: 0, limit: 10 }).total
    expect([find('周'), find('zhou@'), find('%'), find('_'), find('林')]).toEqual([1, 1, 0, 0, 0])
  })
})
