import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openOutbox } from '@core/jobs/outbox'
import { getLetter, lettersOfSubmission } from '@core/store/repositories/decisions'
import { isInSent, unplacedAnswers } from '@core/store/repositories/messages'
import {
  getSubmission,
  listSubmissions,
  listThread,
  openSubmissionOfAddress,
} from '@core/store/repositories/submissions'
import { transact } from '@core/workflow/context'
import { draftDecision, recordDecision } from '@core/workflow/decisions'
import { moveLetter } from '@core/workflow/letters'
import { answeredElsewhere } from '@core/workflow/outgoing'
import { composeLetter } from '@core/mail'
import type { LetterState } from '@shared/domain/letter'
import { newestMail } from '@shared/domain/submission'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { addMaildir, rawMail, takeMail, takeSent, takeSubmission, type MailFields } from '../../../support/mails'
import { fullScans, plansOf } from '../../../support/query-plans'
import { expectRefusal } from '../../../support/rows'

const DESK = 'tougao@appcpx.com'
const AUTHOR = 'zhou@mail.example'
const ASKED = '<asked@mail.example>'

let desk: TestDesk
beforeEach(async () => {
  desk = openTestDesk()
  const folder = path.join(desk.profileDir, 'maildir')
  for (const sub of ['new', 'cur', 'tmp']) mkdirSync(path.join(folder, sub), { recursive: true })
  await addMaildir(desk.context, folder)
})
afterEach(() => desk.close())

const rows = () => listSubmissions(desk.context.db, { filter: 'all', query: '', offset: 0, limit: 100 }).rows
const submit = (fields: MailFields = {}): Promise<string> =>
  takeSubmission(desk.context, {
    from: `周舟 <${AUTHOR}>`,
    messageId: ASKED,
    date: 'Mon, 07 Sep 2026 09:00:00 +0800',
    ...fields,
  })
/** A colleague's answer from webmail. */
const reply = (fields: MailFields = {}): Buffer =>
  rawMail({
    from: `小羽毛 <${DESK}>`,
    to: AUTHOR,
    subject: 'Re: 投稿：内容团队的第二年',
    text: '稿子收到了，我们先看看。',
    date: 'Tue, 08 Sep 2026 09:00:00 +0800',
    ...fields,
  })
const elsewhere = (id: string) => answeredElsewhere(desk.context, id)

