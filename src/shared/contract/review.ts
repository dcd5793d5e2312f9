/** Manuscripts, what is annotated in them, and what the check found. */
import { z } from 'zod'
import {
  annotationAudienceSchema,
  annotationSchema,
  COMMENT_MAX,
  LABEL_MAX,
  MENTIONS_MAX,
  outcomeSchema,
} from '../domain/annotation'
import { checklistItemSchema, findingSchema, rulePackSummarySchema } from '../domain/compliance'
import { anchorSchema } from '../manuscript/anchor'
import { base, id, reason, sha256 } from './base'

const commentText = z.string().trim().min(1).max(COMMENT_MAX)
const mentions = z.array(id).max(MENTIONS_MAX)
const label = z.string().trim().max(LABEL_MAX)
const clause = z.string().min(1).max(100)

/** A finding with what the editors made of it. */
export const reviewFindingSchema = findingSchema.extend({
  /** Set when an editor let it pass (放行): SARIF's `suppression`. */
  waiver: z.object({ reason: z.string(), editorName: z.string(), at: z.number().int() }).nullable(),
})
export type ReviewFinding = z.infer<typeof reviewFindingSchema>

export const manuscriptsContract = {
  /** The document of a version: canonical JSON of the schema in `shared/manuscript/schema.ts`. */
  document: base
    .input(z.object({ versionId: id }))
    .output(z.object({ versionId: id, contentHash: sha256, json: z.string() })),
}

export const annotationsContract = {
  list: base.input(z.object({ submissionId: id })).output(z.array(annotationSchema)),
  add: base
    .input(
      z.object({
        versionId: id,
        kind: z.enum(['comment', 'highlight']),
        anchor: anchorSchema,
        audience: annotationAudienceSchema,
        text: z.string().max(COMMENT_MAX),
        clause: clause.nullable().optional(),
        label: label.optional(),
        mentions: mentions.optional(),
        /** The finding that it grows out of. */
        finding: z.object({ findingId: id, ruleId: id }).nullable().optional(),
      }),
    )
    .output(annotationSchema),
  reply: base
    .input(z.object({ annotationId: id, text: commentText, mentions: mentions.optional() }))
    .output(annotationSchema),
  /** Only one's own. */
  editComment: base
    .input(z.object({ annotationId: id, commentId: id, text: commentText, mentions: mentions.optional() }))
    .output(annotationSchema),
  label: base.input(z.object({ annotationId: id, label, clause: clause.nullable() })).output(annotationSchema),
  /** Says where it belongs in a version. */
  place: base.input(z.object({ annotationId: id, versionId: id, anchor: anchorSchema })).output(annotationSchema),
  /** What the author did about it in a version; null: not said any more. */
  answer: base
    .input(z.object({ annotationId: id, versionId: id, outcome: outcomeSchema.nullable() }))
    .output(annotationSchema),
  setState: base.input(z.object({ annotationId: id, state: z.enum(['open', 'resolved']) })).output(annotationSchema),
  setAudience: base.input(z.object({ annotationId: id, audience: annotationAudienceSchema })).output(annotationSchema),
  remove: base.input(z.object({ annotationId: id })).output(z.object({})),
  /** Takes a removal back. */
  restore: base.input(z.object({ annotationId: id })).output(annotationSchema),
}

export const complianceContract = {
  packs: base.output(z.array(rulePackSummarySchema)),
  findings: base.input(z.object({ versionId: id })).output(
    z.object({
      findings: z.array(reviewFindingSchema),
      checklist: z.array(checklistItemSchema),
      checkedAt: z.number().int().nullable(),
    }),
  ),
  waive: base.input(z.object({ versionId: id, findingId: id, reason })).output(z.object({})),
  withdrawWaiver: base.input(z.object({ versionId: id, findingId: id })).output(z.object({})),
}
