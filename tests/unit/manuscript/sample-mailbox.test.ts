/** The mailbox that the demo opens: every mail is read, and gives what its author sent. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { convertManuscript } from '@core/manuscript'
import { plainText } from '@shared/manuscript/text'
import { nodeOf } from './support/outline'

const root = new URL('../../../resources/sample-mailbox/', import.meta.url)
const files = ['cur', 'new'].flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, root)).map((name) => new URL(`${folder}/${name}`, root)),
)

async function converted(subject: RegExp) {
  for (const file of files) {
    const mail = await simpleParser(readFileSync(file), { skipImageLinks: true })
    if (!subject.test(mail.subject ?? '')) continue
    const result = await convertManuscript({
      kind: 'mail',
      subject: mail.subject ?? '',
      text: mail.text ?? '',
      html: mail.html === false ? null : mail.html,
      attachments: mail.attachments.map(({ filename, contentType, cid, contentDisposition, content }) => ({
        filename: filename ?? '',
        contentType,
        sha256: createHash('sha256').update(content).digest('hex'),
        contentId: cid ?? null,
        inline: contentDisposition === 'inline',
        bytes: content,
      })),
    })
    if (!result.ok) throw new Error(result.error.code)
    return { ...result.value, text: plainText(nodeOf(result.value.document)) }
  }
  throw new Error(`no mail ${String(subject)}`)
}

const sourceLines = (name: string): string[] =>
  readFileSync(new URL(`source/${name}`, root), 'utf8')
    .split('\n')
    .filter((line) => line !== '')

describe('the sample mailbox', () => {
  it('has names that any system can check out, and addresses that reach nobody', () => {
    for (const file of files) {
      expect(file.pathname.split('/').at(-1)).toMatch(/^\d+\.M\d+P\d+\.demo$/)
      const headers = readFileSync(file, 'latin1').split('\n\n')[0] ?? ''
      for (const [, domain] of headers.matchAll(/@([\w.-]+)/g)) expect(domain).toMatch(/\.example$/)
    }
    expect(files).toHaveLength(13)
  })

  it('holds the article whole, as its author would have sent it', async () => {
    const manuscript = await converted(/AI视频生成/)
    const [title, byline, ...body] = sourceLines('ai-video.txt')
    expect(manuscript.title).toBe(title)
    expect(`文:${manuscript.byline}`).toBe(byline)
    expect(manuscript.images).toHaveLength(1)
    expect(manuscript.text.split('\n').filter((line) => line !== '\uFFFC')).toEqual([title, ...body])
  })

  it.each([
    [/联名款卖完/, 'html', '联名款卖完之后，奶茶店还剩下什么', '林小满@城市消费观察', 1],
    [/惊呆了/, 'text', '惊呆了！只用朋友圈这一招，她三天赚了别人三年的钱，看完99%的人都沉默了', '财富自由的小美', 0],
    [/数据看板/, 'markdown', '我们删掉了一半的数据看板', '程野', 0],
    [/^投稿《县城/, 'docx', '县城直播间：凌晨两点的生意经', '宋晚', 0],
    [/^回复：投稿《县城/, 'docx', '县城直播间：凌晨两点的生意经', '宋晚', 0],
    [/茶饮店/, 'text', '联名活动结束以后，茶饮店到底剩下了什么', '阿凯说品牌', 0],
    [/出海第一站/, 'text', '出海第一站，我们为什么没有选新加坡', '何一舟', 0],
  ])('%s', async (subject, kind, title, byline, images) => {
    const manuscript = await converted(subject)
    expect([manuscript.sourceKind, manuscript.title, manuscript.byline, manuscript.images.length]).toEqual([
      kind,
      title,
      byline,
      images,
    ])
  })

  it('a letter about a file behind a link stays whole, titled by its subject', async () => {
    const { title, text, report } = await converted(/超大附件/)
    expect(title).toBe('老厂房里的市集（图文，超大附件）')
    expect(text).toContain('老厂房里的市集.zip')
    expect(text).toContain('编辑好')
    expect(report).toEqual([])
  })

  it('says of the broken mail which file could not be read', async () => {
    expect((await converted(/出海第一站/)).report).toContainEqual({
      code: 'conversion-refused',
      detail: '出海第一站.docx',
    })
  })
})
