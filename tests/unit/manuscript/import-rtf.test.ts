import { describe, expect, it } from 'vitest'
import iconv from 'iconv-lite'
import { MAX_RTF_DEPTH, MAX_TEXT_CHARACTERS } from '@core/manuscript/limits'
import { finishManuscript } from '@core/manuscript/finish'
import { importRtf } from '@core/manuscript/rtf/import-rtf'
import { PNG } from './support/docx'
import { nodeOf, outline } from './support/outline'

/** Escaped as Word writes bytes. */
function hex(text: string, encoding = 'gb18030'): string {
  return [...iconv.encode(text, encoding)].map((byte) => `\\'${byte.toString(16).padStart(2, '0')}`).join('')
}

function read(body: string, head = '') {
  const result = importRtf(Buffer.from(`{\\rtf1\\ansi\\ansicpg936${head} ${body}}`, 'latin1'))
  if (!result.ok)
    return { code: result.error.code, blocks: [] as string[], threads: [], report: [] as string[], images: 0 }
  const finished = finishManuscript(result.value, { subjectTitle: '题', letter: false })
  if (!finished.ok) return { code: finished.error.code, blocks: [], threads: [], report: [], images: 0 }
  const { document, threads, report, images } = finished.value
  return {
    code: 'ok',
    blocks: outline(nodeOf(document)),
    node: nodeOf(document),
    threads,
    report: report.map(({ code, detail }) => `${code} ${detail}`.trim()),
    images: images.length,
  }
}

const FONTS =
  '{\\fonttbl{\\f0\\fnil\\fcharset134 SimSun;}{\\f1\\fswiss\\fcharset0 Arial;}{\\f2\\fnil\\fcharset136 MingLiU;}}'
/** Long enough that a line before it may be a title: nothing here is to be one. */
const pad = '。'

describe('the characters of RTF', () => {
  it.each([
    ['the code page of the document', `${hex('中文')}${pad}`, ''],
    ['the character set of the font', `\\f0 ${hex('中文')}`, FONTS],
    ['another character set', `\\f2 ${hex('中文', 'cp950')}`, FONTS],
    ['a Chinese text under a Western font', `\\f1 ${hex('中文')}`, FONTS],
    ['\\u with its fallback left out', '\\uc1\\u20013?\\u25991?', ''],
    ['a fallback of two bytes', `\\uc2\\u20013${hex('中')}\\u25991${hex('文')}`, ''],
    ['a fallback of nothing', '\\uc0\\u20013\\u25991', ''],
    ['numbers below zero', '\\uc1\\u20013?\\u25991?'.replace('25991', String(25991 - 65536)), ''],
    ['bytes as they stand', iconv.encode('中文', 'gb18030').toString('latin1'), ''],
  ])('%s', (_name, body, head) => {
    expect(read(body, head).blocks[0]).toMatch(/^p: 中文/)
  })

  it('quotation marks of a Western font are none of Chinese', () => {
    expect(read("\\f1 \\'93a\\'94 b\\emdash c\\~d\\_e", FONTS).blocks).toEqual(['p: “a” b—c d-e'])
  })

  it('a character beyond the first plane in two halves', () => {
    expect(read('\\uc1\\u-10179?\\u-8704?').blocks).toEqual(['p: 😀'])
  })

  it('a second byte that is a brace or a backslash', () => {
    // 稿 ends in 0xE5, 砛 (GBK B35C) in a backslash.
    expect(read("\\'b3\\'5c\\{\\\\\\}").blocks[0]).toBe(`p: ${iconv.decode(Buffer.from([0xb3, 0x5c]), 'gb18030')}{\\}`)
  })
})

