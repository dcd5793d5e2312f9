/** Comment threads and highlights. */
import type { Database } from 'better-sqlite3'
import { anchorSchema, type Anchor } from '@shared/manuscript/anchor'
import { annotationSchema, type Annotation, type AnnotationComment } from '@shared/domain/annotation'

interface AnnotationRow {
  id: string
  submission_id: string
  version_id: string
  kind: string
  anchor: string
  audience: string
  state: string
  created_at: number
  clause: string | null
  label: string
  finding_id: string | null
  rule_id: string | null
  anchored: string
}

const SELECT = `SELECT id, submission_id, version_id, kind, anchor, audience, state, created_at, clause, label, finding_id,
  rule_id, anchored FROM annotations`

/** The annotations of a submission that were not removed, oldest first. */
export function listAnnotations(db: Database, submissionId: string): Annotation[] {
  const rows = db
    .prepare(`${SELECT} WHERE submission_id = ? AND removed = 0 ORDER BY created_at, id`)
    .all(submissionId) as AnnotationRow[]
  return rows.map((row) => toAnnotation(db, row))
}

/** One annotation; a removed one only if asked for. */
export function getAnnotation(db: Database, id: string, removed: 'kept' | 'removed' = 'kept'): Annotation | null {
  const row = db.prepare(`${SELECT} WHERE id = ? AND removed = ?`).get(id, removed === 'removed' ? 1 : 0) as
    AnnotationRow | undefined
  return row === undefined ? null : toAnnotation(db, row)
}

/** Anchors of a piece that were made in a text, those of removed annotations too. */
export function anchorsMadeIn(
  db: Database,
  submissionId: string,
  contentHash: string,
): { readonly annotationId: string; readonly anchor: Anchor }[] {
  const rows = db
    .prepare(
      `SELECT id, anchor FROM annotations WHERE submission_id = ? AND json_extract(anchor, '$.contentHash') = ? ORDER BY id`,
    )
    .all(submissionId, contentHash) as { id: string; anchor: string }[]
  return rows.map(({ id, anchor }) => ({ annotationId: id, anchor: anchorSchema.parse(JSON.parse(anchor)) }))
}

function toAnnotation(db: Database, row: AnnotationRow): Annotation {
  const comments = db
    .prepare(
      `SELECT c.id, c.editor_id AS editorId, coalesce(e.name, c.author_name) AS editorName, c.text, c.at,
         c.edited_at AS editedAt, c.mentions
       FROM annotation_comments c LEFT JOIN editors e ON e.id = c.editor_id
       WHERE c.annotation_id = ? ORDER BY c.at, c.id`,
    )
    .all(row.id) as (Omit<AnnotationComment, 'mentions'> & { mentions: string })[]
  const outcomes = db
    .prepare(
      `SELECT version_id AS versionId, outcome, at FROM annotation_outcomes WHERE annotation_id = ? ORDER BY at, version_id`,
    )
    .all(row.id)
  return annotationSchema.parse({
    id: row.id,
    submissionId: row.submission_id,
    versionId: row.version_id,
    kind: row.kind,
    anchor: JSON.parse(row.anchor) as unknown,
    audience: row.audience,
    state: row.state,
    clause: row.clause,
    label: row.label,
    findingId: row.finding_id,
    ruleId: row.rule_id,
    anchored: row.anchored,
    outcomes,
    comments: comments.map((comment) => ({ ...comment, mentions: JSON.parse(comment.mentions) as unknown })),
    createdAt: row.created_at,
  })
}
