/** What mailboxes are still to be told, and where the mails lie that it is about. A queue outside the log. */
import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { changeFailureSchema, type Account, type ChangeFailure } from '@shared/domain/account'
import { CLAIM } from '@shared/domain/mail-keywords'
import type { SubmissionState } from '@shared/domain/submission'

const serverOperationSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('seen') }),
  /** The keyword of the mail's state, null for none. */
  z.object({ kind: z.literal('state'), keyword: z.string().nullable() }),
  /** The keyword of who works on it, null for nobody. */
  z.object({ kind: z.literal('claim'), keyword: z.string().nullable() }),
  z.object({ kind: z.literal('folder'), path: z.string() }),
  /** A copy of a sent letter into the folder of sent mail; the change's `hash` is the letter's id. */
  z.object({ kind: z.literal('sent-copy') }),
])
export type ServerOperation = z.infer<typeof serverOperationSchema>

export interface ServerChange {
  readonly id: number
  readonly accountId: string
  readonly hash: string
  readonly operation: ServerOperation
  readonly attempts: number
}

/**
 * Asks for a change, not to be made before `notBefore` (UTC milliseconds). A newer wish about the same thing takes the place,
 * and the turn, of an older one.
 */
export function putChange(
  db: Database,
  change: { accountId: string; hash: string; operation: ServerOperation },
  now: number,
  notBefore = 0,
): void {
  db.prepare(
    `INSERT INTO server_changes (account_id, hash, slot, operation, created_at, not_before)
     VALUES (@accountId, @hash, @slot, @operation, @now, @notBefore)
     ON CONFLICT (account_id, hash, slot) DO UPDATE SET operation = excluded.operation,
       created_at = excluded.created_at, attempts = 0, not_before = excluded.not_before, failure = '', detail = ''`,
  ).run({ ...change, slot: change.operation.kind, operation: JSON.stringify(change.operation), now, notBefore })
}

/** Whether a change waits for a mail: one of this kind, or any. */
export function isChangePending(
  db: Database,
  accountId: string,
  hash: string,
  slot: ServerOperation['kind'] | null = null,
): boolean {
  return (
    db
      .prepare('SELECT 1 FROM server_changes WHERE account_id = ? AND hash = ? AND slot = coalesce(?, slot)')
      .get(accountId, hash, slot) !== undefined
  )
}

/** The oldest change of an account that is due. */
export function nextChange(db: Database, accountId: string, now: number): ServerChange | null {
  const row = db
    .prepare(
      `SELECT id, account_id AS accountId, hash, operation, attempts FROM server_changes
       WHERE account_id = ? AND failure = '' AND not_before <= ? ORDER BY id LIMIT 1`,
    )
    .get(accountId, now) as (Omit<ServerChange, 'operation'> & { operation: string }) | undefined
  return row === undefined ? null : { ...row, operation: serverOperationSchema.parse(JSON.parse(row.operation)) }
}

/** When each account's next change is due, UTC milliseconds. */
export function changesDue(db: Database): { accountId: string; at: number }[] {
  return db
    .prepare(
      `SELECT account_id AS accountId, min(not_before) AS at FROM server_changes
       WHERE failure = '' GROUP BY account_id`,
    )
    .all() as { accountId: string; at: number }[]
}

/** A change was made. One that was replaced meanwhile stays. */
export function removeChange(db: Database, { id, operation }: ServerChange): void {
  db.prepare('DELETE FROM server_changes WHERE id = ? AND operation = ?').run(id, JSON.stringify(operation))
}

export function postponeChange(db: Database, { id, operation }: ServerChange, notBefore: number, detail: string): void {
  db.prepare(
    'UPDATE server_changes SET attempts = attempts + 1, not_before = ?, detail = ? WHERE id = ? AND operation = ?',
  ).run(notBefore, detail, id, JSON.stringify(operation))
}

export function failChange(
  db: Database,
  { id, operation }: ServerChange,
  failure: ChangeFailure,
  detail: string,
): void {
  db.prepare('UPDATE server_changes SET failure = ?, detail = ? WHERE id = ? AND operation = ?').run(
    failure,
    detail,
    id,
    JSON.stringify(operation),
  )
}

/** A submission's state and who works on it; null when there is none. */
export function assignmentOf(
  db: Database,
  submissionId: string,
): { readonly state: SubmissionState; readonly assignee: string | null } | null {
  const row = db.prepare('SELECT state, assignee_id AS assignee FROM submissions WHERE id = ?').get(submissionId) as
    { state: SubmissionState; assignee: string | null } | undefined
  return row ?? null
}

/** The accounts in which a mail lies. */
export function accountsHolding(db: Database, hash: string): string[] {
  return db
    .prepare('SELECT DISTINCT account_id FROM message_places WHERE hash = ? AND gone_at IS NULL ORDER BY account_id')
    .pluck()
    .all(hash) as string[]
}

