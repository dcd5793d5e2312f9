/** What follows from a state and a verdict on the screen. */
import type { ChipTone } from '@renderer/components/chip'
import type { Decision, Verdict } from '@shared/domain/decision'
import type { Letter } from '@shared/domain/letter'
import type { SubmissionState } from '@shared/domain/submission'

export const verdictTones: Record<Verdict, ChipTone> = {
  accept: 'accent',
  revise: 'warning',
  reject: 'error',
  withdraw: 'plain',
  junk: 'plain',
  reserve: 'plain',
}

/** The three with a button and a key of their own; the others lie in the menu beside them. */
export const mainVerdicts = ['reject', 'revise', 'accept'] as const
export const otherVerdicts = ['withdraw', 'reserve', 'junk'] as const

/** The verdict that stands: the newest that was not taken back. */
export function standingDecision(decisions: readonly Decision[]): Decision | null {
  return decisions.filter((decision) => decision.reverted === null).toSorted((a, b) => b.at - a.at)[0] ?? null
}

/** Shown as decided: a verdict stands and the author has not written since. */
export function isDecided(state: SubmissionState): boolean {
  return state !== 'new' && state !== 'reviewing'
}

/** Whether a verdict that is taken back takes its letter along: the author cannot have been told. */
export function isRevertible(letter: Letter | null): boolean {
  return letter === null || letter.state === 'queued' || letter.state === 'failed' || letter.state === 'cancelled'
}
