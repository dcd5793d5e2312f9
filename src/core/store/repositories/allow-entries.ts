/** The allow-list: words that may stand, for the desk, an author or a piece. */
import type { Database } from 'better-sqlite3'
import { allowScopeSchema, type AllowEntry } from '@shared/domain/rules'

/** An entry as findings are compared with it. */
export interface LiveEntry {
  readonly id: string
  readonly ruleId: string | null
  readonly folded: string
  readonly reason: string
  readonly words: string
  readonly scope: AllowEntry['scope']
  readonly expiresOn: string | null
  readonly editorName: string
  readonly addedAt: number
}

/** The entries that hold for a piece on a day (`YYYY-MM-DD`), oldest first. */
export function liveEntries(db: Database, submissionId: string, today: string): LiveEntry[] {
  const columns = `a.id, a.rule_id AS ruleId, a.folded, a.reason, a.words, a.scope, a.expires_on AS expiresOn,
    coalesce(e.name, '') AS editorName, a.added_at AS addedAt`
  const lives = `a.withdrawn_at IS NULL AND (a.expires_on IS NULL OR a.expires_on >= @today)`
  const from = `FROM allow_entries a LEFT JOIN editors e ON e.id = a.editor_id`
  return db
    .prepare(
      `SELECT * FROM (
         SELECT ${columns} ${from} WHERE a.scope = 'desk' AND ${lives}
         UNION ALL
         SELECT ${columns} ${from} WHERE a.scope = 'author'
           AND a.author_id = (SELECT author_id FROM submissions WHERE id = @submissionId) AND ${lives}
         UNION ALL
         SELECT ${columns} ${from} WHERE a.scope = 'submission' AND a.submission_id = @submissionId AND ${lives}
       ) ORDER BY addedAt, id`,
    )
    .all({ submissionId, today }) as LiveEntry[]
}

interface EntryRow extends Omit<AllowEntry, 'scope' | 'state'> {
  readonly scope: string
}

const ENTRY = `SELECT a.id, a.scope, a.author_id AS authorId, coalesce(t.name, '') AS authorName,
    a.submission_id AS submissionId, coalesce(s.number, '') AS submissionNumber, coalesce(s.title, '') AS submissionTitle,
    a.rule_id AS ruleId, a.words, a.reason, a.expires_on AS expiresOn, coalesce(e.name, '') AS editorName,
    a.added_at AS addedAt, a.withdrawn_at AS withdrawnAt, coalesce(w.name, '') AS withdrawnBy,
    a.withdrawn_why AS withdrawnWhy,
    (SELECT count(*) FROM findings f WHERE f.allow_entry_id = a.id AND f.gone IS NULL) AS covers
  FROM allow_entries a LEFT JOIN editors e ON e.id = a.editor_id LEFT JOIN editors w ON w.id = a.withdrawn_by
  LEFT JOIN authors t ON t.id = a.author_id LEFT JOIN submissions s ON s.id = a.submission_id`

/** Entries, newest first, a page at a time. `today`: the desk's local day, after which they count as expired. */
export function listEntries(
  db: Database,
  { offset, limit, today }: { readonly offset: number; readonly limit: number; readonly today: string },
): { rows: AllowEntry[]; total: number } {
  const total = db.prepare('SELECT count(*) FROM allow_entries').pluck().get() as number
  const rows = db.prepare(`${ENTRY} ORDER BY a.added_at DESC, a.id LIMIT ? OFFSET ?`).all(limit, offset) as EntryRow[]
  return { rows: rows.map((row) => toEntry(row, today)), total }
}

export function getEntry(db: Database, entryId: string, today: string): AllowEntry | null {
  const row = db.prepare(`${ENTRY} WHERE a.id = ?`).get(entryId) as EntryRow | undefined
  return row === undefined ? null : toEntry(row, today)
}

/** Entries that ended before a day and still let something pass. */
export function expiredEntries(db: Database, today: string): string[] {
  return db
    .prepare(
      `SELECT a.id FROM allow_entries a
       WHERE a.withdrawn_at IS NULL AND a.expires_on IS NOT NULL AND a.expires_on < ?
         AND EXISTS (SELECT 1 FROM findings f WHERE f.allow_entry_id = a.id)`,
    )
    .pluck()
    .all(today) as string[]
}

function toEntry(row: EntryRow, today: string): AllowEntry {
  const isExpired = row.expiresOn !== null && row.expiresOn < today
  return {
    ...row,
    scope: allowScopeSchema.parse(row.scope),
    state: row.withdrawnAt !== null ? 'withdrawn' : isExpired ? 'expired' : 'live',
  }
}
