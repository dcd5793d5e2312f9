/** One account: what it is, what its sync is doing, and what can be done with it. */
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core'
import {
  IconDots,
  IconFilter,
  IconFolder,
  IconKey,
  IconMail,
  IconPencil,
  IconPlayerStop,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { Chip } from '@renderer/components/chip'
import { ErrorNotice } from '@renderer/components/report-error'
import type { Account } from '@shared/domain/account'
import { useState } from 'react'
import classes from './account-card.module.css'
import { AccountPassword } from './account-password'
import { EditAccount } from './edit-account'
import { IntakeDialog } from './intake-dialog'
import { LeftOnServer } from './left-on-server'
import { RemoveAccount } from './remove-account'
import { ServerChanges } from './server-changes'
import { SyncWords } from './sync-words'

export function AccountCard({ account }: { readonly account: Account }) {
  const t = useText()
  const [dialog, setDialog] = useState<'password' | 'remove' | 'edit' | 'intake' | null>(null)
  const sync = useCoreCommand((client, input: { accountId: string }) => client.accounts.sync(input))
  const stop = useCoreCommand((client, input: { accountId: string }) => client.accounts.cancelSync(input))
  const { config } = account
  const running = account.sync.kind === 'running'
  const KindIcon = config.kind === 'imap' ? IconMail : IconFolder

  return (
    <article className={classes['card']} data-testid="account-card" data-sync={account.sync.kind}>
      <span className={classes['icon']} aria-hidden="true">
        <KindIcon size={18} stroke={1.7} />
      </span>
      <div className={classes['body']}>
        <header className={classes['head']}>
          <h3 className={classes['address']} title={config.address}>
            {config.address}
          </h3>
          <Chip>{t(`account.kind.${config.kind}`)}</Chip>
        </header>
        <p className={classes['where']}>
          {config.kind === 'imap' ? `${config.imap.host} · ${config.folder}` : config.path}
        </p>
        {account.password !== 'not-needed' && (
          <p className={classes['password']} data-missing={account.password === 'missing' || undefined}>
            {t(`account.password.${account.password}`)}
          </p>
        )}
        <IntakeLine account={account} />
        <ServerChanges account={account} />
        <div className={classes['sync']}>
          <SyncWords state={account.sync} />
          <LeftOnServer left={account.leftOnServer} />
        </div>
        <ErrorNotice
          error={sync.error ?? stop.error}
          onClose={() => {
            sync.reset()
            stop.reset()
          }}
        />
      </div>
      <div className={classes['actions']}>
        {account.password === 'missing' ? (
          <Button
            leftSection={<IconKey size={15} />}
            onClick={() => setDialog('password')}
            data-testid="account-set-password"
          >
            {t('account.set-password')}
          </Button>
        ) : running ? (
          <Button
            variant="default"
            leftSection={<IconPlayerStop size={15} />}
            loading={stop.isPending}
            onClick={() => stop.mutate({ accountId: account.id })}
            data-testid="account-sync-stop"
          >
            {t('sync.cancel')}
          </Button>
        ) : (
          <Button
            variant="default"
            leftSection={<IconRefresh size={15} />}
            loading={sync.isPending}
            onClick={() => sync.mutate({ accountId: account.id })}
            data-testid="account-sync"
          >
            {t('sync.now')}
          </Button>
        )}
        <Menu position="bottom-end">
          <Menu.Target>
            <Tooltip label={t('account.more', { address: config.address })}>
              <ActionIcon aria-label={t('account.more', { address: config.address })} data-testid="account-more">
                <IconDots size={18} />
              </ActionIcon>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconPencil size={15} />}
              onClick={() => setDialog('edit')}
              data-testid="account-edit"
            >
              {t('account.edit')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconFilter size={15} />}
              onClick={() => setDialog('intake')}
              data-testid="account-intake"
            >
              {t('intake.open')}
            </Menu.Item>
            {config.kind === 'imap' && (
              <Menu.Item
                leftSection={<IconKey size={15} />}
                onClick={() => setDialog('password')}
                data-testid="account-menu-password"
              >
                {t('account.set-password')}
              </Menu.Item>
            )}
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={15} />}
              onClick={() => setDialog('remove')}
              data-testid="account-remove"
            >
              {t('account.remove')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      <AccountPassword account={account} opened={dialog === 'password'} onClose={() => setDialog(null)} />
      <EditAccount account={account} opened={dialog === 'edit'} onClose={() => setDialog(null)} />
      <IntakeDialog account={account} opened={dialog === 'intake'} onClose={() => setDialog(null)} />
      <RemoveAccount account={account} opened={dialog === 'remove'} onClose={() => setDialog(null)} />
    </article>
  )
}

/** What it takes in and writes back, where that is not the usual. */
function IntakeLine({ account }: { readonly account: Account }) {
  const t = useText()
  const { folders, since, writeBack } = account.intake
  const writes = writeBack.seen || writeBack.keywords || Object.keys(writeBack.folders).length > 0
  const parts = [
    ...(folders.length > 0 ? [t('intake.line-folders', { count: folders.length })] : []),
    ...(since === null ? [] : [t('intake.line-since', { day: since })]),
    ...(writes ? [t('intake.line-writes')] : []),
  ]
  if (parts.length === 0) return null
  return (
    <p className={classes['where']} data-testid="account-intake-line">
      {parts.join(' · ')}
    </p>
  )
}