describe('paragraphs of RTF', () => {
  it('are headings by their level, by their style, by its Chinese name', () => {
    const styles = `{\\stylesheet{\\s0 Normal;}{\\s1\\b heading 1;}{\\s2\\b ${hex('标题')} 2;}{\\s3 Title;}{\\s4 Quote;}{\\s5 caption;}}`
    const body = [
      '\\s0 x\\par',
      '\\pard\\s1\\b One\\par',
      '\\pard\\plain\\s2\\b Two\\par',
      '\\pard\\plain\\outlinelevel2 Three\\par',
    ]
    const rest = [
      '\\pard\\plain\\s4 Said\\par',
      '\\pard\\plain\\s5 Figure\\par',
      '\\pard\\plain\\li800\\ri800 Aside\\par',
    ]
    expect(read([...body, ...rest].join(''), styles).blocks).toEqual([
      'p: x',
      'h1: One',
      'h2: Two',
      'h3: Three',
      'quote(p: Said)',
      'caption: Figure',
      'quote(p: Aside)',
    ])
  })

  it('carry their formatting; what is hidden is left out', () => {
    expect(read('a{\\b b}{\\i i}{\\ul u}{\\strike s}{\\v hidden}\\b0 c\\line d').blocks).toEqual([
      'p: a<bold>b</><italic>i</><underline>u</><strike>s</>c / d',
    ])
  })

  it('are items by their list, by an old list, by what is written before them', () => {
    const lists =
      '{\\*\\listtable{\\list{\\listlevel\\levelnfc0}{\\listlevel\\levelnfc23}\\listid7}}{\\*\\listoverridetable{\\listoverride\\listid7\\listoverridecount0\\ls1}}'
    const body =
      '\\pard{\\listtext 1.\\tab}\\ls1\\ilvl0 one\\par\\pard{\\listtext o\\tab}\\ls1\\ilvl1 inner\\par\\pard{\\listtext 2.\\tab}\\ls1\\ilvl0 two\\par' +
      '\\pard between\\par\\pard{\\listtext 3.\\tab}\\ls1 three\\par\\pard' +
      '{\\pntext\\bullet\\tab}{\\*\\pn\\pnlvlblt}dot\\par'
    expect(read(body, lists).blocks).toEqual([
      'ol1(li(p: one | ul(li(p: inner))) | li(p: two))',
      'p: between',
      'ol3(li(p: three))',
      'ul(li(p: dot))',
    ])
  })

  it('stand in tables, whose cells span columns and rows', () => {
    const body =
      '\\trowd\\trhdr\\cellx1000\\cellx3000\\pard\\intbl A\\cell B\\cell\\row' +
      '\\trowd\\clvmgf\\cellx1000\\cellx2000\\cellx3000\\intbl c\\cell d\\par dd\\cell e\\cell\\row' +
      '\\trowd\\clvmrg\\cellx1000\\cellx2000\\cellx3000\\intbl\\cell f\\cell g\\cell\\row\\pard after\\par'
    const { blocks, node } = read(body)
    expect(blocks).toEqual([
      'table(tr(th(p: A) | th(p: B)) | tr(td(p: c) | td(p: d | p: dd) | td(p: e)) | tr(td(p: f) | td(p: g)))'.replace(
        'p: d | p: dd',
        'p: d | p: dd',
      ),
      'p: after',
    ])
    const spans: unknown[] = []
    node?.descendants((child) => {
      if (child.type.name.startsWith('table') && 'colspan' in child.attrs)
        spans.push([child.attrs['colspan'], child.attrs['rowspan']])
    })
    expect(spans).toEqual([
      [1, 1],
      [2, 1],
      [1, 2],
      [1, 1],
      [1, 1],
      [1, 1],
      [1, 1],
    ])
  })
})

