/** Changes an account in place: names, servers, login, folder, certificate, password. */
import { Alert, Button, Checkbox, Group, Modal, SimpleGrid, TextInput } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import type { Account } from '@shared/domain/account'
import { useRef, useState, type FormEvent } from 'react'
import {
  configOf,
  draftOf,
  keepOf,
  passwordKindOf,
  problemsOfSecret,
  problemsOfServers,
  type AccountDraft,
} from './account-draft'
import classes from './account-form.module.css'
import { AdvancedFields } from './advanced-fields'
import { ConnectionSteps } from './connection-steps'
import { MaildirFields } from './maildir-fields'
import { SecretFields } from './secret-fields'
import { ServerFields } from './server-fields'
import { useConnectionTest } from './use-connection-test'
import type { FilledAccount } from './account-form'

interface Props {
  readonly account: Account
  readonly opened: boolean
  readonly onClose: () => void
}

export function EditAccount({ account, opened, onClose }: Props) {
  const t = useText()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('account.edit-title', { address: account.config.address })}
      size={620}
      closeOnClickOutside={false}
    >
      {opened && <EditForm account={account} onClose={onClose} />}
    </Modal>
  )
}

function EditForm({ account, onClose }: Omit<Props, 'opened'>) {
  const t = useText()
  const keyring = useDeskInfo().data?.keyring ?? 'unavailable'
  const [draft, setDraft] = useState<AccountDraft>(() => draftOf(account.config, keyring === 'available'))
  const [newPassword, setNewPassword] = useState(account.password === 'missing')
  const [tried, setTried] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const { test, stop } = useConnectionTest()
  const save = useCoreCommand((client, input: FilledAccount) =>
    client.accounts.change({ accountId: account.id, ...input }),
  )
  const isMailbox = draft.kind === 'imap'
  const problems = {
    ...problemsOfServers(draft, !newPassword),
    ...(isMailbox && newPassword && problemsOfSecret(draft.secret)),
  }
  const password = isMailbox && newPassword ? draft.secret.password : null
  const fixedAddress = account.waitingLetters > 0

  const change = (next: AccountDraft): void => {
    setDraft(next)
    if (!test.isIdle) stop()
    if (save.isError) save.reset()
  }
  const valid = (): boolean => {
    setTried(true)
    if (Object.keys(problems).length === 0) return true
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-problem] input')?.focus()
    return false
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!valid()) return
    const keep = password === null ? null : keepOf(draft.secret)
    save.mutate({ config: configOf(draft), password, keep }, { onSuccess: onClose })
  }
  const shown = tried ? problems : {}
  return (
    <form className={classes['form']} onSubmit={submit} ref={form} noValidate data-testid="account-edit-form">
      <SimpleGrid cols={2} spacing={10}>
        <TextInput
          label={t('account.address')}
          type="email"
          value={draft.address}
          onChange={(event) => change({ ...draft, address: event.currentTarget.value })}
          description={fixedAddress ? t('account.address-fixed', { count: account.waitingLetters }) : undefined}
          disabled={fixedAddress}
          error={shown.address && t(`account.problem.${shown.address}`)}
          autoComplete="off"
          spellCheck={false}
          maxLength={320}
          data-testid="account-address"
        />
        <TextInput
          label={t('account.display-name')}
          value={draft.displayName}
          onChange={(event) => change({ ...draft, displayName: event.currentTarget.value })}
          maxLength={200}
          title={t('account.display-name-what')}
          data-autofocus
          data-testid="account-display-name"
        />
      </SimpleGrid>
      {isMailbox ? (
        <>
          <ServerFields draft={draft} onChange={change} problems={shown} asks={false} />
          <Checkbox
            size="xs"
            label={t('account.new-password')}
            description={newPassword ? undefined : t(`account.password.${account.password}`)}
            checked={newPassword}
            onChange={(event) => {
              setNewPassword(event.currentTarget.checked)
              if (!test.isIdle) stop()
            }}
            data-testid="account-new-password"
          />
          {newPassword && (
            <SecretFields
              secret={draft.secret}
              onChange={(secret) => change({ ...draft, secret })}
              keyring={keyring}
              problems={shown}
              passwordKind={passwordKindOf(draft.provider)}
              provider={draft.provider}
            />
          )}
          <AdvancedFields draft={draft} onChange={change} problems={shown} />
        </>
      ) : (
        <MaildirFields draft={draft} onChange={change} problems={shown} />
      )}
      {isMailbox && isElsewhere(account, draft) && (
        <Alert color="orange" variant="light">
          {t('account.elsewhere')}
        </Alert>
      )}
      <ConnectionSteps steps={test.data} running={test.isPending} onStop={stop} />
      <ErrorNotice error={test.error ?? save.error} />
      <Group justify="flex-end" gap="xs" className={classes['actions'] ?? ''}>
        <Button variant="subtle" color="gray" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button
          variant="default"
          loading={test.isPending}
          onClick={() => {
            if (valid()) test.mutate({ config: configOf(draft), password, accountId: account.id })
          }}
          data-testid="account-test"
        >
          {t('account.test')}
        </Button>
        <Button type="submit" loading={save.isPending} data-testid="account-edit-save">
          {t('action.save')}
        </Button>
      </Group>
    </form>
  )
}

/** Another server or login is another mailbox: all of it is looked through again. */
function isElsewhere({ config }: Account, draft: AccountDraft): boolean {
  if (config.kind === 'maildir') return false
  const next = configOf(draft)
  if (next.kind === 'maildir') return false
  const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
  return !same(config.imap.host, next.imap.host) || !same(config.login, next.login)
}
