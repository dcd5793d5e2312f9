/** 数据: what waits, what was decided, week by week and clause by clause. Every number of a state opens its list. */
import { Button, Skeleton } from '@mantine/core'
import { IconChartBar } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { EmptyState } from '@renderer/components/empty-state'
import { Pane } from '@renderer/components/pane'
import { ErrorNotice } from '@renderer/components/report-error'
import { openSettings } from '@renderer/features/settings/settings-view'
import { useDeskCounts } from '@renderer/state/use-desk-info'
import classes from './dashboard-page.module.css'
import { Figures } from './figures'
import { FindingsByClause } from './findings-by-clause'
import { Weeks } from './weeks'

export function DashboardPage() {
  const t = useText()
  const counts = useDeskCounts()
  // Both areas change these figures; submissions is the one that always does.
  const stats = useCoreQuery(['submissions', 'stats'], (client) => client.desk.stats())
  const error = counts.error ?? stats.error
  if (error !== null) return <ErrorNotice error={error} />
  if (counts.data === undefined || stats.data === undefined) {
    return (
      <div className={classes['page']}>
        <Skeleton height={88} />
        <Skeleton height={280} />
      </div>
    )
  }
  if (counts.data.all === 0 && counts.data.quarantine === 0) {
    return (
      <EmptyState
        icon={<IconChartBar size={24} stroke={1.6} />}
        title={t('dashboard.empty')}
        testId="dashboard-empty"
        actions={<Button onClick={() => openSettings('accounts')}>{t('dashboard.empty-do')}</Button>}
      >
        {t('dashboard.empty-what')}
      </EmptyState>
    )
  }
  return (
    <Pane label={t('page.dashboard')}>
      <div className={classes['page']}>
        <Figures counts={counts.data} stats={stats.data} />
        <div className={classes['charts']}>
          {stats.data.weeks.length > 0 && <Weeks weeks={stats.data.weeks} />}
          <FindingsByClause rows={stats.data.findingsByClause} />
        </div>
      </div>
    </Pane>
  )
}
