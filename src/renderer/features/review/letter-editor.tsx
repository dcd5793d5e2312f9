/** The letter as it will go out, editable in place; what the template filled in is tinted behind the words. */
import { Button, TextInput } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import type { LetterDraft } from '@shared/domain/letter'
import { useId } from 'react'
import { highlightVariables } from './letter-variables'
import classes from './letter-editor.module.css'

export function LetterEditor({
  letter,
  edited,
  variables,
  onEdit,
  onReset,
}: {
  readonly letter: LetterDraft
  readonly edited: boolean
  readonly variables: readonly string[]
  readonly onEdit: (letter: { readonly subject: string; readonly text: string }) => void
  readonly onReset: () => void
}) {
  const t = useText()
  const id = useId()
  const { subject, text, to } = letter
  return (
    <section className={classes['letter']} aria-label={t('review.letter')}>
      <div className={classes['head']}>
        <span className={classes['label']}>{t('review.letter')}</span>
        <span className={classes['to']} title={to.address}>
          {to.address === ''
            ? t('review.letter.no-address')
            : t('review.letter.to', { name: to.name === '' ? to.address : `${to.name} <${to.address}>` })}
        </span>
        {edited && (
          <Button variant="subtle" color="gray" size="compact-xs" onClick={onReset} data-testid="decision-letter-reset">
            {t('review.letter.reset')}
          </Button>
        )}
      </div>
      <TextInput
        aria-label={t('review.letter.subject')}
        value={subject}
        maxLength={500}
        onChange={(event) => onEdit({ subject: event.currentTarget.value, text })}
        data-testid="decision-subject"
      />
      <div className={classes['paper']}>
        <div className={classes['stack']}>
          <div className={classes['tint']} aria-hidden="true">
            {highlightVariables(text, variables).map((part) =>
              part.variable ? <mark key={part.at}>{part.text}</mark> : <span key={part.at}>{part.text}</span>,
            )}
            {'\n'}
          </div>
          <textarea
            id={id}
            className={classes['text']}
            aria-label={t('review.letter.text')}
            value={text}
            maxLength={100_000}
            spellCheck={false}
            onChange={(event) => onEdit({ subject, text: event.currentTarget.value })}
            data-testid="decision-letter"
          />
        </div>
      </div>
    </section>
  )
}
