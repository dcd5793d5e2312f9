/** One sanction: what it is for, how long it still lasts, and what can be recorded next. */
import { Button, Group, Modal, Radio, Textarea, TextInput } from '@mantine/core'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import type { CoreClient } from '@renderer/client/core-client'
import { FormFoot } from '@renderer/components/form-foot'
import { Chip } from '@renderer/components/chip'
import { DateText } from '@renderer/components/date-text'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import { useNow } from '@renderer/state/use-now'
import type { Appeal, Sanction } from '@shared/domain/sanction'
import { ZonedClock } from '@shared/zoned-clock'
import { useState } from 'react'
import { leftOf } from './sanction-words'
import classes from './parts.module.css'

type Step = 'carry-out' | 'lift' | 'drop' | 'appeal'

export function SanctionCard({ sanction }: { readonly sanction: Sanction }) {
  const t = useText()
  const format = useFormat()
  const now = useNow()
  const [step, setStep] = useState<Step | null>(null)
  const [appeal, setAppeal] = useState<Appeal | null>(null)
  const open = sanction.appeals.find(({ outcome }) => outcome === 'open')
  const action = (to: Step) => (
    <Button size="compact-xs" variant="default" data-testid={`sanction-${to}`} onClick={() => setStep(to)}>
      {t(`sanction.${to}`)}
    </Button>
  )
  return (
    <li className={classes['card']} data-testid="sanction" data-state={sanction.state}>
      <div className={classes['line']}>
        <b>{t(`measure.${sanction.measure}`)}</b>
        <Chip tone={sanction.state === 'in-force' ? 'error' : sanction.state === 'proposed' ? 'warning' : 'plain'}>
          {t(`sanction-state.${sanction.state}`)}
        </Chip>
        {sanction.state === 'in-force' && (
          <span className={classes['quiet']} data-testid="sanction-left">
            {leftOf(t, sanction.endsAt, now)}
          </span>
        )}
        <DateText at={sanction.proposedAt} className={`${classes['when']} ${classes['push']}`} />
      </div>
      <p className={classes['quiet']}>{[sanction.accountName, sanction.url].join(' · ')}</p>
      <p className={classes['body']}>{sanction.reason}</p>
      {sanction.findings.length > 0 && (
        <p className={classes['quiet']}>
          {sanction.findings.map(({ clause, words }) => `${clause} ${words}`).join(' · ')}
        </p>
      )}
      {sanction.aggravating.length > 0 && (
        <p className={classes['quiet']}>
          {t('sanction.aggravated', {
            cases: sanction.aggravating.map((each) => t(`aggravating.${each}`)).join(' · '),
          })}
        </p>
      )}
      {sanction.startsAt !== null && (
        <p className={classes['quiet']}>
          {t('sanction.done-by', { name: sanction.carriedOutBy, time: format.moment(sanction.startsAt) })}
        </p>
      )}
      {sanction.state === 'lifted' && (
        <p className={classes['quiet']}>
          {t('sanction.lifted-by', { name: sanction.liftedBy, reason: sanction.settleReason })}
        </p>
      )}
      {sanction.state === 'dropped' && <p className={classes['quiet']}>{sanction.settleReason}</p>}
      {sanction.appeals.map((each) => (
        <div key={each.id} className={classes['sentence']} data-testid="appeal">
          <div className={classes['line']}>
            <b>{t('appeal.title')}</b>
            <span>{t(`appeal-outcome.${each.outcome}`)}</span>
            <DateText at={each.enteredAt} className={`${classes['when']} ${classes['push']}`} />
          </div>
          <p className={classes['body']}>{each.words}</p>
          {each.outcome === 'open' ? (
            <Button size="compact-xs" variant="default" data-testid="appeal-answer" onClick={() => setAppeal(each)}>
              {t('appeal.answer')}
            </Button>
          ) : (
            <p>{each.answer}</p>
          )}
        </div>
      ))}
      <div className={classes['actions']}>
        {sanction.state === 'proposed' && action('carry-out')}
        {sanction.state === 'proposed' && action('drop')}
        {sanction.state === 'in-force' && action('lift')}
        {sanction.startsAt !== null && open === undefined && action('appeal')}
      </div>
      <Modal
        opened={step !== null}
        onClose={() => setStep(null)}
        title={step === null ? '' : `${t(`sanction.${step}`)} · ${t(`measure.${sanction.measure}`)}`}
      >
        {step !== null && <StepForm sanction={sanction} step={step} onDone={() => setStep(null)} />}
      </Modal>
      <Modal opened={appeal !== null} onClose={() => setAppeal(null)} title={t('appeal.answer')}>
        {appeal !== null && <AnswerForm appeal={appeal} onDone={() => setAppeal(null)} />}
      </Modal>
    </li>
  )
}

