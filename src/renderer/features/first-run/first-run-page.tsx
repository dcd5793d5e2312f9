/**
 * First run: who are you, which mailbox, what comes in. Every step can be skipped. The name is recorded at
 * the very end, because that is what ends the first run for the core.
 */
import { Button } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { useAccounts, useDeskInfo } from '@renderer/state/use-desk-info'
import type { FilledAccount } from '@renderer/features/settings/account-form'
import { dayBefore } from '@renderer/features/settings/cut-off'
import { useNow } from '@renderer/state/use-now'
import { DEFAULT_INTAKE } from '@shared/domain/intake'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import classes from './first-run.module.css'
import { IntakeStep } from './intake-step'
import { MailboxStep } from './mailbox-step'
import { NameStep } from './name-step'

const steps = ['who', 'mailbox', 'intake'] as const
type Step = (typeof steps)[number]

export function FirstRunPage() {
  const t = useText()
  const info = useDeskInfo().data
  const accounts = useAccounts().data ?? []
  const [step, setStep] = useState<Step>('who')
  const [name, setName] = useState('')
  const [pending, setPending] = useState<readonly FilledAccount[]>([])
  const zone = info?.zone
  const now = useNow()
  const [chosen, setChosen] = useState<{ readonly since: string | null } | null>(null)
  const since = chosen === null ? dayBefore(now, zone, 30) : chosen.since
  const connected = accounts.length > 0 || pending.length > 0
  // The accounts are added here, with what they take in: a first pull that began before would take in everything.
  const finish = useCoreCommand(async (client, input: { name: string }) => {
    for (const account of pending) {
      await client.accounts.add({ ...account, intake: { ...DEFAULT_INTAKE, since } })
      setPending((before) => before.filter((one) => one !== account))
    }
    return client.desk.setEditor(input)
  })
  const heading = useRef<HTMLHeadingElement>(null)
  const at = steps.indexOf(step)

  // The new step is said, and typing or Tab goes on from its beginning.
  useEffect(() => {
    if (step !== 'who') heading.current?.focus()
  }, [step])

  const next = (): void => {
    const following = steps[at + 1]
    if (following !== undefined) setStep(following)
    else finish.mutate({ name: name.trim() || info?.editor.name || t('first-run.nobody') })
  }
  const skip = (): void => {
    if (step === 'who') setName('')
    next()
  }
  const titles: Record<Step, string> = {
    who: t('first-run.who'),
    mailbox: connected ? t('first-run.mailbox-done') : t('first-run.mailbox'),
    intake: connected ? t('first-run.intake') : t('first-run.then'),
  }
  const contents: Record<Step, ReactNode> = {
    who: <NameStep name={name} onChange={setName} onSubmit={next} />,
    mailbox: (
      <MailboxStep
        accounts={accounts}
        pending={pending}
        name={name}
        onReady={(account) => setPending([...pending, account])}
        onSkip={skip}
      />
    ),
    intake: <IntakeStep connected={connected} since={since} onSince={(day) => setChosen({ since: day })} />,
  }
  // While the account form is open the ways on are its own.
  const formOpen = step === 'mailbox' && !connected
  return (
    <div className={classes['page']} data-testid="first-run">
      <div className={classes['sheet']}>
        <p className={classes['welcome']}>{t('first-run.title')}</p>
        <Progress step={step} />
        <h1 className={classes['title']} ref={heading} tabIndex={-1}>
          <span className="visually-hidden">{t('first-run.step', { step: at + 1, total: steps.length })} </span>
          {titles[step]}
        </h1>
        {contents[step]}
        <ErrorNotice error={finish.error} onClose={finish.reset} />
        {!formOpen && (
          <footer className={classes['foot']}>
            {step === 'who' && (
              <Button variant="subtle" color="gray" size="sm" onClick={skip} data-testid="first-run-skip">
                {t('first-run.skip')}
              </Button>
            )}
            {step === 'intake' && connected && (
              <Button variant="subtle" color="gray" size="sm" onClick={() => setStep('mailbox')}>
                {t('first-run.back')}
              </Button>
            )}
            <Button
              size="sm"
              onClick={next}
              loading={finish.isPending}
              disabled={step === 'who' && name.trim() === ''}
              data-testid="first-run-next"
            >
              {step === 'intake' ? t('first-run.done') : t('first-run.next')}
            </Button>
          </footer>
        )}
      </div>
    </div>
  )
}

function Progress({ step }: { readonly step: Step }) {
  const t = useText()
  const at = steps.indexOf(step)
  return (
    <ol className={classes['steps']}>
      {steps.map((each, index) => (
        <li
          key={each}
          data-done={index < at || undefined}
          data-now={index === at || undefined}
          aria-current={index === at ? 'step' : undefined}
        >
          {t(`first-run.step.${each}`)}
        </li>
      ))}
    </ol>
  )
}
