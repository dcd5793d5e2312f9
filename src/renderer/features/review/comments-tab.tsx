/** 批注: the one being written, the open threads in the order of the text, what lost its place, what is done. */
import { IconMessage } from '@tabler/icons-react'
import { keyOf } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import { EmptyState } from '@renderer/components/empty-state'
import { CommentCard } from './comment-card'
import { CommentComposer } from './comment-composer'
import { useReview } from './review-context'
import type { PlacedAnnotation } from './review-model'
import classes from './comments-tab.module.css'

export function CommentsTab() {
  const t = useText()
  const { version, composer, placed } = useReview()
  const lost = placed.filter(({ annotation, place }) => annotation.state === 'open' && place.kind === 'lost')
  const open = placed.filter(({ annotation, place }) => annotation.state === 'open' && place.kind !== 'lost')
  const resolved = placed.filter(({ annotation }) => annotation.state === 'resolved')
  if (placed.length === 0 && composer === null) {
    return (
      <EmptyState icon={<IconMessage size={22} />} title={t('review.comments.none')}>
        {version === null ? null : t('review.comments.none-text', { key: keyOf('review.comment') })}
      </EmptyState>
    )
  }
  return (
    <div className={classes['list']}>
      {composer !== null && (
        <CommentComposer key={`${composer.block} ${composer.start} ${composer.end}`} composer={composer} />
      )}
      {open.map((each) => (
        <CommentCard key={each.annotation.id} placed={each} />
      ))}
      <Section title={t('review.comments.lost')} hint={t('review.comments.lost-text')} items={lost} />
      <Section title={t('review.comments.resolved')} items={resolved} />
    </div>
  )
}

function Section({
  title,
  hint,
  items,
}: {
  readonly title: string
  readonly hint?: string
  readonly items: readonly PlacedAnnotation[]
}) {
  if (items.length === 0) return null
  return (
    <section>
      <h3 className={classes['head']}>
        <span>{title}</span>
        <span className={classes['count']}>{items.length}</span>
      </h3>
      {hint !== undefined && <p className={classes['hint']}>{hint}</p>}
      {items.map((each) => (
        <CommentCard key={each.annotation.id} placed={each} />
      ))}
    </section>
  )
}