describe("a colleague's reply in Sent", () => {
  it('joins what it answers as ours: not unread, not newer, and no work', async () => {
    const id = await submit()
    desk.context.db.prepare('UPDATE submissions SET unread = 0').run()
    const before = getSubmission(desk.context.db, id)?.row
    const { outcome, hash } = await takeSent(desk.context, reply({ inReplyTo: ASKED }))
    expect(outcome).toEqual({ kind: 'joined', submissionId: id })
    expect(listThread(desk.context.db, id).map(({ kind }) => kind)).toEqual(['submission', 'sent'])
    expect(getSubmission(desk.context.db, id)?.row).toEqual(before)
    expect(elsewhere(id)).toEqual([
      {
        at: Date.UTC(2026, 8, 8, 1),
        from: { name: '小羽毛', address: DESK },
        subject: 'Re: 投稿：内容团队的第二年',
        hash,
      },
    ])
    expect(draftDecision(desk.context, id, 'accept', '好', new Map()).answeredElsewhere).toHaveLength(1)
  })

  it('without a thread joins the newest open piece of whom it went to, Cc and Bcc too', async () => {
    const settled = await submit({ messageId: '<old@mail.example>', date: 'Mon, 31 Aug 2026 09:00:00 +0800' })
    const open = await submit()
    desk.context.db.prepare("UPDATE submissions SET state = 'rejected' WHERE id = ?").run(settled)
    for (const fields of [{}, { to: DESK, cc: AUTHOR }, { to: DESK, bcc: AUTHOR }]) {
      expect((await takeSent(desk.context, reply(fields))).outcome).toEqual({ kind: 'joined', submissionId: open })
    }
    expect(elsewhere(open)).toHaveLength(3)
    desk.context.db.prepare("UPDATE submissions SET state = 'rejected'").run()
    expect((await takeSent(desk.context, reply({ text: '再次感谢' }))).outcome.kind).toBe('filed')
  })

  it('from before the piece came, or to somebody unknown, is filed and registers nothing', async () => {
    const id = await submit()
    const old = reply({ date: 'Tue, 01 Sep 2026 09:00:00 +0800' })
    const unknown = reply({ to: 'nobody@mail.example', text: '一篇很长的信。'.repeat(200) })
    for (const raw of [old, unknown]) expect((await takeSent(desk.context, raw)).outcome.kind).toBe('filed')
    expect(rows().map((row) => row.id)).toEqual([id])
    expect(elsewhere(id)).toEqual([])
  })

  it('that was read before the mail that it answers joins when that comes', async () => {
    expect((await takeSent(desk.context, reply({ inReplyTo: ASKED }))).outcome.kind).toBe('filed')
    const id = await submit()
    expect(listThread(desk.context.db, id).map(({ kind }) => kind)).toEqual(['submission', 'sent'])
    expect(elsewhere(id)).toHaveLength(1)
  })

  it('twice, in two folders, is one answer', async () => {
    const id = await submit()
    const raw = reply({ inReplyTo: ASKED, messageId: '<webmail@appcpx.com>' })
    await takeSent(desk.context, raw)
    await takeSent(desk.context, Buffer.concat([Buffer.from('X-Folder: second\r\n'), raw]))
    expect(elsewhere(id)).toHaveLength(1)
  })
})

describe('no answer to the author', () => {
  it('is a mail between colleagues, whether forwarded or written', async () => {
    const id = await submit()
    const within = reply({ to: '小羽毛 <xym@appcpx.com>', inReplyTo: ASKED })
    const forwarded = reply({
      to: 'xym@appcpx.com',
      subject: '转发：投稿：内容团队的第二年',
      inReplyTo: ASKED,
      text: `请看\n\n-----原始邮件-----\n发件人: 周舟 <${AUTHOR}>\n主题: 投稿\n\n正文`,
    })
    for (const raw of [within, forwarded]) expect((await takeSent(desk.context, raw)).outcome.kind).toBe('joined')
    expect(listThread(desk.context.db, id)).toHaveLength(3)
    expect(elsewhere(id)).toEqual([])
  })

  it('is one that the author has answered since', async () => {
    const id = await submit()
    await takeSent(desk.context, reply({ inReplyTo: ASKED, messageId: '<answer@appcpx.com>' }))
    await takeMail(
      desk.context,
      rawMail({
        from: AUTHOR,
        inReplyTo: '<answer@appcpx.com>',
        text: '好的',
        date: 'Wed, 09 Sep 2026 09:00:00 +0800',
      }),
    )
    expect(elsewhere(id)).toEqual([])
  })

  it('but one that names the last mail is, whatever the clocks say', async () => {
    const id = await submit({ date: 'Tue, 08 Sep 2026 12:00:00 +0800' })
    await takeSent(desk.context, reply({ inReplyTo: ASKED }))
    expect(elsewhere(id)).toHaveLength(1)
  })

  it('where everybody may have a mailbox, the domain says nothing', async () => {
    desk.context.db.prepare("UPDATE accounts SET config = replace(config, 'tougao@appcpx.com', 'desk@163.com')").run()
    const id = await submit({ from: 'zhou@163.com' })
    await takeSent(desk.context, reply({ from: 'desk@163.com', to: 'zhou@163.com' }))
    expect(elsewhere(id)).toHaveLength(1)
  })
})

