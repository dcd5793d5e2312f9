/**
 * Raw mail as it arrived, where it lies, and what was read out of it.
 *
 * Where a statement that every mail asks compares with `+?`: so it is planned once (see `store/statement-cache.ts`).
 */
import type { Database } from 'better-sqlite3'
import { parsedMessageSchema, type MailFacts, type ParsedMessage, type QuarantineReason } from '@shared/domain/mail'
import type { QuarantinedMessage } from '@shared/domain/submission'

export interface MessagePlace {
  readonly accountId: string
  readonly folder: string
  readonly uidValidity: string
  readonly uid: string
}

export interface NewMessage {
  readonly hash: string
  readonly size: number
  /** UTC milliseconds. */
  readonly arrivedAt: number
  /** Older than the account's cut-off date: searchable, no work item. */
  readonly history: boolean
  /** Somebody here wrote it. */
  readonly outgoing: boolean
}

/** Notes raw bytes that the blob store holds. Returns false when they were noted before, and changes nothing then. */
export function insertMessage(db: Database, message: NewMessage): boolean {
  return (
    db
      .prepare(
        `INSERT INTO messages (hash, size, arrived_at, stage, history, outgoing)
         VALUES (@hash, @size, @arrivedAt, 'stored', @history, @outgoing)
         ON CONFLICT (hash) DO NOTHING`,
      )
      .run({ ...message, history: Number(message.history), outgoing: Number(message.outgoing) }).changes === 1
  )
}

/** Whether a message came from a Sent folder: somebody here wrote it. */
export function isOutgoing(db: Database, hash: string): boolean {
  return db.prepare('SELECT outgoing FROM messages WHERE hash = ?').pluck().get(hash) === 1
}

/** Whether a Sent folder holds a mail with this Message-ID. */
export function isInSent(db: Database, messageId: string): boolean {
  return (
    db
      .prepare(
        `SELECT 1 FROM parsed_messages p JOIN messages m ON m.hash = p.hash
         WHERE p.message_id = ? AND m.outgoing = 1 LIMIT 1`,
      )
      .get(messageId) !== undefined
  )
}

/** Mails from Sent that answer a message and belong to no submission yet: they were read before it. */
export function unplacedAnswers(db: Database, messageId: string): { hash: string; date: number }[] {
  return db
    .prepare(
      `SELECT p.hash, p.date FROM parsed_messages p
       WHERE p.in_reply_to = +? AND p.kind = 'sent'
         AND NOT EXISTS (SELECT 1 FROM submission_messages s WHERE s.hash = p.hash) ORDER BY p.date`,
    )
    .all(messageId) as { hash: string; date: number }[]
}

/** Notes that a message lies at a place, with the server's flags and keywords. Seen there again, it is not gone. */
export function insertPlace(
  db: Database,
  { flags, ...place }: MessagePlace & { readonly hash: string; readonly flags: readonly string[] },
): void {
  db.prepare(
    `INSERT INTO message_places (account_id, folder, uid_validity, uid, hash, flags)
     VALUES (@accountId, @folder, @uidValidity, @uid, @hash, @flags)
     ON CONFLICT (account_id, folder, uid_validity, uid) DO UPDATE SET flags = excluded.flags, gone_at = NULL`,
  ).run({ ...place, flags: JSON.stringify(flags.toSorted()) })
}

/** The account that a message came in by; null when it came from a file. */
export function accountOfMessage(db: Database, hash: string): string | null {
  const row = db.prepare('SELECT account_id FROM message_places WHERE hash = ? LIMIT 1').get(hash) as
    { account_id: string } | undefined
  return row?.account_id ?? null
}

export type MessageStage = 'stored' | 'parsed' | 'sorted' | 'quarantined'

/** How far a message came, and why no further if it is in quarantine; null when it is not here. */
export function messageStage(
  db: Database,
  hash: string,
): { readonly stage: MessageStage; readonly reason: QuarantineReason | null } | null {
  const row = db.prepare('SELECT stage, reason FROM messages WHERE hash = ?').get(hash) as
    { stage: MessageStage; reason: QuarantineReason | null } | undefined
  return row ?? null
}

export function countMessages(db: Database): number {
  return db.prepare('SELECT count(*) FROM messages').pluck().get() as number
}

