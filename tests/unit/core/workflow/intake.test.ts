import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listVersions } from '@core/store/repositories/manuscripts'
import { beginAttempt, getParsed, listQuarantined, messageStage, setStage } from '@core/store/repositories/messages'
import { getSubmission, listSubmissions, listThread } from '@core/store/repositories/submissions'
import { getAuthor } from '@core/store/repositories/authors'
import { inlineTaskRunner, type TaskRunner } from '@core/workers/pool'
import { documentOf } from '@core/workflow/checking'
import { importMails } from '@core/workflow/import-mails'
import { processMessage } from '@core/workflow/intake'
import { receive } from '@core/workflow/receive'
import { submissionDetail } from '@core/workflow/submissions'
import { fail } from '@shared/domain/result'
import { plainText } from '@shared/manuscript/text'
import { openTestDesk, TEST_NOW, type TestDesk } from '../../../support/desk'
import { ARTICLE, corpusMail, corpusManifest, rawMail, takeMail, takeSubmission } from '../../../support/mails'
import { authorOf, decideWithLetter, giveMaildir } from '../scenario'

let desk: TestDesk
beforeEach(() => {
  desk = openTestDesk()
})
afterEach(() => desk.close())

const row = (id: string) => getSubmission(desk.context.db, id)!.row
const all = () => listSubmissions(desk.context.db, { filter: 'all', query: '', offset: 0, limit: 100 })
const textOf = (id: string): string => {
  const version = listVersions(desk.context.db, id)[0]
  return version === undefined ? '' : plainText(documentOf(desk.context, version.contentHash))
}

/** A mail of the corpus that must become a submission. */
async function submit(number: string): Promise<string> {
  const { outcome } = await takeMail(desk.context, corpusMail(number))
  if (outcome.kind !== 'registered') throw new Error(`${number} was ${outcome.kind}`)
  return outcome.submissionId
}

describe('a mail with a piece', () => {
  it('becomes a submission with its author, its number, its manuscript and its findings', async () => {
    const id = await submit('01')
    const detail = submissionDetail(desk.context, id)
    expect(detail.row).toMatchObject({
      number: '2609-001',
      state: 'new',
      title: expect.stringMatching(/^AI视频生成.谁能领跑全场.$/u) as string,
      author: { name: '志刚', address: 'zhigang@hulianwangjianghu.example', identity: 'non-author', wechat: 'none' },
      receivedAt: Date.UTC(2026, 8, 1, 8, 20),
      attachments: 1,
      images: 1,
      versions: 1,
      unread: true,
      answered: false,
    })
    expect(detail.conversion).toEqual({ kind: 'converted' })
    expect(detail.versions[0]).toMatchObject({ ordinal: 1, byline: '志刚@互联网江湖主编' })
    expect(desk.context.blobs.has(detail.versions[0]!.images[0]!.sha256)).toBe(true)
    expect(detail.messages).toMatchObject([{ kind: 'submission', attachments: 1 }])
    const checked = desk.context.db.prepare('SELECT count(*) FROM checks').pluck().get()
    expect(checked).toBe(1)
  })

  it('whose file is a bomb becomes a submission without a manuscript, and says why', async () => {
    const id = await submit('15')
    expect(submissionDetail(desk.context, id)).toMatchObject({
      conversion: { kind: 'refused' },
      versions: [],
      row: { versions: 0, attachments: 1 },
    })
  })

  it('that only asks something waits for no manuscript', async () => {
    const id = await takeSubmission(desk.context, { subject: '请问怎么投稿？', text: '请问贵站怎么投稿？谢谢。' })
    expect(getParsed(desk.context.db, (listThread(desk.context.db, id)[0] ?? { hash: '' }).hash)?.kind).toBe('inquiry')
    expect(submissionDetail(desk.context, id).conversion).toEqual({
      kind: 'refused',
      refusal: { code: 'empty', detail: '' },
    })
  })

  it('with a file is taken for a manuscript whatever its subject offers', async () => {
    const id = await takeSubmission(desk.context, {
      subject: '软文营销推广怎么做',
      text: '编辑老师好，稿件见附件。',
      attachment: { filename: 'piece.txt', contentType: 'text/plain; charset=utf-8', bytes: Buffer.from(ARTICLE) },
    })
    expect(textOf(id)).toContain('第16段')
  })

  it('of an author the desk knows is another submission of theirs', async () => {
    const first = await takeSubmission(desk.context, { from: '周舟 <Zhou@Mail.example>' })
    const second = await takeSubmission(desk.context, { from: 'zhou@mail.example' })
    expect(authorOf(desk.context, second)).toBe(authorOf(desk.context, first))
    expect(row(second).author.submissionCount).toBe(2)
  })

  it('without a sender is nobody’s, and the next one is not by the same person', async () => {
    const headers = { from: '' }
    const first = await takeSubmission(desk.context, headers)
    const second = await takeSubmission(desk.context, headers)
    expect(authorOf(desk.context, second)).not.toBe(authorOf(desk.context, first))
    expect(row(first).author.address).toBe('')
  })

  it.each([
    ['has no date', null],
    ['is dated years ahead', 'Sat, 1 Jan 2099 00:00:00 +0800'],
  ])('that %s counts from its arrival', async (_what, date) => {
    const id = await takeSubmission(desk.context, { date })
    expect(row(id)).toMatchObject({ receivedAt: TEST_NOW, number: '2609-001' })
  })

  it('written by a clock some hours ahead keeps its date', async () => {
    const id = await takeSubmission(desk.context, { date: 'Thu, 10 Sep 2026 20:00:00 +0800' })
    expect(row(id).receivedAt).toBe(Date.UTC(2026, 8, 10, 12))
  })
})

