/** Files that came another way than by mail, and links that expire. */
import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { HandedOverFile } from '@shared/domain/file'
import type { GuardedLinkState } from '@shared/domain/submission'

interface FileRow {
  readonly sha256: string
  readonly filename: string
  readonly contentType: string
  readonly size: number
  readonly entries: string | null
  readonly addedAt: number
}

const SELECT_FILE = `SELECT sha256, filename, content_type AS contentType, size, entries, added_at AS addedAt
  FROM submission_files`

/** What was handed over, the newest first. */
export function listHandedOver(db: Database, submissionId: string): HandedOverFile[] {
  const rows = db.prepare(`${SELECT_FILE} WHERE submission_id = ? ORDER BY added_at DESC, sha256`).all(submissionId)
  return (rows as FileRow[]).map(toFile)
}

export function getHandedOver(db: Database, submissionId: string, sha256: string): HandedOverFile | null {
  const row = db.prepare(`${SELECT_FILE} WHERE submission_id = ? AND sha256 = ?`).get(submissionId, sha256)
  return row === undefined ? null : toFile(row as FileRow)
}

/** Whether these bytes were handed over before, with whichever submission. */
export function isFileKnown(db: Database, sha256: string): boolean {
  return db.prepare('SELECT 1 FROM submission_files WHERE sha256 = ? LIMIT 1').get(sha256) !== undefined
}

/** Every blob of a handed-over file, for `verify`. */
export function blobsOfFiles(db: Database): string[] {
  return db.prepare('SELECT DISTINCT sha256 FROM submission_files').pluck().all() as string[]
}

function toFile({ entries, ...file }: FileRow): HandedOverFile {
  return { ...file, entries: entries === null ? null : z.array(z.string()).parse(JSON.parse(entries)) }
}

export interface NotedLink {
  readonly state: GuardedLinkState
  readonly sha256: string | null
  readonly notedAt: number
}

/** What editors noted of a submission's links, by address. */
export function notedLinks(db: Database, submissionId: string): ReadonlyMap<string, NotedLink> {
  const rows = db
    .prepare('SELECT url, state, sha256, noted_at AS notedAt FROM guarded_links WHERE submission_id = ?')
    .all(submissionId) as (NotedLink & { url: string })[]
  return new Map(rows.map(({ url, ...noted }) => [url, noted]))
}
