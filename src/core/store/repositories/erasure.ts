/** What the tables know of one person, and what goes of it besides the record. */
import type { Database } from 'better-sqlite3'

/** Ids of what is the person's now, wherever it was when it was recorded. */
export interface PersonThings {
  /** The record that stands, and those that were merged into it. */
  readonly authors: readonly string[]
  readonly pieces: ReadonlySet<string>
  /** Numbers of the events that concern them or their pieces. */
  readonly events: ReadonlySet<number>
  /** Things that move from piece to piece or from record to record, each kind by id. */
  readonly versions: ReadonlySet<string>
  readonly annotations: ReadonlySet<string>
  readonly letters: ReadonlySet<string>
  readonly followUps: ReadonlySet<string>
  readonly notes: ReadonlySet<string>
}

export function mergedRecords(db: Database, authorId: string): string[] {
  return db
    .prepare(
      `WITH RECURSIVE gone (id) AS (SELECT id FROM authors WHERE merged_into = ?
         UNION SELECT a.id FROM authors a JOIN gone g ON a.merged_into = g.id)
       SELECT id FROM gone ORDER BY id`,
    )
    .pluck()
    .all(authorId) as string[]
}

export function thingsOfPerson(db: Database, authors: readonly string[]): PersonThings {
  const ids = JSON.stringify(authors)
  const list = <T>(sql: string): Set<T> => new Set(db.prepare(sql).pluck().all({ ids }) as T[])
  const among = 'IN (SELECT value FROM json_each(@ids))'
  const ofPieces = `IN (SELECT id FROM submissions WHERE author_id ${among})`
  return {
    authors,
    pieces: list<string>(`SELECT id FROM submissions WHERE author_id ${among}`),
    events: list<number>(
      `SELECT seq FROM event_subjects WHERE subject ${among} UNION
       SELECT seq FROM event_subjects WHERE subject ${ofPieces}`,
    ),
    versions: list<string>(`SELECT id FROM manuscript_versions WHERE submission_id ${ofPieces}`),
    annotations: list<string>(`SELECT id FROM annotations WHERE submission_id ${ofPieces}`),
    letters: list<string>(`SELECT id FROM letters WHERE submission_id ${ofPieces}`),
    followUps: list<string>(`SELECT id FROM follow_ups WHERE author_id ${among}`),
    notes: list<string>(`SELECT id FROM contact_notes WHERE author_id ${among}`),
  }
}

const EXISTS: Readonly<Record<'versions' | 'annotations' | 'letters' | 'followUps' | 'notes', string>> = {
  versions: 'SELECT 1 FROM manuscript_versions WHERE id = ?',
  annotations: 'SELECT 1 FROM annotations WHERE id = ?',
  letters: 'SELECT 1 FROM letters WHERE id = ?',
  followUps: 'SELECT 1 FROM follow_ups WHERE id = ?',
  notes: 'SELECT 1 FROM contact_notes WHERE id = ?',
}
export type MovableThing = keyof typeof EXISTS

export function thingExists(db: Database, thing: MovableThing, id: string): boolean {
  return db.prepare(EXISTS[thing]).get(id) !== undefined
}

/** Whose pieces have a file or a link now; empty: nobody's. */
export function ownersOf(db: Database, thing: 'file' | 'link', key: string): { piece: string; author: string }[] {
  const [table, column] = thing === 'file' ? ['submission_files', 'sha256'] : ['guarded_links', 'url']
  return db
    .prepare(
      `SELECT t.submission_id AS piece, s.author_id AS author FROM ${table} t JOIN submissions s ON s.id = t.submission_id
       WHERE t.${column} = ?`,
    )
    .all(key) as { piece: string; author: string }[]
}

