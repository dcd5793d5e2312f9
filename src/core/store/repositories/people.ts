/** What is known of a person: pen names, facts, tags, how names sound; and records that may be one person's. */
import type { Database } from 'better-sqlite3'
import type { Fact, MergeReason } from '@shared/domain/author'
import type { AuthorMove } from '@shared/domain/author-events'

export function penNamesOf(db: Database, authorId: string): string[] {
  return db.prepare('SELECT name FROM author_names WHERE author_id = ? ORDER BY name').pluck().all(authorId) as string[]
}

export function factsOf(db: Database, authorId: string): Fact[] {
  return db.prepare('SELECT field, value FROM author_facts WHERE author_id = ? ORDER BY field').all(authorId) as Fact[]
}

export function tagsOf(db: Database, authorId: string): string[] {
  return db.prepare('SELECT tag FROM author_tags WHERE author_id = ? ORDER BY tag').pluck().all(authorId) as string[]
}

/** Names of the fields that this desk made up, and tags in use: what is offered where one is typed. */
export function ownFields(db: Database): string[] {
  return db
    .prepare("SELECT DISTINCT field FROM author_facts WHERE field >= 'own:' AND field < 'own;' ORDER BY field")
    .pluck()
    .all() as string[]
}

export function usedTags(db: Database): string[] {
  return db.prepare('SELECT DISTINCT tag FROM author_tags ORDER BY tag LIMIT 500').pluck().all() as string[]
}

/** What an author's row says beyond what lists show; null when there is none. */
export function personRow(
  db: Database,
  id: string,
): { mergedInto: string | null; gone: string | null; keepWeeks: number | null } | null {
  const row = db
    .prepare('SELECT merged_into AS mergedInto, gone, keep_weeks AS keepWeeks FROM authors WHERE id = ?')
    .get(id) as { mergedInto: string | null; gone: string | null; keepWeeks: number | null } | undefined
  return row ?? null
}

/** Records that were merged into one, by the numbers of the events that did it, the newest first. */
export function mergedAuthors(db: Database, id: string): { id: string; name: string; seq: number; at: number }[] {
  return db
    .prepare(
      `SELECT a.id, a.name, e.seq, e.at FROM authors a
       JOIN audit_events e ON e.seq = (SELECT max(m.seq) FROM audit_events m WHERE m.subject = a.id AND m.type = 'author.merged')
       WHERE a.merged_into = ? ORDER BY e.seq DESC`,
    )
    .all(id) as { id: string; name: string; seq: number; at: number }[]
}

/** The keys of everything that hangs on an author. */
export function keysOf(db: Database, authorId: string): Omit<AuthorMove, 'penNames' | 'facts' | 'tags'> {
  const keys = (table: string, key = 'id'): string[] =>
    db.prepare(`SELECT ${key} FROM ${table} WHERE author_id = ? ORDER BY ${key}`).pluck().all(authorId) as string[]
  return {
    addresses: keys('author_addresses', 'address'),
    submissions: keys('submissions'),
    notes: keys('contact_notes'),
    followUps: keys('follow_ups'),
    listings: keys('author_listings'),
    accounts: keys('site_accounts'),
    publications: keys('author_publications'),
    sanctions: keys('sanctions'),
    appeals: keys('appeals'),
    objections: keys('objections'),
    allowEntries: db
      .prepare(
        "SELECT id FROM allow_entries WHERE scope = 'author' AND author_id = ? AND withdrawn_at IS NULL ORDER BY id",
      )
      .pluck()
      .all(authorId) as string[],
  }
}

/** Pieces of an author that were registered for a mail from one of some addresses. */
export function piecesFrom(db: Database, authorId: string, addresses: readonly string[]): string[] {
  const first = db.prepare(
    `SELECT p.from_address FROM submission_messages m JOIN parsed_messages p ON p.hash = m.hash
     WHERE m.submission_id = ? AND m.kind <> 'sent' ORDER BY m.received_at, m.hash LIMIT 1`,
  )
  const pieces = db
    .prepare('SELECT id FROM submissions WHERE author_id = ? ORDER BY id')
    .pluck()
    .all(authorId) as string[]
  const own = new Set(addresses)
  return pieces.filter((id) => {
    const address = first.pluck().get(id) as string | undefined
    return address !== undefined && own.has(address.toLowerCase())
  })
}

