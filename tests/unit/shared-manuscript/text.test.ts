import { describe, expect, it } from 'vitest'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { BREAK_CHARACTER, countWords, IMAGE_CHARACTER, plainText, textBlocks } from '@shared/manuscript/text'

const text = (content: string, mark?: string) => ({
  type: 'text',
  text: content,
  ...(mark === undefined ? {} : { marks: [{ type: mark }] }),
})
const paragraph = (id: string | null, ...content: unknown[]) => ({ type: 'paragraph', attrs: { id }, content })
const image = { type: 'image', attrs: { sha256: '', contentType: '', alt: '图' } }

const document = manuscriptSchema.nodeFromJSON({
  type: 'doc',
  content: [
    { type: 'title', content: [text('题目😀')] },
    paragraph('p1', text('甲😀'), text('粗', 'bold'), { type: 'hardBreak' }, image, text('尾')),
    { type: 'blockquote', content: [paragraph('p2', text('引'))] },
    {
      type: 'bulletList',
      content: [
        {
          type: 'listItem',
          content: [
            paragraph('p3', text('项')),
            { type: 'heading', attrs: { id: 'p4', level: 3 }, content: [text('节')] },
          ],
        },
      ],
    },
    {
      type: 'table',
      content: [
        {
          type: 'tableRow',
          content: [
            { type: 'tableCell', content: [paragraph('p5')] },
            { type: 'tableHeader', content: [paragraph('p6', text('格'))] },
          ],
        },
      ],
    },
    { type: 'codeBlock', attrs: { id: 'p7' }, content: [text('a\nb')] },
    { type: 'horizontalRule' },
    paragraph(null, text('无名')),
  ],
})
document.check()

describe('textblocks', () => {
  const blocks = textBlocks(document)

  it('come in order, each with its kind and text', () => {
    expect(blocks.map(({ id, kind, text: content }) => [id, kind, content])).toEqual([
      ['title', 'title', '题目😀'],
      ['p1', 'paragraph', `甲😀粗${BREAK_CHARACTER}${IMAGE_CHARACTER}尾`],
      ['p2', 'quote', '引'],
      ['p3', 'list-item', '项'],
      ['p4', 'heading', '节'],
      ['p5', 'cell', ''],
      ['p6', 'cell', '格'],
      ['p7', 'code', 'a\nb'],
      ['b8', 'paragraph', '无名'],
    ])
  })

  it('offsets are positions, in UTF-16 code units: a surrogate pair is two, a break and a picture are one', () => {
    const block = blocks[1]
    if (block === undefined) throw new Error('no second block')
    expect(block.text).toHaveLength(7)
    expect(document.nodeAt(block.from + 4)?.type.name).toBe('hardBreak')
    expect(document.nodeAt(block.from + 5)?.type.name).toBe('image')
    expect(document.textBetween(block.from + 1, block.from + 3)).toBe('😀')
    expect(document.resolve(block.from).parentOffset).toBe(0)
  })

  it('agree with the document itself', () => {
    const leaf = (node: { type: { name: string } }) =>
      node.type.name === 'hardBreak' ? BREAK_CHARACTER : IMAGE_CHARACTER
    for (const { from, text: content } of blocks)
      expect(document.textBetween(from, from + content.length, '\n', leaf)).toBe(content)
    expect(plainText(document)).toBe(blocks.map(({ text: content }) => content).join('\n'))
  })
})

describe('字数', () => {
  it.each([
    ['', 0],
    ['投稿台', 3],
    ['投稿台，2026年9月。', 6 + 1],
    ['使用 ChatGPT 写作', 5],
    ['1080p/48FPS', 2],
    ['3.5% 和 1,000', 3],
    ["don't stop", 2],
    ['𠮷野家', 3],
    ['😀！——……', 0],
    [`${IMAGE_CHARACTER}${BREAK_CHARACTER}甲`, 1],
  ])('%s: %i', (sample, count) => {
    expect(countWords(sample)).toBe(count)
  })
})
