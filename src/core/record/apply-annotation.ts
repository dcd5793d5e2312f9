import type { Database } from 'better-sqlite3'
import { assertNever } from '@shared/domain/result'
import type { EventOf } from './event-of'

export function applyAnnotation(
  db: Database,
  event: EventOf<
    | 'annotation.added'
    | 'annotation.imported'
    | 'annotation.replied'
    | 'annotation.comment-edited'
    | 'annotation.labelled'
    | 'annotation.placed'
    | 'annotation.answered'
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
        `INSERT INTO annotations (id, submission_id, version_id, kind, anchor, audience, state, created_at, clause, label,
           finding_id, rule_id)
         VALUES (@id, @submissionId, @versionId, @kind, @anchor, @audience, 'open', @at, @clause, @label, @findingId,
           @ruleId)`,
      ).run({
        id: p.annotationId,
        submissionId: p.submissionId,
        versionId: p.versionId,
        kind: p.kind,
        anchor: JSON.stringify(p.anchor),
        audience: p.audience,
        at: event.at,
        clause: p.clause ?? null,
        label: p.label ?? '',
        findingId: p.finding?.findingId ?? null,
        ruleId: p.finding?.ruleId ?? null,
      })
      const { commentId: id, annotationId, text, mentions = [] } = p
      const { editorId, at } = event
      if (text !== '') insertComment(db, { id, annotationId, editorId, authorName: '', text, at, mentions })
      break
    }
    case 'annotation.imported': {
      const { annotationId, submissionId, versionId, thread, commentIds } = event.payload
      db.prepare(
        `INSERT INTO annotations (id, submission_id, version_id, kind, anchor, audience, state, created_at)
         VALUES (?, ?, ?, 'comment', ?, 'author', ?, ?)`,
      ).run(annotationId, submissionId, versionId, JSON.stringify(thread.anchor), thread.state, event.at)
      for (const [index, { name, at, text }] of thread.comments.entries()) {
        const id = commentIds[index]
        if (id === undefined) throw new Error(`comment ${index} of ${annotationId} has no id`)
        insertComment(db, { id, annotationId, editorId: '', authorName: name, text, at: at ?? event.at, mentions: [] })
      }
      break
    }
    case 'annotation.replied': {
      const { annotationId, commentId: id, text, mentions = [] } = event.payload
      const { editorId, at } = event
      insertComment(db, { id, annotationId, editorId, authorName: '', text, at, mentions })
      break
    }
    case 'annotation.comment-edited':
      db.prepare('UPDATE annotation_comments SET text = ?, mentions = ?, edited_at = ? WHERE id = ?').run(
        event.payload.text,
        JSON.stringify(event.payload.mentions),
        event.at,
        event.payload.commentId,
      )
      break
    case 'annotation.labelled':
      db.prepare('UPDATE annotations SET label = ?, clause = ? WHERE id = ?').run(
        event.payload.label,
        event.payload.clause,
        event.payload.annotationId,
      )
      break
    case 'annotation.placed':
      db.prepare(`UPDATE annotations SET anchor = ?, anchored = 'placed' WHERE id = ?`).run(
        JSON.stringify(event.payload.anchor),
        event.payload.annotationId,
      )
      break
    case 'annotation.answered': {
      const { annotationId, versionId, outcome } = event.payload
      if (outcome === null) {
        db.prepare('DELETE FROM annotation_outcomes WHERE annotation_id = ? AND version_id = ?').run(
          annotationId,
          versionId,
        )
        break
      }
      db.prepare(
        `INSERT INTO annotation_outcomes (annotation_id, version_id, outcome, editor_id, at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (annotation_id, version_id) DO UPDATE SET outcome = excluded.outcome,
           editor_id = excluded.editor_id, at = excluded.at`,
      ).run(annotationId, versionId, outcome, event.editorId, event.at)
      break
    }
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

interface NewComment {
  readonly id: string
  readonly annotationId: string
  readonly editorId: string
  readonly authorName: string
  readonly text: string
  readonly at: number
  readonly mentions: readonly string[]
}

function insertComment(db: Database, comment: NewComment): void {
  db.prepare(
    `INSERT INTO annotation_comments (id, annotation_id, editor_id, author_name, text, at, mentions)
     VALUES (@id, @annotationId, @editorId, @authorName, @text, @at, @mentions)`,
  ).run({ ...comment, mentions: JSON.stringify(comment.mentions) })
}
