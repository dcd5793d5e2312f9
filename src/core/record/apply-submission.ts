import type { Database } from 'better-sqlite3'
import { assertNever } from '@shared/domain/result'
import type { EventOf } from './event-of'

/** Kinds of mail in a thread that want an editor's answer, whatever was decided before. */
const ANSWERS: ReadonlySet<string> = new Set(['revision', 'reply', 'inquiry', 'complaint', 'recall'])

/** Kinds of mail that bring nothing to read. */
const UNREMARKABLE: ReadonlySet<string> = new Set(['duplicate', 'autoreply', 'bounce', 'sent'])

export function applySubmission(
  db: Database,
  event: EventOf<
    | 'submission.registered'
    | 'submission.message-joined'
    | 'submission.review-started'
    | 'submission.read'
    | 'submission.unread'
    | 'submission.review-undone'
    | 'submission.provenance-noted'
    | 'manuscript.version-added'
    | 'manuscript.refused'
  >,
): void {
  switch (event.type) {
    case 'submission.registered': {
      const p = event.payload
      db.prepare(
        `INSERT INTO submissions (id, number, author_id, state, publication, title, subject, received_at, words, images,
           attachments, expiring_links, versions, current_version_id, conversion, unread, answered, origin)
         VALUES (@submissionId, @number, @authorId, 'new', '{"kind":"none"}', @title, @subject, @receivedAt, 0, 0,
           @attachments, @expiringLinks, 0, NULL, '{"kind":"pending"}', 1, 0, @origin)`,
      ).run({
        submissionId: p.submissionId,
        number: p.number,
        authorId: p.authorId,
        title: p.title,
        subject: p.subject,
        receivedAt: p.receivedAt,
        attachments: p.attachments,
        expiringLinks: p.expiringLinks,
        origin: p.origin ?? 'mail',
      })
      break
    }
    case 'submission.message-joined': {
      const p = event.payload
      db.prepare('INSERT INTO submission_messages (submission_id, hash, kind, received_at) VALUES (?, ?, ?, ?)').run(
        p.submissionId,
        p.messageHash,
        p.kind,
        p.receivedAt,
      )
      // What an author or colleague wrote wants reading; machines' notices, copies and our own letters do not.
      const wantsReading = !UNREMARKABLE.has(p.kind)
      db.prepare(
        `UPDATE submissions SET state = @to, received_at = max(received_at, @receivedAt),
           unread = max(unread, @unread), archived = min(archived, 1 - @unread),
           awaits_author = min(awaits_author, 1 - @answered),
           answered = max(answered, @answered AND EXISTS (
             SELECT 1 FROM decisions d WHERE d.submission_id = @id AND d.reverted_at IS NULL))
         WHERE id = @id
           -- A mail that begins a piece changes nothing of its row, and an update writes all the indexes.
           AND (state <> @to OR received_at < @receivedAt OR (@unread AND (unread = 0 OR archived = 1))
             OR (@answered AND (awaits_author = 1 OR answered = 0)))`,
      ).run({
        id: p.submissionId,
        to: p.to,
        // The newest mail in: what we sent ourselves is none.
        receivedAt: p.kind === 'sent' ? 0 : p.receivedAt,
        unread: wantsReading ? 1 : 0,
        answered: ANSWERS.has(p.kind) ? 1 : 0,
      })
      break
    }
    case 'submission.review-started':
    case 'submission.review-undone':
      db.prepare('UPDATE submissions SET state = ? WHERE id = ?').run(event.payload.to, event.payload.submissionId)
      break
    case 'submission.read':
      db.prepare('UPDATE submissions SET unread = 0 WHERE id = ?').run(event.payload.submissionId)
      break
    case 'submission.unread':
      db.prepare('UPDATE submissions SET unread = 1 WHERE id = ?').run(event.payload.submissionId)
      break
    case 'submission.provenance-noted': {
      const { submissionId, entry } = event.payload
      if (entry.value === '') {
        db.prepare('DELETE FROM provenance WHERE submission_id = ? AND field = ?').run(submissionId, entry.field)
      } else {
        db.prepare(
          `INSERT INTO provenance (submission_id, field, value, said_in) VALUES (?, ?, ?, ?)
           ON CONFLICT (submission_id, field) DO UPDATE SET value = excluded.value, said_in = excluded.said_in`,
        ).run(submissionId, entry.field, entry.value, entry.saidIn)
      }
      break
    }
    case 'manuscript.version-added': {
      const p = event.payload
      db.prepare(
        `INSERT INTO manuscript_versions (id, submission_id, ordinal, title, byline, words, images, content_hash,
           original_hash, source_filename, source_sha256, message_hash, report, added_at, suggestions)
         VALUES (@versionId, @submissionId, @ordinal, @title, @byline, @words, @images, @contentHash, @contentHash,
           @sourceFilename, @sourceSha256, @messageHash, @report, @at, @suggestions)`,
      ).run({
        ...p,
        suggestions: p.suggestions ?? 0,
        images: JSON.stringify(p.images),
        report: JSON.stringify(p.report),
        at: event.at,
      })
      db.prepare(
        `UPDATE submissions SET title = CASE WHEN @title = '' THEN title ELSE @title END, words = @words, images = @images,
           versions = @ordinal, current_version_id = @versionId, conversion = '{"kind":"converted"}' WHERE id = @id`,
      ).run({
        id: p.submissionId,
        title: p.title,
        words: p.words,
        images: p.images.length,
        ordinal: p.ordinal,
        versionId: p.versionId,
      })
      break
    }
    case 'manuscript.refused':
      // A later file that cannot be read does not hide the version that is there.
      db.prepare('UPDATE submissions SET conversion = ? WHERE id = ? AND versions = 0').run(
        JSON.stringify({ kind: 'refused', refusal: event.payload.refusal }),
        event.payload.submissionId,
      )
      break
    default:
      assertNever(event)
  }
}
