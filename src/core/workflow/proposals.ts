/** Two-step approval: a deputy drafts a decision with its letter, a senior approves it as it stands or sends it back with a reason. */
import { v7 as uuidv7 } from 'uuid'
import type { Decision } from '@shared/domain/decision'
import { change, type DeskChange } from '@shared/domain/event'
import { proposalSteps, type Proposal, type ProposalState } from '@shared/domain/proposal'
import { newestMail } from '@shared/domain/submission'
import { getDecision, getLetter, type LetterRecord } from '../store/repositories/decisions'
import { getProposal, waitingProposal } from '../store/repositories/publication'
import { getSubmission, listThread } from '../store/repositories/submissions'
import { announce, append, transact, type DeskContext } from './context'
import { decisionChanges, type NewDecision } from './decisions'
import { refuse } from './refuse'
import { requireSenior } from './roles'

/** Keeps a decision as a draft that waits. What could not be decided is refused as a decision would be. */
export function proposeDecision(context: DeskContext, request: NewDecision, editorId = context.editorId): Proposal {
  const proposed = transact(context, () => {
    const { changes, proposalId } = proposalChanges(context, request)
    append(context, changes, editorId)
    return getProposal(context.db, proposalId) ?? refuse('not-found')
  })
  announce(context, 'submissions', 'desk')
  return proposed
}

/** A draft of a decision as events, or its refusal; inside a transaction. */
export function proposalChanges(
  context: DeskContext,
  request: NewDecision,
): { readonly changes: DeskChange[]; readonly proposalId: string } {
  const { submissionId, signedClauses } = request
  if (waitingProposal(context.db, submissionId) !== null) refuse('already-proposed')
  const submission = getSubmission(context.db, submissionId) ?? refuse('not-found')
  // Tried, not recorded: whoever approves is not to be the first to hear that it cannot be.
  const { changes } = decisionChanges(context, request)
  const decided = changes.find((each) => each.type === 'decision.recorded')
  if (decided?.type !== 'decision.recorded') throw new Error('a decision has its event')
  const proposalId = uuidv7({ msecs: context.now() })
  const proposed = change('decision.proposed', proposalId, {
    proposalId,
    submissionId,
    verdict: request.verdict,
    reason: request.reason,
    round: decided.payload.round,
    versionId: submission.currentVersionId,
    request: {
      override: request.override,
      signedClauses: signedClauses === undefined ? null : [...(decided.payload.signedClauses ?? [])],
      openFacts: request.openFacts === undefined ? null : [...request.openFacts],
      letter: request.letter,
      seen: newestMail(listThread(context.db, submissionId))?.hash ?? null,
    },
  })
  return { changes: [proposed], proposalId }
}

/**
 * Records the draft as a decision, its letter with it. Refused when the piece is not as it was drafted for any more: another
 * decision, another version or another mail came.
 */
export function approveProposal(
  context: DeskContext,
  proposalId: string,
): { readonly decision: Decision; readonly letter: LetterRecord | null } {
  const approved = transact(context, () => {
    requireSenior(context)
    const proposal = settleable(context, proposalId, 'approved')
    if (proposal.editorId === context.editorId) refuse('own-proposal')
    const { submissionId, verdict, reason, round, request } = proposal
    const submission = getSubmission(context.db, submissionId) ?? refuse('not-found')
    if (submission.row.mergedInto !== null) refuse('merged-away')
    if (submission.currentVersionId !== proposal.versionId) refuse('thread-moved')
    const { changes, decisionId, letterId } = decisionChanges(context, {
      submissionId,
      verdict,
      reason,
      round,
      override: request.override,
      letter: request.letter,
      signedClauses: request.signedClauses ?? undefined,
      openFacts: request.openFacts ?? undefined,
      seen: request.seen,
      proposal: { id: proposalId, editorId: proposal.editorId },
    })
    append(context, changes)
    return {
      decision: getDecision(context.db, decisionId) ?? refuse('not-found'),
      letter: letterId === null ? null : getLetter(context.db, letterId),
    }
  })
  announce(context, 'submissions', 'letters', 'authors', 'desk')
  return approved
}

/** A senior sends a draft back with a reason (`sent-back`), or whoever drafted it takes it back (`withdrawn`). */
export function settleProposal(
  context: DeskContext,
  proposalId: string,
  state: 'sent-back' | 'withdrawn',
  reason: string,
): Proposal {
  const left = transact(context, () => {
    const proposal = settleable(context, proposalId, state)
    if (state === 'sent-back') requireSenior(context)
    if (state === 'withdrawn' && proposal.editorId !== context.editorId) refuse('not-permitted')
    if (state === 'sent-back' && reason.trim() === '') refuse('needs-reason')
    append(context, [settled(proposal, state, reason)])
    return getProposal(context.db, proposalId) ?? refuse('not-found')
  })
  announce(context, 'submissions', 'desk')
  return left
}

function settled({ id, submissionId }: Proposal, state: 'sent-back' | 'withdrawn', reason: string): DeskChange {
  return change('decision.proposal-settled', id, {
    proposalId: id,
    submissionId,
    state,
    reason: reason.trim(),
    decisionId: null,
  })
}

/** Taking a draft back as an event, or its refusal; inside a transaction. */
export function withdrawalChange(context: DeskContext, proposalId: string, reason: string): DeskChange {
  const proposal = settleable(context, proposalId, 'withdrawn')
  if (proposal.editorId !== context.editorId) refuse('not-permitted')
  return settled(proposal, 'withdrawn', reason)
}

function settleable(context: DeskContext, proposalId: string, to: ProposalState): Proposal {
  const proposal = getProposal(context.db, proposalId) ?? refuse('not-found')
  if (!proposalSteps[proposal.state].includes(to)) refuse('proposal-settled')
  return proposal
}
