/** What a mailbox is still to be told, and what its server refused. */
import { Button, Group } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import type { Account } from '@shared/domain/account'
import classes from './account-card.module.css'

export function ServerChanges({ account }: { readonly account: Account }) {
  const t = useText()
  const settle = useCoreCommand((client, how: 'retry' | 'drop') =>
    client.accounts.settleChanges({ accountId: account.id, how }),
  )
  const { waiting, failed } = account.serverChanges
  return (
    <>
      {waiting > 0 && (
        <p className={classes['where']} data-testid="account-changes-waiting">
          {t('write-back.waiting', { count: waiting })}
        </p>
      )}
      {failed.length > 0 && (
        <div className={classes['refused']} data-testid="account-changes-failed">
          {failed.map(({ failure, detail, count }) => (
            <p key={failure}>
              <IconAlertTriangle size={15} aria-hidden="true" />
              <span>
                {t('write-back.failed', { count })} {t(`write-back.failure.${failure}`)}
                {detail !== '' && ` ${t('sync.detail', { detail })}`}
              </span>
            </p>
          ))}
          <Group gap={6}>
            <Button variant="default" size="compact-xs" onClick={() => settle.mutate('retry')}>
              {t('write-back.retry')}
            </Button>
            <Button variant="subtle" color="gray" size="compact-xs" onClick={() => settle.mutate('drop')}>
              {t('write-back.drop')}
            </Button>
          </Group>
          <ErrorNotice error={settle.error} onClose={settle.reset} />
        </div>
      )}
    </>
  )
}
