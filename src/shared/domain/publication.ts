/** What follows 录用: 待排期 → 已排期 → 已发布 → 已下架, and which step is legal where. */
import { z } from 'zod'
import { localDateSchema } from './local-date'
import { channelSchema } from './piece'

/** Channels of one piece: far more than a house has. */
export const CHANNELS_MAX = 20

const columnSchema = z.string().trim().max(40)
const channelNameSchema = channelSchema.trim().min(1)

/** When, in which column (栏目; empty: in none) and on which channels a piece is to come out. */
export const publicationPlanSchema = z.object({
  date: localDateSchema,
  column: columnSchema,
  channels: z.array(channelNameSchema).min(1).max(CHANNELS_MAX),
})
export type PublicationPlan = z.infer<typeof publicationPlanSchema>

/** Where it stands on one channel. */
export const publishedAddressSchema = z.object({ channel: channelNameSchema, url: z.string().trim().max(2_000) })
export type PublishedAddress = z.infer<typeof publishedAddressSchema>

const publishedFactsSchema = z.object({
  /** The day on which it came out. */
  date: localDateSchema,
  column: columnSchema,
  /** One a channel. */
  addresses: z.array(publishedAddressSchema).min(1).max(CHANNELS_MAX),
})

/** `none` before 录用, and of what is not accepted any more. */
export const publicationSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('unscheduled') }),
  publicationPlanSchema.extend({ kind: z.literal('scheduled') }),
  publishedFactsSchema.extend({ kind: z.literal('published') }),
  publishedFactsSchema.extend({
    kind: z.literal('taken-down'),
    reason: z.string(),
    takenDownOn: localDateSchema,
  }),
])
export type Publication = z.infer<typeof publicationSchema>
export type PublicationKind = Publication['kind']

export const publicationStepSchema = z.enum([
  'schedule',
  'reschedule',
  'unschedule',
  'publish',
  'correct',
  'retract',
  'take-down',
  'restore',
])
/**
 * 排期, 改期, 撤下排期, 发布, 改链接, 撤回发布 (it was recorded by mistake and never came out), 下架, 恢复上架.
 */
export type PublicationStep = z.infer<typeof publicationStepSchema>

/** Every legal step, with where it leads; what is not here is refused. */
export const publicationSteps: Readonly<
  Record<PublicationKind, Readonly<Partial<Record<PublicationStep, PublicationKind>>>>
> = {
  none: {},
  unscheduled: { schedule: 'scheduled' },
  scheduled: { reschedule: 'scheduled', unschedule: 'unscheduled', publish: 'published' },
  published: { correct: 'published', retract: 'scheduled', 'take-down': 'taken-down' },
  'taken-down': { restore: 'published' },
}

/** Whether a step is legal: what the window offers by, and the core enforces. */
export function isStepOpen(kind: PublicationKind, step: PublicationStep): boolean {
  return publicationSteps[kind][step] !== undefined
}

/** What an editor asks for; the reason is wanted where something is taken back. */
export const publicationRequestSchema = z.discriminatedUnion('step', [
  z.object({ step: z.enum(['schedule', 'reschedule']), plan: publicationPlanSchema, reason: z.string().max(5_000) }),
  z.object({
    step: z.enum(['publish', 'correct']),
    date: localDateSchema,
    addresses: z.array(publishedAddressSchema).min(1).max(CHANNELS_MAX),
    reason: z.string().max(5_000),
  }),
  z.object({ step: z.enum(['unschedule', 'retract', 'take-down', 'restore']), reason: z.string().max(5_000) }),
])
export type PublicationRequest = z.infer<typeof publicationRequestSchema>

/** One piece of the calendar. */
export const plannedPieceSchema = z.object({
  submissionId: z.string(),
  number: z.string(),
  title: z.string(),
  authorName: z.string(),
  publication: publicationSchema,
})
export type PlannedPiece = z.infer<typeof plannedPieceSchema>

/** The addresses at which a piece stands, or stood. */
export function addressesOf(publication: Publication): readonly PublishedAddress[] {
  return publication.kind === 'published' || publication.kind === 'taken-down' ? publication.addresses : []
}
