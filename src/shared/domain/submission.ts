/** 来稿: the work item. One piece by one author, with all mail about it. */
import { z } from 'zod'
import { conversionRefusalSchema, importNoteSchema, manuscriptImageSchema } from './manuscript'
import { messageKindSchema, quarantineReasonSchema } from './mail'
import { publicationSchema } from './publication'
import { publishedMarkSchema } from './published'
import { listingLevelSchema } from './sanction'

export const submissionStateSchema = z.enum([
  'new',
  'reviewing',
  'revising',
  'accepted',
  'rejected',
  'withdrawn',
  'junk',
  'reserved',
])
export type SubmissionState = z.infer<typeof submissionStateSchema>

/** The strip above the text: each settled (with what and where it was said) or open. */
export const provenanceFieldSchema = z.enum([
  'first-publication',
  'authorization',
  'pictures',
  'ai-statement',
  'signature',
])
export type ProvenanceField = z.infer<typeof provenanceFieldSchema>

export const provenanceEntrySchema = z.object({
  field: provenanceFieldSchema,
  /** The editor's or author's words: `仅首发鸟哥笔记`. Empty means open again. */
  value: z.string().max(500),
  /** Where it was said: a mail, a phone call, WeChat. */
  saidIn: z.string().max(500),
})
export type ProvenanceEntry = z.infer<typeof provenanceEntrySchema>

/** How a piece came: by mail, or made by an editor from a file or a pasted text (WeChat). */
export const submissionOriginSchema = z.enum(['mail', 'file', 'paste'])
export type SubmissionOrigin = z.infer<typeof submissionOriginSchema>

/** `resubmission`: the same piece sent again as a new one; `split`: cut out of the other; `related`: an editor says so. */
export const submissionLinkKindSchema = z.enum(['resubmission', 'split', 'related'])
export type SubmissionLinkKind = z.infer<typeof submissionLinkKindSchema>

/** `open`: not fetched yet; `captured`: an editor downloaded the file and added it; `expired` (已失效). */
export const guardedLinkStateSchema = z.enum(['open', 'captured', 'expired'])
export type GuardedLinkState = z.infer<typeof guardedLinkStateSchema>

/** Named filters of the inbox. `quarantine` lists messages, not submissions, and has its own call. */
export const inboxFilterSchema = z.enum([
  'open',
  'all',
  'new',
  'reviewing',
  'revising',
  'accepted',
  'rejected',
  'withdrawn',
  'junk',
  'reserved',
  /** 投诉: urgent first, settled ones after. */
  'complaints',
  /** 等作者: asked something without a decision. */
  'awaiting-author',
  /** 待排期: accepted, and no day is set. */
  'to-schedule',
  /** 待批: a draft of a decision waits for a senior editor. */
  'awaiting-approval',
  /** 分给我: assigned to whoever asks, and not archived. */
  'mine',
  'archived',
])
export type InboxFilter = z.infer<typeof inboxFilterSchema>

export const findingCountsSchema = z.object({
  error: z.number().int(),
  warning: z.number().int(),
  note: z.number().int(),
})
export type FindingCounts = z.infer<typeof findingCountsSchema>

export const identitySchema = z.enum(['non-author', 'chunyu', 'cancelled'])
/** 身份: 非作者, 春羽作者, 已取消. */
export type Identity = z.infer<typeof identitySchema>

export const wechatStateSchema = z.enum(['none', 'requested', 'connected', 'declined'])
/** 微信: 未加, 已申请, 已通过, 未通过. */
export type WechatState = z.infer<typeof wechatStateSchema>

/** What a row says of the author. 过稿 N/M is derived from decisions: accepted of decided and open pieces. */
export const authorBriefSchema = z.object({
  id: z.string(),
  name: z.string(),
  address: z.string(),
  identity: identitySchema,
  wechat: wechatStateSchema,
  acceptedCount: z.number().int(),
  submissionCount: z.number().int(),
  /** 内部名单: 慎收 or 不收; null for who is not on it. */
  listing: listingLevelSchema.nullable(),
})
export type AuthorBrief = z.infer<typeof authorBriefSchema>

/** The piece of another submission that is most like this one. */
export const similarMarkSchema = z.object({
  submissionId: z.string(),
  number: z.string(),
  /** 0 to 1: how much of the shorter text stands in the longer one. */
  score: z.number().min(0).max(1),
})
export type SimilarMark = z.infer<typeof similarMarkSchema>

/** An earlier piece of the last days by the same author, or under the same title, however different its text. */
export const recentMarkSchema = z.object({
  submissionId: z.string(),
  number: z.string(),
  title: z.string(),
  /** Whole days between the newest mails of the two. */
  days: z.number().int(),
  by: z.enum(['author', 'title']),
})
export type RecentMark = z.infer<typeof recentMarkSchema>

/** A near-duplicate of a piece (疑似重复), with what both say. */
export const similarPieceSchema = similarMarkSchema.extend({
  title: z.string(),
  authorName: z.string(),
  sameAuthor: z.boolean(),
  /** Whole days between the two pieces' newest mails. */
  daysApart: z.number().int(),
  /** The passages that both have, the longest, in the order of this piece; long ones are cut. */
  passages: z.array(z.object({ here: z.string(), there: z.string() })),
})
export type SimilarPiece = z.infer<typeof similarPieceSchema>

