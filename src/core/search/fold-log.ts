/** Folds the write-ahead log of the desk's database into it, in a worker: done by a commit, the core's thread waits for the disk. */
import Database from 'better-sqlite3'

/** Milliseconds to wait for another that folds. */
const BUSY_TIMEOUT = 1_000

/**
 * Takes over what nobody reads from the log any more (`wal_checkpoint(PASSIVE)`); who writes meanwhile is not held up.
 * Without it the log is folded by the commit that makes it too long. Nothing is lost either way.
 */
export function foldLog(databaseFile: string): void {
  const db = new Database(databaseFile, { fileMustExist: true, timeout: BUSY_TIMEOUT })
  try {
    db.pragma('synchronous = FULL')
    db.pragma('trusted_schema = OFF')
    db.pragma('cell_size_check = ON')
    db.pragma('wal_checkpoint(PASSIVE)')
  } finally {
    db.close()
  }
}
