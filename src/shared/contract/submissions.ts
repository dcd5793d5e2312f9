/** Submissions: lists, one of them, quick screening, and what came from elsewhere. */
import { z } from 'zod'
import { contactChannelSchema, followUpSchema, timelineEntrySchema } from '../domain/author'
import { decisionSchema } from '../domain/decision'
import { letterSchema } from '../domain/letter'
import { mailImportSchema } from '../domain/mail-import'
import { proposalSchema } from '../domain/proposal'
import { guardianSchema } from '../domain/terms'
import { pictureFactsSchema, pieceDetailSchema, piecePictureSchema } from '../domain/piece'
import { conversionRefusalSchema, conversionUnderWaySchema } from '../domain/manuscript'
import {
  SEARCH_MAX,
  publishedArticleSchema,
  publishedImportSchema,
  publishedMatchSchema,
  searchEngineSchema,
} from '../domain/published'
import {
  comparisonSchema,
  conversionStateSchema,
  inboxFilterSchema,
  provenanceEntrySchema,
  quarantinedMessageSchema,
  similarPieceSchema,
  submissionRowSchema,
  threadMessageSchema,
  versionBriefSchema,
} from '../domain/submission'
import { sortedPieceSchema, triageActionSchema, triagePreviewSchema } from '../domain/triage'
import { linkedPieceSchema } from '../domain/work-item'
import { base, id, reason, sha256 } from './base'

/** One addr-spec as mailboxes have it. */
const ADDRESS = /^[^\s<>()[\],;:"@]+@[^\s<>()[\],;:"@]+$/u

export const submissionDetailSchema = z.object({
  row: submissionRowSchema,
  conversion: conversionStateSchema,
  provenance: z.array(provenanceEntrySchema),
  /** Those for all channels first. */
  details: z.array(pieceDetailSchema),
  /** Its pictures, those of the newest text first, in its order. */
  pictures: z.array(piecePictureSchema),
  /** Newest first. */
  versions: z.array(versionBriefSchema),
  /** Oldest first. */
  messages: z.array(threadMessageSchema),
  decisions: z.array(decisionSchema),
  /** Drafts of decisions, the newest first; one may wait for approval. */
  proposals: z.array(proposalSchema),
  /** What is noted of its author's age and guardian. */
  guardian: guardianSchema.nullable(),
  letters: z.array(letterSchema),
  followUps: z.array(followUpSchema),
  timeline: z.array(timelineEntrySchema),
  /** Pieces that belong with it. */
  links: z.array(linkedPieceSchema),
  /** Pieces that were merged into it. */
  mergedFrom: z.array(z.object({ submissionId: z.string(), number: z.string() })),
})
export type SubmissionDetail = z.infer<typeof submissionDetailSchema>

