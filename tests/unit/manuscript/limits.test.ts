/** The named bounds of the readers, at the limit and one beyond. Those of one format alone are beside its own tests. */
import { burn, type Entry } from '@kenjiuno/msgreader/lib/Burner.js'
import { TypeEnum } from '@kenjiuno/msgreader/lib/Reader.js'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCompoundFile } from '@core/compound-file'
import { convertManuscript } from '@core/manuscript'
import * as articleLimits from '@core/manuscript/article/limits'
import { Fields, linkIn, MAX_FIELDS, MAX_INSTRUCTION } from '@core/manuscript/docx/fields'
import { ImageStore } from '@core/manuscript/images'
import * as limits from '@core/manuscript/limits'
import {
  MAX_ALT_CHARACTERS,
  MAX_DETAIL_CHARACTERS,
  MAX_FOOTNOTES,
  MAX_PDF_IMAGE_PIXELS,
  MAX_PDF_PAGE_ITEMS,
  MAX_PDF_PIXELS,
  MAX_PERSON_CHARACTERS,
  MAX_SUGGESTIONS,
  MAX_THREADS,
  MAX_UNPACKED_BYTES,
  MAX_ZIP_ENTRIES,
  MAX_ZIP_RATIO,
  OLE_LIMITS,
  ZIP_RATIO_FLOOR_BYTES,
} from '@core/manuscript/limits'
import { oversizedPictures } from '@core/manuscript/pdf/oversized-pictures'
import { openPdf } from '@core/manuscript/pdf/pdfjs'
import { picturesOf } from '@core/manuscript/pdf/pictures'
import { Report } from '@core/manuscript/report'
import { importRtf } from '@core/manuscript/rtf/import-rtf'
import { MAX_ROW_CELLS } from '@core/manuscript/rtf/rows'
import { MAX_ENTRIES, RtfHead } from '@core/manuscript/rtf/tables'
import { unpackZip, ZIP_LIMITS } from '@core/manuscript/zip'
import { projectDir } from '../../../scripts/lib/paths.mjs'
import { odt, pdf } from './support/documents'
import { PNG, zip } from './support/docx'

const pair = (limit: number): readonly number[] => [limit, limit + 1]

