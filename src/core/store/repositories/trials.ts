/** What the last trial of rules would change, finding by finding. Derived: another trial takes its place. */
import type { Database } from 'better-sqlite3'
import { trialFindingSchema, type TrialChange, type TrialFinding } from '@shared/domain/rules'

/** A manuscript of a trial: the newest version of a piece. */
export interface TrialVersion {
  readonly versionId: string
  readonly contentHash: string
  /** What the last check knew besides the text: `CheckContext` as JSON; null when there was none. */
  readonly context: string | null
}

/** The newest versions of pieces whose ids come after `after`, in their order. */
export function currentVersions(db: Database, after: string, limit: number): (TrialVersion & { pieceId: string })[] {
  return db
    .prepare(
      `SELECT s.id AS pieceId, v.id AS versionId, v.content_hash AS contentHash, c.context
       FROM submissions s JOIN manuscript_versions v ON v.id = s.current_version_id
       LEFT JOIN checks c ON c.version_id = v.id AND c.content_hash = v.content_hash
       WHERE s.id > ? AND s.merged_into IS NULL ORDER BY s.id LIMIT ?`,
    )
    .all(after, limit) as (TrialVersion & { pieceId: string })[]
}

export function countCurrentVersions(db: Database): number {
  return db
    .prepare('SELECT count(*) FROM submissions WHERE current_version_id IS NOT NULL AND merged_into IS NULL')
    .pluck()
    .get() as number
}

export function clearTrial(db: Database): void {
  db.prepare('DELETE FROM trial_findings').run()
}

export function addTrialFindings(db: Database, versionId: string, findings: readonly TrialFinding[]): void {
  const insert = db.prepare(
    'INSERT INTO trial_findings (change, rule_id, level, version_id, block, finding) VALUES (?, ?, ?, ?, ?, ?)',
  )
  for (const each of findings) {
    insert.run(each.change, each.ruleId, each.level, versionId, each.block, JSON.stringify(each))
  }
}

export interface TrialRow {
  readonly number: number
  readonly finding: TrialFinding
  readonly versionId: string
  readonly submissionId: string
  readonly submissionNumber: string
  readonly title: string
}

/** A page of what would change, in the order that it was found. */
export function listTrialFindings(
  db: Database,
  { change, offset, limit }: { readonly change: TrialChange; readonly offset: number; readonly limit: number },
): { rows: TrialRow[]; total: number } {
  const total = db.prepare('SELECT count(*) FROM trial_findings WHERE change = ?').pluck().get(change) as number
  const rows = db
    .prepare(
      `SELECT t.number, t.finding, t.version_id AS versionId, v.submission_id AS submissionId,
         coalesce(s.number, '') AS submissionNumber, v.title
       FROM trial_findings t JOIN manuscript_versions v ON v.id = t.version_id
       LEFT JOIN submissions s ON s.id = v.submission_id
       WHERE t.change = ? ORDER BY t.number LIMIT ? OFFSET ?`,
    )
    .all(change, limit, offset) as (Omit<TrialRow, 'finding'> & { finding: string })[]
  return {
    rows: rows.map((row) => ({ ...row, finding: trialFindingSchema.parse(JSON.parse(row.finding)) })),
    total,
  }
}
