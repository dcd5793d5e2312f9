import { ZipFile } from 'yazl'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { unpackZip, ZIP_LIMITS } from '@core/manuscript/zip'
import { zip } from './support/docx'

/** Bytes that do not compress. */
function noise(length: number): Buffer {
  let state = 2_463_534_242
  return Buffer.from(
    Array.from({ length }, () => {
      state ^= state << 13
      state ^= state >>> 17
      state ^= state << 5
      return state & 0xff
    }),
  )
}

describe('unpacking', () => {
  it('gives entries by name, folders left out', async () => {
    const archive = await zip({ '甲/乙.txt': '文', 'c.txt': 'c' })
    const unpacked = await unpackZip(archive)
    expect(unpacked.ok && [...unpacked.value].map(([name, bytes]) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['甲/乙.txt', '文'],
      ['c.txt', 'c'],
    ])
  })

  it('reads names that a Chinese Windows wrote', async () => {
    const name = '配图说明.txt'
    const raw = iconv.encode(name, 'gb18030')
    const stand = 'x'.repeat(raw.byteLength)
    const archive = (await zip({ [stand]: '文' })).toString('latin1').replaceAll(stand, raw.toString('latin1'))
    // Bit 11 off in both headers, as Windows leaves it.
    const bytes = Buffer.from(archive, 'latin1')
    for (const [signature, offset] of [
      ['504b0304', 6],
      ['504b0102', 8],
    ] as const) {
      const at = bytes.indexOf(Buffer.from(signature, 'hex')) + offset
      bytes.writeUInt16LE(bytes.readUInt16LE(at) & ~0x800, at)
    }
    const unpacked = await unpackZip(bytes)
    expect(unpacked.ok && [...unpacked.value.keys()]).toEqual([name])
  })

  it('entries, at the limit and one beyond', async () => {
    const many = (count: number) =>
      zip(Object.fromEntries(Array.from({ length: count }, (_, index) => [`${index}`, 'x'])))
    const limits = { ...ZIP_LIMITS, entries: 20 }
    expect((await unpackZip(await many(20), limits)).ok).toBe(true)
    expect(await unpackZip(await many(21), limits)).toEqual({
      ok: false,
      error: { code: 'too-many-entries', detail: '21' },
    })
  })

  it('unpacked bytes, at the limit and one beyond', async () => {
    const limits = { ...ZIP_LIMITS, unpackedBytes: 10_000 }
    expect((await unpackZip(await zip({ a: noise(6_000), b: noise(4_000) }), limits)).ok).toBe(true)
    expect(await unpackZip(await zip({ a: noise(6_000), b: noise(4_001) }), limits)).toEqual({
      ok: false,
      error: { code: 'unpacks-too-large', detail: 'b' },
    })
  })

  it('ratio, only above its floor', async () => {
    const archive = await zip({ a: Buffer.alloc(100_000) })
    expect((await unpackZip(archive, { ...ZIP_LIMITS, ratio: 10, ratioFloorBytes: 100_000 })).ok).toBe(true)
    expect(await unpackZip(archive, { ...ZIP_LIMITS, ratio: 10, ratioFloorBytes: 99_999 })).toMatchObject({
      error: { code: 'unpacks-too-large' },
    })
  })

  it('a directory that lies about a size is not believed', async () => {
    const archive = await zip({ a: Buffer.alloc(1_000_000) })
    const central = archive.indexOf(Buffer.from('504b0102', 'hex'))
    archive.writeUInt32LE(10, central + 24)
    expect(await unpackZip(archive)).toMatchObject({ ok: false, error: { code: 'corrupt' } })
  })

  it('encrypted entries', async () => {
    const archive = await zip({ a: 'x' })
    const central = archive.indexOf(Buffer.from('504b0102', 'hex'))
    archive.writeUInt16LE(archive.readUInt16LE(central + 8) | 1, central + 8)
    expect(await unpackZip(archive)).toEqual({ ok: false, error: { code: 'encrypted', detail: 'a' } })
  })

  it('an archive of nothing', async () => {
    const empty = new ZipFile()
    empty.end()
    const chunks: Buffer[] = []
    for await (const chunk of empty.outputStream) chunks.push(Buffer.from(chunk as Uint8Array))
    const unpacked = await unpackZip(Buffer.concat(chunks))
    expect(unpacked.ok && unpacked.value.size).toBe(0)
  })
})
