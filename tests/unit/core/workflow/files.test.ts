import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listVersions } from '@core/store/repositories/manuscripts'
import { getParsed } from '@core/store/repositories/messages'
import { getSubmission, listProvenance } from '@core/store/repositories/submissions'
import { previewOfText, readyFile, submissionFiles } from '@core/workflow/files'
import { addNote, removeNote } from '@core/workflow/contact-notes'
import { addFile, keepFile } from '@core/workflow/handed-over'
import { draftResend, noteLink } from '@core/workflow/link-guard'
import { createSubmission, glanceAt, type NewSubmission } from '@core/workflow/new-submission'
import { authorRecord } from '@core/workflow/authors'
import { documentOf } from '@core/workflow/checking'
import { RefusedError } from '@core/workflow/refuse'
import { verifyDesk } from '@core/workflow/verify'
import { manuscriptChoiceSchema } from '@shared/domain/file'
import { plainText } from '@shared/manuscript/text'
import { openTestDesk, TEST_NOW, type TestDesk } from '../../../support/desk'
import { ARTICLE, corpusMail, rawMail, takeMail, takeSubmission } from '../../../support/mails'
import { decideWithLetter, giveMaildir } from '../scenario'

let desk: TestDesk
beforeEach(() => {
  desk = openTestDesk()
})
afterEach(() => desk.close())

async function refusalOf(run: () => unknown): Promise<string> {
  try {
    await run()
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal.code
    throw error
  }
  return 'nothing'
}

async function corpus(number: string): Promise<{ hash: string; submissionId: string }> {
  const { hash, outcome } = await takeMail(desk.context, corpusMail(number))
  if (outcome.kind !== 'registered') throw new Error(`mail ${number} is a submission`)
  return { hash, submissionId: outcome.submissionId }
}

const rowOf = (submissionId: string) => {
  const submission = getSubmission(desk.context.db, submissionId)
  if (submission === null) throw new Error('it is gone')
  return submission.row
}

const textFile = (text: string, filename = '补稿.txt') => ({ filename, bytes: Buffer.from(text) })

describe('the files of a submission', () => {
  it('takes an entry of an archive with a GBK name out by its place', async () => {
    const { hash, submissionId } = await corpus('07')
    const [mail] = submissionFiles(desk.context, submissionId).mails
    const archive = mail?.attachments.find(({ entries }) => entries !== null)
    const entry = archive?.entries?.findIndex((name) => /\.(txt|md|docx)$/.test(name)) ?? -1
    const ref = { of: 'mail' as const, messageHash: hash, sha256: archive?.sha256 ?? '', entry }
    const ready = await readyFile(desk.context, ref)
    expect(archive?.entries?.[entry]?.endsWith(ready.filename)).toBe(true)
    expect(ready.filename).toMatch(/[一-龥]/)
    expect(desk.context.blobs.get(ready.sha256)?.byteLength).toBe(ready.size)
    const beyond = { ...ref, entry: 9_999 }
    expect(await refusalOf(() => readyFile(desk.context, beyond))).toBe('archive-refused')
  })

  it('shows the beginning of a text in the encoding that it is written in', async () => {
    const submissionId = await takeSubmission(desk.context)
    const gbk = Buffer.from('b5dac8fdd5c22020d3ebb6c1d5df0a', 'hex')
    await addFile(desk.context, submissionId, { filename: 'a.txt', bytes: gbk })
    const [file] = submissionFiles(desk.context, submissionId).handedOver
    const ref = { of: 'submission' as const, submissionId, sha256: file?.sha256 ?? '', entry: null }
    const ready = await readyFile(desk.context, ref)
    expect(ready.preview).toBe('text')
    const shown = await previewOfText(desk.context, ready.sha256)
    expect(shown).toEqual({ text: '第三章  与读者\n', guessed: 'gb18030', truncated: false })
  })
})

