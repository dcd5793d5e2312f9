import { ErrorNotice } from '@renderer/components/report-error'
import { useText } from '@renderer/app/i18n'
import { ManuscriptFoot } from './manuscript-foot'
import { ManuscriptHead } from './manuscript-head'
import { ManuscriptText } from './manuscript-text'
import { NoManuscript } from './no-manuscript'
import { useReview } from './review-context'
import { TextSkeleton } from './review-skeleton'
import classes from './manuscript-pane.module.css'

/** The middle column: what is known of the piece, its text, its figures. */
export function ManuscriptPane() {
  const t = useText()
  const { detail, version, document, error } = useReview()
  return (
    <section className={classes['pane']} aria-label={t('review.manuscript')} data-testid="manuscript-pane">
      <ManuscriptHead />
      {version === null ? (
        <NoManuscript conversion={detail.conversion} />
      ) : document === null ? (
        <div className={classes['waiting']}>{error === null ? <TextSkeleton /> : <ErrorNotice error={error} />}</div>
      ) : (
        <ManuscriptText key={version.id} document={document} />
      )}
      <ManuscriptFoot />
    </section>
  )
}
