/** The inbox's filters with their counts; the rare ones behind "more". */
import { useText } from '@renderer/app/i18n'
import { FilterBar } from '@renderer/components/filter-bar'
import { useDeskCounts, useDeskInfo } from '@renderer/state/use-desk-info'
import { useEditors } from '@renderer/state/use-editors'
import { useViewState, type ViewState } from '@renderer/state/view-state'

type Filter = ViewState['inboxFilter']

const usual = [
  'new',
  'complaints',
  'reviewing',
  'revising',
  // Before the rest: what finds no room goes behind "more", and mail that cannot be read is not to hide there.
  'all',
  'quarantine',
  'awaiting-author',
  'to-schedule',
  'accepted',
  'rejected',
] as const
const rare = ['reserved', 'withdrawn', 'junk', 'archived', 'filed'] as const

export function InboxFilters() {
  const t = useText()
  const filter = useViewState((state) => state.inboxFilter)
  const set = useViewState((state) => state.set)
  const counts = useDeskCounts().data
  const several = useEditors().length > 1
  const approves = useDeskInfo().data?.approval !== 'none' || (counts?.['awaiting-approval'] ?? 0) > 0
  // What was selected belongs to the old filter: the first row of the new one takes its place. Beside a review
  // the piece that is open stays open.
  const follows = useViewState((state) => state.page === 'inbox')
  const choose = (next: Filter) =>
    set({ inboxFilter: next, ...(next === filter || !follows ? {} : { submissionId: null }) })
  const item = (id: Filter) => ({
    id,
    label: t(`inbox.filter.${id}`),
    count: id === 'filed' ? undefined : counts?.[id],
  })
  return (
    <FilterBar
      label={t('inbox.filters')}
      testIdPrefix="inbox-filter"
      selected={filter}
      onSelect={choose}
      filters={[
        item('open'),
        // Lists of several editors, and of two steps; where there are none, they are rare.
        { ...item('mine'), rare: !several },
        { ...item('awaiting-approval'), rare: !approves },
        ...usual.map((id) => ({ ...item(id), alarm: id === 'quarantine' && (counts?.quarantine ?? 0) > 0 })),
        ...rare.map((id) => ({ ...item(id), rare: true })),
      ]}
    />
  )
}
