/** Other pieces that say what a piece says. */
import type { Database } from 'better-sqlite3'

export interface OtherPiece {
  readonly submissionId: string
  readonly isOwn: boolean
}

/** Pieces whose newest text is like a submission's from a score on: earlier ones of its author, and all of others. */
export function nearlySameTexts(db: Database, submissionId: string, scoreMin: number): OtherPiece[] {
  const rows = db
    .prepare(
      `SELECT o.id AS submissionId, o.author_id = s.author_id AS isOwn
       FROM similar_pairs p JOIN submissions s ON s.id = p.submission_id JOIN submissions o ON o.id = p.other_id
       WHERE p.submission_id = ? AND p.score >= ? AND o.merged_into IS NULL
         AND (o.author_id <> s.author_id OR o.received_at < s.received_at)`,
    )
    .all(submissionId, scoreMin) as { submissionId: string; isOwn: number }[]
  return rows.map((row) => ({ ...row, isOwn: row.isOwn === 1 }))
}