describe('the 稿号', () => {
  it('counts by the month in the desk’s zone', async () => {
    const numberOf = async (date: string) => row(await takeSubmission(desk.context, { date })).number
    expect(await numberOf('Mon, 31 Aug 2026 23:59:00 +0800')).toBe('2608-001')
    expect(await numberOf('Tue, 1 Sep 2026 00:00:00 +0800')).toBe('2609-001')
    // Still August in London, September in Shanghai.
    expect(await numberOf('Mon, 31 Aug 2026 17:00:00 +0000')).toBe('2609-002')
    expect(await numberOf('Mon, 31 Aug 2026 10:00:00 +0800')).toBe('2608-002')
  })

  it('goes on past 999', async () => {
    const first = await takeSubmission(desk.context)
    desk.context.db.exec("UPDATE submissions SET number = '2609-998'")
    expect(row(first).number).toBe('2609-998')
    const numbers = []
    for (let index = 0; index < 3; index += 1) numbers.push(row(await takeSubmission(desk.context)).number)
    expect(numbers).toEqual(['2609-999', '2609-1000', '2609-1001'])
  })
})

describe('a mail in a thread', () => {
  it('with a new file is the next version and moves 退改中 to 在审', async () => {
    await giveMaildir(desk)
    const id = await submit('01')
    decideWithLetter(desk.context, id, 'revise')
    expect(row(id).state).toBe('revising')
    const { outcome } = await takeMail(desk.context, corpusMail('09'))
    expect(outcome).toEqual({ kind: 'joined', submissionId: id })
    expect(row(id)).toMatchObject({ state: 'reviewing', versions: 2, unread: true, answered: true })
    expect(textOf(id)).toContain('补充了最新融资数据')
    expect(listThread(desk.context.db, id).map(({ kind }) => kind)).toEqual(['submission', 'revision'])
    expect(all().total).toBe(1)
  })

  it('is found by the letter it answers, whatever its subject', async () => {
    await giveMaildir(desk)
    const id = await takeSubmission(desk.context)
    const { letter } = decideWithLetter(desk.context, id, 'reject')
    const answer = rawMail({ subject: '另一件事', inReplyTo: letter!.messageId, text: '为什么不采用呢？' })
    expect((await takeMail(desk.context, answer)).outcome).toEqual({ kind: 'joined', submissionId: id })
    // A decided piece whose author wrote again is open again, though its state is not changed.
    expect(row(id)).toMatchObject({ state: 'rejected', versions: 1, answered: true })
    expect(listThread(desk.context.db, id).at(-1)?.kind).toBe('reply')
  })

  it('is found by any of its References', async () => {
    const id = await takeSubmission(desk.context, { messageId: '<root@mail.example>' })
    const references = ['<gone@mail.example>', '<root@mail.example>', '<also-gone@mail.example>']
    const { outcome } = await takeMail(desk.context, rawMail({ references, text: '补充一张图' }))
    expect(outcome).toEqual({ kind: 'joined', submissionId: id })
  })

  it('is never found by its subject alone', async () => {
    await takeSubmission(desk.context, { subject: '投稿：一样的题目' })
    await takeSubmission(desk.context, { subject: '回复：投稿：一样的题目' })
    expect(all().total).toBe(2)
  })

  it('with a few words over a long quotation is an answer, not a version', async () => {
    const id = await takeSubmission(desk.context, { messageId: '<root@mail.example>' })
    const quoted = ARTICLE.split('\n')
      .map((line) => `> ${line}`)
      .join('\n')
    const text = `收到，谢谢。\n\n在 2026年9月8日 写道：\n${quoted}`
    await takeMail(desk.context, rawMail({ inReplyTo: '<root@mail.example>', text }))
    expect(row(id).versions).toBe(1)
    expect(listThread(desk.context.db, id).map(({ kind }) => kind)).toEqual(['submission', 'reply'])
  })

  it('that is a long text of its own is a version', async () => {
    const id = await takeSubmission(desk.context, { messageId: '<root@mail.example>' })
    await takeMail(desk.context, rawMail({ inReplyTo: '<root@mail.example>', text: `${ARTICLE}\n\n第17段是新的。` }))
    expect(row(id)).toMatchObject({ versions: 2, state: 'new' })
    expect(textOf(id)).toContain('第17段是新的')
  })

  it('whose file cannot be read keeps the version that is there', async () => {
    const id = await takeSubmission(desk.context, { messageId: '<root@mail.example>' })
    const attachment = {
      filename: 'v2.docx',
      contentType: 'application/octet-stream',
      bytes: Buffer.from('PK\u0003\u0004 broken'),
    }
    await takeMail(desk.context, rawMail({ inReplyTo: '<root@mail.example>', text: '见附件', attachment }))
    expect(submissionDetail(desk.context, id)).toMatchObject({
      conversion: { kind: 'converted' },
      row: { versions: 1 },
    })
    expect(textOf(id)).toContain('第16段')
  })
})