/** Where a message lies in mailboxes; empty when it came from a file. */
export function placesOfMessage(db: Database, hash: string): MessagePlace[] {
  return db
    .prepare(
      `SELECT account_id AS accountId, folder, uid_validity AS uidValidity, uid FROM message_places
       WHERE hash = ? ORDER BY account_id, folder, uid_validity, uid`,
    )
    .all(hash) as MessagePlace[]
}

/** A message that is kept and not sorted yet. */
export interface PendingMessage {
  readonly hash: string
  readonly size: number
  /** UTC milliseconds. */
  readonly arrivedAt: number
  readonly history: boolean
  readonly outgoing: boolean
  /** Tries that were begun and came to no end. */
  readonly attempts: number
}

const PENDING = `SELECT hash, size, arrived_at AS arrivedAt, history, outgoing, attempts, rowid AS place FROM messages`

/** The oldest messages that are not sorted yet. */
export function pendingMessages(db: Database, limit: number): PendingMessage[] {
  // A stage each: only then the index gives them in order, however many wait. Old versions left mails at `parsed`.
  const rows = db
    .prepare(
      `SELECT * FROM (
         SELECT * FROM (${PENDING} WHERE stage = 'stored' AND stage <> 'sorted' ORDER BY arrived_at, rowid LIMIT +@limit)
         UNION ALL
         SELECT * FROM (${PENDING} WHERE stage = 'parsed' AND stage <> 'sorted' ORDER BY arrived_at, rowid LIMIT +@limit)
       ) ORDER BY arrivedAt, place LIMIT +@limit`,
    )
    .all({ limit }) as PendingRow[]
  return rows.map(toPending)
}

/** One message, whatever its stage, as `pendingMessages` lists it; null when it is not here. */
export function pendingMessage(db: Database, hash: string): PendingMessage | null {
  const row = db.prepare(`${PENDING} WHERE hash = ?`).get(hash) as PendingRow | undefined
  return row === undefined ? null : toPending(row)
}

interface PendingRow {
  hash: string
  size: number
  arrivedAt: number
  history: number
  outgoing: number
  attempts: number
}

function toPending({ hash, size, arrivedAt, history, outgoing, attempts }: PendingRow): PendingMessage {
  return { hash, size, arrivedAt, history: history === 1, outgoing: outgoing === 1, attempts }
}

export function countPending(db: Database): number {
  return db
    .prepare("SELECT count(*) FROM messages WHERE stage IN ('stored', 'parsed') AND stage <> 'sorted'")
    .pluck()
    .get() as number
}

/** Where a message stands now; it came there, so nothing is known against it any more. */
export function setStage(db: Database, hash: string, stage: 'stored' | 'sorted'): void {
  db.prepare("UPDATE messages SET stage = ?, reason = NULL, detail = '', attempts = 0 WHERE hash = ?").run(stage, hash)
}

/** A message that was read and is being sorted; false when it was sorted before. */
export function becomeSorted(db: Database, hash: string): boolean {
  return (
    db
      .prepare(
        `UPDATE messages SET stage = 'sorted', reason = NULL, detail = '', attempts = 0 WHERE hash = ? AND stage <> 'sorted'`,
      )
      .run(hash).changes === 1
  )
}

/** Counts a try to take a message in, and returns how many were begun since the last that came to an end. */
export function beginAttempt(db: Database, hash: string): number {
  return db
    .prepare('UPDATE messages SET attempts = attempts + 1 WHERE hash = ? RETURNING attempts')
    .pluck()
    .get(hash) as number
}

/** A try came to an end, whichever: the process lives. */
export function endAttempts(db: Database, hash: string): void {
  db.prepare('UPDATE messages SET attempts = 0 WHERE hash = ?').run(hash)
}

export function quarantineMessage(db: Database, hash: string, reason: QuarantineReason, detail: string): void {
  db.prepare("UPDATE messages SET stage = 'quarantined', reason = ?, detail = ? WHERE hash = ?").run(
    reason,
    detail,
    hash,
  )
}

export function listQuarantined(db: Database): QuarantinedMessage[] {
  return db
    .prepare(
      `SELECT hash, reason, detail, size, arrived_at AS arrivedAt FROM messages
       WHERE stage = 'quarantined' AND stage <> 'sorted' ORDER BY arrived_at DESC`,
    )
    .all() as QuarantinedMessage[]
}

export function countQuarantined(db: Database): number {
  return db
    .prepare("SELECT count(*) FROM messages WHERE stage = 'quarantined' AND stage <> 'sorted'")
    .pluck()
    .get() as number
}

