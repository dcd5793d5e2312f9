/** A piece with a verdict says so: who, when, why, where the letter is, and whether it can be taken back. */
import { Button, Popover, Textarea } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { Chip } from '@renderer/components/chip'
import { DateText } from '@renderer/components/date-text'
import { EditorName } from '@renderer/components/editor-name'
import { ErrorNotice } from '@renderer/components/report-error'
import { letterTones } from '@renderer/features/outbox/letter-state'
import { useIsDeputy } from '@renderer/state/use-desk-info'
import { colorIn } from '@renderer/state/use-editors'
import type { Decision } from '@shared/domain/decision'
import { useState, type FormEvent } from 'react'
import { useReview } from './review-context'
import { useRefresh } from './use-refresh'
import { isDecided, isRevertible, standingDecision, verdictTones } from './verdicts'
import classes from './decision-bar.module.css'

export function DecisionBar() {
  const t = useText()
  const { detail, editors } = useReview()
  const deputy = useIsDeputy()
  const decision = standingDecision(detail.decisions)
  if (decision === null || !isDecided(detail.row.state)) return null
  const letter = detail.letters.find((each) => each.id === decision.letterId) ?? null
  return (
    <section className={classes['bar']} aria-label={t('review.decided')} data-testid="decision-bar">
      <div className={classes['line']}>
        <Chip tone={verdictTones[decision.verdict]}>{t(`verdict.${decision.verdict}`)}</Chip>
        <EditorName name={decision.editorName} color={colorIn(editors, decision.editorId)} />
        <DateText at={decision.at} as="moment" />
        {letter !== null && (
          <span className={classes['letter']}>
            <Chip tone={letterTones[letter.state]}>
              {t('review.decided.letter', { state: t(`letter-state.${letter.state}`) })}
            </Chip>
          </span>
        )}
      </div>
      {decision.proposedBy !== null && (
        <p className={classes['note']}>{t('approval.drafted-by', { name: decision.proposedBy })}</p>
      )}
      <p className={classes['reason']} title={decision.reason}>
        {decision.reason}
      </p>
      {deputy ? (
        <p className={classes['note']}>{t('approval.revert-seniors')}</p>
      ) : letter?.state === 'sending' ? (
        <p className={classes['note']}>{t('review.decided.sending')}</p>
      ) : (
        <Revert decision={decision} told={!isRevertible(letter)} />
      )}
    </section>
  )
}

/** `told`: the letter may be with the author. */
function Revert({ decision, told }: { readonly decision: Decision; readonly told: boolean }) {
  const t = useText()
  const refresh = useRefresh()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const revert = useCoreCommand((client, why: string) =>
    client.decisions.revert({ decisionId: decision.id, reason: why, evenIfSent: told }),
  )
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    if (reason.trim() === '' || revert.isPending) return
    revert.mutate(reason.trim(), {
      onSuccess: () => {
        setOpen(false)
        refresh('submissions', 'letters', 'authors', 'desk')
      },
    })
  }
  return (
    <Popover opened={open} onChange={setOpen} width={300} trapFocus returnFocus position="top-start">
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={15} aria-hidden="true" />}
          onClick={() => setOpen(!open)}
          data-testid="decision-revert"
        >
          {t('review.decided.revert')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form className={classes['form']} onSubmit={onSubmit}>
          <Textarea
            label={t('review.decided.revert-reason')}
            description={t(told ? 'review.decided.told' : 'review.decided.revert-note')}
            value={reason}
            autosize
            minRows={2}
            maxRows={5}
            maxLength={5000}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
            data-testid="decision-revert-reason"
          />
          <ErrorNotice error={revert.error} onClose={revert.reset} />
          <Button
            type="submit"
            disabled={reason.trim() === ''}
            loading={revert.isPending}
            data-testid="decision-revert-confirm"
          >
            {t('review.decided.revert')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
