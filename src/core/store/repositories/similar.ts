/** Fingerprints of the newest versions, and which submissions say much the same. Derived: it can be made again. */
import type { Database } from 'better-sqlite3'
import type { SimilarMark } from '@shared/domain/submission'

/** Versions and articles that may hold a hash before it counts as a phrase of the trade (a disclaimer, a letterhead) and is passed over. */
export const COMMON_MAX = 64

/** Those with the most shared hashes that are looked at further. */
const FOUND_MAX = 100

/** Writes a version's fingerprints in place of those of the submission's other versions. Not compared yet. */
export function putFingerprints(
  db: Database,
  submissionId: string,
  versionId: string,
  hashes: readonly number[],
): void {
  dropFingerprints(db, submissionId)
  const { lastInsertRowid } = db
    .prepare('INSERT INTO fingerprinted (version_id, method, size) VALUES (?, 0, ?)')
    .run(versionId, hashes.length)
  const insert = db.prepare('INSERT INTO fingerprints (version, hash) VALUES (?, ?)')
  for (const hash of hashes) insert.run(lastInsertRowid, hash)
}

/** Drops what is derived of a piece whose newest version is another one now; it is made again like what is missing. */
export function forgetSimilar(db: Database, submissionId: string): void {
  db.prepare(
    `DELETE FROM similar_pairs WHERE other_id = @submissionId
       AND submission_id IN (SELECT other_id FROM similar_pairs WHERE submission_id = @submissionId)`,
  ).run({ submissionId })
  db.prepare('DELETE FROM similar_pairs WHERE submission_id = ?').run(submissionId)
  db.prepare('DELETE FROM similar_articles WHERE submission_id = ?').run(submissionId)
  dropFingerprints(db, submissionId)
}

/** Whether a version was looked at. */
export function hasFingerprints(db: Database, versionId: string): boolean {
  return db.prepare('SELECT 1 FROM fingerprinted WHERE version_id = ? AND method <> 0').get(versionId) !== undefined
}

function dropFingerprints(db: Database, submissionId: string): void {
  const before = db
    .prepare(
      `SELECT f.number FROM manuscript_versions v JOIN fingerprinted f ON f.version_id = v.id WHERE v.submission_id = ?`,
    )
    .pluck()
    .all(submissionId) as number[]
  for (const number of before) {
    db.prepare('DELETE FROM fingerprints WHERE version = ?').run(number)
    db.prepare('DELETE FROM fingerprinted WHERE number = ?').run(number)
  }
}

/** Newest versions without fingerprints of this method, or not compared, after a submission in the order of ids. */
export function versionsWithoutFingerprints(
  db: Database,
  method: number,
  afterSubmission: string,
  limit: number,
): { readonly submissionId: string; readonly versionId: string }[] {
  return db
    .prepare(
      `SELECT s.id AS submissionId, s.current_version_id AS versionId
       FROM submissions s LEFT JOIN fingerprinted f ON f.version_id = s.current_version_id
       WHERE s.id > ? AND s.current_version_id IS NOT NULL AND s.merged_into IS NULL AND (f.number IS NULL OR f.method <> ?)
       ORDER BY s.id LIMIT ?`,
    )
    .all(afterSubmission, method, limit) as { submissionId: string; versionId: string }[]
}

export interface Candidate {
  readonly submissionId: string
  readonly versionId: string
  readonly contentHash: string
}

/** Versions of other submissions that share the most fingerprints, measured by the smaller of the two. */
export function findCandidates(
  db: Database,
  submissionId: string,
  hashes: readonly number[],
  limit: number,
): Candidate[] {
  const versionOf = db.prepare(
    `SELECT v.submission_id AS submissionId, v.id AS versionId, v.content_hash AS contentHash, f.size
     FROM fingerprinted f JOIN manuscript_versions v ON v.id = f.version_id WHERE f.number = ?`,
  )
  return bestOf(sharedHashes(db, hashes), hashes.length, limit, (number) => {
    const version = versionOf.get(number) as (Candidate & { size: number }) | undefined
    return version === undefined || version.submissionId === submissionId ? null : version
  })
}

/** What shares the most, measured by the smaller of the two; `of` gives what a number stands for, null to pass it over. */
export function bestOf<T>(
  shared: ReadonlyMap<number, number>,
  size: number,
  limit: number,
  of: (number: number) => (T & { readonly size: number }) | null,
): T[] {
  const found: { readonly one: T; readonly share: number }[] = []
  for (const [number, count] of [...shared].toSorted(([, a], [, b]) => b - a)) {
    if (found.length === FOUND_MAX) break
    const one = of(number)
    if (one !== null) found.push({ one, share: count / Math.max(1, Math.min(one.size, size)) })
  }
  return found
    .toSorted((a, b) => b.share - a.share)
    .slice(0, limit)
    .map(({ one }) => one)
}

/** How many of the hashes each version and article has. */
export function sharedHashes(db: Database, hashes: readonly number[]): Map<number, number> {
  const newest = db.prepare('SELECT version FROM fingerprints WHERE hash = ? ORDER BY version DESC LIMIT ?').pluck()
  const rare: number[][] = []
  const common: number[][] = []
  for (const hash of hashes) {
    const versions = newest.all(hash, COMMON_MAX + 1) as number[]
    if (versions.length > COMMON_MAX) common.push(versions)
    else rare.push(versions)
  }
  // A piece that came a hundred times has nothing but common hashes; then they are what tells.
  const telling = common.length > rare.length ? [...rare, ...common] : rare
  const counts = new Map<number, number>()
  for (const version of telling.flat()) counts.set(version, (counts.get(version) ?? 0) + 1)
  return counts
}

/** Replaces what a submission is like, both ways round, and marks its fingerprints as compared. */
export function putSimilar(
  db: Database,
  submissionId: string,
  versionId: string,
  method: number,
  matches: readonly { readonly submissionId: string; readonly score: number }[],
): void {
  db.prepare(
    `DELETE FROM similar_pairs WHERE other_id = @submissionId
       AND submission_id IN (SELECT other_id FROM similar_pairs WHERE submission_id = @submissionId)`,
  ).run({ submissionId })
  db.prepare('DELETE FROM similar_pairs WHERE submission_id = ?').run(submissionId)
  const insert = db.prepare('INSERT INTO similar_pairs (submission_id, other_id, score) VALUES (?, ?, ?)')
  for (const { submissionId: otherId, score } of matches) {
    insert.run(submissionId, otherId, score)
    insert.run(otherId, submissionId, score)
  }
  db.prepare('UPDATE fingerprinted SET method = ? WHERE version_id = ?').run(method, versionId)
}

export interface SimilarRow extends SimilarMark {
  readonly title: string
  readonly authorId: string
  readonly authorName: string
  readonly receivedAt: number
  readonly contentHash: string
}

/** What a submission is like, the most alike first. */
export function listSimilar(db: Database, submissionId: string, limit: number): SimilarRow[] {
  return db
    .prepare(
      `SELECT p.other_id AS submissionId, s.number, p.score, s.title, s.author_id AS authorId, a.name AS authorName,
         s.received_at AS receivedAt, v.content_hash AS contentHash
       FROM similar_pairs p JOIN submissions s ON s.id = p.other_id JOIN authors a ON a.id = s.author_id
         JOIN manuscript_versions v ON v.id = s.current_version_id
       WHERE p.submission_id = ? ORDER BY p.score DESC, p.other_id LIMIT ?`,
    )
    .all(submissionId, limit) as SimilarRow[]
}
