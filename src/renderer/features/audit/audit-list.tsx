/** The events that are asked for, newest first. */
import { IconHistory } from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { DateText } from '@renderer/components/date-text'
import { EmptyState } from '@renderer/components/empty-state'
import { ListSkeleton } from '@renderer/components/list-skeleton'
import { usePagedRows } from '@renderer/components/paged-rows'
import { Pane, PaneFoot } from '@renderer/components/pane'
import { ErrorNotice } from '@renderer/components/report-error'
import { VirtualList } from '@renderer/components/virtual-list'
import type { AuditEntry } from '@shared/domain/audit'
import { useCallback, useState } from 'react'
import classes from './audit.module.css'
import { auditSentence, doerOf } from './audit-sentence'
import { useAuditView } from './audit-view'

const ROW_HEIGHT = 46

export function AuditList() {
  const t = useText()
  const { filter, asked, chosen, choose } = useAuditView()
  const [visible, setVisible] = useState({ first: 0, last: 0 })
  const onVisible = useCallback((first: number, last: number) => setVisible({ first, last }), [])
  // Every change of the desk is an event more.
  const rows = usePagedRows<AuditEntry>(
    ['desk', 'audit', filter],
    (client, offset, limit) => client.audit.list({ filter, offset, limit }),
    visible,
  )
  const total = rows.total
  return (
    <Pane
      label={t('audit.list')}
      foot={<PaneFoot>{total === undefined ? '' : t('audit.count', { count: total })}</PaneFoot>}
    >
      <ErrorNotice error={rows.error} always />
      {total === undefined && rows.error === null && <ListSkeleton />}
      {total === 0 && (
        <EmptyState icon={<IconHistory size={22} />} title={t('audit.none')}>
          {t('audit.none-text')}
        </EmptyState>
      )}
      {total !== undefined && total > 0 && (
        <VirtualList
          key={asked}
          name={`audit.${asked}`}
          label={t('audit.list')}
          rows={rows}
          rowHeight={ROW_HEIGHT}
          selectedId={chosen}
          onSelect={choose}
          onOpen={choose}
          onVisible={onVisible}
        >
          {(row) => <AuditRow entry={row} />}
        </VirtualList>
      )}
    </Pane>
  )
}

function AuditRow({ entry }: { readonly entry: AuditEntry }) {
  const t = useText()
  const format = useFormat()
  const { head, body } = auditSentence(t, format, entry)
  const about = [entry.submissionNumber, entry.submissionTitle, entry.authorName].filter((each) => (each ?? '') !== '')
  return (
    <div className={classes['row']} data-testid="audit-row" data-seq={entry.seq} data-type={entry.type}>
      <DateText at={entry.at} as="moment" className={classes['time'] ?? ''} />
      <span className={classes['who']} title={doerOf(t, entry)}>
        {doerOf(t, entry)}
      </span>
      <span className={classes['what']} title={[head, body].filter((each) => each !== '').join(' · ')}>
        <b>{head}</b>
        {body !== '' && <span className={classes['body']}>{body}</span>}
      </span>
      <span className={classes['about']} title={about.join(' · ')}>
        {about.join(' · ')}
      </span>
    </div>
  )
}
