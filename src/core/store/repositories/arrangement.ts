/** What a submission is made of, and how its row stands: what splitting, merging and moving start from. */
import type { Database } from 'better-sqlite3'
import { conversionStateSchema, type SubmissionState } from '@shared/domain/submission'
import type { FiledMail, LinkedPiece, Member, SubmissionShape } from '@shared/domain/work-item'

interface ShapeRow {
  state: SubmissionState
  title: string
  received_at: number
  words: number
  images: number
  attachments: number
  expiring_links: number
  current_version_id: string | null
  conversion: string
  unread: number
  answered: number
  archived: number
  urgent: number
  reply_by: string | null
  recalled: number
  awaits_author: number
  merged_into: string | null
}

/** A submission's row as events carry it; null when there is none. */
export function readShape(db: Database, submissionId: string): SubmissionShape | null {
  const row = db.prepare('SELECT * FROM submissions WHERE id = ?').get(submissionId) as ShapeRow | undefined
  if (row === undefined) return null
  return {
    state: row.state,
    title: row.title,
    receivedAt: row.received_at,
    words: row.words,
    images: row.images,
    attachments: row.attachments,
    expiringLinks: row.expiring_links,
    currentVersionId: row.current_version_id,
    conversion: conversionStateSchema.parse(JSON.parse(row.conversion)),
    unread: row.unread === 1,
    answered: row.answered === 1,
    archived: row.archived === 1,
    urgent: row.urgent === 1,
    replyBy: row.reply_by,
    recalled: row.recalled === 1,
    awaitsAuthor: row.awaits_author === 1,
    mergedInto: row.merged_into,
  }
}

/** A mail of a submission with what its row and versions say of it. */
export interface MemberPart extends Member {
  readonly recalled: boolean
  readonly attachments: number
  readonly expiringLinks: number
}

export interface VersionPart {
  readonly id: string
  readonly messageHash: string | null
  readonly title: string
  readonly words: number
  readonly images: number
  readonly addedAt: number
}

export interface Parts {
  /** Oldest first. */
  readonly members: readonly MemberPart[]
  /** In their order, the newest last. */
  readonly versions: readonly VersionPart[]
  readonly letters: readonly string[]
  readonly followUps: readonly string[]
  readonly files: readonly string[]
  readonly links: readonly string[]
  readonly provenance: readonly string[]
}

export function partsOf(db: Database, submissionId: string): Parts {
  const members = db
    .prepare(
      `SELECT m.hash, m.kind, m.received_at AS receivedAt, m.recalled, coalesce(p.attachments, 0) AS attachments,
         coalesce((SELECT count(*) FROM json_each(p.parsed, '$.links') l WHERE l.value ->> '$.expiring'), 0) AS expiringLinks
       FROM submission_messages m LEFT JOIN parsed_messages p ON p.hash = m.hash LEFT JOIN messages g ON g.hash = m.hash
       WHERE m.submission_id = ? ORDER BY m.received_at, g.rowid, m.hash`,
    )
    .all(submissionId) as (Omit<MemberPart, 'recalled'> & { recalled: number })[]
  const versions = db
    .prepare(
      `SELECT id, message_hash AS messageHash, title, words, json_array_length(images) AS images, added_at AS addedAt
       FROM manuscript_versions WHERE submission_id = ? ORDER BY ordinal`,
    )
    .all(submissionId) as VersionPart[]
  const keys = (sql: string): string[] => db.prepare(sql).pluck().all(submissionId) as string[]
  return {
    members: members.map((member) => ({ ...member, recalled: member.recalled === 1 })),
    versions,
    letters: keys('SELECT id FROM letters WHERE submission_id = ? ORDER BY created_at, id'),
    followUps: keys('SELECT id FROM follow_ups WHERE submission_id = ? ORDER BY id'),
    files: keys('SELECT sha256 FROM submission_files WHERE submission_id = ? ORDER BY sha256'),
    links: keys('SELECT url FROM guarded_links WHERE submission_id = ? ORDER BY url'),
    provenance: keys('SELECT field FROM provenance WHERE submission_id = ? ORDER BY field'),
  }
}

/** Where a mail is; null when it is in no submission. */
export function memberOf(db: Database, hash: string): (Member & { readonly submissionId: string }) | null {
  const row = db
    .prepare(
      `SELECT submission_id AS submissionId, hash, kind, received_at AS receivedAt FROM submission_messages WHERE hash = ? LIMIT 1`,
    )
    .get(hash) as (Member & { submissionId: string }) | undefined
  return row ?? null
}

/** The submission that a merged one became part of, itself if it stands by itself; null when nothing is left of it. */
export function standingSubmission(db: Database, submissionId: string): string | null {
  const into = db.prepare('SELECT merged_into FROM submissions WHERE id = ?').pluck()
  let id = submissionId
  // A merged piece leads to one that stands or was merged later: never back.
  for (;;) {
    const next = into.get(id) as string | null | undefined
    if (next === undefined || next === id) return null
    if (next === null) return id
    id = next
  }
}

