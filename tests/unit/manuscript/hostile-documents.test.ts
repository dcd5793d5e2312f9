/** Bounds of .odt, .doc and .pdf at the limit and one beyond, what is refused with its reason, and a bounded run of mutants. */
import { describe, expect, it } from 'vitest'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { convertManuscript } from '@core/manuscript'
import { MAX_PDF_PAGES, MAX_XML_DEPTH } from '@core/manuscript/limits'
import { encodePng } from '@core/manuscript/png'
import { bitmapSize } from '@core/manuscript/bitmap-size'
import { randomNumbers } from '../../support/random'
import { corpusMail, manifest } from './support/corpus'
import { odt, ODF_NAMES as NAMES, pdf } from './support/documents'
import { PNG } from './support/docx'
import { nodeOf, outline } from './support/outline'

async function read(filename: string, bytes: Uint8Array) {
  const result = await convertManuscript({ kind: 'file', filename, bytes })
  if (!result.ok) return { code: result.error.code, blocks: [] as string[], report: [] as string[], threads: [] }
  const { document, report, threads } = result.value
  return {
    code: 'ok' as const,
    blocks: outline(nodeOf(document)),
    report: report.map(({ code, detail }) => `${code} ${detail}`.trim()),
    threads,
    node: nodeOf(document),
  }
}

const LINE = '<text:p>一段足够长的正文，免得别的什么被当成标题。</text:p>'

describe('.odt', () => {
  it('XML inside one another, at the limit and one beyond', async () => {
    const deep = (depth: number) =>
      odt(`<text:p>${'<text:span>'.repeat(depth)}x${'</text:span>'.repeat(depth)}</text:p>`)
    // Four elements are around the first span.
    expect((await read('a.odt', await deep(MAX_XML_DEPTH - 4))).code).toBe('ok')
    expect((await read('a.odt', await deep(MAX_XML_DEPTH - 3))).code).toBe('corrupt')
  })

  it.each([
    [
      'entities',
      { 'content.xml': `<!DOCTYPE x [<!ENTITY e "boom">]><office:document-content ${NAMES}/>` },
      'external-entity',
    ],
    [
      'encryption',
      { 'META-INF/manifest.xml': '<manifest:manifest><manifest:encryption-data/></manifest:manifest>' },
      'encrypted',
    ],
    [
      'no text',
      { 'content.xml': `<office:document-content ${NAMES}><office:body/></office:document-content>` },
      'corrupt',
    ],
    [
      'half a file',
      { 'content.xml': `<office:document-content ${NAMES}><office:body><office:text><text:p>x` },
      'corrupt',
    ],
    ['a bomb', { 'Pictures/bomb.png': Buffer.alloc(64 * 1024 * 1024) }, 'unpacks-too-large'],
  ] as const)('%s is refused with its reason', async (_name, extra, code) => {
    expect((await read('a.odt', await odt(LINE, extra))).code).toBe(code)
  })

  it('pictures come out of the archive only; what lies elsewhere is named', async () => {
    const frame = (href: string) => `<text:p><draw:frame><draw:image xlink:href="${href}"/></draw:frame></text:p>`
    const body = LINE + frame('Pictures/a.png') + frame('http://127.0.0.1:9/p.png') + frame('../../etc/passwd')
    const { blocks, report } = await read('a.odt', await odt(body, { 'Pictures/a.png': PNG }))
    expect(blocks.slice(1)).toEqual(['p: [img ]', 'p: [img  absent]', 'p: [img  absent]'])
    expect(report).toEqual(['image-not-fetched http://127.0.0.1:9/p.png', 'image-not-fetched ../../etc/passwd'])
  })

  it('cells and columns that are repeated a million times are not', async () => {
    const cell = '<table:table-cell table:number-columns-repeated="1000000"><text:p>x</text:p></table:table-cell>'
    const { blocks } = await read(
      'a.odt',
      await odt(`${LINE}<table:table><table:table-row>${cell}</table:table-row></table:table>`),
    )
    expect(blocks[1]?.split('td(').length).toBe(101)
  })

  it('styles that inherit from each other in a circle, hidden text, answers and resolved comments', async () => {
    const styles =
      '<style:style style:name="A" style:family="text" style:parent-style-name="B"><style:text-properties fo:font-weight="bold"/></style:style>' +
      '<style:style style:name="B" style:family="text" style:parent-style-name="A"/>' +
      '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    const note = (name: string, more: string, said: string) =>
      `<office:annotation office:name="${name}" ${more}><dc:creator>编</dc:creator><dc:date>2026-09-01T08:30:00Z</dc:date><text:p>${said}</text:p></office:annotation>`
    const body = `<text:p>前<text:span text:style-name="A">粗</text:span><text:span text:style-name="H">藏</text:span>，${note('n1', 'loext:resolved="true"', '问')}这里${note('n2', 'loext:parent-name="n1"', '答')}<office:annotation-end office:name="n1"/>后面还有正文。</text:p>`
    const { blocks, threads } = await read('a.odt', await odt(body, {}, styles))
    expect(blocks).toEqual(['p: 前<bold>粗</>，这里后面还有正文。'])
    expect(threads).toMatchObject([
      {
        state: 'resolved',
        anchor: { quote: '这里' },
        comments: [{ text: '问', at: Date.UTC(2026, 8, 1, 8, 30) }, { text: '答' }],
      },
    ])
  })

  it('a deletion over the ends of paragraphs gives the text before it back', async () => {
    const changes =
      '<text:tracked-changes><text:changed-region text:id="c"><text:deletion><office:change-info><dc:creator>编</dc:creator></office:change-info><text:p>甲尾</text:p><text:p>乙头</text:p></text:deletion></text:changed-region></text:tracked-changes>'
    const { blocks, node } = await read(
      'a.odt',
      await odt(`${changes}${LINE}<text:p>甲，这是前半句<text:change text:change-id="c"/>这是后半句，乙。</text:p>`),
    )
    expect(blocks.slice(1)).toEqual(['p: 甲，这是前半句<deletion>甲尾</>', 'p: <deletion>乙头</>这是后半句，乙。'])
    expect(node?.child(2).attrs['paragraphMark']).toMatchObject({ kind: 'deletion' })
  })
})

