/** 未成年与监护人: on the author's record, what is noted of it and the way to note it. */
import { Button } from '@mantine/core'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import parts from '@renderer/features/authors/parts.module.css'
import type { AuthorRecord } from '@shared/domain/author'
import { useTermsDialogs } from './terms-dialogs'

export function GuardianSection({ record }: { readonly record: AuthorRecord }) {
  const t = useText()
  const format = useFormat()
  const note = useTermsDialogs((state) => state.noteGuardian)
  const { guardian } = record
  const words =
    guardian === null
      ? t('guardian.unknown')
      : !guardian.minor
        ? t('guardian.adult')
        : guardian.consent === null
          ? t('guardian.missing')
          : t('guardian.consented', {
              name: guardian.consent.guardian,
              relation:
                guardian.consent.relation === '' ? '' : t('guardian.as', { relation: guardian.consent.relation }),
              day: format.localDate(guardian.consent.on),
              where: guardian.consent.saidIn,
            })
  return (
    <section className={parts['section']} aria-label={t('guardian.section')} data-testid="guardian-section">
      <h3 className={parts['title']}>
        {t('guardian.section')}
        <Button size="compact-xs" variant="default" onClick={() => note(record.author.id)} data-testid="guardian-open">
          {t('guardian.change')}
        </Button>
      </h3>
      <p className={parts['quiet']}>{words}</p>
    </section>
  )
}
