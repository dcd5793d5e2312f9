/** 作者: three separate axes (身份, 过稿 N/M, 微信), notes and what to do next. */
import { z } from 'zod'
import { authorBriefSchema, submissionStateSchema } from './submission'

export const contactChannelSchema = z.enum(['phone', 'wechat', 'mail', 'meeting', 'other'])
export type ContactChannel = z.infer<typeof contactChannelSchema>

export const contactNoteSchema = z.object({
  id: z.string(),
  authorId: z.string(),
  channel: contactChannelSchema,
  text: z.string(),
  editorName: z.string(),
  at: z.number().int(),
})
export type ContactNote = z.infer<typeof contactNoteSchema>

/** `YYYY-MM-DD` in the desk's zone: a day, not a moment. */
export const localDateSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((day) => {
    // `Date` takes the 31st of a short month for a day of the next.
    const moment = new Date(`${day}T00:00:00Z`)
    return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day)
  })

/** What a follow-up is for. `add-wechat` is made by 录用; `other` carries the editor's own words. */
export const followUpPurposeSchema = z.enum(['add-wechat', 'other'])
export type FollowUpPurpose = z.infer<typeof followUpPurposeSchema>

export const followUpSchema = z.object({
  id: z.string(),
  authorId: z.string(),
  submissionId: z.string().nullable(),
  purpose: followUpPurposeSchema,
  text: z.string(),
  due: localDateSchema,
  state: z.enum(['open', 'done', 'dropped']),
})
export type FollowUp = z.infer<typeof followUpSchema>

/** One line of an author's or a submission's timeline: an event of the record with what is needed to say it. */
export const timelineEntrySchema = z.object({
  seq: z.number().int(),
  type: z.string(),
  at: z.number().int(),
  editorName: z.string(),
  submissionId: z.string().nullable(),
  submissionNumber: z.string().nullable(),
  submissionTitle: z.string().nullable(),
  /** Parameters of the sentence, by event type. */
  params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
})
export type TimelineEntry = z.infer<typeof timelineEntrySchema>

export const authorRowSchema = authorBriefSchema.extend({
  openFollowUps: z.number().int(),
  nextDue: localDateSchema.nullable(),
  lastReceivedAt: z.number().int().nullable(),
})
export type AuthorRow = z.infer<typeof authorRowSchema>

export const authorRecordSchema = z.object({
  author: authorBriefSchema,
  addresses: z.array(z.string()),
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
})
export type AuthorRecord = z.infer<typeof authorRecordSchema>
