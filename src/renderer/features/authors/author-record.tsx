/** The record of one author: the three axes, what is to do, what happened. */
import { useText } from '@renderer/app/i18n'
import { DateText } from '@renderer/components/date-text'
import { Pane } from '@renderer/components/pane'
import { Timeline } from '@renderer/components/timeline'
import type { AuthorRecord } from '@shared/domain/author'
import type { ReactNode } from 'react'
import { FollowUps } from './follow-ups'
import { MailsBeside } from './mails-beside'
import { OlderEntries } from './older-entries'
import { RecordNotices } from './record-notices'
import { IdentityMenu } from './identity-menu'
import { WechatMenu } from './wechat-menu'
import classes from './author-record.module.css'

export function AuthorRecordPane({ record }: { readonly record: AuthorRecord }) {
  const t = useText()
  const { author, submissions, followUps, timeline } = record
  const account = record.basis.accounts[0]
  const last = submissions.reduce<number | null>((newest, { receivedAt }) => Math.max(newest ?? 0, receivedAt), null)
  return (
    <Pane
      label={t('authors.record')}
      testId="author-record"
      head={
        <header className={classes['head']}>
          <h2 className={classes['name']}>
            {record.erased ? t('erasure.name') : author.name || t('author.nameless')}
            {record.penNames.length > 0 && <span>{record.penNames.join(t('review.list-comma'))}</span>}
            <span>{record.addresses.length > 0 ? record.addresses.join(t('review.list-comma')) : author.address}</span>
          </h2>
          <dl className={classes['axes']}>
            <Axis name={t('author.identity')}>
              <IdentityMenu author={author} next={record.nextIdentities} />
            </Axis>
            <Axis name={t('author.accepted-label')}>
              <b className={classes['accepted']} data-testid="author-accepted">
                {t('author.accepted-value', { accepted: author.acceptedCount, total: author.submissionCount })}
              </b>
            </Axis>
            <Axis name={t('author.wechat')}>
              <WechatMenu author={author} next={record.nextWechat} />
            </Axis>
            {account !== undefined && <Axis name={t('author.site-account')}>{account.name}</Axis>}
            <Axis name={t('author.last-received')}>{last === null ? t('author.never') : <DateText at={last} />}</Axis>
          </dl>
        </header>
      }
    >
      <div className={classes['body']}>
        <RecordNotices record={record} />
        <FollowUps followUps={followUps} />
        <section aria-label={t('author.timeline')}>
          <Timeline entries={timeline} />
          <OlderEntries record={record} />
          {!record.erased && <MailsBeside authorId={record.author.id} />}
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
