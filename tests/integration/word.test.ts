/** Our Word files are opened by LibreOffice, and what it writes is read back; its own Word files are read as what they were. */
import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { convertManuscript, type ManuscriptConversion } from '@core/manuscript'
import { exportDocx } from '@core/manuscript/export-docx/export-docx'
import type { ImportedThread } from '@shared/domain/annotation'
import { projectDocument } from '@shared/manuscript/projection'
import { suggestionsSchema } from '@shared/manuscript/suggestions'
import { makeAnchor, quoteOf, spansOf } from '@shared/manuscript/anchor'
import { BREAK_CHARACTER, FOOTNOTE_CHARACTER, IMAGE_CHARACTER, plainText, textBlocks } from '@shared/manuscript/text'
import { convertedByLibreOffice, ensureLibreOffice } from '../support/libreoffice'
import { randomNumbers } from '../support/random'
import { describeDocument, PIXEL, reviewedDocument, type ReviewedDocument } from '../support/reviewed-document'
import { nodeOf, outline } from '../unit/manuscript/support/outline'

const office = await ensureLibreOffice()
if (!office.available) process.stderr.write(`Skipped, Word files and LibreOffice: ${office.reason}\n`)

async function read(bytes: Uint8Array, extension = 'docx'): Promise<ManuscriptConversion> {
  const result = await convertManuscript({ kind: 'file', filename: `稿件.${extension}`, bytes })
  if (!result.ok) throw new Error(`${result.error.code} ${result.error.detail}`)
  return result.value
}

/** Each comment by itself: LibreOffice 7.4 writes answers to .docx as comments beside what they answer. */
function said(threads: readonly ImportedThread[]): string[] {
  return threads
    .flatMap(({ anchor, state, comments }) =>
      comments.map(
        ({ name, at, text }) => `${JSON.stringify(spansOf(anchor))} ${quoteOf(anchor)} ${state}: ${name}@${at} ${text}`,
      ),
    )
    .toSorted()
}

/** OpenDocument by way of LibreOffice says the same, as far as our reader of it goes. */
async function sameAsOdt(bytes: Uint8Array, made: ReviewedDocument): Promise<void> {
  const { document, threads } = await read(bytes, 'odt')
  const node = nodeOf(document)
  for (const projection of ['base', 'current'] as const)
    expect(plainText(projectDocument(node, projection))).toBe(plainText(projectDocument(made.node, projection)))
  expect(said(threads)).toEqual(said(made.threads))
}

describe.skipIf(!office.available)('our Word files in LibreOffice', () => {
  const random = randomNumbers('word and libreoffice')
  console.log(`seed ${random.seed}`)
  const sha256 = createHash('sha256').update(PIXEL).digest('hex')

  it('come back as Word files with the same text, changes and comments', async () => {
    for (let round = 0; round < 4; round += 1) {
      const made = reviewedDocument(random, sha256, true)
      const converted = await convertedByLibreOffice(
        await exportDocx(made),
        'docx',
        round === 0 ? ['docx', 'odt'] : ['docx'],
      )
      const bytes = converted.get('docx')
      if (bytes === undefined) throw new Error('nothing came back')
      const back = await read(bytes)
      const odt = converted.get('odt')
      if (odt !== undefined) await sameAsOdt(odt, made)
      const node = nodeOf(back.document)
      const which = `seed ${random.seed}, document ${round}`
      expect(describeDocument(node), which).toEqual(describeDocument(made.node))
      for (const projection of ['base', 'current'] as const)
        expect(plainText(projectDocument(node, projection)), which).toBe(
          plainText(projectDocument(made.node, projection)),
        )
      expect(said(back.threads), which).toEqual(said(made.threads))
      expect(back.byline, which).toBe('志刚')
    }
  })

  it('keep a comment on words of a footnote, before its reference: inside of one it would close the file to LibreOffice', async () => {
    const text = (words: string) => [{ type: 'text', text: words }]
    const document = {
      type: 'doc' as const,
      content: [
        { type: 'title', attrs: { id: 'title' }, content: text('县城消费') },
        {
          type: 'paragraph',
          attrs: { id: 'p1' },
          content: [
            ...text('正文里有一个注'),
            { type: 'footnoteRef', attrs: { note: 'n1' } },
            ...text('，又有一个'),
            { type: 'footnoteRef', attrs: { note: 'n2' } },
            ...text('。'),
          ],
        },
        {
          type: 'footnote',
          attrs: { note: 'n1' },
          content: [{ type: 'paragraph', attrs: { id: 'p2' }, content: text('数据来自统计局的年报。') }],
        },
        {
          type: 'footnote',
          attrs: { note: 'n2' },
          content: [{ type: 'paragraph', attrs: { id: 'p3' }, content: text('作者自己的访谈。') }],
        },
      ],
    }
    const node = nodeOf(document)
    const block = textBlocks(node).find(({ id }) => id === 'p2')
    if (block === undefined) throw new Error('no footnote')
    const at = 1_788_000_000_000
    const exported = await exportDocx({
      document: { ...(node.toJSON() as object), type: 'doc' },
      byline: '',
      threads: [
        {
          annotationId: 'a1',
          anchor: makeAnchor('a'.repeat(64), block, 4, 7),
          audience: 'author',
          state: 'open',
          comments: [{ name: '苏打', at, text: '哪一年的？' }],
        },
      ],
      pictures: new Map(),
      closing: [],
    })
    const copies = await convertedByLibreOffice(exported, 'docx', ['docx', 'odt'])
    // A comment about a place is read as one about its paragraph in Word files, about what stands before it in OpenDocument.
    const before = '正文里有一个注'
    const whole = `${before}${FOOTNOTE_CHARACTER}，又有一个${FOOTNOTE_CHARACTER}。`
    for (const [extension, bytes] of [['docx', exported] as const, ...copies]) {
      const { document: back, threads } = await read(bytes, extension)
      const notes = outline(nodeOf(back)).filter((line) => line.startsWith('footnote'))
      expect(notes, extension).toEqual(['footnote(p: 数据来自统计局的年报。)', 'footnote(p: 作者自己的访谈。)'])
      expect(
        threads.map(({ anchor, comments }) => [anchor.quote, comments]),
        extension,
      ).toEqual([[extension === 'odt' ? before : whole, [{ name: '苏打', at, text: '哪一年的？' }]]])
    }
  })

  it('hold all their text for any other program', async () => {
    const made = reviewedDocument(random, sha256)
    const clean = projectDocument(made.node, 'current')
    const exported = await exportDocx({ ...made, document: { ...(clean.toJSON() as object), type: 'doc' } })
    const text = (await convertedByLibreOffice(exported, 'docx', ['txt:Text (encoded):UTF8'])).get(
      'txt:Text (encoded):UTF8',
    )
    const shown = text?.toString('utf8').replace(/\s/g, '') ?? ''
    const leaves = new RegExp(`[${BREAK_CHARACTER}${IMAGE_CHARACTER}${FOOTNOTE_CHARACTER}]`)
    for (const line of plainText(clean).split('\n'))
      for (const piece of line.split(leaves)) expect(shown).toContain(piece.replace(/\s/g, ''))
  })
})

