/** Authors: the directory, the record, notes and follow-ups. */
import type { Database } from 'better-sqlite3'
import type { AuthorRow, ContactNote, NoteFile, DueFollowUp, FollowUp } from '@shared/domain/author'
import type { ListingLevel } from '@shared/domain/sanction'
import { LISTING_OF_AUTHOR } from './listing-of-author'
import { assertNever } from '@shared/domain/result'
import type { Identity, SubmissionState, WechatState } from '@shared/domain/submission'

interface AuthorSqlRow {
  id: string
  name: string
  address: string
  identity: Identity
  wechat: WechatState
  first_seen_at: number
  accepted: number
  submissions: number
  open_follow_ups: number
  next_due: string | null
  last_received_at: number | null
  listing: ListingLevel | null
  tags: string | null
}

const SELECT_AUTHOR = `
  SELECT a.id, a.name, a.identity, a.wechat, a.first_seen_at,
    coalesce((SELECT address FROM author_addresses d WHERE d.author_id = a.id ORDER BY d.address LIMIT 1), '') AS address,
    (SELECT count(*) FROM submissions x WHERE x.author_id = a.id AND x.state = 'accepted') AS accepted,
    (SELECT count(*) FROM submissions x WHERE x.author_id = a.id AND x.state <> 'junk' AND x.merged_into IS NULL) AS submissions,
    (SELECT count(*) FROM follow_ups f WHERE f.author_id = a.id AND f.state = 'open') AS open_follow_ups,
    (SELECT min(due) FROM follow_ups f WHERE f.author_id = a.id AND f.state = 'open') AS next_due,
    (SELECT max(received_at) FROM submissions x WHERE x.author_id = a.id) AS last_received_at,
    ${LISTING_OF_AUTHOR} AS listing,
    (SELECT json_group_array(t.tag) FROM author_tags t WHERE t.author_id = a.id) AS tags
  FROM authors a`

export type AuthorFilter = 'all' | 'chunyu' | 'follow-up' | 'hand-off' | 'listed'

/** Neither merged into another nor taken away. */
const STANDS = 'a.merged_into IS NULL AND a.gone IS NULL'

export interface AuthorListRequest {
  /** Part of a name, a pen name, an address, a fact or a tag; of names also pinyin or initials. */
  readonly query: string
  readonly filter: AuthorFilter
  readonly offset: number
  readonly limit: number
}

/** A page of the directory, who wrote last first. */
export function listAuthors(db: Database, request: AuthorListRequest): { rows: AuthorRow[]; total: number } {
  const where: string[] = [STANDS]
  const condition = filterCondition(request.filter)
  if (condition !== null) where.push(condition)
  const sounds = soundsOfQuery(request.query)
  if (request.query !== '') where.push(searchCondition(sounds !== null))
  const parameters = {
    ...(request.query === '' ? {} : { pattern: `%${escapeLike(request.query)}%` }),
    ...(sounds === null ? {} : { sounds: `%${sounds}%`, initials: `${sounds}%` }),
  }
  const conditions = where.join(' AND ')
  const total = db.prepare(`SELECT count(*) FROM authors a WHERE ${conditions}`).pluck().get(parameters) as number
  const rows = db
    .prepare(`${SELECT_AUTHOR} WHERE ${conditions} ORDER BY last_received_at DESC, a.id LIMIT @limit OFFSET @offset`)
    .all({ ...parameters, limit: request.limit, offset: request.offset }) as AuthorSqlRow[]
  return { rows: rows.map(toAuthor), total }
}

function filterCondition(filter: AuthorFilter): string | null {
  switch (filter) {
    case 'all':
      return null
    case 'chunyu':
      return "a.identity = 'chunyu'"
    case 'follow-up':
      return "EXISTS (SELECT 1 FROM follow_ups f WHERE f.author_id = a.id AND f.state = 'open')"
    case 'hand-off':
      return `a.wechat <> 'connected'
        AND EXISTS (SELECT 1 FROM submissions x WHERE x.author_id = a.id AND x.state = 'accepted' AND x.merged_into IS NULL)`
    case 'listed':
      return 'EXISTS (SELECT 1 FROM author_listings l WHERE l.author_id = a.id AND l.ended_at IS NULL)'
    default:
      return assertNever(filter)
  }
}

