/** The labels of a highlight: the usual ones, one's own, none, or a new one. */
import { Button, TextInput, UnstyledButton } from '@mantine/core'
import { useLocale, useText } from '@renderer/app/i18n'
import { LABEL_MAX } from '@shared/domain/annotation'
import { useState, type FormEvent } from 'react'
import { labelWord, toneOf, usualLabels } from './highlight-labels'
import { usePanelPrefs, withOwn } from './panel-prefs'
import comment from './comment-card.module.css'
import classes from './label-choices.module.css'

export function LabelChoices({
  current,
  onPick,
}: {
  /** The label that it has; null where it has none yet and none is chosen. */
  readonly current: string | null
  readonly onPick: (label: string) => void
}) {
  const t = useText()
  const locale = useLocale()
  const { ownLabels, change } = usePanelPrefs()
  const [own, setOwn] = useState('')
  const choices = [...usualLabels.map((label) => labelWord(label, locale)), ...ownLabels, '']
  const pick = (label: string): void => {
    change({ label })
    onPick(label)
  }
  const add = (event: FormEvent): void => {
    event.preventDefault()
    const label = own.trim()
    if (label === '') return
    if (toneOf(label) === 'own') change({ ownLabels: withOwn(ownLabels, label), label })
    setOwn('')
    pick(label)
  }
  return (
    <div className={classes['choices']} data-testid="label-choices">
      {choices.map((label, index) => (
        <UnstyledButton
          key={label}
          className={classes['choice']}
          aria-pressed={label === current}
          data-autofocus={index === 0 || undefined}
          data-testid="label-choice"
          data-label={label}
          onClick={() => pick(label)}
        >
          <span className={comment['swatch']} data-tone={toneOf(label)} aria-hidden="true" />
          {label === '' ? t('threads.label-none') : label}
        </UnstyledButton>
      ))}
      <form className={classes['own']} onSubmit={add}>
        <TextInput
          aria-label={t('threads.label-own')}
          placeholder={t('threads.label-own')}
          value={own}
          maxLength={LABEL_MAX}
          onChange={(event) => setOwn(event.currentTarget.value)}
          // The Enter that ends a composition is the input method's.
          onKeyDown={(event) => {
            if (event.code === 'Enter' && event.nativeEvent.isComposing) event.preventDefault()
          }}
          data-testid="label-own"
        />
        <Button type="submit" variant="default" disabled={own.trim() === ''} data-testid="label-own-add">
          {t('threads.label-add')}
        </Button>
      </form>
    </div>
  )
}
