/** Authors: the directory, the record, merging, lists and sanctions, notes and follow-ups. */
import { z } from 'zod'
import {
  authorRecordSchema,
  authorRowSchema,
  chatLineSchema,
  MAX_NOTE_FILES,
  contactChannelSchema,
  dueFollowUpSchema,
  factNameSchema,
  localDateSchema,
  MAX_FACT,
  mergeSideSchema,
  mergeSuggestionSchema,
  repeatSchema,
  timelineEntrySchema,
} from '../domain/author'
import { erasureDoneSchema, erasureGroundSchema, erasurePreviewSchema, erasureUnderWaySchema } from '../domain/erasure'
import {
  aggravatingSchema,
  confirmedFindingSchema,
  listingLevelSchema,
  measureSchema,
  sanctionedPublicationSchema,
} from '../domain/sanction'
import {
  authorImportSchema,
  handOffRowSchema,
  importPreviewSchema,
  sheetColumnSchema,
  sheetHeadSchema,
} from '../domain/author-sheet'
import { locales } from '../i18n/translate'
import { outsideOutcomeSchema } from '../shell-messages'
import { identitySchema, wechatStateSchema } from '../domain/submission'
import { filedMailSchema } from '../domain/work-item'
import { base, id, reason, sha256 } from './base'

const nothing = z.object({})
const short = z.string().trim().min(1).max(MAX_FACT)
const words = z.string().trim().min(1).max(10_000)
const author = z.object({ authorId: id })

const upload = z.object({ uploadId: id })
const mapped = upload.extend({ mapping: z.array(sheetColumnSchema).max(100) })
const locale = z.enum(locales)

export const authorFilterSchema = z.enum(['all', 'chunyu', 'follow-up', 'hand-off', 'listed'])

