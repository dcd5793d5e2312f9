/** What is settled about a piece besides its text: details by channel, facts about its pictures. */
import type { Database } from 'better-sqlite3'
import { pictureFactsSchema, pieceDetailSchema, type PictureFacts, type PieceDetail } from '@shared/domain/piece'

/** The details of a piece, those for all channels first. */
export function listDetails(db: Database, submissionId: string): PieceDetail[] {
  const rows = db
    .prepare(
      `SELECT channel, field, value, said_in AS saidIn FROM piece_details WHERE submission_id = ?
       ORDER BY channel, field`,
    )
    .all(submissionId)
  return rows.map((row) => pieceDetailSchema.parse(row))
}

/** The blobs that details name (portraits), for `verify`. */
export function blobsOfDetails(db: Database): string[] {
  return db.prepare("SELECT DISTINCT value FROM piece_details WHERE field = 'avatar'").pluck().all() as string[]
}

/** What is known of the pictures of a piece, by their sha256. */
export function pictureFactsOf(db: Database, submissionId: string): ReadonlyMap<string, PictureFacts> {
  const rows = db.prepare('SELECT sha256, facts FROM picture_facts WHERE submission_id = ?').all(submissionId) as {
    sha256: string
    facts: string
  }[]
  return new Map(rows.map(({ sha256, facts }) => [sha256, pictureFactsSchema.parse(JSON.parse(facts))]))
}