describe('a mail that came before', () => {
  it('byte for byte is kept once', async () => {
    const raw = corpusMail('02')
    const first = await receive(desk.context, raw, null, 1)
    expect(await receive(desk.context, raw, null, 2)).toEqual({ hash: first.hash, isNew: false })
  })

  it('in another delivery joins the submission as a copy and wants no reading', async () => {
    const id = await submit('02')
    desk.context.db.exec('UPDATE submissions SET unread = 0')
    const { outcome } = await takeMail(desk.context, corpusMail('28'))
    expect(outcome).toEqual({ kind: 'joined', submissionId: id })
    expect(row(id)).toMatchObject({ versions: 1, unread: false, answered: false })
    expect(all().total).toBe(1)
  })

  it('with the same Message-ID and other words is no copy', async () => {
    await takeSubmission(desk.context, { messageId: '<same@mail.example>' })
    await takeSubmission(desk.context, { messageId: '<same@mail.example>', text: `${ARTICLE}\n另一篇` })
    expect(all().total).toBe(2)
  })

  it('that resembles another author’s is a submission of its own', async () => {
    await submit('02')
    await submit('29')
    expect(all().total).toBe(2)
  })
})

describe('a forward', () => {
  it('is the piece of whoever wrote the inner mail', async () => {
    const id = await submit('10')
    expect(row(id).author.address).toBe('1008611@qq.example')
    expect(textOf(id)).toContain('新消费品牌靠着内容种草和直播间低价完成了第一次起飞')
    expect(row(id).title).not.toContain('转发')
  })

  it('of a mail that the desk has joins it without a new version', async () => {
    const id = await takeSubmission(desk.context, { messageId: '<inner@mail.example>', from: 'zhou@mail.example' })
    const inner = rawMail({ messageId: '<inner@mail.example>', from: 'zhou@mail.example' })
    const attachment = { filename: 'forwarded.eml', contentType: 'message/rfc822', bytes: inner }
    const forward = rawMail({ from: 'xiaoyumao@appcpx.com', subject: '转发：投稿', text: '请看', attachment })
    const { outcome } = await takeMail(desk.context, unencoded(forward, inner))
    expect(outcome).toEqual({ kind: 'joined', submissionId: id })
    expect(row(id).versions).toBe(1)
  })

  /** RFC 2046, 5.2.1: a message/rfc822 part is never base64. */
  function unencoded(raw: Buffer, inner: Buffer): Buffer {
    const text = raw.toString('latin1')
    const encoded = inner.toString('base64').replaceAll(/.{76}/g, '$&\r\n')
    return Buffer.from(
      text
        .replace(encoded, inner.toString('latin1'))
        .replace(/(message\/rfc822[\s\S]*?)Content-Transfer-Encoding: base64/, '$1Content-Transfer-Encoding: 8bit'),
      'latin1',
    )
  }
})

