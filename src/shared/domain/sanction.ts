/** 站内账号, 处罚, 申诉, 内部名单, 退稿异议. The desk proposes and records; it carries nothing out in the site. */
import { z } from 'zod'

export const listingLevelSchema = z.enum(['careful', 'refuse'])
/** 慎收, 不收. */
export type ListingLevel = z.infer<typeof listingLevelSchema>

const localDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const time = z.number().int()

export const listingSchema = z.object({
  id: z.string(),
  level: listingLevelSchema,
  reason: z.string(),
  reviewOn: localDay,
  editorName: z.string(),
  at: time,
  endedAt: time.nullable(),
  endedBy: z.string(),
  endReason: z.string(),
})
export type Listing = z.infer<typeof listingSchema>

export const siteAccountSchema = z.object({ id: z.string(), name: z.string(), link: z.string(), at: time })
export type SiteAccount = z.infer<typeof siteAccountSchema>

export const authorPublicationSchema = z.object({
  id: z.string(),
  url: z.string(),
  title: z.string(),
  submissionId: z.string().nullable(),
  at: time,
})
export type AuthorPublication = z.infer<typeof authorPublicationSchema>

/** 禁言 1 天, 7 天, 15 天, 永久禁言, 封停账号: the convention's ladder, mildest first. */
export const measureSchema = z.enum(['mute-1', 'mute-7', 'mute-15', 'mute-forever', 'ban'])
export type Measure = z.infer<typeof measureSchema>

export const sanctionStateSchema = z.enum(['proposed', 'in-force', 'ended', 'lifted', 'dropped'])
/** 待执行, 执行中, 已期满, 已解除, 不执行. */
export type SanctionState = z.infer<typeof sanctionStateSchema>

/** The cases in which the convention is stricter (二、违规处罚). */
export const aggravatingSchema = z.enum(['bullying-minors', 'harming-minors', 'cheating-accounts', 'many-accounts'])
export type Aggravating = z.infer<typeof aggravatingSchema>

/** A finding that an editor confirmed, as the sanction rests on it. */
export const confirmedFindingSchema = z.object({
  submissionId: z.string().max(100),
  clause: z.string().max(100),
  words: z.string().max(500),
})
export type ConfirmedFinding = z.infer<typeof confirmedFindingSchema>

export const appealOutcomeSchema = z.enum(['open', 'upheld', 'granted'])
export type AppealOutcome = z.infer<typeof appealOutcomeSchema>

export const appealSchema = z.object({
  id: z.string(),
  sanctionId: z.string(),
  words: z.string(),
  enteredAt: time,
  enteredBy: z.string(),
  outcome: appealOutcomeSchema,
  answer: z.string(),
  settledAt: time.nullable(),
  settledBy: z.string(),
})
export type Appeal = z.infer<typeof appealSchema>

export const sanctionSchema = z.object({
  id: z.string(),
  accountId: z.string(),
  accountName: z.string(),
  url: z.string(),
  measure: measureSchema,
  state: sanctionStateSchema,
  sentence: z.string(),
  findings: z.array(confirmedFindingSchema),
  aggravating: z.array(aggravatingSchema),
  reason: z.string(),
  proposedBy: z.string(),
  proposedAt: time,
  carriedOutBy: z.string(),
  startsAt: time.nullable(),
  endsAt: time.nullable(),
  liftedBy: z.string(),
  settledAt: time.nullable(),
  settleReason: z.string(),
  appeals: z.array(appealSchema),
})
export type Sanction = z.infer<typeof sanctionSchema>

export const objectionOutcomeSchema = z.enum(['open', 'upheld', 'reopened'])
/** 待复核, 维持退稿, 重新审稿. */
export type ObjectionOutcome = z.infer<typeof objectionOutcomeSchema>

export const objectionSchema = z.object({
  id: z.string(),
  submissionId: z.string(),
  submissionNumber: z.string(),
  submissionTitle: z.string(),
  authorName: z.string(),
  /** Who rejected it, and must not read the objection. */
  decidedBy: z.object({ id: z.string(), name: z.string() }),
  decisionReason: z.string(),
  words: z.string(),
  raisedAt: time,
  outcome: objectionOutcomeSchema,
  answer: z.string(),
  settledAt: time.nullable(),
  settledBy: z.string(),
})
export type Objection = z.infer<typeof objectionSchema>

/** A complaint (反馈举报) about a piece of the author's: beside the nine items, never one of them. */
export const complaintBesideSchema = z.object({
  submissionId: z.string(),
  number: z.string(),
  title: z.string(),
  receivedAt: time,
  settled: z.boolean(),
  about: z.string(),
})

/** An address at which a piece of the author's stands or stood, as its publication says. */
export const pieceAddressSchema = z.object({ submissionId: z.string(), title: z.string(), url: z.string() })
export type PieceAddress = z.infer<typeof pieceAddressSchema>

/** What a sanction is about: an address that was noted with the author, or one of a published piece. */
export const sanctionedPublicationSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('noted'), publicationId: z.string().min(1).max(100) }),
  z.object({ kind: z.literal('piece'), submissionId: z.string().min(1).max(100), url: z.string().max(2_000) }),
])
export type SanctionedPublication = z.infer<typeof sanctionedPublicationSchema>

/** What a sanction is weighed with. */
export const sanctionBasisSchema = z.object({
  accounts: z.array(siteAccountSchema),
  publications: z.array(authorPublicationSchema),
  /** Of published pieces, where they are not noted as well. */
  ofPieces: z.array(pieceAddressSchema),
  /** Open 必改 findings and those that were let pass, of the author's newest versions. */
  findings: z.array(
    confirmedFindingSchema.extend({ number: z.string(), title: z.string(), level: z.string(), ruleId: z.string() }),
  ),
  history: z.array(sanctionSchema),
  complaints: z.array(complaintBesideSchema),
  /** The convention's own sentences: what each measure follows, and the aggravating one. */
  sentence: z.string(),
  aggravatingSentence: z.string(),
})
export type SanctionBasis = z.infer<typeof sanctionBasisSchema>
