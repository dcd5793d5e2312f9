/** Files of a submission: what came with its mails, what an editor added, and what lies behind links that expire. */
import { z } from 'zod'
import { attachmentSchema, messageKindSchema } from './mail'
import { guardedLinkStateSchema } from './submission'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** Entries of an archive that can be named: as many as are listed. */
const MAX_ENTRY = 100_000

/** Which file is meant: never a path. `entry` is the place in the archive's list, null for the file itself. */
const entry = z.number().int().nonnegative().max(MAX_ENTRY).nullable()
const pieceFiles = [
  z.object({ of: z.literal('mail'), messageHash: sha256, sha256, entry }),
  z.object({ of: z.literal('submission'), submissionId: z.string().min(1).max(100), sha256, entry }),
] as const
export const fileRefSchema = z.discriminatedUnion('of', [
  ...pieceFiles,
  z.object({ of: z.literal('note'), noteId: z.string().min(1).max(100), sha256, entry }),
])
export type FileRef = z.infer<typeof fileRefSchema>

/** What an editor may say is the manuscript: a file of the piece, an entry of an archive, or the words of a mail. */
export const manuscriptChoiceSchema = z.discriminatedUnion('of', [
  ...pieceFiles,
  z.object({ of: z.literal('body'), messageHash: sha256 }),
])
export type ManuscriptChoice = z.infer<typeof manuscriptChoiceSchema>

/** How the window shows a file: by its bytes, whatever its name says. `none`: only outside. */
export const previewKindSchema = z.enum(['image', 'pdf', 'text', 'none'])
export type PreviewKind = z.infer<typeof previewKindSchema>

/**
 * What opening a file outside may do. `program`: it runs; the desk never opens it. `macro`: its program may run what is inside.
 * `ordinary`: neither is known.
 */
export const fileDangerSchema = z.enum(['ordinary', 'macro', 'program'])
export type FileDanger = z.infer<typeof fileDangerSchema>

/** A file that lies ready as a blob: to be shown, kept or opened. */
export const readyFileSchema = z.object({
  sha256: z.string(),
  filename: z.string(),
  size: z.number().int().nonnegative(),
  preview: previewKindSchema,
  danger: fileDangerSchema,
})
export type ReadyFile = z.infer<typeof readyFileSchema>

export const textPreviewSchema = z.object({
  text: z.string(),
  /** The encoding that was guessed; null when the file said it or is plain UTF-8. */
  guessed: z.string().nullable(),
  /** There is more in the file. */
  truncated: z.boolean(),
})
export type TextPreview = z.infer<typeof textPreviewSchema>

/** A file that came another way than by mail. */
export const handedOverFileSchema = attachmentSchema
  .pick({ filename: true, contentType: true, sha256: true, size: true, entries: true })
  .extend({ addedAt: z.number().int() })
export type HandedOverFile = z.infer<typeof handedOverFileSchema>

/** A link that expires, and what became of it. */
export const guardedLinkSchema = z.object({
  /** Which link it is: the mail, and the place among the mail's links. The window never hands back an address. */
  messageHash: z.string(),
  index: z.number().int().nonnegative(),
  url: z.string(),
  /** The address's host, in ASCII: a look-alike shows as `xn--…`. */
  host: z.string(),
  /** A code of the service; null when it is none that the desk knows by name. */
  service: z.string().nullable(),
  name: z.string().nullable(),
  size: z.number().int().nullable(),
  /** UTC milliseconds; null when the mail does not say. Never assumed. */
  expiresAt: z.number().int().nullable(),
  state: guardedLinkStateSchema,
  /** The file that was behind it. */
  sha256: z.string().nullable(),
  notedAt: z.number().int().nullable(),
})
export type GuardedLink = z.infer<typeof guardedLinkSchema>

export const mailFilesSchema = z.object({
  messageHash: z.string(),
  kind: messageKindSchema,
  subject: z.string(),
  date: z.number().int(),
  attachments: z.array(attachmentSchema),
})
export type MailFiles = z.infer<typeof mailFilesSchema>

export const submissionFilesSchema = z.object({
  /** Mails that brought files, oldest first. */
  mails: z.array(mailFilesSchema),
  /** Newest first. */
  handedOver: z.array(handedOverFileSchema),
  /** What is still open first, the soonest end first; unknown ends after known ones. */
  links: z.array(guardedLinkSchema),
})
export type SubmissionFiles = z.infer<typeof submissionFilesSchema>

/** Bytes of one file that the window may hand over. A larger manuscript is taken in by the command line. */
export const MAX_UPLOAD_BYTES = 64 * 1024 * 1024
/** Bytes of one piece of a file between window and core: small enough that nothing waits for it. */
export const CHUNK_BYTES = 512 * 1024
/** The same in base64. */
export const CHUNK_CHARACTERS = Math.ceil(CHUNK_BYTES / 3) * 4