export const authorsContract = {
  list: base
    .input(
      z.object({
        query: z.string().max(200),
        filter: authorFilterSchema,
        offset: z.number().int().nonnegative(),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(z.object({ rows: z.array(authorRowSchema), total: z.number().int() })),
  show: base.input(author).output(authorRecordSchema),
  /** Older entries of a timeline: those recorded before `before`. */
  timeline: base
    .input(author.extend({ before: z.number().int() }))
    .output(z.object({ entries: z.array(timelineEntrySchema), more: z.boolean() })),

  /** Mails from the person that are in no submission, the newest first: older than the cut-off day, notices, what was filed. */
  mailsBeside: base.input(author).output(z.array(filedMailSchema)),

  rename: base.input(author.extend({ name: short })).output(nothing),
  addAddress: base.input(author.extend({ address: z.email().max(320) })).output(nothing),
  removeAddress: base.input(author.extend({ address: z.string().min(1).max(320) })).output(nothing),
  setPenName: base.input(author.extend({ name: short, present: z.boolean() })).output(nothing),
  /** An empty value takes the fact back. */
  setFact: base.input(author.extend({ field: factNameSchema, value: z.string().trim().max(MAX_FACT) })).output(nothing),
  setTag: base.input(author.extend({ tag: z.string().trim().min(1).max(40), present: z.boolean() })).output(nothing),
  /** Fields and tags that the desk has made up so far. */
  known: base.output(z.object({ fields: z.array(z.string()), tags: z.array(z.string()) })),
  setKeepInTouch: base.input(author.extend({ weeks: z.number().int().min(1).max(52).nullable() })).output(nothing),

  /** Records that may be one person's, with why. */
  suggestions: base.output(z.array(mergeSuggestionSchema)),
  /** A record as it stands beside another. */
  side: base.input(author).output(mergeSideSchema),
  /** `otherId` is the same person: what it has becomes `authorId`'s. */
  merge: base.input(author.extend({ otherId: id, reason })).output(nothing),
  unmerge: base.input(z.object({ otherId: id, reason })).output(nothing),
  /** Not the same person: the pair is not offered again. */
  keepApart: base.input(author.extend({ otherId: id })).output(nothing),

  setIdentity: base.input(author.extend({ identity: identitySchema, reason })).output(nothing),
  setWechat: base.input(author.extend({ wechat: wechatStateSchema, reason })).output(nothing),

  note: base
    .input(
      author.extend({
        channel: contactChannelSchema,
        text: words,
        /** UTC milliseconds; null: now. */
        happenedAt: z.number().int().nullable().default(null),
        chat: z.array(chatLineSchema).max(2_000).nullable().default(null),
        /** Files that were uploaded for it. */
        uploadIds: z.array(id).max(MAX_NOTE_FILES).default([]),
      }),
    )
    .output(nothing),
  pinNote: base.input(z.object({ noteId: id, pinned: z.boolean() })).output(nothing),
  editNote: base.input(z.object({ noteId: id, text: words })).output(nothing),
  /** Files that were uploaded for a note that is written already. */
  addNoteFiles: base
    .input(z.object({ noteId: id, uploadIds: z.array(id).min(1).max(MAX_NOTE_FILES) }))
    .output(z.object({ added: z.array(z.string()) })),
  removeNoteFile: base.input(z.object({ noteId: id, sha256 })).output(nothing),
  removeNote: base.input(z.object({ noteId: id, removed: z.boolean() })).output(nothing),

  addFollowUp: base
    .input(
      author.extend({
        submissionId: id.nullable(),
        text: z.string().trim().min(1).max(1000),
        due: localDateSchema,
        repeat: repeatSchema.omit({ anchor: true }).nullable().default(null),
      }),
    )
    .output(nothing),
  closeFollowUp: base.input(z.object({ followUpId: id, state: z.enum(['done', 'dropped']) })).output(nothing),
  moveFollowUp: base.input(z.object({ followUpId: id, due: localDateSchema })).output(nothing),
  /** What is due today or was due before, the oldest first. */
  due: base.output(z.array(dueFollowUpSchema)),

  putOnList: base
    .input(author.extend({ level: listingLevelSchema, reason, reviewOn: localDateSchema }))
    .output(nothing),
  takeOffList: base.input(author.extend({ reason })).output(nothing),

  addSiteAccount: base.input(author.extend({ name: short, link: z.string().trim().max(2000) })).output(nothing),
  removeSiteAccount: base.input(author.extend({ accountId: id })).output(nothing),
  addPublication: base
    .input(
      author.extend({
        url: z.url({ protocol: /^https?$/ }).max(2000),
        title: z.string().trim().max(MAX_FACT),
        submissionId: id.nullable(),
      }),
    )
    .output(nothing),
  removePublication: base.input(author.extend({ publicationId: id })).output(nothing),

  proposeSanction: base
    .input(
      author.extend({
        accountId: id,
        publication: sanctionedPublicationSchema,
        measure: measureSchema,
        findings: z.array(confirmedFindingSchema).max(200),
        aggravating: z.array(aggravatingSchema).max(4),
        reason,
      }),
    )
    .output(nothing),
  /** Somebody did it in the site's own backend. */
  carryOutSanction: base.input(z.object({ sanctionId: id, by: short, startsAt: z.number().int() })).output(nothing),
  liftSanction: base.input(z.object({ sanctionId: id, by: short, reason })).output(nothing),
  dropSanction: base.input(z.object({ sanctionId: id, reason })).output(nothing),
  enterAppeal: base.input(z.object({ sanctionId: id, words })).output(nothing),
  settleAppeal: base
    .input(z.object({ appealId: id, outcome: z.enum(['upheld', 'granted']), answer: words }))
    .output(nothing),

  /** A sheet that was uploaded: its columns, and what each seems to hold. */
  sheetHead: base.input(upload).output(sheetHeadSchema),
  previewImport: base.input(mapped).output(importPreviewSchema),
  /** Takes the sheet in; its failed lines change nothing. */
  importSheet: base.input(mapped).output(z.object({ importId: id, preview: importPreviewSchema })),
  /** The lines that would fail, as a sheet, to where the editor says. */
  saveFailedRows: base.input(mapped.extend({ locale })).output(outsideOutcomeSchema),
  imports: base.output(z.array(authorImportSchema)),
  /** Takes an import back: what nobody touched since goes. */
  revertImport: base
    .input(z.object({ importId: id, reason }))
    .output(z.object({ removed: z.number().int(), kept: z.number().int() })),
  /** The directory as a sheet, to where the editor says. */
  saveSheet: base.input(z.object({ locale })).output(outsideOutcomeSchema),
  /** 小羽毛清单 as a sheet, to where the editor says. */
  saveHandOff: base.input(z.object({ locale })).output(outsideOutcomeSchema),
  previewHandOff: base.input(upload).output(z.array(handOffRowSchema)),
  importHandOff: base.input(upload).output(z.array(handOffRowSchema)),
  /** Everything that the desk has about one person, as JSON, to where the editor says. */
  savePerson: base.input(author).output(outsideOutcomeSchema),
  /** What erasing a person's data would take, what would stay and why, and what is in the way. */
  previewErasure: base.input(author).output(erasurePreviewSchema),
  /** How far it is; null: nobody is being erased. */
  erasureUnderWay: base.output(erasureUnderWaySchema.nullable()),
  /** Stops it while it has changed nothing; `erase` is refused with `erasure-stopped` then. */
  stopErasure: base.input(author).output(nothing),
  /** Erases a person's data; it cannot be undone. Seniors and owners only. */
  erase: base.input(author.extend({ ground: erasureGroundSchema })).output(erasureDoneSchema),

  raiseObjection: base.input(z.object({ submissionId: id, words })).output(nothing),
  /** `readerId`: the second editor, who read it. */
  settleObjection: base
    .input(z.object({ objectionId: id, readerId: id, outcome: z.enum(['upheld', 'reopened']), answer: words }))
    .output(nothing),
}
