import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
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
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { foldLog } from '@core/search'
import {
  finishFolding,
  integrityProblems,
  openDatabase,
  openReadOnly,
  schemaVersion,
  type Db,
} from '@core/store/open-database'
import { migrations } from '@core/store/migrations'
import { openDesk } from '@core/workflow/open-desk'
import { deskOptions, openTestDesk, temporaryFolder } from '../../../support/desk'
import { takeSubmission } from '../../../support/mails'

let folder: string
let file: string
beforeEach(() => {
  folder = temporaryFolder()
  file = path.join(folder, 'desk.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const newest = migrations.at(-1)!.version

function open(): Db {
  const opened = openDatabase(file)
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  return opened.value
}

/** A database with enough in it that most pages matter. */
function makeFilled(): void {
  const db = open()
  const insert = db.prepare("INSERT INTO messages (hash, size, arrived_at, stage) VALUES (?, 1, ?, 'stored')")
  db.transaction(() => {
    for (let index = 0; index < 2_000; index += 1) {
      insert.run(createHash('sha256').update(String(index)).digest('hex'), index)
    }
  })()
  db.close()
}

function hashOf(name: string): string {
  return createHash('sha256').update(readFileSync(name)).digest('hex')
}

describe('every connection', () => {
  it('is durable and careful, when the database is made and when it is opened again', () => {
    for (const round of ['made', 'reopened', 'reopened once more']) {
      const db = open()
      const pragma = (name: string): unknown => db.pragma(name, { simple: true })
      expect([round, pragma('journal_mode')]).toEqual([round, 'wal'])
      // A WAL database comes back with 1 (NORMAL) unless it is told: 2 is FULL.
      expect([round, pragma('synchronous')]).toEqual([round, 2])
      expect([round, pragma('wal_autocheckpoint')]).toEqual([round, 16_384])
      expect([round, pragma('foreign_keys')]).toEqual([round, 1])
      expect([round, pragma('trusted_schema')]).toEqual([round, 0])
      expect([round, pragma('cell_size_check')]).toEqual([round, 1])
      expect([round, pragma('busy_timeout')]).toEqual([round, 5_000])
      db.close()
    }
  })

  it('begins its log anew once a worker folded most of it and it folded the rest itself', () => {
    const db = open()
    const note = db.prepare("INSERT INTO messages (hash, size, arrived_at, stage) VALUES (?, 1, 1, 'stored')")
    const write = (from: number, to: number): void => {
      for (let index = from; index < to; index += 1) note.run(`${index}`.padStart(64, '0'))
    }
    const log = (): number => statSync(`${file}-wal`).size
    write(0, 300)
    const once = log()
    const reader = new Database(file, { readonly: true })
    for (let round = 1; round <= 4; round += 1) {
      // As when the core writes while a worker folds: what came after it began is left in the log.
      reader.exec('BEGIN')
      reader.prepare('SELECT count(*) FROM messages').get()
      write(round * 300, round * 300 + 20)
      foldLog(file)
      reader.exec('COMMIT')
      finishFolding(db)
      write(round * 300 + 20, round * 300 + 300)
    }
    reader.close()
    // A page more here and there, since the table grows; not five times as much.
    expect(log()).toBeLessThan(once * 2)
    db.close()
    const again = open()
    expect(again.prepare('SELECT count(*) FROM messages').pluck().get()).toBe(1_500)
    expect(integrityProblems(again)).toEqual([])
    again.close()
  })

  it('cannot write when it was opened for reading', () => {
    open().close()
    const opened = openReadOnly(file)
    if (!opened.ok) throw new Error(JSON.stringify(opened.error))
    expect(() => opened.value.exec("INSERT INTO editors (id, name) VALUES ('e', 'x')")).toThrow(/readonly/)
    expect(opened.value.pragma('trusted_schema', { simple: true })).toBe(0)
    opened.value.close()
  })
})

describe('a file that cannot be used', () => {
  it('is refused as newer than this desk and left as it is', () => {
    open().close()
    const db = new Database(file)
    db.pragma(`user_version = ${newest + 10}`)
    db.close()
    const before = hashOf(file)
    expect(openDatabase(file)).toEqual({ ok: false, error: { code: 'newer', found: newest + 10, known: newest } })
    expect(openReadOnly(file)).toEqual({ ok: false, error: { code: 'newer', found: newest + 10, known: newest } })
    expect(hashOf(file)).toBe(before)
  })

  it.each([
    ['a page with flipped bytes', (bytes: Buffer) => bytes.fill(0xff, 3 * 4096, 3 * 4096 + 64)],
    ['a tree page that was overwritten', (bytes: Buffer) => bytes.fill(0x41, bytes.length - 4096)],
    ['a header that was overwritten', (bytes: Buffer) => bytes.fill(0, 0, 100)],
    ['a schema that was overwritten', (bytes: Buffer) => bytes.fill(0x7f, 100, 4096)],
  ])('is damaged: %s', (_what, damage) => {
    makeFilled()
    const bytes = readFileSync(file)
    damage(bytes)
    writeFileSync(file, bytes)
    const before = hashOf(file)
    expect(openDatabase(file)).toMatchObject({ ok: false, error: { code: 'damaged' } })
    expect(hashOf(file)).toBe(before)
  })

  it('is damaged: its end is missing', () => {
    makeFilled()
    truncateSync(file, Math.floor(statSync(file).size / 2 / 4096) * 4096)
    const before = hashOf(file)
    expect(openDatabase(file)).toMatchObject({ ok: false, error: { code: 'damaged' } })
    expect(hashOf(file)).toBe(before)
  })

  it('is damaged: it is no database', () => {
    writeFileSync(file, 'SQLite wrote none of this. '.repeat(400))
    const before = hashOf(file)
    expect(openDatabase(file)).toMatchObject({ ok: false, error: { code: 'damaged' } })
    expect(hashOf(file)).toBe(before)
    expect(readdirSync(folder)).toEqual(['desk.db'])
  })

  it('is damaged: it is the database of another program', () => {
    const other = new Database(file)
    other.exec('CREATE TABLE bookmarks (url TEXT)')
    other.close()
    const before = hashOf(file)
    expect(openDatabase(file)).toMatchObject({ ok: false, error: { code: 'damaged' } })
    expect(hashOf(file)).toBe(before)
  })

  it('is damaged: its log holds writes that were not folded in, and neither is touched', () => {
    makeFilled()
    // A process that dies without closing leaves its log behind.
    const script = `import Database from 'better-sqlite3'
      const db = new Database(process.argv[1]); db.pragma('journal_mode = WAL'); db.pragma('wal_autocheckpoint = 0')
      db.exec("INSERT INTO editors (id, name) VALUES ('e', 'x')"); process.kill(process.pid, 'SIGKILL')`
    spawnSync(process.execPath, ['--input-type=module', '-e', script, file])
    const log = `${file}-wal`
    expect(statSync(log).size).toBeGreaterThan(0)
    const bytes = readFileSync(file)
    bytes.fill(0xff, 3 * 4096, 3 * 4096 + 64)
    writeFileSync(file, bytes)
    const before = [hashOf(file), hashOf(log)]
    expect(openDatabase(file)).toMatchObject({ ok: false, error: { code: 'damaged' } })
    expect([hashOf(file), hashOf(log)]).toEqual(before)
  })

  it('keeps what a killed process had committed', () => {
    makeFilled()
    const script = `import Database from 'better-sqlite3'
      const db = new Database(process.argv[1]); db.pragma('wal_autocheckpoint = 0')
      db.exec("INSERT INTO editors (id, name) VALUES ('e', 'x')"); process.kill(process.pid, 'SIGKILL')`
    spawnSync(process.execPath, ['--input-type=module', '-e', script, file])
    const db = open()
    expect(db.prepare('SELECT name FROM editors').pluck().get()).toBe('x')
    db.close()
  })

  it('opens what a process left that was killed before its first commit', () => {
    writeFileSync(file, '')
    const db = open()
    expect(schemaVersion(db)).toBe(newest)
    expect(integrityProblems(db)).toEqual([])
    db.close()
  })
})

describe('a profile that cannot be used', () => {
  it('is not writable when a file stands where its folder should be', () => {
    writeFileSync(path.join(folder, 'profile'), '')
    expect(openDesk(deskOptions(path.join(folder, 'profile', 'inner')))).toMatchObject({
      ok: false,
      error: { code: 'not-writable' },
    })
    expect(openDesk(deskOptions(path.join(folder, 'profile')))).toMatchObject({
      ok: false,
      error: { code: 'not-writable' },
    })
  })

  it('is not writable when its folder is read-only, and nothing is made in it', () => {
    const profile = path.join(folder, 'profile')
    mkdirSync(profile)
    chmodSync(folder, 0o755)
    chmodSync(profile, 0o555)
    const isRoot = process.getuid?.() === 0
    // Root may write anywhere: be nobody while it is tried.
    if (isRoot) process.seteuid?.(65_534)
    try {
      expect(openDesk(deskOptions(profile))).toMatchObject({ ok: false, error: { code: 'not-writable' } })
    } finally {
      if (isRoot) process.seteuid?.(0)
    }
    expect(readdirSync(profile)).toEqual([])
  })

  it('is not there for reading before it was made', () => {
    expect(openDesk(deskOptions(path.join(folder, 'none'), { mode: 'read' }))).toEqual({
      ok: false,
      error: { code: 'no-profile' },
    })
    expect(existsSync(path.join(folder, 'none'))).toBe(false)
  })

  it('is damaged when its database was emptied and its mail was not, and stays free for repair', async () => {
    const profile = path.join(folder, 'profile')
    const desk = openTestDesk({ profileDir: profile, keep: true })
    await takeSubmission(desk.context)
    desk.close()
    truncateSync(path.join(profile, 'desk.db'), 0)
    expect(openDesk(deskOptions(profile))).toMatchObject({ ok: false, error: { code: 'damaged' } })
    // The lock was given back.
    expect(openDesk(deskOptions(profile))).toMatchObject({ ok: false, error: { code: 'damaged' } })
  })
})