describe('what machines write', () => {
  it('joins the latest piece of its person and makes none new', async () => {
    const id = await submit('05')
    for (const number of ['11', '12']) {
      const { outcome } = await takeMail(desk.context, corpusMail(number))
      expect([number, outcome]).toEqual([number, { kind: 'joined', submissionId: id }])
    }
    expect(listThread(desk.context.db, id).map(({ kind }) => kind)).toEqual(['submission', 'bounce', 'autoreply'])
    expect(row(id).answered).toBe(false)
    expect(all().total).toBe(1)
  })

  it('is filed when its person is unknown', async () => {
    for (const number of ['11', '12', '13']) {
      expect((await takeMail(desk.context, corpusMail(number))).outcome).toEqual({ kind: 'filed' })
    }
    expect(all().total).toBe(0)
  })

  it('is found by the letter it returns', async () => {
    await giveMaildir(desk)
    const first = await takeSubmission(desk.context, { from: 'zhou@mail.example' })
    const { letter } = decideWithLetter(desk.context, first, 'reject')
    // A later piece of the same author must not draw the bounce to itself.
    await takeSubmission(desk.context, { from: 'zhou@mail.example', date: 'Wed, 09 Sep 2026 09:00:00 +0800' })
    const report = [
      'From: MAILER-DAEMON@mail.example',
      'To: tougao@appcpx.com',
      'Subject: Undelivered Mail Returned to Sender',
      'Message-ID: <bounce@mail.example>',
      'Date: Thu, 10 Sep 2026 09:00:00 +0800',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      'MIME-Version: 1.0',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'could not be delivered',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mail.example',
      '',
      'Final-Recipient: rfc822; zhou@mail.example',
      'Action: failed',
      'Status: 5.1.1',
      '',
      '--b',
      'Content-Type: message/rfc822-headers',
      '',
      `Message-ID: ${letter!.messageId}`,
      'From: tougao@appcpx.com',
      'To: zhou@mail.example',
      'Subject: Re',
      '',
      '--b--',
      '',
    ].join('\r\n')
    expect((await takeMail(desk.context, Buffer.from(report))).outcome).toEqual({ kind: 'joined', submissionId: first })
  })
})

