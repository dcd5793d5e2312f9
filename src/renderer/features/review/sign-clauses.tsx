/** The clauses that only a person can judge, with what to look at: signed once, by one checkbox, when a piece is accepted. */
import { Button, Checkbox } from '@mantine/core'
import { keyOf, useKeys } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import { KeyHint } from '@renderer/components/key-hint'
import { ScrollRegion } from '@renderer/components/scroll-region'
import { useReview } from './review-context'
import { clauseTitle, sortChecklist } from './review-model'
import classes from './sign-clauses.module.css'

export function SignClauses({
  clauses: numbers,
  signed,
  unsigned,
  onSign,
  onLeave,
}: {
  /** To sign; nothing is shown where there are none. */
  readonly clauses: readonly string[]
  readonly signed: boolean
  /** Left unsigned on purpose. */
  readonly unsigned: boolean
  readonly onSign: (signed: boolean) => void
  readonly onLeave: () => void
}) {
  const t = useText()
  const { clauses } = useReview()
  useKeys({ 'decide.sign': () => onSign(!signed) }, { enabled: numbers.length > 0 })
  if (numbers.length === 0) return null
  const sorted = sortChecklist(numbers.map((clause) => ({ clause, verdict: 'human' })))
  return (
    <fieldset className={classes['clauses']} data-testid="sign-clauses">
      <legend className={classes['legend']}>{t('review.sign.title', { count: numbers.length })}</legend>
      <ScrollRegion className={classes['region'] ?? ''} label={t('review.sign.title', { count: numbers.length })}>
        <ul className={classes['list']}>
          {sorted.map(({ clause: number }) => {
            const clause = clauses.get(number)?.clause
            const look = clause === undefined || clause.human === '' ? (clause?.text ?? '') : clause.human
            return (
              <li key={number} className={classes['clause']} title={clause?.text}>
                <b className={classes['number']}>{number.slice(number.lastIndexOf('/') + 1)}</b>
                <span lang="zh-CN">
                  <span className={classes['item']}>{clause?.item ?? clauseTitle(number, clauses)}</span> {look}
                </span>
              </li>
            )
          })}
        </ul>
      </ScrollRegion>
      <div className={classes['foot']}>
        <Checkbox
          checked={signed}
          onChange={(event) => onSign(event.currentTarget.checked)}
          label={
            <>
              {t('review.sign.check', { count: numbers.length })} <KeyHint action="decide.sign" />
            </>
          }
          title={keyOf('decide.sign')}
          data-testid="sign-check"
        />
        {!signed && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            aria-pressed={unsigned}
            onClick={onLeave}
            data-testid="sign-leave"
          >
            {t('review.sign.leave')}
          </Button>
        )}
      </div>
    </fieldset>
  )
}
