import { createHash } from 'node:crypto'
import { expect, test, describe } from 'vitest'
import { ZipFile } from 'yazl'
import { UNPACK_LIMITS, unpackEntry } from '@core/mail'
import { listZipEntries } from '@core/mail/zip-entries'
import { inlineTaskRunner } from '@core/workers/pool'
import { readCorpusMail, readManifest } from './corpus'
import { parsed } from './raw-mail'

async function zipOf(files: Readonly<Record<string, Buffer | string>>, compress = true): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(files)) {
    if (name.endsWith('/')) zip.addEmptyDirectory(name)
    else zip.addBuffer(Buffer.from(content), name, { compress })
  }
  zip.end()
  const pieces: Buffer[] = []
  for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece as Uint8Array))
  return Buffer.concat(pieces)
}

const reasonOf = async (...args: Parameters<typeof unpackEntry>): Promise<string | null> => {
  const result = await unpackEntry(...args)
  return result.ok ? null : result.error
}

/** Changes one 16-bit field in every local and central header. */
function patch(zip: Buffer, local: number, central: number, change: (value: number) => number): Buffer {
  const copy = Buffer.from(zip)
  for (const [signature, offset] of [
    ['PK\u0003\u0004', local],
    ['PK\u0001\u0002', central],
  ] as const) {
    for (let at = copy.indexOf(signature); at !== -1; at = copy.indexOf(signature, at + 1))
      copy.writeUInt16LE(change(copy.readUInt16LE(at + offset)), at + offset)
  }
  return copy
}

describe('an entry of an archive', () => {
  test('is what the list names at its place; folders count and cannot be unpacked', async () => {
    const zip = await zipOf({ '稿件/': '', '稿件/第一篇.docx': 'one', 'a.txt': 'two' })
    expect(await listZipEntries(zip, 10)).toEqual(['稿件/', '稿件/第一篇.docx', 'a.txt'])
    expect(await reasonOf(zip, 0)).toBe('no-such-entry')
    expect(await unpackEntry(zip, 1)).toEqual({
      ok: true,
      value: { filename: '第一篇.docx', bytes: new Uint8Array(Buffer.from('one')) },
    })
    expect(await unpackEntry(zip, 2)).toMatchObject({ ok: true, value: { filename: 'a.txt' } })
    expect(await reasonOf(zip, 3)).toBe('no-such-entry')
  })

  test('of the corpus: GBK names, through the worker’s task', async () => {
    const entry = readManifest().find((one) => one.zipEntries !== undefined)
    if (entry === undefined) throw new Error('the corpus has an archive')
    const { message, attachmentBytes } = await parsed(readCorpusMail(entry.file))
    const archive = message.attachments.find((one) => one.entries !== null)
    const bytes = attachmentBytes.find((one) => one.sha256 === archive?.sha256)?.bytes ?? new Uint8Array()
    const runner = inlineTaskRunner()
    for (const [index, name] of (entry.zipEntries ?? []).entries()) {
      const outcome = await runner.run('unpack', { bytes, entry: index })
      if (!outcome.ok || !outcome.value.ok) throw new Error(name)
      expect(outcome.value.value.filename).toBe(name)
      expect(createHash('sha256').update(outcome.value.value.bytes).digest('hex')).toMatch(/^[0-9a-f]{64}$/)
      expect(outcome.value.value.bytes.length).toBeGreaterThan(100)
    }
  })

  test('its name is harmless', async () => {
    // yazl refuses such a name, so one of the same length is put in its place.
    const hostile = Buffer.from(
      (await zipOf({ 'aa/bb/cc/passwd': 'x' })).toString('latin1').replaceAll('aa/bb/cc', '../../\u0001\u0002'),
      'latin1',
    )
    expect(await unpackEntry(hostile, 0)).toMatchObject({ ok: true, value: { filename: 'passwd' } })
    expect(await listZipEntries(hostile, 1)).toEqual(['../..//passwd'])
  })

  test('at the limit of unpacked bytes, and one byte past it', async () => {
    const zip = await zipOf({ a: Buffer.alloc(1_000, 7) }, false)
    expect(await reasonOf(zip, 0, { ...UNPACK_LIMITS, unpackedBytes: 1_000 })).toBeNull()
    expect(await reasonOf(zip, 0, { ...UNPACK_LIMITS, unpackedBytes: 999 })).toBe('unpacks-too-large')
  })

  test('at the limit of the ratio, and past it; small files may pack as well as they like', async () => {
    const zip = await zipOf({ a: Buffer.alloc(100_000) })
    const packed = (await listedSizes(zip)).packed
    const ratio = 100_000 / packed
    expect(await reasonOf(zip, 0, { ...UNPACK_LIMITS, ratioFloorBytes: 0, ratio })).toBeNull()
    expect(await reasonOf(zip, 0, { ...UNPACK_LIMITS, ratioFloorBytes: 0, ratio: ratio - 0.01 })).toBe(
      'unpacks-too-large',
    )
    expect(await reasonOf(zip, 0, { ...UNPACK_LIMITS, ratioFloorBytes: 100_000, ratio: 1 })).toBeNull()
    expect(await reasonOf(zip, 0, { ...UNPACK_LIMITS, ratioFloorBytes: 99_999, ratio: 1 })).toBe('unpacks-too-large')
  })

  test('the limits as they are: 2 MiB of zeros are a bomb', async () => {
    expect(await reasonOf(await zipOf({ a: Buffer.alloc(2 * 1024 * 1024) }), 0)).toBe('unpacks-too-large')
    expect(await reasonOf(await zipOf({ a: Buffer.alloc(1024 * 1024) }), 0)).toBeNull()
  })

  test('at the limit of entries, and one past it', async () => {
    const zip = await zipOf({ a: '1', b: '2', c: '3' })
    expect(await reasonOf(zip, 2, { ...UNPACK_LIMITS, entries: 3 })).toBeNull()
    expect(await reasonOf(zip, 2, { ...UNPACK_LIMITS, entries: 2 })).toBe('too-many-entries')
  })

  test('encrypted, another method, rar, 7z, no archive, a damaged one', async () => {
    const zip = await zipOf({ a: 'x'.repeat(500) })
    expect(
      await reasonOf(
        patch(zip, 6, 8, (flags) => flags | 1),
        0,
      ),
    ).toBe('encrypted')
    expect(
      await reasonOf(
        patch(zip, 8, 10, () => 99),
        0,
      ),
    ).toBe('encrypted')
    expect(
      await reasonOf(
        patch(zip, 8, 10, () => 14),
        0,
      ),
    ).toBe('method-not-supported')
    expect(await reasonOf(Buffer.from('Rar!\u001A\u0007\u0001\u0000rest', 'latin1'), 0)).toBe('rar-not-supported')
    expect(await reasonOf(Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]), 0)).toBe('7z-not-supported')
    expect(await reasonOf(Buffer.from('hello'), 0)).toBe('not-an-archive')
    const damaged = Buffer.from(zip)
    damaged.fill(0xff, 31, 36)
    expect(await reasonOf(damaged, 0)).toBe('corrupt')
  })
})

async function listedSizes(zip: Buffer): Promise<{ packed: number }> {
  const at = zip.indexOf('PK\u0001\u0002')
  return await Promise.resolve({ packed: zip.readUInt32LE(at + 20) })
}
