/** What the desk survives, and what it says when a profile cannot be opened: in the real app, with real files. */
import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  rmdirSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { differingTables, replay } from '@core/record/replay'
import { acquireDeskLock, type DeskLock } from '@core/store/desk-lock'
import { openDatabase, openReadOnly } from '@core/store/open-database'
import { countPendingConversions } from '@core/store/repositories/conversions'
import { countMessages, countPending, countQuarantined } from '@core/store/repositories/messages'
import { inlineTaskRunner } from '@core/workers/pool'
import { openDesk } from '@core/workflow/open-desk'
import { noKeyring } from '@core/workflow/secrets'
import { verifyDesk } from '@core/workflow/verify'
import { translate } from '@shared/i18n/translate'
import { ensureElectron } from '../../scripts/lib/electron-runtime.mjs'
import { withDisplay } from '../../scripts/lib/display.mjs'
import { projectDir } from '../../scripts/lib/paths.mjs'
import { sandboxArguments } from '../../scripts/lib/sandbox.mjs'
import { corePid, launchDesk, STEP_LIMIT, temporaryFolder, type DeskApp } from '../support/desk-app'

const MAILS = 13
const resourcesDir = path.join(projectDir, 'resources')

const folders: (() => void)[] = []
const open = new Set<DeskApp>()
const locks: DeskLock[] = []

function profileFolder(name: string): string {
  const { folder, remove } = temporaryFolder(name)
  folders.push(remove)
  return folder
}

async function launch(profileDir: string, demo = true): Promise<DeskApp> {
  const desk = await launchDesk({ profileDir, demo })
  open.add(desk)
  return desk
}

async function quit(desk: DeskApp): Promise<void> {
  open.delete(desk)
  await desk.close()
}

afterEach(async () => {
  for (const lock of locks.splice(0)) lock.release()
  for (const desk of open) await quit(desk)
  for (const remove of folders.splice(0)) remove()
})

/** A process that ended and was not fetched yet by its parent (a zombie) is gone. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const stat = `/proc/${pid}/stat`
  return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'utf8'))
}

/** The core's pid once there is one, other than those that were. */
async function newCore(desk: DeskApp, before: readonly number[] = []): Promise<number> {
  return vi.waitFor(
    async () => {
      const pid = await corePid(desk.app)
      if (pid === null || before.includes(pid)) throw new Error('no new core yet')
      return pid
    },
    { timeout: STEP_LIMIT, interval: 20 },
  )
}

/** Everything of the demo's mailbox was taken in and sorted. */
async function intakeDone(profileDir: string): Promise<void> {
  await vi.waitFor(
    () => {
      const db = reader(profileDir)
      try {
        expect({
          messages: countMessages(db),
          pending: countPending(db),
          converting: countPendingConversions(db),
        }).toEqual({ messages: MAILS, pending: 0, converting: 0 })
      } finally {
        db.close()
      }
    },
    { timeout: STEP_LIMIT * 2, interval: 100 },
  )
}

function reader(profileDir: string): Database.Database {
  const opened = openReadOnly(path.join(profileDir, 'desk.db'))
  if (!opened.ok) throw new Error(`not open yet: ${opened.error.code}`)
  return opened.value
}

/** How far an intake came; nothing is sorted where there is no desk yet. */
function progressOf(profileDir: string): { readonly kept: number; readonly sorted: number } {
  const file = path.join(profileDir, 'desk.db')
  const opened = existsSync(file) ? openReadOnly(file) : null
  if (opened === null || !opened.ok) return { kept: 0, sorted: 0 }
  const db = opened.value
  try {
    const kept = countMessages(db)
    return { kept, sorted: kept - countPending(db) }
  } finally {
    db.close()
  }
}

interface Contents {
  readonly messages: number
  readonly quarantined: number
  readonly submissions: number
  readonly versions: number
}

function contentsOf(profileDir: string): Contents {
  const db = reader(profileDir)
  const count = (table: string): number => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
  try {
    return {
      messages: countMessages(db),
      quarantined: countQuarantined(db),
      submissions: count('submissions'),
      versions: count('manuscript_versions'),
    }
  } finally {
    db.close()
  }
}