const NAMESPACES = [
  ['office', 'urn:oasis:names:tc:opendocument:xmlns:office:1.0'],
  ['style', 'urn:oasis:names:tc:opendocument:xmlns:style:1.0'],
  ['text', 'urn:oasis:names:tc:opendocument:xmlns:text:1.0'],
  ['table', 'urn:oasis:names:tc:opendocument:xmlns:table:1.0'],
  ['draw', 'urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'],
  ['fo', 'urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0'],
  ['xlink', 'http://www.w3.org/1999/xlink'],
  ['dc', 'http://purl.org/dc/elements/1.1/'],
  ['svg', 'urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0'],
  ['loext', 'urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0'],
]
  .map(([prefix, uri]) => `xmlns:${prefix ?? ''}="${uri ?? ''}"`)
  .join(' ')

const region = (id: string, who: string, when: string, change: string) =>
  `<text:changed-region xml:id="${id}" text:id="${id}">${change.replace('§', `<office:change-info><dc:creator>${who}</dc:creator><dc:date>${when}</dc:date></office:change-info>`)}</text:changed-region>`

/** An article as LibreOffice itself keeps one: flat OpenDocument. */
const FLAT_ODT = `<?xml version="1.0" encoding="UTF-8"?>
<office:document ${NAMESPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="." text:start-value="3"/><text:list-level-style-bullet text:level="2" text:bullet-char="•"/></text:list-style>
</office:automatic-styles>
<office:body><office:text>
<text:tracked-changes>
${region('c1', '王作者', '2026-09-02T08:00:00', '<text:insertion>§</text:insertion>')}
${region('c2', '李编辑', '2026-09-03T09:30:00', '<text:deletion>§<text:p>删去的</text:p></text:deletion>')}
${region('c3', '王作者', '2026-09-02T08:05:00', '<text:insertion>§</text:insertion>')}
</text:tracked-changes>
<text:p text:style-name="Title">县城里的春天</text:p>
<text:p>作者：志刚</text:p>
<text:p>开头一段，<text:span text:style-name="B">粗的</text:span>，<text:change-start text:change-id="c1"/>加上的<text:change-end text:change-id="c1"/>和<text:change text:change-id="c2"/>留下的，<text:a xlink:href="https://a.example/">链接</text:a>。</text:p>
<text:h text:outline-level="2">小标题</text:h>
<text:p>这里<office:annotation office:name="n1" loext:resolved="true"><dc:creator>李编辑</dc:creator><dc:date>2026-09-04T10:00:00</dc:date><text:p>请核实</text:p><text:p>第二行</text:p></office:annotation>有问题的话<office:annotation-end office:name="n1"/>后面，<office:annotation><dc:creator>王作者</dc:creator><dc:date>2026-09-05T10:00:00</dc:date><text:p>没有范围</text:p></office:annotation>注<text:note text:id="f1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>脚注的话</text:p></text:note-body></text:note>。</text:p>
<text:p>断<text:change-start text:change-id="c3"/></text:p>
<text:p><text:change-end text:change-id="c3"/>开的段</text:p>
<text:list text:style-name="L"><text:list-item><text:p>三</text:p><text:list><text:list-item><text:p>点</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>四</text:p></text:list-item></text:list>
<text:p text:style-name="Quotations">引文</text:p>
<table:table table:name="T"><table:table-column table:number-columns-repeated="2"/><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>合并</text:p></table:table-cell><table:covered-table-cell/></table:table-row><table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell><table:table-cell><text:p>乙</text:p></table:table-cell></table:table-row></table:table>
<text:p>图前<draw:frame draw:name="F" svg:width="5cm" svg:height="3cm" text:anchor-type="as-char"><draw:text-box><text:p text:style-name="Illustration"><draw:frame draw:name="P" svg:width="4cm" svg:height="2cm" text:anchor-type="as-char"><draw:image><office:binary-data>${PIXEL.toString('base64')}</office:binary-data></draw:image><svg:desc>增长曲线</svg:desc></draw:frame>图 1：增长</text:p></draw:text-box></draw:frame></text:p>
<text:p>结尾。</text:p>
</office:text></office:body></office:document>`

