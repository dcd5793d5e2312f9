/** Sorted mails whose manuscript is still to be converted. */
import type { Database } from 'better-sqlite3'

export interface PendingConversion {
  readonly id: number
  readonly hash: string
  /** Tries that were begun and came to no end. */
  readonly attempts: number
}

export function addPendingConversion(db: Database, hash: string, submissionId: string): void {
  db.prepare('INSERT INTO pending_conversions (hash, submission_id) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING').run(
    hash,
    submissionId,
  )
}

/**
 * What is to be converted next: of the submission that was sorted last, so that what people see first is ready first,
 * the oldest mail, so that its versions keep their order.
 */
export function nextConversion(db: Database): PendingConversion | null {
  const row = db
    .prepare(
      `SELECT id, hash, attempts FROM pending_conversions
       WHERE submission_id = (SELECT submission_id FROM pending_conversions ORDER BY id DESC LIMIT 1)
       ORDER BY id LIMIT 1`,
    )
    .get() as PendingConversion | undefined
  return row ?? null
}

/** What a mail waits for: the mails of its submission that were sorted before it and are not converted, and itself. */
export function conversionsUpTo(db: Database, hash: string): PendingConversion[] {
  return db
    .prepare(
      `SELECT p.id, p.hash, p.attempts FROM pending_conversions p
       JOIN pending_conversions up ON up.hash = ? AND p.submission_id = up.submission_id AND p.id <= up.id
       ORDER BY p.id`,
    )
    .all(hash) as PendingConversion[]
}

/** Counts a try, and returns how many were begun since the last that came to an end; 0 when nothing waits any more. */
export function beginConversion(db: Database, id: number): number {
  const attempts = db
    .prepare('UPDATE pending_conversions SET attempts = attempts + 1 WHERE id = ? RETURNING attempts')
    .pluck()
    .get(id)
  return (attempts as number | undefined) ?? 0
}

/** A try came to no end that is the file's fault (a full disk): it does not count. */
export function endConversionAttempts(db: Database, id: number): void {
  db.prepare('UPDATE pending_conversions SET attempts = 0 WHERE id = ?').run(id)
}

/** Takes a mail off the list. False when it was not on it: somebody else was faster. */
export function removePendingConversion(db: Database, hash: string): boolean {
  return db.prepare('DELETE FROM pending_conversions WHERE hash = ?').run(hash).changes === 1
}

export function countPendingConversions(db: Database): number {
  return db.prepare('SELECT count(*) FROM pending_conversions').pluck().get() as number
}

/** Puts what is still to be converted of a mail to the piece that it is in now. */
export function movePendingConversion(db: Database, hash: string, submissionId: string): void {
  db.prepare('UPDATE pending_conversions SET submission_id = ? WHERE hash = ?').run(submissionId, hash)
}

/** Asks for a mail's manuscript: it is converted when its turn comes. */
export function requestConversion(db: Database, hash: string, submissionId: string): void {
  db.prepare(
    `INSERT INTO pending_conversions (hash, submission_id) VALUES (?, ?)
     ON CONFLICT (hash) DO UPDATE SET submission_id = excluded.submission_id, attempts = 0`,
  ).run(hash, submissionId)
}