/** A closed profile as the core itself judges it: every blob read, the chain followed, the record replayed. */
async function expectSound(profileDir: string): Promise<void> {
  const opened = openDesk({ profileDir, resourcesDir, tasks: inlineTaskRunner(), keyring: noKeyring, mode: 'read' })
  if (!opened.ok) throw new Error(`the profile does not open: ${opened.error.code}`)
  const { context, close } = opened.value
  const again = openDatabase(':memory:')
  if (!again.ok) throw new Error('no database in memory')
  try {
    expect(await verifyDesk(context, false)).toMatchObject({ ok: true, problems: [] })
    again.value.pragma('foreign_keys = OFF')
    replay(context.db, again.value)
    expect(differingTables(context.db, again.value)).toEqual([])
  } finally {
    again.value.close()
    close()
  }
}

/** Every file's bytes, but for what the shell and Chromium keep for themselves. */
function bytesOf(profileDir: string): Record<string, string> {
  const own = new Set(['shell', 'window.json', 'desk.lock', 'desk.lock-journal', 'Crashpad', 'sample-mailbox'])
  const found: Record<string, string> = {}
  for (const name of readdirSync(profileDir, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(profileDir, name)
    const [first = ''] = name.split(path.sep)
    if (own.has(first) || first.startsWith('Singleton') || !statSync(file, { throwIfNoEntry: false })?.isFile())
      continue
    found[name] = createHash('sha256').update(readFileSync(file)).digest('hex')
  }
  return found
}

/** A numbers' generator that gives the same again for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A closed profile of the demo, made once and copied for whoever spoils it. */
let sample = ''
const removeSample: (() => void)[] = []
let sampleContents: Contents

function copyOfSample(name: string): string {
  const folder = profileFolder(name)
  for (const each of readdirSync(sample, { recursive: true, encoding: 'utf8' })) {
    const from = path.join(sample, each)
    if (each.startsWith('shell') || !(statSync(from).isFile() || statSync(from).isDirectory())) continue
    if (statSync(from).isDirectory()) mkdirSync(path.join(folder, each), { recursive: true })
    else {
      mkdirSync(path.dirname(path.join(folder, each)), { recursive: true })
      copyFileSync(from, path.join(folder, each))
    }
  }
  return folder
}

beforeAll(async () => {
  const { folder, remove } = temporaryFolder('sample')
  removeSample.push(remove)
  const desk = await launchDesk({ profileDir: folder, demo: true })
  await intakeDone(folder)
  const core = await newCore(desk)
  const shell = desk.app.process()
  await desk.page.getByTestId('inbox-row').nth(5).waitFor()
  await desk.close()
  // Quitting leaves nobody behind.
  expect(isAlive(core)).toBe(false)
  expect(shell.exitCode).toBe(0)
  await expectSound(folder)
  sample = folder
  sampleContents = contentsOf(folder)
  return () => remove()
})

describe('a killed core', () => {
  test('comes back, the window says so and works on', async () => {
    const desk = await launch(copyOfSample('killed'))
    const { page } = desk
    const status = page.getByTestId('core-status')
    await page.getByTestId('inbox-row').first().waitFor()
    const first = await newCore(desk)
    process.kill(first, 'SIGKILL')
    await status.filter({ hasText: translate('zh-CN', 'core.restarted') }).waitFor()
    const second = await newCore(desk, [first])
    expect(isAlive(first)).toBe(false)
    expect(second).not.toBe(first)

    await page.getByTestId('inbox-row').nth(1).click()
    await page.getByTestId('start-review').click()
    await page.getByTestId('manuscript').waitFor()
    expect((await page.getByTestId('manuscript').innerText()).length).toBeGreaterThan(100)

    // Once more while a piece is open: what is on the screen stays there.
    process.kill(second, 'SIGKILL')
    await newCore(desk, [first, second])
    await page.getByTestId('tab-thread').click()
    await page.getByTestId('thread-item').first().waitFor()
    await page.getByTestId('nav-authors').click()
    await page.getByTestId('author-row').first().waitFor()
    expect(desk.problems).toEqual([])
  })

  test('loses no mail and takes none in twice, wherever it was killed', async () => {
    const seed = Number(process.env['TOUGAO_SEED'] ?? Date.now() % 1_000_000)
    console.info(`killing with TOUGAO_SEED=${seed}`)
    const random = seeded(seed)
    const profileDir = profileFolder('killed-intake')
    const desk = await launch(profileDir)
    const killed: number[] = []
    for (let round = 0; round < 3; round += 1) {
      const pid = await newCore(desk, killed)
      // From the first mail kept to the last but one sorted, and a little later.
      const sorted = Math.floor((round + random()) * ((MAILS - 1) / 3))
      await vi.waitFor(() => expect(progressOf(profileDir).sorted).toBeGreaterThanOrEqual(sorted), {
        timeout: STEP_LIMIT,
        interval: 2,
      })
      const until = performance.now() + random() * 120
      while (performance.now() < until) await new Promise((resolve) => setImmediate(resolve))
      killed.push(pid)
      process.kill(pid, 'SIGKILL')
      const { kept, sorted: then } = progressOf(profileDir)
      console.info(`killed: ${kept} mails kept, ${then} sorted`)
    }
    await newCore(desk, killed)
    await intakeDone(profileDir)
    await desk.page.getByTestId('inbox-row').nth(5).waitFor()
    await desk.page.getByTestId('nav-settings').click()
    await desk.page.getByTestId('settings-nav-data').click()
    await desk.page.getByTestId('verify-now').click()
    expect(await desk.page.getByTestId('verify-result').getAttribute('data-ok')).toBe('true')
    await quit(desk)
    expect(contentsOf(profileDir)).toEqual(sampleContents)
    await expectSound(profileDir)
  })
})

/** The page that says why nothing was opened: which code it is, and all of its words. */
async function refusal(desk: DeskApp, code: 'damaged' | 'newer' | 'locked' | 'not-writable'): Promise<string> {
  const said = desk.page.getByTestId('open-failed')
  await said.filter({ hasText: translate('zh-CN', `open-failed.${code}`) }).waitFor()
  await said.getByText(translate('zh-CN', `open-failed.${code}-do`)).waitFor()
  return said.innerText()
}

async function retry(desk: DeskApp): Promise<void> {
  const button = desk.page.getByRole('button', { name: translate('zh-CN', 'action.retry') })
  await button.click()
}

describe('a profile that cannot be opened', () => {
  test('damaged: said, left as it is byte for byte, opened when restored', async () => {
    const profileDir = copyOfSample('damaged')
    const file = path.join(profileDir, 'desk.db')
    const good = readFileSync(file)
    const descriptor = openSync(file, 'r+')
    writeSync(descriptor, Buffer.alloc(4096 * 4, 0xa5), 0, 4096 * 4, 4096)
    closeSync(descriptor)
    const before = bytesOf(profileDir)

    const desk = await launch(profileDir)
    expect(await refusal(desk, 'damaged')).toMatch(/没有(?:做)?任何改动|原样|没有动/)
    expect(bytesOf(profileDir)).toEqual(before)
    await retry(desk)
    await refusal(desk, 'damaged')
    expect(bytesOf(profileDir)).toEqual(before)

    const restored = openSync(file, 'w')
    writeSync(restored, good)
    closeSync(restored)
    await retry(desk)
    await desk.page.getByTestId('inbox-row').first().waitFor()
    await quit(desk)
    await expectSound(profileDir)
    expect(contentsOf(profileDir)).toEqual(sampleContents)
  })

  test('of a newer version: said with both versions, left as it is', async () => {
    const profileDir = copyOfSample('newer')
    const file = path.join(profileDir, 'desk.db')
    const setVersion = (version: number): number => {
      const db = new Database(file)
      const before = db.pragma('user_version', { simple: true }) as number
      db.pragma(`user_version = ${version}`)
      db.close()
      return before
    }
    const known = setVersion(777)
    const before = bytesOf(profileDir)
    const desk = await launch(profileDir)
    const said = await refusal(desk, 'newer')
    expect(said).toContain('777')
    expect(said).toContain(String(known))
    // Reading a database in WAL mode makes its two side files, and nothing else.
    const { 'desk.db-wal': _wal, 'desk.db-shm': _shm, ...after } = bytesOf(profileDir)
    expect(after).toEqual(before)
    setVersion(known)
    await retry(desk)
    await desk.page.getByTestId('inbox-row').first().waitFor()
  })

  test('held by another process: said, opened when that one lets go', async () => {
    const profileDir = copyOfSample('held')
    const lock = acquireDeskLock(path.join(profileDir, 'desk.lock'))
    if (lock === null) throw new Error('the lock is taken')
    locks.push(lock)
    const before = bytesOf(profileDir)
    const desk = await launch(profileDir)
    await refusal(desk, 'locked')
    expect(bytesOf(profileDir)).toEqual(before)
    locks.splice(0)
    lock.release()
    await retry(desk)
    await desk.page.getByTestId('inbox-row').first().waitFor()
  })

  test('not writable: said with what the system said', async () => {
    const profileDir = copyOfSample('unwritable')
    // Root ignores modes; nobody can write a folder as if it were a file.
    const lockFile = path.join(profileDir, 'desk.lock')
    rmSync(lockFile, { force: true })
    mkdirSync(lockFile)
    const desk = await launch(profileDir)
    expect(await refusal(desk, 'not-writable')).toMatch(/unable to open/i)
    rmdirSync(lockFile)
    await retry(desk)
    await desk.page.getByTestId('inbox-row').first().waitFor()
  })
})

test('a place where no profile can be: said in a window all the same', async () => {
  const folder = profileFolder('no-place')
  // Root ignores modes; nobody can make a folder inside a file.
  const file = path.join(folder, 'a-file')
  writeFileSync(file, 'not a folder')
  const desk = await launch(path.join(file, 'profile'))
  expect(await refusal(desk, 'not-writable')).toContain('ENOTDIR')
  expect(readFileSync(file, 'utf8')).toBe('not a folder')
  rmSync(file)
  await retry(desk)
  // The copy of the sample mailbox belongs to a start, so what comes up is a desk without it.
  await desk.page.getByTestId('nav-inbox').waitFor()
})

test('a second instance on the same profile comes to the first and ends', async () => {
  const profileDir = copyOfSample('second')
  const desk = await launch(profileDir)
  await desk.page.getByTestId('inbox-row').first().waitFor()
  const core = await newCore(desk)
  await desk.app.evaluate(({ app, BrowserWindow }) => {
    const heard = { instances: 0, focused: 0 }
    Object.assign(globalThis, { heardInTest: heard })
    app.on('second-instance', () => (heard.instances += 1))
    const window = BrowserWindow.getAllWindows()[0]
    if (window === undefined) return
    const focus = window.focus.bind(window)
    window.focus = () => {
      heard.focused += 1
      focus()
    }
  })
  const electron = await ensureElectron()
  const display = await withDisplay()
  let second: ChildProcess | null = null
  try {
    const { ELECTRON_RUN_AS_NODE: _, ...env } = display.env
    second = spawn(electron.path, [...sandboxArguments(electron.path), projectDir, '--demo', '--profile', profileDir], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let errors = ''
    second.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text))
    const child = second
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
    expect(code).toBe(0)
    expect(errors).toContain('already open')
  } finally {
    second?.kill('SIGKILL')
    await display.stop()
  }
  await vi.waitFor(async () => {
    const heard = await desk.app.evaluate(() => (globalThis as unknown as { heardInTest: object }).heardInTest)
    expect(heard).toEqual({ instances: 1, focused: 1 })
  })
  // The first was not disturbed.
  expect(await corePid(desk.app)).toBe(core)
  await desk.page.getByTestId('inbox-row').first().click()
  await desk.page.getByTestId('inbox-preview').waitFor()
  await quit(desk)
  await expectSound(profileDir)
  expect(contentsOf(profileDir)).toEqual(sampleContents)
})
