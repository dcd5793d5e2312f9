/** Decisions and the letters that went with them. */
import type { Database } from 'better-sqlite3'
import { decisionSchema, type Decision } from '@shared/domain/decision'
import { changeFailureSchema } from '@shared/domain/account'
import type { Letter, LetterState } from '@shared/domain/letter'
import { z } from 'zod'

interface DecisionRow {
  id: string
  submission_id: string
  verdict: string
  reason: string
  round: number
  version_id: string | null
  findings: string
  override: string | null
  /** JSON, of the event. */
  signed: string | null
  unsigned: string | null
  open_facts: string | null
  publication_before: string | null
  proposed_name: string | null
  previous_state: string
  letter_id: string | null
  editor_id: string
  editor_name: string
  at: number
  reverted_at: number | null
  reverted_name: string
  revert_reason: string | null
}

/** What was signed stands in the event alone: it is read with the decision, and nothing is asked by it. */
const SELECT_DECISION = `SELECT d.*, coalesce(e.name, '') AS editor_name, coalesce(r.name, '') AS reverted_name,
    json_extract(p.payload, '$.signedClauses') AS signed, json_extract(p.payload, '$.unsignedClauses') AS unsigned,
    json_extract(p.payload, '$.openFacts') AS open_facts, json_extract(p.payload, '$.publicationBefore') AS publication_before,
    b.name AS proposed_name
  FROM decisions d
  LEFT JOIN audit_events v ON v.subject = d.id AND v.type = 'decision.recorded'
  LEFT JOIN audit_payloads p ON p.seq = v.seq
  LEFT JOIN editors e ON e.id = d.editor_id LEFT JOIN editors r ON r.id = d.reverted_by
  LEFT JOIN editors b ON b.id = json_extract(p.payload, '$.proposedBy')`

/** The decisions on a submission, newest first, reverted ones among them. */
export function listDecisions(db: Database, submissionId: string): Decision[] {
  const rows = db
    .prepare(`${SELECT_DECISION} WHERE d.submission_id = ? ORDER BY d.round DESC`)
    .all(submissionId) as DecisionRow[]
  return rows.map(toDecision)
}

export function getDecision(db: Database, id: string): Decision | null {
  const row = db.prepare(`${SELECT_DECISION} WHERE d.id = ?`).get(id) as DecisionRow | undefined
  return row === undefined ? null : toDecision(row)
}

function toDecision(row: DecisionRow): Decision {
  return decisionSchema.parse({
    id: row.id,
    submissionId: row.submission_id,
    verdict: row.verdict,
    reason: row.reason,
    round: row.round,
    versionId: row.version_id,
    findings: JSON.parse(row.findings) as unknown,
    override: row.override,
    signedClauses: JSON.parse(row.signed ?? '[]') as unknown,
    unsignedClauses: JSON.parse(row.unsigned ?? '[]') as unknown,
    openFacts: JSON.parse(row.open_facts ?? '[]') as unknown,
    publicationBefore: JSON.parse(row.publication_before ?? 'null') as unknown,
    proposedBy: row.proposed_name,
    previousState: row.previous_state,
    letterId: row.letter_id,
    editorId: row.editor_id,
    editorName: row.editor_name,
    at: row.at,
    reverted:
      row.reverted_at === null
        ? null
        : { at: row.reverted_at, reason: row.revert_reason ?? '', editorName: row.reverted_name },
  })
}

/** A letter with what only sending needs. */
export interface LetterRecord extends Letter {
  readonly html: string
  readonly from: { readonly name: string; readonly address: string }
}

interface LetterRow {
  id: string
  submission_id: string
  number: string
  title: string
  decision_id: string | null
  account_id: string
  template: string
  to_name: string
  to_address: string
  from_name: string
  from_address: string
  subject: string
  text: string
  html: string
  message_id: string
  in_reply_to: string | null
  refs: string
  state: LetterState
  reason: Letter['reason']
  detail: string
  attempts: number
  not_before: number
  created_at: number
  sent_at: number | null
  bounced_at: number | null
  bounce_detail: string
  /** What is queued for the copy in the folder of sent mail: why it failed, empty while it waits; null: nothing is queued. */
  copy_failure: string | null
  copy_detail: string | null
  in_sent: 0 | 1
}

