import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { convertManuscript } from '@core/manuscript'
import { unpackZip } from '@core/manuscript/zip'
import { listVersions } from '@core/store/repositories/manuscripts'
import { addEditor, setExportSettings } from '@core/workflow/desk'
import { documentOf } from '@core/workflow/checking'
import { keepEdit, recordEdit } from '@core/workflow/edits'
import { exportAsText, exportForClipboard, gatherExport } from '@core/workflow/export'
import { exportContent, exportVersion } from '@core/workflow/export-version'
import { clearMade } from '@core/workflow/made-files'
import { describePicture, keepPicture, noteDetail } from '@core/workflow/piece'
import { addAnnotation, replyToAnnotation, setProvenance } from '@core/workflow/review'
import type { BundleManifest } from '@core/workflow/evidence-bundle'
import { Fragment } from 'prosemirror-model'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { codePicture, docxWithPicture } from '../../../support/code-picture'
import { corpusMail, rawMail, takeMail, takeSubmission } from '../../../support/mails'
import { PIXEL } from '../../../support/reviewed-document'
import { anchorIn, decideWithLetter, giveMaildir } from '../scenario'

let desk: TestDesk
beforeEach(() => {
  desk = openTestDesk()
})
afterEach(() => desk.close())

async function piece(): Promise<{ submissionId: string; versionId: string }> {
  const submissionId = await takeSubmission(desk.context, { messageId: '<one@mail.example>' })
  return { submissionId, versionId: listVersions(desk.context.db, submissionId)[0]?.id ?? '' }
}

async function bytesOf(content: Awaited<ReturnType<typeof exportContent>>): Promise<Buffer> {
  if (content.kind === 'page') return Buffer.from(content.html)
  if (typeof content.content === 'string' || content.content instanceof Uint8Array) return Buffer.from(content.content)
  const chunks: Buffer[] = []
  for await (const chunk of content.content) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

async function openZip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const unpacked = await unpackZip(bytes)
  if (!unpacked.ok) throw new Error(JSON.stringify(unpacked.error))
  return new Map([...unpacked.value].map(([name, content]) => [name, Buffer.from(content)]))
}

