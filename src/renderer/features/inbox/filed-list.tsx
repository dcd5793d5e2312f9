/** 未归入来稿的邮件: machines' notices, copies, junk, history; each can be made a piece, or put into one. */
import { Button } from '@mantine/core'
import { IconMailCheck } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { EmptyState } from '@renderer/components/empty-state'
import { ListSkeleton } from '@renderer/components/list-skeleton'
import { Pane, PaneFoot } from '@renderer/components/pane'
import { ErrorNotice } from '@renderer/components/report-error'
import { useState } from 'react'
import { FiledItem } from './filed-item'
import { InboxFilters } from './inbox-filters'
import classes from './quarantine-list.module.css'

const PAGE = 100

export function FiledList() {
  const t = useText()
  const [limit, setLimit] = useState(PAGE)
  const filed = useCoreQuery(['submissions', 'filed', limit], (client) =>
    client.organise.filed({ offset: 0, limit: Math.min(limit, 500) }),
  )
  const total = filed.data?.total
  const rows = filed.data?.rows ?? []
  return (
    <Pane
      label={t('inbox.filter.filed')}
      head={<InboxFilters />}
      foot={<PaneFoot>{total === undefined ? '' : t('inbox.quarantine-count', { count: total })}</PaneFoot>}
    >
      <ErrorNotice error={filed.error} always />
      {filed.data === undefined && filed.error === null && <ListSkeleton rows={3} />}
      {total === 0 && (
        <EmptyState icon={<IconMailCheck size={22} />} title={t('organise.filed.empty')}>
          {t('organise.filed.empty-text')}
        </EmptyState>
      )}
      <ul className={classes['list']}>
        {rows.map((mail) => (
          <FiledItem key={mail.id} mail={mail} />
        ))}
      </ul>
      {total !== undefined && total > rows.length && limit < 500 && (
        <Button variant="subtle" onClick={() => setLimit(limit + PAGE)}>
          {t('organise.filed.more')}
        </Button>
      )}
    </Pane>
  )
}
