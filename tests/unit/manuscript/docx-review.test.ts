/** Comments and tracked changes of a Word file. */
import type { Node } from 'prosemirror-model'
import { describe, expect, it } from 'vitest'
import { convertManuscript } from '@core/manuscript'
import { MAX_OPEN_COMMENTS, MAX_SUGGESTIONS, MAX_THREADS } from '@core/manuscript/limits'
import { COMMENT_MAX } from '@shared/domain/annotation'
import { projectDocument } from '@shared/manuscript/projection'
import { suggestionsSchema } from '@shared/manuscript/suggestions'
import { plainText } from '@shared/manuscript/text'
import { docx, paragraph, picture, PNG, relationship, relationships, run, type Parts } from './support/docx'
import { nodeOf, outline } from './support/outline'

const NAMES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
const LEAD = paragraph('这是一段够长的正文，好让上面的一行是标题。')

interface Said {
  readonly text: string
  readonly author?: string
  readonly date?: string
  readonly para?: string
  readonly parent?: string
  readonly done?: boolean
}

function comments(...said: readonly Said[]): Parts {
  const part = said
    .map(
      ({ text, author = '李编辑', date = '2026-09-01T10:00:00Z', para }, id) =>
        `<w:comment w:id="${id}" w:author="${author}" w:date="${date}"><w:p w14:paraId="${para ?? `0000000${id}`}"><w:r><w:annotationRef/></w:r>${run(text)}</w:p></w:comment>`,
    )
    .join('')
  const extended = said
    .map(
      ({ para, parent, done }, id) =>
        `<w15:commentEx w15:paraId="${para ?? `0000000${id}`}"${parent === undefined ? '' : ` w15:paraIdParent="${parent}"`} w15:done="${done === true ? 1 : 0}"/>`,
    )
    .join('')
  return {
    'word/comments.xml': `<w:comments ${NAMES}>${part}</w:comments>`,
    'word/commentsExtended.xml': `<w15:commentsEx ${NAMES}>${extended}</w15:commentsEx>`,
    'word/_rels/document.xml.rels': relationships(
      relationship('c1', 'comments', 'comments.xml'),
      relationship('c2', 'commentsExtended', 'commentsExtended.xml'),
      relationship('p1', 'image', 'media/a.png'),
    ),
    'word/media/a.png': PNG,
  }
}

const start = (id: number) => `<w:commentRangeStart w:id="${id}"/>`
const end = (id: number) => `<w:commentRangeEnd w:id="${id}"/>${mark(id)}`
const mark = (id: number) => `<w:r><w:commentReference w:id="${id}"/></w:r>`
const change = (kind: string, id: number, content: string, author = '王作者', date = '2026-09-02T08:00:00Z') =>
  `<w:${kind} w:id="${id}" w:author="${author}" w:date="${date}">${content}</w:${kind}>`
const gone = (text: string) => `<w:r><w:delText xml:space="preserve">${text}</w:delText></w:r>`

async function read(body: string, extra: Parts = {}) {
  const result = await convertManuscript({ kind: 'file', filename: '稿.docx', bytes: await docx(body, extra) })
  if (!result.ok) throw new Error(`${result.error.code} ${result.error.detail}`)
  const node = nodeOf(result.value.document)
  return {
    ...result.value,
    node,
    lines: outline(node),
    suggestions: suggestionsSchema.parse(node.attrs['suggestions']),
    quotes: result.value.threads.map(({ anchor }) => `${anchor.block} ${anchor.projection} ${anchor.quote}`),
  }
}

const textOf = (node: Node, projection: 'base' | 'current') => plainText(projectDocument(node, projection))

