/** What follows a decision, and drafts of decisions that wait for approval. */
import type { Database } from 'better-sqlite3'
import { proposalSchema, type Proposal } from '@shared/domain/proposal'
import { publicationSchema, type PlannedPiece } from '@shared/domain/publication'
import { guardianSchema, pieceTermsSchema, type Guardian, type PieceTerms } from '@shared/domain/terms'

/** Pieces that are planned for, came out on, or were taken down after having come out on these days; by day. */
export function piecesOfDays(db: Database, from: string, to: string, limit: number): PlannedPiece[] {
  const rows = db
    .prepare(
      `SELECT s.id AS submissionId, s.number, s.title, a.name AS authorName, s.publication
       FROM submissions s INDEXED BY submissions_publication_day JOIN authors a ON a.id = s.author_id
       WHERE json_extract(s.publication, '$.date') IS NOT NULL AND json_extract(s.publication, '$.date') BETWEEN @from AND @to
       ORDER BY json_extract(s.publication, '$.date') LIMIT @limit`,
    )
    .all({ from, to, limit }) as PlannedRow[]
  return rows.map(toPlanned)
}

/** Accepted pieces without a day, the longest waiting first. */
export function piecesToSchedule(db: Database, limit: number): PlannedPiece[] {
  const rows = db
    .prepare(
      `SELECT s.id AS submissionId, s.number, s.title, a.name AS authorName, s.publication
       FROM submissions s INDEXED BY submissions_to_schedule JOIN authors a ON a.id = s.author_id
       WHERE json_extract(s.publication, '$.kind') = 'unscheduled' AND s.merged_into IS NULL
       ORDER BY s.received_at LIMIT ?`,
    )
    .all(limit) as PlannedRow[]
  return rows.map(toPlanned)
}

/** How many of the newest days are looked through for columns and channels. */
const KNOWN_OF = 500

/** The columns and channels of the pieces with the newest days, for offering them again. */
export function knownPlaces(db: Database): { columns: string[]; channels: string[] } {
  const rows = db
    .prepare(
      `SELECT s.publication FROM submissions s INDEXED BY submissions_publication_day
       WHERE json_extract(s.publication, '$.date') IS NOT NULL
       ORDER BY json_extract(s.publication, '$.date') DESC LIMIT ?`,
    )
    .pluck()
    .all(KNOWN_OF) as string[]
  const columns = new Set<string>()
  const channels = new Set<string>()
  for (const row of rows) {
    const publication = publicationSchema.parse(JSON.parse(row))
    if (publication.kind === 'none' || publication.kind === 'unscheduled') continue
    if (publication.column !== '') columns.add(publication.column)
    const named =
      publication.kind === 'scheduled' ? publication.channels : publication.addresses.map(({ channel }) => channel)
    for (const channel of named) channels.add(channel)
  }
  return { columns: [...columns], channels: [...channels] }
}

type PlannedRow = Omit<PlannedPiece, 'publication'> & { publication: string }

function toPlanned(row: PlannedRow): PlannedPiece {
  return { ...row, publication: publicationSchema.parse(JSON.parse(row.publication)) }
}

/** 稿费 and 合同 of a piece; nulls where nothing was noted. */
export function termsOf(db: Database, submissionId: string): PieceTerms {
  const row = db.prepare('SELECT fee, contract FROM submission_terms WHERE submission_id = ?').get(submissionId) as
    { fee: string | null; contract: string | null } | undefined
  return pieceTermsSchema.parse({
    fee: JSON.parse(row?.fee ?? 'null') as unknown,
    contract: JSON.parse(row?.contract ?? 'null') as unknown,
  })
}

interface GuardianRow {
  readonly minor: number
  readonly consent: string | null
  readonly notedAt: number
}

/**
 * What was noted last of an author's age and guardian, on the record or on one that was merged into it; null where nothing
 * was. A merge must not make an author of age.
 */
export function guardianOf(db: Database, authorId: string): Guardian | null {
  const noted = db.prepare('SELECT minor, consent, noted_at AS notedAt FROM author_guardians WHERE author_id = ?')
  const mergedInto = db.prepare('SELECT id FROM authors WHERE merged_into = ?').pluck()
  const rows: GuardianRow[] = []
  // A record that was merged may have had others merged into it.
  const records = [authorId]
  for (const id of records) {
    const row = noted.get(id) as GuardianRow | undefined
    if (row !== undefined) rows.push(row)
    records.push(...(mergedInto.all(id) as string[]))
  }
  const [row] = rows.toSorted((a, b) => b.notedAt - a.notedAt)
  if (row === undefined) return null
  return guardianSchema.parse({ minor: row.minor === 1, consent: JSON.parse(row.consent ?? 'null') as unknown })
}

interface ProposalRow {
  id: string
  submission_id: string
  verdict: string
  reason: string
  round: number
  version_id: string | null
  request: string
  editor_id: string
  editor_name: string
  at: number
  state: string
  settled_at: number | null
  settled_name: string
  settled_why: string
  decision_id: string | null
}

const SELECT_PROPOSAL = `SELECT p.*, coalesce(e.name, '') AS editor_name, coalesce(r.name, '') AS settled_name
  FROM decision_proposals p LEFT JOIN editors e ON e.id = p.editor_id LEFT JOIN editors r ON r.id = p.settled_by`

export function getProposal(db: Database, id: string): Proposal | null {
  const row = db.prepare(`${SELECT_PROPOSAL} WHERE p.id = ?`).get(id) as ProposalRow | undefined
  return row === undefined ? null : toProposal(row)
}

/** The drafts on a piece, the newest first. */
export function proposalsOf(db: Database, submissionId: string): Proposal[] {
  const rows = db
    .prepare(`${SELECT_PROPOSAL} WHERE p.submission_id = ? ORDER BY p.rowid DESC`)
    .all(submissionId) as ProposalRow[]
  return rows.map(toProposal)
}

/** The draft on a piece that waits for approval; null when none does. */
export function waitingProposal(db: Database, submissionId: string): string | null {
  return (
    (db.prepare('SELECT proposal_id FROM submissions WHERE id = ?').pluck().get(submissionId) as
      string | null | undefined) ?? null
  )
}

/** All drafts that wait, with who drafted them. */
export function waitingDrafts(db: Database): { id: string; editorId: string }[] {
  return db
    .prepare(
      `SELECT p.id, p.editor_id AS editorId FROM submissions s JOIN decision_proposals p ON p.id = s.proposal_id
       WHERE s.proposal_id IS NOT NULL ORDER BY p.rowid`,
    )
    .all() as { id: string; editorId: string }[]
}

function toProposal(row: ProposalRow): Proposal {
  return proposalSchema.parse({
    id: row.id,
    submissionId: row.submission_id,
    verdict: row.verdict,
    reason: row.reason,
    round: row.round,
    versionId: row.version_id,
    request: JSON.parse(row.request) as unknown,
    editorId: row.editor_id,
    editorName: row.editor_name,
    at: row.at,
    state: row.state,
    settled:
      row.settled_at === null ? null : { at: row.settled_at, editorName: row.settled_name, reason: row.settled_why },
    decisionId: row.decision_id,
  })
}