/** Keeps what was read out of a message; reading it again replaces it. `json` is the whole message as JSON in UTF-8, `date` when it was written. */
export function putParsed(db: Database, hash: string, message: MailFacts, json: Uint8Array, date: number): void {
  const row = {
    hash,
    messageId: message.messageId,
    bodyHash: message.bodyHash,
    fromName: message.from.name,
    fromAddress: message.from.address,
    subject: message.subject,
    date,
    kind: message.kind,
    inReplyTo: message.inReplyTo,
    attachments: message.attachments.filter((attachment) => !attachment.inline).length,
    preview: previewOf(message.text),
    parsed: json,
  }
  const { changes } = db
    .prepare(
      `INSERT INTO parsed_messages (hash, message_id, body_hash, from_name, from_address, subject, date, kind,
         in_reply_to, attachments, preview, parsed)
       VALUES (@hash, @messageId, @bodyHash, @fromName, @fromAddress, @subject, @date, @kind, @inReplyTo,
         @attachments, @preview, CAST(@parsed AS TEXT))
       ON CONFLICT (hash) DO NOTHING`,
    )
    .run(row)
  // Nearly every mail is read for the first time, and has nothing that is to be replaced.
  if (changes === 0) {
    db.prepare(
      `UPDATE parsed_messages SET message_id = @messageId, body_hash = @bodyHash, from_name = @fromName,
         from_address = @fromAddress, subject = @subject, date = @date, kind = @kind, in_reply_to = @inReplyTo,
         attachments = @attachments, preview = @preview, parsed = CAST(@parsed AS TEXT) WHERE hash = @hash`,
    ).run(row)
    db.prepare('DELETE FROM expiring_links WHERE hash = ?').run(hash)
    db.prepare('DELETE FROM message_references WHERE hash = ?').run(hash)
  }
  putExpiringLinks(db, hash, message)
  putReferences(db, hash, message)
}

/** Characters of a mail's text that a list shows. */
const PREVIEW = 160
/** Characters of which the preview is made: a long text need not be gone through for its beginning. */
const PREVIEW_FROM = PREVIEW * 16

function previewOf(text: string): string {
  const beginning = text.slice(0, PREVIEW_FROM).replaceAll(/\s+/g, ' ').trim()
  // A beginning that is nearly all space says too little.
  const whole = beginning.length < PREVIEW ? text.replaceAll(/\s+/g, ' ').trim() : beginning
  return whole.slice(0, PREVIEW)
}

/** Message-IDs looked at of one mail's thread: the nearest. No conversation is longer, and a header may hold fifty thousand. */
export const THREAD_IDS_MAX = 100

/** The mails that a mail names, the nearest first: what it forwards, what it answers, what came before. */
export function threadIds(message: MailFacts): string[] {
  const named = [message.forwarded?.messageId ?? null, message.inReplyTo, ...message.references.toReversed()]
  const ids = named.filter((id) => id !== null && id !== message.messageId) as string[]
  return [...new Set(ids)].slice(0, THREAD_IDS_MAX)
}

function putReferences(db: Database, hash: string, message: MailFacts): void {
  const insert = db.prepare('INSERT INTO message_references (message_id, hash) VALUES (?, ?)')
  for (const id of threadIds(message)) insert.run(id, hash)
}

/** Hashes of the read mails that name a Message-ID, in order of arrival. */
export function hashesNaming(db: Database, messageId: string): string[] {
  return db
    .prepare(
      `SELECT r.hash FROM message_references r JOIN messages m ON m.hash = r.hash
       WHERE r.message_id = +? ORDER BY m.arrived_at, m.rowid`,
    )
    .pluck()
    .all(messageId) as string[]
}

/** The links of a mail that expire, beside its parse. */
function putExpiringLinks(db: Database, hash: string, { links }: MailFacts): void {
  if (!links.some(({ expiring }) => expiring)) return
  const insert = db.prepare('INSERT INTO expiring_links (hash, position, url, expires_at) VALUES (?, ?, ?, ?)')
  for (const [position, { url, expiring, expiresAt }] of links.entries()) {
    if (expiring) insert.run(hash, position, url, expiresAt)
  }
}

/** What a message was taken for; null when it was never read. */
export function kindOfMessage(db: Database, hash: string): ParsedMessage['kind'] | null {
  const kind = db.prepare('SELECT kind FROM parsed_messages WHERE hash = ?').pluck().get(hash)
  return (kind as ParsedMessage['kind'] | undefined) ?? null
}