function searchCondition(bySound: boolean): string {
  const like = (column: string): string => `${column} LIKE @pattern ESCAPE '\\'`
  const ways = [
    like('a.name'),
    `EXISTS (SELECT 1 FROM author_addresses q WHERE q.author_id = a.id AND ${like('q.address')})`,
    `EXISTS (SELECT 1 FROM author_names q WHERE q.author_id = a.id AND ${like('q.name')})`,
    `EXISTS (SELECT 1 FROM author_facts q WHERE q.author_id = a.id AND ${like('q.value')})`,
    `EXISTS (SELECT 1 FROM author_tags q WHERE q.author_id = a.id AND ${like('q.tag')})`,
  ]
  if (bySound) {
    ways.push(
      'EXISTS (SELECT 1 FROM name_sounds z WHERE z.name = a.name AND (z.full LIKE @sounds OR z.initials LIKE @initials))',
      `EXISTS (SELECT 1 FROM author_names q JOIN name_sounds z ON z.name = q.name
        WHERE q.author_id = a.id AND (z.full LIKE @sounds OR z.initials LIKE @initials))`,
    )
  }
  return `(${ways.join(' OR ')})`
}

/** What was typed, as sounds are kept; null when it is no pinyin. */
function soundsOfQuery(query: string): string | null {
  const sounds = query.toLowerCase().replaceAll(/[\s']/gu, '')
  return /^[a-zü]+$/u.test(sounds) ? sounds.replaceAll('ü', 'v') : null
}

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)
}

export function getAuthor(db: Database, id: string): (AuthorRow & { firstSeenAt: number }) | null {
  const row = db.prepare(`${SELECT_AUTHOR} WHERE a.id = ?`).get(id) as AuthorSqlRow | undefined
  return row === undefined ? null : { ...toAuthor(row), firstSeenAt: row.first_seen_at }
}

export function authorOfAddress(db: Database, address: string): string | null {
  const row = db.prepare('SELECT author_id FROM author_addresses WHERE address = ?').get(address) as
    { author_id: string } | undefined
  return row?.author_id ?? null
}

/** The record that an author's was merged into, followed to its end; the author's own where it was not. Null for none. */
export function standingAuthor(db: Database, id: string): string | null {
  const find = db.prepare('SELECT merged_into FROM authors WHERE id = ? AND gone IS NULL')
  let at = id
  for (;;) {
    const row = find.get(at) as { merged_into: string | null } | undefined
    if (row === undefined) return null
    if (row.merged_into === null) return at
    at = row.merged_into
  }
}

/** The id itself where that person's data were erased on request; else null. */
export function erasedAuthor(db: Database, id: string): string | null {
  return (
    (db.prepare("SELECT id FROM authors WHERE id = ? AND gone = 'erased'").pluck().get(id) as string | undefined) ??
    null
  )
}

export function addressesOf(db: Database, authorId: string): string[] {
  return db
    .prepare('SELECT address FROM author_addresses WHERE author_id = ? ORDER BY address')
    .pluck()
    .all(authorId) as string[]
}

export function submissionsOfAuthor(
  db: Database,
  authorId: string,
): { id: string; number: string; title: string; state: SubmissionState; receivedAt: number }[] {
  return db
    .prepare(
      `SELECT id, number, title, state, received_at AS receivedAt FROM submissions
       WHERE author_id = ? AND merged_into IS NULL ORDER BY received_at DESC`,
    )
    .all(authorId) as { id: string; number: string; title: string; state: SubmissionState; receivedAt: number }[]
}

/** An author's contact notes: pinned ones first, then the newest. */
export function notesOf(db: Database, authorId: string): ContactNote[] {
  const rows = db
    .prepare(
      `SELECT n.id, n.author_id AS authorId, n.channel, n.text, coalesce(e.name, '') AS editorName, n.at,
         n.happened_at AS happenedAt, n.chat, n.files, n.pinned
       FROM contact_notes n LEFT JOIN editors e ON e.id = n.editor_id
       WHERE n.author_id = ? AND n.removed = 0 ORDER BY n.pinned DESC, n.at DESC, n.id DESC`,
    )
    .all(authorId) as (Omit<ContactNote, 'chat' | 'files' | 'pinned'> & {
    chat: string | null
    files: string | null
    pinned: number
  })[]
  return rows.map((row) => ({
    ...row,
    pinned: row.pinned === 1,
    chat: row.chat === null ? null : (JSON.parse(row.chat) as ContactNote['chat']),
    files: filesOf(row.files),
  }))
}

function filesOf(json: string | null): NoteFile[] {
  return json === null ? [] : (JSON.parse(json) as NoteFile[])
}

/** The files of a note that stands; none of one that was removed or is not there. */
export function filesOfNote(db: Database, noteId: string): NoteFile[] {
  const json = db.prepare('SELECT files FROM contact_notes WHERE id = ? AND removed = 0').pluck().get(noteId) as
    string | null | undefined
  return filesOf(json ?? null)
}