describe('what goes with a piece', () => {
  it('takes the channel’s own words before those for all, and the settled facts into the statement', async () => {
    const { submissionId, versionId } = await piece()
    const note = (channel: string, field: 'signature' | 'bio' | 'final-title', value: string): void =>
      noteDetail(desk.context, submissionId, { channel, field, value, saidIn: '邮件' })
    note('', 'signature', '周舟')
    note('wechat', 'signature', '周舟（内容团队）')
    note('', 'bio', '写作十年')
    note('wechat', 'final-title', '第二年')
    setProvenance(desk.context, submissionId, { field: 'first-publication', value: '仅首发鸟哥笔记', saidIn: '邮件' })
    setExportSettings(desk.context, {
      closing: '本文为作者独立观点。\n\n未经允许不得转载。',
      statement: '本文由{{ signature }}授权发布，{{ first_publication }}。',
      byline: true,
      bio: true,
    })
    const site = (await gatherExport(desk.context, versionId, 'site', 'readers')).manuscript
    const wechat = (await gatherExport(desk.context, versionId, 'wechat', 'readers')).manuscript
    expect([site.byline, wechat.byline]).toEqual(['文：周舟', '文：周舟（内容团队）'])
    expect(site.closing).toEqual([
      '作者简介：写作十年',
      '本文由周舟授权发布，仅首发鸟哥笔记。',
      '本文为作者独立观点。',
      '未经允许不得转载。',
    ])
    expect(JSON.stringify(wechat.document)).toContain('"text":"第二年"')
    expect(JSON.stringify(site.document)).not.toContain('"text":"第二年"')
  })

  it('the portrait goes along above the biography, in every form for readers and in the evidence, and to nobody else', async () => {
    const { submissionId, versionId } = await piece()
    const bytes = Buffer.from(PIXEL)
    const { sha256 } = await keepPicture(desk.context, { filename: '头像.png', bytes })
    noteDetail(desk.context, submissionId, { channel: '', field: 'avatar', value: sha256, saidIn: '邮件' })
    noteDetail(desk.context, submissionId, { channel: '', field: 'bio', value: '写作十年', saidIn: '邮件' })
    const readers = await gatherExport(desk.context, versionId, 'site', 'readers')
    const data = `data:image/png;base64,${PIXEL.toString('base64')}`
    const page = (await exportAsText(desk.context, readers, 'page')).text
    expect(page.slice(page.indexOf('<section class="closing">'))).toMatch(/portrait.*作者头像.*\n<p>作者简介：写作十年/)
    expect(page).toContain(data)
    expect((await exportAsText(desk.context, readers, 'wechat')).text).toContain(data)
    const markdown = await exportAsText(desk.context, readers, 'markdown', '图')
    expect(markdown.text).toMatch(/!\[作者头像\]\(<图\/\d+\.png>\)\n\n作者简介：写作十年/)
    expect(markdown.pictures.map((picture) => Buffer.from(picture.bytes).equals(bytes))).toContain(true)
    const word = await exportContent(desk.context, versionId, 'docx-clean')
    const parts = await openZip(await bytesOf(word))
    expect([...parts.values()].some((part) => part.equals(bytes))).toBe(true)
    expect(parts.get('word/document.xml')?.toString()).toContain('作者头像')
    const author = await gatherExport(desk.context, versionId, 'site', 'author')
    expect(author.manuscript.portrait).toBeUndefined()
    setExportSettings(desk.context, { closing: '', statement: '', byline: true, bio: false })
    expect((await gatherExport(desk.context, versionId, 'site', 'readers')).manuscript.portrait).toBeUndefined()
    const bundle = await exportContent(desk.context, versionId, 'bundle')
    expect((await openZip(await bytesOf(bundle))).get('头像.png')?.equals(bytes)).toBe(true)
  })

  it('a statement that asks for what no piece has is refused in words, not sent with a hole', async () => {
    const { versionId } = await piece()
    const settings = { closing: '', statement: '{{ nothing }}', byline: true, bio: true }
    expect(() => setExportSettings(desk.context, settings)).toThrow(/statement-unreadable/)
    expect((await gatherExport(desk.context, versionId, 'site', 'readers')).manuscript.closing.join('')).not.toContain(
      'nothing',
    )
  })

  it('nothing private goes to the author, and no comment to readers', async () => {
    const { submissionId, versionId } = await piece()
    const add = (audience: 'author' | 'editors', text: string): unknown => {
      desk.clock.advance(1)
      return addAnnotation(desk.context, { ...anchorIn(desk.context, submissionId), kind: 'comment', audience, text })
    }
    add('author', '请补出处')
    add('editors', '这人上次拖稿')
    const said = async (audience: 'desk' | 'author' | 'readers'): Promise<string[]> =>
      (await gatherExport(desk.context, versionId, 'site', audience)).manuscript.threads.flatMap(({ comments }) =>
        comments.map(({ text }) => text),
      )
    expect(await said('desk')).toEqual(['请补出处', '这人上次拖稿'])
    expect(await said('author')).toEqual(['请补出处'])
    expect(await said('readers')).toEqual([])
  })

  it('a comment whose words are gone goes along all the same, at the title and with its old words', async () => {
    const { submissionId, versionId } = await piece()
    const { context } = desk
    const { anchor } = anchorIn(context, submissionId)
    addAnnotation(context, { versionId, anchor, kind: 'comment', audience: 'author', text: '请补出处' })
    const document = documentOf(context, anchor.contentHash)
    const without = document.copy(document.content.replaceChild(1, document.child(1).copy(Fragment.empty)))
    recordEdit(context, versionId, anchor.contentHash, await keepEdit(context, without), [])
    const { threads } = (await gatherExport(context, versionId, 'site', 'author')).manuscript
    expect(threads).toMatchObject([{ anchor: { block: 'title', start: 0 } }])
    expect(threads[0]?.comments[0]?.text).toBe(`（原处的文字已变：“${anchor.quote}”）请补出处`)
  })

  it('the clipboard has rich and plain text', async () => {
    const { versionId } = await piece()
    const { html, text } = await exportForClipboard(desk.context, versionId, 'wechat')
    expect(html).toContain('style="')
    expect(text).toContain('本文为作者独立观点')
    expect(text).not.toContain('<p')
  })
})

