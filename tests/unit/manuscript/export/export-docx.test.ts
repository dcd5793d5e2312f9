/** A manuscript as a Word file: read back by our importer it is the same. */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { exportDocx } from '@core/manuscript/export-docx/export-docx'
import type { ExportThread, ManuscriptToExport } from '@core/manuscript/export-types'
import { finishManuscript } from '@core/manuscript/finish'
import { importDocx } from '@core/manuscript/import-docx'
import { unpackZip } from '@core/manuscript/zip'
import { makeAnchor, makeAnchorOver, quoteOf } from '@shared/manuscript/anchor'
import { projectedBlocks } from '@shared/manuscript/projection'
import { FOOTNOTE_CHARACTER } from '@shared/manuscript/text'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { suggestionsSchema } from '@shared/manuscript/suggestions'
import { describeDocument, PIXEL, plainThreads, reviewedDocument } from '../../../support/reviewed-document'
import { randomNumbers } from '../../../support/random'
import { nodeOf, outline } from '../support/outline'
import { everything, PICTURE, PNG } from './support'

const sha256 = createHash('sha256').update(PIXEL).digest('hex')

async function readBack(bytes: Uint8Array) {
  const draft = await importDocx(bytes)
  if (!draft.ok) throw new Error(`${draft.error.code} ${draft.error.detail}`)
  const finished = finishManuscript(draft.value, { subjectTitle: '', letter: false })
  if (!finished.ok) throw new Error(finished.error.code)
  return { ...finished.value, node: nodeOf(finished.value.document) }
}

async function partsOf(bytes: Uint8Array): Promise<ReadonlyMap<string, string>> {
  const unpacked = await unpackZip(bytes)
  if (!unpacked.ok) throw new Error(unpacked.error.code)
  return new Map([...unpacked.value].map(([name, part]) => [name, Buffer.from(part).toString('utf8')]))
}

const everythingInput: ManuscriptToExport = {
  document: everything,
  byline: '文：苏棠@增长观察',
  threads: [],
  pictures: new Map([[PICTURE, { bytes: PNG, contentType: 'image/png' }]]),
  closing: ['作者简介：苏棠。', '第一行\n第二行'],
}

/** A thread over the first words of a document's first paragraph. */
function thread(audience: ExportThread['audience'], text: string): ExportThread {
  const block = projectedBlocks(manuscriptSchema.nodeFromJSON(everything), 'current')[1]
  if (block === undefined) throw new Error('no block')
  return {
    annotationId: 'a',
    audience,
    anchor: makeAnchor('', block, 0, 2),
    state: 'open',
    comments: [{ name: '苏', at: 1_788_000_000_000, text }],
  }
}

