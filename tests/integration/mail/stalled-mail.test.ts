/** One mail that stalls the thread that reads it, among others, with the built worker and its real deadline. */
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openSync, type Sync } from '@core/jobs/sync'
import { listAccounts } from '@core/store/repositories/desk'
import { listQuarantined, pendingMessages, setStage } from '@core/store/repositories/messages'
import { listSubmissions } from '@core/store/repositories/submissions'
import { openWorkerPool, type TaskRunner } from '@core/workers/pool'
import { transact } from '@core/workflow/context'
import { processMessage } from '@core/workflow/intake'
import { ensureBuilt } from '../../../scripts/lib/build-output.mjs'
import { projectDir } from '../../../scripts/lib/paths.mjs'
import { openTestDesk, temporaryFolder, type TestDesk } from '../../support/desk'
import { rawMail } from '../../support/mails'
import { giveMaildir } from '../../unit/core/scenario'

/** Long enough for a busy machine to read the other mails of a task in, short enough to wait for. */
const DEADLINE = 3_000
const BUILT_WORKER = pathToFileURL(path.join(projectDir, 'out', 'main', 'worker.js')).href
const STALLS = 'X-Stalls: yes'

/**
 * The built worker behind a door that never opens for one mail: while the flag lies there, reading that mail does not end.
 * No mail is known that does this; the next bug of a reader will.
 */
const stallingWorker = (flag: string): string => `
  const { existsSync, readFileSync } = require('node:fs')
  const { parentPort } = require('node:worker_threads')
  const stall = ({ name, input }) => {
    if (name !== 'parse' || !existsSync(${JSON.stringify(flag)})) return
    for (const file of input.files) if (readFileSync(file, 'latin1').includes(${JSON.stringify(STALLS)})) for (;;) {}
  }
  import(${JSON.stringify(BUILT_WORKER)}).then(() => parentPort.on('message', stall))`

let folder: string
let flag: string
let tasks: TaskRunner
let desk: TestDesk
let sync: Sync
let maildir: string

beforeAll(() => ensureBuilt())
beforeEach(async () => {
  folder = temporaryFolder()
  flag = path.join(folder, 'stall')
  const file = path.join(folder, 'worker.cjs')
  writeFileSync(flag, '')
  writeFileSync(file, stallingWorker(flag))
  tasks = openWorkerPool({ file, size: 2, deadlines: { parse: DEADLINE } })
  desk = openTestDesk({ tasks })
  maildir = await giveMaildir(desk)
  sync = openSync(desk.context)
})
afterEach(async () => {
  await sync.close()
  desk.close()
  await tasks.close()
  rmSync(folder, { recursive: true, force: true })
})

test('goes to quarantine with its reason; the others of its batch are read, the queue goes on, and a retry reads it', async () => {
  const { db } = desk.context
  const accountId = listAccounts(db)[0]?.id ?? ''
  const drop = (at: number, headers: readonly string[] = []) =>
    writeFileSync(
      path.join(maildir, 'new', `${String(at).padStart(3, '0')}.mail`),
      rawMail({ messageId: `<${at}@mail.example>`, subject: `投稿：第 ${at} 篇`, headers }),
    )
  const subjects = () =>
    listSubmissions(db, { filter: 'all', query: '', offset: 0, limit: 50 })
      .rows.map(({ subject }) => Number(/\d+/.exec(subject)))
      .toSorted((one, other) => one - other)
  for (let at = 0; at < 12; at += 1) drop(at, at === 5 ? [STALLS] : [])
  expect(await sync.pull(accountId)).toMatchObject({ kind: 'idle', fetched: 12 })

  expect(listQuarantined(db)).toMatchObject([{ reason: 'timeout', detail: `parse took more than ${DEADLINE} ms` }])
  expect(subjects()).toEqual([0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11])
  expect(pendingMessages(db, 9)).toEqual([])

  // Everything goes on: the next pull, and the workers.
  drop(12)
  expect(await sync.pull(accountId)).toMatchObject({ kind: 'idle', fetched: 1 })
  expect(subjects()).toHaveLength(12)

  const hash = listQuarantined(db)[0]?.hash ?? ''
  expect(existsSync(desk.context.blobs.path(hash))).toBe(true)
  const retry = () => {
    transact(desk.context, () => setStage(db, hash, 'stored'))
    return processMessage(desk.context, hash)
  }
  expect(await retry()).toMatchObject({ kind: 'quarantined' })
  rmSync(flag)
  expect(await retry()).toMatchObject({ kind: 'registered' })
  expect(listQuarantined(db)).toEqual([])
  expect(subjects()).toEqual(Array.from({ length: 13 }, (_, at) => at))
})
