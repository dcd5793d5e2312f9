import { UnstyledButton } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { Chip } from '@renderer/components/chip'
import { templateNameSchema } from '@shared/domain/letter'
import type { HeldLetter } from './held-letters'
import classes from './held-letters.module.css'

/** A letter that waits: to whom, about what, and what it says. */
export function HeldLetterRow({
  letter,
  selected,
  onSelect,
}: {
  readonly letter: HeldLetter
  readonly selected: boolean
  readonly onSelect: () => void
}) {
  const t = useText()
  const about = `${letter.submissionNumber} · ${letter.submissionTitle || t('title.none')}`
  return (
    <li>
      <UnstyledButton
        id={`held-${letter.id}`}
        className={classes['row']}
        aria-current={selected || undefined}
        data-testid="held-letter"
        onClick={onSelect}
      >
        <span className={classes['who']}>
          <span title={letter.to.address}>{letter.to.name || letter.to.address}</span>
          <KindChip letter={letter} />
        </span>
        <span className={classes['about']} title={about}>
          {about}
        </span>
      </UnstyledButton>
    </li>
  )
}

export function KindChip({ letter }: { readonly letter: HeldLetter }) {
  const t = useText()
  const template = templateNameSchema.safeParse(letter.template)
  return letter.decisionId === null ? (
    <Chip tone="note">{template.success ? t(`letter-template.${template.data}`) : letter.template}</Chip>
  ) : (
    <Chip tone="error">{t('verdict.reject')}</Chip>
  )
}