describe('a file of a contact note', () => {
  it('is shown as any other while its note stands, and is no manuscript', async () => {
    const submissionId = await takeSubmission(desk.context)
    const authorId = getSubmission(desk.context.db, submissionId)?.authorId ?? ''
    const kept = await keepFile(desk.context, textFile('约好周三', '../../约定.txt'))
    addNote(desk.context, { authorId, channel: 'wechat', text: '发来约定', files: [kept] })
    const [note] = authorRecord(desk.context, authorId).notes
    expect(note?.files).toMatchObject([{ filename: '约定.txt', size: 12, entries: null }])
    const ref = { of: 'note' as const, noteId: note?.id ?? '', sha256: kept.sha256, entry: null }
    expect(await readyFile(desk.context, ref)).toMatchObject({ filename: '约定.txt', preview: 'text' })
    expect(await refusalOf(() => readyFile(desk.context, { ...ref, sha256: 'a'.repeat(64) }))).toBe('not-found')
    expect(listVersions(desk.context.db, submissionId)).toHaveLength(1)
    expect(manuscriptChoiceSchema.safeParse(ref).success).toBe(false)
    expect((await verifyDesk(desk.context, false)).problems).toEqual([])
    rmSync(desk.context.blobs.path(kept.sha256))
    expect((await verifyDesk(desk.context, true)).problems).toEqual([`contact note: blob ${kept.sha256} is missing`])
    removeNote(desk.context, ref.noteId, true)
    expect(await refusalOf(() => readyFile(desk.context, ref))).toBe('not-found')
  })
})

describe('a file that is handed over', () => {
  it('becomes the next version, checked, and stays as it was', async () => {
    const submissionId = await takeSubmission(desk.context)
    const text = `新的题目\n\n${ARTICLE}\n\n补充一段。`
    const added = await addFile(desk.context, submissionId, textFile(text, '../../etc/补稿.txt'))
    const [newest] = listVersions(desk.context.db, submissionId)
    expect(added).toEqual({ versionId: newest?.id, refusal: null })
    expect(newest).toMatchObject({ ordinal: 2, messageHash: null, sourceFilename: '补稿.txt' })
    expect(desk.context.blobs.get(newest?.sourceSha256 ?? '')?.toString()).toBe(text)
    expect((await verifyDesk(desk.context, false)).problems).toEqual([])
  })

  it('that is no manuscript is kept beside the one that is there', async () => {
    const submissionId = await takeSubmission(desk.context)
    const picture = { filename: '配图.png', bytes: Buffer.from('89504e470d0a1a0a', 'hex') }
    const added = await addFile(desk.context, submissionId, picture)
    expect(added).toMatchObject({ versionId: null, refusal: { code: 'not-supported' } })
    expect(getSubmission(desk.context.db, submissionId)?.conversion).toEqual({ kind: 'converted' })
    expect(submissionFiles(desk.context, submissionId).handedOver).toMatchObject([{ filename: '配图.png' }])
  })

  it('with the words that are there already is no new version', async () => {
    const submissionId = await takeSubmission(desk.context)
    await addFile(desk.context, submissionId, textFile(`品牌出海的第三年\n\n${ARTICLE}`, 'a.txt'))
    const before = listVersions(desk.context.db, submissionId).length
    await addFile(desk.context, submissionId, textFile(`品牌出海的第三年\n\n${ARTICLE}`, 'b.txt'))
    expect(listVersions(desk.context.db, submissionId)).toHaveLength(before)
  })
})

