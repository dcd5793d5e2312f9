/** Submissions as lists and the review show them. */
import type { Database } from 'better-sqlite3'
import type { PublishedMark } from '@shared/domain/published'
import { assertNever } from '@shared/domain/result'
import type {
  InboxFilter,
  RecentMark,
  SimilarMark,
  SubmissionRow,
  SubmissionState,
  ThreadMessage,
  ProvenanceEntry,
} from '@shared/domain/submission'
import { LISTING_OF_AUTHOR } from './listing-of-author'
import { publicationSchema } from '@shared/domain/publication'
import { conversionStateSchema, type ConversionState } from '@shared/domain/submission'

interface Row {
  id: string
  number: string
  state: SubmissionState
  publication: string
  title: string
  subject: string
  received_at: number
  words: number
  images: number
  attachments: number
  versions: number
  current_version_id: string | null
  conversion: string
  unread: number
  answered: number
  archived: number
  urgent: number
  reply_by: string | null
  recalled: number
  origin: SubmissionRow['origin']
  awaits_author: number
  proposal_id: string | null
  bounced: number
  merged_into: string | null
  assignee_id: string | null
  assignee_name: string | null
  author_id: string
  author_name: string
  author_address: string
  identity: SubmissionRow['author']['identity']
  wechat: SubmissionRow['author']['wechat']
  accepted_count: number
  submission_count: number
  listing: SubmissionRow['author']['listing']
  errors: number | null
  warnings: number | null
  notes: number | null
  similar_id: string | null
  similar_number: string | null
  similar_score: number | null
  article_id: string | null
  article_title: string | null
  article_score: number | null
  recent_id: string | null
  recent_number: string | null
  recent_title: string | null
  recent_at: number | null
  recent_same: number | null
  open_links: number
  link_expires_at: number | null
}

const JOIN_AUTHOR = 'JOIN authors a ON a.id = s.author_id'

/** Milliseconds in which a second piece of the same author, or under the same title, is one that came again. */
const RECENT = 14 * 86_400_000
/** Characters of a title that is no mere `投稿`. */
const TELLING_TITLE = 6
/** Rows are in the order of registration; ids of one millisecond are not. */
const IS_RECENT = `x.rowid < s.rowid AND x.merged_into IS NULL AND x.state <> 'junk'
      AND x.received_at BETWEEN s.received_at - ${RECENT} AND s.received_at + ${RECENT}`

/** Links of a submission's mails that expire and of which nobody has noted what became of them. */
const OPEN_LINKS = `FROM submission_messages m CROSS JOIN expiring_links l ON l.hash = m.hash
  LEFT JOIN guarded_links g ON g.submission_id = m.submission_id AND g.url = l.url
  WHERE m.submission_id = s.id AND coalesce(g.state, 'open') = 'open'`

const SELECT_ROW = `
  SELECT s.*, a.name AS author_name, a.identity, a.wechat,
    coalesce((SELECT address FROM author_addresses d WHERE d.author_id = a.id ORDER BY d.address LIMIT 1), '') AS author_address,
    (SELECT count(*) FROM submissions x WHERE x.author_id = a.id AND x.state = 'accepted') AS accepted_count,
    (SELECT count(*) FROM submissions x WHERE x.author_id = a.id AND x.state <> 'junk' AND x.merged_into IS NULL) AS submission_count,
    ${LISTING_OF_AUTHOR} AS listing,
    coalesce((SELECT l.bounced_at IS NOT NULL FROM letters l WHERE l.submission_id = s.id AND l.state <> 'cancelled'
      ORDER BY l.created_at DESC LIMIT 1), 0) AS bounced,
    e.name AS assignee_name, c.errors, c.warnings, c.notes, b.other_id AS similar_id, o.number AS similar_number, b.score AS similar_score,
    (SELECT count(DISTINCT l.url) ${OPEN_LINKS}) AS open_links,
    (SELECT min(l.expires_at) ${OPEN_LINKS}) AS link_expires_at,
    t.id AS article_id, t.title AS article_title, h.score AS article_score,
    r.id AS recent_id, r.number AS recent_number, r.title AS recent_title, r.received_at AS recent_at,
    r.author_id = s.author_id AS recent_same
  FROM submissions s ${JOIN_AUTHOR}
  LEFT JOIN editors e ON e.id = s.assignee_id
  LEFT JOIN checks c ON c.version_id = s.current_version_id
  LEFT JOIN similar_pairs b ON b.submission_id = s.id AND b.other_id = (SELECT p.other_id FROM similar_pairs p
    WHERE p.submission_id = s.id ORDER BY p.score DESC, p.other_id LIMIT 1)
  LEFT JOIN submissions o ON o.id = b.other_id
  LEFT JOIN similar_articles h ON h.submission_id = s.id AND h.article_id = (SELECT q.article_id FROM similar_articles q
    WHERE q.submission_id = s.id ORDER BY q.score DESC, q.article_id LIMIT 1)
  LEFT JOIN published_articles t ON t.id = h.article_id
  LEFT JOIN submissions r ON r.id = coalesce(
    (SELECT x.id FROM submissions x WHERE x.author_id = s.author_id AND ${IS_RECENT} ORDER BY x.received_at DESC LIMIT 1),
    (SELECT x.id FROM submissions x WHERE x.title = s.title AND length(s.title) >= ${TELLING_TITLE} AND ${IS_RECENT}
      ORDER BY x.received_at DESC LIMIT 1))`