/** Letters that are neither sent nor cancelled. */
const UNSETTLED = "('queued', 'sending', 'unsure', 'failed')"

const selectLetters = (index: string): string =>
  `SELECT l.*, s.number, s.title, c.failure AS copy_failure, c.detail AS copy_detail,
     EXISTS (SELECT 1 FROM parsed_messages p JOIN messages m ON m.hash = p.hash
       WHERE p.message_id = l.message_id AND m.outgoing = 1) AS in_sent
   FROM letters l ${index} JOIN submissions s ON s.id = l.submission_id
   LEFT JOIN server_changes c ON c.account_id = l.account_id AND c.hash = l.id AND c.slot = 'sent-copy'`
const SELECT_LETTER = selectLetters('')

export function getLetter(db: Database, id: string): LetterRecord | null {
  const row = db.prepare(`${SELECT_LETTER} WHERE l.id = ?`).get(id) as LetterRow | undefined
  return row === undefined ? null : toLetter(row)
}

/** The letters of a submission, oldest first. */
export function lettersOfSubmission(db: Database, submissionId: string): LetterRecord[] {
  const rows = db
    .prepare(`${SELECT_LETTER} WHERE l.submission_id = ? ORDER BY l.created_at`)
    .all(submissionId) as LetterRow[]
  return rows.map(toLetter)
}

/** The newest letters of the outbox, what is not settled first. */
export function listLetters(db: Database, limit: number): LetterRecord[] {
  const page = (select: string, states: string, length: number): LetterRow[] =>
    db.prepare(`${select} WHERE l.state IN ${states} ORDER BY l.created_at DESC LIMIT ?`).all(length) as LetterRow[]
  const unsettled = page(SELECT_LETTER, UNSETTLED, limit)
  // Left alone, SQLite looks letters up by state and sorts all that were ever sent.
  const bySettling = selectLetters('INDEXED BY letters_settled')
  const settled = page(bySettling, "('sent', 'cancelled')", limit - unsettled.length)
  return [...unsettled, ...settled].map(toLetter)
}

/** Ids of the queued letters whose time has come, in the order of their times. */
export function dueLetters(db: Database, now: number): string[] {
  return db
    .prepare("SELECT id FROM letters WHERE state = 'queued' AND not_before <= ? ORDER BY not_before, created_at")
    .pluck()
    .all(now) as string[]
}

/** Ids of the letters that wait for a connection, in the order of their times. */
export function offlineLetters(db: Database): string[] {
  return db
    .prepare("SELECT id FROM letters WHERE state = 'queued' AND reason = 'offline' ORDER BY not_before, created_at")
    .pluck()
    .all() as string[]
}

/** When each queued letter may be tried, soonest first. */
export function queuedTimes(db: Database): { id: string; notBefore: number }[] {
  return db
    .prepare("SELECT id, not_before AS notBefore FROM letters WHERE state = 'queued' ORDER BY not_before")
    .all() as { id: string; notBefore: number }[]
}

export function lettersInState(db: Database, state: LetterState): LetterRecord[] {
  const rows = db.prepare(`${SELECT_LETTER} WHERE l.state = ? ORDER BY l.not_before`).all(state) as LetterRow[]
  return rows.map(toLetter)
}

/** An account's letters that are neither sent nor cancelled. */
export function lettersOfAccount(db: Database, accountId: string): LetterRecord[] {
  const rows = db
    .prepare(`${SELECT_LETTER} WHERE l.state IN ${UNSETTLED} AND l.account_id = ? ORDER BY l.not_before`)
    .all(accountId) as LetterRow[]
  return rows.map(toLetter)
}

