/** The mode's keys as buttons, always at the same place; above them what the last one did. */
import { Button } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import type { KeyAction } from '@renderer/app/keys'
import { KeyHint } from '@renderer/components/key-hint'
import { useTriage } from '@renderer/state/triage'
import { useDeskCounts, useIsDeputy } from '@renderer/state/use-desk-info'
import type { TriageChoice } from '@shared/domain/triage'
import classes from './triage-actions.module.css'

/** 自主发稿 stands first: a 春羽作者 is answered so before anything else. */
const choices = ['self-publish', 'reject', 'keep', 'assign', 'junk', 'ask'] as const satisfies readonly TriageChoice[]

export function TriageActions({
  choose,
  undo,
}: {
  /** Null: nothing is shown that could be sorted; a choice that is null is not offered for what is shown. */
  readonly choose: Readonly<Record<TriageChoice, (() => void) | null>> | null
  readonly undo: () => void
}) {
  const t = useText()
  const { said, done, enterLetters, leave } = useTriage()
  const deputy = useIsDeputy()
  const offered = (choice: TriageChoice): boolean =>
    choice === 'self-publish' ? choose?.[choice] != null : choose?.[choice] !== null
  const held = useDeskCounts().data?.held ?? 0
  const aside = (label: string, action: KeyAction, onClick: () => void, disabled = false) => (
    <Button
      variant="subtle"
      color="gray"
      disabled={disabled}
      rightSection={<KeyHint action={action} />}
      data-testid={action.replace(/^(?:desk|triage)\./, 'triage-')}
      onClick={onClick}
    >
      {label}
    </Button>
  )
  return (
    <div className={classes['bar']} role="toolbar" aria-label={t('triage.actions')}>
      <div className={classes['choices']}>
        {choices.filter(offered).map((choice) => (
          <Button
            key={choice}
            variant="default"
            className={classes[choice] ?? ''}
            disabled={choose === null}
            rightSection={<KeyHint action={`triage.${choice}`} />}
            data-testid={`triage-${choice}`}
            onClick={() => choose?.[choice]?.()}
          >
            {t(`triage.${choice}`)}
          </Button>
        ))}
      </div>
      <output className={classes['said']} data-testid="triage-said" title={said}>
        {said === '' && deputy ? t('triage.deputy') : said}
      </output>
      <div className={classes['aside']}>
        {aside(t('triage.undo'), 'desk.undo', undo, done.length === 0)}
        {aside(t('triage.letters', { count: held }), 'triage.letters', enterLetters)}
        {aside(t('triage.leave'), 'triage.leave', leave)}
      </div>
    </div>
  )
}
