/** 批注: an editor's comment thread or highlight, anchored in a version. */
import { z } from 'zod'
import { anchorSchema } from '../manuscript/anchor'
import { carriedPlaceSchema } from '../manuscript/anchor-place'

export const annotationAudienceSchema = z.enum(['editors', 'author'])
/** Private to the editors, or meant for the author. */
export type AnnotationAudience = z.infer<typeof annotationAudienceSchema>

export const annotationCommentSchema = z.object({
  id: z.string(),
  /** Empty for somebody outside the desk (the author, in Word). */
  editorId: z.string(),
  /** Who said it, whether editor or author. */
  editorName: z.string(),
  text: z.string(),
  at: z.number().int(),
  /** When it was last changed. */
  editedAt: z.number().int().nullable(),
  /** Editors who are to see it. */
  mentions: z.array(z.string()),
})
export type AnnotationComment = z.infer<typeof annotationCommentSchema>

/** How an anchor came to be: made with its annotation, moved along with the text, or placed again by an editor. */
export const anchoredSchema = z.enum(['made', 'edited', 'placed'])
export type Anchored = z.infer<typeof anchoredSchema>

/** What the author did about a request: done, not done, changed otherwise. */
export const outcomeSchema = z.enum(['done', 'not-done', 'otherwise'])
export type Outcome = z.infer<typeof outcomeSchema>

/** What became of a request in a later version, as an editor says. */
export const requestOutcomeSchema = z.object({ versionId: z.string(), outcome: outcomeSchema, at: z.number().int() })
export type RequestOutcome = z.infer<typeof requestOutcomeSchema>

/** What the machine takes from the texts about a request, and why. An editor says what is true. */
export const requestGuessSchema = z.object({
  outcome: outcomeSchema,
  because: z.enum([
    /** The words stand as they did. */
    'unchanged',
    'changed',
    'removed',
    /** Something was put in or taken out right beside them. */
    'beside',
    /** What the comment named stands there now. */
    'words-there',
    /** The comment named words, and others stand there. */
    'other-words',
  ]),
})
export type RequestGuess = z.infer<typeof requestGuessSchema>

/** Where an annotation that was made in another text belongs in a version. */
export const carriedAnnotationSchema = z.object({
  annotationId: z.string(),
  place: carriedPlaceSchema,
  /** The words that stand there, empty without a place. */
  now: z.string(),
  /** Of a request that the author was sent before this version. */
  guess: requestGuessSchema.nullable(),
})
export type CarriedAnnotation = z.infer<typeof carriedAnnotationSchema>

/** A thread as it stood in an imported file: what it is about, and what was said, the oldest first. */
export const importedThreadSchema = z.object({
  anchor: anchorSchema,
  state: z.enum(['open', 'resolved']),
  comments: z.array(
    z.object({
      name: z.string(),
      /** UTC milliseconds; null when the file does not say. */
      at: z.number().int().nullable(),
      text: z.string(),
    }),
  ),
})
export type ImportedThread = z.infer<typeof importedThreadSchema>

export const annotationSchema = z.object({
  id: z.string(),
  submissionId: z.string(),
  versionId: z.string(),
  kind: z.enum(['comment', 'highlight']),
  anchor: anchorSchema,
  audience: annotationAudienceSchema,
  state: z.enum(['open', 'resolved']),
  /** The clause it is about; null for none. */
  clause: z.string().nullable(),
  /** A word for a highlight; empty for none. */
  label: z.string(),
  /** The finding it grew out of. */
  findingId: z.string().nullable(),
  ruleId: z.string().nullable(),
  anchored: anchoredSchema,
  outcomes: z.array(requestOutcomeSchema),
  comments: z.array(annotationCommentSchema),
  createdAt: z.number().int(),
})
export type Annotation = z.infer<typeof annotationSchema>

/** Characters a comment may have. */
export const COMMENT_MAX = 10_000
/** Characters of a highlight's word. */
export const LABEL_MAX = 40
/** Colleagues one comment may name. */
export const MENTIONS_MAX = 20

/** What the author gets to read of a thread, in letters and files: a comment that names a colleague stays with the editors. */
export function forAuthor({ audience, comments }: Pick<Annotation, 'audience' | 'comments'>): AnnotationComment[] {
  return audience === 'author' ? comments.filter(({ mentions }) => mentions.length === 0) : []
}

/** Has words for the author, and is not said to be done in a version (that they sent since). */
export function isUnmet(
  annotation: Pick<Annotation, 'audience' | 'comments' | 'outcomes'>,
  versionId: string | null,
): boolean {
  const met = annotation.outcomes.some((each) => each.versionId === versionId && each.outcome === 'done')
  return forAuthor(annotation).length > 0 && !met
}
