/** Comment threads and highlights. */
import type { Database } from 'better-sqlite3'
import { anchorSchema, type Anchor } from '@shared/manuscript/anchor'
import {
  annotationSchema,
  type Annotation,
  type AnnotationComment,
  type RequestOutcome,
} from '@shared/domain/annotation'

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

interface CommentRow extends Omit<AnnotationComment, 'mentions'> {
  annotationId: string
  mentions: string
}

interface OutcomeRow extends RequestOutcome {
  annotationId: string
}

const COMMENTS = `SELECT c.annotation_id AS annotationId, c.id, c.editor_id AS editorId,
    coalesce(e.name, c.author_name) AS editorName, c.text, c.at, c.edited_at AS editedAt, c.mentions
  FROM annotation_comments c LEFT JOIN editors e ON e.id = c.editor_id`

const OUTCOMES = 'SELECT annotation_id AS annotationId, version_id AS versionId, outcome, at FROM annotation_outcomes'

/** Of a piece that may have thousands, all are read with three queries. */
const OF_SUBMISSION = 'annotation_id IN (SELECT id FROM annotations WHERE submission_id = ? AND removed = 0)'

/** The annotations of a submission that were not removed, oldest first. */
export function listAnnotations(db: Database, submissionId: string): Annotation[] {
  const rows = db
    .prepare(`${SELECT} WHERE submission_id = ? AND removed = 0 ORDER BY created_at, id`)
    .all(submissionId) as AnnotationRow[]
  const comments = byAnnotation(
    db.prepare(`${COMMENTS} WHERE c.${OF_SUBMISSION} ORDER BY c.at, c.id`).all(submissionId) as CommentRow[],
  )
  const outcomes = byAnnotation(
    db.prepare(`${OUTCOMES} WHERE ${OF_SUBMISSION} ORDER BY at, version_id`).all(submissionId) as OutcomeRow[],
  )
  return rows.map((row) => toAnnotation(row, comments.get(row.id) ?? [], outcomes.get(row.id) ?? []))
}

function byAnnotation<Row extends { readonly annotationId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.annotationId)
    if (group === undefined) groups.set(row.annotationId, [row])
    else group.push(row)
  }
  return groups
}

/** One annotation; a removed one only if asked for. */
export function getAnnotation(db: Database, id: string, removed: 'kept' | 'removed' = 'kept'): Annotation | null {
  const row = db.prepare(`${SELECT} WHERE id = ? AND removed = ?`).get(id, removed === 'removed' ? 1 : 0) as
    AnnotationRow | undefined
  if (row === undefined) return null
  const comments = db.prepare(`${COMMENTS} WHERE c.annotation_id = ? ORDER BY c.at, c.id`).all(id) as CommentRow[]
  const outcomes = db.prepare(`${OUTCOMES} WHERE annotation_id = ? ORDER BY at, version_id`).all(id) as OutcomeRow[]
  return toAnnotation(row, comments, outcomes)
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

function toAnnotation(
  row: AnnotationRow,
  comments: readonly CommentRow[],
  outcomes: readonly OutcomeRow[],
): Annotation {
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
