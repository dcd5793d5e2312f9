/** 回信 and its way through the outbox. */
import { z } from 'zod'
import { changeFailureSchema } from './account'

/**
 * queued: waits for its time (the undo countdown) or for the connection; sending: handed to the
 * server, outcome not yet known; sent: the server accepted it ("已通知"); unsure: the connection was
 * lost after the text was handed over, never sent again without a human; failed: refused;
 * cancelled: taken back before it was handed over.
 */
export const letterStateSchema = z.enum(['queued', 'sending', 'sent', 'unsure', 'failed', 'cancelled'])
export type LetterState = z.infer<typeof letterStateSchema>

/** Why a letter is where it is. Codes; the window says it in words. */
export const letterReasonSchema = z.enum([
  'undo-window',
  /** Waits until an editor lets it go (初筛). */
  'held',
  /** Leaves at a time that an editor chose. */
  'scheduled',
  /** The author wrote after the letter was written: it stopped, and an editor looks first. */
  'author-wrote',
  'offline',
  'no-password',
  'retry-later',
  'refused-by-server',
  'login-failed',
  'recipient-refused',
  'outcome-unknown',
  'interrupted',
  'by-editor',
  'decision-reverted',
  'disk',
  'written-to-folder',
  /** Its copy lies in the Sent folder: it went out. */
  'found-in-sent',
  /** Its account was removed: another can send it. */
  'account-removed',
])
export type LetterReason = z.infer<typeof letterReasonSchema>

export const letterSchema = z.object({
  id: z.string(),
  submissionId: z.string(),
  /** 稿号 and title of the submission, for lists. */
  submissionNumber: z.string(),
  submissionTitle: z.string(),
  decisionId: z.string().nullable(),
  accountId: z.string(),
  template: z.string(),
  to: z.object({ name: z.string(), address: z.string() }),
  subject: z.string(),
  text: z.string(),
  /** Fixed before the first try. */
  messageId: z.string(),
  inReplyTo: z.string().nullable(),
  references: z.array(z.string()),
  state: letterStateSchema,
  reason: letterReasonSchema.nullable(),
  /** The server's own words. */
  detail: z.string(),
  attempts: z.number().int(),
  /** Not tried before, UTC milliseconds. */
  notBefore: z.number().int(),
  createdAt: z.number().int(),
  sentAt: z.number().int().nullable(),
  /** When a bounce came back for it, though a server had accepted it; and what that server said. */
  bouncedAt: z.number().int().nullable(),
  bounceDetail: z.string(),
  /** Its copy in the server's folder of sent mail, as far as the desk knows; null where nothing is known of one. */
  sentCopy: z
    .discriminatedUnion('state', [
      /** Is to be put there, unless the server does it by itself. */
      z.object({ state: z.literal('waiting') }),
      z.object({ state: z.literal('kept') }),
      z.object({ state: z.literal('failed'), failure: changeFailureSchema, detail: z.string() }),
    ])
    .nullable(),
})
export type Letter = z.infer<typeof letterSchema>

/** A held letter's time: it never comes by itself. UTC milliseconds, the last second of the year 9999. */
export const HELD_UNTIL = Date.UTC(9999, 11, 31, 23, 59, 59)

/** Waits for an editor who looks it over and lets it go. */
export function isHeld(letter: { readonly state: LetterState; readonly reason: LetterReason | null }): boolean {
  return letter.state === 'queued' && letter.reason === 'held'
}

/** Was on its way and stopped, because the author wrote meanwhile. */
export function isStopped(letter: { readonly state: LetterState; readonly reason: LetterReason | null }): boolean {
  return letter.state === 'queued' && letter.reason === 'author-wrote'
}

/** The letters that go with a verdict. */
export const verdictTemplateSchema = z.enum(['accept', 'revise', 'reject', 'withdraw', 'reserve'])

/** Letters without a verdict: something is asked, and the author's answer is waited for. */
export const questionTemplateSchema = z.enum(['ask-first-publication', 'self-publish', 'resend', 'reminder'])
export type QuestionTemplate = z.infer<typeof questionTemplateSchema>

/** Letters without a verdict that tell or answer something: nothing is waited for. */
export const noticeTemplateSchema = z.enum([
  'receipt',
  'answer-inquiry',
  'answer-progress',
  'hand-off',
  'objection-upheld',
  'objection-reopened',
])
export type NoticeTemplate = z.infer<typeof noticeTemplateSchema>

/** The letter with the addresses at which a piece came out. */
export const publishedTemplateSchema = z.enum(['published'])

export const templateNameSchema = z.enum([
  ...verdictTemplateSchema.options,
  ...questionTemplateSchema.options,
  ...noticeTemplateSchema.options,
  ...publishedTemplateSchema.options,
])
export type TemplateName = z.infer<typeof templateNameSchema>

export const letterTextSchema = z.object({
  subject: z.string().min(1).max(500),
  text: z.string().min(1).max(100_000),
})
export type LetterText = z.infer<typeof letterTextSchema>

/** A letter before it is queued, as the decision sheet shows and edits it. */
export const letterDraftSchema = letterTextSchema.extend({
  template: templateNameSchema,
  to: z.object({ name: z.string(), address: z.string() }),
})
export type LetterDraft = z.infer<typeof letterDraftSchema>
