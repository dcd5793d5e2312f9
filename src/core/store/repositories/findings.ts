/** Findings one by one, with what became of each: what lists count, entries of the allow-list cover, and a rule's precision is made of. */
import type { Database } from 'better-sqlite3'
import type { FindingLevel } from '@shared/domain/compliance'
import type { Precision } from '@shared/domain/rules'
import type { FindingCounts } from '@shared/domain/submission'

/** A finding as it is stored beside its check. */
export interface FindingRow {
  readonly findingId: string
  readonly ruleId: string
  readonly clause: string
  readonly level: FindingLevel
  readonly normalized: string
  /** Which one of those of its rule with the same words in the version, from 0. */
  readonly occurrence: number
  /** The words and what stands around them, as allow-list entries are compared with them. */
  readonly hit: string
  readonly before: string
  readonly after: string
}

/**
 * Stores what a check found. What it has no more stays, marked by why: `goneBy` says so for one that is missing. Inside a
 * transaction; `settleOutcomes` follows.
 */
export function putFindings(
  db: Database,
  versionId: string,
  rows: readonly FindingRow[],
  goneBy: (row: { readonly hit: string }) => 'edited' | 'packs',
): void {
  const now = new Set(rows.map(({ findingId }) => findingId))
  const known = db
    .prepare('SELECT finding_id AS findingId, hit FROM findings WHERE version_id = ? AND gone IS NULL')
    .all(versionId) as { findingId: string; hit: string }[]
  const leave = db.prepare('UPDATE findings SET gone = ? WHERE version_id = ? AND finding_id = ?')
  for (const row of known) if (!now.has(row.findingId)) leave.run(goneBy(row), versionId, row.findingId)
  const put = db.prepare(
    `INSERT INTO findings (version_id, finding_id, rule_id, clause, level, normalized, occurrence, hit, before, after, outcome)
     VALUES (@versionId, @findingId, @ruleId, @clause, @level, @normalized, @occurrence, @hit, @before, @after, 'open')
     ON CONFLICT (version_id, finding_id) DO UPDATE SET rule_id = excluded.rule_id, clause = excluded.clause,
       level = excluded.level, normalized = excluded.normalized, occurrence = excluded.occurrence, hit = excluded.hit,
       before = excluded.before, after = excluded.after, gone = NULL`,
  )
  for (const row of rows) put.run({ versionId, ...row })
}

/** The findings that a version's last check has. */
export function currentFindings(db: Database, versionId: string): (FindingRow & { allowEntryId: string | null })[] {
  return db
    .prepare(
      `SELECT finding_id AS findingId, rule_id AS ruleId, clause, level, normalized, occurrence, hit, before, after,
         allow_entry_id AS allowEntryId
       FROM findings WHERE version_id = ? AND gone IS NULL`,
    )
    .all(versionId) as (FindingRow & { allowEntryId: string | null })[]
}

/** Says which entry of the allow-list lets a finding pass; null: none. */
export function setCovered(db: Database, versionId: string, findingId: string, entryId: string | null): void {
  db.prepare('UPDATE findings SET allow_entry_id = ? WHERE version_id = ? AND finding_id = ?').run(
    entryId,
    versionId,
    findingId,
  )
}

/** Works out what became of a version's findings, and of those of the version before it, which this one may have mended. */
export function settleOutcomes(db: Database, versionId: string): void {
  settleVersion(db, versionId)
  const before = db
    .prepare(
      `SELECT p.id FROM manuscript_versions v JOIN manuscript_versions p
         ON p.submission_id = v.submission_id AND p.ordinal < v.ordinal
       WHERE v.id = ? ORDER BY p.ordinal DESC LIMIT 1`,
    )
    .pluck()
    .get(versionId) as string | undefined
  if (before !== undefined) settleVersion(db, before)
}

