/** What a Word file says with styles, lists, tables, fields, notes and text boxes. */
import { describe, expect, it } from 'vitest'
import { convertManuscript } from '@core/manuscript'
import { importDocx } from '@core/manuscript/import-docx'
import { MAX_FOOTNOTES, MAX_XML_DEPTH, MAX_XML_ELEMENTS } from '@core/manuscript/limits'
import { parseXml } from '@core/manuscript/docx/xml-tree'
import {
  documentXml,
  docx,
  paragraph,
  picture,
  PNG,
  relationship,
  relationships,
  run,
  zip,
  type Parts,
} from './support/docx'
import { draftNode, nodeOf, outline } from './support/outline'

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

async function lines(body: string, extra: Parts = {}): Promise<string[]> {
  const draft = await importDocx(await docx(body, extra))
  if (!draft.ok) throw new Error(`${draft.error.code} ${draft.error.detail}`)
  return outline(draftNode(draft.value))
}

async function finished(body: string, extra: Parts = {}) {
  const result = await convertManuscript({ kind: 'file', filename: '稿.docx', bytes: await docx(body, extra) })
  if (!result.ok) throw new Error(result.error.code)
  return { ...result.value, lines: outline(nodeOf(result.value.document)) }
}

const styles = (...entries: readonly (readonly [id: string, name: string, more?: string])[]): Parts => ({
  'word/styles.xml': `<w:styles ${W}>${entries
    .map(
      ([id, name, more = '']) =>
        `<w:style w:type="${more.includes('character') ? 'character' : 'paragraph'}" w:styleId="${id}"><w:name w:val="${name}"/>${more.replace('character', '')}</w:style>`,
    )
    .join('')}</w:styles>`,
})

const level = (ilvl: number, format: string, start = 1) =>
  `<w:lvl w:ilvl="${ilvl}"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/></w:lvl>`
const numbering: Parts = {
  'word/numbering.xml': `<w:numbering ${W}><w:abstractNum w:abstractNumId="1">${level(0, 'decimal', 3)}${level(1, 'bullet')}</w:abstractNum><w:abstractNum w:abstractNumId="2">${level(0, 'bullet')}${level(1, 'lowerLetter')}</w:abstractNum><w:abstractNum w:abstractNumId="3">${level(0, 'none')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num><w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num></w:numbering>`,
}
const item = (text: string, id: number, ilvl = 0, style = '') =>
  `<w:p><w:pPr>${style === '' ? '' : `<w:pStyle w:val="${style}"/>`}<w:numPr><w:ilvl w:val="${ilvl}"/><w:numId w:val="${id}"/></w:numPr></w:pPr>${text === '' ? '' : run(text)}</w:p>`

describe('styles', () => {
  it('name headings in both languages, through what they are based on, and by their outline level', async () => {
    const given = styles(
      ['a', '标题 2'],
      ['b', '我的小标题', '<w:basedOn w:val="a"/>'],
      ['c', 'Chapter', '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>'],
      ['d', 'round', '<w:basedOn w:val="e"/>'],
      ['e', 'round', '<w:basedOn w:val="d"/>'],
    )
    expect(
      await lines(
        paragraph('甲', 'a') +
          paragraph('乙', 'b') +
          paragraph('丙', 'c') +
          paragraph('丁', 'd') +
          `<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr>${run('戊')}</w:p>`,
        given,
      ),
    ).toEqual(['h2: 甲', 'h2: 乙', 'h3: 丙', 'p: 丁', 'h1: 戊'])
  })

  it('name code: lines that follow each other are one block, blank ones inside it too', async () => {
    const given = styles(['c', 'Source Code'], ['v', 'Verbatim Char', 'character'])
    expect(
      await lines(
        paragraph('let a', 'c') +
          '<w:p><w:pPr><w:pStyle w:val="c"/></w:pPr></w:p>' +
          paragraph('  let b', 'c') +
          `<w:p>${run('用')}<w:r><w:rPr><w:rStyle w:val="v"/><w:b/></w:rPr><w:t>let</w:t></w:r></w:p>`,
        given,
      ),
    ).toEqual(['code: let a\n\n  let b', 'p: 用<code>let</>'])
  })

  it('of characters give bold and italic, but links no underline of their own', async () => {
    const given = styles(
      ['s', 'Strong', 'character'],
      ['h', 'Hyperlink', 'character<w:rPr><w:u w:val="single"/><w:b/></w:rPr>'],
      ['x', 'x', 'character<w:rPr><w:i/></w:rPr>'],
    )
    const styled = (id: string, text: string, more = '') =>
      `<w:r><w:rPr><w:rStyle w:val="${id}"/>${more}</w:rPr><w:t>${text}</w:t></w:r>`
    expect(
      await lines(
        `<w:p>${styled('s', '粗')}${styled('h', '链')}${styled('x', '斜')}${styled('x', '正', '<w:i w:val="0"/>')}</w:p>`,
        given,
      ),
    ).toEqual(['p: <bold>粗</>链<italic>斜</>正'])
  })
})

