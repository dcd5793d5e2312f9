/** Payloads of the events of an author's record: person, merging, lists, sanctions, notes, follow-ups. */
import { z } from 'zod'
import { erasureGroundSchema } from './erasure'
import {
  chatLineSchema,
  contactChannelSchema,
  followUpPurposeSchema,
  localDateSchema,
  noteFileSchema,
  MAX_NOTE_FILES,
  repeatSchema,
} from './author'
import {
  aggravatingSchema,
  appealOutcomeSchema,
  confirmedFindingSchema,
  listingLevelSchema,
  measureSchema,
  objectionOutcomeSchema,
} from './sanction'
import { identitySchema, wechatStateSchema } from './submission'

const id = z.string()
const time = z.number().int()

/** What goes from one record to another: rows by their keys. */
export const authorMoveSchema = z.object({
  addresses: z.array(z.string()),
  submissions: z.array(id),
  notes: z.array(id),
  followUps: z.array(id),
  penNames: z.array(z.string()),
  facts: z.array(z.object({ field: z.string(), value: z.string() })),
  tags: z.array(z.string()),
  listings: z.array(id),
  accounts: z.array(id),
  publications: z.array(id),
  sanctions: z.array(id),
  appeals: z.array(id),
  objections: z.array(id),
  allowEntries: z.array(id),
})
export type AuthorMove = z.infer<typeof authorMoveSchema>

