/** How much of a person there is: what a preview of an erasure counts. */
import type { Database } from 'better-sqlite3'
import type { PersonThings } from './erasure'

export interface ErasureFigures {
  readonly addresses: number
  readonly penNames: number
  readonly facts: number
  readonly tags: number
  /** Versions and their edits. */
  readonly texts: number
  readonly comments: number
  /** Files that came another way than by mail, and those of notes. */
  readonly files: number
  readonly verdicts: number
  readonly fees: number
  readonly sanctions: number
  /** Published articles under one of the person's names. */
  readonly articles: number
}

export function erasureFigures(db: Database, things: PersonThings): ErasureFigures {
  const values = { authors: JSON.stringify(things.authors), pieces: JSON.stringify([...things.pieces]) }
  const count = (sql: string): number => db.prepare(`SELECT ${sql}`).pluck().get(values) as number
  const theirs = 'author_id IN (SELECT value FROM json_each(@authors))'
  const ofPieces = 'submission_id IN (SELECT value FROM json_each(@pieces))'
  // A statement is given only the values that it asks for.
  const both = '(@authors IS NOT NULL OR @pieces IS NOT NULL)'
  const rows = (table: string, condition: string): number =>
    count(`(SELECT count(*) FROM ${table} WHERE ${both} AND ${condition})`)
  const versions = `SELECT id FROM manuscript_versions WHERE ${ofPieces}`
  return {
    addresses: rows('author_addresses', theirs),
    penNames: rows('author_names', theirs),
    facts: rows('author_facts', theirs),
    tags: rows('author_tags', theirs),
    texts: rows('manuscript_versions', ofPieces) + rows('manuscript_edits', `version_id IN (${versions})`),
    comments: rows('annotation_comments', `annotation_id IN (SELECT id FROM annotations WHERE ${ofPieces})`),
    files:
      rows('submission_files', ofPieces) +
      count(`(SELECT coalesce(sum(json_array_length(files)), 0) FROM contact_notes WHERE ${both} AND ${theirs})`),
    verdicts: rows('decisions', ofPieces),
    fees: rows('submission_terms', `fee IS NOT NULL AND ${ofPieces}`),
    sanctions: rows('sanctions', theirs),
    articles: rows(
      'published_articles',
      `author <> '' AND author IN (SELECT name FROM authors WHERE id IN (SELECT value FROM json_each(@authors))
         UNION SELECT name FROM author_names WHERE ${theirs})`,
    ),
  }
}
