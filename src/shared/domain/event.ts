/**
 * 操作记录: what changes the desk, one typed event a change. Payloads are plain data, one person's
 * data in one payload, so that it can be erased without breaking the chain.
 */
import { z } from 'zod'
import { anchorSchema } from '../manuscript/anchor'
import { annotationAudienceSchema, importedThreadSchema, outcomeSchema } from './annotation'
import { localDateSchema } from './author'
import { authorEventPayloads } from './author-events'
import { verdictSchema } from './decision'
import { editorColorSchema } from './editor-color'
import { exportSettingsSchema } from './export'
import { pictureFactsSchema, pieceDetailSchema } from './piece'
import { letterReasonSchema, letterStateSchema, templateNameSchema } from './letter'
import { templateLanguageSchema } from './letter-template'
import { intakeSettingsSchema } from './intake'
import { accountConfigSchema, messageKindSchema } from './mail'
import { conversionRefusalSchema, importNoteSchema, manuscriptImageSchema } from './manuscript'
import { proposalStateSchema, proposedDecisionSchema } from './proposal'
import { publicationSchema, publicationStepSchema } from './publication'
import { approvalSchema, roleSchema } from './role'
import { allowScopeSchema, packChangesSchema, packSaveSchema } from './rules'
import {
  findingCountsSchema,
  guardedLinkStateSchema,
  provenanceEntrySchema,
  provenanceFieldSchema,
  submissionLinkKindSchema,
  submissionOriginSchema,
  submissionStateSchema,
} from './submission'
import { guardianSchema, pieceTermsSchema } from './terms'
import { rearrangementSchema, submissionShapeSchema } from './work-item'

const id = z.string()
const time = z.number().int()