describe('what else RTF holds', () => {
  it('pictures in digits and in bytes; those in forms of Windows are told of; duplicates of a form are not read', () => {
    const digits = `{\\*\\shppict{\\pict{\\*\\picprop{\\sp{\\sn wzDescription}{\\sv ${hex('图')}}}}\\pngblip\n${PNG.toString('hex')}}}`
    const other = `{\\nonshppict{\\pict\\wmetafile8 0102}}`
    const bytes = `{\\pict\\pngblip\\bin${PNG.length} ${PNG.toString('latin1')}}`
    expect(read(`x${digits}${other}`)).toMatchObject({ blocks: ['p: x[img 图]'], images: 1, report: [] })
    expect(read(`x${bytes}`)).toMatchObject({ blocks: ['p: x[img ]'], images: 1 })
    expect(read('x{\\pict\\emfblip 0102}').report).toEqual(['image-unsupported emfblip'])
  })

  it('links, and none that runs; tables of contents are left out', () => {
    const link = (address: string): string => `{\\field{\\*\\fldinst HYPERLINK "${address}"}{\\fldrslt{\\ul go}}}`
    expect(read(link('https://example.com/a')).blocks).toEqual(['p: <link https://example.com/a>go</>'])
    expect(read(link('javascript:alert(1)')).blocks).toEqual(['p: <underline>go</>'])
    expect(read('x{\\field{\\*\\fldinst TOC \\\\o}{\\fldrslt One\\tab 1\\par Two}}')).toMatchObject({
      blocks: ['p: x'],
      report: ['element-dropped table of contents'],
    })
  })

  it('footnotes, text boxes after their paragraph, headers not at all', () => {
    expect(
      read('{\\header running}a{\\footnote\\pard note}b{\\shp{\\*\\shpinst{\\shptxt\\pard box\\par}}}\\par c').blocks,
    ).toEqual(['p: afootnoteRef()b', 'p: box', 'p: c', 'footnote(p: note)'])
  })

  it('changes with their authors, of the ends of paragraphs too', () => {
    const authors = `{\\*\\revtbl{Unknown;}{${hex('小羽')};}}`
    const { node } = read(
      'a{\\revised\\revauth1\\revdttm1206454814 b}{\\deleted\\revauthdel1\\revdttmdel1206454815 c}d{\\deleted\\revauthdel1\\revdttmdel1206454815\\par}e',
      authors,
    )
    expect(node?.attrs['suggestions']).toMatchObject({
      f1: { name: '小羽', at: Date.UTC(2026, 8, 1, 8, 30) },
      f2: { name: '小羽', at: Date.UTC(2026, 8, 1, 8, 31) },
      f3: { name: '小羽' },
    })
    expect(node?.child(1).attrs['paragraphMark']).toEqual({ kind: 'deletion', id: 'f3' })
  })

  it('times as the clock of the zone showed them', () => {
    const body = '{\\rtf1 a{\\revised\\revdttm1206454814 b}}'
    const inChina = importRtf(Buffer.from(body), 'Asia/Shanghai')
    expect(inChina.ok && inChina.value.suggestions).toMatchObject({ f1: { at: Date.UTC(2026, 8, 1, 0, 30) } })
  })

  it('comments on a stretch of text, on a place, and answers', () => {
    const { threads } = read(
      'a{\\*\\atrfstart 5}bc{\\*\\atrfend 5}{\\*\\atnid Y}{\\*\\atnauthor Yu}\\chatn{\\*\\annotation{\\*\\atnref 5}{\\*\\atndate 1206454848}why}' +
        '{\\*\\atnid Z}{\\*\\atnauthor Zh}\\chatn{\\*\\annotation{\\*\\atnparent -1}so}d{\\*\\atnauthor W}{\\*\\annotation here}',
    )
    expect(
      threads.map(({ anchor, comments }) => [anchor.quote, comments.map(({ name, text }) => `${name}: ${text}`)]),
    ).toEqual([
      ['bc', ['Yu: why', 'Zh: so']],
      ['d', ['W: here']],
    ])
  })
})

describe('bounds of RTF', () => {
  it('the depth of groups, at the limit and one beyond', () => {
    const deep = (depth: number) => read(`${'{'.repeat(depth)}x${'}'.repeat(depth)}`)
    // The document's own group is one.
    expect(deep(MAX_RTF_DEPTH - 1).code).toBe('ok')
    expect(deep(MAX_RTF_DEPTH).code).toBe('corrupt')
  })

  it('characters: what is beyond is left out and told of', () => {
    expect(read('x'.repeat(MAX_TEXT_CHARACTERS)).report).toEqual([])
    expect(read(`${'x'.repeat(1_000)}\\par `.repeat(MAX_TEXT_CHARACTERS / 1_000 + 2)).report).toContain('truncated')
  })

  it.each([
    ['a length of binary data beyond the file', 'a{\\pict\\pngblip\\bin2147483647 xx'],
    ['one below zero', 'a{\\pict\\bin-5 xx}b'],
    ['groups that do not end', 'a{{{{b'],
    ['an end too many', 'a}}}}b'],
    ['a number of forty digits', `a\\u${'9'.repeat(40)}b`],
    ['a word of a thousand letters', `a\\${'w'.repeat(1_000)} b`],
    ['a cell without a row, a row without cells', 'a\\cell\\cell\\row\\row\\trowd\\row b'],
    ['half a byte', "a\\'4"],
    ['a backslash at the end', 'a\\'],
  ])('%s is no reason to stop', (_name, body) => {
    expect(read(body).blocks.join('')).toContain('a')
  })

  it('what is no RTF is refused', () => {
    expect(importRtf(Buffer.from('hello'))).toEqual({ ok: false, error: { code: 'corrupt', detail: 'no RTF' } })
  })
})