const PAGE = `<html><head><meta charset="utf-8"></head><body><h1>网页里的题目</h1><p>一段<b>粗</b>与<a href="https://a.example/">链接</a>。</p><ul><li>甲<ul><li>乙</li></ul></li></ul><ol start="3"><li>丙</li></ol><blockquote>引文</blockquote><pre>code x</pre><hr><table><tr><th>头</th><th>二</th></tr><tr><td>1</td><td>2</td></tr></table></body></html>`

describe.skipIf(!office.available)('Word files that LibreOffice makes', () => {
  let article: ManuscriptConversion

  beforeAll(async () => {
    const bytes = (await convertedByLibreOffice(Buffer.from(FLAT_ODT, 'utf8'), 'fodt', ['docx'])).get('docx')
    if (bytes === undefined) throw new Error('nothing was made')
    article = await read(bytes)
  })

  it('text, structure, notes, pictures and their captions', () => {
    expect({ title: article.title, byline: article.byline, report: article.report }).toEqual({
      title: '县城里的春天',
      byline: '志刚',
      report: [],
    })
    expect(outline(nodeOf(article.document))).toEqual([
      'p: 开头一段，<bold>粗的</>，<insertion>加上的</>和<deletion>删去的</>留下的，<link https://a.example/>链接</>。',
      'h2: 小标题',
      'p: 这里有问题的话后面，注footnoteRef()。',
      'p: 断',
      'p: 开的段',
      'ol3(li(p: 三 | ul(li(p: 点))) | li(p: 四))',
      'quote(p: 引文)',
      'table(tr(td(p: 合并)) | tr(td(p: 甲) | td(p: 乙)))',
      'p: 图前',
      'p: [img 增长曲线]',
      'caption: 图 1：增长',
      'p: 结尾。',
      'footnote(p: 脚注的话)',
    ])
    expect(article.images).toHaveLength(1)
  })

  it('who changed what, and when; a paragraph that was divided', () => {
    const node = nodeOf(article.document)
    const suggestions = Object.values(suggestionsSchema.parse(node.attrs['suggestions']))
    expect(suggestions).toEqual([
      { editorId: null, name: '王作者', at: Date.UTC(2026, 8, 2, 8) },
      { editorId: null, name: '李编辑', at: Date.UTC(2026, 8, 3, 9, 30) },
      { editorId: null, name: '王作者', at: Date.UTC(2026, 8, 2, 8, 5) },
    ])
    expect(plainText(projectDocument(node, 'base')).split('\n')).toContain('断开的段')
    expect(plainText(projectDocument(node, 'base'))).toContain('和删去的留下的')
  })

  it('comments with what they are about, and whether they are settled', () => {
    expect(article.threads.map(({ anchor, state, comments }) => [anchor.quote, state, comments])).toEqual([
      ['有问题的话', 'resolved', [{ name: '李编辑', at: Date.UTC(2026, 8, 4, 10), text: '请核实\n第二行' }]],
      [
        `这里有问题的话后面，注${FOOTNOTE_CHARACTER}。`,
        'open',
        [{ name: '王作者', at: Date.UTC(2026, 8, 5, 10), text: '没有范围' }],
      ],
    ])
  })

  it('of web pages: lists, quotes, code, rules, tables', async () => {
    const filter = 'docx:MS Word 2007 XML'
    const made = await convertedByLibreOffice(Buffer.from(PAGE, 'utf8'), 'html', [filter], 'HTML (StarWriter)')
    const page = await read(made.get(filter) ?? Buffer.alloc(0))
    expect(page.title).toBe('网页里的题目')
    expect(outline(nodeOf(page.document))).toEqual([
      'p: 一段<bold>粗</>与<link https://a.example/>链接</>。',
      'ul(li(p: 甲 | ul(li(p: 乙))))',
      'ol3(li(p: 丙))',
      'quote(p: 引文)',
      'code: code x',
      'hr()',
      'table(tr(td(p: 头) | td(p: 二)) | tr(td(p: 1) | td(p: 2)))',
    ])
  })
})
