import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openBlobs } from '@core/store/blobs'
import { temporaryFolder } from '../../../support/desk'

let folder: string
beforeEach(() => {
  folder = path.join(temporaryFolder(), 'blobs')
})
afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }))

const bytes = Buffer.from('一封信', 'utf8')
const name = createHash('sha256').update(bytes).digest('hex')

describe('blobs', () => {
  it('keeps bytes under their hash and gives them back', () => {
    const blobs = openBlobs(folder)
    expect(blobs.put(bytes)).toBe(name)
    expect(blobs.get(name)).toEqual(bytes)
    expect(blobs.has(name)).toBe(true)
    expect([...blobs.list()]).toEqual([name])
    expect(readFileSync(path.join(folder, name.slice(0, 2), name))).toEqual(bytes)
  })

  it('keeps the same bytes once', () => {
    const blobs = openBlobs(folder)
    blobs.put(bytes)
    const before = statSync(blobs.path(name))
    blobs.put(bytes)
    expect(statSync(blobs.path(name)).ino).toBe(before.ino)
    expect([...blobs.list()]).toHaveLength(1)
  })

  it('keeps empty bytes', () => {
    const blobs = openBlobs(folder)
    expect(blobs.get(blobs.put(new Uint8Array()))).toHaveLength(0)
  })

  it('leaves nothing beside the blob, readable by its owner alone', () => {
    const blobs = openBlobs(folder)
    blobs.put(bytes)
    expect(readdirSync(path.join(folder, 'tmp'))).toEqual([])
    expect(statSync(blobs.path(name)).mode & 0o777).toBe(0o600)
  })

  it('clears away what a crash left half-written', () => {
    mkdirSync(path.join(folder, 'tmp'), { recursive: true })
    writeFileSync(path.join(folder, 'tmp', 'half'), 'ha')
    const blobs = openBlobs(folder)
    expect(readdirSync(path.join(folder, 'tmp'))).toEqual([])
    expect([...blobs.list()]).toEqual([])
  })

  it('leaves a crash alone when it only reads', () => {
    mkdirSync(path.join(folder, 'tmp'), { recursive: true })
    writeFileSync(path.join(folder, 'tmp', 'half'), 'ha')
    openBlobs(folder, 'read')
    expect(existsSync(path.join(folder, 'tmp', 'half'))).toBe(true)
  })

  it('writes a blob again that lost its end', () => {
    const blobs = openBlobs(folder)
    blobs.put(bytes)
    truncateSync(blobs.path(name), 2)
    blobs.put(bytes)
    expect(blobs.get(name)).toEqual(bytes)
  })

  it('says when a blob is not there', () => {
    const blobs = openBlobs(folder)
    expect(blobs.get(name)).toBeNull()
    expect(blobs.has(name)).toBe(false)
  })

  it.each(['', '../../etc/passwd', `..${'/'.repeat(60)}`, name.toUpperCase(), `${name}0`])(
    'takes %j for no name of a blob',
    (wrong) => {
      const blobs = openBlobs(folder)
      expect(blobs.has(wrong)).toBe(false)
      expect(() => blobs.get(wrong)).toThrow(/names no blob/)
      expect(() => blobs.path(wrong)).toThrow(/names no blob/)
    },
  )

  it('lists blobs only, whatever else lies in its folder', () => {
    const blobs = openBlobs(folder)
    blobs.put(bytes)
    writeFileSync(path.join(folder, 'zz'), 'a file where a shelf would be')
    writeFileSync(path.join(folder, name.slice(0, 2), 'notes.txt'), 'x')
    expect([...blobs.list()]).toEqual([name])
  })
})

