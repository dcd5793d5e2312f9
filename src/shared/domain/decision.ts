/** 审稿结论: who decided what, when, why, on which version, and the letter that went with it. */
import { z } from 'zod'
import { findingCountsSchema, submissionStateSchema, type SubmissionState } from './submission'

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
  /** Why 录用 was given while 必改 findings were open or clauses were not signed; null when there was nothing to say. */
  override: z.string().nullable(),
  /** 录用: the clauses that only a person can judge and that the editor signed, with the decision's name and time. */
  signedClauses: z.array(z.string()),
  /** Those that nobody signed. */
  unsignedClauses: z.array(z.string()),
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