describe('links that expire', () => {
  it('are listed with what the mail says of them, the soonest end first, unknown ends last and never assumed', async () => {
    const { submissionId } = await corpus('08')
    const { links } = submissionFiles(desk.context, submissionId)
    expect(links.map(({ host, service, state, expiresAt }) => [host, service, state, expiresAt !== null])).toEqual([
      ['mail.163.com', 'netease-large-attachment', 'open', true],
      ['wx.mail.qq.com', 'qq-transfer', 'open', false],
      ['pan.baidu.com', 'baidu-disk', 'open', false],
    ])
    expect(rowOf(submissionId)).toMatchObject({ expiringLinks: 3, linkExpiresAt: links[0]?.expiresAt })
  })

  it('are marked dead, and taken up again', async () => {
    const { hash, submissionId } = await corpus('08')
    const [soonest] = submissionFiles(desk.context, submissionId).links
    const place = { messageHash: hash, index: soonest?.index ?? -1 }
    expect(noteLink(desk.context, place, 'expired')).toEqual({ before: 'open' })
    expect(rowOf(submissionId)).toMatchObject({ expiringLinks: 2, linkExpiresAt: null })
    expect(submissionFiles(desk.context, submissionId).links.at(-1)).toMatchObject({ state: 'expired' })
    expect(noteLink(desk.context, place, 'open')).toEqual({ before: 'expired' })
    expect(rowOf(submissionId).expiringLinks).toBe(3)
  })

  it('are fetched: the file is kept, becomes a version, and the link needs nothing more', async () => {
    const { hash, submissionId } = await corpus('08')
    const [link] = submissionFiles(desk.context, submissionId).links
    const place = { messageHash: hash, index: link?.index ?? -1 }
    const { versionId } = await addFile(desk.context, submissionId, textFile(`品牌出海\n\n${ARTICLE}`), place)
    expect(versionId).not.toBeNull()
    const { links, handedOver } = submissionFiles(desk.context, submissionId)
    const captured = links.find(({ url }) => url === link?.url)
    expect(captured).toMatchObject({ state: 'captured', sha256: handedOver[0]?.sha256 })
    expect(rowOf(submissionId).expiringLinks).toBe(2)
  })

  it('that came with a later mail count as well', async () => {
    const submissionId = await takeSubmission(desk.context, { messageId: '<one@mail.example>' })
    const text = '文件在 https://pan.baidu.com/s/1later 请查收'
    await takeMail(desk.context, rawMail({ inReplyTo: '<one@mail.example>', text }))
    expect(rowOf(submissionId)).toMatchObject({ expiringLinks: 1, linkExpiresAt: null })
  })

  it('that are dead are asked for in a letter', async () => {
    const { hash, submissionId } = await corpus('08')
    const [link] = submissionFiles(desk.context, submissionId).links
    const letter = draftResend(desk.context, { messageHash: hash, index: link?.index ?? -1 })
    expect(letter).toMatchObject({ template: 'resend', to: { address: 'zhou@163.example' } })
    for (const said of ['mail.163.com', link?.name ?? '?', rowOf(submissionId).number]) {
      expect(letter.text).toContain(said)
    }
    expect(letter.text).not.toMatch(/\{\{|\{%|【待填/)
  })

  it('a link that does not expire is none', async () => {
    const { hash } = await takeMail(desk.context, rawMail({ text: `${ARTICLE} https://example.com/a` }))
    expect(getParsed(desk.context.db, hash)?.links).toHaveLength(1)
    expect(await refusalOf(() => noteLink(desk.context, { messageHash: hash, index: 0 }, 'expired'))).toBe(
      'link-not-found',
    )
  })
})

describe('a submission without a mail', () => {
  const request: NewSubmission = {
    author: { kind: 'new', name: '小白', address: '' },
    origin: 'file',
    title: '',
    channel: 'wechat',
    note: '微信名：小白',
    receivedAt: TEST_NOW - 86_400_000,
    provenance: [{ field: 'first-publication', value: '仅首发鸟哥笔记', saidIn: '微信' }],
    file: textFile(`品牌出海的第三年\n\n${ARTICLE}`, '品牌出海.txt'),
  }

  it('has a number, its author, where things were said, and its file', async () => {
    const { submissionId, number, refusal } = await createSubmission(desk.context, request)
    expect([number, refusal]).toEqual(['2609-001', null])
    expect(rowOf(submissionId)).toMatchObject({
      origin: 'file',
      title: '品牌出海的第三年',
      author: { name: '小白', address: '' },
      receivedAt: request.receivedAt,
      versions: 1,
      state: 'new',
    })
    expect(listProvenance(desk.context.db, submissionId)).toEqual(request.provenance)
    const record = authorRecord(desk.context, rowOf(submissionId).author.id)
    expect(record.notes).toMatchObject([{ channel: 'wechat', text: '微信名：小白' }])
    expect(submissionFiles(desk.context, submissionId)).toMatchObject({
      mails: [],
      handedOver: [{ filename: '品牌出海.txt' }],
    })
  })

  it('takes the title that its editor gives it, in the manuscript as well', async () => {
    const { submissionId } = await createSubmission(desk.context, { ...request, title: '出海记' })
    const [version] = listVersions(desk.context.db, submissionId)
    expect([rowOf(submissionId).title, version?.title]).toEqual(['出海记', '出海记'])
    expect(plainText(documentOf(desk.context, version?.contentHash ?? '')).split('\n')[0]).toBe('出海记')
  })

  it('of a known author, or of a known address under another name, makes nobody new', async () => {
    const first = await takeSubmission(desk.context, { from: '周舟 <zhou@mail.example>' })
    const { id: authorId } = rowOf(first).author
    const known = await createSubmission(desk.context, { ...request, author: { kind: 'known', authorId } })
    const address = await createSubmission(desk.context, {
      ...request,
      author: { kind: 'new', name: '舟', address: ' ZHOU@mail.example' },
    })
    for (const { submissionId } of [known, address]) expect(rowOf(submissionId).author.id).toBe(authorId)
  })

  it('of nobody is refused, and nothing is kept of it', async () => {
    const nobody = { kind: 'new' as const, name: ' ', address: '' }
    const before = desk.context.db.prepare('SELECT count(*) FROM audit_events').pluck().get()
    expect(await refusalOf(() => createSubmission(desk.context, { ...request, author: nobody }))).toBe('no-author')
    expect(desk.context.db.prepare('SELECT count(*) FROM audit_events').pluck().get()).toBe(before)
  })

  it('whose file cannot be read is registered all the same, and says why', async () => {
    const pdf = { filename: '扫描稿.pdf', bytes: Buffer.from('%PDF-1.4') }
    const { submissionId, refusal } = await createSubmission(desk.context, { ...request, file: pdf })
    expect(refusal).toMatchObject({ code: 'corrupt' })
    expect(rowOf(submissionId)).toMatchObject({ title: '扫描稿', versions: 0 })
    expect(getSubmission(desk.context.db, submissionId)?.conversion).toMatchObject({ kind: 'refused' })
  })

  it('is decided without a letter; with one it is refused, because there is no address', async () => {
    await giveMaildir(desk)
    const { submissionId } = await createSubmission(desk.context, request)
    expect(await refusalOf(() => decideWithLetter(desk.context, submissionId, 'reject'))).toBe('no-recipient')
  })

  it('keeps pictures of a pasted page as blobs, names the remote ones and runs nothing', async () => {
    const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
    const page = `<h1>公众号里的文章</h1><p onclick="alert(1)">${ARTICLE}</p><script>alert(1)</script>
      <img src="data:image/png;base64,${pixel}"><img src="https://mmbiz.qpic.cn/a.jpg" onerror="alert(1)">`
    const { submissionId } = await createSubmission(desk.context, {
      ...request,
      origin: 'paste',
      file: { filename: '粘贴.html', bytes: Buffer.from(page) },
    })
    const [version] = listVersions(desk.context.db, submissionId)
    expect(version?.images).toHaveLength(1)
    expect(desk.context.blobs.has(version?.images[0]?.sha256 ?? '')).toBe(true)
    expect(version?.report).toContainEqual({ code: 'image-not-fetched', detail: 'https://mmbiz.qpic.cn/a.jpg' })
    expect(JSON.stringify(documentOf(desk.context, version?.contentHash ?? '').toJSON())).not.toContain('alert')
  })

  it('is looked at before, without anything being kept', async () => {
    const before = [...desk.context.blobs.list()].length
    const glance = await glanceAt(desk.context, request.file)
    expect(glance).toMatchObject({ ok: true, value: { title: '品牌出海的第三年' } })
    expect([...desk.context.blobs.list()]).toHaveLength(before)
  })
})