export const submissionsContract = {
  list: base
    .input(
      z.object({
        filter: inboxFilterSchema,
        /** Part of a title, an author's name or address, or a 稿号. */
        query: z.string().max(200),
        offset: z.number().int().nonnegative(),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(z.object({ rows: z.array(submissionRowSchema), total: z.number().int() })),
  show: base.input(z.object({ submissionId: id })).output(submissionDetailSchema),
  /** `new` becomes `reviewing`; unread becomes read. Anything else stays as it is. */
  open: base.input(z.object({ submissionId: id })).output(z.object({})),
  /** Pieces of other submissions that say much the same, the most alike first. */
  similar: base.input(z.object({ submissionId: id })).output(z.array(similarPieceSchema)),
  /** Published articles that say much the same, the most alike first. */
  published: base.input(z.object({ submissionId: id })).output(z.array(publishedMatchSchema)),
  /** Two whole texts beside each other. */
  compare: base
    .input(z.object({ submissionId: id, kind: z.enum(['submission', 'published']), id }))
    .output(comparisonSchema),
  /** Sentences by which the piece could be found on the web, the most distinctive first. */
  sentences: base.input(z.object({ submissionId: id })).output(z.array(z.string())),
  /** 署名, 简介, titles and the like, for one channel or (`''`) all; an empty value takes it back. */
  setDetail: base.input(z.object({ submissionId: id, detail: pieceDetailSchema })).output(z.object({})),
  /** Where a picture is from and what may be done with it. */
  describePicture: base.input(z.object({ submissionId: id, sha256, facts: pictureFactsSchema })).output(z.object({})),
  setProvenance: base.input(z.object({ submissionId: id, entry: provenanceEntrySchema })).output(z.object({})),
  /** 分稿; null: nobody in particular. */
  assign: base.input(z.object({ submissionId: id, editorId: id.nullable() })).output(z.object({})),
  /** 新建来稿: one that came without a mail, from an uploaded file. */
  create: base
    .input(
      z.object({
        uploadId: id,
        origin: z.enum(['file', 'paste']),
        author: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('known'), authorId: id }),
          z.object({
            kind: z.literal('new'),
            name: z.string().trim().max(200),
            address: z.union([z.literal(''), z.string().trim().max(320).regex(ADDRESS)]),
          }),
        ]),
        title: z.string().trim().max(500),
        channel: contactChannelSchema,
        note: z.string().trim().max(2000),
        receivedAt: z.number().int().nonnegative(),
        provenance: z.array(provenanceEntrySchema).max(5),
      }),
    )
    .output(z.object({ submissionId: z.string(), number: z.string(), refusal: conversionRefusalSchema.nullable() })),
  /** Manuscripts that are being read and take a while. */
  conversions: base.output(z.array(conversionUnderWaySchema)),
  /** Stops reading one; of one that has ended, nothing. */
  stopConversion: base.input(z.object({ conversionId: z.number().int() })).output(z.object({})),
  /** Reads the mails of a piece without a text once more, in the background. */
  readAgain: base.input(z.object({ submissionId: id })).output(z.object({})),
  quarantine: base.output(z.array(quarantinedMessageSchema)),
  retryQuarantined: base.input(z.object({ hash: sha256 })).output(z.object({})),
}

export const triageContract = {
  /** What is still to be sorted: complaints first, then what has waited the longest. */
  queue: base
    .input(z.object({ offset: z.number().int().nonnegative(), limit: z.number().int().min(1).max(500) }))
    .output(z.object({ rows: z.array(submissionRowSchema), total: z.number().int() })),
  preview: base.input(z.object({ submissionId: id })).output(triagePreviewSchema),
  /** Sorts a new piece; a letter that goes with it is held. `seen`: refused when another mail came meanwhile. */
  sort: base
    .input(z.object({ submissionId: id, action: triageActionSchema, seen: sha256.nullable().optional() }))
    .output(sortedPieceSchema),
  undo: base.input(z.object({ sorted: sortedPieceSchema, reason })).output(z.object({})),
}

export const publishedContract = {
  list: base
    .input(
      z.object({
        query: z.string().max(200),
        offset: z.number().int().nonnegative(),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(z.object({ rows: z.array(publishedArticleSchema), total: z.number().int() })),
  state: base.output(publishedImportSchema),
  /** Lets the editor choose in the system's dialog (no path comes from the window) and imports in the background. */
  choose: base.input(z.object({ what: z.enum(['folder', 'files']) })).output(z.object({ started: z.boolean() })),
  cancel: base.output(z.object({})),
  remove: base.input(z.object({ articleIds: z.array(id).min(1).max(500) })).output(z.object({})),
  /** Looks for a sentence in the system's browser. The address is the shell's. */
  search: base
    .input(z.object({ engine: searchEngineSchema, sentence: z.string().trim().min(1).max(SEARCH_MAX) }))
    .output(z.object({})),
}

export const mailImportContract = {
  state: base.output(mailImportSchema),
  /** Lets the editor choose in the system's dialog (no path comes from the window) and imports in the background. */
  choose: base.input(z.object({ what: z.enum(['folder', 'files']) })).output(z.object({ started: z.boolean() })),
  /** Stops reading files; what was read comes in. */
  cancel: base.output(z.object({})),
}
