/** Adds an account: kind, address, servers filled in from it, password, a test step by step, save. */
import { Button, Group, Radio, SimpleGrid, TextInput } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { refusalOf, useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import type { Account, PasswordKeep } from '@shared/domain/account'
import type { AccountConfig } from '@shared/domain/mail'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import {
  configOf,
  emptyDraft,
  keepOf,
  passwordKindOf,
  problemsOf,
  problemsOfServers,
  withAddress,
  type AccountDraft,
  type DraftProblems,
} from './account-draft'
import classes from './account-form.module.css'
import { AdvancedFields } from './advanced-fields'
import { ConnectionSteps } from './connection-steps'
import { MaildirFields } from './maildir-fields'
import { SecretFields } from './secret-fields'
import { ServerFields } from './server-fields'
import { useConnectionTest } from './use-connection-test'

const kinds = ['imap', 'maildir'] as const

/** An account as it was filled in, with its password. */
export interface FilledAccount {
  readonly config: AccountConfig
  readonly password: string | null
  readonly keep: PasswordKeep | null
}

export function AccountForm({
  senderName,
  onAdded,
  onReady,
  leave,
}: {
  /** Who signs the letters, when it is not the editor that the desk knows. */
  readonly senderName?: string
  readonly onAdded: (account: Account) => void
  /** Takes what was filled in instead of adding it: what comes in is to be asked first. */
  readonly onReady?: (account: FilledAccount) => void
  /** The way out without an account, under its own name. */
  readonly leave?: { readonly label: string; readonly testId: string; readonly onLeave: () => void }
}) {
  const t = useText()
  const info = useDeskInfo().data
  const keyring = info?.keyring ?? 'unavailable'
  const [draft, setDraft] = useState<AccountDraft>(() =>
    emptyDraft(keyring === 'available', senderName ?? info?.editor.name ?? ''),
  )
  /** What was asked for so far: blanks are pointed out only after that. */
  const [tried, setTried] = useState<'nothing' | 'test' | 'save'>('nothing')
  /** Counts the times that blanks were pointed out: each takes the focus to the first. */
  const [attempts, setAttempts] = useState(0)
  const form = useRef<HTMLFormElement>(null)
  const actions = useRef<HTMLDivElement>(null)

  const { test, stop } = useConnectionTest()
  const save = useCoreCommand(async (client, input: FilledAccount) => {
    const account = await client.accounts.add(input)
    // The core may have begun by itself already; that is what was wanted.
    await client.accounts.sync({ accountId: account.id }).catch((error: unknown) => {
      if (refusalOf(error)?.code !== 'sync-running') throw error
    })
    return account
  })

  const problems: DraftProblems =
    tried === 'save' ? problemsOf(draft) : tried === 'test' ? problemsOfServers(draft) : {}
  const refused = draft.kind === 'imap' && passwordKindOf(draft.provider) === 'refused'
  const passed = Array.isArray(test.data) && test.data.every((step) => step.outcome.kind === 'passed')
  const password = draft.kind === 'imap' ? draft.secret.password : null

  const change = (next: AccountDraft): void => {
    const samePlace =
      JSON.stringify([configOf(next), next.secret.password]) === JSON.stringify([configOf(draft), password ?? ''])
    setDraft(next)
    // A result speaks of the settings it was made with, and of no others.
    if (!samePlace && !test.isIdle) stop()
    if (save.isError) save.reset()
  }
  useEffect(() => {
    if (attempts > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-problem] input')?.focus()
  }, [attempts])
  // The form may be longer than the window: the result and what to do with it come into sight.
  useEffect(() => {
    if (Array.isArray(test.data)) actions.current?.scrollIntoView({ block: 'nearest' })
  }, [test.data])

  const runTest = (): void => {
    setTried(tried === 'save' ? 'save' : 'test')
    if (Object.keys(problemsOfServers(draft)).length > 0) {
      setAttempts(attempts + 1)
      return
    }
    test.mutate({ config: configOf(draft), password })
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried('save')
    if (refused) return
    if (Object.keys(problemsOf(draft)).length > 0) {
      setAttempts(attempts + 1)
      return
    }
    const filled = { config: configOf(draft), password, keep: draft.kind === 'imap' ? keepOf(draft.secret) : null }
    if (onReady === undefined) save.mutate(filled, { onSuccess: onAdded })
    else onReady(filled)
  }

  return (
    <form className={classes['form']} onSubmit={submit} ref={form} noValidate data-testid="account-form">
      <Radio.Group
        label={t('account.kind')}
        value={draft.kind}
        onChange={(value) => change({ ...draft, kind: kinds.find((kind) => kind === value) ?? 'imap' })}
        size="xs"
      >
        <SimpleGrid cols={2} spacing={10} mt={6}>
          {kinds.map((kind) => (
            <Radio.Card
              key={kind}
              value={kind}
              className={classes['kind'] ?? ''}
              data-testid={`account-kind-${kind}`}
              aria-label={t(`account.kind.${kind}`)}
            >
              <Radio.Indicator size="xs" mt={2} />
              <span>
                <span className={classes['kindName']}>{t(`account.kind.${kind}`)}</span>
                <span className={classes['hint']}>{t(`account.kind.${kind}-what`)}</span>
              </span>
            </Radio.Card>
          ))}
        </SimpleGrid>
      </Radio.Group>

      <SimpleGrid cols={2} spacing={10}>
        <TextInput
          label={t('account.address')}
          type="email"
          value={draft.address}
          onChange={(event) => change(withAddress(draft, event.currentTarget.value))}
          error={problems.address && t(`account.problem.${problems.address}`)}
          autoComplete="off"
          spellCheck={false}
          maxLength={320}
          data-autofocus
          data-testid="account-address"
        />
        <TextInput
          label={t('account.display-name')}
          value={draft.displayName}
          onChange={(event) => change({ ...draft, displayName: event.currentTarget.value })}
          maxLength={200}
          title={t('account.display-name-what')}
          data-testid="account-display-name"
        />
      </SimpleGrid>

      {draft.kind === 'imap' ? (
        <>
          <ServerFields draft={draft} onChange={change} problems={problems} />
          <SecretFields
            secret={draft.secret}
            onChange={(secret) => change({ ...draft, secret })}
            keyring={keyring}
            problems={problems}
            passwordKind={passwordKindOf(draft.provider)}
            provider={draft.provider}
          />
          {!refused && <AdvancedFields draft={draft} onChange={change} problems={problems} />}
        </>
      ) : (
        <MaildirFields draft={draft} onChange={change} problems={problems} />
      )}

      <ConnectionSteps steps={test.data} running={test.isPending} onStop={stop} />
      <ErrorNotice error={test.error ?? save.error} />

      <Group ref={actions} justify="flex-end" gap="xs" className={classes['actions'] ?? ''}>
        {leave && (
          <Button variant="subtle" color="gray" onClick={leave.onLeave} data-testid={leave.testId}>
            {leave.label}
          </Button>
        )}
        <Button
          variant={passed ? 'default' : 'filled'}
          onClick={runTest}
          loading={test.isPending}
          disabled={refused}
          data-testid="account-test"
        >
          {t('account.test')}
        </Button>
        <Button
          type="submit"
          variant={passed ? 'filled' : 'default'}
          loading={save.isPending}
          disabled={refused || test.isPending}
          data-testid="account-save"
        >
          {test.isSuccess && !passed ? t('account.save-anyway') : t('account.save')}
        </Button>
      </Group>
    </form>
  )
}
