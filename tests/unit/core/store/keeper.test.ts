/** The keeper over a tiny thread that answers as its input says; the built one is tried by the command line's tests. */
import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openKeeper, type Keeper } from '@core/store/keeper'
import { temporaryFolder } from '../../../support/desk'

/** Names each item by its length and first byte; 1 fails as a full disk does, 2 ends the thread. */
const THREAD = `
const { parentPort, threadId, workerData } = require('node:worker_threads')
parentPort.on('message', ({ id, sizes, memory }) => {
  const answer = (reply) => parentPort.postMessage({ id, memory, ...reply }, [memory])
  let at = 0
  const items = sizes.map((size) => new Uint8Array(memory, (at += size) - size, size))
  const kind = items[0][0]
  if (kind === 1) return answer({ kind: 'failed', message: 'no space left on device', code: 'ENOSPC' })
  if (kind === 2) process.exit(3)
  const names = items.map((item) => [workerData.folder, threadId, memory.byteLength, item.length, item[0]].join(' '))
  answer({ kind: 'kept', names })
})`
const FAIL = 1
const DIE = 2

let folder: string
let keeper: Keeper
beforeEach(() => {
  folder = temporaryFolder()
  const file = path.join(folder, 'keeper.cjs')
  writeFileSync(file, THREAD)
  keeper = openKeeper(file, 'blobs')
})
afterEach(() => {
  keeper.close()
  rmSync(folder, { recursive: true, force: true })
})

const item = (first: number, length = 1) => new Uint8Array(length).fill(first)
const told = (names: readonly string[]) =>
  names.map((name) => {
    const [place, thread, memory, length, first] = name.split(' ')
    return { place, thread, memory: Number(memory), length: Number(length), first: Number(first) }
  })

describe('the keeper', () => {
  it('is given all bytes of a group and answers with their names, in order', async () => {
    const items = [item(9, 3), item(8, 5), item(7, 1)]
    const names = told(await keeper.keep(items))
    expect(names).toMatchObject([
      { place: 'blobs', length: 3, first: 9 },
      { place: 'blobs', length: 5, first: 8 },
      { place: 'blobs', length: 1, first: 7 },
    ])
    // What it was given is a copy: whoever gave it may go on reading.
    expect(items[0]).toEqual(item(9, 3))
  })

  it('takes the same memory again for what fits into it', async () => {
    const [first] = told(await keeper.keep([item(9, 1_000)]))
    const [second] = told(await keeper.keep([item(8, 10)]))
    expect(first?.memory).toBe(1_000)
    expect(second).toMatchObject({ memory: 1_000, length: 10, first: 8 })
  })

  it('keeps groups apart that are under way together', async () => {
    const groups = await Promise.all([3, 4, 5].map((first) => keeper.keep([item(first, first), item(9)])))
    expect(groups.map((names) => told(names)[0])).toMatchObject([
      { length: 3, first: 3 },
      { length: 4, first: 4 },
      { length: 5, first: 5 },
    ])
  })

  it('throws what the system said, with its code, and goes on', async () => {
    await expect(keeper.keep([item(FAIL)])).rejects.toMatchObject({ code: 'ENOSPC', message: /no space left/ })
    expect(told(await keeper.keep([item(9)]))).toMatchObject([{ first: 9 }])
  })

  it('fails what a dying thread had under way; the next group gets a fresh one', async () => {
    const [before] = told(await keeper.keep([item(9)]))
    await expect(Promise.all([keeper.keep([item(DIE)]), keeper.keep([item(9)])])).rejects.toThrow(/ended with 3/)
    const [after] = told(await keeper.keep([item(9)]))
    expect(after?.thread).not.toBe(before?.thread)
  })

  it('fails what is under way when the desk closes', async () => {
    const kept = keeper.keep([item(9)])
    keeper.close()
    await expect(kept).rejects.toThrow(/closes/)
  })
})
