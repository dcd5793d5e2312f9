import { IconMailDown, IconMailUp } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { Chip } from '@renderer/components/chip'
import { DateText } from '@renderer/components/date-text'
import { MailTools } from '@renderer/features/organise/mail-tools'
import type { ThreadMessage } from '@shared/domain/submission'
import { MailBody } from './mail-body'
import { useReview } from './review-context'
import { useRevealed } from './use-revealed'
import classes from './thread-tab.module.css'

/** A mail that came in: one line of it, or all of it. */
export function MailItem({
  mail,
  open,
  onToggle,
}: {
  readonly mail: ThreadMessage
  readonly open: boolean
  readonly onToggle: () => void
}) {
  const t = useText()
  const { detail } = useReview()
  // What somebody here sent with another program is ours.
  const Direction = mail.kind === 'sent' ? IconMailUp : IconMailDown
  const ref = useRevealed<HTMLButtonElement>(open)
  return (
    <>
      <button ref={ref} type="button" className={classes['head']} aria-expanded={open} onClick={onToggle}>
        <Direction size={16} className={classes['icon']} aria-hidden="true" />
        <span className={classes['who']}>
          <span className={classes['name']}>{mail.from.name || mail.from.address || t('author.nameless')}</span>
          <Chip tone={mail.kind === 'complaint' ? 'error' : 'plain'}>{t(`mail-kind.${mail.kind}`)}</Chip>
          {mail.recalled && <Chip tone="warning">{t('organise.recalled')}</Chip>}
          <DateText at={mail.date} as="moment" className={classes['when'] ?? ''} />
        </span>
        <span className={classes['line']} title={mail.preview || mail.subject}>
          {open ? mail.subject || t('subject.none') : mail.preview || mail.subject}
        </span>
      </button>
      {open && (
        <div className={classes['body']}>
          <MailTools hash={mail.hash} />
        </div>
      )}
      {open && <MailBody hash={mail.hash} submissionId={detail.row.id} />}
    </>
  )
}
