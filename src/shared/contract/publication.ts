/** What follows 录用, drafts of decisions that wait for approval, and who may do what. */
import { z } from 'zod'
import { decisionSchema } from '../domain/decision'
import { editorSchema } from '../domain/desk'
import { letterDraftSchema, letterSchema } from '../domain/letter'
import { localDateSchema } from '../domain/local-date'
import { proposalSchema } from '../domain/proposal'
import {
  CHANNELS_MAX,
  plannedPieceSchema,
  publicationRequestSchema,
  publicationSchema,
  publishedAddressSchema,
} from '../domain/publication'
import { approvalSchema } from '../domain/role'
import { guardianSchema, pieceTermsSchema, termsChangeSchema } from '../domain/terms'
import { base, id, reason } from './base'
import { decisionRequestSchema } from './people'

export const publicationContract = {
  /** One step of 待排期 → 已排期 → 已发布 → 已下架, or back; `letter` goes with `publish`. */
  change: base
    .input(z.object({ submissionId: id, request: publicationRequestSchema, letter: letterDraftSchema.nullable() }))
    .output(z.object({ publication: publicationSchema, letter: letterSchema.nullable() })),
  /** The letter with the addresses; null where the author has no address. */
  draft: base
    .input(z.object({ submissionId: id, addresses: z.array(publishedAddressSchema).max(CHANNELS_MAX) }))
    .output(letterDraftSchema.nullable()),
  /** What is planned and came out on these days, by day, and what has no day yet. */
  calendar: base
    .input(z.object({ from: localDateSchema, to: localDateSchema }))
    .output(z.object({ planned: z.array(plannedPieceSchema), unscheduled: z.array(plannedPieceSchema) })),
  /** Columns and channels that were used, for offering them again. */
  known: base.output(z.object({ columns: z.array(z.string()), channels: z.array(z.string()) })),
  /** 稿费 and 合同; refused for an 编辑. */
  terms: base.input(z.object({ submissionId: id })).output(pieceTermsSchema),
  /** What was noted before, the newest first; refused for an 编辑. */
  termsHistory: base.input(z.object({ submissionId: id })).output(z.array(termsChangeSchema)),
  setTerms: base.input(z.object({ submissionId: id, terms: pieceTermsSchema })).output(z.object({})),
  setGuardian: base.input(z.object({ authorId: id, guardian: guardianSchema })).output(z.object({})),
}

export const approvalContract = {
  /** A deputy's draft of a decision; refused when one waits already. */
  propose: base.input(decisionRequestSchema).output(proposalSchema),
  approve: base
    .input(z.object({ proposalId: id }))
    .output(z.object({ decision: decisionSchema, letter: letterSchema.nullable() })),
  sendBack: base.input(z.object({ proposalId: id, reason })).output(proposalSchema),
  /** By whoever drafted it. */
  withdraw: base.input(z.object({ proposalId: id })).output(proposalSchema),
  setApproval: base.input(z.object({ approval: approvalSchema })).output(z.object({})),
  /** Somebody else sits down at the desk. */
  switchEditor: base.input(z.object({ editorId: id })).output(editorSchema),
}