/** Every blob of a note's file, of removed notes too (they can be brought back), for `verify`. */
export function blobsOfNotes(db: Database): string[] {
  const rows = db.prepare('SELECT files FROM contact_notes WHERE files IS NOT NULL').pluck().all() as string[]
  return rows.flatMap((json) => filesOf(json).map(({ sha256 }) => sha256))
}

/** A note, removed ones too; null when there is none. */
export function getNote(
  db: Database,
  id: string,
): { authorId: string; text: string; pinned: boolean; removed: boolean; files: NoteFile[] } | null {
  const row = db
    .prepare('SELECT author_id AS authorId, text, pinned, removed, files FROM contact_notes WHERE id = ?')
    .get(id) as { authorId: string; text: string; pinned: number; removed: number; files: string | null } | undefined
  if (row === undefined) return null
  const files = row.files === null ? [] : (JSON.parse(row.files) as NoteFile[])
  return { ...row, pinned: row.pinned === 1, removed: row.removed === 1, files }
}

const SELECT_FOLLOW_UP = `SELECT f.id, f.author_id AS authorId, f.submission_id AS submissionId, f.purpose, f.text, f.due, f.state, f.repeat
  FROM follow_ups f`

interface FollowUpRow extends Omit<FollowUp, 'repeat'> {
  readonly repeat: string | null
}

function toFollowUp<Row extends FollowUpRow>(row: Row): Omit<Row, 'repeat'> & Pick<FollowUp, 'repeat'> {
  return { ...row, repeat: row.repeat === null ? null : (JSON.parse(row.repeat) as FollowUp['repeat']) }
}

export function followUpsOfAuthor(db: Database, authorId: string): FollowUp[] {
  return (
    db
      .prepare(`${SELECT_FOLLOW_UP} WHERE f.author_id = ? ORDER BY f.state <> 'open', f.due, f.id`)
      .all(authorId) as FollowUpRow[]
  ).map(toFollowUp)
}

export function followUpsOfSubmission(db: Database, submissionId: string): FollowUp[] {
  return (
    db.prepare(`${SELECT_FOLLOW_UP} WHERE f.submission_id = ? ORDER BY f.due, f.id`).all(submissionId) as FollowUpRow[]
  ).map(toFollowUp)
}

export function getFollowUp(db: Database, id: string): FollowUp | null {
  const row = db.prepare(`${SELECT_FOLLOW_UP} WHERE f.id = ?`).get(id) as FollowUpRow | undefined
  return row === undefined ? null : toFollowUp(row)
}

/** Open follow-ups due on or before a day (`YYYY-MM-DD`), the oldest first. */
export function dueFollowUps(db: Database, day: string, limit: number): DueFollowUp[] {
  return (
    db
      .prepare(
        `SELECT f.id, f.author_id AS authorId, f.submission_id AS submissionId, f.purpose, f.text, f.due, f.state, f.repeat,
           a.name AS authorName, s.number AS submissionNumber
         FROM follow_ups f JOIN authors a ON a.id = f.author_id LEFT JOIN submissions s ON s.id = f.submission_id
         WHERE f.state = 'open' AND f.due <= ? ORDER BY f.due, f.id LIMIT ?`,
      )
      .all(day, limit) as (FollowUpRow & { authorName: string; submissionNumber: string | null })[]
  ).map(toFollowUp)
}

/** Those of them that nobody was told of yet. */
export function unremindedFollowUps(db: Database, day: string): { id: string; authorId: string; due: string }[] {
  return db
    .prepare(
      `SELECT id, author_id AS authorId, due FROM follow_ups
       WHERE state = 'open' AND due <= ? AND (reminded_for IS NULL OR reminded_for <> due) ORDER BY due, id`,
    )
    .all(day) as { id: string; authorId: string; due: string }[]
}

/** Open follow-ups due on or before a day (`YYYY-MM-DD`). */
export function countDueFollowUps(db: Database, today: string): number {
  return db.prepare("SELECT count(*) FROM follow_ups WHERE state = 'open' AND due <= ?").pluck().get(today) as number
}

export function countAuthors(db: Database): number {
  return db.prepare(`SELECT count(*) FROM authors a WHERE ${STANDS}`).pluck().get() as number
}

function toAuthor(row: AuthorSqlRow): AuthorRow & { firstSeenAt: number } {
  return {
    id: row.id,
    name: row.name,
    address: row.address,
    identity: row.identity,
    wechat: row.wechat,
    acceptedCount: row.accepted,
    submissionCount: row.submissions,
    openFollowUps: row.open_follow_ups,
    nextDue: row.next_due,
    lastReceivedAt: row.last_received_at,
    listing: row.listing,
    tags: row.tags === null ? [] : (JSON.parse(row.tags) as string[]),
    firstSeenAt: row.first_seen_at,
  }
}
