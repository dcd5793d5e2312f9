/** 邮箱账户: the accounts there are, and a way to add one. */
import { Button, Modal, Skeleton } from '@mantine/core'
import { IconMailPlus, IconPlus } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { EmptyState } from '@renderer/components/empty-state'
import { ErrorNotice } from '@renderer/components/report-error'
import { useAccounts } from '@renderer/state/use-desk-info'
import { useState } from 'react'
import { AccountCard } from './account-card'
import { AccountForm } from './account-form'
import classes from './accounts-section.module.css'
import { Section } from './section'
import { UnlockSecrets } from './unlock-secrets'

export function AccountsSection() {
  const t = useText()
  const accounts = useAccounts()
  const [adding, setAdding] = useState(false)
  const add = (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setAdding(true)} data-testid="account-add">
      {t('account.add')}
    </Button>
  )
  const none = accounts.data?.length === 0
  return (
    <Section title={t('settings.section.accounts')} what={t('account.what')} action={none ? undefined : add}>
      <UnlockSecrets />
      <ErrorNotice error={accounts.error} />
      {accounts.isPending && <Skeleton height={96} />}
      {none && (
        <div className={classes['none']}>
          <EmptyState icon={<IconMailPlus size={24} stroke={1.6} />} title={t('sync.no-account')} actions={add}>
            {t('account.none')}
          </EmptyState>
        </div>
      )}
      {!none && accounts.data !== undefined && (
        <ul className={classes['list']}>
          {accounts.data.map((account) => (
            <li key={account.id}>
              <AccountCard account={account} />
            </li>
          ))}
        </ul>
      )}
      <Modal
        opened={adding}
        onClose={() => setAdding(false)}
        title={t('account.add-title')}
        size={620}
        closeOnClickOutside={false}
      >
        <AccountForm
          onAdded={() => setAdding(false)}
          leave={{ label: t('action.cancel'), testId: 'account-cancel', onLeave: () => setAdding(false) }}
        />
      </Modal>
    </Section>
  )
}