/** Whether a claim of any desk lies on a mail. Asked of every mail that is sorted: nearly none has one. */
export function carriesClaim(db: Database, hash: string): boolean {
  return (
    db
      .prepare('SELECT 1 FROM message_places WHERE hash = +? AND instr(lower(flags), +?) > 0 LIMIT 1')
      .get(hash, CLAIM.toLowerCase()) !== undefined
  )
}

/** Forgets an account's changes of some kinds, or all. */
export function dropChanges(db: Database, accountId: string, slots?: readonly ServerOperation['kind'][]): number {
  if (slots === undefined) return db.prepare('DELETE FROM server_changes WHERE account_id = ?').run(accountId).changes
  return db
    .prepare('DELETE FROM server_changes WHERE account_id = ? AND slot IN (SELECT value FROM json_each(?))')
    .run(accountId, JSON.stringify(slots)).changes
}

/** Lets an account's failed changes be tried again. */
export function retryChanges(db: Database, accountId: string): void {
  db.prepare(
    "UPDATE server_changes SET failure = '', attempts = 0, not_before = 0 WHERE account_id = ? AND failure <> ''",
  ).run(accountId)
}

export function dropFailedChanges(db: Database, accountId: string): void {
  db.prepare("DELETE FROM server_changes WHERE account_id = ? AND failure <> ''").run(accountId)
}

/** A copy of a sent letter that waits is nothing to be told of the mailbox: it is said of the letter. */
export function countChanges(db: Database, accountId: string): Account['serverChanges'] {
  const rows = db
    .prepare(
      `SELECT failure, max(detail) AS detail, count(*) AS count FROM server_changes
       WHERE account_id = ? AND (failure <> '' OR slot <> 'sent-copy') GROUP BY failure ORDER BY failure`,
    )
    .all(accountId) as { failure: string; detail: string; count: number }[]
  return {
    waiting: rows.find(({ failure }) => failure === '')?.count ?? 0,
    failed: rows.flatMap(({ failure, ...rest }) => {
      const code = changeFailureSchema.safeParse(failure)
      return code.success ? [{ failure: code.data, ...rest }] : []
    }),
  }
}

/** Where a mail lies in an account now, and the flags it was last seen with. */
export interface WritablePlace {
  readonly folder: string
  readonly uidValidity: string
  readonly uid: number
  readonly flags: readonly string[]
}

export function placesIn(db: Database, accountId: string, hash: string): WritablePlace[] {
  const rows = db
    .prepare(
      `SELECT folder, uid_validity AS uidValidity, uid, flags FROM message_places
       WHERE hash = ? AND account_id = ? AND gone_at IS NULL ORDER BY folder, uid_validity, uid`,
    )
    .all(hash, accountId) as { folder: string; uidValidity: string; uid: string; flags: string }[]
  return rows.map((row) => ({ ...row, uid: Number(row.uid), flags: flagsOf(row.flags) }))
}

/** The mails that came in for a submission. What somebody here sent is nobody's to mark. */
export function incomingMails(db: Database, submissionId: string): string[] {
  return db
    .prepare(
      `SELECT s.hash FROM submission_messages s JOIN messages m ON m.hash = s.hash
       WHERE s.submission_id = ? AND m.outgoing = 0 ORDER BY s.hash`,
    )
    .pluck()
    .all(submissionId) as string[]
}

/** Notes flags as the server has them now. */
export function noteFlags(
  db: Database,
  accountId: string,
  { folder, uidValidity, uid }: WritablePlace,
  flags: readonly string[],
): void {
  db.prepare(
    `UPDATE message_places SET flags = ? WHERE account_id = ? AND folder = ? AND uid_validity = ? AND uid = ?`,
  ).run(JSON.stringify([...new Set(flags)].toSorted()), accountId, folder, uidValidity, String(uid))
}

/** A mail was moved: its place goes along, so that the next sync sees no new mail. `to` null: nobody knows where to. */
export function movePlace(
  db: Database,
  accountId: string,
  from: WritablePlace,
  to: { readonly folder: string; readonly uidValidity: string; readonly uid: number } | null,
  now: number,
): void {
  const old = { accountId, folder: from.folder, uidValidity: from.uidValidity, uid: String(from.uid) }
  const WHERE = 'account_id = @accountId AND folder = @folder AND uid_validity = @uidValidity AND uid = @uid'
  if (to === null) {
    db.prepare(`UPDATE message_places SET gone_at = coalesce(gone_at, @now) WHERE ${WHERE}`).run({ ...old, now })
    return
  }
  // The sync may have seen it there first.
  const moved = db
    .prepare(
      `UPDATE OR IGNORE message_places SET folder = @toFolder, uid_validity = @toValidity, uid = @toUid WHERE ${WHERE}`,
    )
    .run({ ...old, toFolder: to.folder, toValidity: to.uidValidity, toUid: String(to.uid) })
  if (moved.changes === 0) db.prepare(`DELETE FROM message_places WHERE ${WHERE}`).run(old)
}

export function flagsOf(json: string): string[] {
  return z.array(z.string()).parse(JSON.parse(json))
}