describe('a copy of our own letter', () => {
  async function letterIn(state: LetterState) {
    const id = await submit()
    const { letter: draft } = draftDecision(desk.context, id, 'reject', '题材不合', new Map())
    const { letter } = recordDecision(desk.context, {
      submissionId: id,
      verdict: 'reject',
      reason: '题材不合',
      override: null,
      letter: draft,
    })
    if (letter === null) throw new Error('no letter')
    transact(desk.context, () => moveLetter(desk.context, letter, { to: state, reason: null }))
    const { raw } = await composeLetter({
      from: letter.from,
      to: [letter.to],
      subject: letter.subject,
      text: letter.text,
      html: letter.html,
      messageId: letter.messageId,
      references: letter.references,
      date: letter.createdAt,
    })
    return { id, letterId: letter.id, messageId: letter.messageId, raw }
  }

  it('is filed, and settles a letter of unknown outcome as sent', async () => {
    const { id, letterId, messageId, raw } = await letterIn('unsure')
    expect(isInSent(desk.context.db, messageId)).toBe(false)
    expect((await takeSent(desk.context, raw)).outcome).toEqual({ kind: 'filed' })
    expect(getLetter(desk.context.db, letterId)).toMatchObject({ state: 'sent', reason: 'found-in-sent' })
    expect(listThread(desk.context.db, id)).toHaveLength(1)
    expect(lettersOfSubmission(desk.context.db, id)).toHaveLength(1)
    expect(isInSent(desk.context.db, messageId)).toBe(true)
  })

  it('read while the letter is still being sent settles it once the outcome turns out unknown', async () => {
    const { letterId, raw } = await letterIn('sending')
    await takeSent(desk.context, raw)
    const letter = getLetter(desk.context.db, letterId)
    expect(letter?.state).toBe('sending')
    if (letter === null) return
    transact(desk.context, () => moveLetter(desk.context, letter, { to: 'unsure', reason: 'outcome-unknown' }))
    const outbox = openOutbox(desk.context)
    await outbox.deliver()
    await outbox.close()
    expect(getLetter(desk.context.db, letterId)).toMatchObject({ state: 'sent', reason: 'found-in-sent' })
  })

  it.each(['sent', 'queued', 'cancelled'] as const)('leaves one that is %s as it is', async (state) => {
    const { letterId, raw } = await letterIn(state)
    await takeSent(desk.context, raw)
    expect(getLetter(desk.context.db, letterId)).toMatchObject({ state, reason: null })
  })

  it('in the inbox proves nothing: anybody can write a Message-ID', async () => {
    const { letterId, raw } = await letterIn('unsure')
    await takeMail(desk.context, raw)
    expect(getLetter(desk.context.db, letterId)?.state).toBe('unsure')
  })
})

describe('a decision that was begun before another mail came', () => {
  it('is refused, and taken once that was seen', async () => {
    const id = await submit()
    const seen = newestMail(listThread(desk.context.db, id))?.hash ?? null
    await takeMail(desk.context, rawMail({ from: AUTHOR, inReplyTo: ASKED, text: '我要撤稿' }))
    const request = { submissionId: id, verdict: 'accept' as const, reason: '好', override: null, letter: null }
    await expectRefusal(desk, 'thread-moved', () => recordDecision(desk.context, { ...request, seen }))
    const now = newestMail(listThread(desk.context.db, id))?.hash ?? null
    expect(now).not.toBe(seen)
    expect(recordDecision(desk.context, { ...request, seen: now }).decision.verdict).toBe('accept')
  })
})

it.each<[string, () => unknown]>([
  ['what is in Sent', () => isInSent(desk.context.db, 'x')],
  ['answers without a place', () => unplacedAnswers(desk.context.db, 'x')],
  ['open pieces of an address', () => openSubmissionOfAddress(desk.context.db, 'x', 1)],
])('%s: by index', (_name, look) => {
  const plans = plansOf(desk.context.db, look)
  expect(plans.length).toBeGreaterThan(0)
  expect(fullScans(plans)).toEqual([])
})
