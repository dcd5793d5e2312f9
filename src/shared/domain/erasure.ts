/** 清除: one person's data erased on request. What goes, what stays and why, and what cannot be reached. */
import { z } from 'zod'

/**
 * Why a person's data are erased. One of few grounds and no sentence: it stays in the record, where a sentence could name the
 * person again.
 */
export const erasureGroundSchema = z.enum(['person-asked', 'guardian-asked', 'authority-ordered', 'kept-long-enough'])
export type ErasureGround = z.infer<typeof erasureGroundSchema>

/** What is being done: the chain is verified; the record is replayed, as it is and as it is to be; tables are written; files and traces go. */
export const erasureStageSchema = z.enum(['checking', 'replaying', 'writing', 'sweeping'])
export type ErasureStage = z.infer<typeof erasureStageSchema>

export const erasureUnderWaySchema = z.object({ authorId: z.string(), stage: erasureStageSchema })
export interface ErasureUnderWay {
  readonly authorId: string
  stage: ErasureStage
}

/** What goes, with how many there are. */
export const erasedThingSchema = z.enum([
  /** Records of the person: merged ones are several. */
  'records',
  'addresses',
  'pen-names',
  'facts',
  'tags',
  /** Raw mails, with what was read from them. */
  'mails',
  /** Texts of manuscripts, every edit with them. */
  'texts',
  'comments',
  'letters',
  'notes',
  'files',
])
export type ErasedThing = z.infer<typeof erasedThingSchema>

/** What stays, and why: `chain`: the record verifies by it; `figures`: 过稿 N/M and the statistics rest on it; `states`: later steps do. */
export const keptThingSchema = z.discriminatedUnion('what', [
  /** That something happened, when, and by which editor. */
  z.object({ what: z.literal('events'), why: z.literal('chain'), count: z.number().int() }),
  /** 稿号, states, days and numbers of words. */
  z.object({ what: z.literal('pieces'), why: z.literal('figures'), count: z.number().int() }),
  z.object({ what: z.literal('verdicts'), why: z.literal('figures'), count: z.number().int() }),
  /** Amounts and days, without notes and numbers of contracts. */
  z.object({ what: z.literal('fees'), why: z.literal('figures'), count: z.number().int() }),
  /** Measures and days, without reasons. */
  z.object({ what: z.literal('sanctions'), why: z.literal('states'), count: z.number().int() }),
  /** Hashes of mails: the same bytes are not taken in again. */
  z.object({ what: z.literal('mail-hashes'), why: z.literal('not-again'), count: z.number().int() }),
  /** Mails of theirs that lie in pieces of other people. */
  z.object({ what: z.literal('mails-of-others'), why: z.literal('others-data'), count: z.number().int() }),
])
export type KeptThing = z.infer<typeof keptThingSchema>

/** What an erasure cannot reach. */
export const unreachedSchema = z.enum([
  'server-mailbox',
  'sent-letters',
  'saved-files',
  'backups',
  /** Published articles that were imported: the site has them. */
  'published-articles',
  /** Mails that could not be read: nobody knows whose they are. */
  'quarantine',
])
export type Unreached = z.infer<typeof unreachedSchema>

/** Why it cannot be erased now. */
export const erasureHindranceSchema = z.object({
  code: z.enum(['letters-on-the-way', 'still-reading']),
  count: z.number().int(),
})

export const erasurePreviewSchema = z.object({
  authorId: z.string(),
  name: z.string(),
  goes: z.array(z.object({ what: erasedThingSchema, count: z.number().int() })),
  stays: z.array(keptThingSchema),
  unreached: z.array(unreachedSchema),
  /** Empty: it can be done. */
  hindrances: z.array(erasureHindranceSchema),
})
export type ErasurePreview = z.infer<typeof erasurePreviewSchema>

export const erasureDoneSchema = z.object({
  authorId: z.string(),
  /** Events whose words were taken out. */
  events: z.number().int(),
  mails: z.number().int(),
  /** Files removed from the profile, and their bytes. */
  blobs: z.number().int(),
  bytes: z.number().int(),
  /** False: traces are left in the database's file until the desk is opened the next time, since somebody is reading it. */
  swept: z.boolean(),
})
export type ErasureDone = z.infer<typeof erasureDoneSchema>
