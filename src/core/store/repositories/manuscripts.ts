/** Versions of manuscripts and the checks made of them. */
import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { checklistItemSchema, findingSchema, type ChecklistItem, type Finding } from '@shared/domain/compliance'
import { importNoteSchema, manuscriptImageSchema } from '@shared/domain/manuscript'
import type { FindingCounts, VersionBrief } from '@shared/domain/submission'

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

/** Versions after `after` that were not checked yet, or with other packs than `packsKey`, in the order of their ids. */
export function uncheckedVersions(db: Database, packsKey: string, after: string, limit: number): string[] {
  return db
    .prepare(
      `SELECT v.id FROM manuscript_versions v LEFT JOIN checks c ON c.version_id = v.id
       WHERE v.id > ? AND (c.version_id IS NULL OR c.pack_hashes <> ?) ORDER BY v.id LIMIT ?`,
    )
    .pluck()
    .all(after, packsKey, limit) as string[]
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

export function putCheck(db: Database, versionId: string, packsKey: string, check: StoredCheck): void {
  db.prepare(
    `INSERT INTO checks (version_id, pack_hashes, checked_at, errors, warnings, notes, clauses, findings, checklist)
     VALUES (@versionId, @packsKey, @checkedAt, 0, 0, 0, @clauses, @findings, @checklist)
     ON CONFLICT (version_id) DO UPDATE SET pack_hashes = excluded.pack_hashes, checked_at = excluded.checked_at,
       clauses = excluded.clauses, findings = excluded.findings, checklist = excluded.checklist`,
  ).run({
    versionId,
    packsKey,
    checkedAt: check.checkedAt,
    clauses: JSON.stringify(countByClause(check.findings)),
    findings: JSON.stringify(check.findings),
    checklist: JSON.stringify(check.checklist),
  })
  recountFindings(db, versionId)
}

/** The check of a version is of another text by now, and is made again at the next start. */
export function outdateCheck(db: Database, versionId: string): void {
  db.prepare(`UPDATE checks SET pack_hashes = '' WHERE version_id = ?`).run(versionId)
}

/** The clauses of a version that its last check leaves to a person: 需人工判断 and 机器不可查. */
export function clausesToSign(db: Database, versionId: string): string[] {
  const checklist = getCheck(db, versionId)?.checklist ?? []
  return checklist.filter(({ verdict }) => verdict === 'human' || verdict === 'unchecked').map(({ clause }) => clause)
}

function countByClause(findings: readonly Finding[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { clause } of findings) counts[clause] = (counts[clause] ?? 0) + 1
  return counts
}

/** Counts a version's open findings again, after a check or a waiver. */
export function recountFindings(db: Database, versionId: string): void {
  const counts = countOpenFindings(db, versionId)
  db.prepare('UPDATE checks SET errors = ?, warnings = ?, notes = ? WHERE version_id = ?').run(
    counts.error,
    counts.warning,
    counts.note,
    versionId,
  )
}

export function countOpenFindings(db: Database, versionId: string): FindingCounts {
  const check = getCheck(db, versionId)
  const waived = new Set(listWaivers(db, versionId).map((waiver) => waiver.findingId))
  const counts = { error: 0, warning: 0, note: 0 }
  for (const finding of check?.findings ?? []) if (!waived.has(finding.id)) counts[finding.level] += 1
  return counts
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
