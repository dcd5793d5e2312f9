/** A manuscript with one of everything, as exporters get it. */
import type { ManuscriptToExport } from '@core/manuscript/export-types'
import type { DocumentJson } from '@shared/domain/manuscript'

export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
export const PICTURE = 'a'.repeat(64)

const text = (words: string, ...marks: unknown[]) => ({ type: 'text', text: words, ...(marks.length > 0 && { marks }) })
const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content })
const image = (sha256 = PICTURE, alt = '增长曲线') => ({
  type: 'image',
  attrs: { sha256, contentType: 'image/png', alt },
})

export const everything: DocumentJson = {
  type: 'doc',
  attrs: { suggestions: { s1: { editorId: 'e', name: '苏', at: 0 } } },
  content: [
    { type: 'title', content: [text('内容团队的 <第二年>')] },
    paragraph(
      text('开头'),
      text('加粗', { type: 'bold' }),
      text('又斜', { type: 'bold' }, { type: 'italic' }),
      text('划掉', { type: 'strike' }),
      text('a`b', { type: 'code' }),
      { type: 'hardBreak' },
      text('第二行 *不是强调* & <b>'),
      { type: 'footnoteRef', attrs: { note: 'n2' } },
    ),
    paragraph(
      text('见'),
      text('这篇', { type: 'link', attrs: { href: 'https://example.com/a?b=1&c="2"' } }),
      text('和', { type: 'bold' }, { type: 'link', attrs: { href: 'https://example.com/d' } }),
      text('坏的', { type: 'link', attrs: { href: 'javascript:alert(1)' } }),
      { type: 'footnoteRef', attrs: { note: 'n1' } },
    ),
    { type: 'heading', attrs: { level: 2 }, content: [text('一、小标题')] },
    paragraph(image()),
    { type: 'caption', content: [text('图 1：增长')] },
    paragraph(text('文中'), image('b'.repeat(64), '没有存下的图'), text('继续')),
    { type: 'blockquote', content: [paragraph(text('引文')), paragraph(text('第二段'))] },
    {
      type: 'bulletList',
      content: [
        { type: 'listItem', content: [paragraph(text('甲'))] },
        {
          type: 'listItem',
          content: [
            paragraph(text('乙')),
            {
              type: 'orderedList',
              attrs: { start: 3 },
              content: [{ type: 'listItem', content: [paragraph(text('丙'))] }],
            },
          ],
        },
      ],
    },
    { type: 'codeBlock', content: [text('let a = `<1>`')] },
    { type: 'horizontalRule' },
    {
      type: 'table',
      content: [
        {
          type: 'tableRow',
          content: [
            { type: 'tableHeader', content: [paragraph(text('渠道'))] },
            { type: 'tableHeader', attrs: { colspan: 2 }, content: [paragraph(text('数|据'))] },
          ],
        },
        {
          type: 'tableRow',
          content: [
            { type: 'tableCell', content: [paragraph(text('公众号'))] },
            { type: 'tableCell', content: [paragraph(text('1')), paragraph(text('2'))] },
            { type: 'tableCell', content: [paragraph(text('3'))] },
          ],
        },
      ],
    },
    paragraph(
      text('结尾'),
      text('删去的', { type: 'deletion', attrs: { id: 's1' } }),
      text('加上的', { type: 'insertion', attrs: { id: 's1' } }),
      text('。'),
    ),
    { type: 'footnote', attrs: { note: 'n1' }, content: [paragraph(text('脚注一'))] },
    { type: 'footnote', attrs: { note: 'n2' }, content: [paragraph(text('脚注二'))] },
    { type: 'footnote', attrs: { note: 'n3' }, content: [paragraph(text('没人提到的'))] },
  ],
}

export const manuscript: ManuscriptToExport = {
  document: everything,
  byline: '文：周舟@内容团队',
  threads: [],
  pictures: new Map([[PICTURE, { bytes: PNG, contentType: 'image/png' }]]),
  closing: ['作者简介：周舟，写作十年。', '本文为作者独立观点，不代表鸟哥笔记立场。'],
}
