/** 试跑: a change over the newest version of every piece, in the background; what appears and what disappears. */
import { Button, Progress, SegmentedControl, UnstyledButton } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreQuery } from '@renderer/client/use-core'
import { Chip } from '@renderer/components/chip'
import { ErrorNotice } from '@renderer/components/report-error'
import { openReview } from '@renderer/features/review/open-review'
import { useRefresh } from '@renderer/features/review/use-refresh'
import { trialChangeSchema, type TrialChange, type TrialState } from '@shared/domain/rules'
import { useState } from 'react'
import classes from './trial-panel.module.css'

const PAGE = 50
type Progressing = Extract<TrialState, { kind: 'running' | 'done' | 'cancelled' }>

export interface Trial {
  /** Of this proposal; null when it was not tried. */
  readonly state: Progressing | Extract<TrialState, { kind: 'failed' }> | null
  readonly isRunning: boolean
  readonly isDone: boolean
  readonly error: unknown
  start(): void
  cancel(): void
}

export function useTrial(proposalId: string): Trial {
  const refresh = useRefresh()
  const { data } = useCoreQuery(['rule-trial', 'state'], (client) => client.rules.trial())
  const start = useCoreCommand((client) => client.rules.startTrial({ proposalId }))
  const cancel = useCoreCommand((client) => client.rules.cancelTrial())
  const state = data === undefined || data.kind === 'none' || data.proposalId !== proposalId ? null : data
  return {
    state,
    isRunning: state?.kind === 'running',
    isDone: state?.kind === 'done',
    error: start.error,
    start: () => start.mutate(undefined, { onSuccess: () => refresh('rule-trial') }),
    cancel: () => cancel.mutate(undefined, { onSuccess: () => refresh('rule-trial') }),
  }
}

export function TrialPanel({ trial }: { readonly trial: Trial }) {
  const t = useText()
  const { state } = trial
  return (
    <section className={classes['trial']} aria-label={t('rules.trial')} data-testid="trial">
      <header>
        <h3>{t('rules.trial')}</h3>
        <p>{t('rules.trial-what')}</p>
        {trial.isRunning ? (
          <Button variant="default" onClick={trial.cancel} data-testid="trial-cancel">
            {t('rules.trial-stop')}
          </Button>
        ) : (
          <Button variant="light" onClick={trial.start} data-testid="trial-start">
            {t(state === null ? 'rules.trial-start' : 'rules.trial-again')}
          </Button>
        )}
      </header>
      <ErrorNotice error={trial.error} />
      {state?.kind === 'failed' && <p role="alert">{t('rules.trial-failed', { detail: state.detail })}</p>}
      {state !== null && state.kind !== 'failed' && <TrialResult state={state} />}
    </section>
  )
}

function TrialResult({ state }: { readonly state: Progressing }) {
  const t = useText()
  const [change, setChange] = useState<TrialChange>('appears')
  const [page, setPage] = useState(0)
  const count = (of: TrialChange): number => {
    if (of === 'changes') return state.changes
    const { error, warning, note } = state[of]
    return error + warning + note
  }
  return (
    <>
      {state.kind === 'running' && (
        <Progress
          value={state.total === 0 ? 100 : (state.done / state.total) * 100}
          aria-label={t('rules.trial-progress', { done: state.done, total: state.total })}
        />
      )}
      <output className={classes['sum']} data-testid="trial-sum">
        {t(`rules.trial-${state.kind}`, { done: state.done, total: state.total, touched: state.touched })}
        {state.failed > 0 && ` ${t('rules.trial-lost', { count: state.failed })}`}
      </output>
      <SegmentedControl
        value={change}
        onChange={(value) => {
          setChange(trialChangeSchema.parse(value))
          setPage(0)
        }}
        aria-label={t('rules.trial')}
        data={trialChangeSchema.options.map((each) => ({
          value: each,
          label: t(`rules.trial-change.${each}`, { count: count(each) }),
        }))}
      />
      {change !== 'changes' && (
        <p className={classes['levels']}>
          {(['error', 'warning', 'note'] as const).map((level) => (
            <Chip key={level} tone={level}>
              {t(`level.${level}`)} {state[change][level]}
            </Chip>
          ))}
        </p>
      )}
      <TrialFindings change={change} page={page} onPage={setPage} />
      {state.kept < count('appears') + count('disappears') + count('changes') && (
        <p className={classes['sum']}>{t('rules.trial-kept', { count: state.kept })}</p>
      )}
    </>
  )
}

function TrialFindings({
  change,
  page,
  onPage,
}: {
  readonly change: TrialChange
  readonly page: number
  readonly onPage: (page: number) => void
}) {
  const t = useText()
  const { data } = useCoreQuery(['rule-trial', 'findings', change, page], (client) =>
    client.rules.trialFindings({ change, offset: page * PAGE, limit: PAGE }),
  )
  if (data === undefined) return null
  if (data.total === 0) return <p className={classes['sum']}>{t('rules.trial-nothing')}</p>
  const pages = Math.ceil(data.total / PAGE)
  return (
    <>
      <ul className={classes['findings']}>
        {data.rows.map(({ number, finding, submissionId, submissionNumber, title }) => (
          <li key={number} data-testid="trial-finding">
            <Chip tone={finding.level}>
              {finding.was === null
                ? t(`level.${finding.level}`)
                : `${t(`level.${finding.was}`)} → ${t(`level.${finding.level}`)}`}
            </Chip>
            <span lang="zh-CN">
              {finding.sentence.slice(0, finding.start)}
              <mark data-level={finding.level}>{finding.sentence.slice(finding.start, finding.end)}</mark>
              {finding.sentence.slice(finding.end)}
            </span>
            <UnstyledButton
              className={classes['piece'] ?? ''}
              onClick={() => openReview(submissionId)}
              title={t('rules.trial-open', { title })}
            >
              {submissionNumber} {title}
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {pages > 1 && (
        <p className={classes['pages']}>
          <Button variant="default" disabled={page === 0} onClick={() => onPage(page - 1)}>
            {t('rules.page-before')}
          </Button>
          <span>{t('rules.page', { page: page + 1, pages })}</span>
          <Button variant="default" disabled={page + 1 >= pages} onClick={() => onPage(page + 1)}>
            {t('rules.page-next')}
          </Button>
        </p>
      )}
    </>
  )
}