describe('blobs kept several at a time', () => {
  const texts = Array.from({ length: 40 }, (_, index) => Buffer.from(`第 ${index} 封信`.repeat(index), 'utf8'))
  const hash = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex')

  it('keeps each under its hash, in the order they came', async () => {
    const blobs = openBlobs(folder)
    expect(await blobs.putAll(texts)).toEqual(texts.map(hash))
    for (const text of texts) expect(blobs.get(hash(text))).toEqual(text)
    expect(readdirSync(path.join(folder, 'tmp'))).toEqual([])
    expect(statSync(blobs.path(hash(texts[5]!))).mode & 0o777).toBe(0o600)
  })

  it('keeps the same bytes once, in one batch and in the next', async () => {
    const blobs = openBlobs(folder)
    expect(await blobs.putAll([bytes, bytes, bytes])).toEqual([name, name, name])
    const { ino } = statSync(blobs.path(name))
    expect(await blobs.putAll([bytes])).toEqual([name])
    expect(blobs.put(bytes)).toBe(name)
    expect(statSync(blobs.path(name)).ino).toBe(ino)
  })

  it('keeps nothing of nothing', async () => {
    expect(await openBlobs(folder).putAll([])).toEqual([])
  })

  it('writes a blob again that lost its end', async () => {
    const blobs = openBlobs(folder)
    await blobs.putAll([bytes])
    truncateSync(blobs.path(name), 2)
    await blobs.putAll([bytes])
    expect(blobs.get(name)).toEqual(bytes)
  })

  it('throws what the disk says, leaves no draft, and what is kept is whole', async () => {
    const blobs = openBlobs(folder)
    // A folder where one of them should lie.
    const inTheWay = blobs.path(hash(texts[7]!))
    mkdirSync(inTheWay, { recursive: true })
    await expect(blobs.putAll(texts)).rejects.toThrow(/EISDIR|ENOTEMPTY|EPERM/)
    rmdirSync(inTheWay)
    expect(readdirSync(path.join(folder, 'tmp'))).toEqual([])
    for (const kept of blobs.list()) expect(hash(blobs.get(kept)!)).toBe(kept)
  })

  it('is not written to when it is open for reading', async () => {
    openBlobs(folder)
    await expect(openBlobs(folder, 'read').putAll([bytes])).rejects.toThrow(/reading only/)
  })
})

describe('blobs kept from a stream', () => {
  async function* chunks(...parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
    await Promise.resolve()
    yield* parts
  }

  it('keeps what comes in pieces under the hash of the whole', async () => {
    const blobs = openBlobs(folder)
    const kept = await blobs.putStream(chunks(bytes.subarray(0, 4), bytes.subarray(4)), bytes.length)
    expect(kept).toEqual({ ok: true, value: { sha256: name, size: bytes.length } })
    expect(blobs.get(name)).toEqual(bytes)
    expect(await blobs.putStream(chunks(bytes), bytes.length)).toEqual(kept)
    expect(readdirSync(path.join(folder, 'tmp'))).toEqual([])
  })

  it('leaves a stream that is one byte too long, and nothing of it stays', async () => {
    const blobs = openBlobs(folder)
    let left = false
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          await Promise.resolve()
          yield bytes
        }
      } finally {
        left = true
      }
    }
    expect(await blobs.putStream(endless(), bytes.length * 3 - 1)).toEqual({ ok: false, error: 'too-large' })
    expect(left).toBe(true)
    expect(await blobs.putStream(chunks(bytes, bytes, bytes), bytes.length * 3 - 1)).toMatchObject({ ok: false })
    expect(await blobs.putStream(chunks(bytes, bytes, bytes), bytes.length * 3)).toMatchObject({ ok: true })
    expect([...blobs.list()]).toHaveLength(1)
    expect(readdirSync(path.join(folder, 'tmp'))).toEqual([])
  })

  it('keeps nothing of a stream that breaks off', async () => {
    const blobs = openBlobs(folder)
    async function* broken(): AsyncGenerator<Uint8Array> {
      await Promise.resolve()
      yield bytes
      throw new Error('the connection is gone')
    }
    await expect(blobs.putStream(broken(), 1_000)).rejects.toThrow('the connection is gone')
    expect([...blobs.list()]).toEqual([])
    expect(readdirSync(path.join(folder, 'tmp'))).toEqual([])
  })
})
