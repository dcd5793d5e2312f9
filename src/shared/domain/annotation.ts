/** 批注: an editor's comment thread or highlight, anchored in a version. */
import { z } from 'zod'
import { anchorSchema } from '../manuscript/anchor'

export const annotationAudienceSchema = z.enum(['editors', 'author'])
/** Private to the editors, or meant for the author. */
export type AnnotationAudience = z.infer<typeof annotationAudienceSchema>

export const annotationCommentSchema = z.object({
  id: z.string(),
  editorId: z.string(),
  editorName: z.string(),
  text: z.string(),
  at: z.number().int(),
})
export type AnnotationComment = z.infer<typeof annotationCommentSchema>

export const annotationSchema = z.object({
  id: z.string(),
  submissionId: z.string(),
  versionId: z.string(),
  kind: z.enum(['comment', 'highlight']),
  anchor: anchorSchema,
  audience: annotationAudienceSchema,
  state: z.enum(['open', 'resolved']),
  comments: z.array(annotationCommentSchema),
  createdAt: z.number().int(),
})
export type Annotation = z.infer<typeof annotationSchema>

/** Characters a comment may have. */
export const COMMENT_MAX = 10_000
