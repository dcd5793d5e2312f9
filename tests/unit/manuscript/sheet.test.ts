/** Sheets: read as people write them, bounded, and written so that no cell runs. */
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { readSheet, sheetLimits, writeSheet } from '@core/manuscript/sheet'

const SEED = Number(process.env['TEST_SEED'] ?? 20_261_128)

const cellsOf = (bytes: Uint8Array): readonly (readonly string[])[] => {
  const read = readSheet(bytes)
  if (!read.ok) throw new Error(read.error.code)
  return read.value.rows.map(({ cells }) => cells)
}
const text = (value: string): Uint8Array => Buffer.from(value, 'utf8')
const codeOf = (bytes: Uint8Array): string | null => {
  const read = readSheet(bytes)
  return read.ok ? null : read.error.code
}

describe('a sheet', () => {
  it('is read in the encodings and separators that spreadsheets use', () => {
    const expected = [
      ['姓名', '邮箱'],
      ['周舟', 'zhou@mail.example'],
    ]
    const lines = '姓名,邮箱\r\n周舟,zhou@mail.example\r\n'
    expect(cellsOf(text(lines))).toEqual(expected)
    expect(cellsOf(text(`\uFEFF${lines}`))).toEqual(expected)
    expect(cellsOf(iconv.encode(lines, 'gb18030'))).toEqual(expected)
    expect(cellsOf(iconv.encode(lines.replaceAll(',', '\t'), 'utf-16le', { addBOM: true }))).toEqual(expected)
    expect(cellsOf(text(lines.replaceAll(',', ';')))).toEqual(expected)
  })

  it('keeps lines, quotes and separators within quotes, and counts lines as the file does', () => {
    const read = readSheet(text('a,b\n"x,1\n2","say ""hi"""\n\nlast,1\n'))
    expect(read).toEqual({
      ok: true,
      value: {
        rows: [
          { line: 1, cells: ['a', 'b'] },
          { line: 2, cells: ['x,1\n2', 'say "hi"'] },
          { line: 5, cells: ['last', '1'] },
        ],
      },
    })
  })

  it('has ends: at each limit it is read, past it refused', () => {
    const rows = (count: number): Uint8Array => text('a\n'.repeat(count))
    expect(codeOf(rows(sheetLimits.rows))).toBeNull()
    expect(codeOf(rows(sheetLimits.rows + 1))).toBe('too-many-rows')
    const columns = (count: number): Uint8Array => text(Array.from({ length: count }, () => 'a').join(','))
    expect(codeOf(columns(sheetLimits.columns))).toBeNull()
    expect(codeOf(columns(sheetLimits.columns + 1))).toBe('too-many-columns')
    expect(codeOf(text('a'.repeat(sheetLimits.cell)))).toBeNull()
    expect(codeOf(text('a'.repeat(sheetLimits.cell + 1)))).toBe('cell-too-long')
    expect(codeOf(text(`"${'a'.repeat(sheetLimits.cell + 1)}`))).toBe('cell-too-long')
    const size = (bytes: number): Uint8Array => Buffer.alloc(bytes, ' ')
    expect(codeOf(size(sheetLimits.bytes))).not.toBe('too-large')
    expect(codeOf(size(sheetLimits.bytes + 1))).toBe('too-large')
    expect(codeOf(text('\n\n'))).toBe('empty')
    expect(codeOf(Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0]))).toBe('not-text')
  })

  it('is written for Excel and WPS, and nothing in it is a formula', () => {
    const written = writeSheet([
      ['稿号', '备注'],
      ['2609-041', '=HYPERLINK("http://evil.example")'],
      ['+86 139', '@cmd'],
    ])
    expect(written.startsWith('\uFEFF')).toBe(true)
    expect(written.split('\r\n')[1]).toBe('2609-041,"\'=HYPERLINK(""http://evil.example"")"')
    expect(written.split('\r\n')[2]).toBe("'+86 139,'@cmd")
  })

  it(`comes back as it went out (seed ${SEED})`, () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.constantFrom('=1+1', "'=1", '-5', '@a', '"', ',', 'a\nb', '，', ';', '\t'),
    )
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (rows) => {
        const header = ['一', '二', '三', '四']
        const clean = rows.map((cells) =>
          header.map((_, index) => (cells[index] ?? '').replaceAll(/[\r\0\uFEFF]/gu, '').trim()),
        )
        const kept = clean.filter((cells) => cells.some((each) => each !== ''))
        // An apostrophe before a formula is the guard, and goes; who writes one by hand loses it.
        const expected = kept.map((cells) => cells.map((each) => each.replace(/^'(?=[=+\-@\t＝＋－＠])/u, '')))
        expect(cellsOf(text(writeSheet([header, ...clean]))).slice(1)).toEqual(expected)
      }),
      { seed: SEED, numRuns: 200 },
    )
  })
})
