/** The server's side of the mail: how far each folder is known, what lies where with which flags, what is gone. */
import type { Database } from 'better-sqlite3'

export interface SyncCursor {
  readonly uidValidity: string
  readonly lastUid: number
  /** HIGHESTMODSEQ up to which flags and deletions were followed (RFC 7162); null where the server has none. */
  readonly modseq: string | null
}

export interface FolderKey {
  readonly accountId: string
  readonly folder: string
}

/** A folder under one UIDVALIDITY. */
export interface MailboxKey extends FolderKey {
  readonly uidValidity: string
}

export function getCursor(db: Database, { accountId, folder }: FolderKey): SyncCursor | null {
  const row = db
    .prepare(
      `SELECT uid_validity AS uidValidity, last_uid AS lastUid, modseq FROM sync_cursors
       WHERE account_id = ? AND folder = ?`,
    )
    .get(accountId, folder) as SyncCursor | undefined
  return row ?? null
}

export function setCursor(db: Database, { accountId, folder }: FolderKey, cursor: SyncCursor, now: number): void {
  db.prepare(
    `INSERT INTO sync_cursors (account_id, folder, uid_validity, last_uid, modseq, synced_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (account_id, folder) DO UPDATE SET uid_validity = excluded.uid_validity,
       last_uid = excluded.last_uid, modseq = excluded.modseq, synced_at = excluded.synced_at`,
  ).run(accountId, folder, cursor.uidValidity, cursor.lastUid, cursor.modseq, now)
}

/** Whether all folders of an account count their changes, so that nothing need be read again to notice them. */
export function countsChanges(db: Database, accountId: string): boolean {
  return (
    db.prepare('SELECT 1 FROM sync_cursors WHERE account_id = ? AND modseq IS NULL LIMIT 1').get(accountId) ===
    undefined
  )
}

/** Makes the next pull of an account look at everything again. */
export function forgetCursors(db: Database, accountId: string): void {
  db.prepare('DELETE FROM sync_cursors WHERE account_id = ?').run(accountId)
}

const IN_MAILBOX = 'account_id = @accountId AND folder = @folder AND uid_validity = @uidValidity'

/** How many noted mails lie in a folder, those left on the server included. */
export function countPresent(db: Database, mailbox: MailboxKey): number {
  return db
    .prepare(
      `SELECT (SELECT count(*) FROM message_places WHERE ${IN_MAILBOX} AND gone_at IS NULL)
            + (SELECT count(*) FROM oversized_mails WHERE ${IN_MAILBOX})`,
    )
    .pluck()
    .get(mailbox) as number
}

/** The UIDs of the noted mails that lie in a folder, ascending. */
export function presentUids(db: Database, mailbox: MailboxKey): number[] {
  return db
    .prepare(
      `SELECT CAST(uid AS INTEGER) AS uid FROM message_places WHERE ${IN_MAILBOX} AND gone_at IS NULL
       UNION SELECT CAST(uid AS INTEGER) FROM oversized_mails WHERE ${IN_MAILBOX} ORDER BY 1`,
    )
    .pluck()
    .all(mailbox) as number[]
}

/** The names of the deliveries of a Maildir that lie there. */
export function presentNames(db: Database, mailbox: MailboxKey): string[] {
  return db
    .prepare(`SELECT uid FROM message_places WHERE ${IN_MAILBOX} AND gone_at IS NULL`)
    .pluck()
    .all(mailbox) as string[]
}

/** Whether a place is noted, gone or not, or its mail was left on the server. */
export function isNoted(db: Database, mailbox: MailboxKey, uid: string): boolean {
  return (
    db
      .prepare(
        `SELECT 1 FROM message_places WHERE ${IN_MAILBOX} AND uid = @uid
         UNION ALL SELECT 1 FROM oversized_mails WHERE ${IN_MAILBOX} AND uid = @uid`,
      )
      .get({ ...mailbox, uid }) !== undefined
  )
}

/** Whether places of a folder are known under another UIDVALIDITY: such as lie there, or (`evenGone`) any. */
export function hasOtherValidity(db: Database, mailbox: MailboxKey, evenGone: boolean): boolean {
  const lying = evenGone ? '' : 'AND gone_at IS NULL'
  // Two ranges of the primary key: `<>` would read the whole folder.
  const side = (comparison: '<' | '>'): string =>
    `SELECT 1 FROM message_places WHERE account_id = @accountId AND folder = @folder
       AND uid_validity ${comparison} @uidValidity ${lying}`
  return db.prepare(`${side('<')} UNION ALL ${side('>')} LIMIT 1`).get(mailbox) !== undefined
}

