/** What LibreOffice makes of one article is the same article to us, whatever the format; the built worker reads it. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ManuscriptConversion } from '@core/manuscript'
import { openWorkerPool } from '@core/workers/pool'
import { convertedByLibreOffice, ensureLibreOffice } from '../support/libreoffice'
import { nodeOf, outline } from '../unit/manuscript/support/outline'

const office = await ensureLibreOffice()
if (!office.available) process.stderr.write(`Skipped, documents of LibreOffice: ${office.reason}\n`)

const FORMATS = ['odt', 'rtf', 'doc', 'pdf'] as const
type Format = (typeof FORMATS)[number]

const TITLE = '私域运营的下半场怎么打'
const BYLINE = '志刚@互联网江湖主编'

const FIRST =
  'p: 过去三年，品牌把预算从投放搬到了社群，可是真正算清楚一个用户值多少钱的团队并不多，多数人只是跟着别人的节奏在跑，跑到最后才发现账是算不平的。'
const FORMATTED =
  'p: 这里有<bold>粗体</>、<italic>斜体</>、<underline>下划线</>和<strike>删除线</>，还有一个<link https://example.com/report>公开报告</>的链接。'
const CHANGED = 'p: 复购率<deletion>大概</>提高了<insertion>百分之三十</>，来自后台统计。数字取自年报footnoteRef()。'
const LISTS = [
  'ol1(li(p: 先分层) | li(p: 再触达) | li(p: 后复盘))',
  'ul(li(p: 要点甲 | ul(li(p: 细节乙))) | li(p: 要点丙))',
]
const QUOTE = 'quote(p: 慢就是快，少就是多。)'
const TABLE = 'table(tr(td(p: 渠道) | td(p: 成本与转化)) | tr(td(p: 社群) | td(p: 12 元) | td(p: 8%)))'
const LAST = 'p: 最后一段：The long tail of retention is where margin lives, / 这是换行后的半句。'
const NOTE = 'footnote(p: 二〇二五年年报第七页。)'

describe.skipIf(!office.available)('one article in the formats of LibreOffice', () => {
  const pool = openWorkerPool({ file: fileURLToPath(new URL('../../out/main/worker.js', import.meta.url)), size: 1 })
  const read = new Map<string, ManuscriptConversion>()

  beforeAll(async () => {
    const source = await readFile(fileURLToPath(new URL('../fixtures/documents/article.fodt', import.meta.url)))
    for (const [format, bytes] of await convertedByLibreOffice(source, 'fodt', FORMATS)) {
      const run = await pool.run('convert', { kind: 'file', filename: `稿件.${format}`, bytes: new Uint8Array(bytes) })
      if (!run.ok) throw new Error(`${format}: ${run.error.detail}`)
      if (!run.value.ok) throw new Error(`${format}: ${run.value.error.code} ${run.value.error.detail}`)
      read.set(format, run.value.value)
    }
  })
  afterAll(() => pool.close())

  const manuscript = (format: Format): ManuscriptConversion => {
    const found = read.get(format)
    if (found === undefined) throw new Error(format)
    return found
  }
  const blocks = (format: Format): string[] => outline(nodeOf(manuscript(format).document))

  it.each(FORMATS)('.%s: title and byline', (format) => {
    expect(manuscript(format)).toMatchObject({ title: TITLE, byline: BYLINE, sourceKind: format })
  })

  it.each([
    ['odt', '增长曲线'],
    // LibreOffice writes no description of a picture into RTF.
    ['rtf', ''],
  ] as const)(
    '.%s: headings, formatting, changes, lists, quote, picture, caption, table, break and footnote',
    (format, alt) => {
      expect(blocks(format)).toEqual([
        'h1: 先看清增长从哪里来',
        FIRST,
        FORMATTED,
        CHANGED,
        'h2: 三步走',
        ...LISTS,
        QUOTE,
        `p: [img ${alt}]`,
        'caption: 图一 增长曲线',
        TABLE,
        LAST,
        NOTE,
      ])
      expect(manuscript(format).images).toMatchObject([{ contentType: 'image/png' }])
      expect(manuscript(format).report).toEqual([])
    },
  )

  it.each(['odt', 'rtf'] as const)('.%s: who changed and who commented, when, and on what', (format) => {
    const { document, threads } = manuscript(format)
    expect(Object.values(nodeOf(document).attrs['suggestions'] as object)).toEqual([
      { editorId: null, name: '责编小羽', at: Date.UTC(2026, 8, 1, 8, 31) },
      { editorId: null, name: '责编小羽', at: Date.UTC(2026, 8, 1, 8, 30) },
    ])
    expect(threads).toMatchObject([
      {
        anchor: { quote: '来自后台统计', projection: 'current' },
        state: 'open',
        comments: [{ at: Date.UTC(2026, 8, 1, 9, 0), text: '数据来源？' }],
      },
    ])
    // LibreOffice writes the names of commentators into RTF as question marks.
    if (format === 'odt') expect(threads[0]?.comments[0]?.name).toBe('责编小羽')
  })

  it('.doc: the same words and structure; changes taken as accepted, picture and comment left out and told of', () => {
    expect(blocks('doc')).toEqual([
      'h1: 先看清增长从哪里来',
      FIRST,
      FORMATTED,
      CHANGED.replace('<deletion>大概</>', '').replace('<insertion>百分之三十</>', '百分之三十'),
      'h2: 三步走',
      ...LISTS,
      'p: 慢就是快，少就是多。',
      'caption: 图一 增长曲线',
      TABLE,
      LAST,
      NOTE,
    ])
    expect(manuscript('doc').report.map(({ code }) => code)).toEqual([
      'layout-lost',
      'image-unsupported',
      'comments-dropped',
      'tracked-changes-accepted',
    ])
  })

  it('.pdf: paragraphs put together again, headings by their size, the picture; the guess is told', () => {
    const found = blocks('pdf')
    expect(found).toEqual(
      expect.arrayContaining([
        FIRST,
        'p: 这里有粗体、斜体、下划线和删除线，还有一个公开报告的链接。',
        'p: [img ]',
      ]) as string[],
    )
    expect(found.filter((block) => /^h\d/.test(block))).toEqual(['h2: 先看清增长从哪里来', 'h3: 三步走'])
    expect(manuscript('pdf').report.map(({ code }) => code)).toContain('layout-guessed')
    expect(manuscript('pdf').images).toHaveLength(1)
  })
})
