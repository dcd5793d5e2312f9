/** What a submission is made of and how it stands, as splitting, merging and moving change it. */
import { z } from 'zod'
import { localDateSchema } from './author'
import { messageKindSchema } from './mail'
import { conversionStateSchema, submissionLinkKindSchema, submissionStateSchema } from './submission'

/** All that can change about a submission's row when mail is put into it or taken out of it. */
export const submissionShapeSchema = z.object({
  state: submissionStateSchema,
  title: z.string(),
  receivedAt: z.number().int(),
  words: z.number().int(),
  images: z.number().int(),
  attachments: z.number().int(),
  expiringLinks: z.number().int(),
  currentVersionId: z.string().nullable(),
  conversion: conversionStateSchema,
  unread: z.boolean(),
  answered: z.boolean(),
  archived: z.boolean(),
  urgent: z.boolean(),
  replyBy: localDateSchema.nullable(),
  recalled: z.boolean(),
  awaitsAuthor: z.boolean(),
  mergedInto: z.string().nullable(),
})
export type SubmissionShape = z.infer<typeof submissionShapeSchema>

/** A mail of a submission. */
export const memberSchema = z.object({
  hash: z.string(),
  kind: messageKindSchema,
  /** UTC milliseconds. */
  receivedAt: z.number().int(),
})
export type Member = z.infer<typeof memberSchema>

export const rearrangementSchema = z.object({
  /** Where things go; null: they belong to no piece any more. */
  submissionId: z.string().nullable(),
  /** Where they come from; null: they belonged to none. */
  otherId: z.string().nullable(),
  operation: z.enum(['split', 'moved', 'merged', 'joined-thread', 'undone']),
  /** `was`: what each counted as where it comes from. */
  messages: z.array(memberSchema.extend({ was: messageKindSchema })),
  /** Versions with their annotations. */
  versions: z.array(z.string()),
  letters: z.array(z.string()),
  followUps: z.array(z.string()),
  /** Files that came another way than by mail (sha256), links that expire (URL), provenance (field). */
  files: z.array(z.string()),
  links: z.array(z.string()),
  provenance: z.array(z.string()),
})
export type Rearrangement = z.infer<typeof rearrangementSchema>

/** Another piece that belongs with this one. */
export const linkedPieceSchema = z.object({
  submissionId: z.string(),
  number: z.string(),
  title: z.string(),
  state: submissionStateSchema,
  kind: submissionLinkKindSchema,
})
export type LinkedPiece = z.infer<typeof linkedPieceSchema>

/** An accepted piece that a complaint may be about: its sender's, or named in it. */
export const concernedPieceSchema = linkedPieceSchema.omit({ kind: true }).extend({
  why: z.enum(['sender', 'named']),
})
export type ConcernedPiece = z.infer<typeof concernedPieceSchema>

/** What an editor can say a mail is. What machines write says itself what it is. */
export const correctableKindSchema = z.enum([
  'submission',
  'revision',
  'reply',
  'inquiry',
  'promotion',
  'complaint',
  'junk',
])
export type CorrectableKind = z.infer<typeof correctableKindSchema>

/** A mail that is in no submission: a machine's notice, a copy, junk, history. */
export const filedMailSchema = z.object({
  /** sha256 of the raw bytes. */
  id: z.string(),
  kind: messageKindSchema,
  from: z.object({ name: z.string(), address: z.string() }),
  subject: z.string(),
  /** UTC milliseconds. */
  date: z.number().int(),
  preview: z.string(),
  attachments: z.number().int(),
  /** Older than the account's cut-off date. */
  history: z.boolean(),
})
export type FiledMail = z.infer<typeof filedMailSchema>

/** The events of one act of organising, in the record: what can be taken back together. */
export const undoRangeSchema = z.object({ first: z.number().int().positive(), last: z.number().int().positive() })
export type UndoRange = z.infer<typeof undoRangeSchema>

/** What came of an act of organising. */
export const organisedSchema = z.object({
  /** Null: nothing changed. */
  undo: undoRangeSchema.nullable(),
  /** The piece that a mail is in now, or that was acted on; null: it is in none. */
  submissionId: z.string().nullable(),
})
export type Organised = z.infer<typeof organisedSchema>