describe('every bound has a test', () => {
  /** Bounds that nothing can reach, with the reason. */
  const UNREACHABLE: Readonly<Record<string, string>> = {
    MAX_CODE_CHARACTERS: 'the largest symbol holds 4,296 characters; the bound stands behind the decoder',
  }
  const tests = readdirSync(path.join(projectDir, 'tests/unit'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => readFileSync(path.join(projectDir, 'tests/unit', file), 'utf8'))

  it.each([...Object.keys(limits), ...Object.keys(articleLimits)])('%s', (name) => {
    // Once where it is imported is not yet used.
    const uses = tests.map((text) => text.split(new RegExp(`\\b${name}\\b`)).length - 1)
    expect(name in UNREACHABLE || uses.some((count) => count > 1)).toBe(true)
  })
})

describe('archives', () => {
  it('are unpacked within the bounds that are named', () => {
    expect(ZIP_LIMITS).toEqual({
      entries: MAX_ZIP_ENTRIES,
      unpackedBytes: MAX_UNPACKED_BYTES,
      ratio: MAX_ZIP_RATIO,
      ratioFloorBytes: ZIP_RATIO_FLOOR_BYTES,
    })
  })

  it('entries', async () => {
    const many = (count: number) =>
      zip(Object.fromEntries(Array.from({ length: count }, (_, index) => [`${index}`, ''])))
    const codes = await Promise.all(
      pair(MAX_ZIP_ENTRIES).map(async (count) => {
        const unpacked = await unpackZip(await many(count))
        return unpacked.ok ? unpacked.value.size : unpacked.error.code
      }),
    )
    expect(codes).toEqual([MAX_ZIP_ENTRIES, 'too-many-entries'])
  })

  it('unpacked to packed bytes, above the floor', async () => {
    // As it packs: blanks at 1,000 to one, noise at one to one.
    const archive = await zip({ a: Buffer.concat([Buffer.alloc(ZIP_RATIO_FLOOR_BYTES), PNG]) })
    const central = archive.indexOf(Buffer.from('504b0102', 'hex'))
    const ratio = archive.readUInt32LE(central + 24) / archive.readUInt32LE(central + 20)
    expect(ratio).toBeGreaterThan(MAX_ZIP_RATIO)
    expect((await unpackZip(archive, { ...ZIP_LIMITS, ratio })).ok).toBe(true)
    expect(await unpackZip(archive, { ...ZIP_LIMITS, ratio: ratio - 0.01 })).toMatchObject({
      error: { code: 'unpacks-too-large' },
    })
  })
})

describe('OLE containers', () => {
  const folder = (name: string, type: TypeEnum, children: number[] = []): Entry => ({ name, type, children, length: 0 })
  const entries = (count: number): Buffer => {
    const kinds = Array.from({ length: count - 1 }, (_, at) => folder(`${at}`, TypeEnum.DIRECTORY))
    return Buffer.from(
      burn([
        folder(
          'Root Entry',
          TypeEnum.ROOT,
          kinds.map((_, at) => at + 1),
        ),
        ...kinds,
      ]),
    )
  }
  const nested = (depth: number): Buffer =>
    Buffer.from(
      burn(
        Array.from({ length: depth + 1 }, (_, at) =>
          folder(
            at === 0 ? 'Root Entry' : 's',
            at === 0 ? TypeEnum.ROOT : TypeEnum.DIRECTORY,
            at < depth ? [at + 1] : [],
          ),
        ),
      ),
    )
  const failure = (bytes: Buffer): string => {
    const read = readCompoundFile(bytes, OLE_LIMITS)
    return read.ok ? 'none' : read.error.reason
  }

  it('entries, a sector of four at a time', () => {
    expect([failure(entries(OLE_LIMITS.entries)), failure(entries(OLE_LIMITS.entries + 1))]).toEqual([
      'none',
      'too-many-parts',
    ])
  })

  it('storages inside one another', () => {
    expect(pair(OLE_LIMITS.depth).map((depth) => failure(nested(depth)))).toEqual(['none', 'too-deep'])
  })
})

describe('words that a file gives', () => {
  it('details of notes, alternative text', () => {
    const report = new Report()
    const store = new ImageStore(report)
    const alt = (length: number) => store.keep(PNG, 'a'.repeat(length), '').attrs?.['alt']
    expect(pair(MAX_ALT_CHARACTERS).map(alt)).toEqual([
      'a'.repeat(MAX_ALT_CHARACTERS),
      `${'a'.repeat(MAX_ALT_CHARACTERS - 1)}…`,
    ])
    for (const length of pair(MAX_DETAIL_CHARACTERS)) report.note('element-dropped', 'd'.repeat(length))
    expect(report.list().map(({ detail }) => detail)).toEqual([
      'd'.repeat(MAX_DETAIL_CHARACTERS),
      `${'d'.repeat(MAX_DETAIL_CHARACTERS - 1)}…`,
    ])
  })

  it('addresses of fields in Word, and fields inside fields', () => {
    const address = (length: number): string | null => {
      const fields = new Fields()
      fields.character('begin')
      const lead = 'HYPERLINK "'
      fields.instruction(`${lead}${'a'.repeat(length - lead.length - 1)}"`)
      fields.character('separate')
      return fields.href
    }
    expect(address(MAX_INSTRUCTION)).toBe(linkIn(`HYPERLINK "${'a'.repeat(MAX_INSTRUCTION - 12)}"`))
    expect(address(MAX_INSTRUCTION + 1)).toBeNull()
    const innermost = (depth: number): string | null => {
      const fields = new Fields()
      for (let at = 1; at <= depth; at += 1) {
        fields.character('begin')
        fields.instruction(`HYPERLINK "${at}"`)
        fields.character('separate')
      }
      return fields.href
    }
    expect(pair(MAX_FIELDS).map(innermost)).toEqual([`${MAX_FIELDS}`, `${MAX_FIELDS}`])
  })
})

const rtf = (body: string) => {
  const draft = importRtf(Buffer.from(`{\\rtf1\\ansi ${body}}`, 'latin1'))
  if (!draft.ok) throw new Error(draft.error.code)
  return draft.value
}
const repeated = (count: number, one: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => one(at)).join('')
const notesOf = (draft: { readonly notes: readonly { readonly code: string; readonly detail: string }[] }): string[] =>
  draft.notes.map(({ code, detail }) => `${code} ${detail}`.trim())

describe('.rtf', () => {
  it('footnotes', () => {
    const [at, beyond] = pair(MAX_FOOTNOTES).map((count) => rtf(repeated(count, () => 'a{\\footnote n}')))
    expect([at?.footnotes?.length, beyond?.footnotes?.length]).toEqual([MAX_FOOTNOTES, MAX_FOOTNOTES])
    expect([notesOf(at!), notesOf(beyond!)]).toEqual([[], ['truncated']])
  })

  it('comments, and the names of who made them', () => {
    const comments = (count: number, name: string) =>
      rtf(`text ${repeated(count, () => `{\\*\\atnid x}{\\*\\atnauthor ${name}}{\\*\\annotation c}`)}`)
    const [at, beyond] = pair(MAX_THREADS).map((count) => comments(count, 'n'))
    expect([at?.threads?.length, beyond?.threads?.length]).toEqual([MAX_THREADS, MAX_THREADS])
    expect([notesOf(at!), notesOf(beyond!)]).toEqual([[], ['comments-dropped 1']])
    expect(
      pair(MAX_PERSON_CHARACTERS).map((length) => comments(1, 'n'.repeat(length)).threads?.[0]?.comments[0]?.name),
    ).toEqual(['n'.repeat(MAX_PERSON_CHARACTERS), `${'n'.repeat(MAX_PERSON_CHARACTERS - 1)}…`])
  })

  it('suggested changes', () => {
    const changes = (count: number) => rtf(repeated(count, (at) => `{\\revised\\revauth0\\revdttm${(at % 2) + 1} x}`))
    const [at, beyond] = pair(MAX_SUGGESTIONS).map(changes)
    expect([at, beyond].map((draft) => Object.keys(draft?.suggestions ?? {}).length)).toEqual([
      MAX_SUGGESTIONS,
      MAX_SUGGESTIONS,
    ])
    expect([notesOf(at!), notesOf(beyond!)]).toEqual([[], ['tracked-changes-accepted 1']])
  })

  it('cells of a row: the text of further ones is kept', () => {
    const cells = (count: number): number => {
      const edges = repeated(count, (at) => `\\cellx${(at + 1) * 500}`)
      const words = repeated(count, (at) => `w${at}\\intbl\\cell `)
      return JSON.stringify(rtf(`\\trowd${edges} ${words}\\row`).blocks).match(/w\d+/g)?.length ?? 0
    }
    expect(pair(MAX_ROW_CELLS).map(cells)).toEqual(pair(MAX_ROW_CELLS))
  })

  it('entries of the tables at its head', () => {
    const head = new RtfHead()
    for (let at = 0; at <= MAX_ENTRIES; at += 1) {
      head.word('fonts', 'f', at)
      head.word('fonts', at % 2 === 0 ? 'fcharset' : 'cpg', at % 2 === 0 ? 134 : 936)
      head.word('lists', 'listid', at)
      head.word('list-overrides', 'ls', at)
      head.text('authors', 'a;')
      head.open('styles')
      head.word('styles', 's', at)
      head.text('styles', 's;')
    }
    const { fonts, styles, lists, overrides, authors } = head.tables
    expect([fonts.size, styles.size, lists.size, overrides.size, authors.length]).toEqual(Array(5).fill(MAX_ENTRIES))
  })
})

describe('.odt', () => {
  const read = async (body: string) => {
    const converted = await convertManuscript({ kind: 'file', filename: 'a.odt', bytes: await odt(body) })
    if (!converted.ok) throw new Error(converted.error.code)
    const { document, threads, report } = converted.value
    return {
      json: JSON.stringify(document),
      threads,
      report: report.map(({ code, detail }) => `${code} ${detail}`.trim()),
    }
  }

  it('footnotes', async () => {
    for (const count of pair(MAX_FOOTNOTES)) {
      const { json, report } = await read(
        `<text:p>一段够长的正文。${'字<text:note><text:note-body><text:p>注</text:p></text:note-body></text:note>'.repeat(count)}</text:p>`,
      )
      expect(json.split('"type":"footnote"').length - 1).toBe(MAX_FOOTNOTES)
      expect(report).toEqual(count > MAX_FOOTNOTES ? ['truncated'] : [])
    }
  })

  it('comments', async () => {
    for (const count of pair(MAX_THREADS)) {
      const { threads, report } = await read(
        `<text:p>一段够长的正文。${'字<office:annotation><dc:creator>甲</dc:creator><text:p>问</text:p></office:annotation>'.repeat(count)}</text:p>`,
      )
      expect(threads).toHaveLength(MAX_THREADS)
      expect(report).toEqual(count > MAX_THREADS ? ['comments-dropped 1'] : [])
    }
  })

  it('suggested changes, and the names of who made them', async () => {
    for (const count of pair(MAX_SUGGESTIONS)) {
      const { report } = await read(
        `<text:tracked-changes>${repeated(count, (at) => `<text:changed-region text:id="c${at}"><text:insertion/></text:changed-region>`)}</text:tracked-changes><text:p>一段够长的正文。${repeated(count, (at) => `<text:change-start text:change-id="c${at}"/>字<text:change-end text:change-id="c${at}"/>`)}</text:p>`,
      )
      expect(report).toEqual(count > MAX_SUGGESTIONS ? ['tracked-changes-accepted 1'] : [])
    }
    const named = (length: number) =>
      read(
        `<text:tracked-changes><text:changed-region text:id="c"><text:insertion><office:change-info><dc:creator>${'n'.repeat(length)}</dc:creator></office:change-info></text:insertion></text:changed-region></text:tracked-changes><text:p>一段够长的<text:change-start text:change-id="c"/>正文<text:change-end text:change-id="c"/>。</text:p>`,
      )
    expect((await named(MAX_PERSON_CHARACTERS)).json).toContain(`"${'n'.repeat(MAX_PERSON_CHARACTERS)}"`)
    expect((await named(MAX_PERSON_CHARACTERS + 1)).json).toContain(`"${'n'.repeat(MAX_PERSON_CHARACTERS - 1)}…"`)
  })
})

describe('.pdf', () => {
  const read = async (bytes: Uint8Array) => {
    const converted = await convertManuscript({ kind: 'file', filename: 'a.pdf', bytes })
    if (!converted.ok) throw new Error(converted.error.code)
    return converted.value
  }

  it('pieces of text on one page', async () => {
    // In columns, each piece below the one before: none is joined with another.
    const pieces = (count: number) =>
      pdf(1, {
        stream: `BT /F1 1 Tf ${repeated(count, (at) => `1 0 0 1 ${9 + 2 * Math.floor(at / 200)} ${820 - 4 * (at % 200)} Tm (a) Tj `)}ET`,
      })
    const truncated = async (count: number) =>
      (await read(pieces(count))).report.some(({ code }) => code === 'truncated')
    expect(await Promise.all(pair(MAX_PDF_PAGE_ITEMS).map(truncated))).toEqual([false, true])
  })

  it('pixels of one picture: a larger one is not unpacked, and the report says so', async () => {
    const side = Math.sqrt(MAX_PDF_IMAGE_PIXELS)
    const kept = async (height: number) => {
      const { images, report } = await read(
        pdf(1, { line: 'A line that is long enough.', picture: { width: side, height } }),
      )
      return [images.length, report.find(({ code }) => code === 'image-unsupported')?.detail ?? 'nothing left out']
    }
    expect(await Promise.all(pair(side).map(kept))).toEqual([
      [1, 'nothing left out'],
      [0, '1'],
    ])
  })

  it('pictures too large are counted once with their mask, whatever stands around them', () => {
    const image = (number: number, width: number, more = ''): string =>
      `${number} 0 obj\n<</Type/XObject /Subtype\n/Image/Width ${width}/Height 4001${more} /Length 0>>\nstream\nendstream\nendobj\n`
    const file = [
      '%PDF-1.7\n1 0 obj\n<< /ProcSet [/PDF /Text /ImageC] >>\nendobj\n',
      image(2, 4000, '/SMask 3 0 R'),
      image(3, 4000, '/ColorSpace/DeviceGray'),
      image(4, 3900),
      image(5, 5000),
      '6 0 obj\n<</Width 9000/Height 9000/Note(/Image)>>\nendobj\n',
    ].join('')
    expect(oversizedPictures(Buffer.from(file, 'latin1'))).toBe(2)
    expect(oversizedPictures(Buffer.from('/Image '.repeat(20_000), 'latin1'))).toBe(0)
  })

  it('pixels of all pictures: what is left of them decides', async () => {
    expect(MAX_PDF_PIXELS).toBeGreaterThan(MAX_PDF_IMAGE_PIXELS)
    const task = await openPdf(pdf(1, { line: 'A line.', picture: { width: 32, height: 32 } }))
    const page = await (await task.promise).getPage(1)
    const kept = await Promise.all(
      [32 * 32, 32 * 32 - 1].map(async (room) => {
        const { pictures, pixels, left } = await picturesOf(page, room)
        return [pictures.length, pixels, left]
      }),
    )
    await task.destroy()
    expect(kept).toEqual([
      [1, 32 * 32, 0],
      [0, 0, 1],
    ])
  })
})
