import { useSearch } from '@renderer/state/search'
import { useViewState } from '@renderer/state/view-state'
import { Split } from '@renderer/components/split'
import { FiledList } from './filed-list'
import { TriagePage } from '@renderer/features/triage/triage-page'
import { useTriage } from '@renderer/state/triage'
import { InboxList } from './inbox-list'
import { InboxPreview } from './inbox-preview'
import { QuarantineList } from './quarantine-list'

/** 来稿: what came in, filtered, with a look at the selected piece beside it. */
export function InboxPage() {
  const filter = useViewState((state) => state.inboxFilter)
  const query = useSearch((state) => state.query)
  const triage = useTriage((state) => state.mode)
  if (triage !== 'off') return <TriagePage />
  if (filter === 'quarantine') return <QuarantineList />
  if (filter === 'filed') return <FiledList />
  return (
    <Split
      id="inbox"
      panels={[
        { id: 'list', min: 380, content: <InboxList filter={filter} query={query.trim()} /> },
        { id: 'preview', min: 320, max: 860, width: 460, content: <InboxPreview /> },
      ]}
    />
  )
}
