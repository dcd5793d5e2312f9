/**
 * The one contract between the window and the core: every procedure with what goes in and what comes
 * out. Inputs are validated at the door of the core; refusals arrive as the typed error `REFUSED`.
 */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { accountSchema, connectionStepSchema, folderListSchema, passwordKeepSchema } from '../domain/account'
import { annotationAudienceSchema, annotationSchema, COMMENT_MAX } from '../domain/annotation'
import {
  authorRecordSchema,
  authorRowSchema,
  contactChannelSchema,
  followUpSchema,
  localDateSchema,
  timelineEntrySchema,
} from '../domain/author'
import { checklistItemSchema, findingSchema, rulePackSummarySchema } from '../domain/compliance'
import { answeredElsewhereSchema, decisionSchema, verdictSchema } from '../domain/decision'
import {
  deskCountsSchema,
  deskEventSchema,
  deskInfoSchema,
  editorSchema,
  statsSchema,
  verifyReportSchema,
} from '../domain/desk'
import { intakeSettingsSchema } from '../domain/intake'
import {
  letterDraftSchema,
  letterSchema,
  letterTextSchema,
  questionTemplateSchema,
  templateNameSchema,
} from '../domain/letter'
import {
  CHUNK_BYTES,
  CHUNK_CHARACTERS,
  fileRefSchema,
  readyFileSchema,
  submissionFilesSchema,
  textPreviewSchema,
} from '../domain/file'
import { accountConfigSchema, parsedMessageSchema } from '../domain/mail'
import {
  publishedArticleSchema,
  publishedImportSchema,
  publishedMatchSchema,
  SEARCH_MAX,
  searchEngineSchema,
} from '../domain/published'
import { conversionRefusalSchema, importNoteSchema } from '../domain/manuscript'
import { mailImportSchema } from '../domain/mail-import'
import { refusalSchema } from '../domain/refusal'
import { outsideOutcomeSchema } from '../shell-messages'
import {
  comparisonSchema,
  conversionStateSchema,
  guardedLinkStateSchema,
  identitySchema,
  inboxFilterSchema,
  provenanceEntrySchema,
  quarantinedMessageSchema,
  similarPieceSchema,
  submissionRowSchema,
  threadMessageSchema,
  versionBriefSchema,
  wechatStateSchema,
} from '../domain/submission'
import { sortedPieceSchema, triageActionSchema, triagePreviewSchema } from '../domain/triage'
import {
  concernedPieceSchema,
  correctableKindSchema,
  filedMailSchema,
  linkedPieceSchema,
  organisedSchema,
  undoRangeSchema,
} from '../domain/work-item'
import { anchorSchema } from '../manuscript/anchor'

const id = z.string().min(1).max(100)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const reason = z.string().trim().min(1).max(5000)

/** One addr-spec as mailboxes have it. */
const ADDRESS = /^[^\s<>()[\],;:"@]+@[^\s<>()[\],;:"@]+$/u

/** A link of a mail: the mail and the link's place in it. */
const linkPlaceSchema = z.object({ messageHash: sha256, index: z.number().int().nonnegative().max(100_000) })

const base = oc.errors({ REFUSED: { data: refusalSchema } })

/** A finding with what the editors made of it. */
export const reviewFindingSchema = findingSchema.extend({
  /** Set when an editor let it pass (放行): SARIF's `suppression`. */
  waiver: z.object({ reason: z.string(), editorName: z.string(), at: z.number().int() }).nullable(),
})
export type ReviewFinding = z.infer<typeof reviewFindingSchema>

export const submissionDetailSchema = z.object({
  row: submissionRowSchema,
  conversion: conversionStateSchema,
  provenance: z.array(provenanceEntrySchema),
  /** Newest first. */
  versions: z.array(versionBriefSchema),
  /** Oldest first. */
  messages: z.array(threadMessageSchema),
  decisions: z.array(decisionSchema),
  letters: z.array(letterSchema),
  followUps: z.array(followUpSchema),
  timeline: z.array(timelineEntrySchema),
  /** Pieces that belong with it. */
  links: z.array(linkedPieceSchema),
  /** Pieces that were merged into it. */
  mergedFrom: z.array(z.object({ submissionId: z.string(), number: z.string() })),
})
export type SubmissionDetail = z.infer<typeof submissionDetailSchema>

