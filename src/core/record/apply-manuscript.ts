import type { Database } from 'better-sqlite3'
import { assertNever } from '@shared/domain/result'
import type { EventOf } from './event-of'

export function applyManuscript(
  db: Database,
  event: EventOf<'manuscript.edited' | 'submission.detail-noted' | 'submission.picture-described'>,
): void {
  switch (event.type) {
    case 'manuscript.edited': {
      const p = event.payload
      db.prepare(
        'UPDATE manuscript_versions SET content_hash = ?, title = ?, words = ?, suggestions = ? WHERE id = ?',
      ).run(p.contentHash, p.title, p.words, p.suggestions, p.versionId)
      db.prepare(
        `INSERT INTO manuscript_edits (version_id, seq, content_hash, editor_id, at)
         SELECT @versionId, count(*) + 1, @contentHash, @editorId, @at FROM manuscript_edits WHERE version_id = @versionId`,
      ).run({ versionId: p.versionId, contentHash: p.contentHash, editorId: event.editorId, at: event.at })
      // What the lists say of a piece is what its newest version says.
      db.prepare(
        `UPDATE submissions SET title = CASE WHEN @title = '' THEN title ELSE @title END, words = @words
         WHERE current_version_id = @versionId`,
      ).run({ title: p.title, words: p.words, versionId: p.versionId })
      if (p.images !== undefined) {
        db.prepare('UPDATE manuscript_versions SET images = ? WHERE id = ?').run(JSON.stringify(p.images), p.versionId)
        db.prepare('UPDATE submissions SET images = ? WHERE current_version_id = ?').run(p.images.length, p.versionId)
      }
      const anchor = db.prepare(`UPDATE annotations SET anchor = ?, anchored = 'edited' WHERE id = ?`)
      for (const moved of p.anchors) anchor.run(JSON.stringify(moved.anchor), moved.annotationId)
      break
    }
    case 'submission.detail-noted': {
      const { submissionId, detail } = event.payload
      const { channel, field, value, saidIn } = detail
      if (value === '') {
        db.prepare('DELETE FROM piece_details WHERE submission_id = ? AND channel = ? AND field = ?').run(
          submissionId,
          channel,
          field,
        )
        break
      }
      db.prepare(
        `INSERT INTO piece_details (submission_id, channel, field, value, said_in, editor_id, at)
         VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (submission_id, channel, field) DO UPDATE SET value = excluded.value, said_in = excluded.said_in,
           editor_id = excluded.editor_id, at = excluded.at`,
      ).run(submissionId, channel, field, value, saidIn, event.editorId, event.at)
      break
    }
    case 'submission.picture-described': {
      const { submissionId, sha256, facts } = event.payload
      db.prepare(
        `INSERT INTO picture_facts (submission_id, sha256, facts, editor_id, at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (submission_id, sha256) DO UPDATE SET facts = excluded.facts, editor_id = excluded.editor_id,
           at = excluded.at`,
      ).run(submissionId, sha256, JSON.stringify(facts), event.editorId, event.at)
      break
    }
    default:
      assertNever(event)
  }
}
