/** Where a guardian's consent is missing: that it is, and the way to note it. */
import { Button } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { refusalOf, useCoreConnection } from '@renderer/client/use-core'
import { useReportError } from '@renderer/components/report-error'
import { isConsentMissing, type Guardian } from '@shared/domain/terms'
import { useTermsDialogs } from './terms-dialogs'
import classes from './terms.module.css'

/** Beside a piece that is accepted, before anything is refused. */
export function ConsentMissing({
  authorId,
  guardian,
}: {
  readonly authorId: string
  readonly guardian: Guardian | null
}) {
  const t = useText()
  const note = useTermsDialogs((state) => state.noteGuardian)
  if (!isConsentMissing(guardian)) return null
  return (
    <section
      className={classes['line']}
      data-tone="warning"
      aria-label={t('guardian.section')}
      data-testid="consent-missing"
    >
      <span className={classes['words']}>{t('guardian.missing')}</span>
      <Button variant="default" size="compact-sm" onClick={() => note(authorId)} data-testid="consent-note">
        {t('guardian.note')}
      </Button>
    </section>
  )
}

/** In the foot of a form that the core refused for want of it: below what went wrong, beside the deed. */
export function ConsentAsk({
  submissionId,
  error,
  onNoted,
}: {
  readonly submissionId: string
  readonly error: unknown
  readonly onNoted: () => void
}) {
  const t = useText()
  const connection = useCoreConnection()
  const reportError = useReportError()
  const note = useTermsDialogs((state) => state.noteGuardian)
  if (refusalOf(error)?.code !== 'needs-guardian-consent') return null
  const ask = async (): Promise<void> => {
    try {
      const { row } = await (await connection.client()).submissions.show({ submissionId })
      note(row.author.id, onNoted)
    } catch (failed) {
      reportError(failed)
    }
  }
  return (
    <Button variant="light" onClick={() => void ask()} data-testid="consent-ask">
      {t('guardian.note')}
    </Button>
  )
}
