/** Mails, their files and links, and what an editor puts right about them. */
import { z } from 'zod'
import { localDateSchema } from '../domain/author'
import {
  CHUNK_BYTES,
  CHUNK_CHARACTERS,
  fileRefSchema,
  manuscriptChoiceSchema,
  readyFileSchema,
  submissionFilesSchema,
  textPreviewSchema,
} from '../domain/file'
import { letterDraftSchema } from '../domain/letter'
import { parsedMessageSchema } from '../domain/mail'
import { conversionRefusalSchema, importNoteSchema } from '../domain/manuscript'
import { guardedLinkStateSchema } from '../domain/submission'
import {
  concernedPieceSchema,
  correctableKindSchema,
  filedMailSchema,
  organisedSchema,
  undoRangeSchema,
} from '../domain/work-item'
import { outsideOutcomeSchema } from '../shell-messages'
import { base, id, sha256 } from './base'

/** A link of a mail: the mail and the link's place in it. */
const linkPlaceSchema = z.object({ messageHash: sha256, index: z.number().int().nonnegative().max(100_000) })

export const filesContract = {
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
  /** Keeps an uploaded picture (a portrait); refused when it is no PNG, JPEG, GIF or WebP. */
  keepPicture: base.input(z.object({ uploadId: id })).output(z.object({ sha256, contentType: z.string() })),
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
  /** Makes a new version of a file that the piece has, or of a mail's words. `versionId` null without a refusal: it says the same. */
  asManuscript: base
    .input(z.object({ submissionId: id, choice: manuscriptChoiceSchema }))
    .output(z.object({ versionId: z.string().nullable(), refusal: conversionRefusalSchema.nullable() })),
}

export const linksContract = {
  /** Opens a link of a mail that expires in the system's browser. It is named by its place, never by an address. */
  open: base.input(linkPlaceSchema).output(outsideOutcomeSchema),
  /** 已失效, or to be fetched after all. Answers with what it was before. */
  note: base
    .input(linkPlaceSchema.extend({ state: z.enum(['open', 'expired']) }))
    .output(z.object({ before: guardedLinkStateSchema })),
  /** The letter that asks for the file once more, filled in. */
  draftResend: base.input(linkPlaceSchema).output(letterDraftSchema),
}

/** Mail and work items put right by an editor. What comes back can be taken back together (`undo`). */
export const organiseContract = {
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
}

export const messagesContract = {
  /** `html` is as written and hostile: the window sanitises it and shows it in a sandbox without scripts and network. */
  show: base.input(z.object({ hash: sha256 })).output(parsedMessageSchema.extend({ hash: sha256 })),
}
