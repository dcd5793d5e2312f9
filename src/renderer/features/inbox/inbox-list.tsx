import { useDebouncedValue } from '@mantine/hooks'
import { useText } from '@renderer/app/i18n'
import { keyOf, useKeys } from '@renderer/app/keys'
import { useCoreCommand } from '@renderer/client/use-core'
import { ListSkeleton } from '@renderer/components/list-skeleton'
import { usePagedRows } from '@renderer/components/paged-rows'
import { Pane, PaneFoot } from '@renderer/components/pane'
import { ErrorNotice } from '@renderer/components/report-error'
import { VirtualList } from '@renderer/components/virtual-list'
import { useTicked } from '@renderer/state/ticked'
import { useAccounts } from '@renderer/state/use-desk-info'
import { useViewState } from '@renderer/state/view-state'
import type { InboxFilter, SubmissionRow } from '@shared/domain/submission'
import { useCallback, useEffect, useRef, useState } from 'react'
import { BulkBar } from '@renderer/features/bulk/bulk-bar'
import { HeldNotice } from '@renderer/features/triage/triage-entry'
import { InboxEmpty } from './inbox-empty'
import { InboxFilters } from './inbox-filters'
import { InboxRow } from './inbox-row'

const ROW_HEIGHT = 84

export function InboxList({ filter, query: typed }: { readonly filter: InboxFilter; readonly query: string }) {
  const t = useText()
  const [query] = useDebouncedValue(typed, 150)
  const selectedId = useViewState((state) => state.submissionId)
  const set = useViewState((state) => state.set)
  const [visible, setVisible] = useState({ first: 0, last: 0 })
  const onVisible = useCallback((first: number, last: number) => setVisible({ first, last }), [])
  const rows = usePagedRows<SubmissionRow>(
    ['submissions', 'list', filter, query],
    (client, offset, limit) => client.submissions.list({ filter, query, offset, limit }),
    visible,
  )
  const openSubmission = useOpenSubmission()

  // In the inbox another list selects its first row, unless it holds the selected one. Live changes never move
  // the selection, and beside a review the piece that is open stays open whatever the list shows.
  const follows = useViewState((state) => state.page === 'inbox')
  const list = `${filter} ${query}`
  // While the first mails pour in, the first row is another one each moment: nothing is selected by itself yet.
  const pouring = useAccounts().data?.some(({ sync }) => sync.kind === 'running') ?? true
  const settled = useRef<string | null>(null)
  const firstId = rows.rowAt(0)?.id
  useEffect(() => {
    if (firstId === undefined || settled.current === list || (selectedId === null && pouring)) return
    const first = settled.current === null || !follows
    const keeps = selectedId !== null && (first || rows.indexOf(selectedId) !== -1)
    // A piece that was just made is in the list, though not in what is remembered of it.
    if (!keeps && selectedId !== null && rows.asking) return
    settled.current = list
    if (!keeps) set({ submissionId: firstId })
  })

  const toggle = useTicked((state) => state.toggle)
  useKeys({ 'list.tick': () => (selectedId === null || rows.indexOf(selectedId) === -1 ? false : toggle(selectedId)) })

  const total = rows.total
  return (
    <Pane
      label={t('inbox.list')}
      head={
        <>
          <InboxFilters />
          <BulkBar />
          <HeldNotice />
        </>
      }
      foot={
        <PaneFoot
          end={t('inbox.foot-keys', {
            next: keyOf('list.next'),
            previous: keyOf('list.previous'),
            open: keyOf('list.open'),
            help: keyOf('desk.help'),
          })}
        >
          {total === undefined ? '' : t('inbox.count', { count: total })}
        </PaneFoot>
      }
    >
      <ErrorNotice error={rows.error} always />
      {total === undefined && rows.error === null && <ListSkeleton />}
      {total === 0 && <InboxEmpty filter={filter} query={query} />}
      {total !== undefined && total > 0 && (
        <VirtualList
          key={list}
          name={`inbox.${filter}`}
          label={t('inbox.list')}
          rows={rows}
          rowHeight={ROW_HEIGHT}
          selectedId={selectedId}
          onSelect={(submissionId) => set({ submissionId })}
          onOpen={openSubmission}
          onVisible={onVisible}
        >
          {(row) => <InboxRow row={row} tickable />}
        </VirtualList>
      )}
    </Pane>
  )
}

/** Opens a piece for review: it counts as read, and as in review when it was new. */
export function useOpenSubmission(): (submissionId: string) => void {
  const set = useViewState((state) => state.set)
  const { mutate } = useCoreCommand((client, submissionId: string) => client.submissions.open({ submissionId }))
  return useCallback(
    (submissionId) => {
      mutate(submissionId)
      set({ page: 'review', submissionId })
    },
    [mutate, set],
  )
}
