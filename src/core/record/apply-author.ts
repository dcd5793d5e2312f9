import type { Database } from 'better-sqlite3'
import { assertNever } from '@shared/domain/result'
import type { EventOf } from './event-of'

export function applyAuthor(
  db: Database,
  event: EventOf<
    | 'author.registered'
    | 'author.identity-changed'
    | 'author.wechat-changed'
    | 'author.contact-noted'
    | 'author.note-pinned'
    | 'author.note-files-changed'
    | 'author.note-changed'
    | 'author.note-removed'
    | 'follow-up.created'
    | 'follow-up.moved'
    | 'follow-up.reminded'
    | 'follow-up.closed'
  >,
): void {
  switch (event.type) {
    case 'author.registered': {
      const { authorId, name, address } = event.payload
      db.prepare(
        "INSERT INTO authors (id, name, identity, wechat, first_seen_at) VALUES (?, ?, 'non-author', 'none', ?)",
      ).run(authorId, name, event.at)
      // Mails without a From are nobody's: the next one is not by the same person.
      if (address !== '') {
        db.prepare('INSERT INTO author_addresses (address, author_id) VALUES (?, ?)').run(address, authorId)
      }
      break
    }
    case 'author.identity-changed':
      db.prepare('UPDATE authors SET identity = ? WHERE id = ?').run(event.payload.to, event.payload.authorId)
      break
    case 'author.wechat-changed':
      db.prepare('UPDATE authors SET wechat = ? WHERE id = ?').run(event.payload.to, event.payload.authorId)
      break
    case 'author.contact-noted': {
      const { noteId, authorId, channel, text, happenedAt, chat, files } = event.payload
      db.prepare(
        `INSERT INTO contact_notes (id, author_id, channel, text, editor_id, at, happened_at, chat, files)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(
        noteId,
        authorId,
        channel,
        text,
        event.editorId,
        event.at,
        happenedAt ?? null,
        chat === undefined ? null : JSON.stringify(chat),
        files === undefined ? null : JSON.stringify(files),
      )
      break
    }
    case 'author.note-pinned':
      db.prepare('UPDATE contact_notes SET pinned = ? WHERE id = ?').run(
        event.payload.pinned ? 1 : 0,
        event.payload.noteId,
      )
      break
    case 'author.note-files-changed': {
      const { noteId, files } = event.payload
      const left = files.length === 0 ? null : JSON.stringify(files)
      db.prepare('UPDATE contact_notes SET files = ? WHERE id = ?').run(left, noteId)
      break
    }
    case 'author.note-changed':
      db.prepare('UPDATE contact_notes SET text = ? WHERE id = ?').run(event.payload.text, event.payload.noteId)
      break
    case 'author.note-removed':
      db.prepare('UPDATE contact_notes SET removed = ? WHERE id = ?').run(
        event.payload.removed ? 1 : 0,
        event.payload.noteId,
      )
      break
    case 'follow-up.created': {
      const { followUpId, authorId, submissionId, purpose, text, due, repeat } = event.payload
      db.prepare(
        `INSERT INTO follow_ups (id, author_id, submission_id, purpose, text, due, state, repeat)
         VALUES (?, ?, ?, ?, ?, ?, 'open', ?)`,
      ).run(
        followUpId,
        authorId,
        submissionId,
        purpose,
        text,
        due,
        repeat === undefined ? null : JSON.stringify(repeat),
      )
      break
    }
    case 'follow-up.moved':
      db.prepare('UPDATE follow_ups SET due = ? WHERE id = ?').run(event.payload.due, event.payload.followUpId)
      break
    case 'follow-up.reminded':
      db.prepare('UPDATE follow_ups SET reminded_for = ? WHERE id = ?').run(event.payload.due, event.payload.followUpId)
      break
    case 'follow-up.closed':
      db.prepare('UPDATE follow_ups SET state = ? WHERE id = ?').run(event.payload.state, event.payload.followUpId)
      break
    default:
      assertNever(event)
  }
}