describe('a mail that cannot be taken in', () => {
  function deskWith(tasks: TaskRunner): TestDesk {
    desk.close()
    desk = openTestDesk({ tasks })
    return desk
  }

  it('lies whole in quarantine with its reason and is taken in when tried again', async () => {
    let isBroken = true
    const inline = inlineTaskRunner()
    deskWith({
      ...inline,
      run: async (name, input) =>
        isBroken && name === 'parse' ? fail({ code: 'timeout', detail: 'took too long' }) : inline.run(name, input),
    })
    const raw = rawMail()
    const { hash, outcome } = await takeMail(desk.context, raw)
    expect(outcome).toEqual({ kind: 'quarantined' })
    expect(listQuarantined(desk.context.db)).toMatchObject([{ hash, reason: 'timeout', detail: 'took too long' }])
    expect(desk.context.blobs.get(hash)).toEqual(raw)
    expect(all().total).toBe(0)

    isBroken = false
    setStage(desk.context.db, hash, 'stored')
    expect((await processMessage(desk.context, hash)).kind).toBe('registered')
    expect(listQuarantined(desk.context.db)).toEqual([])
  })

  it('keeps its mail when only the manuscript dies in its worker', async () => {
    const inline = inlineTaskRunner()
    deskWith({
      ...inline,
      run: async (name, input) =>
        name === 'convert-mail' ? fail({ code: 'timeout', detail: 'took too long' }) : inline.run(name, input),
    })
    const id = await takeSubmission(desk.context)
    expect(submissionDetail(desk.context, id).conversion).toMatchObject({
      kind: 'refused',
      refusal: { code: 'timeout' },
    })
  })

  it('of which the process died again and again is set aside, and taken in when tried again', async () => {
    const { hash } = await receive(desk.context, rawMail(), null, TEST_NOW)
    // What a killed process leaves behind: a try that was begun and came to no end.
    for (let died = 0; died < 8; died += 1) beginAttempt(desk.context.db, hash)
    expect(await processMessage(desk.context, hash)).toEqual({ kind: 'quarantined' })
    expect(listQuarantined(desk.context.db)).toMatchObject([{ hash, reason: 'worker-died' }])
    setStage(desk.context.db, hash, 'stored')
    expect(await processMessage(desk.context, hash)).toMatchObject({ kind: 'registered' })
  })

  it('that is tried twice at once is one submission, whoever is faster', async () => {
    const inline = inlineTaskRunner()
    let goOn: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      goOn = resolve
    })
    let parses = 0
    deskWith({
      ...inline,
      run: async (name, input) => {
        if (name === 'parse' && ++parses === 1) await held
        return inline.run(name, input)
      },
    })
    const { hash } = await receive(desk.context, rawMail(), null, TEST_NOW)
    const first = processMessage(desk.context, hash)
    const second = await processMessage(desk.context, hash)
    goOn()
    expect(second.kind).toBe('registered')
    expect(await first).toMatchObject({ kind: 'joined' })
    expect(all().total).toBe(1)
    expect(messageStage(desk.context.db, hash)?.stage).toBe('sorted')
  })

  it('that is taken in is not set aside by another try that failed', async () => {
    const inline = inlineTaskRunner()
    let goOn: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      goOn = resolve
    })
    let parses = 0
    deskWith({
      ...inline,
      run: async (name, input) => {
        if (name !== 'parse' || ++parses > 1) return inline.run(name, input)
        await held
        return fail({ code: 'timeout', detail: 'took too long' })
      },
    })
    const { hash } = await receive(desk.context, rawMail(), null, TEST_NOW)
    const first = processMessage(desk.context, hash)
    await processMessage(desk.context, hash)
    goOn()
    expect(await first).toMatchObject({ kind: 'joined' })
    expect(listQuarantined(desk.context.db)).toEqual([])
  })

  it('that makes the desk stumble goes to quarantine and holds nobody up', async () => {
    const inline = inlineTaskRunner()
    let calls = 0
    deskWith({
      ...inline,
      run: async (name, input) => {
        calls += 1
        if (calls === 1) throw new Error('a bug of the desk')
        return inline.run(name, input)
      },
    })
    const { hash, outcome } = await takeMail(desk.context, rawMail())
    expect(outcome).toEqual({ kind: 'quarantined' })
    expect(listQuarantined(desk.context.db)).toMatchObject([
      { hash, reason: 'unparsable', detail: 'a bug of the desk' },
    ])
    await takeSubmission(desk.context)
  })

  it('whose raw bytes are gone says so', async () => {
    const { hash } = await receive(desk.context, rawMail(), null, 1)
    const { rmSync } = await import('node:fs')
    rmSync(desk.context.blobs.path(hash))
    expect(await processMessage(desk.context, hash)).toEqual({ kind: 'quarantined' })
    expect(listQuarantined(desk.context.db)).toMatchObject([{ detail: 'its raw bytes are missing' }])
  })
})

