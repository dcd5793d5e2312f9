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

/** Names whose sound is not known yet. */
export function namesWithoutSound(db: Database, limit: number): string[] {
  return db
    .prepare(
      `SELECT name FROM (SELECT name FROM authors UNION SELECT name FROM author_names) n
       WHERE name <> '' AND NOT EXISTS (SELECT 1 FROM name_sounds z WHERE z.name = n.name) LIMIT ?`,
    )
    .pluck()
    .all(limit) as string[]
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

/** Pairs of standing records that have a name, a pen name, or a way to be reached in common, and that nobody kept apart. */
export function sharedTraits(db: Database, limit: number): SharedTrait[] {
  return db
    .prepare(
      `WITH standing AS (SELECT id, name FROM authors WHERE merged_into IS NULL AND gone IS NULL),
       traits (author_id, reason, value) AS (
         SELECT id, 'same-name', name FROM standing WHERE length(name) >= 2
         UNION SELECT author_id, CASE field WHEN 'wechat' THEN 'same-wechat' WHEN 'phone' THEN 'same-phone'
             ELSE 'same-official-account' END, value
           FROM author_facts WHERE field IN ('wechat', 'phone', 'official-account') AND value <> ''
         UNION SELECT author_id, 'same-address-name', substr(address, 1, instr(address, '@') - 1) FROM author_addresses
           WHERE instr(address, '@') > 6
       ),
       pairs (one, other, reason, value) AS (
         SELECT x.author_id, y.author_id, x.reason, x.value FROM traits x JOIN traits y
           ON y.value = x.value AND y.reason = x.reason AND y.author_id > x.author_id
         UNION SELECT min(s.id, n.author_id), max(s.id, n.author_id), 'same-pen-name', n.name
           FROM author_names n JOIN standing s ON s.name = n.name AND s.id <> n.author_id
         UNION SELECT m.author_id, n.author_id, 'same-pen-name', n.name
           FROM author_names m JOIN author_names n ON n.name = m.name AND n.author_id > m.author_id
       )
       SELECT DISTINCT p.one, p.other, p.reason, p.value FROM pairs p
       JOIN standing a ON a.id = p.one JOIN standing b ON b.id = p.other
       LEFT JOIN authors_apart k ON k.one_id = p.one AND k.other_id = p.other
       WHERE k.one_id IS NULL ORDER BY p.one, p.other, p.reason LIMIT ?`,
    )
    .all(limit) as SharedTrait[]
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

/** Authors to keep in touch with for whom no reminder is open. */
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
       ORDER BY a.id`,
    )
    .all() as KeptInTouch[]
}
