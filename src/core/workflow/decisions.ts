/** Deciding: verdict, reason and letter in one transaction; and taking it back while the letter has not left. */
import { v7 as uuidv7 } from 'uuid'
import { ACCEPT_FACTS, type AnsweredElsewhere, type Decision, type Verdict } from '@shared/domain/decision'
import { isUnmet } from '@shared/domain/annotation'
import { change, type DeskChange } from '@shared/domain/event'
import type { LetterDraft } from '@shared/domain/letter'
import { newestMail, type FindingCounts, type ProvenanceField } from '@shared/domain/submission'
import { listAnnotations } from '../store/repositories/annotations'
import { followUpsOfSubmission } from '../store/repositories/authors'
import { getDecision, getLetter, listDecisions, type LetterRecord } from '../store/repositories/decisions'
import { clausesToSign, countOpenFindings } from '../store/repositories/manuscripts'
import { waitingProposal } from '../store/repositories/publication'
import { getSubmission, listProvenance, listThread, type SubmissionRecord } from '../store/repositories/submissions'
import { announce, append, transact, type DeskContext } from './context'
import { ADD_WECHAT_DAYS, decide, publicationReverted } from './decide'
import { draftLetter } from './draft-letter'
import { letterFindings } from './findings-in-letter'
import { addDays, localDate } from './local-date'
import { answeredElsewhere } from './outgoing'
import { letterChanges, takeBackLetter } from './queue-letter'
import { refuse } from './refuse'
import type { RequestPlaces } from './request-places'
import { isDeputy } from './roles'

/** How many of 首发, 授权, 配图, AI 声明, 署名 there are to settle. */
const PROVENANCE_FIELDS = 5

export interface DecisionDraft {
  readonly letter: LetterDraft | null
  readonly openErrors: number
  /** The clauses that only a person can judge, which 录用 asks to sign; none for another verdict. */
  readonly clausesToSign: string[]
  readonly openComments: number
  readonly openProvenance: number
  /** 录用: which of 首发, 授权 and AI 声明 are open; it asks about them. */
  readonly openFacts: ProvenanceField[]
  readonly acceptedAfter: number
  readonly submissionCount: number
  readonly answeredElsewhere: AnsweredElsewhere[]
}

/**
 * What would happen: the filled letter, which asks in the order of `places` and quotes the chosen `findings`, and what is still
 * open. Changes nothing.
 */
export function draftDecision(
  context: DeskContext,
  submissionId: string,
  verdict: Verdict,
  reason: string,
  places: RequestPlaces,
  findings: readonly string[] = [],
): DecisionDraft {
  const submission = getSubmission(context.db, submissionId) ?? refuse('not-found')
  const { author } = submission.row
  const openComments = listAnnotations(context.db, submissionId).filter(
    (annotation) => annotation.state === 'open' && isUnmet(annotation, submission.currentVersionId),
  )
  const wasAccepted = submission.row.state === 'accepted'
  return {
    letter: draftLetter(context, submission, verdict, reason, places, {
      findings: letterFindings(context, submissionId, findings),
    }),
    openErrors: openFindings(context, submission).error,
    clausesToSign: toSign(context, submission, verdict),
    openComments: openComments.length,
    openProvenance: PROVENANCE_FIELDS - listProvenance(context.db, submissionId).length,
    openFacts: factsOpen(context, submissionId, verdict),
    acceptedAfter: author.acceptedCount + (verdict === 'accept' && !wasAccepted ? 1 : 0),
    submissionCount: author.submissionCount,
    answeredElsewhere: answeredElsewhere(context, submissionId),
  }
}