describe('a Word file', () => {
  it('holds one of everything', async () => {
    const { node, title, byline, report } = await readBack(await exportDocx(everythingInput))
    expect({ title, byline, report, lines: outline(node) }).toMatchSnapshot()
  })

  it('of the same manuscript has the same bytes', async () => {
    const threads = [thread('author', '请核实')]
    const first = await exportDocx({ ...everythingInput, threads })
    await exportDocx({ ...everythingInput, closing: [] })
    const again = await exportDocx({ ...everythingInput, threads })
    expect(Buffer.from(again).equals(Buffer.from(first))).toBe(true)
  })

  it('shows times as the zone’s clock does, and says the real ones beside them', async () => {
    const threads = [thread('author', '请核实')]
    const bytes = await exportDocx({ ...everythingInput, threads }, { audience: 'author', zone: 'Asia/Shanghai' })
    const parts = await partsOf(bytes)
    // 2026-08-29 10:40 UTC.
    expect(parts.get('word/comments.xml')).toContain(
      'w:date="2026-08-29T18:40:00Z" w16du:dateUtc="2026-08-29T10:40:00Z"',
    )
    expect(parts.get('word/commentsExtensible.xml')).toContain('w16cex:dateUtc="2026-08-29T10:40:00Z"')
    expect(parts.get('word/document.xml')).toContain(
      'w:date="1970-01-01T08:00:00Z" w16du:dateUtc="1970-01-01T00:00:00Z"',
    )
    expect(parts.get('[Content_Types].xml')).toContain('/word/commentsExtensible.xml')
    const { threads: back, node } = await readBack(bytes)
    expect(back[0]?.comments[0]?.at).toBe(1_788_000_000_000)
    expect(Object.values(suggestionsSchema.parse(node.attrs['suggestions'])).map(({ at }) => at)).toEqual([0])
  })

  it('for the author holds nothing that editors said among themselves, whatever it is given', async () => {
    const threads = [thread('editors', '别让作者看到'), thread('author', '请核实')]
    const said = async (audience: 'editors' | 'author') =>
      (await readBack(await exportDocx({ ...everythingInput, threads }, { audience }))).threads.flatMap(
        ({ comments }) => comments.map(({ text }) => text),
      )
    expect(await said('editors')).toEqual(['别让作者看到', '请核实'])
    expect(await said('author')).toEqual(['请核实'])
    const parts = await partsOf(await exportDocx({ ...everythingInput, threads }))
    expect([...parts.values()].join()).not.toContain('别让作者看到')
  })

  it('writes Chinese in fonts that Word has, and says nothing of the machine or the time it was made on', async () => {
    const parts = await partsOf(await exportDocx(everythingInput))
    expect(parts.get('word/styles.xml')).toContain('w:eastAsia="宋体"')
    expect(parts.get('word/styles.xml')).toContain('w:eastAsia="黑体"')
    expect(parts.get('docProps/core.xml')).not.toContain(String(new Date().getUTCFullYear()))
    expect(parts.get('docProps/core.xml')).not.toMatch(/creator>[^<]/)
  })

  it('keeps what XML cannot hold out, and what looks like its own marks in the text', async () => {
    const words = 'w:date="0001-01-01T00:00:00Z" <wp:docPr id="7"/> r:id="rId1" \u0001\uFFFE]]>'
    const document = {
      ...everything,
      content: [
        { type: 'title', content: [{ type: 'text', text: '题目在这里' }] },
        { type: 'paragraph', content: [{ type: 'text', text: `正文：${words}` }] },
        { type: 'paragraph', content: [{ type: 'text', text: 'CURRENT' }] },
      ],
    }
    const { node } = await readBack(await exportDocx({ ...everythingInput, document, closing: [] }))
    expect(outline(node)).toEqual([`p: 正文：${words.replace(/[\u0001\uFFFE]/g, '')}`, 'p: CURRENT'])
  })

  it('shows pictures no wider than the page; where Word cannot, their words', async () => {
    const wide = Buffer.from(PNG)
    wide.writeUInt32BE(6_000, 16)
    wide.writeUInt32BE(3_000, 20)
    const image = (name: string, alt: string) => ({ type: 'image', attrs: { sha256: name, contentType: '', alt } })
    const document = {
      type: 'doc' as const,
      content: [
        { type: 'title' },
        { type: 'paragraph', content: [image('w', '宽'), image('p', '新格式'), image('', '没有留下')] },
      ],
    }
    const parts = await partsOf(
      await exportDocx({
        ...everythingInput,
        document,
        pictures: new Map([
          ['w', { bytes: wide, contentType: 'image/png' }],
          ['p', { bytes: Buffer.from('RIFF....WEBP'), contentType: 'image/webp' }],
        ]),
      }),
    )
    const text = parts.get('word/document.xml') ?? ''
    // 600 by 300 pixels in EMU.
    expect(text).toContain('<wp:extent cx="5715000" cy="2857500"/>')
    expect(text).toContain('[新格式]')
    expect(text).toContain('[没有留下]')
    expect(text.match(/<w:drawing>/g)).toHaveLength(1)
  })

  it('puts a thread whose block is gone at the title: what was said is not lost', async () => {
    const lost = thread('author', '位置没了')
    const threads = [{ ...lost, anchor: { ...lost.anchor, block: 'gone' } }]
    const { threads: back } = await readBack(await exportDocx({ ...everythingInput, threads }))
    expect(back.map(({ anchor, comments }) => [anchor.block, comments[0]?.text])).toEqual([['title', '位置没了']])
  })
})

