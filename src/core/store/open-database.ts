/** Opens a profile's database with the settings that its promises depend on. */
import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { fail, ok, type Result } from '@shared/domain/result'
import { migrations } from './migrations'
import { cacheStatements } from './statement-cache'

export type Db = Database.Database

/** Why a database was not opened. It is never changed, moved or deleted when one of these comes back. */
export type OpenFailure =
  | { readonly code: 'damaged'; readonly detail: string }
  | { readonly code: 'newer'; readonly found: number; readonly known: number }
  | { readonly code: 'not-writable'; readonly detail: string }
  | { readonly code: 'disk-full'; readonly detail: string }

/**
 * Pages in the write-ahead log before a commit folds them into the database (64 MB). Folding waits for the disk in the core's
 * thread, so it is left to a worker while mail pours in (`search/fold-log.ts`): a thousand mails write half of it. A page that
 * changes often is written once then.
 */
const LOG_PAGES = 16_384

/**
 * Kibibytes of pages that a connection keeps (by itself SQLite keeps 16,000 here). A first sync is no slower with few: the system
 * keeps the file as well, and hashes lie anywhere in it.
 */
const CACHE = 4_096

/** Milliseconds that a statement waits for another connection of the same profile (the CLI reading beside the app). */
const BUSY_TIMEOUT = 5_000

/**
 * Opens `file`, creating it if it is not there, and brings it to the newest version.
 *
 * WAL with synchronous=FULL, set on every connection because a reopened WAL database silently comes
 * back with NORMAL; foreign keys on; `trusted_schema` off and `cell_size_check` on, because the file
 * may have been tampered with or damaged.
 */
export function openDatabase(file: string): Result<Db, OpenFailure> {
  let db: Db | null = null
  try {
    const refused = existsSync(file) ? inspect(file) : null
    if (refused !== null) return fail(refused)
    db = new Database(file, { timeout: BUSY_TIMEOUT })
    applyPragmas(db)
    migrate(db)
    cacheStatements(db)
    return ok(db)
  } catch (error) {
    db?.close()
    return fail(openFailure(error))
  }
}

/**
 * Looks at a file before anything may write to it, on a connection that cannot: opening for writing
 * changes a header, and closing folds the log into the file.
 */
function inspect(file: string): OpenFailure | null {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT })
  try {
    db.pragma('trusted_schema = OFF')
    db.pragma('cell_size_check = ON')
    const damage = quickCheck(db)
    if (damage !== null) return { code: 'damaged', detail: damage }
    const found = schemaVersion(db)
    if (found > newestVersion()) return { code: 'newer', found, known: newestVersion() }
    // A process killed before its first commit leaves a database without a table; any table makes it another program's.
    const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number
    return found === 0 && tables > 0 ? { code: 'damaged', detail: 'this is the database of another program' } : null
  } finally {
    db.close()
  }
}

/** A second connection that cannot write: for the command line beside the app. */
export function openReadOnly(file: string): Result<Db, OpenFailure> {
  let db: Db | null = null
  try {
    db = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT })
    db.pragma('trusted_schema = OFF')
    db.pragma('cell_size_check = ON')
    const found = schemaVersion(db)
    if (found === newestVersion()) return ok(db)
    db.close()
    return fail({ code: 'newer', found, known: newestVersion() })
  } catch (error) {
    db?.close()
    return fail(openFailure(error))
  }
}

/**
 * Folds what was written to the log while a worker folded it: a few pages, and the log begins anew with the next commit.
 * Left alone it would go on growing, because somebody always writes while it is folded. Outside a transaction.
 */
export function finishFolding(db: Db): void {
  db.pragma('wal_checkpoint(PASSIVE)')
}

/**
 * Writes the whole file anew, so that nothing of what was deleted or changed is left in it or in its log. Not inside a transaction;
 * takes about as long as copying the file twice, and needs as much room meanwhile. Throws what the disk throws. False: somebody
 * goes on reading what was there before, so the old pages had to be left in the file or the log.
 */
export function sweepTraces(db: Db): boolean {
  db.exec('VACUUM')
  const [folded] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
  return folded?.busy === 0
}

/** Brings a database up to `target` (default: the newest version), each step in a transaction of its own. */
export function migrate(db: Db, target = Number.POSITIVE_INFINITY): void {
  for (const migration of migrations) {
    if (migration.version > target || migration.version <= schemaVersion(db)) continue
    db.transaction(() => {
      db.exec(migration.sql)
      db.pragma(`user_version = ${migration.version}`)
    }).immediate()
  }
}

export function schemaVersion(db: Db): number {
  return db.pragma('user_version', { simple: true }) as number
}

/** Problems that `integrity_check` finds, at most a hundred; empty when the database is sound. */
export function integrityProblems(db: Db): string[] {
  const rows = db.pragma('integrity_check(100)') as { integrity_check: string }[]
  return rows.map((row) => row.integrity_check).filter((line) => line !== 'ok')
}

function newestVersion(): number {
  return migrations.at(-1)?.version ?? 0
}

function applyPragmas(db: Db): void {
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma(`wal_autocheckpoint = ${LOG_PAGES}`)
  db.pragma('foreign_keys = ON')
  db.pragma(`cache_size = -${CACHE}`)
  db.pragma('trusted_schema = OFF')
  db.pragma('cell_size_check = ON')
}

function quickCheck(db: Db): string | null {
  const rows = db.pragma('quick_check(1)') as { quick_check: string }[]
  const first = rows[0]?.quick_check ?? 'no answer'
  return first === 'ok' ? null : first
}

/** The failure that an error means while a profile is opened; anything else is a bug and thrown on. */
export function openFailure(error: unknown): OpenFailure {
  const code = error instanceof Database.SqliteError ? error.code : ''
  const detail = error instanceof Error ? error.message : String(error)
  const system = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
  if (system === 'ENOSPC' || system === 'EDQUOT') return { code: 'disk-full', detail }
  if (system === 'EACCES' || system === 'EPERM' || system === 'EROFS' || system === 'ENOTDIR' || system === 'EEXIST') {
    return { code: 'not-writable', detail }
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return { code: 'damaged', detail }
  if (code === 'SQLITE_FULL') return { code: 'disk-full', detail }
  if (
    code.startsWith('SQLITE_CANTOPEN') ||
    code === 'SQLITE_PERM' ||
    code.startsWith('SQLITE_READONLY') ||
    code.startsWith('SQLITE_IOERR')
  ) {
    return { code: 'not-writable', detail }
  }
  throw error
}