/** Letters that wait until an editor lets them go, the oldest first. */
export function heldLetters(db: Database, limit: number): LetterRecord[] {
  const rows = db
    .prepare(`${SELECT_LETTER} WHERE l.state = 'queued' AND l.reason = 'held' ORDER BY l.created_at, l.id LIMIT ?`)
    .all(limit) as LetterRow[]
  return rows.map(toLetter)
}

export function countHeldLetters(db: Database): number {
  return db.prepare("SELECT count(*) FROM letters WHERE state = 'queued' AND reason = 'held'").pluck().get() as number
}

/** Letters that are neither sent nor cancelled. */
export function countUnsettledLetters(db: Database): number {
  return db.prepare(`SELECT count(*) FROM letters WHERE state IN ${UNSETTLED}`).pluck().get() as number
}

/** Mails that joined a letter's submission after the letter was written or, where it stopped for others, after it stopped. */
export function joinedSince(db: Database, letter: { readonly id: string; readonly submissionId: string }): string[] {
  return db
    .prepare(
      `WITH own AS MATERIALIZED (
         SELECT s.seq, e.type, p.payload FROM event_subjects s JOIN audit_events e ON e.seq = s.seq
           JOIN audit_payloads p ON p.seq = s.seq
         WHERE s.subject = @submissionId AND e.type IN ('letter.queued', 'letter.state-changed', 'submission.message-joined'))
       SELECT payload ->> '$.messageHash' FROM own
       WHERE type = 'submission.message-joined' AND seq > (
         SELECT max(seq) FROM own WHERE payload ->> '$.letterId' = @id
           AND (type = 'letter.queued' OR payload ->> '$.reason' = 'author-wrote'))`,
    )
    .pluck()
    .all({ id: letter.id, submissionId: letter.submissionId }) as string[]
}

/** The submission that a letter with this Message-ID belongs to. */
export function submissionOfLetter(db: Database, messageId: string): string | null {
  const row = db.prepare('SELECT submission_id FROM letters WHERE message_id = ?').get(messageId) as
    { submission_id: string } | undefined
  return row?.submission_id ?? null
}

/** The letter with this Message-ID. */
export function letterOfMessageId(db: Database, messageId: string): LetterRecord | null {
  const row = db.prepare(`${SELECT_LETTER} WHERE l.message_id = ?`).get(messageId) as LetterRow | undefined
  return row === undefined ? null : toLetter(row)
}

/** The newest letter to an address that a server may have: sent, or nobody knows. */
export function newestLetterTo(db: Database, address: string): string | null {
  const id = db
    .prepare(
      `SELECT id FROM letters WHERE to_address = ? COLLATE NOCASE AND state IN ('sent', 'unsure')
       ORDER BY created_at DESC LIMIT 1`,
    )
    .pluck()
    .get(address)
  return (id as string | undefined) ?? null
}

function toLetter(row: LetterRow): LetterRecord {
  return {
    id: row.id,
    submissionId: row.submission_id,
    submissionNumber: row.number,
    submissionTitle: row.title,
    decisionId: row.decision_id,
    accountId: row.account_id,
    template: row.template,
    to: { name: row.to_name, address: row.to_address },
    from: { name: row.from_name, address: row.from_address },
    subject: row.subject,
    text: row.text,
    html: row.html,
    messageId: row.message_id,
    inReplyTo: row.in_reply_to,
    references: z.array(z.string()).parse(JSON.parse(row.refs)),
    state: row.state,
    reason: row.reason,
    detail: row.detail,
    attempts: row.attempts,
    notBefore: row.not_before,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    bouncedAt: row.bounced_at,
    bounceDetail: row.bounce_detail,
    sentCopy: sentCopyOf(row),
  }
}

function sentCopyOf({ copy_failure: failure, copy_detail: detail, in_sent: inSent }: LetterRow): Letter['sentCopy'] {
  if (inSent === 1) return { state: 'kept' }
  if (failure === null) return null
  if (failure === '') return { state: 'waiting' }
  return { state: 'failed', failure: changeFailureSchema.parse(failure), detail: detail ?? '' }
}
