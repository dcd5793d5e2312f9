/** The test of a connection, step by step: what passed, what failed and what to do about it, what was not reached. */
import { Button, Loader } from '@mantine/core'
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import type { ConnectionStep } from '@shared/domain/account'
import { CertificateFacts } from './certificate-facts'
import classes from './connection-steps.module.css'
import { sidesOf } from './connection-sides'
import { FailureDetail } from './failure-detail'

const icons = { passed: IconCheck, failed: IconX, skipped: IconMinus } as const

export function ConnectionSteps({
  steps,
  running,
  onStop,
}: {
  readonly steps: readonly ConnectionStep[] | null | undefined
  readonly running: boolean
  readonly onStop: () => void
}) {
  const t = useText()
  const failed = steps?.filter((step) => step.outcome.kind === 'failed').length ?? 0
  return (
    <div aria-live="polite" className={classes['status']}>
      {running && (
        <p className={classes['running']}>
          <Loader size={14} /> {t('account.testing')}
          <Button variant="subtle" size="compact-xs" onClick={onStop} data-testid="account-test-stop">
            {t('account.test-stop')}
          </Button>
        </p>
      )}
      {!running && steps !== undefined && steps !== null && (
        <section className={classes['steps']} aria-label={t('account.steps')}>
          {sidesOf(steps).map((side) => (
            <div key={side.name} className={classes['side']}>
              {side.name !== 'folder' && <h3 className={classes['sideName']}>{t(`account.${side.name}`)}</h3>}
              <ol className={classes['list']}>
                {side.steps.map((step) => (
                  <Step key={step.step} step={step} />
                ))}
              </ol>
            </div>
          ))}
          <p className={classes['verdict']} data-failed={failed > 0 || undefined} data-testid="account-test-verdict">
            {failed === 0 ? t('account.test-passed') : t('account.test-failed', { count: failed })}
          </p>
        </section>
      )}
    </div>
  )
}

function Step({ step }: { readonly step: ConnectionStep }) {
  const t = useText()
  const { outcome } = step
  const OutcomeIcon = icons[outcome.kind]
  return (
    <li className={classes['step']} data-testid="account-step" data-step={step.step} data-outcome={outcome.kind}>
      <OutcomeIcon size={16} stroke={2} aria-hidden="true" className={classes['icon'] ?? ''} />
      <span className={classes['name']}>{t(`connection.step.${step.step}`)}</span>
      <span className={classes['outcome']}>{t(`account.step.${outcome.kind}`)}</span>
      {outcome.kind === 'passed' && outcome.detail !== '' && (
        <span className={classes['detail']}>{outcome.detail}</span>
      )}
      {step.certificate !== undefined && (
        <CertificateFacts certificate={step.certificate} unfolded={outcome.kind === 'failed'} />
      )}
      {outcome.kind === 'failed' && (
        <div className={classes['advice']}>
          {t(`connection.${outcome.failure.code}`)}
          {outcome.failure.detail !== '' && (
            <div className={classes['said']}>
              <FailureDetail failure={outcome.failure} />
            </div>
          )}
        </div>
      )}
    </li>
  )
}
