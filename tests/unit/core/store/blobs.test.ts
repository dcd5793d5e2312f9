import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
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