describe('lists', () => {
  it('nest by their level, begin with their number, go on after a paragraph', async () => {
    expect(
      await lines(
        item('三', 1) +
          item('点', 1, 1) +
          item('', 1) +
          item('四', 1) +
          paragraph('中间') +
          item('五', 1) +
          item('一', 3),
        numbering,
      ),
    ).toEqual(['ol3(li(p: 三 | ul(li(p: 点))) | li(p: 四))', 'p: 中间', 'ol5(li(p: 五))', 'ol1(li(p: 一))'])
  })

  it('take further paragraphs of an item by their style; a level that shows nothing is no list', async () => {
    const given = { ...numbering, ...styles(['lc', 'List Continue'], ['h', 'heading 2']) }
    expect(
      await lines(
        item('甲', 2) + paragraph('接着甲', 'lc') + item('乙', 2) + item('平文', 4) + item('标题', 1, 0, 'h'),
        given,
      ),
    ).toEqual(['ul(li(p: 甲 | p: 接着甲) | li(p: 乙))', 'p: 平文', 'h2: 标题'])
  })

  it('stand in quotes and cells', async () => {
    const cell = `<w:tbl><w:tr><w:tc>${item('格', 2)}</w:tc><w:tc>${paragraph('二')}</w:tc></w:tr></w:tbl>`
    expect(await lines(item('引', 2, 0, 'Q') + item('外', 2) + cell, numbering)).toEqual([
      'quote(ul(li(p: 引)))',
      'ul(li(p: 外))',
      'table(tr(td(ul(li(p: 格))) | td(p: 二)))',
    ])
  })
})