/** Whether a person split, moved or merged something of a submission: the desk arranges no more of it by itself. */
export function isArrangedByHand(db: Database, submissionId: string, desk: string): boolean {
  return (
    db
      .prepare(
        `SELECT 1 FROM event_subjects s JOIN audit_events e ON e.seq = s.seq
         WHERE s.subject = ? AND e.type = 'submission.rearranged' AND e.editor_id <> ? LIMIT 1`,
      )
      .get(submissionId, desk) !== undefined
  )
}

/** The pieces that belong with one, by their 稿号. */
export function linkedPieces(db: Database, submissionId: string): LinkedPiece[] {
  return db
    .prepare(
      `SELECT l.other_id AS submissionId, s.number, s.title, s.state, l.kind FROM submission_links l
       JOIN submissions s ON s.id = l.other_id WHERE l.submission_id = ? ORDER BY s.number`,
    )
    .all(submissionId) as LinkedPiece[]
}

/** The pieces that were merged into one, with the number of the event that did it. */
export function mergedPieces(
  db: Database,
  submissionId: string,
): { readonly submissionId: string; readonly number: string }[] {
  return db
    .prepare('SELECT id AS submissionId, number FROM submissions WHERE merged_into = @id AND id <> @id ORDER BY number')
    .all({ id: submissionId }) as { submissionId: string; number: string }[]
}

/** The event that merged a piece away, the newest; null when nothing did. */
export function eventThatMerged(db: Database, submissionId: string): number | null {
  const seq = db
    .prepare(
      `SELECT e.seq FROM event_subjects s JOIN audit_events e ON e.seq = s.seq JOIN audit_payloads p ON p.seq = e.seq
       WHERE s.subject = @id AND e.type = 'submission.rearranged' AND p.payload ->> '$.otherId' = @id
         AND p.payload ->> '$.operation' IN ('merged', 'joined-thread')
       ORDER BY s.seq DESC LIMIT 1`,
    )
    .pluck()
    .get({ id: submissionId })
  return (seq as number | undefined) ?? null
}

/** What an editor said that a mail is; null when nobody did. */
export function correctedKind(db: Database, hash: string): Member['kind'] | null {
  const kind = db.prepare('SELECT kind FROM corrected_kinds WHERE hash = ?').pluck().get(hash)
  return (kind as Member['kind'] | undefined) ?? null
}

/** The mail that a submission was registered for; null when it came another way. */
export function registeredMail(db: Database, submissionId: string): string | null {
  const hash = db
    .prepare(
      `SELECT p.payload ->> '$.messageHash' FROM audit_events e JOIN audit_payloads p ON p.seq = e.seq
       WHERE e.subject = ? AND e.type = 'submission.registered' ORDER BY e.seq LIMIT 1`,
    )
    .pluck()
    .get(submissionId)
  return (hash as string | null | undefined) ?? null
}

/** Accepted pieces, the newest first. */
export function acceptedPieces(db: Database): {
  readonly submissionId: string
  readonly number: string
  readonly title: string
  readonly state: SubmissionState
  readonly authorId: string
}[] {
  return db
    .prepare(
      `SELECT s.id AS submissionId, s.number, s.title, s.state, s.author_id AS authorId FROM submissions s
       WHERE s.state = 'accepted' AND s.merged_into IS NULL ORDER BY s.received_at DESC`,
    )
    .all() as { submissionId: string; number: string; title: string; state: SubmissionState; authorId: string }[]
}

/** Mails that are sorted and in no submission; what somebody here sent left out. */
const FILED = `m.stage = 'sorted' AND m.outgoing = 0 AND NOT EXISTS (SELECT 1 FROM submission_messages x WHERE x.hash = p.hash)`
const FILED_COLUMNS = `p.hash AS id, p.kind, p.from_name AS name, p.from_address AS address, p.subject, p.date, p.preview,
  p.attachments, m.history`

type FiledRow = Omit<FiledMail, 'from' | 'history'> & {
  readonly name: string
  readonly address: string
  readonly history: number
}

/** A page of them, the newest first. */
export function listFiled(db: Database, offset: number, limit: number): { rows: FiledMail[]; total: number } {
  const filed = `FROM parsed_messages p CROSS JOIN messages m ON m.hash = p.hash WHERE ${FILED}`
  const rows = db
    .prepare(`SELECT ${FILED_COLUMNS} ${filed} ORDER BY p.date DESC, p.rowid LIMIT @limit OFFSET @offset`)
    .all({ limit, offset }) as FiledRow[]
  return { rows: rows.map(toFiled), total: db.prepare(`SELECT count(*) ${filed}`).pluck().get() as number }
}

/** Those that came from any of these addresses, the newest first. */
export function filedFrom(db: Database, addresses: readonly string[], limit: number): FiledMail[] {
  const rows = db
    .prepare(
      `SELECT ${FILED_COLUMNS} FROM json_each(@addresses) a CROSS JOIN parsed_messages p ON p.from_address = a.value
         CROSS JOIN messages m ON m.hash = p.hash
       WHERE ${FILED} ORDER BY p.date DESC, p.rowid LIMIT @limit`,
    )
    .all({ addresses: JSON.stringify(addresses), limit }) as FiledRow[]
  return rows.map(toFiled)
}

function toFiled({ name, address, history, ...mail }: FiledRow): FiledMail {
  return { ...mail, from: { name, address }, history: history === 1 }
}