interface StepInput {
  readonly by: string
  readonly at: string
  readonly words: string
}

function StepForm({
  sanction,
  step,
  onDone,
}: {
  readonly sanction: Sanction
  readonly step: Step
  readonly onDone: () => void
}) {
  const t = useText()
  const format = useFormat()
  const me = useDeskInfo().data?.editor.name ?? ''
  const [by, setBy] = useState(me)
  const [at, setAt] = useState(() => `${format.today}T${format.time(Date.now())}`)
  const [words, setWords] = useState('')
  const needsWho = step === 'carry-out' || step === 'lift'
  const needsWords = step !== 'carry-out'
  const record = useCoreCommand((client: CoreClient, input: StepInput) => {
    const sanctionId = sanction.id
    switch (step) {
      case 'carry-out':
        return client.authors.carryOutSanction({ sanctionId, by: input.by, startsAt: momentOf(input.at, format.zone) })
      case 'lift':
        return client.authors.liftSanction({ sanctionId, by: input.by, reason: input.words })
      case 'drop':
        return client.authors.dropSanction({ sanctionId, reason: input.words })
      case 'appeal':
        return client.authors.enterAppeal({ sanctionId, words: input.words })
    }
  })
  const ready = (!needsWho || by.trim() !== '') && (!needsWords || words.trim() !== '') && at !== ''
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) record.mutate({ by: by.trim(), at, words: words.trim() }, { onSuccess: onDone })
      }}
    >
      <p className={classes['quiet']}>{t(`sanction.${step}-note`)}</p>
      {needsWho && (
        <TextInput
          size="xs"
          label={t('sanction.by')}
          value={by}
          maxLength={200}
          required
          data-autofocus
          onChange={(event) => setBy(event.currentTarget.value)}
          data-testid="sanction-by"
        />
      )}
      {step === 'carry-out' && (
        <TextInput
          size="xs"
          type="datetime-local"
          label={t('sanction.at')}
          value={at}
          required
          onChange={(event) => setAt(event.currentTarget.value)}
          data-testid="sanction-at"
        />
      )}
      {needsWords && (
        <Textarea
          label={step === 'appeal' ? t('appeal.words') : t('author.reason')}
          value={words}
          required
          autosize
          minRows={3}
          maxLength={5000}
          data-autofocus={!needsWho || undefined}
          onChange={(event) => setWords(event.currentTarget.value)}
          data-testid="sanction-words"
        />
      )}
      <FormFoot
        error={record.error}
        onCancel={onDone}
        deed={t('sanction.record')}
        ready={ready}
        busy={record.isPending}
        testId="sanction-record"
      />
    </form>
  )
}

/** A field's local time in the desk's zone, UTC milliseconds. */
function momentOf(local: string, zone: string): number {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = local.split(/\D/u).map(Number)
  return new ZonedClock(zone).timeOf(Date.UTC(year, month - 1, day, hour, minute))
}

function AnswerForm({ appeal, onDone }: { readonly appeal: Appeal; readonly onDone: () => void }) {
  const t = useText()
  const [outcome, setOutcome] = useState<'upheld' | 'granted' | null>(null)
  const [answer, setAnswer] = useState('')
  const settle = useCoreCommand((client, input: { outcome: 'upheld' | 'granted'; answer: string }) =>
    client.authors.settleAppeal({ appealId: appeal.id, ...input }),
  )
  const ready = outcome !== null && answer.trim() !== ''
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) settle.mutate({ outcome, answer: answer.trim() }, { onSuccess: onDone })
      }}
    >
      <p className={classes['body']}>{appeal.words}</p>
      <Radio.Group
        label={t('appeal.outcome')}
        value={outcome}
        required
        onChange={(value) => setOutcome(value === 'upheld' ? 'upheld' : 'granted')}
      >
        <Group mt={4}>
          <Radio value="upheld" label={t('appeal-outcome.upheld')} data-autofocus data-testid="appeal-upheld" />
          <Radio value="granted" label={t('appeal-outcome.granted')} data-testid="appeal-granted" />
        </Group>
      </Radio.Group>
      <Textarea
        label={t('objection.answer')}
        value={answer}
        required
        autosize
        minRows={2}
        maxLength={5000}
        onChange={(event) => setAnswer(event.currentTarget.value)}
        data-testid="appeal-words"
      />
      <p className={classes['quiet']}>{t('appeal.note')}</p>
      <FormFoot
        error={settle.error}
        onCancel={onDone}
        deed={t('sanction.record')}
        ready={ready}
        busy={settle.isPending}
        testId="appeal-settle"
      />
    </form>
  )
}