/**
 * What 待处理 holds: an editor's turn, a decided piece whose author wrote again included. Word for word
 * the condition of the index `submissions_open`.
 */
const IS_OPEN =
  "(s.state IN ('new', 'reviewing') OR s.answered = 1) AND s.awaits_author = 0 AND s.archived = 0 AND s.merged_into IS NULL"

/** The rows of a filter, and what comes first among them: complaints where an editor looks for work, else the newest mail. */
function filterOf(filter: InboxFilter): { readonly condition: string; readonly order: string } {
  const newest = 's.received_at DESC'
  const urgent = `s.urgent DESC, ${newest}`
  switch (filter) {
    case 'all':
      return { condition: 's.merged_into IS NULL', order: newest }
    case 'open':
      return { condition: IS_OPEN, order: urgent }
    case 'complaints':
      return { condition: '(s.urgent = 1 OR s.reply_by IS NOT NULL) AND s.merged_into IS NULL', order: urgent }
    case 'awaiting-author':
      return { condition: 's.awaits_author = 1 AND s.merged_into IS NULL', order: newest }
    case 'to-schedule':
      return {
        condition: "json_extract(s.publication, '$.kind') = 'unscheduled' AND s.merged_into IS NULL",
        order: newest,
      }
    case 'awaiting-approval':
      return { condition: 's.proposal_id IS NOT NULL', order: newest }
    case 'mine':
      return { condition: 's.assignee_id = @me AND s.archived = 0 AND s.merged_into IS NULL', order: newest }
    case 'archived':
      return { condition: 's.archived = 1 AND s.merged_into IS NULL', order: newest }
    case 'new':
    case 'reviewing':
    case 'revising':
    case 'accepted':
    case 'rejected':
    case 'withdrawn':
    case 'junk':
    case 'reserved':
      return { condition: `s.state = '${filter}' AND s.merged_into IS NULL`, order: newest }
    default:
      return assertNever(filter)
  }
}

export interface ListRequest {
  readonly filter: InboxFilter
  readonly query: string
  /** Who asks, for `mine`. */
  readonly me?: string
  readonly offset: number
  readonly limit: number
}

