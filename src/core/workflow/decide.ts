/** The rules of deciding, as pure functions: what a verdict does to a submission, and when it may be given. */
import { isVerdictOpen, type Verdict } from '@shared/domain/decision'
import type { TemplateName } from '@shared/domain/letter'
import { refusal, type Refusal } from '@shared/domain/refusal'
import { assertNever, fail, ok, type Result } from '@shared/domain/result'
import type { FindingCounts, Publication, SubmissionState } from '@shared/domain/submission'

export interface Decidable {
  readonly state: SubmissionState
  /** The author wrote again since the last decision. */
  readonly answered: boolean
  readonly openFindings: FindingCounts
  /** Clauses that need a person and that the editor was shown and did not sign. */
  readonly unsigned: number
}

export interface Consequence {
  readonly state: SubmissionState
  readonly publication: Publication
  /** 录用 asks 小羽毛 to add the author on WeChat. */
  readonly followUp: 'add-wechat' | null
}

/** Days until the follow-up that 录用 makes is due. */
export const ADD_WECHAT_DAYS = 3

/**
 * What a verdict does, or why it is refused: a decided piece is decided again only after the author
 * wrote (or the author takes it back); 录用 over open 必改 findings, or without a signature, wants a reason of its own.
 */
export function decide(submission: Decidable, verdict: Verdict, override: string | null): Result<Consequence, Refusal> {
  if (!isVerdictOpen(submission, verdict)) return fail(refusal('already-decided'))
  if (verdict === 'accept' && submission.openFindings.error > 0 && override === null) {
    return fail(refusal('needs-override', { count: submission.openFindings.error }))
  }
  if (verdict === 'accept' && submission.unsigned > 0 && override === null) {
    return fail(refusal('needs-signature', { count: submission.unsigned }))
  }
  const accepted = verdict === 'accept'
  return ok({
    state: stateAfter(verdict),
    publication: accepted ? { kind: 'unscheduled' } : { kind: 'none' },
    followUp: accepted ? 'add-wechat' : null,
  })
}

/** The letter that goes with a verdict; 无效 has none: nobody answers advertising. */
export function templateFor(verdict: Verdict): TemplateName | null {
  return verdict === 'junk' ? null : verdict
}

function stateAfter(verdict: Verdict): SubmissionState {
  switch (verdict) {
    case 'accept':
      return 'accepted'
    case 'revise':
      return 'revising'
    case 'reject':
      return 'rejected'
    case 'withdraw':
      return 'withdrawn'
    case 'junk':
      return 'junk'
    case 'reserve':
      return 'reserved'
    default:
      return assertNever(verdict)
  }
}
