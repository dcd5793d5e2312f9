import { describe, expect, it } from 'vitest'
import { convertManuscript } from '@core/manuscript'
import type { Draft } from '@core/manuscript/draft'
import { importDocx } from '@core/manuscript/import-docx'
import { MAX_FILE_BYTES, MAX_XML_PART_BYTES } from '@core/manuscript/limits'
import { readOoxmlParts } from '@core/manuscript/ooxml-parts'
import { documentXml, docx, paragraph, picture, PNG, relationship, relationships, run, zip } from './support/docx'
import { draftNode, outline } from './support/outline'
import { processorTime } from '../../support/processor-time'

async function imported(bytes: Uint8Array): Promise<Draft> {
  const draft = await importDocx(bytes)
  if (!draft.ok) throw new Error(`${draft.error.code} ${draft.error.detail}`)
  return draft.value
}

const refusal = async (bytes: Uint8Array) => {
  const draft = await importDocx(bytes)
  return draft.ok ? null : draft.error
}

describe('a Word file', () => {
  it('gives headings, paragraphs, quotes and tables; a title style is the title', async () => {
    const cell = (text: string) => `<w:tc>${paragraph(text)}</w:tc>`
    const draft = await imported(
      await docx(
        paragraph('标题样式', 'T') +
          paragraph('一节', '1') +
          paragraph('正文。') +
          paragraph('引文', 'Q') +
          `<w:tbl><w:tr>${cell('甲')}${cell('乙')}</w:tr><w:tr>${cell('1')}${cell('2')}</w:tr></w:tbl>`,
      ),
    )
    expect(draft.declaredTitle).toBe('标题样式')
    expect(outline(draftNode(draft))).toEqual([
      'h1: 标题样式',
      'h1: 一节',
      'p: 正文。',
      'quote(p: 引文)',
      'table(tr(td(p: 甲) | td(p: 乙)) | tr(td(p: 1) | td(p: 2)))',
    ])
  })

  it('keeps marks, breaks and links; leaves out the indent of full-width spaces', async () => {
    const body = `<w:p>${run('　　开头')}<w:r><w:rPr><w:b/></w:rPr><w:t>粗</w:t></w:r><w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>线</w:t></w:r><w:r><w:br/><w:t>下一行</w:t></w:r><w:hyperlink r:id="rId9">${run('链接')}</w:hyperlink></w:p>`
    const rels = relationships(relationship('rId9', 'hyperlink', 'https://a.example/', true))
    const draft = await imported(await docx(body, { 'word/_rels/document.xml.rels': rels }))
    expect(outline(draftNode(draft))).toEqual([
      'p: 开头<bold>粗</><underline>线</> / 下一行<link https://a.example/>链接</>',
    ])
  })

  it('keeps its pictures as bytes, and says which it cannot show', async () => {
    const rels = relationships(
      relationship('rId1', 'image', 'media/a.png'),
      relationship('rId2', 'image', 'media/b.emf'),
    )
    const draft = await imported(
      await docx(picture('r:embed="rId1"', '图一') + picture('r:embed="rId2"', '图二'), {
        'word/_rels/document.xml.rels': rels,
        'word/media/a.png': PNG,
        'word/media/b.emf': Buffer.from('emf'),
      }),
    )
    expect(outline(draftNode(draft))).toEqual(['p: [img 图一]', 'p: [img 图二 absent]'])
    expect(draft.images.map(({ bytes }) => Buffer.from(bytes).equals(PNG))).toEqual([true])
    expect(draft.notes).toEqual([{ code: 'image-unsupported', detail: '图二' }])
  })

  it('never follows a picture to an address outside', async () => {
    const rels = relationships(
      relationship('rId1', 'image', 'file:///etc/passwd', true),
      relationship('rId2', 'image', 'http://127.0.0.1:9/a.png', true),
    )
    const draft = await imported(
      await docx(paragraph('文') + picture('r:link="rId1"') + picture('r:link="rId2"'), {
        'word/_rels/document.xml.rels': rels,
      }),
    )
    expect(outline(draftNode(draft))[0]).toBe('p: 文')
    expect(draft.images).toEqual([])
    expect(draft.notes).toContainEqual({ code: 'element-dropped', detail: 'external image' })
  })

  it('says what is left out: formulas, drawings without a picture, raised text as such', async () => {
    const body = `<w:p>${run('原文')}<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>`
    const draft = await imported(await docx(body))
    expect(outline(draftNode(draft))).toEqual(['p: 原文2'])
    expect(draft.notes).toEqual([
      { code: 'element-dropped', detail: 'oMath 1' },
      { code: 'element-dropped', detail: 'sup/sub' },
    ])
  })
})