describe('files', () => {
  it('lie in made/ under a name of their own until they are taken, and a new start removes them', async () => {
    const { versionId } = await piece()
    const made = await exportVersion(desk.context, versionId, 'html')
    const file = path.join(desk.profileDir, 'made', made.name)
    expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>/)
    expect(made.filename).toMatch(/^\d{4}-\d{3} .+\.html$/)
    clearMade(desk.profileDir)
    expect(() => readFileSync(file)).toThrow(/ENOENT/)
  })

  it('Word files carry comments and changes to whom they are for, read back by our own importer', async () => {
    const { submissionId, versionId } = await piece()
    const colleague = addEditor(desk.context, '李四').id
    for (const [audience, text] of [
      ['author', '请补出处'],
      ['editors', '这人上次拖稿'],
    ] as const) {
      desk.clock.advance(1)
      const thread = { ...anchorIn(desk.context, submissionId), kind: 'comment', audience, text } as const
      const { id } = addAnnotation(desk.context, thread)
      desk.clock.advance(1)
      if (audience === 'author') replyToAnnotation(desk.context, id, '@李四 像是编的', [colleague])
    }
    const said = async (to: 'docx' | 'docx-author' | 'docx-clean') => {
      const bytes = await bytesOf(await exportContent(desk.context, versionId, to))
      const back = await convertManuscript({ kind: 'file', filename: '稿.docx', bytes, zone: desk.context.zone })
      if (!back.ok) throw new Error(back.error.code)
      return back.value.threads.flatMap(({ comments }) => comments.map((comment) => comment.text))
    }
    expect(await said('docx')).toEqual(['请补出处', '@李四 像是编的', '这人上次拖稿'])
    expect(await said('docx-author')).toEqual(['请补出处'])
    expect(await said('docx-clean')).toEqual([])
  })

  it('a PDF is a page that is still to be printed', async () => {
    const { versionId } = await piece()
    expect(await exportVersion(desk.context, versionId, 'pdf')).toMatchObject({ how: 'pdf' })
  })

  it('Markdown comes with its pictures in one zip', async () => {
    const { outcome } = await takeMail(desk.context, corpusMail('02'))
    if (outcome.kind !== 'registered') throw new Error('mail 02 is a submission')
    const versionId = listVersions(desk.context.db, outcome.submissionId)[0]?.id ?? ''
    const entries = await openZip(await bytesOf(await exportContent(desk.context, versionId, 'md')))
    const names = [...entries.keys()]
    expect(names.filter((name) => name.endsWith('.md'))).toHaveLength(1)
    const text = entries.get(names.find((name) => name.endsWith('.md')) ?? '')?.toString('utf8') ?? ''
    const pictures = names.filter((name) => name.startsWith('pictures/'))
    expect(pictures.length).toBeGreaterThan(0)
    for (const picture of pictures) expect(text).toContain(picture)
  })
})