/** The kind after the thread was looked at; the parser sees one mail alone. */
export function setMessageKind(db: Database, hash: string, kind: ParsedMessage['kind']): void {
  db.prepare('UPDATE parsed_messages SET kind = ? WHERE hash = ?').run(kind, hash)
}

export function getParsed(db: Database, hash: string): ParsedMessage | null {
  const row = db.prepare('SELECT parsed, kind FROM parsed_messages WHERE hash = ?').get(hash) as
    { parsed: string; kind: ParsedMessage['kind'] } | undefined
  return row === undefined ? null : { ...parsedMessageSchema.parse(JSON.parse(row.parsed)), kind: row.kind }
}

/** Hashes of the raw messages with a Message-ID, in order of arrival. */
export function hashesOfMessageId(db: Database, messageId: string): { hash: string; bodyHash: string }[] {
  return db
    .prepare(
      `SELECT p.hash, p.body_hash AS bodyHash FROM parsed_messages p JOIN messages m ON m.hash = p.hash
       WHERE p.message_id = +? ORDER BY m.arrived_at, m.rowid`,
    )
    .all(messageId) as { hash: string; bodyHash: string }[]
}

/** Who a read mail is from; null when it was not read. */
export function fromAddressOf(db: Database, hash: string): string | null {
  const address = db.prepare('SELECT from_address FROM parsed_messages WHERE hash = ?').pluck().get(hash)
  return (address as string | undefined) ?? null
}

/** The mails of a sender's submissions with a subject, newest first. */
export function mailsFromWithSubject(db: Database, address: string, subject: string): string[] {
  return db
    .prepare(
      `SELECT p.hash FROM author_addresses d JOIN submissions s ON s.author_id = d.author_id
         JOIN submission_messages m ON m.submission_id = s.id JOIN parsed_messages p ON p.hash = m.hash
       WHERE d.address = ? AND p.subject = ? AND m.kind <> 'recall' ORDER BY p.date DESC, p.hash`,
    )
    .pluck()
    .all(address, subject) as string[]
}

/** The recall notices of a sender, newest first: more than these nobody sends about mails that still have to come. */
export function recallsBy(db: Database, address: string): { readonly hash: string; readonly date: number }[] {
  return db
    .prepare(
      `SELECT hash, date FROM parsed_messages WHERE from_address = +? AND kind = 'recall' ORDER BY date DESC, hash LIMIT 50`,
    )
    .all(address) as { hash: string; date: number }[]
}

/** A mail that was sorted and has no submission; null for any other, for history, and for what an editor sorted. */
export function filedMail(
  db: Database,
  hash: string,
): { readonly kind: ParsedMessage['kind']; readonly date: number } | null {
  const row = db
    .prepare(
      `SELECT p.kind, p.date FROM messages m JOIN parsed_messages p ON p.hash = m.hash
       WHERE m.hash = +? AND m.stage = 'sorted' AND m.history = 0
         AND NOT EXISTS (SELECT 1 FROM submission_messages x WHERE x.hash = m.hash)
         AND NOT EXISTS (SELECT 1 FROM corrected_kinds c WHERE c.hash = m.hash)`,
    )
    .get(hash) as { kind: ParsedMessage['kind']; date: number } | undefined
  return row ?? null
}

/** The submission that a message belongs to, if any. */
export function submissionOfMessage(db: Database, hash: string): string | null {
  const row = db.prepare('SELECT submission_id FROM submission_messages WHERE hash = +? LIMIT 1').get(hash) as
    { submission_id: string } | undefined
  return row?.submission_id ?? null
}

/** An account's places name another mailbox than before: what is known stays known, and is nowhere found by its UID. */
export function retirePlaces(db: Database, accountId: string, now: number): void {
  db.prepare(
    `UPDATE message_places SET uid_validity = uid_validity || '@' || @now, gone_at = coalesce(gone_at, @now)
     WHERE account_id = @accountId`,
  ).run({ accountId, now })
}

/** Every raw message's name and size, for `verify`; those whose bytes were erased on request left out. */
export function allMessages(db: Database): { hash: string; size: number }[] {
  return db.prepare('SELECT hash, size FROM messages WHERE erased_at IS NULL').all() as { hash: string; size: number }[]
}
