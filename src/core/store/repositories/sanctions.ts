/** 内部名单, 站内账号, 处罚, 申诉, 退稿异议 of an author. */
import type { Database } from 'better-sqlite3'
import { addressesOf, publicationSchema } from '@shared/domain/publication'
import type {
  Appeal,
  AuthorPublication,
  Listing,
  Objection,
  PieceAddress,
  Sanction,
  SanctionBasis,
  SanctionState,
  SiteAccount,
} from '@shared/domain/sanction'

/** An author's entries, standing ones first. */
export function listingsOf(db: Database, authorId: string): Listing[] {
  return db
    .prepare(
      `SELECT l.id, l.level, l.reason, l.review_on AS reviewOn, coalesce(e.name, '') AS editorName, l.at, l.ended_at AS endedAt,
         coalesce(x.name, '') AS endedBy, l.end_reason AS endReason
       FROM author_listings l LEFT JOIN editors e ON e.id = l.editor_id LEFT JOIN editors x ON x.id = l.ended_by
       WHERE l.author_id = ? ORDER BY l.ended_at IS NOT NULL, l.at DESC, l.id`,
    )
    .all(authorId) as Listing[]
}

export function siteAccountsOf(db: Database, authorId: string): SiteAccount[] {
  return db
    .prepare('SELECT id, name, link, at FROM site_accounts WHERE author_id = ? AND removed = 0 ORDER BY at, id')
    .all(authorId) as SiteAccount[]
}

export function publicationsOf(db: Database, authorId: string): AuthorPublication[] {
  return db
    .prepare(
      `SELECT id, url, title, submission_id AS submissionId, at FROM author_publications
       WHERE author_id = ? AND removed = 0 ORDER BY at DESC, id`,
    )
    .all(authorId) as AuthorPublication[]
}

/** The addresses at which an author's pieces stand, or stood before they were taken down; the newest piece first. */
export function pieceAddressesOf(db: Database, authorId: string): PieceAddress[] {
  const rows = db
    .prepare(
      `SELECT id AS submissionId, title, publication FROM submissions
       WHERE author_id = ? AND json_extract(publication, '$.kind') IN ('published', 'taken-down')
       ORDER BY received_at DESC, id`,
    )
    .all(authorId) as { submissionId: string; title: string; publication: string }[]
  return rows.flatMap(({ publication, ...piece }) =>
    addressesOf(publicationSchema.parse(JSON.parse(publication))).map(({ url }) => ({ ...piece, url })),
  )
}

interface SanctionRow extends Omit<Sanction, 'findings' | 'aggravating' | 'appeals'> {
  readonly findings: string
  readonly aggravating: string
}

const SELECT_SANCTION = `SELECT s.id, s.account_id AS accountId, coalesce(c.name, '') AS accountName,
  coalesce(p.url, '') AS url, s.measure, s.state, s.sentence, s.findings, s.aggravating, s.reason,
  coalesce(e.name, '') AS proposedBy, s.proposed_at AS proposedAt, s.carried_out_by AS carriedOutBy, s.starts_at AS startsAt,
  s.ends_at AS endsAt, s.lifted_by AS liftedBy, s.settled_at AS settledAt, s.settle_reason AS settleReason
  FROM sanctions s LEFT JOIN site_accounts c ON c.id = s.account_id LEFT JOIN author_publications p ON p.id = s.publication_id
  LEFT JOIN editors e ON e.id = s.proposed_by`

/** An author's sanctions with their appeals, the newest first. */
export function sanctionsOf(db: Database, authorId: string): Sanction[] {
  const rows = db
    .prepare(`${SELECT_SANCTION} WHERE s.author_id = ? ORDER BY s.proposed_at DESC, s.id DESC`)
    .all(authorId) as SanctionRow[]
  const appeals = appealsOf(db, authorId)
  return rows.map((row) => ({
    ...row,
    findings: JSON.parse(row.findings) as Sanction['findings'],
    aggravating: JSON.parse(row.aggravating) as Sanction['aggravating'],
    appeals: appeals.filter(({ sanctionId }) => sanctionId === row.id),
  }))
}

export function getSanction(
  db: Database,
  id: string,
): { authorId: string; state: SanctionState; measure: Sanction['measure'] } | null {
  const row = db.prepare('SELECT author_id AS authorId, state, measure FROM sanctions WHERE id = ?').get(id) as
    { authorId: string; state: SanctionState; measure: Sanction['measure'] } | undefined
  return row ?? null
}

/** Sanctions in force whose end is not later than a moment. */
export function endedSanctions(db: Database, now: number): { id: string; authorId: string }[] {
  return db
    .prepare(
      "SELECT id, author_id AS authorId FROM sanctions WHERE state = 'in-force' AND ends_at IS NOT NULL AND ends_at <= ? ORDER BY ends_at, id",
    )
    .all(now) as { id: string; authorId: string }[]
}

