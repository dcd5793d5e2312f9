/** Where the review of each submission stands in this window: what is selected, half-written, open. Not kept over a restart. */
import type { ChosenSpan } from '@renderer/editor/text-selection'
import type { AnnotationAudience } from '@shared/domain/annotation'
import type { Verdict } from '@shared/domain/decision'
import { create } from 'zustand'

/** A comment being written over a span. */
export interface Composer extends ChosenSpan {
  readonly versionId: string
  /** The selection went over more paragraphs than one comment can; the last ones are left out. */
  readonly clipped: boolean
  readonly audience: AnnotationAudience
  readonly text: string
  /** The clause it is about. */
  readonly clause: string | null
  /** The finding it grows out of. */
  readonly finding: { readonly findingId: string; readonly ruleId: string } | null
}

/** A decision being written. */
export interface DecisionDraft {
  readonly verdict: Verdict
  readonly reason: string
  readonly override: string
  /** The clauses that were signed, as they were listed then; null: not signed. Another list wants another signature. */
  readonly signedFor: string | null
  /** They are left unsigned on purpose, with a reason. */
  readonly unsigned: boolean
  /** Findings that the letter quotes, by id. */
  readonly findings: readonly string[]
  /** The letter as changed by hand, and the reason its template was filled with; null while it follows the template. */
  readonly letter: { readonly subject: string; readonly text: string; readonly draftedFor: string } | null
  readonly open: boolean
}

/** What typing does: nothing, change the text, or suggest a change (修订). */
export type EditMode = 'reading' | 'editing' | 'suggesting'

/** How suggested changes are shown: all marks, the text as it would be, or as it was. */
export type MarksView = 'all' | 'simple' | 'original'

export interface SubmissionReview {
  /** The version on screen; null for the newest. */
  readonly versionId: string | null
  readonly mode: EditMode
  /** What 修订 leads back to. */
  readonly modeBefore: Exclude<EditMode, 'suggesting'>
  readonly marksView: MarksView
  /** The selected finding or annotation. */
  readonly activeId: string | null
  readonly composer: Composer | null
  /** The clause that is open in 逐条核对. */
  readonly clause: string | null
  readonly decision: DecisionDraft | null
  /** Findings below 必改 that were ticked for the letter; 必改 go into it anyway. */
  readonly ticked: readonly string[]
  /** The mail or letter that is open in 往来: a hash or an id. */
  readonly openItem: string | null
}

/** The sheet of a verdict, opened or opened again: what was written for it stays, of another verdict what suits both. */
export function openedDecision(
  before: DecisionDraft | null,
  verdict: Verdict,
  findings?: { readonly ids: readonly string[]; readonly reason: string },
): DecisionDraft {
  const same = before?.verdict === verdict
  return {
    verdict,
    reason: before !== null && before.reason.trim() !== '' ? before.reason : (findings?.reason ?? ''),
    override: before?.override ?? '',
    signedFor: before?.signedFor ?? null,
    unsigned: before?.unsigned ?? false,
    findings: findings?.ids ?? (same ? before.findings : []),
    // Another verdict, or other findings, have another letter: what was changed by hand belonged to the first.
    letter: same && findings === undefined ? before.letter : null,
    open: true,
  }
}

export const untouched: SubmissionReview = {
  versionId: null,
  mode: 'reading',
  modeBefore: 'reading',
  marksView: 'all',
  activeId: null,
  composer: null,
  clause: null,
  decision: null,
  ticked: [],
  openItem: null,
}

type Mode = Pick<SubmissionReview, 'mode' | 'modeBefore'>

/** 修订 is switched on, if it is not; it will lead back to what was. */
export function suggesting({ mode, modeBefore }: Mode): Mode {
  return { mode: 'suggesting', modeBefore: mode === 'suggesting' ? modeBefore : mode }
}

/** 修订 is switched: on, or off and back to reading or editing, whichever it was. */
export function suggestingToggled(review: Mode): Mode {
  return review.mode === 'suggesting' ? { mode: review.modeBefore, modeBefore: 'reading' } : suggesting(review)
}

interface ReviewState {
  readonly reviews: Readonly<Record<string, SubmissionReview>>
  change(submissionId: string, change: Partial<SubmissionReview>): void
}

export const useReviewState = create<ReviewState>()((set) => ({
  reviews: {},
  change: (submissionId, change) =>
    set(({ reviews }) => ({
      reviews: { ...reviews, [submissionId]: { ...(reviews[submissionId] ?? untouched), ...change } },
    })),
}))