/** A page of submissions in the order of the filter, and how many there are in all. */
export function listSubmissions(db: Database, request: ListRequest): { rows: SubmissionRow[]; total: number } {
  const filter = filterOf(request.filter)
  const where = [filter.condition]
  const pattern = `%${request.query.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`
  if (request.query !== '') {
    where.push(`(s.title LIKE @pattern ESCAPE '\\' OR s.subject LIKE @pattern ESCAPE '\\' OR s.number LIKE @pattern ESCAPE '\\'
      OR a.name LIKE @pattern ESCAPE '\\'
      OR EXISTS (SELECT 1 FROM author_addresses q WHERE q.author_id = a.id AND q.address LIKE @pattern ESCAPE '\\'))`)
  }
  const condition = where.join(' AND ')
  const parameters = {
    ...(request.query !== '' && { pattern }),
    ...(request.filter === 'mine' && { me: request.me ?? '' }),
  }
  const total = db
    .prepare(`SELECT count(*) FROM submissions s ${request.query === '' ? '' : JOIN_AUTHOR} WHERE ${condition}`)
    .pluck()
    .get(parameters) as number
  // The page first, from an index: rows that are skipped need not be joined.
  const page = `SELECT s.rowid FROM submissions s ${request.query === '' ? '' : JOIN_AUTHOR} WHERE ${condition}
    ORDER BY ${filter.order}, s.rowid LIMIT @limit OFFSET @offset`
  const rows = db
    .prepare(`${SELECT_ROW} WHERE s.rowid IN (${page}) ORDER BY ${filter.order}, s.rowid`)
    .all({ ...parameters, limit: request.limit, offset: request.offset }) as Row[]
  return { rows: rows.map(toRow), total }
}

/** Begins word for word with the condition of the index `submissions_triage`; what waits for a senior is few. */
const IS_UNSORTED =
  "s.state = 'new' AND s.awaits_author = 0 AND s.archived = 0 AND s.merged_into IS NULL AND s.proposal_id IS NULL"

/** A page of what 初筛 goes through: complaints first, then what has waited the longest. */
export function listUnsorted(
  db: Database,
  page: { readonly offset: number; readonly limit: number },
): { rows: SubmissionRow[]; total: number } {
  const total = db.prepare(`SELECT count(*) FROM submissions s WHERE ${IS_UNSORTED}`).pluck().get() as number
  const order = 's.urgent DESC, s.received_at, s.rowid'
  // Left alone, SQLite looks them up by state and sorts them all.
  const inner = `SELECT s.rowid FROM submissions s INDEXED BY submissions_triage WHERE ${IS_UNSORTED} ORDER BY ${order} LIMIT @limit OFFSET @offset`
  const rows = db.prepare(`${SELECT_ROW} WHERE s.rowid IN (${inner}) ORDER BY ${order}`).all(page) as Row[]
  return { rows: rows.map(toRow), total }
}

export interface SubmissionRecord {
  readonly row: SubmissionRow
  readonly authorId: string
  readonly currentVersionId: string | null
  readonly conversion: ConversionState
}

export function getSubmission(db: Database, id: string): SubmissionRecord | null {
  const row = db.prepare(`${SELECT_ROW} WHERE s.id = ?`).get(id) as Row | undefined
  if (row === undefined) return null
  return {
    row: toRow(row),
    authorId: row.author_id,
    currentVersionId: row.current_version_id,
    conversion: conversionStateSchema.parse(JSON.parse(row.conversion)),
  }
}

/** The state of a submission; null when there is none. Cheap: what a list shows of it is not looked up. */
export function stateOfSubmission(db: Database, id: string): SubmissionState | null {
  const state = db.prepare('SELECT state FROM submissions WHERE id = ?').pluck().get(id)
  return (state as SubmissionState | undefined) ?? null
}

/** 稿号 and title of a submission, and nothing else of it; null when there is none. */
export function titleOfSubmission(db: Database, id: string): { number: string; title: string } | null {
  const row = db.prepare('SELECT number, title FROM submissions WHERE id = ?').get(id)
  return (row as { number: string; title: string } | undefined) ?? null
}

/** The id behind a 稿号 or an id as people type them; null when there is none. */
export function findSubmissionId(db: Database, idOrNumber: string): string | null {
  const row = db.prepare('SELECT id FROM submissions WHERE id = @key OR number = @key').get({ key: idOrNumber }) as
    { id: string } | undefined
  return row?.id ?? null
}

/** The highest running number of a month (`2609`), 0 when the month has none. */
export function lastNumberOfMonth(db: Database, month: string): number {
  return (
    (db
      .prepare('SELECT max(CAST(substr(number, 6) AS INTEGER)) FROM submissions WHERE substr(number, 1, 4) = +?')
      .pluck()
      .get(month) as number | null) ?? 0
  )
}

