import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { convertManuscript, type MailToConvert, type ManuscriptAttachment } from '@core/manuscript'
import { textBlocks } from '@shared/manuscript/text'
import { docx, paragraph, PNG, zip } from './support/docx'
import { nodeOf, outline } from './support/outline'

const ARTICLE = '这是一篇真正的文章，讲的是内容团队怎样在预算减半之后把复购做起来。'.repeat(12)

function attachment(
  filename: string,
  bytes: Uint8Array | string,
  contentId: string | null = null,
): ManuscriptAttachment {
  const content = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
  const sha256 = createHash('sha256').update(content).digest('hex')
  return {
    filename,
    contentType: 'application/octet-stream',
    sha256,
    contentId,
    inline: contentId !== null,
    bytes: content,
  }
}

function mail(parts: Partial<Omit<MailToConvert, 'kind'>>): MailToConvert {
  return { kind: 'mail', subject: '投稿', text: '', html: null, attachments: [], ...parts }
}

async function chosen(parts: Partial<Omit<MailToConvert, 'kind'>>) {
  const result = await convertManuscript(mail(parts))
  if (!result.ok) return result.error
  const { sourceFilename, sourceKind, report } = result.value
  return { sourceFilename, sourceKind, notes: report.map(({ code, detail }) => `${code} ${detail}`.trim()) }
}

const word = (text: string) => docx(paragraph(text))

describe('which part of a mail is the manuscript', () => {
  it('Word before Markdown before HTML before text before the body', async () => {
    const files = [
      attachment('d.txt', ARTICLE),
      attachment('c.html', `<p>${ARTICLE}</p>`),
      attachment('b.md', ARTICLE),
      attachment('a.docx', await word(ARTICLE)),
    ]
    for (const expected of ['a.docx', 'b.md', 'c.html', 'd.txt']) {
      expect(await chosen({ text: '见附件', attachments: files })).toMatchObject({ sourceFilename: expected })
      files.pop()
    }
    expect(await chosen({ text: ARTICLE })).toEqual({ sourceFilename: null, sourceKind: 'text', notes: [] })
  })

  it('says when it had to guess', async () => {
    const attachments = [
      attachment('一稿.docx', await word(ARTICLE)),
      attachment('另一篇.docx', await word(`${ARTICLE}${ARTICLE}`)),
    ]
    expect(await chosen({ text: '见附件', attachments })).toMatchObject({
      sourceFilename: '一稿.docx',
      notes: ['manuscript-guessed 一稿.docx'],
    })
  })

  it('a licence, a biography or an invoice is no manuscript', async () => {
    const attachments = [
      attachment('首发授权书.docx', await word('兹授权')),
      attachment('作者简介.docx', await word('简介')),
    ]
    expect(await chosen({ text: ARTICLE, attachments })).toMatchObject({ sourceFilename: null })
    expect(
      await chosen({ text: '见附件', attachments: [...attachments, attachment('文.docx', await word(ARTICLE))] }),
    ).toMatchObject({
      sourceFilename: '文.docx',
    })
  })

  it('a file that is refused gives way to the next, and is named', async () => {
    const broken = attachment('稿件.docx', (await word(ARTICLE)).subarray(0, 300))
    expect(await chosen({ text: '见附件', attachments: [broken, attachment('备份.md', ARTICLE)] })).toMatchObject({
      sourceFilename: '备份.md',
      notes: expect.arrayContaining(['conversion-refused 稿件.docx']) as string[],
    })
    expect(await chosen({ text: '见附件', attachments: [broken] })).toMatchObject({ code: 'corrupt' })
    expect(await chosen({ text: ARTICLE, attachments: [broken] })).toMatchObject({ sourceFilename: null })
  })

  it('a file of a few words beside an article in the mail itself is something else', async () => {
    const article = Array.from({ length: 12 }, (_, index) => `${ARTICLE}${index}`).join('\n\n')
    const page = attachment('内容.txt', '本人确认以上为原创，同意贵站使用。')
    const long = await chosen({ text: article, attachments: [page] })
    expect(long).toMatchObject({ sourceFilename: null })
    expect(await chosen({ text: '请看附件', attachments: [page] })).toMatchObject({ sourceFilename: '内容.txt' })
  })

  it('an archive in an archive is not opened, and told of', async () => {
    const inner = await zip({ '内层.md': ARTICLE })
    const outer = attachment('稿件.zip', await zip({ '正文.md': ARTICLE, '再一层.zip': inner }))
    expect(await chosen({ attachments: [outer] })).toMatchObject({
      notes: expect.arrayContaining(['archive-not-opened 再一层.zip']) as string[],
    })
    expect(await chosen({ attachments: [attachment('稿件.zip', await zip({ '再一层.zip': inner }))] })).toMatchObject({
      code: 'not-supported',
    })
  })

  it('formats that are not read: refused by name, or the body with a note', async () => {
    const pages = attachment('稿.pages', Buffer.alloc(600))
    expect(await chosen({ text: '编辑好，请看。', attachments: [pages] })).toEqual({
      code: 'not-supported',
      detail: '稿.pages',
    })
    expect(await chosen({ text: ARTICLE, attachments: [pages] })).toMatchObject({
      sourceFilename: null,
      notes: expect.arrayContaining(['format-not-supported 稿.pages']) as string[],
    })
  })

  it('bytes count, not names: a Word file called .doc, a web page called .doc, an encrypted .docx', async () => {
    expect(await chosen({ attachments: [attachment('稿.doc', await word(ARTICLE))] })).toMatchObject({
      sourceKind: 'docx',
    })
    expect(
      await chosen({ attachments: [attachment('稿.doc', `<html><body><p>${ARTICLE}</p></body></html>`)] }),
    ).toMatchObject({ sourceKind: 'html' })
    const locked = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(600),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ])
    expect(await chosen({ text: '见附件', attachments: [attachment('稿.docx', locked)] })).toEqual({
      code: 'encrypted',
      detail: '稿.docx',
    })
  })

  it('pictures and tables are no manuscript', async () => {
    const sheet = await zip({ 'xl/workbook.xml': '<x/>' })
    expect(
      await chosen({ text: '见附件', attachments: [attachment('图.png', PNG), attachment('数据.xlsx', sheet)] }),
    ).toMatchObject({ sourceFilename: null })
  })

  it('a binary called .txt is refused, not shown as signs', async () => {
    expect(await chosen({ attachments: [attachment('a.txt', Buffer.from([0, 1, 2, 3, 0, 0, 0, 9]))] })).toEqual({
      code: 'corrupt',
      detail: 'a.txt',
    })
  })

  it('nothing is empty', async () => {
    expect(await chosen({})).toEqual({ code: 'empty', detail: '' })
    expect(await chosen({ text: ' \n ', html: '<div><br></div>' })).toEqual({ code: 'empty', detail: '' })
  })
})

