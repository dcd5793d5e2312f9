/** A text of the editor's own, with what the rule finds in it. */
import { Checkbox, Textarea } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { TRY_TEXT_MAX } from '@shared/domain/rules'
import type { TriedRule } from '@shared/domain/rules'
import classes from './try-text.module.css'

export function TryText({
  text,
  titled,
  onText,
  onTitled,
  found,
}: {
  readonly text: string
  readonly titled: boolean
  readonly onText: (text: string) => void
  readonly onTitled: (titled: boolean) => void
  readonly found: TriedRule['found'] | undefined
}) {
  const t = useText()
  return (
    <section className={classes['try']}>
      <Textarea
        label={t('rules.try')}
        placeholder={t('rules.try-placeholder')}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={TRY_TEXT_MAX}
        data-testid="try-text"
      />
      <Checkbox
        label={t('rules.try-titled')}
        checked={titled}
        onChange={(event) => onTitled(event.currentTarget.checked)}
      />
      {text.trim() !== '' && found !== undefined && (
        <output className={classes['found']} data-testid="try-found">
          {found.length === 0
            ? t('rules.try-nothing')
            : t('rules.try-found', {
                count: found.length,
                words: found.map(({ text: words, level }) => `${words} · ${t(`level.${level}`)}`).join(' / '),
              })}
        </output>
      )}
    </section>
  )
}