/** The newest submission of an author, by their address. */
export function latestSubmissionOfAddress(db: Database, address: string): string | null {
  const row = db
    .prepare(
      `SELECT s.id FROM author_addresses d JOIN submissions s ON s.author_id = d.author_id
       WHERE d.address = ? AND s.merged_into IS NULL ORDER BY s.received_at DESC LIMIT 1`,
    )
    .get(address) as { id: string } | undefined
  return row?.id ?? null
}

/** The newest submission that an editor or the author still has to do with, of an address, which had come by then. */
export function openSubmissionOfAddress(db: Database, address: string, by: number): string | null {
  const row = db
    .prepare(
      `SELECT s.id FROM author_addresses d JOIN submissions s ON s.author_id = d.author_id
       WHERE d.address = @address AND s.merged_into IS NULL
         AND (s.state IN ('new', 'reviewing', 'revising', 'reserved') OR s.answered = 1)
         AND EXISTS (SELECT 1 FROM submission_messages m WHERE m.submission_id = s.id AND m.received_at <= @by)
       ORDER BY s.received_at DESC LIMIT 1`,
    )
    .get({ address, by }) as { id: string } | undefined
  return row?.id ?? null
}

/** A piece and those of its author whose newest mail is at most so far from its own (milliseconds), merged ones left out. */
export function recentPiecesOf(
  db: Database,
  submissionId: string,
  within: number,
): { readonly id: string; readonly title: string; readonly subject: string }[] {
  return db
    .prepare(
      `SELECT x.id, x.title, x.subject FROM submissions s JOIN submissions x ON x.author_id = s.author_id
       WHERE s.id = +@submissionId AND x.merged_into IS NULL AND abs(x.received_at - s.received_at) <= +@within
       ORDER BY x.received_at DESC, x.id`,
    )
    .all({ submissionId, within }) as { id: string; title: string; subject: string }[]
}

export function countByState(db: Database): Record<string, number> {
  const rows = db
    .prepare('SELECT state, count(*) AS count FROM submissions WHERE merged_into IS NULL GROUP BY state')
    .all() as {
    state: string
    count: number
  }[]
  return Object.fromEntries(rows.map((row) => [row.state, row.count]))
}

/** What the lists hold that are no states. */
export interface ListCounts {
  readonly open: number
  readonly unread: number
  readonly complaints: number
  readonly awaitingAuthor: number
  readonly archived: number
  readonly toSchedule: number
  readonly awaitingApproval: number
  readonly mine: number
  readonly triage: number
}

/** `me`: who asks. */
export function countLists(db: Database, me: string): ListCounts {
  return db
    .prepare(
      `SELECT (SELECT count(*) FROM submissions s WHERE ${IS_OPEN}) AS open,
         (SELECT count(*) FROM submissions s WHERE s.unread = 1 AND s.merged_into IS NULL) AS unread,
         (SELECT count(*) FROM submissions s WHERE s.urgent = 1 AND s.merged_into IS NULL) AS complaints,
         (SELECT count(*) FROM submissions s WHERE s.awaits_author = 1 AND s.merged_into IS NULL) AS awaitingAuthor,
         (SELECT count(*) FROM submissions s WHERE s.archived = 1 AND s.merged_into IS NULL) AS archived,
         (SELECT count(*) FROM submissions s
           WHERE json_extract(s.publication, '$.kind') = 'unscheduled' AND s.merged_into IS NULL) AS toSchedule,
         (SELECT count(*) FROM submissions s WHERE s.proposal_id IS NOT NULL) AS awaitingApproval,
         (SELECT count(*) FROM submissions s
           WHERE s.assignee_id = @me AND s.archived = 0 AND s.merged_into IS NULL) AS mine,
         (SELECT count(*) FROM submissions s WHERE ${IS_UNSORTED}) AS triage`,
    )
    .get({ me }) as ListCounts
}

/** The mails of a submission, oldest first. */
export function listThread(db: Database, submissionId: string): ThreadMessage[] {
  const rows = db
    .prepare(
      `SELECT m.hash, m.kind, p.message_id AS messageId, p.from_name AS name, p.from_address AS address, p.subject,
         p.date, p.preview, p.attachments, m.recalled
       FROM submission_messages m JOIN parsed_messages p ON p.hash = m.hash
       WHERE m.submission_id = ? ORDER BY p.date, p.rowid`,
    )
    .all(submissionId) as (Omit<ThreadMessage, 'from' | 'recalled'> & {
    name: string
    address: string
    recalled: number
  })[]
  return rows.map(({ name, address, recalled, ...message }) => ({
    ...message,
    from: { name, address },
    recalled: recalled === 1,
  }))
}

