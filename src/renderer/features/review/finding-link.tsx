/** From a comment to the finding it grew out of. */
import { UnstyledButton } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useReview } from './review-context'
import { useSelectMark } from './use-select-mark'
import classes from './clause-chip.module.css'

export function FindingLink({ findingId }: { readonly findingId: string }) {
  const t = useText()
  const { findings } = useReview()
  const select = useSelectMark()
  const finding = findings.find(({ id }) => id === findingId)
  // In another version, or mended meanwhile: there is nothing to go to.
  if (finding === undefined) return <span className={classes['gone']}>{t('threads.finding-gone')}</span>
  return (
    <UnstyledButton className={classes['chip']} onClick={() => select(finding.id)} data-testid="finding-link">
      {t('threads.finding', { message: finding.message })}
    </UnstyledButton>
  )
}
