import { Skeleton } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { AfterAWhile } from '@renderer/components/list-skeleton'
import { Pane } from '@renderer/components/pane'
import { ErrorNotice } from '@renderer/components/report-error'
import classes from './review-skeleton.module.css'

/** The manuscript is on its way, or cannot be had. */
export function ReviewSkeleton({ error }: { readonly error: unknown }) {
  const t = useText()
  return (
    <Pane label={t('page.review')} ground="surface">
      <div className={classes['waiting']}>
        {error === null || error === undefined ? <TextSkeleton /> : <ErrorNotice error={error} />}
      </div>
    </Pane>
  )
}

export function TextSkeleton() {
  const t = useText()
  return (
    <AfterAWhile>
      <output className={classes['lines']} aria-label={t('frame.loading')}>
        <Skeleton height={26} width="60%" />
        {[96, 100, 92, 98, 40].map((width) => (
          <Skeleton key={width} height={14} width={`${width}%`} />
        ))}
      </output>
    </AfterAWhile>
  )
}
