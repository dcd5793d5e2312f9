/** Two-step approval: a deputy's draft of a decision waits until a senior editor approves it or sends it back. */
import { z } from 'zod'
import { verdictSchema } from './decision'
import { letterDraftSchema } from './letter'
import { provenanceFieldSchema } from './submission'

/** `overtaken`: somebody decided the piece meanwhile. */
export const proposalStateSchema = z.enum(['waiting', 'approved', 'sent-back', 'withdrawn', 'overtaken'])
export type ProposalState = z.infer<typeof proposalStateSchema>

/** Where a draft can go: all from `waiting`, and no further. */
export const proposalSteps: Readonly<Record<ProposalState, readonly ProposalState[]>> = {
  waiting: ['approved', 'sent-back', 'withdrawn', 'overtaken'],
  approved: [],
  'sent-back': [],
  withdrawn: [],
  overtaken: [],
}

/** What was asked for, and is recorded when it is approved. */
export const proposedDecisionSchema = z.object({
  override: z.string().nullable(),
  /** Null: the clauses were not shown to whoever drafted it. */
  signedClauses: z.array(z.string()).nullable(),
  openFacts: z.array(provenanceFieldSchema).nullable(),
  letter: letterDraftSchema.nullable(),
  /** The newest mail that was seen. */
  seen: z.string().nullable(),
})
export type ProposedDecision = z.infer<typeof proposedDecisionSchema>

export const proposalSchema = z.object({
  id: z.string(),
  submissionId: z.string(),
  verdict: verdictSchema,
  reason: z.string(),
  round: z.number().int(),
  versionId: z.string().nullable(),
  request: proposedDecisionSchema,
  editorId: z.string(),
  editorName: z.string(),
  at: z.number().int(),
  state: proposalStateSchema,
  settled: z.object({ at: z.number().int(), editorName: z.string(), reason: z.string() }).nullable(),
  decisionId: z.string().nullable(),
})
export type Proposal = z.infer<typeof proposalSchema>