describe('.pdf', () => {
  it('pages, at the limit and one beyond', async () => {
    const line = 'A line of a page that is long enough to be one.'
    expect(
      (await read('a.pdf', pdf(MAX_PDF_PAGES, { line }))).report.filter((note) => note.startsWith('truncated')),
    ).toEqual([])
    expect((await read('a.pdf', pdf(MAX_PDF_PAGES + 1, { line }))).report).toContain(
      `truncated ${MAX_PDF_PAGES} / ${MAX_PDF_PAGES + 1}`,
    )
  })

  it('without text is called a scan, with a password locked, broken broken', async () => {
    const lock = `/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >> /ID [<00> <00>]`
    expect((await read('扫描.pdf', pdf(2, {}))).code).toBe('no-text-layer')
    expect((await read('锁.pdf', pdf(1, { line: 'words', trailer: lock }))).code).toBe('encrypted')
    expect((await read('坏.pdf', Buffer.from('%PDF-1.7\nnothing'))).code).toBe('corrupt')
    expect((await read('空.pdf', Buffer.alloc(0))).code).toBe('corrupt')
  })
})

describe('.doc', () => {
  it('encrypted, of another kind, or cut short is refused with its reason', async () => {
    const doc = (await corpusMail('05')).attachments[0]?.bytes ?? new Uint8Array()
    const locked = Buffer.from(doc)
    const fib = locked.indexOf(Buffer.from([0xec, 0xa5]))
    locked[fib + 0x0b] = (locked[fib + 0x0b] ?? 0) | 0x01
    expect((await read('锁.doc', locked)).code).toBe('encrypted')
    const word6 = Buffer.from(doc)
    word6[fib] = 0xdc
    expect((await read('旧.doc', word6)).code).toBe('not-supported')
    expect((await read('断.doc', doc.subarray(0, 4_000))).code).toBe('corrupt')
    expect((await read('稿.wps', doc)).blocks.join('')).toContain('五级漏斗')
  })
})

describe('PNG', () => {
  it.each([1, 3, 4] as const)(
    'of %s bytes a pixel says its size, and is refused when there is less than it says',
    (channels) => {
      const data = new Uint8Array(5 * 3 * channels).fill(7)
      expect(bitmapSize(encodePng({ width: 5, height: 3, channels, data }))).toEqual({ width: 5, height: 3 })
      expect(() => encodePng({ width: 5, height: 4, channels, data })).toThrow(RangeError)
    },
  )
})

describe('mutants', () => {
  const random = randomNumbers('documents')
  const files = ['05', '06', '25', '26']

  it(`of the corpus's .doc, .pdf, .odt and .rtf are read or refused by a code (SEED=${random.seed})`, async () => {
    expect(manifest.length).toBeGreaterThan(0)
    for (const number of files) {
      const attachment = (await corpusMail(number)).attachments[0]
      if (attachment === undefined) throw new Error(number)
      for (let round = 0; round < (number === '06' ? 15 : 60); round += 1) {
        const bytes = mutated(Buffer.from(attachment.bytes))
        const result = await convertManuscript({ kind: 'file', filename: attachment.filename, bytes })
        if (result.ok) manuscriptSchema.nodeFromJSON(result.value.document).check()
        else expect(result.error.code, `SEED=${random.seed} ${number} ${round}`).toMatch(/^[a-z-]+$/)
      }
    }
  })

  function mutated(bytes: Buffer): Buffer {
    const at = random.below(bytes.length)
    switch (random.below(5)) {
      case 0:
        return bytes.subarray(0, at)
      case 1: {
        const piece = bytes.subarray(at, at + random.below(400))
        return Buffer.concat([
          bytes.subarray(0, at),
          ...Array.from({ length: random.below(40) }, () => piece),
          bytes.subarray(at),
        ])
      }
      case 2:
        return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random.below(600))])
      case 3: {
        // Numbers that say how much there is.
        if (at + 4 <= bytes.length) bytes.writeUInt32LE([0xffffffff, 0x7fffffff, 0, 1][random.below(4)] ?? 0, at)
        return bytes
      }
      default:
        for (let count = random.below(60) + 1; count > 0; count -= 1)
          bytes[random.below(bytes.length)] = random.below(256)
        return bytes
    }
  }
})
