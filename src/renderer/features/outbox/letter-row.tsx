/** A letter in the outbox's list: to whom, about what, and why it is where it is. */
import { UnstyledButton } from '@mantine/core'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { DateText } from '@renderer/components/date-text'
import { useNow, useNowEachSecond } from '@renderer/state/use-now'
import type { Letter } from '@shared/domain/letter'
import { LetterChip } from './letter-chip'
import { undoSeconds, whyHere } from './letter-state'
import classes from './letter-row.module.css'

interface LetterRowProps {
  readonly letter: Letter
  readonly selected: boolean
  readonly onSelect: () => void
}

export function LetterRow({ letter, selected, onSelect }: LetterRowProps) {
  return (
    <li>
      <UnstyledButton
        id={`letter-${letter.id}`}
        className={classes['row']}
        aria-current={selected || undefined}
        data-testid="outbox-letter"
        data-letter-id={letter.id}
        data-state={letter.state}
        onClick={onSelect}
      >
        <span className={classes['line']}>
          <span className={classes['name']} title={letter.to.address}>
            {letter.to.name || letter.to.address}
          </span>
          <LetterChip letter={letter} />
          <DateText at={letter.sentAt ?? letter.createdAt} className={classes['time'] ?? ''} />
        </span>
        <span className={classes['subject']} title={letter.subject}>
          {letter.subject}
        </span>
        <Why letter={letter} className={classes['why'] ?? ''} />
      </UnstyledButton>
    </li>
  )
}

interface WhyProps {
  readonly letter: Letter
  readonly className: string
}

/** The reason in words; counts down while the letter can be taken back. */
export function Why({ letter, className }: WhyProps) {
  const now = useNow()
  // Only letters in their undo time are drawn each second, by a clock of their own.
  return undoSeconds(letter, now) > 0 ? (
    <Countdown letter={letter} className={className} />
  ) : (
    <WhyAt letter={letter} className={className} now={now} />
  )
}

function Countdown({ letter, className }: WhyProps) {
  return <WhyAt letter={letter} className={className} now={useNowEachSecond()} />
}

function WhyAt({
  letter,
  className,
  now,
}: {
  readonly letter: Letter
  readonly className: string
  readonly now: number
}) {
  const t = useText()
  const format = useFormat()
  return (
    <span className={className} data-testid="outbox-why">
      {whyHere(t, format, letter, now)}
    </span>
  )
}
