/** What the author was asked and has not met: open comments for them, rights not yet settled. */
import { useText } from '@renderer/app/i18n'
import { provenanceFieldSchema } from '@shared/domain/submission'
import { useReview } from './review-context'
import type { DraftedDecision } from './use-decide'
import { useSelectMark } from './use-select-mark'
import classes from './decision-lines.module.css'

const SHOWN = 4

export function DecisionRequests({ draft }: { readonly draft: DraftedDecision | null }) {
  const t = useText()
  const { detail, annotations } = useReview()
  const select = useSelectMark()
  const comments = annotations.filter(
    ({ kind, audience, state }) => kind === 'comment' && audience === 'author' && state === 'open',
  )
  const unsettled = provenanceFieldSchema.options.filter(
    (field) => !detail.provenance.some((entry) => entry.field === field && entry.value !== ''),
  )
  if (draft === null || (comments.length === 0 && unsettled.length === 0)) return null
  return (
    <div className={classes['line']} data-testid="decision-requests">
      <span className={classes['label']}>{t('review.decide.requests')}</span>
      <ul className={classes['requests']}>
        {unsettled.length > 0 && (
          <li className={classes['unsettled']}>
            {t('review.decide.unsettled', {
              fields: unsettled.map((field) => t(`provenance.${field}`)).join(t('review.list-comma')),
            })}
          </li>
        )}
        {comments.slice(0, SHOWN).map((comment) => (
          <li key={comment.id}>
            <button
              type="button"
              className={classes['request']}
              title={comment.comments[0]?.text}
              onClick={() => select(comment.id)}
            >
              {t('review.decide.request', {
                quote: comment.anchor.quote,
                text: comment.comments[0]?.text ?? '',
              })}
            </button>
          </li>
        ))}
        {comments.length > SHOWN && <li>{t('review.decide.more-requests', { count: comments.length - SHOWN })}</li>}
      </ul>
    </div>
  )
}