function settleVersion(db: Database, versionId: string): void {
  // The next version says that a finding is mended only when both were checked with the same rules.
  const next = db
    .prepare(
      `SELECT n.id FROM manuscript_versions v JOIN manuscript_versions n
         ON n.submission_id = v.submission_id AND n.ordinal > v.ordinal
       JOIN checks c ON c.version_id = n.id JOIN checks own ON own.version_id = v.id
       WHERE v.id = ? AND c.pack_hashes = own.pack_hashes ORDER BY n.ordinal LIMIT 1`,
    )
    .pluck()
    .get(versionId) as string | undefined
  db.prepare(
    `UPDATE findings SET outcome = CASE
       WHEN gone = 'packs' THEN 'dropped'
       WHEN EXISTS (SELECT 1 FROM waivers w
         WHERE w.version_id = findings.version_id AND w.finding_id = findings.finding_id) THEN 'waived'
       WHEN allow_entry_id IS NOT NULL THEN 'allowed'
       WHEN gone = 'edited' THEN 'fixed'
       WHEN @next IS NOT NULL AND NOT EXISTS (SELECT 1 FROM findings n
         WHERE n.version_id = @next AND n.gone IS NULL AND n.rule_id = findings.rule_id
           AND n.normalized = findings.normalized AND n.occurrence = findings.occurrence) THEN 'fixed'
       ELSE 'open' END
     WHERE version_id = @versionId`,
  ).run({ versionId, next: next ?? null })
}

/** Findings of the last check that nobody let pass, by level. */
export function countOpen(db: Database, versionId: string): FindingCounts {
  const rows = db
    .prepare(
      `SELECT level, count(*) AS count FROM findings
       WHERE version_id = ? AND gone IS NULL AND outcome NOT IN ('waived', 'allowed') GROUP BY level`,
    )
    .all(versionId) as { level: FindingLevel; count: number }[]
  const counts = { error: 0, warning: 0, note: 0 }
  for (const { level, count } of rows) counts[level] = count
  return counts
}

/** Versions that have a finding over one of these words, as they are compared. */
export function versionsWithHit(db: Database, words: readonly string[]): string[] {
  return db
    .prepare(
      `SELECT DISTINCT version_id FROM findings
       WHERE gone IS NULL AND hit IN (SELECT value FROM json_each(?)) ORDER BY version_id`,
    )
    .pluck()
    .all(JSON.stringify(words)) as string[]
}

/** Versions in which an entry of the allow-list lets something pass. */
export function versionsCoveredBy(db: Database, entryId: string): string[] {
  return db
    .prepare('SELECT DISTINCT version_id FROM findings WHERE allow_entry_id = ? ORDER BY version_id')
    .pluck()
    .all(entryId) as string[]
}

/** Every rule's history: how many of its findings editors had mended, and how many they let pass. By an index alone. */
export function precisionOfRules(db: Database): ReadonlyMap<string, Precision> {
  const rows = db
    .prepare(
      `SELECT rule_id AS ruleId, outcome, count(*) AS count FROM findings INDEXED BY findings_outcome
       GROUP BY rule_id, outcome`,
    )
    .all() as { ruleId: string; outcome: string; count: number }[]
  const rules = new Map<string, Precision>()
  for (const { ruleId, outcome, count } of rows) {
    const { fixed, waived } = rules.get(ruleId) ?? { fixed: 0, waived: 0 }
    const isWaived = outcome === 'waived' || outcome === 'allowed'
    rules.set(ruleId, {
      fixed: fixed + (outcome === 'fixed' ? count : 0),
      waived: waived + (isWaived ? count : 0),
    })
  }
  return rules
}

/** One rule's history. */
export function precisionOfRule(db: Database, ruleId: string): Precision {
  return db
    .prepare(
      `SELECT coalesce(sum(outcome = 'fixed'), 0) AS fixed, coalesce(sum(outcome IN ('waived', 'allowed')), 0) AS waived
       FROM findings WHERE rule_id = ?`,
    )
    .get(ruleId) as Precision
}