export const submissionRowSchema = z.object({
  id: z.string(),
  /** 稿号: `2609-041`. */
  number: z.string(),
  state: submissionStateSchema,
  publication: publicationSchema,
  title: z.string(),
  subject: z.string(),
  author: authorBriefSchema,
  /** UTC milliseconds of the newest mail in. */
  receivedAt: z.number().int(),
  words: z.number().int(),
  images: z.number().int(),
  attachments: z.number().int(),
  /** 第 N 稿; 0 when nothing could be taken in as a manuscript. */
  versions: z.number().int(),
  /** Its first manuscript is still being made. */
  converting: z.boolean(),
  /** Open findings of the newest version, waived ones left out. */
  findings: findingCountsSchema,
  /** Links to shares that expire, of which nobody has noted what became of them (待下载). */
  expiringLinks: z.number().int(),
  /** When the first of them ends, UTC milliseconds; null when no mail says. */
  linkExpiresAt: z.number().int().nullable(),
  unread: z.boolean(),
  /** A revision or reply came since the last decision. */
  answered: z.boolean(),
  /** 归档: hidden from 待处理 until new mail comes. */
  archived: z.boolean(),
  /** A complaint that is not settled, and the local date by which it is to be answered. */
  urgent: z.boolean(),
  replyBy: z.string().nullable(),
  /** Its sender took the mail back. */
  recalled: z.boolean(),
  origin: submissionOriginSchema,
  awaitsAuthor: z.boolean(),
  /** A draft of a decision waits for a senior editor. */
  awaitsApproval: z.boolean(),
  /** Who works on it; null: nobody in particular. */
  assignee: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** Its newest letter came back: the author was not told. */
  bounced: z.boolean(),
  /** The submission that it was merged into. */
  mergedInto: z.string().nullable(),
  similar: similarMarkSchema.nullable(),
  /** The published article that it is most like. */
  published: publishedMarkSchema.nullable(),
  recent: recentMarkSchema.nullable(),
})
export type SubmissionRow = z.infer<typeof submissionRowSchema>

export const versionBriefSchema = z.object({
  id: z.string(),
  ordinal: z.number().int(),
  title: z.string(),
  byline: z.string(),
  words: z.number().int(),
  images: z.array(manuscriptImageSchema),
  /** The blob of the document's canonical JSON, as it is now: edited, with its suggested changes. */
  contentHash: z.string(),
  /** The document as it was taken in (原稿). */
  originalHash: z.string(),
  /** Suggested changes in it that nobody accepted or rejected yet. */
  suggestions: z.number().int(),
  sourceFilename: z.string().nullable(),
  sourceSha256: z.string().nullable(),
  messageHash: z.string().nullable(),
  report: z.array(importNoteSchema),
  addedAt: z.number().int(),
})
export type VersionBrief = z.infer<typeof versionBriefSchema>

/** A mail in or a letter out, in the thread beside the manuscript (往来). */
export const threadMessageSchema = z.object({
  /** sha256 of the raw bytes. */
  hash: z.string(),
  messageId: z.string(),
  kind: messageKindSchema,
  from: z.object({ name: z.string(), address: z.string() }),
  subject: z.string(),
  date: z.number().int(),
  preview: z.string(),
  attachments: z.number().int(),
  /** Its sender took it back. */
  recalled: z.boolean(),
})
export type ThreadMessage = z.infer<typeof threadMessageSchema>

/** Kinds of mail that change nothing for who is about to answer: copies and machines' notices. */
const NO_NEWS: ReadonlySet<string> = new Set(['duplicate', 'autoreply', 'bounce'])

/** The newest mail of a thread that somebody wrote; null for one without. What an editor has seen when they answer. */
export function newestMail<Mail extends Pick<ThreadMessage, 'kind'>>(thread: readonly Mail[]): Mail | null {
  return thread.findLast(({ kind }) => !NO_NEWS.has(kind)) ?? null
}

/** A mail the parser could not take (异常邮件). */
export const quarantinedMessageSchema = z.object({
  hash: z.string(),
  reason: quarantineReasonSchema,
  detail: z.string(),
  size: z.number().int(),
  arrivedAt: z.number().int(),
})
export type QuarantinedMessage = z.infer<typeof quarantinedMessageSchema>

/** Why a submission has no manuscript yet, if so. */
export const conversionStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('converted') }),
  z.object({ kind: z.literal('pending') }),
  z.object({ kind: z.literal('refused'), refusal: conversionRefusalSchema }),
])
export type ConversionState = z.infer<typeof conversionStateSchema>

/** Two texts beside each other, whole, with what both have. */
export const comparisonSchema = z.object({
  here: z.object({ number: z.string(), title: z.string(), author: z.string(), at: z.number().int(), text: z.string() }),
  there: z.object({
    kind: z.enum(['submission', 'published']),
    id: z.string(),
    /** 稿号; empty of a published article. */
    number: z.string(),
    title: z.string(),
    author: z.string(),
    /** When it came or was published, UTC milliseconds; null where nobody says. */
    at: z.number().int().nullable(),
    url: z.string(),
    text: z.string(),
  }),
  /** Null when the comparison did not come to an end. */
  score: z.number().min(0).max(1).nullable(),
  /** UTF-16 offsets into both texts, in the order of this one; of very many the longest. */
  passages: z.array(
    z.object({
      aStart: z.number().int(),
      aEnd: z.number().int(),
      bStart: z.number().int(),
      bEnd: z.number().int(),
    }),
  ),
})
export type Comparison = z.infer<typeof comparisonSchema>
