/** A banner while the password file is locked: says what does not work, asks for the passphrase, can be put off. */
import { Button, CloseButton, PasswordInput } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import { useState, type FormEvent } from 'react'
import classes from './unlock-secrets.module.css'

/** In the frame with `dismissible`; the account settings always show it while it is needed. */
export function UnlockSecrets({ dismissible = false }: { readonly dismissible?: boolean }) {
  const t = useText()
  const locked = useDeskInfo().data?.secretsLocked === true
  const [passphrase, setPassphrase] = useState('')
  const [later, setLater] = useState(false)
  const unlock = useCoreCommand((client, input: { passphrase: string }) => client.desk.unlockSecrets(input))
  if (!locked || (dismissible && later)) return null

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (passphrase === '') return
    unlock.mutate({ passphrase }, { onSuccess: () => setPassphrase('') })
  }
  return (
    <section className={classes['banner']} aria-label={t('unlock.title')} data-testid="unlock-secrets">
      <IconLock size={18} aria-hidden="true" className={classes['icon'] ?? ''} />
      <div className={classes['words']}>
        <strong>{t('unlock.title')}</strong>
        <span>{t('unlock.what')}</span>
      </div>
      <form className={classes['form']} onSubmit={submit}>
        <PasswordInput
          size="xs"
          aria-label={t('account.passphrase')}
          placeholder={t('account.passphrase')}
          value={passphrase}
          onChange={(event) => {
            setPassphrase(event.currentTarget.value)
            if (unlock.isError) unlock.reset()
          }}
          autoComplete="off"
          maxLength={1000}
          className={classes['input'] ?? ''}
          data-testid="unlock-passphrase"
        />
        <Button type="submit" loading={unlock.isPending} disabled={passphrase === ''} data-testid="unlock-do">
          {t('unlock.do')}
        </Button>
        {dismissible && (
          <CloseButton
            onClick={() => setLater(true)}
            aria-label={t('unlock.later')}
            title={t('unlock.later')}
            data-testid="unlock-later"
          />
        )}
      </form>
      <div className={classes['error']}>
        <ErrorNotice error={unlock.error} onClose={unlock.reset} />
      </div>
    </section>
  )
}