describe('a comment in a footnote', () => {
  const document = manuscriptSchema.nodeFromJSON(everything)
  const on = (words: string, text: string): ExportThread => {
    const block = projectedBlocks(document, 'current').find((each) => each.text.includes(words))
    if (block === undefined) throw new Error(`no ${words}`)
    const start = block.text.indexOf(words)
    return { ...thread('author', text), anchor: makeAnchor('', block, start, start + words.length) }
  }

  it('on a part of its words or on all of them stands before its reference, where LibreOffice opens it too', async () => {
    const threads = [on('脚注', '出处？'), on('脚注二', '整条'), thread('author', '正文')]
    const parts = await partsOf(await exportDocx({ ...everythingInput, threads }))
    expect(parts.get('word/footnotes.xml')).not.toContain('w:comment')
    const { threads: back } = await readBack(await exportDocx({ ...everythingInput, threads }))
    expect(new Set(back.map(({ comments }) => comments[0]?.text))).toEqual(new Set(['出处？', '整条', '正文']))
    for (const { anchor, comments } of back) {
      if (comments[0]?.text === '正文') expect(anchor.quote).toBe(threads[2]?.anchor.quote)
      // Of no words in Word: of the paragraph with the reference here.
      else expect(anchor.quote).toContain(FOOTNOTE_CHARACTER)
    }
  })

  it('that nothing refers to stands at the title, as one whose block is gone', async () => {
    const threads = [on('没人提到的', '删掉这条？')]
    const { threads: back, report } = await readBack(await exportDocx({ ...everythingInput, threads }))
    expect(back.map(({ anchor, comments }) => [anchor.block, comments[0]?.text])).toEqual([['title', '删掉这条？']])
    expect(report.filter(({ code }) => code === 'comments-dropped')).toEqual([])
  })
})

describe('a comment over several paragraphs', () => {
  const text = (words: string) => ({ type: 'text', text: words })
  const p = (id: string, words: string) => ({ type: 'paragraph', attrs: { id }, content: [text(words)] })
  const document = {
    type: 'doc' as const,
    content: [
      { type: 'title', attrs: { id: 'title' }, content: [text('县城消费')] },
      p('p1', '第一段的话。'),
      p('p2', '第二段的话。'),
      {
        type: 'table',
        content: [
          { type: 'tableRow', content: [{ type: 'tableCell', content: [p('p3', '格里的话'), p('p4', '又一句')] }] },
        ],
      },
      p('p5', '表下面的话。'),
    ],
  }
  const blocks = projectedBlocks(manuscriptSchema.nodeFromJSON(document), 'current')
  const over = async (...ids: string[]) => {
    const anchor = makeAnchorOver(
      '',
      blocks,
      ids.map((id) => ({ block: id, start: 0, end: 3 })),
    )
    if (anchor === null) throw new Error('no anchor')
    const { threads } = await readBack(
      await exportDocx({
        ...everythingInput,
        document,
        closing: [],
        threads: [{ ...thread('author', '请核实'), anchor }],
      }),
    )
    expect(threads).toHaveLength(1)
    return threads.map((back) => quoteOf(back.anchor))
  }

  it('is one range from its first word to its last, over a table as well', async () => {
    expect(await over('p1', 'p2')).toEqual(['第一段的话。\n第二段'])
    expect(await over('p2', 'p3', 'p4', 'p5')).toEqual(['第二段的话。\n格里的话\n又一句\n表下面'])
  })

  it('ends in the cell that it begins in, and before one that it would end in', async () => {
    expect(await over('p3', 'p4', 'p5')).toEqual(['格里的话\n又一句'])
    expect(await over('p1', 'p2', 'p3')).toEqual(['第一段的话。\n第二段'])
  })
})

describe('any reviewed manuscript', () => {
  const random = randomNumbers('docx round trip')
  console.log(`seed ${random.seed}`)

  it('comes back with the same text, changes and comments', { timeout: 120_000 }, async () => {
    for (let round = 0; round < 40; round += 1) {
      const made = reviewedDocument(random, sha256)
      const zone = round % 2 === 0 ? {} : { zone: 'Asia/Shanghai' }
      const bytes = await exportDocx(made, { audience: 'author', ...zone })
      const back = await readBack(bytes)
      const which = `seed ${random.seed}, document ${round}`
      expect(describeDocument(back.node), which).toEqual(describeDocument(made.node))
      expect(plainThreads(back.threads), which).toEqual(plainThreads(made.threads))
      expect(back.report, which).toEqual([])
      expect(back.byline, which).toBe('志刚')
    }
  })
})
