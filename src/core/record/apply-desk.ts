import type { Database } from 'better-sqlite3'
import { assertNever } from '@shared/domain/result'
import type { EventOf } from './event-of'

/** Seconds in which a letter can be taken back, until the desk is set otherwise. */
export const DEFAULT_UNDO_SECONDS = 10

export function applyDesk(
  db: Database,
  event: EventOf<
    | 'desk.created'
    | 'desk.letter-settings-changed'
    | 'desk.export-settings-changed'
    | 'editor.named'
    | 'editor.role-changed'
    | 'editor.retired'
    | 'editor.coloured'
    | 'desk.editor-switched'
    | 'desk.approval-changed'
    | 'desk.notices-changed'
    | 'account.added'
    | 'account.changed'
    | 'account.intake-changed'
    | 'account.removed'
  >,
): void {
  switch (event.type) {
    case 'desk.created':
      db.prepare(
        "INSERT INTO desk (only, desk_id, zone, signature, undo_seconds, created_at) VALUES (1, ?, ?, '', ?, ?)",
      ).run(event.deskId, event.payload.zone, DEFAULT_UNDO_SECONDS, event.at)
      break
    case 'desk.letter-settings-changed':
      db.prepare('UPDATE desk SET signature = ?, undo_seconds = ?').run(
        event.payload.signature,
        event.payload.undoSeconds,
      )
      break
    case 'desk.export-settings-changed':
      db.prepare('UPDATE desk SET export_settings = ?').run(JSON.stringify(event.payload.settings))
      break
    case 'editor.named':
      // The first editor of a desk owns it.
      db.prepare(
        `INSERT INTO editors (id, name, role)
         VALUES (?, ?, CASE WHEN EXISTS (SELECT 1 FROM editors) THEN 'editor' ELSE 'owner' END)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name`,
      ).run(event.payload.editorId, event.payload.name)
      break
    case 'editor.role-changed':
      db.prepare('UPDATE editors SET role = ? WHERE id = ?').run(event.payload.to, event.payload.editorId)
      break
    case 'editor.retired':
      db.prepare('UPDATE editors SET retired = ? WHERE id = ?').run(
        event.payload.retired ? 1 : 0,
        event.payload.editorId,
      )
      break
    case 'editor.coloured':
      db.prepare('UPDATE editors SET color = ? WHERE id = ?').run(event.payload.color, event.payload.editorId)
      break
    case 'desk.editor-switched':
      db.prepare('UPDATE desk SET editor_id = ?').run(event.payload.to)
      break
    case 'desk.approval-changed':
      db.prepare('UPDATE desk SET approval = ?').run(event.payload.to)
      break
    case 'desk.notices-changed':
      db.prepare('UPDATE desk SET follow_up_notices = ?').run(event.payload.followUps ? 1 : 0)
      break
    case 'account.added':
      db.prepare('INSERT INTO accounts (id, kind, address, config, created_at) VALUES (?, ?, ?, ?, ?)').run(
        event.payload.accountId,
        event.payload.config.kind,
        event.payload.config.address,
        JSON.stringify(event.payload.config),
        event.at,
      )
      break
    case 'account.changed':
      db.prepare('UPDATE accounts SET address = ?, config = ? WHERE id = ?').run(
        event.payload.config.address,
        JSON.stringify(event.payload.config),
        event.payload.accountId,
      )
      break
    case 'account.intake-changed':
      db.prepare(
        `INSERT INTO account_intake (account_id, settings) VALUES (?, ?)
         ON CONFLICT (account_id) DO UPDATE SET settings = excluded.settings`,
      ).run(event.payload.accountId, JSON.stringify(event.payload.settings))
      break
    case 'account.removed':
      db.prepare('DELETE FROM accounts WHERE id = ?').run(event.payload.accountId)
      db.prepare('DELETE FROM account_intake WHERE account_id = ?').run(event.payload.accountId)
      break
    default:
      assertNever(event)
  }
}