describe('comments', () => {
  it('come with their words, people and times; answers and what is done belong to the thread', async () => {
    const body =
      LEAD + `<w:p>${run('前')}${start(0)}${start(1)}${run('有问题的话')}${end(0)}${end(1)}${run('后')}</w:p>`
    const { threads, report, node } = await read(
      body,
      comments(
        { text: '请核实', para: '0A', done: true },
        { text: '已核实', author: '王作者', date: '2026-09-01T11:30:00+08:00', para: '0B', parent: '0A' },
      ),
    )
    expect(threads).toEqual([
      {
        anchor: {
          contentHash: '',
          projection: 'current',
          block: 'p2',
          start: 1,
          end: 6,
          quote: '有问题的话',
          prefix: '前',
          suffix: '后',
        },
        state: 'resolved',
        comments: [
          { name: '李编辑', at: Date.UTC(2026, 8, 1, 10), text: '请核实' },
          { name: '王作者', at: Date.UTC(2026, 8, 1, 3, 30), text: '已核实' },
        ],
      },
    ])
    expect(report).toEqual([])
    expect(node.lastChild?.childCount).toBe(1)
  })

  it('over several paragraphs are about the first that has text; overlapping ones each about their own', async () => {
    const body =
      LEAD +
      `<w:p>${run('一')}${start(0)}</w:p>` +
      `<w:p>${run('二')}${start(1)}${run('两个')}${end(0)}${run('交叠')}${end(1)}</w:p>`
    const { quotes } = await read(body, comments({ text: '长' }, { text: '叠' }))
    expect(quotes).toEqual(['p3 current 二两个', 'p3 current 两个交叠'])
  })

  it('about no text are about their paragraph, about the next when that is empty, about a picture when there is one', async () => {
    const body =
      LEAD +
      `<w:p>${run('整段')}${mark(0)}</w:p>` +
      `<w:p>${start(1)}${end(1)}</w:p>` +
      paragraph('下一段') +
      picture('r:embed="p1"')
        .replace('<w:p>', `<w:p>${start(2)}`)
        .replace('</w:p>', `${end(2)}</w:p>`)
    const { quotes } = await read(body, comments({ text: '点' }, { text: '空' }, { text: '图' }))
    expect(quotes).toEqual(['p2 current 整段', 'p3 current 下一段', 'p4 current \uFFFC'])
  })

  it('in the title, in a cell, around a table', async () => {
    const body =
      `<w:p><w:pPr><w:pStyle w:val="T"/></w:pPr>${start(0)}${run('春天的县城')}${end(0)}${run('消费')}</w:p>` +
      LEAD +
      `${start(1)}<w:tbl><w:tr><w:tc>${paragraph('甲')}</w:tc><w:tc><w:p>${start(2)}${run('乙')}${end(2)}</w:p></w:tc></w:tr></w:tbl>` +
      `<w:p>${end(1)}${run('尾')}</w:p>`
    const { quotes, title } = await read(body, comments({ text: '题' }, { text: '表' }, { text: '格' }))
    expect(title).toBe('春天的县城消费')
    expect(quotes).toEqual(['title current 春天的县城', 'p2 current 甲', 'p3 current 乙'])
  })

  it('about deleted words are about the base', async () => {
    const body = LEAD + `<w:p>${run('留')}${start(0)}${change('del', 9, gone('删掉的'))}${end(0)}</w:p>`
    const { quotes } = await read(body, comments({ text: '为何删' }))
    expect(quotes).toEqual(['p2 base 删掉的'])
  })

  it('nobody points to, and empty ones, are told of by number', async () => {
    const { threads, report } = await read(
      LEAD + `<w:p>${run('文')}${mark(1)}</w:p>`,
      comments({ text: '没有位置' }, { text: '' }, { text: '答空', parent: '00000001' }),
    )
    expect(threads.map((thread) => thread.comments.map(({ text }) => text))).toEqual([['答空']])
    expect(report).toEqual([{ code: 'comments-dropped', detail: '2' }])
  })

  it('whose parents are a circle are threads all the same', async () => {
    const { threads } = await read(
      LEAD + `<w:p>${run('文')}${mark(0)}${mark(1)}</w:p>`,
      comments({ text: '甲', para: 'A', parent: 'B' }, { text: '乙', para: 'B', parent: 'A' }),
    )
    expect(threads.flatMap((thread) => thread.comments.map(({ text }) => text)).toSorted()).toEqual(['乙', '甲'])
  })

  it('bounds: threads, open ranges, characters of one', async () => {
    const threads = (count: number) => Array.from({ length: count }, (_, at) => ({ text: `评${at}`, para: `P${at}` }))
    const marks = (count: number) => Array.from({ length: count }, (_, at) => mark(at)).join('')
    for (const [count, dropped] of [
      [MAX_THREADS, 0],
      [MAX_THREADS + 1, 1],
    ] as const) {
      const { threads: got, report } = await read(
        LEAD + `<w:p>${run('文')}${marks(count)}</w:p>`,
        comments(...threads(count)),
      )
      expect(got).toHaveLength(MAX_THREADS)
      expect(report).toEqual(dropped === 0 ? [] : [{ code: 'comments-dropped', detail: '1' }])
    }
    const open = MAX_OPEN_COMMENTS + 1
    const starts = Array.from({ length: open }, (_, at) => start(at)).join('')
    const ends = Array.from({ length: open }, (_, at) => end(at)).join('')
    const { quotes } = await read(
      LEAD + `<w:p>${run('前')}${starts}${run('中')}${ends}${run('后')}</w:p>`,
      comments(...threads(open)),
    )
    expect(quotes.filter((quote) => quote === 'p2 current 中')).toHaveLength(MAX_OPEN_COMMENTS)
    expect(quotes.at(-1)).toBe('p2 current 前中后')
    for (const length of [COMMENT_MAX, COMMENT_MAX + 1]) {
      const { threads: got, report } = await read(
        LEAD + `<w:p>${run('文')}${mark(0)}</w:p>`,
        comments({ text: '字'.repeat(length) }),
      )
      expect(got[0]?.comments[0]?.text.length).toBe(COMMENT_MAX)
      expect(report).toEqual(length === COMMENT_MAX ? [] : [{ code: 'truncated', detail: 'comments 1' }])
    }
  })
})