describe('a hostile or broken Word file is refused by name', () => {
  it.each(['<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>', '<!doctype x>', '<!ENTITY a "b">'])(
    '%s',
    async (declaration) => {
      const xml = documentXml(paragraph('&x;')).replace('?>', `?>${declaration}`)
      expect(await refusal(await docx('', { 'word/document.xml': xml }))).toEqual({
        code: 'external-entity',
        detail: 'word/document.xml',
      })
    },
  )

  it('an entity behind UTF-16, behind another name, in another part', async () => {
    const xml = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]><x/>'
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(xml, 'utf16le')])
    for (const [name, content] of [
      ['word/document.xml', utf16],
      ['word/styles.xml', xml],
      ['word/anything.bin', `\uFEFF  ${xml}`],
      ['_rels/.rels', xml],
    ] as const) {
      expect(await refusal(await docx(paragraph('文'), { [name]: content }))).toEqual({
        code: 'external-entity',
        detail: name,
      })
    }
  })

  it('a bomb, before it is unpacked', async () => {
    const bomb = await docx(paragraph('文'), { 'word/media/bomb.bin': Buffer.alloc(32 * 1024 * 1024) })
    const before = process.memoryUsage()
    const { value: refused, spent } = await processorTime(() => refusal(bomb))
    const after = process.memoryUsage()
    expect(refused).toEqual({ code: 'unpacks-too-large', detail: 'word/media/bomb.bin' })
    expect(spent).toBeLessThan(500)
    expect(after.external + after.arrayBuffers - before.external - before.arrayBuffers).toBeLessThan(16 * 1024 * 1024)
  })

  it('encrypted: an OLE container with the package inside; an old .doc under the new name', async () => {
    const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])
    expect(await refusal(Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]))).toEqual({
      code: 'encrypted',
      detail: '',
    })
    expect(await refusal(Buffer.concat([ole, Buffer.from('WordDocument', 'utf16le')]))).toEqual({
      code: 'not-supported',
      detail: 'doc',
    })
  })

  it('truncated at any place', async () => {
    const whole = await docx(paragraph('文'))
    for (const share of [0, 0.1, 0.5, 0.9, 0.99]) {
      expect(await refusal(whole.subarray(0, Math.floor(whole.byteLength * share)))).toMatchObject({ code: 'corrupt' })
    }
  })

  it('bytes turned over: a document or a refusal, never an exception', async () => {
    const whole = await docx(paragraph('文'.repeat(200)))
    for (let at = 0; at < whole.byteLength; at += 37) {
      const damaged = Buffer.from(whole)
      damaged[at] = (damaged[at] ?? 0) ^ 0xff
      const draft = await importDocx(damaged)
      expect(draft.ok ? 'document' : draft.error.code).toMatch(
        /^(?:document|corrupt|encrypted|unpacks-too-large|too-many-entries)$/,
      )
    }
  })

  it('XML that is none, a missing main part, nesting deeper than a stack', async () => {
    expect(await refusal(await docx('', { 'word/document.xml': '<w:document><w:body>' }))).toMatchObject({
      code: 'corrupt',
    })
    expect(await refusal(await zip({ 'a.txt': 'x' }))).toMatchObject({ code: 'corrupt' })
    const deep = '<w:tbl><w:tr><w:tc>'.repeat(20_000) + paragraph('底') + '</w:tc></w:tr></w:tbl>'.repeat(20_000)
    expect(await refusal(await docx(deep))).toMatchObject({ code: 'corrupt' })
  })

  it('names that point out of the archive are not parts', async () => {
    const archive = await docx(paragraph('文'), { 'xx/xx/evil.xml': '<!DOCTYPE x><x/>' })
    const traversal = Buffer.from(archive.toString('latin1').replaceAll('xx/xx/evil.xml', '../../evil.xml'), 'latin1')
    expect(outline(draftNode(await imported(traversal)))).toEqual(['p: 文'])
  })

  it('two parts of one name', async () => {
    const archive = await docx(paragraph('文'), { 'word/documenu.xml': documentXml(paragraph('另一篇')) })
    const twice = Buffer.from(archive.toString('latin1').replaceAll('word/documenu.xml', 'word/document.xml'), 'latin1')
    expect(await refusal(twice)).toEqual({ code: 'corrupt', detail: 'word/document.xml' })
  })

  it('a style map inside the file is not obeyed', async () => {
    const draft = await imported(await docx(paragraph('文', '1'), { 'mammoth/style-map': 'p => script' }))
    expect(outline(draftNode(draft))).toEqual(['h1: 文'])
  })

  it('bounds: the file, one XML part', async () => {
    expect(await refusal(Buffer.alloc(MAX_FILE_BYTES))).toMatchObject({ code: 'corrupt' })
    expect(await refusal(Buffer.alloc(MAX_FILE_BYTES + 1))).toMatchObject({ code: 'too-large' })
    const part = (bytes: number) => readOoxmlParts(new Map([['word/document.xml', Buffer.alloc(bytes, ' ')]]))
    expect(part(MAX_XML_PART_BYTES).ok).toBe(true)
    expect(part(MAX_XML_PART_BYTES + 1)).toEqual({
      ok: false,
      error: { code: 'too-large', detail: 'word/document.xml' },
    })
  })

  it('an empty one is empty', async () => {
    const result = await convertManuscript({ kind: 'file', filename: 'a.docx', bytes: await docx('') })
    expect(result).toEqual({ ok: false, error: { code: 'empty', detail: '' } })
  })
})