/** Numbers of the events about a subject within a range, both ends out, in order. */
export function eventNumbers(db: Database, subject: string, after: number, before: number): number[] {
  return db
    .prepare('SELECT seq FROM event_subjects WHERE subject = ? AND seq > ? AND seq < ? ORDER BY seq')
    .pluck()
    .all(subject, after, before) as number[]
}

/** Numbers of the events of one aggregate (a note, a follow-up) after a number. */
export function aggregateEvents(db: Database, subject: string, after: number): number[] {
  return db
    .prepare('SELECT seq FROM audit_events WHERE subject = ? AND seq > ? ORDER BY seq')
    .pluck()
    .all(subject, after) as number[]
}

/** Names after one in their order, by index, with whether their sound is known. */
export function namesAfter(db: Database, after: string, limit: number): { name: string; known: boolean }[] {
  const rows = db
    .prepare(
      `SELECT n.name, z.name IS NOT NULL AS known
       FROM (SELECT name FROM authors WHERE name > @after UNION SELECT name FROM author_names WHERE name > @after
             ORDER BY name LIMIT @limit) n
       LEFT JOIN name_sounds z ON z.name = n.name ORDER BY n.name`,
    )
    .all({ after, limit }) as { name: string; known: number }[]
  return rows.map(({ name, known }) => ({ name, known: known === 1 }))
}

/** Whether anything was said of authors after an event; with it, the number of the newest event. */
export function saidOfAuthors(db: Database, after: number): { readonly newest: number; readonly any: boolean } {
  const newest = (db.prepare('SELECT max(seq) FROM audit_events').pluck().get() as number | null) ?? 0
  const any = db.prepare("SELECT 1 FROM audit_events WHERE seq > ? AND type GLOB 'author*' LIMIT 1").pluck().get(after)
  return { newest, any: any !== undefined }
}

export function putSound(
  db: Database,
  name: string,
  sound: { readonly full: string; readonly initials: string },
): void {
  db.prepare('INSERT OR REPLACE INTO name_sounds (name, full, initials) VALUES (?, ?, ?)').run(
    name,
    sound.full,
    sound.initials,
  )
}

export interface SharedTrait {
  readonly one: string
  readonly other: string
  readonly reason: MergeReason
  readonly value: string
}

/** More records than this have in common what everybody has: `service@`, a name that hundreds bear. */
const MOST_SHARING = 4

/**
 * Pairs of standing records that have a name, a pen name, or a way to be reached in common, and that nobody kept apart. What is
 * shared is found by index first, so that the directory is never joined with itself.
 */
export function sharedTraits(db: Database, limit: number): SharedTrait[] {
  return db
    .prepare(
      `WITH
       names (name) AS (
         SELECT name FROM authors WHERE length(name) >= 2 GROUP BY name HAVING count(*) BETWEEN 2 AND @most
         UNION SELECT name FROM author_names GROUP BY name HAVING count(*) BETWEEN 2 AND @most
         UNION SELECT p.name FROM author_names p CROSS JOIN authors a ON a.name = p.name
           GROUP BY p.name HAVING count(*) <= @most
       ),
       bearers (name, id, is_pen) AS (
         SELECT n.name, a.id, 0 FROM names n CROSS JOIN authors a ON a.name = n.name
         UNION ALL SELECT n.name, p.author_id, 1 FROM names n CROSS JOIN author_names p ON p.name = n.name
       ),
       facts (field, value) AS (
         SELECT field, value FROM author_facts WHERE field IN ('wechat', 'phone', 'official-account') AND value <> ''
         GROUP BY field, value HAVING count(*) BETWEEN 2 AND @most
       ),
       mailboxes (mailbox) AS (
         SELECT substr(address, 1, instr(address, '@')) FROM author_addresses
         GROUP BY substr(address, 1, instr(address, '@'))
         HAVING count(*) BETWEEN 2 AND @most AND length(substr(address, 1, instr(address, '@'))) > 6
       ),
       writers (mailbox, id) AS (
         SELECT m.mailbox, w.author_id FROM mailboxes m
         CROSS JOIN author_addresses w ON substr(w.address, 1, instr(w.address, '@')) = m.mailbox
       ),
       pairs (one, other, reason, value) AS (
         SELECT x.id, y.id, iif(x.is_pen OR y.is_pen, 'same-pen-name', 'same-name'), x.name
           FROM bearers x JOIN bearers y ON y.name = x.name AND y.id > x.id
         UNION SELECT x.author_id, y.author_id, CASE f.field WHEN 'wechat' THEN 'same-wechat' WHEN 'phone' THEN 'same-phone'
             ELSE 'same-official-account' END, f.value
           FROM facts f CROSS JOIN author_facts x ON x.field = f.field AND x.value = f.value
           JOIN author_facts y ON y.field = f.field AND y.value = f.value AND y.author_id > x.author_id
         UNION SELECT x.id, y.id, 'same-address-name', substr(x.mailbox, 1, length(x.mailbox) - 1)
           FROM writers x JOIN writers y ON y.mailbox = x.mailbox AND y.id > x.id
       )
       SELECT p.one, p.other, p.reason, p.value FROM pairs p
       CROSS JOIN authors a ON a.id = p.one AND a.merged_into IS NULL AND a.gone IS NULL
       CROSS JOIN authors b ON b.id = p.other AND b.merged_into IS NULL AND b.gone IS NULL
       LEFT JOIN authors_apart k ON k.one_id = p.one AND k.other_id = p.other
       WHERE k.one_id IS NULL ORDER BY p.one, p.other, p.reason LIMIT @limit`,
    )
    .all({ most: MOST_SHARING, limit }) as SharedTrait[]
}

