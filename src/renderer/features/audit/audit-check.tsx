/** What verifying the record found, with each place that was changed by something else. */
import { Anchor, CloseButton } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import type { VerifyReport } from '@shared/domain/desk'
import { breakLine } from '@shared/domain/audit'
import classes from './audit.module.css'
import { breakSentence } from './audit-sentence'
import { useAuditView } from './audit-view'

export function AuditCheck({ report, onClose }: { readonly report: VerifyReport; readonly onClose: () => void }) {
  const t = useText()
  const { clear, choose } = useAuditView()
  const { breaks, auditEvents: count } = report
  const whole = breaks.length === 0
  const named = new Set(breaks.map(breakLine))
  const others = report.problems.some((problem) => !named.has(problem))
  return (
    <div
      className={classes['check']}
      data-ok={whole && !others}
      role={whole && !others ? 'status' : 'alert'}
      data-testid="audit-check-result"
    >
      <div className={classes['verdict']}>
        {whole && !others ? (
          <IconCircleCheck size={18} aria-hidden="true" />
        ) : (
          <IconAlertTriangle size={18} aria-hidden="true" />
        )}
        <p>
          {!whole && t('audit.check-bad', { count: breaks.length })}
          {whole && !others && t(report.state === 'same' ? 'audit.check-ok' : 'audit.check-ok-chain', { count })}
          {others && ` ${t('audit.check-other')}`}
        </p>
        <CloseButton size="sm" aria-label={t('audit.check-close')} onClick={onClose} />
      </div>
      {!whole && (
        <>
          <ul className={classes['breaks']}>
            {breaks.map((found) => (
              <li key={breakLine(found)}>
                {found.kind === 'chain' && found.fault !== 'missing' ? (
                  <Anchor
                    component="button"
                    type="button"
                    onClick={() => {
                      clear()
                      choose(String(found.seq))
                    }}
                  >
                    {breakSentence(t, found)}
                  </Anchor>
                ) : (
                  breakSentence(t, found)
                )}
              </li>
            ))}
          </ul>
          <p className={classes['hint']}>{t('audit.check-advice')}</p>
        </>
      )}
    </div>
  )
}
