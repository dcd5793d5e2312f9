/** The pool over a tiny worker that does what its input says; the built worker is tried by the integration tests. */
import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWorkerPool, type TaskRunner } from '@core/workers/pool'
import type { TaskInput } from '@core/workers/tasks'
import { temporaryFolder } from '../../../support/desk'

const WORKER = `
const { parentPort, threadId } = require('node:worker_threads')
parentPort.on('message', ({ id, input }) => {
  const answer = (output) => parentPort.postMessage({ id, kind: 'done', output })
  switch (input.bytes ? input.bytes[0] : input.text.charCodeAt(0)) {
    case 0: return answer(threadId)
    case 1: for (;;) {}
    case 2: process.exit(3)
    case 3: throw new Error('uncaught in the worker')
    case 4: return parentPort.postMessage({ id, kind: 'threw', message: 'said so' })
    case 5: return setTimeout(() => answer(threadId), 100)
    case 6: return answer(input.bytes.length)
    case 7: { answer(threadId); answer('a second answer'); return }
    case 9: for (let page = 1; page <= 3; page += 1) parentPort.postMessage({ id, kind: 'progress', done: page, total: 3 })
      return answer(threadId)
    case 8: return void Promise.reject(new Error('rejected in the worker'))
  }
})`
const ANSWER = 0
const STALL = 1
const EXIT = 2
const THROW = 3
const SAY = 4
const SLOWLY = 5
const LENGTH = 6
const TWICE = 7
const REJECT = 8
const PAGES = 9

let folder: string
let pool: TaskRunner
beforeEach(() => {
  folder = temporaryFolder()
  const file = path.join(folder, 'worker.cjs')
  writeFileSync(file, WORKER)
  pool = openWorkerPool({ file, size: 2, deadlines: { fingerprint: 1_500 } })
})
afterEach(async () => {
  await pool.close()
  rmSync(folder, { recursive: true, force: true })
})

const run = (what: number) => {
  const text = String.fromCharCode(what)
  return pool.run('fingerprint', { text } satisfies TaskInput<'fingerprint'>)
}

