/** Sentence 10 of the twenty: what arrives is kept before anything looks into it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listQuarantined, messageStage } from '@core/store/repositories/messages'
import { listSubmissions } from '@core/store/repositories/submissions'
import { inlineTaskRunner, openWorkerPool, type TaskRunner } from '@core/workers/pool'
import { processMessage } from '@core/workflow/intake'
import { receive } from '@core/workflow/receive'
import { fail } from '@shared/domain/result'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { corpusMail } from '../../../support/mails'

let desk: TestDesk
beforeEach(() => {
  desk = openTestDesk()
})
afterEach(() => desk.close())

const RAW = corpusMail('02')

/** The same desk with another way of running tasks. */
const withTasks = (tasks: TaskRunner) => ({ ...desk.context, tasks })

describe('Sentence 10: raw bytes are stored before parsing; a throwing parser leaves the mail visible', () => {
  it('keeps the bytes before any task runs', async () => {
    const ran: string[] = []
    const inline = inlineTaskRunner()
    const context = withTasks({ ...inline, run: (name, input) => (ran.push(name), inline.run(name, input)) })
    const { hash } = await receive(context, RAW, null, context.now())
    expect(ran).toEqual([])
    expect(context.blobs.get(hash)?.equals(RAW)).toBe(true)
    expect(messageStage(context.db, hash)).toEqual({ stage: 'stored', reason: null })
  })

  it('shows a mail whose parser throws with its reason, and takes it in once the parser is well', async () => {
    const inline = inlineTaskRunner()
    const broken = withTasks({
      ...inline,
      run: (name, input) =>
        name === 'parse'
          ? Promise.resolve(fail({ code: 'worker-died', detail: 'TypeError: the parser threw' }))
          : inline.run(name, input),
    })
    const { hash } = await receive(broken, RAW, null, broken.now())
    expect((await processMessage(broken, hash)).kind).toBe('quarantined')
    expect(listQuarantined(desk.context.db)).toMatchObject([{ hash, reason: 'worker-died' }])
    expect(desk.context.blobs.get(hash)?.equals(RAW)).toBe(true)
    expect((await processMessage(desk.context, hash)).kind).toBe('registered')
    expect(listQuarantined(desk.context.db)).toEqual([])
    expect(listSubmissions(desk.context.db, { filter: 'all', query: '', offset: 0, limit: 10 }).total).toBe(1)
  })

  it('shows a mail whose parser never answers, and does not wait for it', async () => {
    const file = path.join(desk.profileDir, 'silent-worker.cjs')
    writeFileSync(file, "require('node:worker_threads').parentPort.on('message', () => { for (;;) {} })")
    const silent = openWorkerPool({ file, size: 1, deadlines: { parse: 200 } })
    try {
      const context = withTasks(silent)
      const { hash } = await receive(context, RAW, null, context.now())
      expect((await processMessage(context, hash)).kind).toBe('quarantined')
      expect(listQuarantined(desk.context.db)).toMatchObject([{ hash, reason: 'timeout' }])
    } finally {
      await silent.close()
    }
  })
})
