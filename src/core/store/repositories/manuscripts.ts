/** Versions of manuscripts and the checks made of them. */
import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import {
  checklistItemSchema,
  findingSchema,
  itemNumber,
  type ChecklistItem,
  type Finding,
} from '@shared/domain/compliance'
import { importNoteSchema, manuscriptImageSchema } from '@shared/domain/manuscript'
import type { FindingCounts, VersionBrief } from '@shared/domain/submission'
import { countOpen, settleOutcomes } from './findings'

interface VersionRow {
  id: string
  submission_id: string
  ordinal: number
  title: string
  byline: string
  words: number
  images: string
  content_hash: string
  original_hash: string
  suggestions: number
  source_filename: string | null
  source_sha256: string | null
  message_hash: string | null
  report: string
  added_at: number
}

/** The versions of a submission, newest first. */
export function listVersions(db: Database, submissionId: string): VersionBrief[] {
  const rows = db
    .prepare('SELECT * FROM manuscript_versions WHERE submission_id = ? ORDER BY ordinal DESC')
    .all(submissionId) as VersionRow[]
  return rows.map(toVersion)
}

export function getVersion(db: Database, versionId: string): (VersionBrief & { submissionId: string }) | null {
  const row = db.prepare('SELECT * FROM manuscript_versions WHERE id = ?').get(versionId) as VersionRow | undefined
  return row === undefined ? null : { ...toVersion(row), submissionId: row.submission_id }
}

/**
 * Versions after `after` that were not checked yet, with other packs than `packsKey`, or in another text, in the order of their
 * ids.
 */
export function uncheckedVersions(db: Database, packsKey: string, after: string, limit: number): string[] {
  return db
    .prepare(
      `SELECT v.id FROM manuscript_versions v LEFT JOIN checks c INDEXED BY checks_origin ON c.version_id = v.id
       WHERE v.id > ? AND (c.version_id IS NULL OR c.pack_hashes <> ? OR c.content_hash <> v.content_hash OR c.stale = 1)
       ORDER BY v.id LIMIT ?`,
    )
    .pluck()
    .all(after, packsKey, limit) as string[]
}

/** How many versions are to be checked again. Reads an index of the checks, not the checks. */
export function countUnchecked(db: Database, packsKey: string): number {
  return db
    .prepare(
      `SELECT count(*) FROM manuscript_versions v LEFT JOIN checks c INDEXED BY checks_origin ON c.version_id = v.id
       WHERE c.version_id IS NULL OR c.pack_hashes <> ? OR c.content_hash <> v.content_hash OR c.stale = 1`,
    )
    .pluck()
    .get(packsKey) as number
}

/** Whether a version has a check that is not of these packs or of its text. One that was never checked waits for its turn. */
export function isOutdated(db: Database, versionId: string, packsKey: string): boolean {
  const found = db
    .prepare(
      `SELECT 1 FROM checks c JOIN manuscript_versions v ON v.id = c.version_id
       WHERE c.version_id = ? AND (c.pack_hashes <> ? OR c.content_hash <> v.content_hash OR c.stale = 1)`,
    )
    .get(versionId, packsKey)
  return found !== undefined
}

/** What a check was made of, so that it can be made again. */
export interface CheckOrigin {
  /** Names a set of packs (`rule_pack_sets`). */
  readonly packsKey: string
  /** The text that was checked. */
  readonly contentHash: string
  /** What was known besides it: `CheckContext` as JSON. */
  readonly context: string
}

export interface StoredCheck {
  readonly findings: Finding[]
  readonly checklist: ChecklistItem[]
  readonly checkedAt: number
}

export function getCheck(db: Database, versionId: string): StoredCheck | null {
  const row = db.prepare('SELECT findings, checklist, checked_at FROM checks WHERE version_id = ?').get(versionId) as
    { findings: string; checklist: string; checked_at: number } | undefined
  if (row === undefined) return null
  return {
    findings: z.array(findingSchema).parse(JSON.parse(row.findings)),
    checklist: z.array(checklistItemSchema).parse(JSON.parse(row.checklist)),
    checkedAt: row.checked_at,
  }
}

/** What is known of the piece is something else now: the check is made again, at the next start at the latest. */
export function outdateCheck(db: Database, versionId: string): void {
  db.prepare('UPDATE checks SET stale = 1 WHERE version_id = ?').run(versionId)
}

/** What a version's check was made of; null when it was never checked. */
export function getCheckOrigin(db: Database, versionId: string): CheckOrigin | null {
  const row = db
    .prepare('SELECT pack_hashes AS packsKey, content_hash AS contentHash, context FROM checks WHERE version_id = ?')
    .get(versionId) as CheckOrigin | undefined
  return row ?? null
}

/** Verdicts kept of one version besides the last: those that differed. */
export const PAST_CHECKS_KEPT = 20

