import { BarChart } from '@mantine/charts'
import '@mantine/charts/styles.layer.css'
import { useText } from '@renderer/app/i18n'
import type { Stats } from '@shared/domain/desk'
import classes from './dashboard-page.module.css'
import { isoWeek } from './iso-week'

type Week = Stats['weeks'][number]
const fields = ['received', 'decided', 'accepted'] as const

/** The weeks as bars. A picture for those who see it; its sums for those who hear it, the numbers in the table. */
export function WeeksChart({ weeks }: { readonly weeks: readonly Week[] }) {
  const t = useText()
  const sum = (field: (typeof fields)[number]): number => weeks.reduce((total, week) => total + week[field], 0)
  const summary = t('dashboard.weeks-summary', {
    count: weeks.length,
    received: sum('received'),
    decided: sum('decided'),
    accepted: sum('accepted'),
  })
  const data = weeks.map(({ week, ...numbers }) => {
    const iso = isoWeek(week)
    return { week: iso === null ? week : t('dashboard.week', { week: iso.week }), ...numbers }
  })
  return (
    <figure className={classes['figure']} data-testid="dashboard-weeks-chart">
      <figcaption className="visually-hidden">{summary}</figcaption>
      <div aria-hidden="true">
        <BarChart
          h={260}
          data={data}
          dataKey="week"
          series={[
            { name: 'received', label: t('dashboard.received'), color: 'var(--ink-3)' },
            { name: 'decided', label: t('dashboard.decisions'), color: 'var(--note)' },
            { name: 'accepted', label: t('dashboard.accepted'), color: 'var(--accent)' },
          ]}
          withLegend
          legendProps={{
            verticalAlign: 'bottom',
            height: 36,
            itemSorter: ({ dataKey }) => fields.findIndex((field) => field === dataKey),
          }}
          tickLine="none"
          gridAxis="x"
          textColor="var(--ink-2)"
          gridColor="var(--line)"
          maxBarWidth={14}
          tooltipAnimationDuration={0}
          barProps={{ isAnimationActive: false, radius: 2 }}
          // It would make the drawing a stop for Tab that says nothing; the table is for that.
          barChartProps={{ accessibilityLayer: false, margin: { top: 12 } }}
          xAxisProps={{ interval: 'equidistantPreserveStart' }}
          yAxisProps={{ allowDecimals: false, width: 36 }}
        />
      </div>
    </figure>
  )
}