describe('tables', () => {
  it('keep merged cells and heads', async () => {
    const cell = (text: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text)}</w:tc>`
    const body = `<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>${cell('头', '<w:gridSpan w:val="2"/>')}</w:tr><w:tr>${cell('甲', '<w:vMerge w:val="restart"/>')}${cell('1')}</w:tr><w:tr>${cell('', '<w:vMerge/>')}${cell('2')}</w:tr></w:tbl>`
    const draft = await importDocx(await docx(body))
    const table = draft.ok ? draftNode(draft.value).child(1) : null
    expect(table?.child(0).child(0).type.name).toBe('tableHeader')
    expect(table?.child(0).child(0).attrs['colspan']).toBe(2)
    expect(table?.child(1).child(0).attrs['rowspan']).toBe(2)
    expect(table?.child(2).childCount).toBe(1)
  })
})

describe('fields', () => {
  it('show their results; a HYPERLINK links them, whatever it says about tips and anchors', async () => {
    const char = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
    const instruction = (text: string) => `<w:r><w:instrText xml:space="preserve">${text}</w:instrText></w:r>`
    const link = `${char('begin')}${instruction(' HYPERLINK "https://a.example/" ')}${instruction('\\o "提示" ')}${char('separate')}${run('链接')}${char('end')}`
    const inner = `${char('begin')}${instruction(' HYPERLINK \\l "x" ')}${char('separate')}${run('内')}${char('end')}`
    const simple = `<w:fldSimple w:instr=' HYPERLINK "javascript:x" '>${run('坏')}</w:fldSimple>`
    expect(await lines(`<w:p>${link}${inner}${simple}${run('后')}</w:p>`)).toEqual([
      'p: <link https://a.example/>链接</>内坏后',
    ])
  })
})

describe('notes, boxes and captions', () => {
  const notePart = (kind: string, ...entries: readonly string[]) =>
    `<w:${kind}s ${W}><w:${kind} w:type="separator" w:id="-1">${paragraph('—')}</w:${kind}>${entries
      .map(
        (text, at) => `<w:${kind} w:id="${at + 1}"><w:p><w:r><w:${kind}Ref/></w:r>${run(` ${text}`)}</w:p></w:${kind}>`,
      )
      .join('')}</w:${kind}s>`
  const reference = (kind: string, id: number) => `<w:r><w:${kind}Reference w:id="${id}"/></w:r>`

  it('footnotes and endnotes stand at the end, in the order of their references', async () => {
    const { lines: read, report } = await finished(
      paragraph('一段足够长的正文，用来放脚注。') +
        `<w:p>${run('甲')}${reference('endnote', 1)}${run('乙')}${reference('footnote', 2)}</w:p>`,
      {
        'word/footnotes.xml': notePart('footnote', '没人引用', '脚注'),
        'word/endnotes.xml': notePart('endnote', '尾注'),
      },
    )
    expect(read.slice(1)).toEqual(['p: 甲footnoteRef()乙footnoteRef()', 'footnote(p: 尾注)', 'footnote(p: 脚注)'])
    expect(report).toEqual([])
  })

  it('a note whose reference has no place becomes text, and is told of', async () => {
    const { lines: read, report } = await finished(
      `<w:p><w:pPr><w:pStyle w:val="T"/></w:pPr>${run('题目')}${reference('footnote', 1)}</w:p>${paragraph('正文在这里。')}`,
      { 'word/footnotes.xml': notePart('footnote', '题注的话') },
    )
    expect(read).toEqual(['p: 正文在这里。', 'p: 题注的话'])
    expect(report).toEqual([{ code: 'footnotes-flattened', detail: '1' }])
  })

  it('bounds: footnotes', async () => {
    for (const [count, truncated] of [
      [MAX_FOOTNOTES, false],
      [MAX_FOOTNOTES + 1, true],
    ] as const) {
      const texts = Array.from({ length: count }, (_, at) => `注${at}`)
      const body = texts.map((_, at) => `<w:p>${run('文')}${reference('footnote', at + 1)}</w:p>`).join('')
      const draft = await importDocx(await docx(body, { 'word/footnotes.xml': notePart('footnote', ...texts) }))
      if (!draft.ok) throw new Error(draft.error.code)
      expect(draft.value.footnotes?.length).toBe(MAX_FOOTNOTES)
      expect(draft.value.notes.some(({ code }) => code === 'truncated')).toBe(truncated)
    }
  })

  it('text boxes follow the paragraph they hang on, once', async () => {
    const box = `<w:txbxContent>${paragraph('框里的话')}</w:txbxContent>`
    const shape = `<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing><wps:txbx>${box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>${box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`
    const onlyNew = `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>${box}</wps:txbx></w:drawing></mc:Choice></mc:AlternateContent></w:r>`
    expect(await lines(`<w:p>${run('前')}${shape}${run('后')}</w:p><w:p>${onlyNew}</w:p>`)).toEqual([
      'p: 前后',
      'p: 框里的话',
      'p: 框里的话',
    ])
  })

  it('a caption is one by its style, or by how it begins right after a picture', async () => {
    const image: Parts = {
      'word/_rels/document.xml.rels': relationships(relationship('rId1', 'image', 'media/a.png')),
      'word/media/a.png': PNG,
      ...styles(['C', 'caption'], ['Q', 'Quote']),
    }
    const shown = picture('r:embed="rId1"', '')
    const inOne = shown
      .replace('</w:p>', `${run('同段的图注')}</w:p>`)
      .replace('<w:p>', '<w:p><w:pPr><w:pStyle w:val="C"/></w:pPr>')
    expect(
      await lines(
        `${paragraph('表1 数据', 'C')}${shown}${paragraph('▲ 厂区外景')}${shown}${paragraph('图1：流程')}${shown}${paragraph('图书馆里坐满了人，大家都在看书。')}${paragraph('图2：不在图后')}${inOne}`,
        image,
      ),
    ).toEqual([
      'caption: 表1 数据',
      'p: [img ]',
      'caption: ▲ 厂区外景',
      'p: [img ]',
      'caption: 图1：流程',
      'p: [img ]',
      'p: 图书馆里坐满了人，大家都在看书。',
      'p: 图2：不在图后',
      'p: [img ]',
      'caption: 同段的图注',
    ])
  })

  it('an empty paragraph with a line is a rule', async () => {
    const ruled = '<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="6"/></w:pBdr></w:pPr></w:p>'
    const drawn = '<w:p><w:r><w:pict><v:rect o:hr="t"/></w:pict></w:r></w:p>'
    expect(await lines(paragraph('上') + ruled + drawn + paragraph('下'))).toEqual(['p: 上', 'hr()', 'hr()', 'p: 下'])
  })
})

describe('XML', () => {
  it('is read whatever its prefixes are, and in the strict form', async () => {
    const other = `<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:pPr><x:pStyle x:val="1"/></x:pPr><x:r><x:t>别的前缀</x:t></x:r></x:p></x:body></x:document>`
    const bare = `<document xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:k="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><body><p><pPr><pStyle k:val="1"/></pPr><r><t>没有前缀</t></r></p></body></document>`
    expect(await lines('', { 'word/document.xml': other })).toEqual(['h1: 别的前缀'])
    expect(await lines('', { 'word/document.xml': bare })).toEqual(['h1: 没有前缀'])
  })

  it('that leaves elements open is not well-formed', () => {
    expect(parseXml('<a><b/><c></c></a>').ok).toBe(true)
    for (const text of ['<a><b></a>', '<a>', '<a><b/>', '', 'x', '<a', '<a><b></c></b>'])
      expect(parseXml(text).ok).toBe(false)
  })

  it('bounds: depth and elements', () => {
    const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth)
    expect(parseXml(nested(MAX_XML_DEPTH)).ok).toBe(true)
    expect(parseXml(nested(MAX_XML_DEPTH + 1))).toEqual({ ok: false, error: 'nested too deep' })
    const wide = (count: number) => `<a>${'<b/>'.repeat(count - 1)}</a>`
    expect(parseXml(wide(MAX_XML_ELEMENTS)).ok).toBe(true)
    expect(parseXml(wide(MAX_XML_ELEMENTS + 1))).toEqual({ ok: false, error: 'too many elements' })
  })

  it('a main part under another name is found by its relationship', async () => {
    const archive = await zip({
      '_rels/.rels': relationships(relationship('r1', 'officeDocument', '/word/document2.xml')),
      'word/document2.xml': documentXml(paragraph('别处的正文')),
    })
    const draft = await importDocx(archive)
    expect(draft.ok && outline(draftNode(draft.value))).toEqual(['p: 别处的正文'])
  })
})
