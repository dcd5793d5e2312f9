/** What an editor does with a submission short of deciding: opening it, annotating, settling 首发 and the rest. */
import { v7 as uuidv7 } from 'uuid'
import type { Annotation, AnnotationAudience, Outcome } from '@shared/domain/annotation'
import { change, type DeskChange } from '@shared/domain/event'
import type { ProvenanceEntry, SubmissionRow } from '@shared/domain/submission'
import { standsIn, type Anchor } from '@shared/manuscript/anchor'
import { projectedBlocks } from '@shared/manuscript/projection'
import { getAnnotation } from '../store/repositories/annotations'
import { getVersion } from '../store/repositories/manuscripts'
import { getSubmission, listProvenance } from '../store/repositories/submissions'
import { documentOf, outdate } from './checking'
import { announce, append, transact, type DeskContext } from './context'
import { refuse } from './refuse'

/** Opening a submission reads it and, if it was new, starts its review. */
export function openSubmission(context: DeskContext, submissionId: string): void {
  const changed = transact(context, () => {
    const submission = getSubmission(context.db, submissionId) ?? refuse('not-found')
    const changes = openingChanges(submission.row)
    append(context, changes)
    return changes.length > 0
  })
  if (changed) announce(context, 'submissions', 'desk')
}

/** What opening a piece changes, as events. */
export function openingChanges({ id: submissionId, state, unread }: SubmissionRow): DeskChange[] {
  return [
    ...(unread ? [change('submission.read', submissionId, { submissionId })] : []),
    ...(state === 'new'
      ? [change('submission.review-started', submissionId, { submissionId, from: 'new', to: 'reviewing' })]
      : []),
  ]
}

/**
 * Settles a field of 首发与授权, or with an empty value opens it again. Returns the version that is to be checked again for that;
 * null when the check asks for nothing new.
 */
export function setProvenance(context: DeskContext, submissionId: string, entry: ProvenanceEntry): string | null {
  const outdated = transact(context, () => {
    if (getSubmission(context.db, submissionId) === null) refuse('not-found')
    const before = listProvenance(context.db, submissionId).find((known) => known.field === entry.field)
    const isSame = (before?.value ?? '') === entry.value && (before?.saidIn ?? '') === entry.saidIn
    if (isSame) return null
    append(context, [change('submission.provenance-noted', submissionId, { submissionId, entry })])
    const wasOpen = before === undefined
    return wasOpen === (entry.value === '') ? null : outdate(context, submissionId)
  })
  announce(context, 'submissions')
  return outdated
}

export interface NewAnnotation {
  readonly versionId: string
  readonly kind: 'comment' | 'highlight'
  readonly anchor: Anchor
  readonly audience: AnnotationAudience
  readonly text: string
  readonly clause?: string | null | undefined
  readonly label?: string | undefined
  readonly mentions?: readonly string[] | undefined
  readonly finding?: { readonly findingId: string; readonly ruleId: string } | null | undefined
}

/** Adds a thread or a highlight. Its anchor must say what stands in the version, so that it can be found again. */
export function addAnnotation(context: DeskContext, annotation: NewAnnotation): Annotation {
  const annotationId = uuidv7({ msecs: context.now() })
  const added = transact(context, () => {
    const version = getVersion(context.db, annotation.versionId)
    if (version === null) refuse('not-found')
    const { anchor, clause, label, mentions, finding } = annotation
    if (!stands(context, version.contentHash, anchor)) refuse('annotation-out-of-place')
    append(context, [
      change('annotation.added', annotationId, {
        annotationId,
        submissionId: version.submissionId,
        versionId: version.id,
        kind: annotation.kind,
        anchor,
        audience: annotation.audience,
        commentId: uuidv7({ msecs: context.now() }),
        text: annotation.text.trim(),
        ...(clause != null && { clause }),
        ...(label !== undefined && label !== '' && { label }),
        ...(mentions !== undefined && mentions.length > 0 && { mentions: [...mentions] }),
        ...(finding != null && { finding }),
      }),
    ])
    return existing(context, annotationId)
  })
  announce(context, 'annotations')
  return added
}

/** Whether an anchor says what stands in a text of a version. */
function stands(context: DeskContext, contentHash: string, anchor: Anchor): boolean {
  if (anchor.contentHash !== contentHash) return false
  return standsIn(projectedBlocks(documentOf(context, contentHash), anchor.projection), anchor)
}

export function replyToAnnotation(
  context: DeskContext,
  annotationId: string,
  text: string,
  mentions: readonly string[] = [],
): Annotation {
  return changeAnnotation(context, annotationId, ({ submissionId }) =>
    change('annotation.replied', annotationId, {
      annotationId,
      submissionId,
      commentId: uuidv7({ msecs: context.now() }),
      text,
      ...(mentions.length > 0 && { mentions: [...mentions] }),
    }),
  )
}

