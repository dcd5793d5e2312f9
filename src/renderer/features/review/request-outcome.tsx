/** What became of a request: what the texts tell, as a guess, and what the editor says. */
import { Button } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { keyOf, useKeys } from '@renderer/app/keys'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { outcomeSchema, type Annotation, type Outcome, type RequestGuess } from '@shared/domain/annotation'
import { saidOf } from './requests'
import { useReview } from './review-context'
import { useRefresh } from './use-refresh'
import classes from './carried-notes.module.css'

export function RequestOutcome({
  annotation,
  guess,
  active,
}: {
  readonly annotation: Annotation
  readonly guess: RequestGuess | null
  readonly active: boolean
}) {
  const t = useText()
  const { version } = useReview()
  const refresh = useRefresh()
  const versionId = version?.id ?? ''
  const said = saidOf(annotation, versionId)
  const answer = useCoreCommand((client, outcome: Outcome | null) =>
    client.annotations.answer({ annotationId: annotation.id, versionId, outcome }),
  )
  const say = (outcome: Outcome): void => {
    // Said twice it is taken back.
    if (!answer.isPending)
      answer.mutate(outcome === said ? null : outcome, { onSuccess: () => refresh('annotations', 'letters') })
  }
  useKeys(
    {
      'request.done': () => say('done'),
      'request.not-done': () => say('not-done'),
      'request.otherwise': () => say('otherwise'),
    },
    { enabled: active },
  )
  return (
    <fieldset className={classes['outcome']} data-testid="request-outcome" data-said={said ?? undefined}>
      <legend className="visually-hidden">{t('request.outcome')}</legend>
      {said !== null && <p className={classes['said']}>{t(`request.said.${said}`)}</p>}
      {said === null && (
        <p className={classes['guess']} data-testid="request-guess" data-guess={guess?.outcome}>
          {t(`request.guess.${guess?.because ?? 'unknown'}`)}
        </p>
      )}
      {active && (
        <div className={classes['actions']}>
          {outcomeSchema.options.map((outcome) => (
            <Button
              key={outcome}
              variant={said === outcome ? 'light' : 'default'}
              size="compact-sm"
              aria-pressed={said === outcome}
              title={keyOf(`request.${outcome}`)}
              disabled={answer.isPending}
              onClick={() => say(outcome)}
              data-testid={`request-${outcome}`}
            >
              {t(`request.${outcome}`)}
            </Button>
          ))}
        </div>
      )}
      <ErrorNotice error={answer.error} onClose={answer.reset} />
    </fieldset>
  )
}
