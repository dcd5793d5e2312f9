/** Provider and servers. */
import { Alert, Button, NumberInput, Radio, Select, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { mailSecuritySchema, type MailServer } from '@shared/domain/mail'
import { hostedProviderIds, presetFor, providerIds } from '@shared/domain/provider-presets'
import { useState } from 'react'
import { passwordKindOf, withProvider, withSecurity, type AccountDraft, type DraftProblems } from './account-draft'
import classes from './account-form.module.css'

const hosted = [...hostedProviderIds, 'any'] as const

interface Props {
  readonly draft: AccountDraft
  readonly onChange: (draft: AccountDraft) => void
  readonly problems: DraftProblems
  /** Asks who hosts a domain of one's own: where the servers are still to be found. */
  readonly asks?: boolean
}

export function ServerFields({ draft, onChange, problems, asks = true }: Props) {
  const t = useText()
  const [wanted, setWanted] = useState(false)
  const plain = draft.imap.security === 'none' || draft.smtp.security === 'none'
  // What a known provider documents needs no looking at; anything else does.
  const folded = !wanted && draft.provider !== 'any'
  // Before there is an address there is nothing to fill in; the form stays short.
  const early =
    draft.provider === 'any' && !draft.serversTouched && draft.imap.host === '' && presetFor(draft.address) === null
  // The name of a company's own domain does not tell who hosts its mail, and nothing is looked up behind the user's back.
  const own = presetFor(draft.address)?.id === 'any' ? draft.address.slice(draft.address.lastIndexOf('@') + 1) : null
  return (
    <>
      {asks && own !== null && (
        <Radio.Group
          label={t('account.hosted', { domain: own.trim() })}
          description={t('account.hosted-what')}
          value={hosted.find((id) => id === draft.provider) ?? null}
          onChange={(value) => {
            const id = hosted.find((each) => each === value)
            if (id !== undefined) onChange(withProvider(draft, id))
          }}
          size="xs"
          data-testid="account-hosted"
        >
          <div className={classes['hosted']}>
            {hosted.map((id) => (
              <Radio
                key={id}
                value={id}
                size="xs"
                label={t(`account.provider.${id}`)}
                data-testid={`account-hosted-${id}`}
              />
            ))}
          </div>
        </Radio.Group>
      )}
      <div>
        <Select
          label={t('account.provider')}
          value={draft.provider}
          onChange={(value) => {
            const id = providerIds.find((each) => each === value)
            if (id !== undefined) onChange(withProvider(draft, id))
          }}
          data={providerIds.map((id) => ({ value: id, label: t(`account.provider.${id}`) }))}
          data-testid="account-provider"
        />
        {folded && passwordKindOf(draft.provider) !== 'refused' && (
          <div className={classes['summary']} data-testid="account-servers">
            <ServerWords label={t('account.imap')} server={draft.imap} />
            <ServerWords label={t('account.smtp')} server={draft.smtp} />
            <Button
              variant="subtle"
              size="compact-xs"
              onClick={() => setWanted(true)}
              data-testid="account-servers-edit"
            >
              {t('account.servers-edit')}
            </Button>
          </div>
        )}
      </div>
      {!folded && !early && (
        <>
          <Server kind="imap" draft={draft} onChange={onChange} problems={problems} />
          <Server kind="smtp" draft={draft} onChange={onChange} problems={problems} />
        </>
      )}
      {plain && (
        <Alert
          color="orange"
          variant="light"
          icon={<IconAlertTriangle size={16} />}
          data-testid="account-plain-warning"
        >
          {t('account.security-none-warning')}
        </Alert>
      )}
    </>
  )
}

function ServerWords({ label, server }: { readonly label: string; readonly server: MailServer }) {
  const t = useText()
  return (
    <span>
      {label} {server.host}:{server.port} {t(`account.security.${server.security}`)}
    </span>
  )
}

function Server({ kind, draft, onChange, problems }: Props & { readonly kind: 'imap' | 'smtp' }) {
  const t = useText()
  const server = draft[kind]
  const problem = problems[`${kind}-host`]
  const change = (next: MailServer): void => onChange({ ...draft, [kind]: next, serversTouched: true })
  return (
    <fieldset className={classes['server']}>
      <legend>{t(`account.${kind}`)}</legend>
      <TextInput
        label={t('account.host')}
        value={server.host}
        onChange={(event) => change({ ...server, host: event.currentTarget.value })}
        error={problem && t(`account.problem.${problem}`)}
        autoComplete="off"
        spellCheck={false}
        maxLength={253}
        data-testid={`account-${kind}-host`}
      />
      <NumberInput
        label={t('account.port')}
        value={server.port}
        onChange={(value) => {
          if (typeof value === 'number') change({ ...server, port: value })
        }}
        min={1}
        max={65535}
        clampBehavior="strict"
        allowDecimal={false}
        hideControls
        data-testid={`account-${kind}-port`}
      />
      <Select
        label={t('account.security')}
        value={server.security}
        onChange={(value) => change(withSecurity(server, mailSecuritySchema.parse(value), kind))}
        data={mailSecuritySchema.options.map((each) => ({ value: each, label: t(`account.security.${each}`) }))}
        data-testid={`account-${kind}-security`}
      />
    </fieldset>
  )
}
