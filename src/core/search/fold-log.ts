/** Folds the write-ahead log of the desk's database into it, in a worker: done by a commit, the core's thread waits for the disk. */
import Database from 'better-sqlite3'

/** Milliseconds to wait for another that folds. */
const BUSY_TIMEOUT = 1_000

/** Frames that are written while the log is folded are folded too, so often; each time there are fewer. */
const PASSES = 3
/** Frames that the core may fold by itself without being missed. */
const FEW_FRAMES = 200

interface Folded {
  /** Frames in the log; -1 where there is none. */
  readonly log: number
  readonly checkpointed: number
}

/**
 * Takes over what nobody reads from the log any more (`wal_checkpoint(PASSIVE)`); who writes meanwhile is not held up.
 * Without it the log is folded by the commit that makes it too long. Nothing is lost either way. The log begins anew only
 * when all of it was folded at a moment when nobody writes: the core does the rest (`finishFolding`).
 */
export function foldLog(databaseFile: string): void {
  const db = new Database(databaseFile, { fileMustExist: true, timeout: BUSY_TIMEOUT })
  try {
    db.pragma('synchronous = FULL')
    db.pragma('trusted_schema = OFF')
    db.pragma('cell_size_check = ON')
    for (let pass = 0; pass < PASSES; pass += 1) {
      const [folded] = db.pragma('wal_checkpoint(PASSIVE)') as Folded[]
      if (folded === undefined || folded.log - folded.checkpointed <= FEW_FRAMES) return
    }
  } finally {
    db.close()
  }
}
