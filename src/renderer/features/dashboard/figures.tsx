/** The figures. Counts are buttons that open what they count; rates are not. */
import { UnstyledButton } from '@mantine/core'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { useViewState, type ViewState } from '@renderer/state/view-state'
import type { DeskCounts, Stats } from '@shared/domain/desk'
import classes from './figures.module.css'

const openStates = ['new', 'reviewing', 'revising'] as const
const closedStates = ['accepted', 'rejected', 'reserved', 'withdrawn', 'junk'] as const
const HOURS_UP_TO = 48

export function Figures({ counts, stats }: { readonly counts: DeskCounts; readonly stats: Stats }) {
  const t = useText()
  const format = useFormat()
  const rate = stats.acceptanceRate
  return (
    <div className={classes['figures']}>
      <section>
        <h2 className={classes['heading']}>{t('dashboard.now')}</h2>
        <ul className={classes['row']}>
          <Count
            name="open"
            label={t('dashboard.figure.open')}
            count={counts.open}
            to={{ page: 'inbox', inboxFilter: 'open' }}
          />
          {openStates.map((state) => (
            <Count
              key={state}
              name={state}
              label={t(`state.${state}`)}
              count={counts[state]}
              to={{ page: 'inbox', inboxFilter: state }}
            />
          ))}
          <Count
            name="follow-ups"
            label={t('dashboard.figure.follow-ups')}
            count={counts.followUpsDue}
            to={{ page: 'authors' }}
          />
          <Count name="outbox" label={t('dashboard.figure.outbox')} count={counts.outbox} to={{ page: 'outbox' }} />
          <Count
            name="quarantine"
            label={t('dashboard.figure.quarantine')}
            count={counts.quarantine}
            to={{ page: 'inbox', inboxFilter: 'quarantine' }}
          />
        </ul>
      </section>
      <section>
        <h2 className={classes['heading']}>{t('dashboard.decided')}</h2>
        <ul className={classes['row']}>
          {closedStates.map((state) => (
            <Count
              key={state}
              name={state}
              label={t(`state.${state}`)}
              count={counts[state]}
              to={{ page: 'inbox', inboxFilter: state }}
            />
          ))}
          <Fact
            name="rate"
            label={t('dashboard.figure.rate')}
            what={t('dashboard.figure.rate-what')}
            value={rate === null ? null : format.percent(rate)}
          />
          <Fact
            name="median"
            label={t('dashboard.figure.median')}
            what={t('dashboard.figure.median-what')}
            value={
              stats.medianHoursToDecision === null ? null : duration(t, format.number, stats.medianHoursToDecision)
            }
          />
        </ul>
      </section>
    </div>
  )
}

function Count({
  name,
  label,
  count,
  to,
}: {
  readonly name: string
  readonly label: string
  readonly count: number
  readonly to: Partial<Omit<ViewState, 'set'>>
}) {
  const t = useText()
  const format = useFormat()
  const set = useViewState((state) => state.set)
  return (
    <li>
      <UnstyledButton
        className={classes['figure'] ?? ''}
        onClick={() => set(to)}
        title={t('dashboard.show-list', { label, count })}
        data-link
        data-testid="dashboard-figure"
        data-figure={name}
      >
        <b>{format.number(count)}</b>
        <span>{label}</span>
      </UnstyledButton>
    </li>
  )
}

function Fact({
  name,
  label,
  what,
  value,
}: {
  readonly name: string
  readonly label: string
  readonly what: string
  readonly value: string | null
}) {
  const t = useText()
  return (
    <li>
      <div className={classes['figure']} title={what} data-testid="dashboard-figure" data-figure={name}>
        <b data-unknown={value === null || undefined}>{value ?? t('dashboard.unknown')}</b>
        <span>{label}</span>
      </div>
    </li>
  )
}

function duration(t: ReturnType<typeof useText>, number: (value: number) => string, hours: number): string {
  const tenth = (value: number): string => number(Math.round(value * 10) / 10)
  return hours < HOURS_UP_TO
    ? t('dashboard.hours', { hours: tenth(hours) })
    : t('dashboard.days', { days: tenth(hours / 24) })
}
