/** What the author was asked and has not met: open comments for them, rights not yet settled. */
import { useText } from '@renderer/app/i18n'
import { Chip } from '@renderer/components/chip'
import { forAuthor, isUnmet } from '@shared/domain/annotation'
import { provenanceFieldSchema } from '@shared/domain/submission'
import { sayQuote } from './quoted-words'
import { standingOf } from './requests'
import { quoteOf } from '@shared/manuscript/anchor'
import { useReview } from './review-context'
import type { DraftedDecision } from './use-decide'
import { useSelectMark } from './use-select-mark'
import classes from './decision-lines.module.css'

const SHOWN = 4

export function DecisionRequests({ draft }: { readonly draft: DraftedDecision | null }) {
  const t = useText()
  const { detail, version, placed } = useReview()
  const select = useSelectMark()
  const comments = placed.filter(
    ({ annotation }) =>
      annotation.kind === 'comment' && annotation.state === 'open' && isUnmet(annotation, version?.id ?? null),
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
        {comments.slice(0, SHOWN).map(({ annotation, carried }) => {
          const standing = standingOf(annotation, version?.id ?? null, carried)
          return (
            <li key={annotation.id}>
              <button
                type="button"
                className={classes['request']}
                title={forAuthor(annotation)[0]?.text}
                onClick={() => select(annotation.id)}
              >
                {standing !== null && (
                  <Chip tone={standing.outcome === 'done' ? 'plain' : 'warning'} testId="request-standing">
                    {t(standing.by === 'editor' ? `request.${standing.outcome}` : `request.short.${standing.outcome}`)}
                  </Chip>
                )}{' '}
                {t('review.decide.request', {
                  quote: sayQuote(t, quoteOf(annotation.anchor)),
                  text: forAuthor(annotation)[0]?.text ?? '',
                })}
              </button>
            </li>
          )
        })}
        {comments.length > SHOWN && <li>{t('review.decide.more-requests', { count: comments.length - SHOWN })}</li>}
      </ul>
    </div>
  )
}
