/** 连接邮箱: the same form as in the settings, and what was connected so far. */
import { Button } from '@mantine/core'
import { IconCircleCheck, IconPlus } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { AccountForm } from '@renderer/features/settings/account-form'
import { SyncWords } from '@renderer/features/settings/sync-words'
import type { Account } from '@shared/domain/account'
import { useState } from 'react'
import classes from './first-run.module.css'

export function MailboxStep({
  accounts,
  name,
  onSkip,
}: {
  readonly accounts: readonly Account[]
  readonly name: string
  readonly onSkip: () => void
}) {
  const t = useText()
  const [adding, setAdding] = useState(false)
  const none = accounts.length === 0
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
      {(none || adding) && (
        <AccountForm
          senderName={name.trim()}
          onAdded={() => setAdding(false)}
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
