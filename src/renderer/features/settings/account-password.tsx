/** Sets an account's password anew. What was kept before is never shown. */
import { Modal } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { FormFoot } from '@renderer/components/form-foot'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import type { Account, PasswordKeep } from '@shared/domain/account'
import { presetFor } from '@shared/domain/provider-presets'
import { useState, type FormEvent } from 'react'
import { emptySecret, keepOf, problemsOfSecret, type SecretDraft } from './account-draft'
import classes from './account-form.module.css'
import { SecretFields } from './secret-fields'

interface Props {
  readonly account: Account
  readonly opened: boolean
  readonly onClose: () => void
}

export function AccountPassword({ account, opened, onClose }: Props) {
  const t = useText()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('account.set-password-title', { address: account.config.address })}
      size={520}
      closeOnClickOutside={false}
    >
      {opened && <PasswordForm account={account} onClose={onClose} />}
    </Modal>
  )
}

function PasswordForm({ account, onClose }: Omit<Props, 'opened'>) {
  const t = useText()
  const keyring = useDeskInfo().data?.keyring ?? 'unavailable'
  const [secret, setSecret] = useState<SecretDraft>(() => emptySecret(keyring === 'available'))
  const [tried, setTried] = useState(false)
  const save = useCoreCommand((client, input: { accountId: string; password: string; keep: PasswordKeep }) =>
    client.accounts.setPassword(input),
  )
  const problems = problemsOfSecret(secret)
  const preset = presetFor(account.config.address)

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    const keep = keepOf(secret)
    if (Object.keys(problems).length > 0 || keep === null) return
    save.mutate({ accountId: account.id, password: secret.password, keep }, { onSuccess: onClose })
  }
  return (
    <form className={classes['form']} onSubmit={submit}>
      <SecretFields
        secret={secret}
        onChange={setSecret}
        keyring={keyring}
        problems={tried ? problems : {}}
        passwordKind={preset?.password ?? 'password'}
        provider={preset?.id ?? 'any'}
        focused
      />
      <FormFoot
        error={save.error}
        onClearError={save.reset}
        onCancel={onClose}
        deed={t('action.save')}
        busy={save.isPending}
        testId="account-password-save"
      />
    </form>
  )
}
