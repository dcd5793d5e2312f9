/** 作者: the record in short, without leaving the manuscript. */
import { Button, Skeleton } from '@mantine/core'
import { IconUser } from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { AuthorChips } from '@renderer/components/author-chip'
import { AfterAWhile } from '@renderer/components/list-skeleton'
import { ErrorNotice } from '@renderer/components/report-error'
import { Timeline } from '@renderer/components/timeline'
import { AuthorSubmissions } from '@renderer/features/authors/author-submissions'
import { FollowUps } from '@renderer/features/authors/follow-ups'
import { useViewState } from '@renderer/state/view-state'
import type { AuthorRecord } from '@shared/domain/author'
import type { ReactNode } from 'react'
import { AuthorNotes } from './author-notes'
import { DecisionHistory } from './decision-history'
import { useReview } from './review-context'
import classes from './author-tab.module.css'

export function AuthorTab() {
  const { detail } = useReview()
  const { author } = detail.row
  const record = useCoreQuery(['authors', 'show', author.id], (client) => client.authors.show({ authorId: author.id }))
  if (record.data !== undefined) return <Record record={record.data} />
  if (record.error !== null) return <ErrorNotice error={record.error} />
  return (
    <AfterAWhile>
      <div className={classes['head']}>
        <Skeleton height={14} width="50%" />
      </div>
    </AfterAWhile>
  )
}

function Record({ record }: { readonly record: AuthorRecord }) {
  const t = useText()
  const format = useFormat()
  const { detail } = useReview()
  const set = useViewState((state) => state.set)
  const { author } = record
  return (
    <>
      <div className={classes['head']}>
        <div className={classes['who']}>
          <b className={classes['name']}>{author.name || author.address || t('author.nameless')}</b>
          <AuthorChips author={author} />
        </div>
        <p className={classes['line']}>{record.addresses.join(t('review.list-comma'))}</p>
        <p className={classes['line']}>
          {t('review.wechat', { state: t(`wechat.${author.wechat}`) })} ·{' '}
          {t('review.author.since', { day: format.day(record.firstSeenAt) })}
        </p>
        <Button
          variant="default"
          leftSection={<IconUser size={15} aria-hidden="true" />}
          onClick={() => set({ page: 'authors', authorId: author.id })}
          data-testid="open-author"
        >
          {t('review.author.open')}
        </Button>
      </div>
      <div className={classes['followUps']}>
        <FollowUps followUps={record.followUps} />
      </div>
      {detail.decisions.length > 0 && (
        <Section title={t('review.author.decisions')}>
          <DecisionHistory decisions={detail.decisions} />
        </Section>
      )}
      {record.notes.length > 0 && (
        <Section title={t('author.tab.notes')}>
          <AuthorNotes notes={record.notes} />
        </Section>
      )}
      <Section title={t('author.tab.submissions')}>
        <AuthorSubmissions submissions={record.submissions} />
      </Section>
      <Section title={t('author.timeline')}>
        <div className={classes['timeline']}>
          <Timeline entries={record.timeline} />
        </div>
      </Section>
    </>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={classes['section']}>
      <h3 className={classes['title']}>{title}</h3>
      {children}
    </section>
  )
}
