/** 稿费 and 合同 as facts, for seniors; and a guardian's consent for an author under 18. No payment is made here. */
import { change } from '@shared/domain/event'
import {
  guardianSchema,
  pieceTermsSchema,
  privateNumberIn,
  type Guardian,
  type PieceTerms,
  type TermsChange,
} from '@shared/domain/terms'
import { eventsOf, typedEvent } from '../record/read-events'
import { getAuthor } from '../store/repositories/authors'
import { getEditor } from '../store/repositories/desk'
import { guardianOf, termsOf } from '../store/repositories/publication'
import { getSubmission } from '../store/repositories/submissions'
import { announce, append, transact, type DeskContext } from './context'
import { refuse } from './refuse'
import { requireSenior } from './roles'

/** 稿费 and 合同 of a piece; refused for an 编辑. */
export function readTerms(context: DeskContext, submissionId: string): PieceTerms {
  requireSenior(context)
  if (getSubmission(context.db, submissionId) === null) refuse('not-found')
  return termsOf(context.db, submissionId)
}

/** How 稿费 and 合同 of a piece were noted, the newest first; refused for an 编辑. */
export function termsHistory(context: DeskContext, submissionId: string): TermsChange[] {
  requireSenior(context)
  if (getSubmission(context.db, submissionId) === null) refuse('not-found')
  return eventsOf(context.db, submissionId)
    .filter(({ type }) => type === 'submission.terms-noted')
    .map(typedEvent)
    .filter((event) => event?.type === 'submission.terms-noted')
    .map(({ seq, at, editorId, payload }) => ({
      seq,
      at,
      editorId,
      editorName: getEditor(context.db, editorId)?.name ?? '',
      to: payload.to,
    }))
    .toReversed()
}

/** Notes 稿费 and 合同; null takes either back. Refused for an 编辑, and where a number stands that must not be kept. */
export function noteTerms(context: DeskContext, submissionId: string, given: PieceTerms): void {
  transact(context, () => {
    requireSenior(context)
    if (getSubmission(context.db, submissionId) === null) refuse('not-found')
    const to = pieceTermsSchema.parse(given)
    const { fee, contract } = to
    if (fee !== null && (fee.settlement === 'paid') !== (fee.settledOn !== null)) refuse('fee-needs-day')
    if (contract !== null && contract.until !== null && contract.until < contract.from) refuse('term-ends-before')
    refusePrivate([fee?.note, contract?.number, contract?.note])
    const from = termsOf(context.db, submissionId)
    if (JSON.stringify(from) === JSON.stringify(to)) return
    append(context, [change('submission.terms-noted', submissionId, { submissionId, from, to })])
  })
  announce(context, 'submissions')
}

/** Notes whether an author is under 18, and the guardian's consent. */
export function noteGuardian(context: DeskContext, authorId: string, given: Guardian): void {
  transact(context, () => {
    if (getAuthor(context.db, authorId) === null) refuse('not-found')
    const to = guardianSchema.parse(given)
    refusePrivate([to.consent?.guardian, to.consent?.relation, to.consent?.saidIn])
    const from = guardianOf(context.db, authorId)
    if (JSON.stringify(from) === JSON.stringify(to)) return
    append(context, [change('author.guardian-noted', authorId, { authorId, from, to })])
  })
  announce(context, 'submissions', 'authors')
}

function refusePrivate(texts: readonly (string | undefined)[]): void {
  for (const text of texts) {
    const found = privateNumberIn(text ?? '')
    if (found !== null) refuse('private-number', { kind: found })
  }
}