export interface ImportRow {
  readonly id: string
  readonly filename: string
  readonly created: number
  readonly changed: number
  readonly failed: number
  readonly at: number
  readonly revertedAt: number | null
}

export function listImports(db: Database): ImportRow[] {
  return db
    .prepare(
      'SELECT id, filename, created, changed, failed, at, reverted_at AS revertedAt FROM author_imports ORDER BY at DESC, id DESC LIMIT 50',
    )
    .all() as ImportRow[]
}

/** Authors whose WeChat request nobody answered since a moment, and that nobody was reminded of since its local day. */
export function stalledRequests(db: Database, before: number, day: string): string[] {
  return db
    .prepare(
      `SELECT a.id FROM authors a WHERE a.wechat = 'requested' AND a.merged_into IS NULL AND a.gone IS NULL
         AND (SELECT max(e.at) FROM audit_events e WHERE e.subject = a.id AND e.type = 'author.wechat-changed') <= ?
         AND NOT EXISTS (SELECT 1 FROM follow_ups f WHERE f.author_id = a.id AND f.purpose = 'wechat-stalled'
           AND (f.state = 'open' OR f.due > ?))
       ORDER BY a.id`,
    )
    .pluck()
    .all(before, day) as string[]
}

export interface KeptInTouch {
  readonly id: string
  readonly weeks: number
  /** The last note, letter, or mail of theirs; UTC milliseconds. */
  readonly contactedAt: number
  /** The day of the last reminder; null when there was none. */
  readonly remindedOn: string | null
}

/** Authors to keep in touch with for whom no reminder is open; found by the few that have weeks, not in the order of all. */
export function keptInTouch(db: Database): KeptInTouch[] {
  return db
    .prepare(
      `SELECT a.id, a.keep_weeks AS weeks, max(a.first_seen_at,
         coalesce((SELECT max(coalesce(n.happened_at, n.at)) FROM contact_notes n WHERE n.author_id = a.id AND n.removed = 0), 0),
         coalesce((SELECT max(l.sent_at) FROM submissions s JOIN letters l ON l.submission_id = s.id WHERE s.author_id = a.id), 0),
         coalesce((SELECT max(s.received_at) FROM submissions s WHERE s.author_id = a.id), 0)) AS contactedAt,
         (SELECT max(f.due) FROM follow_ups f WHERE f.author_id = a.id AND f.purpose = 'keep-in-touch') AS remindedOn
       FROM authors a WHERE a.keep_weeks IS NOT NULL AND a.merged_into IS NULL AND a.gone IS NULL
         AND NOT EXISTS (SELECT 1 FROM follow_ups f WHERE f.author_id = a.id AND f.purpose = 'keep-in-touch' AND f.state = 'open')
       ORDER BY +a.id`,
    )
    .all() as KeptInTouch[]
}
