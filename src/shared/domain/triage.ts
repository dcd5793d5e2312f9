/** 初筛: what one look at a new piece shows, what one key does with it, and what takes that back. */
import { z } from 'zod'
import { answeredElsewhereSchema } from './decision'
import { messageKindSchema } from './mail'
import { conversionStateSchema, similarMarkSchema, submissionRowSchema, submissionStateSchema } from './submission'

/** What an author says of 首发 and 授权, the gravest first. `mentioned`: the words are there, and nothing is claimed. */
export const provenanceClaimSchema = z.enum([
  'elsewhere',
  'simultaneous',
  'reprint',
  'first',
  'authorised',
  'original',
  'whitelist',
  'mentioned',
])
export type ProvenanceClaim = z.infer<typeof provenanceClaimSchema>

export const provenanceSignalSchema = z.object({
  field: z.enum(['first-publication', 'authorization']),
  says: provenanceClaimSchema,
  /** The sentence, as it was written; long ones are cut. */
  quote: z.string(),
  source: z.enum(['subject', 'mail', 'manuscript']),
})
export type ProvenanceSignal = z.infer<typeof provenanceSignalSchema>

/** All that is shown of a new piece without a click. */
export const triagePreviewSchema = z.object({
  row: submissionRowSchema,
  conversion: conversionStateSchema,
  /** What its first mail is taken for; null when it came another way. */
  kind: messageKindSchema.nullable(),
  /** The newest mail that is news, to tell whether another came meanwhile. */
  seen: z.string().nullable(),
  /** How the manuscript begins and ends; the mail's text where there is none. */
  opening: z.array(z.string()),
  closing: z.array(z.string()),
  /** Paragraphs between the two. */
  between: z.number().int(),
  fromMail: z.boolean(),
  signals: z.array(provenanceSignalSchema),
  attachments: z.array(z.object({ filename: z.string(), size: z.number().int() })),
  links: z.array(
    z.object({ url: z.string(), name: z.string().nullable(), expiring: z.boolean(), expiresAt: z.number().nullable() }),
  ),
  similar: z.array(
    similarMarkSchema.extend({
      title: z.string(),
      authorName: z.string(),
      sameAuthor: z.boolean(),
      daysApart: z.number().int(),
    }),
  ),
  /** Published articles that say much the same. */
  published: z.array(z.object({ articleId: z.string(), title: z.string(), score: z.number() })),
  /** The author's other pieces, the newest first, with the days between them and this one. */
  others: z.array(
    z.object({
      submissionId: z.string(),
      number: z.string(),
      title: z.string(),
      state: submissionStateSchema,
      receivedAt: z.number().int(),
      daysApart: z.number().int(),
    }),
  ),
  otherCount: z.number().int(),
  /** What colleagues wrote to the author with another program. */
  answeredElsewhere: z.array(answeredElsewhereSchema),
})
export type TriagePreview = z.infer<typeof triagePreviewSchema>

/** 退, 留, 分稿, 广告, 问首发, and for a 春羽作者 the answer that they may publish by themselves (自主发稿). A reason of null: the house's usual one. */
export const triageActionSchema = z.discriminatedUnion('choice', [
  z.object({ choice: z.literal('reject'), reason: z.string().trim().min(1).max(5000).nullable() }),
  z.object({ choice: z.literal('keep') }),
  z.object({ choice: z.literal('assign'), editorId: z.string().min(1).max(100) }),
  z.object({ choice: z.literal('junk'), reason: z.string().trim().min(1).max(5000) }),
  z.object({ choice: z.literal('ask') }),
  z.object({ choice: z.literal('self-publish') }),
])
export type TriageAction = z.infer<typeof triageActionSchema>
export type TriageChoice = TriageAction['choice']

/** What was done with a piece, and how it was before: enough to take it back. */
export const sortedPieceSchema = z.object({
  submissionId: z.string().min(1).max(100),
  choice: z.enum(['reject', 'keep', 'assign', 'junk', 'ask', 'self-publish']),
  wasUnread: z.boolean(),
  wasAssignedTo: z.string().max(100).nullable(),
  /** Who works on it since. */
  assignedTo: z.string().max(100).nullable(),
  decisionId: z.string().max(100).nullable(),
  letterId: z.string().max(100).nullable(),
  /** A deputy's verdict, which waits for a senior. */
  proposalId: z.string().max(100).nullable(),
})
export type SortedPiece = z.infer<typeof sortedPieceSchema>
