/** The record of one author: the three axes, what is to do, what happened. */
import { useText } from '@renderer/app/i18n'
import { DateText } from '@renderer/components/date-text'
import { Pane } from '@renderer/components/pane'
import { Timeline } from '@renderer/components/timeline'
import type { AuthorRecord } from '@shared/domain/author'
import type { ReactNode } from 'react'
import { FollowUps } from './follow-ups'
import { IdentityMenu } from './identity-menu'
import { WechatMenu } from './wechat-menu'
import classes from './author-record.module.css'

export function AuthorRecordPane({ record }: { readonly record: AuthorRecord }) {
  const t = useText()
  const { author, submissions, followUps, timeline } = record
  const last = submissions.reduce<number | null>((newest, { receivedAt }) => Math.max(newest ?? 0, receivedAt), null)
  return (
    <Pane
      label={t('authors.record')}
      testId="author-record"
      head={
        <header className={classes['head']}>
          <h2 className={classes['name']}>
            {author.name || t('author.nameless')}
            <span>{author.address}</span>
          </h2>
          <dl className={classes['axes']}>
            <Axis name={t('author.identity')}>
              <IdentityMenu author={author} />
            </Axis>
            <Axis name={t('author.accepted-label')}>
              <b className={classes['accepted']} data-testid="author-accepted">
                {t('author.accepted-value', { accepted: author.acceptedCount, total: author.submissionCount })}
              </b>
            </Axis>
            <Axis name={t('author.wechat')}>
              <WechatMenu author={author} />
            </Axis>
            <Axis name={t('author.last-received')}>{last === null ? t('author.never') : <DateText at={last} />}</Axis>
          </dl>
        </header>
      }
    >
      <div className={classes['body']}>
        <FollowUps followUps={followUps} />
        <section aria-label={t('author.timeline')}>
          <Timeline entries={timeline} />
        </section>
      </div>
    </Pane>
  )
}

function Axis({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={classes['axis']}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
