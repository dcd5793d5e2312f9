/** The certificate that a server showed: one line when it is trusted, everything and why not when it is not. */
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import type { TlsCertificate } from '@shared/domain/account'
import classes from './connection-steps.module.css'

export function CertificateFacts({
  certificate,
  unfolded,
}: {
  readonly certificate: TlsCertificate
  readonly unfolded: boolean
}) {
  const t = useText()
  const format = useFormat()
  const day = (at: number | null): string => (at === null ? '?' : format.full(at))
  const { doubt, subject, issuer, names, validFrom, validTo, fingerprint } = certificate
  return (
    <div className={classes['certificate']} data-testid="account-certificate">
      {doubt !== null && <p className={classes['doubt']}>{t(`certificate.doubt.${doubt}`)}</p>}
      <details open={unfolded || undefined}>
        <summary>{t('certificate.summary', { subject: subject || '?', issuer: issuer || '?' })}</summary>
        <dl className={classes['facts']}>
          <dt>{t('certificate.subject')}</dt>
          <dd>{subject}</dd>
          <dt>{t('certificate.names')}</dt>
          <dd>{names.join(', ')}</dd>
          <dt>{t('certificate.issuer')}</dt>
          <dd>{issuer}</dd>
          <dt>{t('certificate.valid')}</dt>
          <dd>
            {day(validFrom)} – {day(validTo)}
          </dd>
          <dt>{t('certificate.fingerprint')}</dt>
          <dd className={classes['fingerprint']}>{fingerprint}</dd>
        </dl>
      </details>
    </div>
  )
}
