/** 作者: three separate axes (身份, 过稿 N/M, 微信), notes and what to do next. */
import { z } from 'zod'
import { localDateSchema } from './local-date'
import { attachmentSchema } from './mail'
import { listingSchema, objectionSchema, sanctionBasisSchema } from './sanction'
import { authorBriefSchema, identitySchema, submissionStateSchema, wechatStateSchema } from './submission'
import { guardianSchema } from './terms'

export { localDateSchema }

export const contactChannelSchema = z.enum(['phone', 'wechat', 'mail', 'meeting', 'other'])
export type ContactChannel = z.infer<typeof contactChannelSchema>

/** Who speaks in a chat: whoever works at the desk, the author, or somebody else. */
export const chatSideSchema = z.enum(['me', 'author', 'other'])
export type ChatSide = z.infer<typeof chatSideSchema>

/** One message of a pasted chat; `at` is null where the paste says no time, else UTC milliseconds. */
export const chatLineSchema = z.object({
  speaker: z.string().max(200),
  /** Left out where nobody said who the speaker is. */
  side: chatSideSchema.optional(),
  at: z.number().int().nullable(),
  text: z.string().max(10_000),
})
export type ChatLine = z.infer<typeof chatLineSchema>

/** Files that one note may carry: as many as may be on their way to the core at once. */
export const MAX_NOTE_FILES = 4

/** A file that was put to a note. */
export const noteFileSchema = attachmentSchema.pick({
  filename: true,
  contentType: true,
  sha256: true,
  size: true,
  entries: true,
})
export type NoteFile = z.infer<typeof noteFileSchema>

export const contactNoteSchema = z.object({
  id: z.string(),
  authorId: z.string(),
  channel: contactChannelSchema,
  text: z.string(),
  editorName: z.string(),
  /** When it was noted. */
  at: z.number().int(),
  /** When it was said, if that is known to be another time. */
  happenedAt: z.number().int().nullable(),
  /** Of a pasted chat; null of any other note. */
  chat: z.array(chatLineSchema).nullable(),
  files: z.array(noteFileSchema),
  pinned: z.boolean(),
})
export type ContactNote = z.infer<typeof contactNoteSchema>

/** What a follow-up is for. `add-wechat` is made by 录用, `other` carries the editor's own words, the rest are made by the desk itself. */
export const followUpPurposeSchema = z.enum([
  'add-wechat',
  'other',
  'wechat-stalled',
  'keep-in-touch',
  'sanction-over',
  'listing-review',
])
export type FollowUpPurpose = z.infer<typeof followUpPurposeSchema>

/** Comes again when it is done: every so many days, weeks or months, counted from its first day. */
export const repeatSchema = z.object({
  every: z.number().int().min(1).max(52),
  unit: z.enum(['day', 'week', 'month']),
  /** The first due day: the 31st stays the 31st after a short month. */
  anchor: localDateSchema,
})
export type Repeat = z.infer<typeof repeatSchema>

export const followUpSchema = z.object({
  id: z.string(),
  authorId: z.string(),
  submissionId: z.string().nullable(),
  purpose: followUpPurposeSchema,
  text: z.string(),
  due: localDateSchema,
  state: z.enum(['open', 'done', 'dropped']),
  repeat: repeatSchema.nullable(),
})
export type FollowUp = z.infer<typeof followUpSchema>

/** One line of an author's or a submission's timeline: an event of the record with what is needed to say it. */
export const timelineEntrySchema = z.object({
  seq: z.number().int(),
  type: z.string(),
  at: z.number().int(),
  editorId: z.string(),
  editorName: z.string(),
  submissionId: z.string().nullable(),
  submissionNumber: z.string().nullable(),
  submissionTitle: z.string().nullable(),
  /** Parameters of the sentence, by event type. */
  params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
})
export type TimelineEntry = z.infer<typeof timelineEntrySchema>

/** A follow-up in the list of the day, with whom it is about. */
export const dueFollowUpSchema = followUpSchema.extend({
  authorName: z.string(),
  submissionNumber: z.string().nullable(),
})
export type DueFollowUp = z.infer<typeof dueFollowUpSchema>

/** What is known of a person besides names and addresses; fields of the desk's own are `own:` and a name. */
export const factFieldSchema = z.enum(['wechat', 'official-account', 'phone', 'organisation', 'note'])
export type FactField = z.infer<typeof factFieldSchema>
/** Characters of a fact, a name or a tag. */
export const MAX_FACT = 500
export const factNameSchema = z.string().regex(/^(?:wechat|official-account|phone|organisation|note|own:[^\n]{1,40})$/u)
export const factSchema = z.object({ field: factNameSchema, value: z.string().max(MAX_FACT) })
export type Fact = z.infer<typeof factSchema>

/** Why two records may be one person's. */
export const mergeReasonSchema = z.enum([
  'same-name',
  'same-pen-name',
  'same-wechat',
  'same-phone',
  'same-official-account',
  'same-address-name',
])
export type MergeReason = z.infer<typeof mergeReasonSchema>

/** One of two records that may be the same person's, as they stand side by side. */
export const mergeSideSchema = authorBriefSchema.extend({
  addresses: z.array(z.string()),
  penNames: z.array(z.string()),
  facts: z.array(factSchema),
  firstSeenAt: z.number().int(),
  lastReceivedAt: z.number().int().nullable(),
  noteCount: z.number().int(),
})
export type MergeSide = z.infer<typeof mergeSideSchema>

export const mergeSuggestionSchema = z.object({
  one: mergeSideSchema,
  other: mergeSideSchema,
  reasons: z.array(z.object({ reason: mergeReasonSchema, value: z.string() })),
})
export type MergeSuggestion = z.infer<typeof mergeSuggestionSchema>

export const authorRowSchema = authorBriefSchema.extend({
  tags: z.array(z.string()),
  openFollowUps: z.number().int(),
  nextDue: localDateSchema.nullable(),
  lastReceivedAt: z.number().int().nullable(),
})
export type AuthorRow = z.infer<typeof authorRowSchema>

export const authorRecordSchema = z.object({
  author: authorBriefSchema,
  addresses: z.array(z.string()),
  penNames: z.array(z.string()),
  facts: z.array(factSchema),
  tags: z.array(z.string()),
  /** Records that were merged into this one, the newest first. */
  merged: z.array(z.object({ id: z.string(), name: z.string(), address: z.string(), at: z.number().int() })),
  /** The steps that are open from here. */
  nextIdentities: z.array(identitySchema),
  nextWechat: z.array(wechatStateSchema),
  /** Weeks between contacts; null: nobody asked to be reminded. */
  keepWeeks: z.number().int().nullable(),
  /** What is noted of their age and guardian; null: nothing. */
  guardian: guardianSchema.nullable(),
  listings: z.array(listingSchema),
  basis: sanctionBasisSchema,
  objections: z.array(objectionSchema),
  /** The person's data were erased on request: what is left has no words. */
  erased: z.boolean(),
  firstSeenAt: z.number().int(),
  submissions: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      title: z.string(),
      state: submissionStateSchema,
      receivedAt: z.number().int(),
    }),
  ),
  notes: z.array(contactNoteSchema),
  followUps: z.array(followUpSchema),
  timeline: z.array(timelineEntrySchema),
  /** Entries older than these are asked for with `authors.timeline`. */
  timelineMore: z.boolean(),
})
export type AuthorRecord = z.infer<typeof authorRecordSchema>