describe('an archive', () => {
  it('gives its Word file with the pictures inside; archives in it stay closed', async () => {
    const inner = await zip({ 'deep.md': ARTICLE })
    const archive = await zip({
      '__MACOSX/._稿.md': 'x',
      '稿/稿.md': `# 题\n\n![图](pic/a.png)\n\n${ARTICLE}`,
      '稿/pic/a.png': PNG,
      'b.zip': inner,
    })
    const result = await convertManuscript(mail({ attachments: [attachment('包.zip', archive)] }))
    expect(result.ok && [result.value.sourceFilename, result.value.title, result.value.images.length]).toEqual([
      '包.zip',
      '题',
      1,
    ])
    expect(await chosen({ attachments: [attachment('包.zip', await zip({ 'b.zip': inner }))] })).toEqual({
      code: 'not-supported',
      detail: '包.zip',
    })
  })

  it('is refused as a whole when it is a bomb or locked', async () => {
    const bomb = await zip({ '稿.md': ARTICLE, 'z.bin': Buffer.alloc(16 * 1024 * 1024) })
    expect(await chosen({ text: '见附件', attachments: [attachment('包.zip', bomb)] })).toMatchObject({
      code: 'unpacks-too-large',
    })
  })
})

describe('the manuscript', () => {
  it('names its blocks in order, the same every time', async () => {
    const html = `<h1>题目</h1><p>文：张三</p><p>一</p><ul><li>二</li></ul><table><tr><td>三</td><td>四</td></tr></table><h2>五</h2><p>${ARTICLE}</p>`
    const once = await convertManuscript(mail({ html, text: '' }))
    const again = await convertManuscript(mail({ html, text: '' }))
    expect(once).toEqual(again)
    expect(once.ok && textBlocks(nodeOf(once.value.document)).map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      'title title',
      'p1 paragraph',
      'p2 list-item',
      'p3 cell',
      'p4 cell',
      'p5 heading',
      'p6 paragraph',
    ])
  })

  it('shows the pictures that came with the mail', async () => {
    const html = `<p><img src="cid:i1@x" alt="图"></p><p>${ARTICLE}</p>`
    const result = await convertManuscript(mail({ html, attachments: [attachment('image001.png', PNG, 'i1@x')] }))
    expect(result.ok && result.value.images).toHaveLength(1)
    expect(result.ok && outline(nodeOf(result.value.document))[0]).toBe('p: [img 图]')
  })

  it('an HTML stub beside a real text part is not preferred', async () => {
    expect(await chosen({ html: '<p>请用支持纯文本的软件查看</p>', text: ARTICLE })).toMatchObject({
      sourceKind: 'text',
    })
  })

  it('a file by itself is titled by its name when it says nothing else, and hashed', async () => {
    const bytes = Buffer.from(ARTICLE)
    const result = await convertManuscript({ kind: 'file', filename: '投稿_题目在此.txt', bytes })
    expect(result.ok && [result.value.title, result.value.sourceSha256]).toEqual([
      '题目在此',
      createHash('sha256').update(bytes).digest('hex'),
    ])
  })
})
