/** 审稿结论: who decided what, when, why, on which version, and the letter that went with it. */
import { z } from 'zod'
import { publicationSchema } from './publication'
import { findingCountsSchema, provenanceFieldSchema, submissionStateSchema, type SubmissionState } from './submission'

/** 录用, 退改, 退稿, 撤稿, 无效, 备用. */
export const verdictSchema = z.enum(['accept', 'revise', 'reject', 'withdraw', 'junk', 'reserve'])
export type Verdict = z.infer<typeof verdictSchema>

/** What somebody here wrote to the author with another program, found in a Sent folder. */
export const answeredElsewhereSchema = z.object({
  /** UTC milliseconds. */
  at: z.number().int(),
  from: z.object({ name: z.string(), address: z.string() }),
  subject: z.string(),
  /** The mail, by the sha256 of its raw bytes. */
  hash: z.string(),
})
export type AnsweredElsewhere = z.infer<typeof answeredElsewhereSchema>

export const decisionSchema = z.object({
  id: z.string(),
  submissionId: z.string(),
  verdict: verdictSchema,
  reason: z.string(),
  /** Counts from 1: each verdict on the same submission is a round. */
  round: z.number().int(),
  versionId: z.string().nullable(),
  findings: findingCountsSchema,
  /** Why 录用 was given while 必改 findings, 首发, 授权 or the AI statement were open or clauses were not signed; null when there was nothing to say. */
  override: z.string().nullable(),
  /** 录用: the clauses that only a person can judge and that the editor signed, with the decision's name and time. */
  signedClauses: z.array(z.string()),
  /** Those that nobody signed. */
  unsignedClauses: z.array(z.string()),
  /** 录用: which of 首发, 授权 and AI 声明 were open; empty where nothing was noted. */
  openFacts: z.array(provenanceFieldSchema),
  /** Who drafted it, when a senior approved it; null when it was decided at once. */
  proposedBy: z.string().nullable(),
  /** The publication before it; null of decisions from before publication was recorded. */
  publicationBefore: publicationSchema.nullable(),
  previousState: submissionStateSchema,
  letterId: z.string().nullable(),
  editorId: z.string(),
  editorName: z.string(),
  at: z.number().int(),
  /** Set when it was reverted; the decision stays visible. */
  reverted: z.object({ at: z.number().int(), reason: z.string(), editorName: z.string() }).nullable(),
})
export type Decision = z.infer<typeof decisionSchema>

/**
 * Whether a verdict may be given: a settled piece is decided again only after its author wrote
 * (`answered`), or when the author takes it back. The window offers by this what the core enforces.
 */
export function isVerdictOpen(
  submission: { readonly state: SubmissionState; readonly answered: boolean },
  verdict: Verdict,
): boolean {
  const isWithdrawal = verdict === 'withdraw' && submission.state !== 'withdrawn'
  return !SETTLED.has(submission.state) || submission.answered || isWithdrawal
}

const SETTLED: ReadonlySet<SubmissionState> = new Set(['accepted', 'rejected', 'withdrawn', 'junk'])

/** What 录用 asks about while it is open: 首发, 授权, AI 声明. */
export const ACCEPT_FACTS = ['first-publication', 'authorization', 'ai-statement'] as const
