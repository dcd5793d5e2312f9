/** What is done with a submission as a work item, apart from reading and deciding it. */
import type { Database } from 'better-sqlite3'
import { assertNever } from '@shared/domain/result'
import type { EventOf } from './event-of'

export function applyWorkItem(
  db: Database,
  event: EventOf<
    | 'submission.archived'
    | 'submission.assigned'
    | 'submission.complaint-noted'
    | 'submission.reply-by-changed'
    | 'submission.urgency-changed'
    | 'submission.message-sorted'
    | 'submission.message-recalled'
    | 'submission.awaiting-changed'
    | 'submission.linked'
    | 'submission.unlinked'
    | 'submission.file-added'
    | 'submission.link-noted'
  >,
): void {
  const { submissionId } = event.payload
  switch (event.type) {
    case 'submission.archived':
      db.prepare('UPDATE submissions SET archived = ? WHERE id = ?').run(event.payload.archived ? 1 : 0, submissionId)
      break
    case 'submission.assigned':
      db.prepare('UPDATE submissions SET assignee_id = ? WHERE id = ?').run(event.payload.to, submissionId)
      break
    case 'submission.complaint-noted':
      db.prepare('UPDATE submissions SET urgent = 1, archived = 0, reply_by = ? WHERE id = ?').run(
        event.payload.replyBy,
        submissionId,
      )
      break
    case 'submission.reply-by-changed':
      db.prepare('UPDATE submissions SET reply_by = ? WHERE id = ?').run(event.payload.replyBy, submissionId)
      break
    case 'submission.urgency-changed':
      db.prepare('UPDATE submissions SET urgent = ? WHERE id = ?').run(event.payload.urgent ? 1 : 0, submissionId)
      break
    case 'submission.message-sorted': {
      const p = event.payload
      db.prepare(
        'INSERT INTO corrected_kinds (hash, kind) VALUES (?, ?) ON CONFLICT (hash) DO UPDATE SET kind = excluded.kind',
      ).run(p.messageHash, p.to)
      db.prepare('UPDATE submission_messages SET kind = ? WHERE submission_id = ? AND hash = ?').run(
        p.to,
        submissionId,
        p.messageHash,
      )
      break
    }
    case 'submission.message-recalled':
      db.prepare('UPDATE submission_messages SET recalled = 1 WHERE submission_id = ? AND hash = ?').run(
        submissionId,
        event.payload.messageHash,
      )
      db.prepare('UPDATE submissions SET recalled = 1 WHERE id = ?').run(submissionId)
      break
    case 'submission.awaiting-changed':
      db.prepare('UPDATE submissions SET awaits_author = ? WHERE id = ?').run(
        event.payload.awaitsAuthor ? 1 : 0,
        submissionId,
      )
      break
    case 'submission.linked':
      db.prepare(
        `INSERT INTO submission_links (submission_id, other_id, kind) VALUES (?, ?, ?)
         ON CONFLICT (submission_id, other_id) DO UPDATE SET kind = excluded.kind`,
      ).run(submissionId, event.payload.otherId, event.payload.kind)
      break
    case 'submission.unlinked':
      db.prepare('DELETE FROM submission_links WHERE submission_id = ? AND other_id = ?').run(
        submissionId,
        event.payload.otherId,
      )
      break
    case 'submission.file-added': {
      const p = event.payload
      db.prepare(
        `INSERT INTO submission_files (submission_id, sha256, filename, content_type, size, entries, added_at)
         VALUES (@submissionId, @sha256, @filename, @contentType, @size, @entries, @at)
         ON CONFLICT (submission_id, sha256) DO NOTHING`,
      ).run({ ...p, entries: p.entries === null ? null : JSON.stringify(p.entries), at: event.at })
      break
    }
    case 'submission.link-noted': {
      const p = event.payload
      db.prepare(
        `INSERT INTO guarded_links (submission_id, url, state, sha256, noted_at)
         VALUES (@submissionId, @url, @state, @sha256, @at)
         ON CONFLICT (submission_id, url) DO UPDATE SET state = excluded.state, sha256 = excluded.sha256,
           noted_at = excluded.noted_at`,
      ).run({ ...p, at: event.at })
      break
    }
    default:
      assertNever(event)
  }
}
