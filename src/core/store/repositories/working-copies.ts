/** Texts while they are written: drafts, outside the record. */
import type { Database } from 'better-sqlite3'

export interface WorkingCopy {
  readonly versionId: string
  /** The version's content hash that the steps stand on. */
  readonly baseHash: string
  /** The number of the last step that is in the base already. */
  readonly settledStep: number
  /** The number of the last step that is kept; `settledStep` when there is none after it. */
  readonly lastStep: number
  /** UTF-16 units of the steps that are kept. */
  readonly size: number
}

export function getWorkingCopy(db: Database, versionId: string): WorkingCopy | null {
  const row = db
    .prepare(
      `SELECT c.version_id AS versionId, c.base_hash AS baseHash, c.settled_step AS settledStep,
         coalesce(max(s.step), c.settled_step) AS lastStep, coalesce(sum(length(s.json)), 0) AS size
       FROM working_copies c LEFT JOIN working_steps s ON s.version_id = c.version_id
       WHERE c.version_id = ? GROUP BY c.version_id`,
    )
    .get(versionId) as WorkingCopy | undefined
  return row ?? null
}

/** Begins a working copy, or says who wrote in it last. */
export function touchWorkingCopy(
  db: Database,
  copy: { readonly versionId: string; readonly baseHash: string; readonly editorId: string; readonly at: number },
): void {
  db.prepare(
    `INSERT INTO working_copies (version_id, base_hash, editor_id, updated_at) VALUES (@versionId, @baseHash, @editorId, @at)
     ON CONFLICT (version_id) DO UPDATE SET editor_id = excluded.editor_id, updated_at = excluded.updated_at`,
  ).run(copy)
}

/** Steps from the number `from` on, in order. */
export function listSteps(db: Database, versionId: string, from = 0): string[] {
  return db
    .prepare('SELECT json FROM working_steps WHERE version_id = ? AND step >= ? ORDER BY step')
    .pluck()
    .all(versionId, from) as string[]
}

export function addSteps(db: Database, versionId: string, from: number, steps: readonly string[], at: number): void {
  const insert = db.prepare('INSERT INTO working_steps (version_id, step, json, at) VALUES (?, ?, ?, ?)')
  for (const [index, json] of steps.entries()) insert.run(versionId, from + index, json, at)
}

/** The steps up to `step` are in the text `baseHash` now. */
export function settleSteps(db: Database, versionId: string, step: number, baseHash: string): void {
  db.prepare('DELETE FROM working_steps WHERE version_id = ? AND step <= ?').run(versionId, step)
  db.prepare('UPDATE working_copies SET base_hash = ?, settled_step = ? WHERE version_id = ?').run(
    baseHash,
    step,
    versionId,
  )
}

/** Forgets a working copy with all that is kept of it. */
export function dropWorkingCopy(db: Database, versionId: string): void {
  db.prepare('DELETE FROM working_steps WHERE version_id = ?').run(versionId)
  db.prepare('DELETE FROM working_copies WHERE version_id = ?').run(versionId)
}

/** Versions with steps that are in no recorded text. */
export function unsettledVersions(db: Database): string[] {
  return db.prepare('SELECT DISTINCT version_id FROM working_steps ORDER BY version_id').pluck().all() as string[]
}

/** Every text that a version had. */
export function textsOfVersion(db: Database, versionId: string): Set<string> {
  return new Set(
    db
      .prepare(
        `SELECT original_hash FROM manuscript_versions WHERE id = @versionId
         UNION SELECT content_hash FROM manuscript_edits WHERE version_id = @versionId`,
      )
      .pluck()
      .all({ versionId }) as string[],
  )
}
