/** A submission in three short lines: who, what, how it stands. */
import { IconAlertTriangleFilled, IconCircleFilled, IconClockExclamation } from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { AuthorChips } from '@renderer/components/author-chip'
import { DateText } from '@renderer/components/date-text'
import { StateChip } from '@renderer/components/state-chip'
import type { SubmissionRow } from '@shared/domain/submission'
import { memo } from 'react'
import classes from './inbox-row.module.css'

export const InboxRow = memo(function InboxRow({ row }: { readonly row: SubmissionRow }) {
  const t = useText()
  const format = useFormat()
  const title = row.title || row.subject || t('title.none')
  const name = row.author.name || row.author.address || t('author.nameless')
  const words = row.versions > 0 ? t('words.count', { count: row.words }) : t('inbox.no-manuscript')
  const more = [
    ...(row.versions > 1 ? [t('version.ordinal', { ordinal: row.versions })] : []),
    ...(row.images > 0 ? [t('inbox.images', { count: row.images })] : []),
    ...(row.attachments > 0 ? [t('inbox.attachments', { count: row.attachments })] : []),
  ]
  const facts = [words, ...more].join(' · ')
  const { error, warning } = row.findings
  const { similar } = row
  return (
    <div
      className={classes['row']}
      data-unread={row.unread || undefined}
      data-state={row.state}
      data-testid="inbox-row"
      data-submission-id={row.id}
    >
      {row.unread && (
        <span className={classes['unread']}>
          <span className="visually-hidden">{t('inbox.unread')}</span>
        </span>
      )}
      <div className={classes['who']}>
        <span className={classes['name']} title={row.author.address}>
          {name}
        </span>
        <AuthorChips author={row.author} nonAuthorClass={classes['nonAuthor'] ?? ''} />
        <DateText at={row.receivedAt} className={classes['time'] ?? ''} />
      </div>
      <div className={classes['title']} title={title}>
        {title}
      </div>
      <div className={classes['facts']}>
        <StateChip state={row.state} answered={row.answered} />
        <span className={classes['words']} title={facts}>
          {words}
        </span>
        {more.length > 0 && (
          <span className={classes['more']} title={facts}>
            {more.map((fact) => (
              <span key={fact}>{fact}</span>
            ))}
          </span>
        )}
        {error > 0 && (
          <span className={classes['error']} title={t('inbox.must-fix', { count: error })}>
            <IconCircleFilled size={10} aria-hidden="true" />
            <span aria-hidden="true">{error}</span>
            <span className="visually-hidden">{t('inbox.must-fix', { count: error })}</span>
          </span>
        )}
        {warning > 0 && (
          <span className={classes['warning']} title={t('inbox.suggested', { count: warning })}>
            <IconAlertTriangleFilled size={11} aria-hidden="true" />
            <span aria-hidden="true">{warning}</span>
            <span className="visually-hidden">{t('inbox.suggested', { count: warning })}</span>
          </span>
        )}
        {similar !== null && (
          <span
            className={classes['error']}
            title={t('inbox.similar-to', { number: similar.number })}
            data-testid="similar-mark"
          >
            <span className={classes['said']}>{t('inbox.similar', { percent: format.percent(similar.score) })}</span>
          </span>
        )}
        {row.expiringLinks > 0 && (
          <span className={classes['warning']} title={t('inbox.expiring', { count: row.expiringLinks })}>
            <IconClockExclamation size={14} aria-hidden="true" />
            <span className={classes['said']}>{t('inbox.expiring', { count: row.expiringLinks })}</span>
          </span>
        )}
      </div>
    </div>
  )
})