describe('the evidence bundle', () => {
  it('holds what came, what was found, said, decided and sent; every file with its true hash', async () => {
    await giveMaildir(desk)
    const { submissionId, versionId } = await piece()
    const { context } = desk
    addAnnotation(context, { ...anchorIn(context, submissionId), kind: 'comment', audience: 'editors', text: '内部' })
    describePicture(context, submissionId, 'a'.repeat(64), {
      source: '自摄',
      licence: 'own',
      evidence: '',
      minor: 'no',
      boughtFont: 'no',
    })
    decideWithLetter(context, submissionId, 'revise')
    const entries = await openZip(await bytesOf(await exportContent(context, versionId, 'bundle')))
    const manifest = JSON.parse(entries.get('manifest.json')?.toString('utf8') ?? '') as BundleManifest
    expect(manifest.files.map((file) => file.path).toSorted()).toEqual(
      [...entries.keys()].filter((name) => name !== 'manifest.json').toSorted(),
    )
    for (const { path: name, sha256, size } of manifest.files) {
      const bytes = entries.get(name)
      expect([
        name,
        bytes?.byteLength,
        createHash('sha256')
          .update(bytes ?? '')
          .digest('hex'),
      ]).toEqual([name, size, sha256])
    }
    const mail = manifest.files.find(({ path: name }) => name.startsWith('来信/'))
    expect(mail?.sha256).toBe(context.db.prepare('SELECT hash FROM messages').pluck().get())
    expect(entries.get('批注.json')?.toString('utf8')).toContain('内部')
    expect(entries.get('审稿结论.json')?.toString('utf8')).toContain('revise')
    expect(entries.get('操作记录.jsonl')?.toString('utf8')).toContain('"decision.recorded"')
    expect(manifest.files.some(({ path: name }) => name.startsWith('回信/'))).toBe(true)
    expect([...entries.keys()].every((name) => !name.includes('..') && !name.startsWith('/'))).toBe(true)
  })

  it('has of a piece that came as a file with a picture: the file, the annotated copy, findings, provenance, picture proofs', async () => {
    await giveMaildir(desk)
    const { context } = desk
    const file = await docxWithPicture(
      '根治糖尿病的三个办法，加微信 abc123456',
      await codePicture('https://pan.baidu.com/s/1abc'),
    )
    const attachment = { filename: '稿.docx', contentType: 'application/octet-stream', bytes: file }
    const { outcome } = await takeMail(context, rawMail({ subject: '投稿：办法', text: '附件是稿子', attachment }))
    if (outcome.kind !== 'registered') throw new Error('not registered')
    const { submissionId } = outcome
    const version = listVersions(context.db, submissionId)[0]!
    addAnnotation(context, {
      ...anchorIn(context, submissionId),
      kind: 'comment',
      audience: 'author',
      text: '请补出处',
    })
    setProvenance(context, submissionId, { field: 'first-publication', value: '仅首发鸟哥笔记', saidIn: '邮件' })
    const picture = version.images[0]?.sha256 ?? ''
    describePicture(context, submissionId, picture, {
      source: '作者自摄',
      licence: 'own',
      evidence: '手机原图在作者处',
      minor: 'no',
      boughtFont: 'no',
    })
    const entries = await openZip(await bytesOf(await exportContent(context, version.id, 'bundle')))
    const textOf = (name: string): string => entries.get(name)?.toString('utf8') ?? `no ${name}`
    expect(entries.get('稿件/第1稿/原件 稿.docx')?.equals(file)).toBe(true)
    expect(textOf('稿件/第1稿/原稿.txt')).toContain('根治糖尿病')
    const annotated = await convertManuscript({
      kind: 'file',
      filename: '批注稿.docx',
      bytes: new Uint8Array(entries.get('稿件/第1稿/批注稿.docx') ?? []),
    })
    expect(annotated.ok && JSON.stringify(annotated.value.threads)).toContain('请补出处')
    expect(textOf('稿件/第1稿/审核.json')).toContain('abc123456')
    expect(textOf('图片/来源与授权.json')).toContain('手机原图在作者处')
    expect(
      createHash('sha256')
        .update(entries.get('图片/1.png') ?? '')
        .digest('hex'),
    ).toBe(picture)
    expect(textOf('首发与授权.json')).toContain('仅首发鸟哥笔记')
    expect(textOf('说明.txt')).toContain('图片里的文字机器没有看')
  })
})