/** Payload schemas by event type. A changed payload gets a new version and an upcast, never an edit. */
export const eventPayloads = {
  'desk.created': z.object({ zone: z.string() }),
  'desk.letter-settings-changed': z.object({ signature: z.string(), undoSeconds: z.number().int() }),
  'desk.export-settings-changed': z.object({ settings: exportSettingsSchema }),
  'editor.named': z.object({ editorId: id, name: z.string() }),
  'editor.role-changed': z.object({ editorId: id, from: roleSchema, to: roleSchema }),
  /** Offered nowhere any more, or again; what they did stays theirs. */
  'editor.retired': z.object({ editorId: id, retired: z.boolean() }),
  'editor.coloured': z.object({ editorId: id, color: editorColorSchema }),
  /** Somebody else sits at the desk from now on. */
  'desk.editor-switched': z.object({ from: id, to: id }),
  /** Whether a deputy's decision waits for a senior. */
  'desk.approval-changed': z.object({ from: approvalSchema, to: approvalSchema }),
  /** Whether the system tells of follow-ups that come due. */
  'desk.notices-changed': z.object({ followUps: z.boolean() }),
  /** A letter template was changed. `source` null: back to the shipped text; `restored`: the older version that was brought back. */
  'template.saved': z.object({
    name: templateNameSchema,
    language: templateLanguageSchema,
    version: z.number().int(),
    source: z.string().nullable(),
    restored: z.number().int().nullable(),
  }),
  'account.added': z.object({ accountId: id, config: accountConfigSchema }),
  'account.changed': z.object({ accountId: id, config: accountConfigSchema }),
  'account.intake-changed': z.object({ accountId: id, settings: intakeSettingsSchema }),
  'account.removed': z.object({ accountId: id }),
  ...authorEventPayloads,
  /** Whether an author is under 18, and the guardian's consent; `from`: what was noted before. */
  'author.guardian-noted': z.object({ authorId: id, from: guardianSchema.nullable(), to: guardianSchema }),
  'submission.registered': z.object({
    submissionId: id,
    number: z.string(),
    authorId: id,
    title: z.string(),
    subject: z.string(),
    receivedAt: time,
    /** Blob hash of the mail it came in; null when it came another way. */
    messageHash: z.string().nullable(),
    attachments: z.number().int(),
    expiringLinks: z.number().int(),
    origin: submissionOriginSchema.optional(),
  }),
  'submission.message-joined': z.object({
    submissionId: id,
    messageHash: z.string(),
    kind: messageKindSchema,
    receivedAt: time,
    from: submissionStateSchema,
    to: submissionStateSchema,
  }),
  'submission.review-started': z.object({ submissionId: id, from: submissionStateSchema, to: submissionStateSchema }),
  'submission.read': z.object({ submissionId: id }),
  /** Unread as before: what had read it was taken back. */
  'submission.unread': z.object({ submissionId: id }),
  /** The beginning of a review taken back (初筛). */
  'submission.review-undone': z.object({ submissionId: id, from: submissionStateSchema, to: submissionStateSchema }),
  /** 归档: out of the lists of what is to do until new mail comes; no state. */
  'submission.archived': z.object({ submissionId: id, archived: z.boolean() }),
  /** 分稿: who works on it. */
  'submission.assigned': z.object({ submissionId: id, from: id.nullable(), to: id.nullable() }),
  /** A complaint came: urgent until it is settled. */
  'submission.complaint-noted': z.object({
    submissionId: id,
    messageHash: z.string(),
    replyBy: localDateSchema,
    /** How the piece stood before, so that a correction can be taken back. */
    from: z.object({ urgent: z.boolean(), replyBy: localDateSchema.nullable(), archived: z.boolean() }),
  }),
  /** Null: it was no complaint after all. */
  'submission.reply-by-changed': z.object({
    submissionId: id,
    from: localDateSchema.nullable(),
    replyBy: localDateSchema.nullable(),
  }),
  /** Settled (`urgent` false), or taken up again. */
  'submission.urgency-changed': z.object({ submissionId: id, urgent: z.boolean(), reason: z.string() }),
  /** An editor says what a mail is, against what it was taken for. */
  'submission.message-sorted': z.object({
    submissionId: id.nullable(),
    messageHash: z.string(),
    from: messageKindSchema,
    to: messageKindSchema,
  }),
  /** The sender took a mail back; the notice says so. */
  'submission.message-recalled': z.object({ submissionId: id, messageHash: z.string(), noticeHash: z.string() }),
  /** An editor asked the author something without a decision, or the answer is not waited for any more. */
  'submission.awaiting-changed': z.object({ submissionId: id, awaitsAuthor: z.boolean() }),
  'submission.linked': z.object({ submissionId: id, otherId: id, kind: submissionLinkKindSchema }),
  'submission.unlinked': z.object({ submissionId: id, otherId: id, kind: submissionLinkKindSchema }),
  /** Mails, and what came with them, went from one piece to another (or to none); what becomes of each piece follows as `reshaped`. */
  'submission.rearranged': rearrangementSchema,
  /** A piece after something was put into it or taken out of it: all of what its row says, before and after. */
  'submission.reshaped': z.object({
    submissionId: id,
    /** Its versions in their order, the newest last. */
    versions: z.array(id),
    versionsBefore: z.array(id),
    from: submissionShapeSchema,
    to: submissionShapeSchema,
  }),
  /** A piece that nothing is left of: in no list any more. Its 稿号 leads to the other one, if there is one. */
  'submission.dissolved': z.object({ submissionId: id, otherId: id.nullable() }),
  /** A file that came another way than by mail. */
  'submission.file-added': z.object({
    submissionId: id,
    sha256: z.string(),
    filename: z.string(),
    contentType: z.string(),
    size: z.number().int(),
    /** The names in it, when it is an archive. */
    entries: z.array(z.string()).nullable(),
  }),
  /** What became of a link that expires; `sha256`: the file that was behind it. */
  'submission.link-noted': z.object({
    submissionId: id,
    url: z.string(),
    state: guardedLinkStateSchema,
    sha256: z.string().nullable(),
  }),
  'submission.provenance-noted': z.object({ submissionId: id, entry: provenanceEntrySchema }),
  /** 署名, 简介, titles and the like, for one channel or all; an empty value takes it back. */
  'submission.detail-noted': z.object({ submissionId: id, detail: pieceDetailSchema, from: z.string() }),
  /** Where a picture is from and what may be done with it; null: nothing was said before. */
  'submission.picture-described': z.object({
    submissionId: id,
    sha256: z.string(),
    facts: pictureFactsSchema,
    from: pictureFactsSchema.nullable(),
  }),
  'manuscript.version-added': z.object({
    versionId: id,
    submissionId: id,
    ordinal: z.number().int(),
    title: z.string(),
    byline: z.string(),
    words: z.number().int(),
    images: z.array(manuscriptImageSchema),
    contentHash: z.string(),
    sourceFilename: z.string().nullable(),
    sourceSha256: z.string().nullable(),
    messageHash: z.string().nullable(),
    report: z.array(importNoteSchema),
    /** Suggested changes that came with the file. */
    suggestions: z.number().int().optional(),
  }),
  /** An editor worked on the text: what it is now, and where the annotations lie in it. */
  'manuscript.edited': z.object({
    versionId: id,
    submissionId: id,
    from: z.string(),
    contentHash: z.string(),
    title: z.string(),
    /** Of the current text (deletions out). */
    words: z.number().int(),
    suggestions: z.number().int(),
    /** All pictures of the version, where an editor put some in or took such out again. */
    images: z.array(manuscriptImageSchema).optional(),
    /** Annotations that moved along with the text. One whose words are gone keeps the anchor it had. */
    anchors: z.array(z.object({ annotationId: id, anchor: anchorSchema })),
  }),
  'manuscript.refused': z.object({
    submissionId: id,
    messageHash: z.string().nullable(),
    refusal: conversionRefusalSchema,
  }),
  'annotation.added': z.object({
    annotationId: id,
    submissionId: id,
    versionId: id,
    kind: z.enum(['comment', 'highlight']),
    anchor: anchorSchema,
    audience: annotationAudienceSchema,
    commentId: id,
    text: z.string(),
    clause: z.string().optional(),
    label: z.string().optional(),
    mentions: z.array(id).optional(),
    /** The finding it grew out of: 问作者, or a note on it. */
    finding: z.object({ findingId: id, ruleId: z.string() }).optional(),
  }),
  /** A thread that came with the file. */
  'annotation.imported': z.object({
    annotationId: id,
    submissionId: id,
    versionId: id,
    thread: importedThreadSchema,
    commentIds: z.array(id),
  }),
  'annotation.replied': z.object({
    annotationId: id,
    submissionId: id,
    commentId: id,
    text: z.string(),
    mentions: z.array(id).optional(),
  }),
  'annotation.comment-edited': z.object({
    annotationId: id,
    submissionId: id,
    commentId: id,
    from: z.string(),
    text: z.string(),
    mentions: z.array(id),
  }),
  'annotation.labelled': z.object({
    annotationId: id,
    submissionId: id,
    from: z.object({ label: z.string(), clause: z.string().nullable() }),
    label: z.string(),
    clause: z.string().nullable(),
  }),
  /** An editor says where it belongs now. */
  'annotation.placed': z.object({ annotationId: id, submissionId: id, from: anchorSchema, anchor: anchorSchema }),
  /** What the author did about it in a version; null: not said any more. */
  'annotation.answered': z.object({
    annotationId: id,
    submissionId: id,
    versionId: id,
    outcome: outcomeSchema.nullable(),
  }),
  'annotation.state-changed': z.object({ annotationId: id, submissionId: id, state: z.enum(['open', 'resolved']) }),
  'annotation.audience-changed': z.object({ annotationId: id, submissionId: id, audience: annotationAudienceSchema }),
  'annotation.removed': z.object({ annotationId: id, submissionId: id }),
  'annotation.restored': z.object({ annotationId: id, submissionId: id }),
  'finding.waived': z.object({
    submissionId: id,
    versionId: id,
    findingId: id,
    ruleId: z.string(),
    reason: z.string(),
  }),
  'finding.waiver-withdrawn': z.object({ submissionId: id, versionId: id, findingId: id }),
  /**
   * A version of a rule pack that the desk uses from now on. `source`: the blob of its YAML; `baseHash`: the shipped version
   * that it was made from or compared with, null for a pack of the desk's own.
   */
  'rule-pack.saved': z.object({
    name: z.string(),
    version: z.string(),
    hash: z.string(),
    source: z.string(),
    baseHash: z.string().nullable(),
    how: packSaveSchema,
    changes: packChangesSchema,
    note: z.string(),
  }),
  'rule-pack.switched': z.object({ name: z.string(), on: z.boolean(), reason: z.string() }),
  /** A pack of the desk's own is taken away; its versions stay for old verdicts. */
  'rule-pack.removed': z.object({ name: z.string(), reason: z.string() }),
  'rule.switched': z.object({ ruleId: z.string(), pack: z.string(), on: z.boolean(), reason: z.string() }),
  /** Words that may stand. `folded`: as they are compared; `expiresOn`: the last local day that it holds. */
  'allow-entry.added': z.object({
    entryId: id,
    scope: allowScopeSchema,
    authorId: id.nullable(),
    submissionId: id.nullable(),
    ruleId: z.string().nullable(),
    words: z.string(),
    folded: z.string(),
    reason: z.string(),
    expiresOn: localDateSchema.nullable(),
  }),
  'allow-entry.withdrawn': z.object({
    entryId: id,
    authorId: id.nullable(),
    submissionId: id.nullable(),
    words: z.string(),
    reason: z.string(),
  }),
  'decision.recorded': z.object({
    decisionId: id,
    submissionId: id,
    authorId: id,
    verdict: verdictSchema,
    reason: z.string(),
    round: z.number().int(),
    versionId: id.nullable(),
    findings: findingCountsSchema,
    override: z.string().nullable(),
    /** 录用: the clauses that need a person, those that whoever decided signed and those that nobody did. */
    signedClauses: z.array(z.string()).optional(),
    unsignedClauses: z.array(z.string()).optional(),
    /** 录用: which of 首发, 授权 and AI 声明 were still open. */
    openFacts: z.array(provenanceFieldSchema).optional(),
    /** Who drafted it, of one that a senior approved. */
    proposedBy: id.optional(),
    from: submissionStateSchema,
    to: submissionStateSchema,
    publication: publicationSchema,
    publicationBefore: publicationSchema.optional(),
    letterId: id.nullable(),
  }),
  /** A deputy's draft of a decision, which waits for a senior. */
  'decision.proposed': z.object({
    proposalId: id,
    submissionId: id,
    verdict: verdictSchema,
    reason: z.string(),
    round: z.number().int(),
    versionId: id.nullable(),
    request: proposedDecisionSchema,
  }),
  'decision.proposal-settled': z.object({
    proposalId: id,
    submissionId: id,
    state: proposalStateSchema.exclude(['waiting']),
    reason: z.string(),
    decisionId: id.nullable(),
  }),
  /** What follows 录用; `letterId`: the letter with the addresses. */
  'submission.publication-changed': z.object({
    submissionId: id,
    step: publicationStepSchema,
    from: publicationSchema,
    to: publicationSchema,
    reason: z.string(),
    letterId: id.nullable(),
  }),
  /** 稿费 and 合同, before and after. */
  'submission.terms-noted': z.object({ submissionId: id, from: pieceTermsSchema, to: pieceTermsSchema }),
  'decision.reverted': z.object({
    decisionId: id,
    submissionId: id,
    to: submissionStateSchema,
    publication: publicationSchema,
    reason: z.string(),
  }),
  /** Another reason for the same verdict, before its letter left. */
  'decision.reason-changed': z.object({ decisionId: id, submissionId: id, from: z.string(), to: z.string() }),
  'letter.queued': z.object({
    letterId: id,
    submissionId: id,
    decisionId: id.nullable(),
    accountId: id,
    template: z.string(),
    to: z.object({ name: z.string(), address: z.string() }),
    from: z.object({ name: z.string(), address: z.string() }),
    subject: z.string(),
    text: z.string(),
    html: z.string(),
    messageId: z.string(),
    inReplyTo: z.string().nullable(),
    references: z.array(z.string()),
    notBefore: time,
  }),
  'letter.state-changed': z.object({
    letterId: id,
    submissionId: id,
    from: letterStateSchema,
    to: letterStateSchema,
    reason: letterReasonSchema.nullable(),
    detail: z.string(),
    attempts: z.number().int(),
    notBefore: time,
  }),
  /** Another account sends it: the one it was written for is gone. */
  'letter.account-changed': z.object({
    letterId: id,
    submissionId: id,
    accountId: id,
    from: z.object({ name: z.string(), address: z.string() }),
  }),
  /** What it says was changed before it left. */
  'letter.edited': z.object({
    letterId: id,
    submissionId: id,
    subject: z.string(),
    text: z.string(),
    html: z.string(),
  }),
  /** A bounce came back for a letter that the server had accepted. */
  'letter.bounced': z.object({
    letterId: id,
    submissionId: id,
    recipient: z.string(),
    messageHash: z.string(),
    detail: z.string(),
  }),
} as const

export type EventType = keyof typeof eventPayloads
export type EventPayload<T extends EventType> = z.infer<(typeof eventPayloads)[T]>

/** What a use case decides: an event before it has a place in the chain. */
export type DeskChange = {
  [T in EventType]: { readonly type: T; readonly subject: string; readonly payload: EventPayload<T> }
}[EventType]

/** An event as it stands in the record. */
export type RecordedEvent = DeskChange & {
  readonly id: string
  readonly deskId: string
  readonly seq: number
  readonly prevHash: string
  readonly hash: string
  readonly v: number
  /** UTC milliseconds. */
  readonly at: number
  readonly editorId: string
  readonly salt: string
  readonly payloadHash: string
}

/** Builds a change with its payload's type tied to the event's. `subject` is the aggregate it is about. */
export function change<T extends EventType>(type: T, subject: string, payload: EventPayload<T>): DeskChange {
  return { type, subject, payload } as DeskChange
}
