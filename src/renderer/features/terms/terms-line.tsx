/** 稿费 and 合同 of an accepted piece, in the review; for seniors and owners only. */
import { Button } from '@mantine/core'
import { IconFileDollar } from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { keyOf, useKeys } from '@renderer/app/keys'
import { useCoreQuery } from '@renderer/client/use-core'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import { isSenior } from '@shared/domain/role'
import { useTermsDialogs } from './terms-dialogs'
import { termsWords } from './terms-words'
import classes from './terms.module.css'

export function TermsLine({ submissionId, title }: { readonly submissionId: string; readonly title: string }) {
  const t = useText()
  const format = useFormat()
  const me = useDeskInfo().data?.editor
  const senior = me !== undefined && isSenior(me.role)
  const note = useTermsDialogs((state) => state.noteTerms)
  const terms = useCoreQuery(
    ['submissions', 'terms', submissionId, me?.id],
    (client) => client.publication.terms({ submissionId }),
    { enabled: senior },
  ).data
  const open = (): void => note(submissionId, title)
  useKeys({ 'publication.terms': open }, { enabled: senior })
  if (!senior || terms === undefined) return null
  const words = termsWords(t, format, terms)
  return (
    <section className={classes['line']} aria-label={t('terms.section')} data-testid="terms-line">
      <span className={classes['words']} title={words}>
        {words}
      </span>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconFileDollar size={14} aria-hidden="true" />}
        title={keyOf('publication.terms')}
        onClick={open}
        data-testid="terms-open"
      >
        {t('terms.open')}
      </Button>
    </section>
  )
}
