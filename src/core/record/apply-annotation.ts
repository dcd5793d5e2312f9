import type { Database } from 'better-sqlite3'
import { assertNever } from '@shared/domain/result'
import type { EventOf } from './event-of'

export function applyAnnotation(
  db: Database,
  event: EventOf<
    | 'annotation.added'
    | 'annotation.replied'
    | 'annotation.state-changed'
    | 'annotation.audience-changed'
    | 'annotation.removed'
    | 'annotation.restored'
    | 'finding.waived'
    | 'finding.waiver-withdrawn'
  >,
): void {
  switch (event.type) {
    case 'annotation.added': {
      const p = event.payload
      db.prepare(
        `INSERT INTO annotations (id, submission_id, version_id, kind, anchor, audience, state, created_at)
         VALUES (?, ?, ?, ?, ?, ?, 'open', ?)`,
      ).run(p.annotationId, p.submissionId, p.versionId, p.kind, JSON.stringify(p.anchor), p.audience, event.at)
      if (p.text !== '') insertComment(db, p.commentId, p.annotationId, event.editorId, p.text, event.at)
      break
    }
    case 'annotation.replied':
      insertComment(
        db,
        event.payload.commentId,
        event.payload.annotationId,
        event.editorId,
        event.payload.text,
        event.at,
      )
      break
    case 'annotation.state-changed':
      db.prepare('UPDATE annotations SET state = ? WHERE id = ?').run(event.payload.state, event.payload.annotationId)
      break
    case 'annotation.audience-changed':
      db.prepare('UPDATE annotations SET audience = ? WHERE id = ?').run(
        event.payload.audience,
        event.payload.annotationId,
      )
      break
    case 'annotation.removed':
    case 'annotation.restored':
      db.prepare('UPDATE annotations SET removed = ? WHERE id = ?').run(
        event.type === 'annotation.removed' ? 1 : 0,
        event.payload.annotationId,
      )
      break
    case 'finding.waived': {
      const { versionId, findingId, reason } = event.payload
      db.prepare('INSERT INTO waivers (version_id, finding_id, reason, editor_id, at) VALUES (?, ?, ?, ?, ?)').run(
        versionId,
        findingId,
        reason,
        event.editorId,
        event.at,
      )
      break
    }
    case 'finding.waiver-withdrawn':
      db.prepare('DELETE FROM waivers WHERE version_id = ? AND finding_id = ?').run(
        event.payload.versionId,
        event.payload.findingId,
      )
      break
    default:
      assertNever(event)
  }
}

function insertComment(
  db: Database,
  id: string,
  annotationId: string,
  editorId: string,
  text: string,
  at: number,
): void {
  db.prepare('INSERT INTO annotation_comments (id, annotation_id, editor_id, text, at) VALUES (?, ?, ?, ?, ?)').run(
    id,
    annotationId,
    editorId,
    text,
    at,
  )
}
