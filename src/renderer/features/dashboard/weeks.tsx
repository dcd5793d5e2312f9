/** Received, decided and accepted by week: as a chart, or the same as a table. */
import { Table } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { useFormat } from '@renderer/app/format'
import { Segments } from '@renderer/features/settings/segments'
import type { Stats } from '@shared/domain/desk'
import { useState } from 'react'
import { isoWeek } from './iso-week'
import classes from './table.module.css'
import { Panel } from './panel'
import { WeeksChart } from './weeks-chart'

const views = ['chart', 'table'] as const

export function Weeks({ weeks }: { readonly weeks: Stats['weeks'] }) {
  const t = useText()
  const [view, setView] = useState<(typeof views)[number]>('chart')
  return (
    <Panel
      title={t('dashboard.weeks')}
      what={t('dashboard.weeks-what', { count: weeks.length })}
      action={
        <Segments
          label={t('dashboard.view')}
          value={view}
          onChange={setView}
          options={views.map((each) => ({ value: each, label: t(`dashboard.as-${each}`) }))}
          testId="dashboard-weeks-view"
        />
      }
    >
      {view === 'chart' ? <WeeksChart weeks={weeks} /> : <WeeksTable weeks={weeks} />}
    </Panel>
  )
}

function WeeksTable({ weeks }: { readonly weeks: Stats['weeks'] }) {
  const t = useText()
  const format = useFormat()
  return (
    <Table verticalSpacing={5} className={classes['table'] ?? ''} data-testid="dashboard-weeks-table">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('dashboard.column.week')}</Table.Th>
          <Table.Th scope="col" ta="right">
            {t('dashboard.received')}
          </Table.Th>
          <Table.Th scope="col" ta="right">
            {t('dashboard.decisions')}
          </Table.Th>
          <Table.Th scope="col" ta="right">
            {t('dashboard.accepted')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {weeks.toReversed().map((row) => {
          const week = isoWeek(row.week)
          return (
            <Table.Tr key={row.week}>
              <Table.Th scope="row" fw={400}>
                {week === null ? row.week : t('dashboard.week-full', week)}
              </Table.Th>
              <Table.Td ta="right">{format.number(row.received)}</Table.Td>
              <Table.Td ta="right">{format.number(row.decided)}</Table.Td>
              <Table.Td ta="right">{format.number(row.accepted)}</Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}