/** Standing entries of the internal list to be looked at by a day, of which nobody was reminded. */
export function listingsToReview(db: Database, day: string): { authorId: string; reviewOn: string }[] {
  return db
    .prepare(
      `SELECT l.author_id AS authorId, min(l.review_on) AS reviewOn FROM author_listings l
       WHERE l.ended_at IS NULL AND l.review_on <= ? AND NOT EXISTS (SELECT 1 FROM follow_ups f
         WHERE f.author_id = l.author_id AND f.purpose = 'listing-review' AND f.due >= l.review_on)
       GROUP BY l.author_id ORDER BY l.author_id`,
    )
    .all(day) as { authorId: string; reviewOn: string }[]
}

function appealsOf(db: Database, authorId: string): Appeal[] {
  return db
    .prepare(
      `SELECT a.id, a.sanction_id AS sanctionId, a.words, a.entered_at AS enteredAt, coalesce(e.name, '') AS enteredBy, a.outcome,
         a.answer, a.settled_at AS settledAt, coalesce(x.name, '') AS settledBy
       FROM appeals a LEFT JOIN editors e ON e.id = a.entered_by LEFT JOIN editors x ON x.id = a.settled_by
       WHERE a.author_id = ? ORDER BY a.entered_at, a.id`,
    )
    .all(authorId) as Appeal[]
}

export function getAppeal(
  db: Database,
  id: string,
): { sanctionId: string; authorId: string; outcome: Appeal['outcome'] } | null {
  const row = db
    .prepare('SELECT sanction_id AS sanctionId, author_id AS authorId, outcome FROM appeals WHERE id = ?')
    .get(id) as { sanctionId: string; authorId: string; outcome: Appeal['outcome'] } | undefined
  return row ?? null
}

/** The open appeal against a sanction; null when there is none. */
export function openAppeal(db: Database, sanctionId: string): string | null {
  const id = db.prepare("SELECT id FROM appeals WHERE sanction_id = ? AND outcome = 'open'").pluck().get(sanctionId)
  return (id as string | undefined) ?? null
}

interface ObjectionRow extends Omit<Objection, 'decidedBy'> {
  readonly decidedById: string
  readonly decidedByName: string
}

const SELECT_OBJECTION = `SELECT o.id, o.submission_id AS submissionId, s.number AS submissionNumber, s.title AS submissionTitle,
  a.name AS authorName, d.editor_id AS decidedById, coalesce(x.name, '') AS decidedByName, d.reason AS decisionReason, o.words,
  o.raised_at AS raisedAt, o.outcome, o.answer, o.settled_at AS settledAt, coalesce(y.name, '') AS settledBy
  FROM objections o JOIN submissions s ON s.id = o.submission_id JOIN authors a ON a.id = o.author_id
  JOIN decisions d ON d.id = o.decision_id LEFT JOIN editors x ON x.id = d.editor_id LEFT JOIN editors y ON y.id = o.settled_by`

function toObjection({ decidedById, decidedByName, ...row }: ObjectionRow): Objection {
  return { ...row, decidedBy: { id: decidedById, name: decidedByName } }
}

export function objectionsOf(db: Database, authorId: string): Objection[] {
  return (
    db
      .prepare(`${SELECT_OBJECTION} WHERE o.author_id = ? ORDER BY o.raised_at DESC, o.id`)
      .all(authorId) as ObjectionRow[]
  ).map(toObjection)
}

export function getObjection(db: Database, id: string): Objection | null {
  const row = db.prepare(`${SELECT_OBJECTION} WHERE o.id = ?`).get(id) as ObjectionRow | undefined
  return row === undefined ? null : toObjection(row)
}

/** Whether an objection about a piece waits to be read. */
export function hasOpenObjection(db: Database, submissionId: string): boolean {
  return (
    db.prepare("SELECT 1 FROM objections WHERE submission_id = ? AND outcome = 'open'").get(submissionId) !== undefined
  )
}

/** 必改 findings of the newest version of each of an author's pieces that stand or were let pass. */
export function findingsOfAuthor(db: Database, authorId: string): SanctionBasis['findings'] {
  return db
    .prepare(
      `SELECT s.id AS submissionId, s.number, s.title, f.clause, f.rule_id AS ruleId, f.level, f.normalized AS words
       FROM submissions s JOIN findings f ON f.version_id = s.current_version_id
       WHERE s.author_id = ? AND f.gone IS NULL AND f.level = 'error' AND f.outcome = 'open'
       ORDER BY s.received_at DESC, s.id, f.finding_id LIMIT 100`,
    )
    .all(authorId) as SanctionBasis['findings']
}

/** Complaints that were linked with an author's pieces. */
export function complaintsAbout(db: Database, authorId: string): SanctionBasis['complaints'] {
  const rows = db
    .prepare(
      `SELECT DISTINCT c.id AS submissionId, c.number, c.title, c.received_at AS receivedAt, c.urgent, s.title AS about
       FROM submissions s JOIN submission_links l ON l.submission_id = s.id JOIN submissions c ON c.id = l.other_id
       WHERE s.author_id = ? AND c.reply_by IS NOT NULL AND c.author_id <> s.author_id ORDER BY c.received_at DESC, c.id`,
    )
    .all(authorId) as (Omit<SanctionBasis['complaints'][number], 'settled'> & { urgent: number })[]
  return rows.map(({ urgent, ...row }) => ({ ...row, settled: urgent === 0 }))
}