export interface NewDecision {
  readonly submissionId: string
  readonly verdict: Verdict
  readonly reason: string
  readonly override: string | null
  /** Null: recorded without a letter. */
  readonly letter: LetterDraft | null
  /** The round that is meant; refused when it was recorded already. */
  readonly round?: number | undefined
  /** The letter waits until an editor lets it go. */
  readonly hold?: boolean | undefined
  /**
   * The clauses that the editor was shown and signs; refused when one is missing and there is no reason. Absent where nobody
   * was shown them (the command line): they are recorded as unsigned. `all`: whichever there are.
   */
  readonly signedClauses?: readonly string[] | 'all' | undefined
  /**
   * Which of 首发, 授权 and AI 声明 the editor was shown to be open and lets pass; refused when another one is open. Absent
   * where nobody was shown them (the command line).
   */
  readonly openFacts?: readonly ProvenanceField[] | undefined
  /** The draft that this approves; any other that waits is overtaken. */
  readonly proposal?: { readonly id: string; readonly editorId: string } | undefined
  /** The newest mail that was seen; refused when the thread has another by now. */
  readonly seen?: string | null | undefined
}

/** Records a verdict with all that goes with it, or nothing at all. Refused to a deputy, whose decisions are drafts. */
export function recordDecision(
  context: DeskContext,
  request: NewDecision,
  editorId = context.editorId,
): { decision: Decision; letter: LetterRecord | null } {
  const recorded = transact(context, () => {
    if (isDeputy(context, editorId)) refuse('needs-approval')
    const { changes, decisionId, letterId } = decisionChanges(context, request)
    append(context, changes, editorId)
    return {
      decision: getDecision(context.db, decisionId) ?? refuse('not-found'),
      letter: letterId === null ? null : getLetter(context.db, letterId),
    }
  })
  announce(context, 'submissions', 'letters', 'authors', 'desk')
  return recorded
}

/** A verdict and all that goes with it as events, or its refusal; inside a transaction. */
export function decisionChanges(
  context: DeskContext,
  request: NewDecision,
): { readonly changes: DeskChange[]; readonly decisionId: string; readonly letterId: string | null } {
  const submission = getSubmission(context.db, request.submissionId) ?? refuse('not-found')
  const round = listDecisions(context.db, request.submissionId).length + 1
  if (request.round !== undefined && request.round !== round) refuse('already-decided')
  const newest = newestMail(listThread(context.db, request.submissionId))?.hash ?? null
  if (request.seen !== undefined && request.seen !== newest) refuse('thread-moved')
  const findings = openFindings(context, submission)
  const { state, answered } = submission.row
  const wanted = toSign(context, submission, request.verdict)
  const given = request.signedClauses === 'all' ? wanted : (request.signedClauses ?? [])
  const signedClauses = wanted.filter((clause) => given.includes(clause))
  const unsignedClauses = wanted.filter((clause) => !given.includes(clause))
  const unsigned = request.signedClauses === undefined ? 0 : unsignedClauses.length
  const openFacts = factsOpen(context, request.submissionId, request.verdict)
  const { openFacts: passed, proposal } = request
  const facts = passed === undefined ? 0 : openFacts.filter((field) => !passed.includes(field)).length
  const { publication } = submission.row
  const consequence = decide(
    { state, answered, openFindings: findings, unsigned, openFacts: facts, publication },
    request.verdict,
    request.override,
  )
  if (!consequence.ok) return refuse(consequence.error.code, consequence.error.params)
  const decisionId = uuidv7({ msecs: context.now() })
  const letterId = request.letter === null ? null : uuidv7({ msecs: context.now() })
  const changes: DeskChange[] = [
    change('decision.recorded', decisionId, {
      decisionId,
      submissionId: request.submissionId,
      authorId: submission.authorId,
      verdict: request.verdict,
      reason: request.reason,
      round,
      versionId: submission.currentVersionId,
      findings,
      override: request.override,
      ...(wanted.length > 0 && { signedClauses, unsignedClauses }),
      ...(openFacts.length > 0 && { openFacts }),
      ...(proposal !== undefined && { proposedBy: proposal.editorId }),
      from: state,
      to: consequence.value.state,
      publication: consequence.value.publication,
      publicationBefore: publication,
      letterId,
    }),
  ]
  const waiting = waitingProposal(context.db, request.submissionId)
  if (waiting !== null) {
    changes.push(
      change('decision.proposal-settled', waiting, {
        proposalId: waiting,
        submissionId: request.submissionId,
        state: waiting === proposal?.id ? 'approved' : 'overtaken',
        reason: '',
        decisionId,
      }),
    )
  }
  if (request.letter !== null && letterId !== null) {
    changes.push(
      ...letterChanges(context, submission, { letterId, decisionId, draft: request.letter, hold: request.hold }),
    )
  }
  if (consequence.value.followUp !== null && submission.row.author.wechat === 'none') {
    const followUpId = uuidv7({ msecs: context.now() })
    changes.push(
      change('follow-up.created', followUpId, {
        followUpId,
        authorId: submission.authorId,
        submissionId: request.submissionId,
        purpose: consequence.value.followUp,
        text: '',
        due: addDays(localDate(context.now(), context.zone), ADD_WECHAT_DAYS),
      }),
    )
  }
  return { changes, decisionId, letterId }
}

