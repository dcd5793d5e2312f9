/** One writer a profile: a SQLite file held under BEGIN EXCLUSIVE, which the system frees when its holder dies. */
import Database from 'better-sqlite3'

export interface DeskLock {
  release(): void
}

/** A connection that nobody refers to is collected and gives its lock back: these are referred to until released. */
const held = new Set<Database.Database>()

/** Takes the lock of `file`, or returns null when another process holds it. Never waits. */
export function acquireDeskLock(file: string): DeskLock | null {
  const db = new Database(file, { timeout: 0 })
  try {
    // In WAL mode an exclusive transaction still lets readers in; the rollback journal does not.
    db.pragma('journal_mode = DELETE')
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null
    throw error
  }
  held.add(db)
  return {
    release() {
      held.delete(db)
      db.exec('ROLLBACK')
      db.close()
    },
  }
}
