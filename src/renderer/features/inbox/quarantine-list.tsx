/** 异常邮件: mail that could not be read, why, and another try. */
import { Button } from '@mantine/core'
import { IconMailCheck, IconMailX } from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreQuery } from '@renderer/client/use-core'
import { DateText } from '@renderer/components/date-text'
import { EmptyState } from '@renderer/components/empty-state'
import { ListSkeleton } from '@renderer/components/list-skeleton'
import { Pane, PaneFoot } from '@renderer/components/pane'
import { ErrorNotice } from '@renderer/components/report-error'
import type { QuarantinedMessage } from '@shared/domain/submission'
import { InboxFilters } from './inbox-filters'
import classes from './quarantine-list.module.css'

export function QuarantineList() {
  const t = useText()
  const messages = useCoreQuery(['quarantine', 'list'], (client) => client.submissions.quarantine())
  const count = messages.data?.length
  return (
    <Pane
      label={t('inbox.quarantine-list')}
      head={<InboxFilters />}
      foot={<PaneFoot>{count === undefined ? '' : t('inbox.quarantine-count', { count })}</PaneFoot>}
    >
      <ErrorNotice error={messages.error} always />
      {messages.data === undefined && messages.error === null && <ListSkeleton rows={3} />}
      {count === 0 && (
        <EmptyState icon={<IconMailCheck size={22} />} title={t('inbox.quarantine-empty')}>
          {t('inbox.quarantine-empty-text')}
        </EmptyState>
      )}
      <ul className={classes['list']}>
        {messages.data?.map((message) => (
          <QuarantinedMail key={message.hash} message={message} />
        ))}
      </ul>
    </Pane>
  )
}

function QuarantinedMail({ message }: { readonly message: QuarantinedMessage }) {
  const t = useText()
  const format = useFormat()
  const retry = useCoreCommand((client, hash: string) => client.submissions.retryQuarantined({ hash }))
  return (
    <li className={classes['item']} data-testid="quarantine-row">
      <IconMailX className={classes['icon']} size={20} aria-hidden="true" />
      <div className={classes['words']}>
        <p className={classes['reason']}>
          {t('inbox.quarantine-reason', { reason: t(`quarantine.${message.reason}`) })}
          <DateText at={message.arrivedAt} as="moment" className={classes['time'] ?? ''} />
        </p>
        <p>{t('inbox.quarantine-safe', { size: format.bytes(message.size) })}</p>
        {message.detail !== '' && <p className={classes['detail']}>{message.detail}</p>}
        <ErrorNotice error={retry.error} onClose={retry.reset} />
      </div>
      <Button
        variant="default"
        loading={retry.isPending}
        data-testid="quarantine-retry"
        onClick={() => retry.mutate(message.hash)}
      >
        {t('action.retry')}
      </Button>
    </li>
  )
}