/**
 * Takes the newest decision back: the state before it returns, its letter is cancelled, the follow-up it made is dropped. Once the
 * letter may have left it is refused, unless with `evenIfSent`: the letter stands, and another has to say what is true now.
 */
export function revertDecision(
  context: DeskContext,
  decisionId: string,
  reason: string,
  { evenIfSent = false }: { readonly evenIfSent?: boolean | undefined } = {},
): Decision {
  const reverted = transact(context, () => {
    if (isDeputy(context)) refuse('needs-approval')
    append(context, revertChanges(context, decisionId, reason, evenIfSent))
    return getDecision(context.db, decisionId) ?? refuse('not-found')
  })
  announce(context, 'submissions', 'letters', 'authors', 'desk')
  return reverted
}

/** Taking the newest decision back as events, or its refusal; inside a transaction. */
export function revertChanges(
  context: DeskContext,
  decisionId: string,
  reason: string,
  evenIfSent = false,
): DeskChange[] {
  const decision = getDecision(context.db, decisionId) ?? refuse('not-found')
  const newest = listDecisions(context.db, decision.submissionId).find((candidate) => candidate.reverted === null)
  if (newest?.id !== decisionId) return refuse('nothing-to-revert')
  const letter = decision.letterId === null ? null : getLetter(context.db, decision.letterId)
  const stands = evenIfSent && (letter?.state === 'sent' || letter?.state === 'unsure')
  const { submissionId } = decision
  const { row } = getSubmission(context.db, submissionId) ?? refuse('not-found')
  const publication = publicationReverted(
    {
      verdict: decision.verdict,
      wasAccepted: decision.previousState === 'accepted',
      before: decision.publicationBefore,
    },
    row.publication,
  )
  if (!publication.ok) return refuse(publication.error.code, publication.error.params)
  const changes: DeskChange[] = [
    change('decision.reverted', decisionId, {
      decisionId,
      submissionId,
      to: decision.previousState,
      publication: publication.value,
      reason,
    }),
    ...(letter === null || stands ? [] : takeBackLetter(letter, 'decision-reverted')),
  ]
  for (const followUp of followUpsOfSubmission(context.db, submissionId)) {
    if (followUp.purpose !== 'add-wechat' || followUp.state !== 'open' || decision.verdict !== 'accept') continue
    changes.push(
      change('follow-up.closed', followUp.id, {
        followUpId: followUp.id,
        authorId: followUp.authorId,
        state: 'dropped',
        reason,
      }),
    )
  }
  return changes
}

function toSign({ db }: DeskContext, { currentVersionId }: SubmissionRecord, verdict: Verdict): string[] {
  return verdict === 'accept' && currentVersionId !== null ? clausesToSign(db, currentVersionId) : []
}

/** 录用 asks about these while they are open; another verdict about none. */
function factsOpen({ db }: DeskContext, submissionId: string, verdict: Verdict): ProvenanceField[] {
  if (verdict !== 'accept') return []
  const settled = new Set(listProvenance(db, submissionId).map(({ field }) => field))
  return ACCEPT_FACTS.filter((field) => !settled.has(field))
}

function openFindings(context: DeskContext, submission: SubmissionRecord): FindingCounts {
  if (submission.currentVersionId === null) return { error: 0, warning: 0, note: 0 }
  return countOpenFindings(context.db, submission.currentVersionId)
}
