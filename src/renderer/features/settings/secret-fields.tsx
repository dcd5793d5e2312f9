/** The password and where to keep it. Where the system has no real keyring the form says so and asks. */
import { Alert, PasswordInput, Radio, Stack } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import type { DeskInfo } from '@shared/domain/desk'
import type { PasswordKind, ProviderId } from '@shared/domain/provider-presets'
import { keepPlaces, type DraftProblems, type KeepPlace, type SecretDraft } from './account-draft'
import classes from './account-form.module.css'

export function SecretFields({
  secret,
  onChange,
  keyring,
  problems,
  passwordKind,
  provider,
  focused = false,
}: {
  readonly secret: SecretDraft
  readonly onChange: (secret: SecretDraft) => void
  readonly keyring: DeskInfo['keyring']
  readonly problems: DraftProblems
  readonly passwordKind: PasswordKind
  readonly provider: ProviderId
  readonly focused?: boolean
}) {
  const t = useText()
  const label = t(`account.password-label.${passwordKind}`)
  const places = keepPlaces.filter((place) => place !== 'keyring' || keyring === 'available')
  if (passwordKind === 'refused') {
    return (
      <Alert color="orange" variant="light" icon={<IconAlertTriangle size={16} />} data-testid="account-refused">
        {t(`account.hint.${provider}`)}
        <p className={classes['refusedDo']}>{t('account.refused-do')}</p>
        <ul className={classes['refusedWays']}>
          <li>{t('account.refused-forward')}</li>
          <li>{t('account.refused-folder')}</li>
        </ul>
      </Alert>
    )
  }
  return (
    <>
      <PasswordInput
        size="xs"
        label={label}
        description={t(`account.hint.${provider}`)}
        value={secret.password}
        onChange={(event) => onChange({ ...secret, password: event.currentTarget.value })}
        error={problems['password'] && t(`account.problem.${problems['password']}`, { label })}
        autoComplete="off"
        maxLength={10_000}
        data-testid="account-password"
        {...(focused && { 'data-autofocus': true })}
      />
      <Radio.Group
        data-problem={problems['keep'] === undefined ? undefined : true}
        label={t('account.keep')}
        description={keyring === 'available' ? undefined : t(`account.keyring-${keyring}`)}
        value={secret.place}
        onChange={(value) => onChange({ ...secret, place: places.find((place) => place === value) ?? null })}
        error={problems['keep'] && t(`account.problem.${problems['keep']}`)}
        size="xs"
      >
        <Stack gap={6} mt={6}>
          {places.map((place) => (
            <KeepRadio key={place} place={place} />
          ))}
        </Stack>
      </Radio.Group>
      {secret.place === 'file' && (
        <div className={classes['passphrase']}>
          <PasswordInput
            size="xs"
            label={t('account.passphrase')}
            value={secret.passphrase}
            onChange={(event) => onChange({ ...secret, passphrase: event.currentTarget.value })}
            error={problems['passphrase'] && t(`account.problem.${problems['passphrase']}`)}
            autoComplete="off"
            maxLength={1000}
            data-testid="account-passphrase"
          />
          <PasswordInput
            size="xs"
            label={t('account.passphrase-again')}
            value={secret.passphraseAgain}
            onChange={(event) => onChange({ ...secret, passphraseAgain: event.currentTarget.value })}
            error={problems['passphrase-again'] && t(`account.problem.${problems['passphrase-again']}`)}
            autoComplete="off"
            maxLength={1000}
            data-testid="account-passphrase-again"
          />
          <p className={classes['hint']}>{t('account.passphrase-what')}</p>
        </div>
      )}
    </>
  )
}

function KeepRadio({ place }: { readonly place: KeepPlace }) {
  const t = useText()
  return (
    <Radio
      value={place}
      size="xs"
      label={t(`account.keep.${place}`)}
      description={t(`account.keep.${place}-what`)}
      data-testid={`account-keep-${place}`}
    />
  )
}
