import { IconMailUp } from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { DateText } from '@renderer/components/date-text'
import { LetterChip } from '@renderer/features/outbox/letter-chip'
import { whyHere } from '@renderer/features/outbox/letter-state'
import { useNowEachSecond } from '@renderer/state/use-now'
import type { Letter } from '@shared/domain/letter'
import { useRevealed } from './use-revealed'
import classes from './thread-tab.module.css'

/** A letter of ours: how it stands in words, and what it says. */
export function LetterItem({
  letter,
  open,
  onToggle,
}: {
  readonly letter: Letter
  readonly open: boolean
  readonly onToggle: () => void
}) {
  const t = useText()
  const ref = useRevealed<HTMLButtonElement>(open)
  return (
    <>
      <button ref={ref} type="button" className={classes['head']} aria-expanded={open} onClick={onToggle}>
        <IconMailUp size={16} className={classes['icon']} aria-hidden="true" />
        <span className={classes['who']}>
          <span className={classes['name']}>
            {t('review.letter.to', { name: letter.to.name || letter.to.address })}
          </span>
          <LetterChip letter={letter} />
          <DateText at={letter.sentAt ?? letter.createdAt} as="moment" className={classes['when'] ?? ''} />
        </span>
        <span className={classes['line']}>{letter.subject}</span>
      </button>
      {open && (
        <div className={classes['body']}>
          <Standing letter={letter} />
          <p className={classes['text']}>{letter.text}</p>
        </div>
      )}
    </>
  )
}

function Standing({ letter }: { readonly letter: Letter }) {
  const t = useText()
  const format = useFormat()
  const now = useNowEachSecond()
  return (
    <dl className={classes['facts']}>
      <dt>{t('review.mail.to')}</dt>
      <dd>{letter.to.name === '' ? letter.to.address : `${letter.to.name} <${letter.to.address}>`}</dd>
      <dt>{t('review.letter.state')}</dt>
      <dd>
        {whyHere(t, format, letter, now)}
        {letter.detail !== '' && <div>{letter.detail}</div>}
      </dd>
      {letter.bouncedAt !== null && (
        <>
          <dt>{t('outbox.bounce-words')}</dt>
          <dd>{letter.bounceDetail}</dd>
        </>
      )}
    </dl>
  )
}