describe('taking in the same mail twice', () => {
  it('at once registers it once', async () => {
    const { hash } = await receive(desk.context, rawMail(), null, 1)
    const outcomes = await Promise.all([processMessage(desk.context, hash), processMessage(desk.context, hash)])
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['joined', 'registered'])
    expect(all().total).toBe(1)
  })

  it('after an interruption goes on where it was', async () => {
    const { hash } = await receive(desk.context, rawMail(), null, 1)
    desk = desk.reopen()
    expect(messageStage(desk.context.db, hash)?.stage).toBe('stored')
    expect((await processMessage(desk.context, hash)).kind).toBe('registered')
    expect(messageStage(desk.context.db, hash)?.stage).toBe('sorted')
  })
})

describe('过稿 N/M', () => {
  it('counts accepted of all pieces that are no junk', async () => {
    await giveMaildir(desk)
    const from = 'zhou@mail.example'
    const ids = [
      await takeSubmission(desk.context, { from }),
      await takeSubmission(desk.context, { from }),
      await takeSubmission(desk.context, { from }),
      await takeSubmission(desk.context, { from }),
    ] as const
    decideWithLetter(desk.context, ids[0], 'accept')
    decideWithLetter(desk.context, ids[1], 'reject')
    decideWithLetter(desk.context, ids[2], 'junk')
    const author = getAuthor(desk.context.db, authorOf(desk.context, ids[0]))
    expect(author).toMatchObject({ acceptedCount: 1, submissionCount: 3 })
    expect(row(ids[3]).author).toMatchObject({ acceptedCount: 1, submissionCount: 3 })
  })
})

describe('the corpus', () => {
  it('is taken in without a crash, nothing of it in quarantine, and each kind as its truth has it', async () => {
    for (const { file } of corpusManifest()) await takeMail(desk.context, corpusMail(file.slice(0, 2)))
    expect(listQuarantined(desk.context.db)).toEqual([])
    const kinds = desk.context.db.prepare('SELECT message_id AS id, kind FROM parsed_messages').all() as {
      id: string
      kind: string
    }[]
    const wrong = corpusManifest().filter(
      ({ kind, messageId }) =>
        kind !== 'any' && kind !== 'duplicate' && !kinds.some((one) => one.id === messageId && one.kind === kind),
    )
    // The forward's inner mail is in the corpus too and came first: the forward joins it.
    expect(wrong.map(({ file }) => file)).toEqual([])
  })
})

describe('a kill between a mail and its check', () => {
  it('is made good by the next import', async () => {
    await submit('18')
    const findings = () => desk.context.db.prepare('SELECT sum(errors + warnings + notes) FROM checks').pluck().get()
    const before = findings()
    desk.context.db.exec('DELETE FROM checks')
    await importMails(desk.context, [])
    expect(findings()).toBe(before)
    expect(before).toBeGreaterThan(0)
  })
})