export interface SubmissionMails {
  /** Who the first mail is from, as its header says. */
  readonly from: { readonly name: string; readonly address: string }
  /** Message-IDs of all its mails, oldest first, copies once; what somebody here sent comes last. */
  readonly messageIds: readonly string[]
}

/** The mails of all submissions in one pass, or of one of them: what lists say of a submission's mail. */
export function mailsOfSubmissions(db: Database, submissionId: string | null = null): Map<string, SubmissionMails> {
  const rows = db
    .prepare(
      `SELECT m.submission_id AS id, p.message_id AS messageId, p.from_name AS name, p.from_address AS address
       FROM submission_messages m JOIN parsed_messages p ON p.hash = m.hash
       ${submissionId === null ? '' : 'WHERE m.submission_id = @submissionId'}
       ORDER BY m.submission_id, m.kind = 'sent', m.received_at, m.kind = 'duplicate', m.hash`,
    )
    .iterate(submissionId === null ? {} : { submissionId }) as IterableIterator<{
    id: string
    messageId: string
    name: string
    address: string
  }>
  const mails = new Map<string, { from: SubmissionMails['from']; messageIds: string[] }>()
  for (const { id, messageId, name, address } of rows) {
    const known = mails.get(id)
    if (known === undefined) mails.set(id, { from: { name, address }, messageIds: [messageId] })
    else if (!known.messageIds.includes(messageId)) known.messageIds.push(messageId)
  }
  return mails
}

export function listProvenance(db: Database, submissionId: string): ProvenanceEntry[] {
  return db
    .prepare('SELECT field, value, said_in AS saidIn FROM provenance WHERE submission_id = ? ORDER BY field')
    .all(submissionId) as ProvenanceEntry[]
}

function toRow(row: Row): SubmissionRow {
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    publication: publicationSchema.parse(JSON.parse(row.publication)),
    title: row.title,
    subject: row.subject,
    author: {
      id: row.author_id,
      name: row.author_name,
      address: row.author_address,
      identity: row.identity,
      wechat: row.wechat,
      acceptedCount: row.accepted_count,
      submissionCount: row.submission_count,
      listing: row.listing,
    },
    receivedAt: row.received_at,
    words: row.words,
    images: row.images,
    attachments: row.attachments,
    versions: row.versions,
    converting: conversionStateSchema.parse(JSON.parse(row.conversion)).kind === 'pending',
    findings: { error: row.errors ?? 0, warning: row.warnings ?? 0, note: row.notes ?? 0 },
    expiringLinks: row.open_links,
    linkExpiresAt: row.link_expires_at,
    unread: row.unread === 1,
    answered: row.answered === 1,
    archived: row.archived === 1,
    urgent: row.urgent === 1,
    replyBy: row.reply_by,
    recalled: row.recalled === 1,
    origin: row.origin,
    awaitsAuthor: row.awaits_author === 1,
    awaitsApproval: row.proposal_id !== null,
    bounced: row.bounced === 1,
    mergedInto: row.merged_into,
    assignee: row.assignee_id === null ? null : { id: row.assignee_id, name: row.assignee_name ?? '' },
    similar: markOf(row),
    published: articleOf(row),
    recent: recentOf(row),
  }
}

function markOf({ similar_id: submissionId, similar_number: number, similar_score: score }: Row): SimilarMark | null {
  return submissionId === null || number === null || score === null ? null : { submissionId, number, score }
}

function articleOf({ article_id: articleId, article_title: title, article_score: score }: Row): PublishedMark | null {
  return articleId === null || title === null || score === null ? null : { articleId, title, score }
}

function recentOf(row: Row): RecentMark | null {
  const { recent_id: submissionId, recent_number: number, recent_title: title, recent_at: at } = row
  if (submissionId === null || number === null || title === null || at === null) return null
  const days = Math.floor(Math.abs(row.received_at - at) / 86_400_000)
  return { submissionId, number, title, days, by: row.recent_same === 1 ? 'author' : 'title' }
}
