/** The rules of deciding, as pure functions: what a verdict does to a submission, and when it may be given. */
import { isVerdictOpen, type Verdict } from '@shared/domain/decision'
import type { TemplateName } from '@shared/domain/letter'
import { refusal, type Refusal } from '@shared/domain/refusal'
import { assertNever, fail, ok, type Result } from '@shared/domain/result'
import type { Publication } from '@shared/domain/publication'
import type { FindingCounts, SubmissionState } from '@shared/domain/submission'

export interface Decidable {
  readonly state: SubmissionState
  /** The author wrote again since the last decision. */
  readonly answered: boolean
  readonly openFindings: FindingCounts
  /** Clauses that need a person and that the editor was shown and did not sign. */
  readonly unsigned: number
  /** 首发, 授权 and AI 声明 that are open and that the editor was shown and did not let pass. */
  readonly openFacts: number
  readonly publication: Publication
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
 * wrote (or the author takes it back); 录用 over open 必改 findings, or without a signature, wants a reason of its own,
 * and open facts (首发, 授权, AI 声明) that somebody was shown are let pass by name.
 */
export function decide(submission: Decidable, verdict: Verdict, override: string | null): Result<Consequence, Refusal> {
  if (!isVerdictOpen(submission, verdict)) return fail(refusal('already-decided'))
  if (verdict === 'accept' && submission.openFindings.error > 0 && override === null) {
    return fail(refusal('needs-override', { count: submission.openFindings.error }))
  }
  if (verdict === 'accept' && submission.unsigned > 0 && override === null) {
    return fail(refusal('needs-signature', { count: submission.unsigned }))
  }
  if (verdict === 'accept' && submission.openFacts > 0) {
    return fail(refusal('needs-facts', { count: submission.openFacts }))
  }
  if (verdict !== 'accept' && submission.publication.kind === 'published') return fail(refusal('still-published'))
  return ok({
    state: stateAfter(verdict),
    publication: publicationDecided(submission.publication, verdict),
    followUp: verdict === 'accept' ? 'add-wechat' : null,
  })
}

/** 录用 opens the publication or leaves it where it is; any other verdict ends it. That it came out once is not forgotten. */
function publicationDecided(before: Publication, verdict: Verdict): Publication {
  if (verdict === 'accept') return before.kind === 'none' ? { kind: 'unscheduled' } : before
  return before.kind === 'taken-down' ? before : { kind: 'none' }
}

/**
 * The publication that taking a decision back leaves, or why it is refused: a piece that is out is taken down first.
 * `before`: the publication when it was given, null of old decisions.
 */
export function publicationReverted(
  decision: { readonly verdict: Verdict; readonly wasAccepted: boolean; readonly before: Publication | null },
  now: Publication,
): Result<Publication, Refusal> {
  if (decision.wasAccepted) {
    return ok(decision.verdict === 'accept' ? now : (decision.before ?? { kind: 'unscheduled' }))
  }
  if (now.kind === 'published') return fail(refusal('still-published'))
  return ok(now.kind === 'taken-down' ? now : { kind: 'none' })
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