export const authorEventPayloads = {
  'author.registered': z.object({ authorId: id, name: z.string(), address: z.string() }),
  'author.renamed': z.object({ authorId: id, from: z.string(), name: z.string() }),
  'author.address-noted': z.object({ authorId: id, address: z.string(), present: z.boolean() }),
  'author.pen-name-noted': z.object({ authorId: id, name: z.string(), present: z.boolean() }),
  /** An empty value takes it back. */
  'author.fact-noted': z.object({ authorId: id, field: z.string(), value: z.string(), from: z.string() }),
  'author.tagged': z.object({ authorId: id, tag: z.string(), present: z.boolean() }),
  /** `otherId` is the same person: what it had is `authorId`'s from now on. */
  'author.merged': z.object({
    authorId: id,
    otherId: id,
    reason: z.string(),
    moved: authorMoveSchema,
    identity: z.object({ from: identitySchema, to: identitySchema }),
    wechat: z.object({ from: wechatStateSchema, to: wechatStateSchema }),
  }),
  /** Two persons after all: `otherId` gets back what it had, and what came for it meanwhile. */
  'author.unmerged': z.object({
    authorId: id,
    otherId: id,
    reason: z.string(),
    moved: authorMoveSchema,
    identity: identitySchema,
    wechat: wechatStateSchema,
    /** Numbers of the events that are the other's alone again. */
    events: z.array(z.number().int()),
  }),
  'author.kept-apart': z.object({ authorId: id, otherId: id }),
  'author.identity-changed': z.object({ authorId: id, from: identitySchema, to: identitySchema, reason: z.string() }),
  'author.wechat-changed': z.object({
    authorId: id,
    from: wechatStateSchema,
    to: wechatStateSchema,
    reason: z.string(),
  }),
  'author.keep-in-touch-set': z.object({
    authorId: id,
    from: z.number().int().nullable(),
    weeks: z.number().int().nullable(),
  }),
  'author.listed': z.object({
    listingId: id,
    authorId: id,
    level: listingLevelSchema,
    reason: z.string(),
    reviewOn: localDateSchema,
  }),
  'author.listing-ended': z.object({ listingId: id, authorId: id, reason: z.string() }),
  'author.publication-noted': z.object({
    publicationId: id,
    authorId: id,
    url: z.string(),
    title: z.string(),
    submissionId: id.nullable(),
    present: z.boolean(),
  }),
  'author.site-account-noted': z.object({
    accountId: id,
    authorId: id,
    name: z.string(),
    link: z.string(),
    present: z.boolean(),
  }),
  'author.contact-noted': z.object({
    noteId: id,
    authorId: id,
    channel: contactChannelSchema,
    text: z.string(),
    happenedAt: time.optional(),
    chat: z.array(chatLineSchema).optional(),
    files: z.array(noteFileSchema).optional(),
  }),
  'author.note-pinned': z.object({ noteId: id, authorId: id, pinned: z.boolean() }),
  /** Files put to a note after it was written, or taken off again: all of them, before and after. */
  'author.note-files-changed': z.object({
    noteId: id,
    authorId: id,
    from: z.array(noteFileSchema),
    files: z.array(noteFileSchema).max(MAX_NOTE_FILES),
  }),
  'author.note-changed': z.object({ noteId: id, authorId: id, from: z.string(), text: z.string() }),
  'author.note-removed': z.object({ noteId: id, authorId: id, removed: z.boolean() }),
  /** Lists of authors taken in; what it made follows as events of each author. */
  'authors.imported': z.object({
    importId: id,
    filename: z.string(),
    created: z.array(id),
    changed: z.array(id),
    failed: z.number().int(),
    /** How many events follow that it made. */
    events: z.number().int(),
  }),
  'authors.import-reverted': z.object({ importId: id, reason: z.string() }),
  /** Made by an import that was taken back: in no list any more. */
  'author.removed': z.object({ authorId: id, reason: z.string() }),
  /**
   * A person's data were erased on request. `mergedIds`: records that were theirs as well. `sealed`: by number, the salted hash of
   * the tombstone that stands in a payload's place. It holds no word, so it is never erased itself.
   */
  'author.erased': z.object({
    authorId: id,
    ground: erasureGroundSchema,
    mergedIds: z.array(id),
    sealed: z.array(z.object({ seq: z.number().int(), hash: z.string() })),
  }),
  'sanction.proposed': z.object({
    sanctionId: id,
    authorId: id,
    accountId: id,
    publicationId: id,
    measure: measureSchema,
    sentence: z.string(),
    findings: z.array(confirmedFindingSchema),
    aggravating: z.array(aggravatingSchema),
    reason: z.string(),
  }),
  /** Somebody did it in the site's backend; `endsAt` null: it does not end by itself. */
  'sanction.carried-out': z.object({
    sanctionId: id,
    authorId: id,
    by: z.string(),
    startsAt: time,
    endsAt: time.nullable(),
  }),
  'sanction.lifted': z.object({ sanctionId: id, authorId: id, by: z.string(), reason: z.string() }),
  /** Its time is over. */
  'sanction.ended': z.object({ sanctionId: id, authorId: id }),
  /** Proposed and not carried out. */
  'sanction.dropped': z.object({ sanctionId: id, authorId: id, reason: z.string() }),
  'appeal.entered': z.object({ appealId: id, sanctionId: id, authorId: id, words: z.string() }),
  'appeal.settled': z.object({
    appealId: id,
    sanctionId: id,
    authorId: id,
    outcome: appealOutcomeSchema.exclude(['open']),
    answer: z.string(),
  }),
  'objection.raised': z.object({
    objectionId: id,
    submissionId: id,
    authorId: id,
    decisionId: id,
    words: z.string(),
  }),
  /** `reopened`: the piece is to be decided again. */
  'objection.settled': z.object({
    objectionId: id,
    submissionId: id,
    authorId: id,
    outcome: objectionOutcomeSchema.exclude(['open']),
    answer: z.string(),
  }),
  'follow-up.created': z.object({
    followUpId: id,
    authorId: id,
    submissionId: id.nullable(),
    purpose: followUpPurposeSchema,
    text: z.string(),
    due: localDateSchema,
    repeat: repeatSchema.optional(),
  }),
  'follow-up.moved': z.object({ followUpId: id, authorId: id, from: localDateSchema, due: localDateSchema }),
  /** The window was told that it is due. */
  'follow-up.reminded': z.object({ followUpId: id, authorId: id, due: localDateSchema }),
  'follow-up.closed': z.object({
    followUpId: id,
    authorId: id,
    state: z.enum(['done', 'dropped']),
    reason: z.string(),
  }),
} as const
