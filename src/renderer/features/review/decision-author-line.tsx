import { useText } from '@renderer/app/i18n'
import type { Verdict } from '@shared/domain/decision'
import { useReview } from './review-context'
import type { DraftedDecision } from './use-decide'
import classes from './decision-lines.module.css'

/** What the decision does to the author's record: 过稿 before and after, 微信, the follow-up that will be made. */
export function DecisionAuthorLine({
  verdict,
  draft,
}: {
  readonly verdict: Verdict
  readonly draft: DraftedDecision | null
}) {
  const t = useText()
  const { detail } = useReview()
  const { author } = detail.row
  const total = draft?.submissionCount ?? author.submissionCount
  const before = t('author.accepted', { accepted: author.acceptedCount, total: author.submissionCount })
  const changes = draft !== null && draft.acceptedAfter !== author.acceptedCount
  return (
    <div className={classes['line']} data-testid="decision-author">
      <span className={classes['label']}>{t('review.tab.author')}</span>
      <span>
        {before}
        {changes && (
          <>
            {' → '}
            <b>
              {draft.acceptedAfter}/{total}
            </b>
          </>
        )}
        {' · '}
        {t('review.wechat', { state: t(`wechat.${author.wechat}`) })}
        {verdict === 'accept' && author.wechat !== 'connected' && (
          <>
            {' · '}
            {t('review.decide.follow-up')}
          </>
        )}
      </span>
    </div>
  )
}