/** Stores a check. One that it replaces and that said something else is kept as a past verdict. Inside a transaction. */
export function putCheck(db: Database, versionId: string, origin: CheckOrigin, check: StoredCheck): void {
  const findings = JSON.stringify(check.findings)
  db.prepare(
    `INSERT OR REPLACE INTO past_checks (version_id, checked_at, pack_hashes, content_hash, context, findings)
     SELECT version_id, checked_at, pack_hashes, content_hash, context, findings FROM checks
     WHERE version_id = ? AND content_hash <> '' AND findings <> ?`,
  ).run(versionId, findings)
  db.prepare(
    `DELETE FROM past_checks WHERE version_id = @versionId AND checked_at NOT IN (
       SELECT checked_at FROM past_checks WHERE version_id = @versionId ORDER BY checked_at DESC LIMIT @kept)`,
  ).run({ versionId, kept: PAST_CHECKS_KEPT })
  db.prepare(
    `INSERT INTO checks
       (version_id, pack_hashes, content_hash, context, checked_at, errors, warnings, notes, clauses, findings, checklist)
     VALUES (@versionId, @packsKey, @contentHash, @context, @checkedAt, 0, 0, 0, @clauses, @findings, @checklist)
     ON CONFLICT (version_id) DO UPDATE SET pack_hashes = excluded.pack_hashes, content_hash = excluded.content_hash,
       context = excluded.context, stale = 0, checked_at = excluded.checked_at, clauses = excluded.clauses,
       findings = excluded.findings, checklist = excluded.checklist`,
  ).run({
    versionId,
    ...origin,
    checkedAt: check.checkedAt,
    clauses: JSON.stringify(countByClause(check.findings)),
    findings,
    checklist: JSON.stringify(check.checklist),
  })
}

/** A verdict that a version was given: the last one, or one that it replaced. */
export interface Verdict extends CheckOrigin {
  readonly checkedAt: number
  readonly findings: Finding[]
}

/** The verdicts of a version, newest first. */
export function listVerdicts(db: Database, versionId: string): Verdict[] {
  const rows = db
    .prepare(
      `SELECT checked_at AS checkedAt, pack_hashes AS packsKey, content_hash AS contentHash, context, findings
       FROM checks WHERE version_id = @versionId AND content_hash <> ''
       UNION ALL
       SELECT checked_at, pack_hashes, content_hash, context, findings FROM past_checks WHERE version_id = @versionId
       ORDER BY 1 DESC`,
    )
    .all({ versionId }) as (Omit<Verdict, 'findings'> & { findings: string })[]
  return rows.map((row) => ({ ...row, findings: z.array(findingSchema).parse(JSON.parse(row.findings)) }))
}

/**
 * The convention's clauses that a version's last check leaves to a person: 需人工判断 and 机器不可查. Those of other packs are
 * not signed: a list of ninety is read by nobody.
 */
export function clausesToSign(db: Database, versionId: string): string[] {
  const checklist = getCheck(db, versionId)?.checklist ?? []
  return checklist
    .filter(({ verdict }) => verdict === 'human' || verdict === 'unchecked')
    .map(({ clause }) => clause)
    .filter((clause) => itemNumber(clause) !== '')
}

function countByClause(findings: readonly Finding[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { clause } of findings) counts[clause] = (counts[clause] ?? 0) + 1
  return counts
}

/** Works out again what became of a version's findings and counts the open ones, after a check, a waiver or an entry. */
export function recountFindings(db: Database, versionId: string): void {
  settleOutcomes(db, versionId)
  const counts = countOpen(db, versionId)
  db.prepare('UPDATE checks SET errors = ?, warnings = ?, notes = ? WHERE version_id = ?').run(
    counts.error,
    counts.warning,
    counts.note,
    versionId,
  )
}

/** Open findings of a version's last check by level: neither waived nor let pass by the allow-list. */
export function countOpenFindings(db: Database, versionId: string): FindingCounts {
  return countOpen(db, versionId)
}

export interface WaiverRow {
  readonly findingId: string
  readonly reason: string
  readonly editorName: string
  readonly at: number
}

export function listWaivers(db: Database, versionId: string): WaiverRow[] {
  return db
    .prepare(
      `SELECT w.finding_id AS findingId, w.reason, coalesce(e.name, '') AS editorName, w.at
       FROM waivers w LEFT JOIN editors e ON e.id = w.editor_id WHERE w.version_id = ?`,
    )
    .all(versionId) as WaiverRow[]
}

/** Every blob that versions name, for `verify`: documents, pictures, source files. */
export function blobsOfVersions(db: Database): string[] {
  const rows = db
    .prepare('SELECT content_hash, original_hash, source_sha256, images FROM manuscript_versions')
    .all() as {
    content_hash: string
    original_hash: string
    source_sha256: string | null
    images: string
  }[]
  const edits = db.prepare('SELECT DISTINCT content_hash FROM manuscript_edits').pluck().all() as string[]
  const ofVersions = rows.flatMap((row) => [
    row.content_hash,
    row.original_hash,
    ...(row.source_sha256 === null ? [] : [row.source_sha256]),
    ...z
      .array(manuscriptImageSchema)
      .parse(JSON.parse(row.images))
      .map((image) => image.sha256),
  ])
  return [...new Set([...ofVersions, ...edits])]
}

function toVersion(row: VersionRow): VersionBrief {
  return {
    id: row.id,
    ordinal: row.ordinal,
    title: row.title,
    byline: row.byline,
    words: row.words,
    images: z.array(manuscriptImageSchema).parse(JSON.parse(row.images)),
    contentHash: row.content_hash,
    originalHash: row.original_hash,
    suggestions: row.suggestions,
    sourceFilename: row.source_filename,
    sourceSha256: row.source_sha256,
    messageHash: row.message_hash,
    report: z.array(importNoteSchema).parse(JSON.parse(row.report)),
    addedAt: row.added_at,
  }
}
