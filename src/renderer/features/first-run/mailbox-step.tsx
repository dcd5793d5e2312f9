/** 连接邮箱: the same form as in the settings, and what was connected so far. */
import { Button } from '@mantine/core'
import { IconCircleCheck, IconPlus } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { AccountForm, type FilledAccount } from '@renderer/features/settings/account-form'
import { SyncWords } from '@renderer/features/settings/sync-words'
import type { Account } from '@shared/domain/account'
import { useState } from 'react'
import classes from './first-run.module.css'

export function MailboxStep({
  accounts,
  pending,
  name,
  onReady,
  onSkip,
}: {
  readonly accounts: readonly Account[]
  /** Filled in, and added when it was said what comes in. */
  readonly pending: readonly FilledAccount[]
  readonly name: string
  readonly onReady: (account: FilledAccount) => void
  readonly onSkip: () => void
}) {
  const t = useText()
  const [adding, setAdding] = useState(false)
  const none = accounts.length === 0 && pending.length === 0
  return (
    <div className={classes['content']}>
      {none && <p className={classes['what']}>{t('first-run.mailbox-what')}</p>}
      {accounts.map(({ id, config, sync }) => (
        <div key={id} className={classes['added']} aria-live="polite">
          <IconCircleCheck size={18} aria-hidden="true" />
          <div>
            {t('first-run.mailbox-added', { address: config.address })}
            <SyncWords state={sync} />
          </div>
        </div>
      ))}
      {pending.map(({ config }) => (
        <div key={config.address} className={classes['added']} aria-live="polite" data-testid="first-run-pending">
          <IconCircleCheck size={18} aria-hidden="true" />
          <div>
            {config.address}
            <p className={classes['pendingWhat']}>{t('first-run.mailbox-pending')}</p>
          </div>
        </div>
      ))}
      {(none || adding) && (
        <AccountForm
          senderName={name.trim()}
          onAdded={() => setAdding(false)}
          onReady={(account) => {
            onReady(account)
            setAdding(false)
          }}
          leave={
            none
              ? { label: t('first-run.skip'), testId: 'first-run-skip', onLeave: onSkip }
              : { label: t('action.cancel'), testId: 'account-cancel', onLeave: () => setAdding(false) }
          }
        />
      )}
      {!none && !adding && (
        <div>
          <Button variant="default" leftSection={<IconPlus size={15} />} onClick={() => setAdding(true)}>
            {t('first-run.mailbox-more')}
          </Button>
        </div>
      )}
    </div>
  )
}