/** Mails of a folder, under any UIDVALIDITY, with this Message-ID, size and date of arrival; at most two. */
export function findInFolder(
  db: Database,
  { accountId, folder }: FolderKey,
  mail: { readonly messageId: string; readonly size: number; readonly arrivedAt: number },
): string[] {
  return db
    .prepare(
      `SELECT DISTINCT m.hash FROM parsed_messages q JOIN messages m ON m.hash = q.hash
         JOIN message_places p ON p.hash = m.hash
       WHERE q.message_id = @messageId AND m.size = @size AND m.arrived_at = @arrivedAt
         AND p.account_id = @accountId AND p.folder = @folder LIMIT 2`,
    )
    .pluck()
    .all({ accountId, folder, ...mail }) as string[]
}

/** Follows flags; returns whose they were and what they were, null when nothing changed or the mail is none of ours. */
export function setFlags(
  db: Database,
  mailbox: MailboxKey,
  uid: string,
  flags: readonly string[],
): { readonly hash: string; readonly before: readonly string[] } | null {
  const found = db
    .prepare(`SELECT hash, flags FROM message_places WHERE ${IN_MAILBOX} AND uid = @uid`)
    .get({ ...mailbox, uid }) as { hash: string; flags: string } | undefined
  const text = JSON.stringify(flags.toSorted())
  if (found === undefined || found.flags === text) return null
  db.prepare(`UPDATE message_places SET flags = @text WHERE ${IN_MAILBOX} AND uid = @uid`).run({
    ...mailbox,
    uid,
    text,
  })
  return { hash: found.hash, before: JSON.parse(found.flags) as string[] }
}

/** Notes that a mail does not lie there any more. A mail left on the server is forgotten: nothing of it is here. */
export function markGone(db: Database, mailbox: MailboxKey, uid: string, now: number): boolean {
  db.prepare(`DELETE FROM oversized_mails WHERE ${IN_MAILBOX} AND uid = @uid`).run({ ...mailbox, uid })
  return (
    db
      .prepare(`UPDATE message_places SET gone_at = @now WHERE ${IN_MAILBOX} AND uid = @uid AND gone_at IS NULL`)
      .run({ ...mailbox, uid, now }).changes === 1
  )
}

export function markBack(db: Database, mailbox: MailboxKey, uid: string): boolean {
  return (
    db
      .prepare(`UPDATE message_places SET gone_at = NULL WHERE ${IN_MAILBOX} AND uid = @uid AND gone_at IS NOT NULL`)
      .run({ ...mailbox, uid }).changes === 1
  )
}

/**
 * A rebuilt folder was looked at to its end. Places under another UIDVALIDITY say nothing any more: those of mails that
 * were found again go, the others are gone mails. Returns how many disappeared.
 */
export function settleValidity(db: Database, mailbox: MailboxKey, now: number): number {
  const elsewhere = 'account_id = @accountId AND folder = @folder AND uid_validity <> @uidValidity'
  db.prepare(
    `DELETE FROM message_places WHERE ${elsewhere}
       AND hash IN (SELECT hash FROM message_places WHERE ${IN_MAILBOX})`,
  ).run(mailbox)
  db.prepare(`DELETE FROM oversized_mails WHERE ${elsewhere}`).run(mailbox)
  return db
    .prepare(`UPDATE message_places SET gone_at = @now WHERE ${elsewhere} AND gone_at IS NULL`)
    .run({ ...mailbox, now }).changes
}

export function noteOversized(db: Database, mailbox: MailboxKey, uid: string, size: number, now: number): void {
  db.prepare(
    `INSERT INTO oversized_mails (account_id, folder, uid_validity, uid, size, noted_at)
     VALUES (@accountId, @folder, @uidValidity, @uid, @size, @now)
     ON CONFLICT (account_id, folder, uid_validity, uid) DO UPDATE SET size = excluded.size`,
  ).run({ ...mailbox, uid, size, now })
}

/** What an account's mailbox keeps: the newest first. */
export function leftOnServer(
  db: Database,
  accountId: string,
  limit: number,
): { readonly count: number; readonly mails: { folder: string; size: number; notedAt: number }[] } {
  const count = db.prepare('SELECT count(*) FROM oversized_mails WHERE account_id = ?').pluck().get(accountId) as number
  const mails = db
    .prepare(
      `SELECT folder, size, noted_at AS notedAt FROM oversized_mails WHERE account_id = ?
       ORDER BY noted_at DESC, folder, uid LIMIT ?`,
    )
    .all(accountId, limit) as { folder: string; size: number; notedAt: number }[]
  return { count, mails }
}
