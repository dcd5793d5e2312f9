import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import type { VerifyReport } from '@shared/domain/desk'
import classes from './verify-result.module.css'

/** What a verification found, in words and counts; problems as the core names them, to pass on. */
export function VerifyResult({ report }: { readonly report: VerifyReport }) {
  const t = useText()
  return (
    <div
      className={classes['result']}
      data-ok={report.ok}
      role={report.ok ? 'status' : 'alert'}
      data-testid="verify-result"
    >
      <p className={classes['verdict']}>
        {report.ok ? (
          <IconCircleCheck size={18} aria-hidden="true" />
        ) : (
          <IconAlertTriangle size={18} aria-hidden="true" />
        )}
        {report.ok ? t('settings.data.verify-ok') : t('settings.data.verify-bad', { count: report.problems.length })}
      </p>
      <dl className={classes['counts']}>
        <dt>{t('settings.data.database')}</dt>
        <dd>{t(`settings.data.database.${report.database}`)}</dd>
        <dt>{t('settings.data.blobs')}</dt>
        <dd>{t('settings.data.blobs-count', { count: report.blobs })}</dd>
        <dt>{t('settings.data.audit')}</dt>
        <dd>{t('settings.data.audit-count', { count: report.auditEvents })}</dd>
      </dl>
      {!report.ok && (
        <>
          <p className={classes['advice']}>{t('settings.data.verify-bad-what')}</p>
          <ul className={classes['problems']} aria-label={t('settings.data.problems')}>
            {report.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