describe('the worker pool', () => {
  it('runs tasks side by side and gives a worker its next task', async () => {
    const threads = await Promise.all([SLOWLY, SLOWLY, SLOWLY, SLOWLY].map((what) => run(what)))
    expect(new Set(threads.map((thread) => thread.ok && thread.value)).size).toBe(2)
  })

  it('reads mails with one worker while each is short, and with another while one stalls', async () => {
    const file = path.join(folder, 'reader.cjs')
    writeFileSync(
      file,
      `const { parentPort, threadId } = require('node:worker_threads')
       parentPort.on('message', ({ id, input: { files: [what] } }) => {
         if (what === 'stall') for (;;) {}
         parentPort.postMessage({ id, kind: 'done', output: threadId })
       })`,
    )
    const readers = openWorkerPool({ file, size: 2, deadlines: { parse: 1_500 }, patience: 200 })
    try {
      const read = (what: string) => readers.run('parse', { files: [what] })
      const short = await Promise.all(Array.from({ length: 20 }, () => read('short')))
      expect(new Set(short.map((one) => one.ok && one.value)).size).toBe(1)
      const stalled = read('stall')
      const beside = await Promise.all([read('short'), read('short')])
      expect(beside.map((one) => one.ok && one.value)).not.toContain(short[0]?.ok && short[0].value)
      expect(await stalled).toMatchObject({ ok: false, error: { code: 'timeout' } })
    } finally {
      await readers.close()
    }
  })

  it('indexes with the worker that reads, and does other things with another', async () => {
    const file = path.join(folder, 'indexer.cjs')
    writeFileSync(
      file,
      `const { parentPort, threadId } = require('node:worker_threads')
       parentPort.on('message', ({ id }) => parentPort.postMessage({ id, kind: 'done', output: threadId }))`,
    )
    const workers = openWorkerPool({ file, size: 2 })
    try {
      const files = { deskFile: '', searchFile: '', deskId: '' }
      const feed = () => workers.run('search-feed', { files, budget: 1 })
      const read = () => workers.run('parse', { files: [] })
      const both = await Promise.all([read(), feed(), read(), feed()])
      both.push(await feed(), await read())
      expect(new Set(both.map((one) => one.ok && one.value)).size).toBe(1)
      const other = await workers.run('fingerprint', { text: '' })
      expect(both.map((one) => one.ok && one.value)).not.toContain(other.ok && other.value)
    } finally {
      await workers.close()
    }
  })

  it('passes on how far a task is, to who asked for it', async () => {
    const told: string[] = []
    const text = String.fromCharCode(PAGES)
    const watched = pool.run('fingerprint', { text }, { onProgress: (done, total) => told.push(`${done}/${total}`) })
    const [first, second] = await Promise.all([watched, run(PAGES)])
    expect([first.ok, second.ok, told]).toEqual([true, true, ['1/3', '2/3', '3/3']])
  })

  it('gives up a task that its caller cancels, under way or waiting or not begun; the others go on', async () => {
    const cancelled = { ok: false, error: { code: 'worker-died', detail: 'cancelled' } }
    const stall = () => {
      const abort = new AbortController()
      const text = String.fromCharCode(STALL)
      return { abort, done: pool.run('fingerprint', { text }, { signal: abort.signal }) }
    }
    const [one, two, waiting] = [stall(), stall(), stall()]
    const behind = run(ANSWER)
    waiting.abort.abort()
    expect(await waiting.done).toEqual(cancelled)
    one.abort.abort()
    expect(await one.done).toEqual(cancelled)
    expect((await behind).ok).toBe(true)
    two.abort.abort()
    expect(await two.done).toEqual(cancelled)
    expect(await pool.run('fingerprint', { text: String.fromCharCode(ANSWER) }, { signal: two.abort.signal })).toEqual(
      cancelled,
    )
    expect((await run(ANSWER)).ok).toBe(true)
  })

  it('kills a worker that stalls; the next task gets a fresh one and works', async () => {
    const [stalled, ...others] = await Promise.all([run(STALL), run(ANSWER), run(ANSWER), run(ANSWER)])
    expect(stalled).toEqual({ ok: false, error: { code: 'timeout', detail: 'fingerprint took more than 1500 ms' } })
    expect(others.every(({ ok }) => ok)).toBe(true)
    expect((await Promise.all([run(ANSWER), run(ANSWER)])).every(({ ok }) => ok)).toBe(true)
  })

  it.each([
    ['exits', EXIT, 'exit code 3'],
    ['throws', THROW, 'uncaught in the worker'],
    ['leaves a rejection', REJECT, 'rejected in the worker'],
    ['says that its task threw', SAY, 'said so'],
  ])('says so when a worker %s, and goes on', async (_how, what, detail) => {
    expect(await run(what)).toEqual({ ok: false, error: { code: 'worker-died', detail } })
    expect((await run(ANSWER)).ok).toBe(true)
  })

  it('survives all its workers dying at once, with tasks waiting', async () => {
    const outcomes = await Promise.all([run(EXIT), run(THROW), run(ANSWER), run(ANSWER), run(EXIT), run(ANSWER)])
    expect(outcomes.map(({ ok }) => ok)).toEqual([false, false, true, true, false, true])
  })

  it('hands bytes over and leaves the sender its own', async () => {
    const bytes = new Uint8Array(3_000_000)
    bytes[0] = LENGTH
    expect(await pool.run('unpack', { bytes, entry: 0 })).toEqual({ ok: true, value: 3_000_000 })
    expect(bytes).toHaveLength(3_000_000)
  })

  it('tells the workers that were asked, and takes no answer for that of a task', async () => {
    const file = path.join(folder, 'told.cjs')
    writeFileSync(
      file,
      `const { parentPort, threadId } = require('node:worker_threads')
       let told = 0
       parentPort.on('message', ({ id, name }) => {
         if (name === 'end-typing') told += 1
         parentPort.postMessage({ id, kind: 'done', output: told })
       })`,
    )
    const workers = openWorkerPool({ file, size: 2 })
    try {
      workers.tell('end-typing', { session: '' }, 'sentences')
      expect(await workers.run('sentences', { text: '' })).toEqual({ ok: true, value: 0 })
      workers.tell('end-typing', { session: '' }, 'sentences')
      workers.tell('end-typing', { session: '' }, 'fingerprint')
      expect(await workers.run('sentences', { text: '' })).toEqual({ ok: true, value: 1 })
    } finally {
      await workers.close()
    }
  })

  it('takes only the first answer to a task', async () => {
    const [first, second] = await Promise.all([run(TWICE), run(SLOWLY)])
    expect(first.ok && typeof first.value).toBe('number')
    expect(second.ok && typeof second.value).toBe('number')
  })

  it('ends what is under way and what waits when it is closed', async () => {
    const running = [run(STALL), run(STALL), run(ANSWER)]
    await pool.close()
    for (const outcome of await Promise.all(running)) {
      expect(outcome).toEqual({ ok: false, error: { code: 'worker-died', detail: 'closing' } })
    }
    expect(() => run(ANSWER)).toThrow(/closed/)
  })
})
