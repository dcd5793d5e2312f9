/**
 * The decision and its letter in one sheet. It lies over the text, left of the side panel, so that the
 * findings and what the author was asked stay in sight while one writes.
 */
import { useReview } from './review-context'
import { DecisionForm } from './decision-form'
import { isDecidable } from './verdicts'

export function DecisionSheet({ right }: { readonly right: number }) {
  const { detail, decision } = useReview()
  if (decision === null || !decision.open || !isDecidable(detail.row.state)) return null
  return <DecisionForm key={decision.verdict} decision={decision} right={right} />
}
