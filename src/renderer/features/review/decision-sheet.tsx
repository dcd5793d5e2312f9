/**
 * The decision and its letter in one sheet. It lies over the text, left of the side panel, so that the
 * findings and what the author was asked stay in sight while one writes.
 */
import { isVerdictOpen } from '@shared/domain/decision'
import { DecisionForm } from './decision-form'
import { useReview } from './review-context'

export function DecisionSheet({ right }: { readonly right: number }) {
  const { detail, decision } = useReview()
  if (decision === null || !decision.open || !isVerdictOpen(detail.row, decision.verdict)) return null
  return <DecisionForm key={decision.verdict} decision={decision} right={right} />
}