export const contract = {
  desk: {
    info: base.output(deskInfoSchema),
    counts: base.output(deskCountsSchema),
    /** Everything that changes while the window looks. */
    events: base.output(eventIterator(deskEventSchema)),
    setEditor: base.input(z.object({ name: z.string().trim().min(1).max(100) })).output(editorSchema),
    setLetterSettings: base
      .input(z.object({ signature: z.string().max(2000), undoSeconds: z.number().int().min(0).max(120) }))
      .output(z.object({})),
    unlockSecrets: base.input(z.object({ passphrase: z.string().min(1).max(1000) })).output(z.object({})),
    /** Who works here, its own editor first. */
    editors: base.output(z.array(editorSchema)),
    addEditor: base.input(z.object({ name: z.string().trim().min(1).max(100) })).output(editorSchema),
    verify: base.input(z.object({ quick: z.boolean() })).output(verifyReportSchema),
    stats: base.output(statsSchema),
  },
  accounts: {
    list: base.output(z.array(accountSchema)),
    add: base
      .input(
        z.object({
          config: accountConfigSchema,
          password: z.string().max(10_000).nullable(),
          keep: passwordKeepSchema.nullable(),
          /** In force before the first pull. */
          intake: intakeSettingsSchema.optional(),
        }),
      )
      .output(accountSchema),
    /** Changes an account in place; `password` null: the kept one stays. */
    change: base
      .input(
        z.object({
          accountId: id,
          config: accountConfigSchema,
          password: z.string().min(1).max(10_000).nullable(),
          keep: passwordKeepSchema.nullable(),
        }),
      )
      .output(accountSchema),
    /** Tries every step with the given settings; nothing is kept. `accountId`: with its password where none is given. */
    test: base
      .input(
        z.object({
          config: accountConfigSchema,
          password: z.string().max(10_000).nullable(),
          accountId: id.nullable().default(null),
        }),
      )
      .output(z.array(connectionStepSchema)),
    /** The folders of its server. */
    folders: base.input(z.object({ accountId: id })).output(folderListSchema),
    setIntake: base.input(z.object({ accountId: id, settings: intakeSettingsSchema })).output(accountSchema),
    setPassword: base
      .input(z.object({ accountId: id, password: z.string().min(1).max(10_000), keep: passwordKeepSchema }))
      .output(z.object({})),
    /** What its server refused to have changed is tried again, or forgotten. */
    settleChanges: base.input(z.object({ accountId: id, how: z.enum(['retry', 'drop']) })).output(z.object({})),
    remove: base.input(z.object({ accountId: id })).output(z.object({})),
    /** Starts a sync in the background; its progress comes as events. */
    sync: base.input(z.object({ accountId: id.nullable() })).output(z.object({ started: z.number().int() })),
    cancelSync: base.input(z.object({ accountId: id })).output(z.object({})),
  },
  submissions: {
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
    quarantine: base.output(z.array(quarantinedMessageSchema)),
    retryQuarantined: base.input(z.object({ hash: sha256 })).output(z.object({})),
  },
  mailImport: {
    state: base.output(mailImportSchema),
    /** Lets the editor choose in the system's dialog (no path comes from the window) and imports in the background. */
    choose: base.input(z.object({ what: z.enum(['folder', 'files']) })).output(z.object({ started: z.boolean() })),
    /** Stops reading files; what was read comes in. */
    cancel: base.output(z.object({})),
  },
  published: {
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
  },
  triage: {
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
  },
  files: {
    /** What came with the mails of a submission and beside them, and its links that expire. */
    ofSubmission: base.input(z.object({ submissionId: id })).output(submissionFilesSchema),
    /** Takes a file out of its mail or archive: it can be shown, saved or opened then, by its `sha256`. */
    ready: base.input(z.object({ file: fileRefSchema })).output(readyFileSchema),
    /** The beginning of a text file. */
    text: base.input(z.object({ sha256 })).output(textPreviewSchema),
    /** A piece of a file, in base64. */
    chunk: base
      .input(
        z.object({
          sha256,
          offset: z.number().int().nonnegative(),
          length: z.number().int().min(1).max(CHUNK_BYTES),
        }),
      )
      .output(z.object({ base64: z.string() })),
    /** A copy to where the editor says in the system's dialog. */
    save: base.input(z.object({ file: fileRefSchema })).output(outsideOutcomeSchema),
    /** A copy in the system's program. What runs is refused; what may carry macros is opened only with `evenIfMacro`. */
    openOutside: base.input(z.object({ file: fileRefSchema, evenIfMacro: z.boolean() })).output(outsideOutcomeSchema),
    beginUpload: base
      .input(z.object({ filename: z.string().min(1).max(1000), size: z.number().int().nonnegative() }))
      .output(z.object({ uploadId: id })),
    appendUpload: base
      .input(
        z.object({
          uploadId: id,
          offset: z.number().int().nonnegative(),
          base64: z.base64().max(CHUNK_CHARACTERS),
        }),
      )
      .output(z.object({})),
    dropUpload: base.input(z.object({ uploadId: id })).output(z.object({})),
    /** What an uploaded file would become; nothing is kept. */
    glance: base.input(z.object({ uploadId: id })).output(
      z.discriminatedUnion('kind', [
        z.object({
          kind: z.literal('readable'),
          title: z.string(),
          byline: z.string(),
          words: z.number().int(),
          beginning: z.string(),
          report: z.array(importNoteSchema),
        }),
        z.object({ kind: z.literal('refused'), refusal: conversionRefusalSchema }),
      ]),
    ),
    /** Adds an uploaded file, as a new version where it can be read as one; `link`: what it was downloaded from. */
    add: base
      .input(z.object({ submissionId: id, uploadId: id, link: linkPlaceSchema.nullable() }))
      .output(z.object({ versionId: z.string().nullable(), refusal: conversionRefusalSchema.nullable() })),
  },
  links: {
    /** Opens a link of a mail that expires in the system's browser. It is named by its place, never by an address. */
    open: base.input(linkPlaceSchema).output(outsideOutcomeSchema),
    /** 已失效, or to be fetched after all. Answers with what it was before. */
    note: base
      .input(linkPlaceSchema.extend({ state: z.enum(['open', 'expired']) }))
      .output(z.object({ before: guardedLinkStateSchema })),
    /** The letter that asks for the file once more, filled in. */
    draftResend: base.input(linkPlaceSchema).output(letterDraftSchema),
  },
  /** Mail and work items put right by an editor. What comes back can be taken back together (`undo`). */
  organise: {
    archive: base.input(z.object({ submissionId: id, archived: z.boolean() })).output(organisedSchema),
    setReplyBy: base.input(z.object({ submissionId: id, replyBy: localDateSchema })).output(organisedSchema),
    /** Settles a complaint, with a reason, or takes it up again. */
    setUrgent: base
      .input(z.object({ submissionId: id, urgent: z.boolean(), reason: z.string().trim().max(5000) }))
      .output(organisedSchema),
    /** Accepted pieces that a complaint may be about: of its sender, or named in it. */
    concerned: base.input(z.object({ submissionId: id })).output(z.array(concernedPieceSchema)),
    link: base.input(z.object({ submissionId: id, otherId: id })).output(organisedSchema),
    unlink: base.input(z.object({ submissionId: id, otherId: id })).output(organisedSchema),
    merge: base.input(z.object({ submissionId: id, intoId: id })).output(organisedSchema),
    unmerge: base.input(z.object({ submissionId: id })).output(organisedSchema),
    correct: base.input(z.object({ hash: sha256, kind: correctableKindSchema })).output(organisedSchema),
    split: base.input(z.object({ hash: sha256 })).output(organisedSchema),
    move: base.input(z.object({ hash: sha256, submissionId: id })).output(organisedSchema),
    /** Mails that are in no submission, the newest first. */
    filed: base
      .input(z.object({ offset: z.number().int().nonnegative(), limit: z.number().int().min(1).max(500) }))
      .output(z.object({ rows: z.array(filedMailSchema), total: z.number().int() })),
    undo: base.input(undoRangeSchema).output(z.object({})),
  },
  messages: {
    /** `html` is as written and hostile: the window sanitises it and shows it in a sandbox without scripts and network. */
    show: base.input(z.object({ hash: sha256 })).output(parsedMessageSchema.extend({ hash: sha256 })),
  },
  manuscripts: {
    /** The document of a version: canonical JSON of the schema in `shared/manuscript/schema.ts`. */
    document: base
      .input(z.object({ versionId: id }))
      .output(z.object({ versionId: id, contentHash: sha256, json: z.string() })),
  },
  annotations: {
    list: base.input(z.object({ submissionId: id })).output(z.array(annotationSchema)),
    add: base
      .input(
        z.object({
          versionId: id,
          kind: z.enum(['comment', 'highlight']),
          anchor: anchorSchema,
          audience: annotationAudienceSchema,
          text: z.string().max(COMMENT_MAX),
        }),
      )
      .output(annotationSchema),
    reply: base
      .input(z.object({ annotationId: id, text: z.string().trim().min(1).max(COMMENT_MAX) }))
      .output(annotationSchema),
    setState: base.input(z.object({ annotationId: id, state: z.enum(['open', 'resolved']) })).output(annotationSchema),
    setAudience: base
      .input(z.object({ annotationId: id, audience: annotationAudienceSchema }))
      .output(annotationSchema),
    remove: base.input(z.object({ annotationId: id })).output(z.object({})),
    /** Takes a removal back. */
    restore: base.input(z.object({ annotationId: id })).output(annotationSchema),
  },
  compliance: {
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
  },
  decisions: {
    /** The letter that would go with a verdict, filled in; null for a verdict that has none. */
    draft: base.input(z.object({ submissionId: id, verdict: verdictSchema, reason: z.string().max(5000) })).output(
      z.object({
        letter: letterDraftSchema.nullable(),
        /** Open 必改 findings: 录用 then needs an override reason. */
        openErrors: z.number().int(),
        openComments: z.number().int(),
        openProvenance: z.number().int(),
        acceptedAfter: z.number().int(),
        submissionCount: z.number().int(),
        /** What was answered with another program since the author's last mail, newest first: a letter would be a second answer. */
        answeredElsewhere: z.array(answeredElsewhereSchema),
      }),
    ),
    record: base
      .input(
        z.object({
          submissionId: id,
          verdict: verdictSchema,
          reason,
          override: z.string().trim().min(1).max(5000).nullable(),
          letter: letterDraftSchema.nullable(),
          /** The round that is meant: given again after a lost answer, the same decision is not recorded twice. */
          round: z.number().int().positive().optional(),
          /** The newest mail that the editor has seen (`newestMail`): refused when another came meanwhile. */
          seen: sha256.nullable().optional(),
        }),
      )
      .output(z.object({ decision: decisionSchema, letter: letterSchema.nullable() })),
    /** Takes the newest decision back while its letter has not left; it stays in the record as reverted. */
    revert: base.input(z.object({ decisionId: id, reason })).output(decisionSchema),
  },
  letters: {
    list: base.output(z.array(letterSchema)),
    /** Letters that wait until an editor lets them go, the oldest first, with the reason of their verdict. */
    held: base.output(z.array(letterSchema.extend({ verdictReason: z.string().nullable() }))),
    edit: base.input(letterTextSchema.extend({ letterId: id })).output(letterSchema),
    /** Another reason for the verdict of a held letter: in the record, and in the letter where it stands there. */
    setReason: base.input(z.object({ letterId: id, reason })).output(letterSchema),
    /** Lets held letters go: they leave when the undo time is over. */
    release: base.input(z.object({ letterIds: z.array(id).min(1).max(500) })).output(z.array(letterSchema)),
    /** Holds letters again that were let go and have not left. */
    hold: base.input(z.object({ letterIds: z.array(id).min(1).max(500) })).output(z.array(letterSchema)),
    /** A question to the author without a verdict, filled in. */
    draftQuestion: base
      .input(z.object({ submissionId: id, template: questionTemplateSchema.exclude(['resend']) }))
      .output(letterDraftSchema),
    /** Queues it, or holds it until it was looked over; the piece is the author's turn until an answer comes. */
    ask: base.input(z.object({ submissionId: id, letter: letterDraftSchema, hold: z.boolean() })).output(letterSchema),
    rejectReasons: base.output(z.array(z.string())),
    cancel: base.input(z.object({ letterId: id })).output(letterSchema),
    /** Tries now. An `unsure` letter is sent again only with `evenIfUnsure`: the author may get it twice. */
    retry: base.input(z.object({ letterId: id, evenIfUnsure: z.boolean() })).output(letterSchema),
    /** Sends a letter that failed or waits through another account, from its address. */
    sendFrom: base.input(z.object({ letterId: id, accountId: id })).output(letterSchema),
    /** A human found an `unsure` letter in the author's or the Sent mailbox. */
    confirmSent: base.input(z.object({ letterId: id })).output(letterSchema),
    templates: base.output(z.array(z.object({ name: templateNameSchema, title: z.string(), source: z.string() }))),
  },
  authors: {
    list: base
      .input(
        z.object({
          query: z.string().max(200),
          filter: z.enum(['all', 'chunyu', 'follow-up']),
          offset: z.number().int().nonnegative(),
          limit: z.number().int().min(1).max(500),
        }),
      )
      .output(z.object({ rows: z.array(authorRowSchema), total: z.number().int() })),
    show: base.input(z.object({ authorId: id })).output(authorRecordSchema),
    note: base
      .input(z.object({ authorId: id, channel: contactChannelSchema, text: z.string().trim().min(1).max(10_000) }))
      .output(z.object({})),
    setIdentity: base.input(z.object({ authorId: id, identity: identitySchema, reason })).output(z.object({})),
    setWechat: base
      .input(z.object({ authorId: id, wechat: wechatStateSchema, reason: z.string().max(5000) }))
      .output(z.object({})),
    addFollowUp: base
      .input(
        z.object({
          authorId: id,
          submissionId: id.nullable(),
          text: z.string().trim().min(1).max(1000),
          due: localDateSchema,
        }),
      )
      .output(z.object({})),
    closeFollowUp: base.input(z.object({ followUpId: id, state: z.enum(['done', 'dropped']) })).output(z.object({})),
  },
}

export type Contract = typeof contract