/** Names, tags and values of facts of records that were once merged with the person's and are another's again. */
export function wordsOfOnceMerged(db: Database, authors: readonly string[]): Set<string> {
  const ids = JSON.stringify(authors)
  const others = db
    .prepare(
      `SELECT DISTINCT o.value FROM event_subjects s JOIN audit_events e ON e.seq = s.seq
         JOIN audit_payloads p ON p.seq = e.seq,
         json_each(json_array(json_extract(p.payload, '$.authorId'), json_extract(p.payload, '$.otherId'))) o
       WHERE s.subject IN (SELECT value FROM json_each(@ids)) AND e.type IN ('author.merged', 'author.unmerged')
         AND o.value NOT IN (SELECT value FROM json_each(@ids))`,
    )
    .pluck()
    .all({ ids }) as string[]
  const words = db
    .prepare(
      `SELECT name FROM author_names WHERE author_id IN (SELECT value FROM json_each(@others)) UNION
       SELECT tag FROM author_tags WHERE author_id IN (SELECT value FROM json_each(@others)) UNION
       SELECT value FROM author_facts WHERE author_id IN (SELECT value FROM json_each(@others))`,
    )
    .pluck()
    .all({ others: JSON.stringify(others) }) as string[]
  return new Set(words)
}

/** Letters that are not settled: queued, held or in the server's hands. */
export function lettersOnTheWay(db: Database, letters: ReadonlySet<string>): number {
  return db
    .prepare(
      `SELECT count(*) FROM letters WHERE state IN ('queued', 'sending') AND id IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
    .get(JSON.stringify([...letters])) as number
}

/** Mails of these pieces whose manuscript is still to be converted. */
export function conversionsWaiting(db: Database, pieces: ReadonlySet<string>): number {
  return db
    .prepare('SELECT count(*) FROM pending_conversions WHERE submission_id IN (SELECT value FROM json_each(?))')
    .pluck()
    .get(JSON.stringify([...pieces])) as number
}

/**
 * Hashes of the person's mails: those in their pieces, those that they sent or were sent (by address), and those named; but for
 * what lies in a piece of somebody else. `others`: how many of theirs do.
 */
export function mailsOfPerson(
  db: Database,
  pieces: ReadonlySet<string>,
  addresses: readonly string[],
  named: readonly string[],
): { mails: string[]; others: number } {
  const values = {
    pieces: JSON.stringify([...pieces]),
    addresses: JSON.stringify(addresses.map((each) => each.toLowerCase())),
    named: JSON.stringify(named),
  }
  db.exec(
    'CREATE TEMP TABLE IF NOT EXISTS erased_mails (hash TEXT PRIMARY KEY) WITHOUT ROWID; DELETE FROM erased_mails',
  )
  const theirs = '(SELECT value FROM json_each(@addresses))'
  db.prepare(
    `INSERT OR IGNORE INTO erased_mails
       SELECT value FROM json_each(@named)
       UNION SELECT hash FROM submission_messages WHERE submission_id IN (SELECT value FROM json_each(@pieces))
       UNION SELECT hash FROM parsed_messages WHERE lower(from_address) IN ${theirs}
       UNION SELECT p.hash FROM parsed_messages p
         WHERE (p.kind IN ('sent', 'bounce') OR EXISTS (SELECT 1 FROM messages m WHERE m.hash = p.hash AND m.outgoing = 1))
           AND (lower(json_extract(p.parsed, '$.failedRecipient')) IN ${theirs}
             OR EXISTS (SELECT 1 FROM json_each(p.parsed, '$.to') t WHERE lower(json_extract(t.value, '$.address')) IN ${theirs}))`,
  ).run(values)
  const others = db
    .prepare(
      `DELETE FROM erased_mails WHERE EXISTS (SELECT 1 FROM submission_messages s WHERE s.hash = erased_mails.hash
         AND s.submission_id NOT IN (SELECT value FROM json_each(@pieces)))`,
    )
    .run({ pieces: values.pieces }).changes
  const mails = db.prepare('SELECT hash FROM erased_mails').pluck().all() as string[]
  db.exec('DROP TABLE erased_mails')
  return { mails, others }
}

/** What was read from mails, as JSON: it names the files in them. */
export function parsesOf(db: Database, mails: readonly string[]): string[] {
  return db
    .prepare('SELECT parsed FROM parsed_messages WHERE hash IN (SELECT value FROM json_each(?))')
    .pluck()
    .all(JSON.stringify(mails)) as string[]
}

/** Steps that were typed and not settled, as JSON: they may name pictures. */
export function stepsOf(db: Database, versions: ReadonlySet<string>): string[] {
  return db
    .prepare('SELECT json FROM working_steps WHERE version_id IN (SELECT value FROM json_each(?))')
    .pluck()
    .all(JSON.stringify([...versions])) as string[]
}

/** Takes away what was made of the person's mails and texts outside the record, and marks the mails. Inside a transaction. */
export function deleteDerived(
  db: Database,
  things: PersonThings,
  mails: readonly string[],
  pictures: readonly string[],
  now: number,
): void {
  const each = (sql: string, values: Iterable<string>): void => {
    const statement = db.prepare(sql)
    for (const value of values) statement.run(value)
  }
  for (const table of ['message_references', 'expiring_links', 'parsed_messages', 'pending_conversions']) {
    each(`DELETE FROM ${table} WHERE hash = ?`, mails)
  }
  each('DELETE FROM server_changes WHERE hash = ?', [...mails, ...things.letters])
  const mark = db.prepare(
    "UPDATE messages SET erased_at = ?, stage = 'sorted', reason = NULL, detail = '' WHERE hash = ?",
  )
  for (const hash of mails) mark.run(now, hash)
  for (const table of ['checks', 'past_checks', 'findings', 'trial_findings', 'working_steps', 'working_copies']) {
    each(`DELETE FROM ${table} WHERE version_id = ?`, things.versions)
  }
  each(
    'DELETE FROM fingerprints WHERE version IN (SELECT number FROM fingerprinted WHERE version_id = ?)',
    things.versions,
  )
  each('DELETE FROM fingerprinted WHERE version_id = ?', things.versions)
  each('DELETE FROM similar_pairs WHERE submission_id = ?', things.pieces)
  each('DELETE FROM similar_pairs WHERE other_id = ?', things.pieces)
  each('DELETE FROM similar_articles WHERE submission_id = ?', things.pieces)
  each('DELETE FROM picture_codes WHERE sha256 = ?', pictures)
  db.exec(
    `DELETE FROM name_sounds WHERE name NOT IN (SELECT name FROM authors) AND name NOT IN (SELECT name FROM author_names)`,
  )
}

export interface ErasureRest {
  readonly kind: 'mail' | 'blob' | 'traces'
  readonly ref: string
}

export function noteRest(db: Database, rest: Iterable<ErasureRest>): void {
  const insert = db.prepare('INSERT OR IGNORE INTO erasure_rest (kind, ref) VALUES (@kind, @ref)')
  for (const each of rest) insert.run(each)
}

export function erasureRest(db: Database): ErasureRest[] {
  return db.prepare('SELECT kind, ref FROM erasure_rest ORDER BY kind, ref').all() as ErasureRest[]
}

/** Takes off what was done, and nothing that another erasure noted meanwhile. */
export function dropRest(db: Database, done: Iterable<ErasureRest>): void {
  const remove = db.prepare('DELETE FROM erasure_rest WHERE kind = @kind AND ref = @ref')
  for (const each of done) remove.run(each)
}

/** Whether somebody was erased after an event. */
export function erasedSince(db: Database, seq: number): boolean {
  return (
    db.prepare("SELECT 1 FROM audit_events WHERE seq > ? AND type = 'author.erased' LIMIT 1").get(seq) !== undefined
  )
}

/** Columns that name mails: a mail that is erased goes on being named in them, and its bytes go all the same. */
const TABLES_OF_MAILS: ReadonlySet<string> = new Set([
  'messages',
  'message_places',
  'submission_messages',
  'corrected_kinds',
  'message_references',
  'erasure_rest',
  'audit_events',
])

/** Each text in the database that may name a file, table after table. The connection is not to be used meanwhile. */
export function* textsNamingFiles(db: Database): Generator<string> {
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all() as string[]
  for (const table of tables) {
    if (TABLES_OF_MAILS.has(table)) continue
    const columns = db
      .prepare("SELECT name FROM pragma_table_info(?) WHERE type = 'TEXT'")
      .pluck()
      .all(table) as string[]
    if (columns.length === 0) continue
    const long = columns.map((name) => `CASE WHEN length(${name}) >= 64 THEN ${name} ELSE '' END`).join(` || ' ' || `)
    for (const text of db.prepare(`SELECT ${long} FROM ${table}`).pluck().iterate() as Iterable<string | null>) {
      if (text !== null) yield text
    }
  }
}
