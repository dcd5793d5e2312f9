/** Authors: the directory, the record, notes and follow-ups. */
import type { Database } from 'better-sqlite3'
import type { AuthorRow, ContactNote, FollowUp } from '@shared/domain/author'
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
}

const SELECT_AUTHOR = `
  SELECT a.id, a.name, a.identity, a.wechat, a.first_seen_at,
    coalesce((SELECT address FROM author_addresses d WHERE d.author_id = a.id ORDER BY d.address LIMIT 1), '') AS address,
    (SELECT count(*) FROM submissions x WHERE x.author_id = a.id AND x.state = 'accepted') AS accepted,
    (SELECT count(*) FROM submissions x WHERE x.author_id = a.id AND x.state <> 'junk' AND x.merged_into IS NULL) AS submissions,
    (SELECT count(*) FROM follow_ups f WHERE f.author_id = a.id AND f.state = 'open') AS open_follow_ups,
    (SELECT min(due) FROM follow_ups f WHERE f.author_id = a.id AND f.state = 'open') AS next_due,
    (SELECT max(received_at) FROM submissions x WHERE x.author_id = a.id) AS last_received_at
  FROM authors a`

export interface AuthorListRequest {
  readonly query: string
  readonly filter: 'all' | 'chunyu' | 'follow-up'
  readonly offset: number
  readonly limit: number
}

/** A page of the directory, who wrote last first. */
export function listAuthors(db: Database, request: AuthorListRequest): { rows: AuthorRow[]; total: number } {
  const where: string[] = ['1']
  if (request.filter === 'chunyu') where.push("a.identity = 'chunyu'")
  if (request.filter === 'follow-up') {
    where.push("EXISTS (SELECT 1 FROM follow_ups f WHERE f.author_id = a.id AND f.state = 'open')")
  }
  if (request.query !== '') {
    where.push(`(a.name LIKE @pattern ESCAPE '\\'
      OR EXISTS (SELECT 1 FROM author_addresses q WHERE q.author_id = a.id AND q.address LIKE @pattern ESCAPE '\\'))`)
  }
  const pattern = `%${request.query.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`
  const parameters = request.query === '' ? {} : { pattern }
  const condition = where.join(' AND ')
  const total = db.prepare(`SELECT count(*) FROM authors a WHERE ${condition}`).pluck().get(parameters) as number
  const rows = db
    .prepare(`${SELECT_AUTHOR} WHERE ${condition} ORDER BY last_received_at DESC, a.id LIMIT @limit OFFSET @offset`)
    .all({ ...parameters, limit: request.limit, offset: request.offset }) as AuthorSqlRow[]
  return { rows: rows.map(toAuthor), total }
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

export function notesOf(db: Database, authorId: string): ContactNote[] {
  return db
    .prepare(
      `SELECT n.id, n.author_id AS authorId, n.channel, n.text, coalesce(e.name, '') AS editorName, n.at
       FROM contact_notes n LEFT JOIN editors e ON e.id = n.editor_id WHERE n.author_id = ? ORDER BY n.at DESC, n.id DESC`,
    )
    .all(authorId) as ContactNote[]
}

const SELECT_FOLLOW_UP =
  'SELECT id, author_id AS authorId, submission_id AS submissionId, purpose, text, due, state FROM follow_ups'

export function followUpsOfAuthor(db: Database, authorId: string): FollowUp[] {
  return db
    .prepare(`${SELECT_FOLLOW_UP} WHERE author_id = ? ORDER BY state <> 'open', due, id`)
    .all(authorId) as FollowUp[]
}

export function followUpsOfSubmission(db: Database, submissionId: string): FollowUp[] {
  return db.prepare(`${SELECT_FOLLOW_UP} WHERE submission_id = ? ORDER BY due, id`).all(submissionId) as FollowUp[]
}

export function getFollowUp(db: Database, id: string): FollowUp | null {
  return (db.prepare(`${SELECT_FOLLOW_UP} WHERE id = ?`).get(id) as FollowUp | undefined) ?? null
}

/** Open follow-ups due on or before a day (`YYYY-MM-DD`). */
export function countDueFollowUps(db: Database, today: string): number {
  return db.prepare("SELECT count(*) FROM follow_ups WHERE state = 'open' AND due <= ?").pluck().get(today) as number
}

export function countAuthors(db: Database): number {
  return db.prepare('SELECT count(*) FROM authors').pluck().get() as number
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
    firstSeenAt: row.first_seen_at,
  }
}
