/** 审稿: the list, the manuscript, and what is said about it. */
import { Button } from '@mantine/core'
import { useResizeObserver } from '@mantine/hooks'
import { IconPencil } from '@tabler/icons-react'
import { useKeys } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { EmptyState } from '@renderer/components/empty-state'
import { Pane } from '@renderer/components/pane'
import { Split } from '@renderer/components/split'
import { InboxList } from '@renderer/features/inbox/inbox-list'
import { useOrganiseKeys } from '@renderer/features/organise/organise-dialogs'
import { useSearch } from '@renderer/state/search'
import { useViewState } from '@renderer/state/view-state'
import { memo, useEffect } from 'react'
import { DecisionSheet } from './decision-sheet'
import { ManuscriptPane } from './manuscript-pane'
import { OriginalPane } from './original-pane'
import { ReviewProvider } from './review-context'
import { useReviewState } from './review-state'
import { ReviewSkeleton } from './review-skeleton'
import { SidePanel } from './side-panel'
import { useOriginal } from './use-original'
import classes from './review-page.module.css'

/** Running down the list with the key held opens nothing on the way. */
const OPEN_AFTER = 400

export function ReviewPage() {
  const submissionId = useViewState((state) => state.submissionId)
  const set = useViewState((state) => state.set)
  const originalShown = useViewState((state) => state.originalShown)
  const focus = useViewState((state) => state.focus)
  const [sideRef, side] = useResizeObserver<HTMLDivElement>()
  useKeys({ 'list.back': () => set({ page: 'inbox' }) })
  useMarkOpened(submissionId)
  useReadAgain(submissionId)
  useOrganiseKeys()
  return (
    <div className={classes['page']}>
      <ReviewProvider submissionId={submissionId}>
        {({ ready, error }) => (
          <>
            <Split
              id="review"
              panels={[
                ready && originalShown
                  ? { id: 'original', width: 400, min: 300, max: 900, content: <Beside /> }
                  : { id: 'list', width: 320, min: 240, max: 480, content: <ListPane /> },
                {
                  id: 'text',
                  min: 380,
                  content: ready ? (
                    <ManuscriptPane key={submissionId} />
                  ) : submissionId === null ? (
                    <NothingChosen />
                  ) : (
                    <ReviewSkeleton error={error} />
                  ),
                },
                {
                  id: 'side',
                  width: 372,
                  min: 320,
                  max: 560,
                  content: (
                    <div className={classes['side']} ref={sideRef}>
                      {ready && <SidePanel key={submissionId} />}
                    </div>
                  ),
                },
              ].filter((panel) => !(focus && ready) || panel.id === 'text')}
            />
            {ready && <DecisionSheet key={submissionId} right={side.width} />}
          </>
        )}
      </ReviewProvider>
    </div>
  )
}

/** The original where the list stands otherwise; of a piece without one, the list. */
function Beside() {
  const original = useOriginal()
  return original === null ? <ListPane /> : <OriginalPane original={original} />
}

/** Drawn for itself: what happens in the text is nothing to the list. */
const ListPane = memo(function ListPane() {
  const filter = useViewState((state) => state.inboxFilter)
  const query = useSearch((state) => state.query)
  return <InboxList filter={filter === 'quarantine' || filter === 'filed' ? 'open' : filter} query={query.trim()} />
})

function NothingChosen() {
  const t = useText()
  const set = useViewState((state) => state.set)
  return (
    <Pane label={t('page.review')} ground="surface">
      <EmptyState
        icon={<IconPencil size={22} />}
        title={t('review.none')}
        actions={
          <Button variant="default" onClick={() => set({ page: 'inbox' })}>
            {t('review.to-inbox')}
          </Button>
        }
      >
        {t('review.none-text')}
      </EmptyState>
    </Pane>
  )
}

/** A piece is opened to be read: whoever comes back to it does not type into it by accident. */
function useReadAgain(submissionId: string | null): void {
  useEffect(() => {
    if (submissionId === null) return
    return () => useReviewState.getState().change(submissionId, { mode: 'reading', modeBefore: 'reading' })
  }, [submissionId])
}

/** A piece that stays on screen counts as opened: read, and in review when it was new. */
function useMarkOpened(submissionId: string | null): void {
  const { mutate } = useCoreCommand((client, id: string) => client.submissions.open({ submissionId: id }))
  useEffect(() => {
    if (submissionId === null) return
    const timer = setTimeout(() => mutate(submissionId), OPEN_AFTER)
    return () => clearTimeout(timer)
  }, [mutate, submissionId])
}