describe('tracked changes', () => {
  it('insertions and deletions are suggestions of their author; both texts can be had', async () => {
    const body =
      LEAD + `<w:p>${run('我们')}${change('del', 1, gone('非常'))}${change('ins', 2, run('很'))}${run('高兴')}</w:p>`
    const { lines, suggestions, node, report } = await read(body)
    expect(lines[1]).toBe('p: 我们<deletion>非常</><insertion>很</>高兴')
    expect(suggestions).toEqual({ s1: { editorId: null, name: '王作者', at: Date.UTC(2026, 8, 2, 8) } })
    expect(textOf(node, 'base').split('\n').at(-1)).toBe('我们非常高兴')
    expect(textOf(node, 'current').split('\n').at(-1)).toBe('我们很高兴')
    expect(report).toEqual([])
  })

  it('one person at one time without unchanged text between is one suggestion, else each its own', async () => {
    const body =
      LEAD +
      `<w:p>${change('ins', 1, run('甲'))}${change('ins', 2, run('乙'))}${run('，')}${change('ins', 3, run('丙'))}${change('ins', 4, run('丁'), '另一人')}</w:p>`
    const { suggestions, node } = await read(body)
    expect(Object.values(suggestions).map(({ name }) => name)).toEqual(['王作者', '王作者', '另一人'])
    const ids: string[] = []
    node.lastChild?.forEach((child) => ids.push(...child.marks.map((each) => String(each.attrs['id']))))
    expect(ids).toEqual(['s1', 's2', 's3'])
  })

  it('what one inserted and another deleted is both', async () => {
    const body =
      LEAD +
      `<w:p>${run('文')}${change('ins', 1, run('加') + change('del', 2, gone('又删'), '李编辑') + run('上'))}</w:p>`
    const { lines, node } = await read(body)
    expect(lines[1]).toBe('p: 文<insertion>加</><insertion deletion>又删</><insertion>上</>')
    expect(textOf(node, 'current').endsWith('文加上')).toBe(true)
    expect(textOf(node, 'base').endsWith('文')).toBe(true)
  })

  it('moves are a deletion and an insertion', async () => {
    const body =
      LEAD +
      `<w:p>${change('moveFrom', 1, run('移走的。'))}${run('留下的。')}</w:p><w:p>${run('后面。')}${change('moveTo', 2, run('移走的。'))}</w:p>`
    expect((await read(body)).lines.slice(1)).toEqual([
      'p: <deletion>移走的。</>留下的。',
      'p: 后面。<insertion>移走的。</>',
    ])
  })

  it('of formatting say what it was before; of what the schema does not know nothing', async () => {
    const rPr = (now: string, before: string) =>
      `<w:rPr>${now}<w:rPrChange w:id="1" w:author="王作者" w:date="2026-09-02T08:00:00Z"><w:rPr>${before}</w:rPr></w:rPrChange></w:rPr>`
    const body =
      LEAD +
      `<w:p><w:r>${rPr('<w:b/>', '<w:i/>')}<w:t>变粗</w:t></w:r><w:r>${rPr('<w:color w:val="FF0000"/>', '')}<w:t>变红</w:t></w:r></w:p>`
    const { node, suggestions, report } = await read(body)
    expect(node.lastChild?.firstChild?.marks.map((each) => [each.type.name, each.attrs])).toEqual([
      ['bold', {}],
      ['format', { id: 's1', before: [{ type: 'italic' }] }],
    ])
    expect(node.lastChild?.child(1).marks).toEqual([])
    expect(Object.keys(suggestions)).toEqual(['s1'])
    expect(report).toEqual([])
  })

  it('of the ends of paragraphs join and divide them', async () => {
    const ended = (kind: string, text: string) =>
      `<w:p><w:pPr><w:rPr><w:${kind} w:id="5" w:author="王作者" w:date="2026-09-02T08:00:00Z"/></w:rPr></w:pPr>${run(text)}</w:p>`
    const { node } = await read(LEAD + ended('ins', '一') + paragraph('二') + ended('del', '三') + paragraph('四'))
    expect(textOf(node, 'base').split('\n').slice(-3)).toEqual(['一二', '三', '四'])
    expect(textOf(node, 'current').split('\n').slice(-3)).toEqual(['一', '二', '三四'])
  })

  it('an empty paragraph that is left out leaves the ends around it right', async () => {
    const ended = (kind: string, text: string) =>
      `<w:p><w:pPr><w:rPr><w:${kind} w:id="5" w:author="王作者" w:date="2026-09-02T08:00:00Z"/></w:rPr></w:pPr>${text === '' ? '' : run(text)}</w:p>`
    const { node } = await read(
      LEAD + ended('del', '一') + '<w:p/>' + paragraph('二') + ended('del', '三') + ended('del', '') + paragraph('四'),
    )
    expect(textOf(node, 'current').split('\n').slice(-3)).toEqual(['一', '二', '三四'])
  })

  it('of a paragraph style say which block it was', async () => {
    const styled = (now: string, before: string, text: string) =>
      `<w:p><w:pPr>${now}<w:pPrChange w:id="7" w:author="王作者" w:date="2026-09-02T08:00:00Z"><w:pPr>${before}</w:pPr></w:pPrChange></w:pPr>${run(text)}</w:p>`
    const { node, suggestions } = await read(
      LEAD +
        styled('<w:pStyle w:val="2"/>', '', '变成小标题') +
        styled('', '<w:pStyle w:val="1"/>', '变成正文') +
        styled('<w:jc w:val="center"/>', '', '只是居中'),
    )
    expect([1, 2, 3].map((at) => node.child(at + 1).attrs['was'] as unknown)).toEqual([
      { id: 's1', type: 'paragraph', level: null },
      { id: 's2', type: 'heading', level: 1 },
      null,
    ])
    expect(Object.keys(suggestions)).toEqual(['s1', 's2'])
  })

  it('a table that came or went is one change; single rows are changes of their own', async () => {
    const row = (kind: string, text: string) =>
      `<w:tr>${kind === '' ? '' : `<w:trPr>${change(kind, 3, '')}</w:trPr>`}<w:tc>${paragraph(text)}</w:tc><w:tc>${paragraph('乙')}</w:tc></w:tr>`
    const { node, report } = await read(
      LEAD +
        `<w:tbl>${row('del', '旧表')}${row('del', '二')}</w:tbl>${paragraph('中')}<w:tbl>${row('', '三')}${row('ins', '四')}</w:tbl>`,
    )
    expect(node.child(2).marks.map(({ type }) => type.name)).toEqual(['deletion'])
    expect(textOf(node, 'current')).not.toContain('旧表')
    expect(node.child(4).marks).toEqual([])
    const rows = node.child(4).children.map(({ marks: own }) => own.map(({ type }) => type.name))
    expect(rows).toEqual([[], ['insertion']])
    expect(textOf(node, 'base')).not.toContain('四')
    expect(report).toEqual([])
  })

  it('in the title stay in it', async () => {
    const title = `<w:p><w:pPr><w:pStyle w:val="T"/></w:pPr>${run('县城')}${change('del', 1, gone('旧'))}${change('ins', 2, run('新'))}${run('消费')}</w:p>`
    const { title: found, node } = await read(title + paragraph('文：志刚') + LEAD)
    expect(found).toBe('县城新消费')
    expect(node.child(0).textContent).toBe('县城旧新消费')
    expect(textOf(node, 'base').split('\n')[0]).toBe('县城旧消费')
  })

  it('pictures and breaks come and go too', async () => {
    const inserted = picture('r:embed="p1"')
      .replace('<w:r>', '<w:ins w:id="1" w:author="甲"><w:r>')
      .replace('</w:r></w:p>', '</w:r></w:ins></w:p>')
    const body = LEAD + inserted + `<w:p>${run('上')}${change('ins', 2, '<w:r><w:br/></w:r>')}${run('下')}</w:p>`
    const { node } = await read(body, comments())
    expect(textOf(node, 'base').split('\n').slice(-2)).toEqual(['', '上下'])
    expect(textOf(node, 'current').split('\n').slice(-2)).toEqual(['\uFFFC', '上\u2028下'])
  })

  it('times are what a clock in the given zone showed, unless the file says the real ones', async () => {
    const real = change('ins', 1, run('甲')).replace(' w:date', ' w16du:dateUtc="2026-09-02T01:00:00Z" w:date')
    const body =
      LEAD +
      `<w:p>${real}${run('，')}${change('ins', 2, run('乙'))}${run('，')}${change('ins', 3, run('丙'), '王', '2026-09-02T08:00:00+02:00')}</w:p>`
    const file = { kind: 'file' as const, filename: '稿.docx', bytes: await docx(body), zone: 'Asia/Shanghai' }
    const result = await convertManuscript(file)
    if (!result.ok) throw new Error(result.error.code)
    const suggestions = suggestionsSchema.parse(nodeOf(result.value.document).attrs['suggestions'])
    expect(Object.values(suggestions).map(({ at }) => at)).toEqual([
      Date.UTC(2026, 8, 2, 1),
      Date.UTC(2026, 8, 2, 0),
      Date.UTC(2026, 8, 2, 6),
    ])
  })

  it('a name, a time that nobody said', async () => {
    const body =
      LEAD +
      `<w:p>${run('文')}<w:ins w:id="1">${run('甲')}</w:ins>${run('，')}${change('ins', 2, run('乙'), '', 'gestern')}</w:p>`
    expect(Object.values((await read(body)).suggestions)).toEqual([
      { editorId: null, name: '', at: null },
      { editorId: null, name: '', at: null },
    ])
  })

  it('bounds: changes past the limit are taken as accepted, and counted', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, at) =>
        at % 2 === 0 ? `${run('文')}${change('ins', at, run('加'))}` : `${run('文')}${change('del', at, gone('减'))}`,
      ).join('')
    for (const over of [0, 2]) {
      const { suggestions, report, node } = await read(LEAD + `<w:p>${many(MAX_SUGGESTIONS + over)}</w:p>`)
      expect(Object.keys(suggestions)).toHaveLength(MAX_SUGGESTIONS)
      expect(report).toEqual(over === 0 ? [] : [{ code: 'tracked-changes-accepted', detail: '2' }])
      const current = textOf(node, 'current').split('\n').at(-1) ?? ''
      expect(current.match(/加/g)).toHaveLength((MAX_SUGGESTIONS + over) / 2)
      expect(current).not.toContain('减')
      expect(node.textContent.match(/减/g)).toHaveLength(MAX_SUGGESTIONS / 2)
    }
  })
})