/** Changes the words of a comment. Only who wrote it may: refused (`not-your-comment`) for anybody else. */
export function editComment(
  context: DeskContext,
  annotationId: string,
  commentId: string,
  text: string,
  mentions: readonly string[] = [],
): Annotation {
  return changeAnnotation(context, annotationId, ({ submissionId, comments }) => {
    const comment = comments.find(({ id }) => id === commentId) ?? refuse('not-found')
    if (comment.editorId !== context.editorId) refuse('not-your-comment')
    if (comment.text === text) return null
    return change('annotation.comment-edited', annotationId, {
      annotationId,
      submissionId,
      commentId,
      from: comment.text,
      text,
      mentions: [...mentions],
    })
  })
}

/** Gives an annotation a word and a clause. */
export function labelAnnotation(
  context: DeskContext,
  annotationId: string,
  label: string,
  clause: string | null,
): Annotation {
  return changeAnnotation(context, annotationId, (annotation) =>
    annotation.label === label && annotation.clause === clause
      ? null
      : change('annotation.labelled', annotationId, {
          annotationId,
          submissionId: annotation.submissionId,
          from: { label: annotation.label, clause: annotation.clause },
          label,
          clause,
        }),
  )
}

/** An editor says where an annotation belongs in a version. */
export function placeAnnotation(
  context: DeskContext,
  annotationId: string,
  versionId: string,
  anchor: Anchor,
): Annotation {
  return changeAnnotation(context, annotationId, (annotation) => {
    const version = getVersion(context.db, versionId) ?? refuse('not-found')
    if (version.submissionId !== annotation.submissionId) refuse('not-found')
    if (!stands(context, version.contentHash, anchor)) refuse('annotation-out-of-place')
    const { submissionId, anchor: from } = annotation
    return change('annotation.placed', annotationId, { annotationId, submissionId, from, anchor })
  })
}

/** What the author did about a request in a version; null: not said any more. */
export function answerRequest(
  context: DeskContext,
  annotationId: string,
  versionId: string,
  outcome: Outcome | null,
): Annotation {
  return changeAnnotation(context, annotationId, ({ submissionId, outcomes }) => {
    const version = getVersion(context.db, versionId) ?? refuse('not-found')
    if (version.submissionId !== submissionId) refuse('not-found')
    const before = outcomes.find((each) => each.versionId === versionId)?.outcome ?? null
    if (before === outcome) return null
    return change('annotation.answered', annotationId, { annotationId, submissionId, versionId, outcome })
  })
}

export function setAnnotationState(context: DeskContext, annotationId: string, state: Annotation['state']): Annotation {
  return changeAnnotation(context, annotationId, (annotation) =>
    annotation.state === state
      ? null
      : change('annotation.state-changed', annotationId, {
          annotationId,
          submissionId: annotation.submissionId,
          state,
        }),
  )
}

export function setAnnotationAudience(
  context: DeskContext,
  annotationId: string,
  audience: AnnotationAudience,
): Annotation {
  return changeAnnotation(context, annotationId, (annotation) =>
    annotation.audience === audience
      ? null
      : change('annotation.audience-changed', annotationId, {
          annotationId,
          submissionId: annotation.submissionId,
          audience,
        }),
  )
}

export function removeAnnotation(context: DeskContext, annotationId: string): void {
  transact(context, () => {
    const { submissionId } = existing(context, annotationId)
    append(context, [change('annotation.removed', annotationId, { annotationId, submissionId })])
  })
  announce(context, 'annotations')
}

export function restoreAnnotation(context: DeskContext, annotationId: string): Annotation {
  const restored = transact(context, () => {
    const removed = getAnnotation(context.db, annotationId, 'removed') ?? refuse('not-found')
    append(context, [change('annotation.restored', annotationId, { annotationId, submissionId: removed.submissionId })])
    return existing(context, annotationId)
  })
  announce(context, 'annotations')
  return restored
}

function changeAnnotation(
  context: DeskContext,
  annotationId: string,
  decide: (annotation: Annotation) => ReturnType<typeof change> | null,
): Annotation {
  const changed = transact(context, () => {
    const decided = decide(existing(context, annotationId))
    if (decided !== null) append(context, [decided])
    return existing(context, annotationId)
  })
  announce(context, 'annotations')
  return changed
}

function existing(context: DeskContext, annotationId: string): Annotation {
  return getAnnotation(context.db, annotationId) ?? refuse('not-found')
}
