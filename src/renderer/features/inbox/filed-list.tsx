/** 未归入来稿的邮件: machines' notices, copies, junk, history; each can be made a piece, or put into one. */
import { Button } from '@mantine/core'
import { IconMailCheck, IconMail } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { Chip } from '@renderer/components/chip'
import { DateText } from '@renderer/components/date-text'
import { EmptyState } from '@renderer/components/empty-state'
import { ListSkeleton } from '@renderer/components/list-skeleton'
import { Pane, PaneFoot } from '@renderer/components/pane'
import { ErrorNotice } from '@renderer/components/report-error'
import { useOrganise } from '@renderer/features/organise/use-organise'
import { useOrganiseDialog } from '@renderer/state/organise'
import { useViewState } from '@renderer/state/view-state'
import type { FiledMail } from '@shared/domain/work-item'
import { useState } from 'react'
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
          <Filed key={mail.id} mail={mail} />
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

function Filed({ mail }: { readonly mail: FiledMail }) {
  const t = useText()
  const set = useViewState((state) => state.set)
  const show = useOrganiseDialog((state) => state.show)
  const { act, busy } = useOrganise()
  const hash = mail.id
  return (
    <li className={classes['item']} data-testid="filed-mail">
      <IconMail className={classes['plainIcon']} size={20} aria-hidden="true" />
      <div className={classes['words']}>
        <p className={classes['reason']}>
          {mail.from.name || mail.from.address || t('author.nameless')}
          <Chip>{t(`mail-kind.${mail.kind}`)}</Chip>
          {mail.history && <Chip>{t('organise.filed.history')}</Chip>}
          <DateText at={mail.date} as="moment" className={classes['time'] ?? ''} />
        </p>
        <p>{mail.subject || t('subject.none')}</p>
        {mail.preview !== '' && <p className={classes['preview']}>{mail.preview}</p>}
      </div>
      <div className={classes['actions']}>
        <Button
          variant="default"
          loading={busy}
          data-testid="filed-make"
          onClick={() =>
            act({
              run: (client) => client.organise.correct({ hash, kind: 'submission' }),
              done: t('organise.sorted.submission'),
              after: ({ submissionId }) => {
                if (submissionId !== null) set({ inboxFilter: 'open', submissionId })
              },
            })
          }
        >
          {t('organise.filed.make')}
        </Button>
        <Button variant="default" data-testid="filed-sort" onClick={() => show({ kind: 'sort', hash })}>
          {t('organise.sort.do')}
        </Button>
      </div>
    </li>
  )
}
