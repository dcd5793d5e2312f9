/** The list of what is new and one large preview; the keys sort what is shown, and the next shows itself. */
import { useText } from '@renderer/app/i18n'
import { keyOf, useKeys } from '@renderer/app/keys'
import { ListSkeleton } from '@renderer/components/list-skeleton'
import { usePagedRows } from '@renderer/components/paged-rows'
import { Pane, PaneFoot } from '@renderer/components/pane'
import { ErrorNotice } from '@renderer/components/report-error'
import { Split } from '@renderer/components/split'
import { VirtualList } from '@renderer/components/virtual-list'
import { InboxRow } from '@renderer/features/inbox/inbox-row'
import { useOpenSubmission } from '@renderer/features/inbox/inbox-list'
import { useTriage } from '@renderer/state/triage'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import { useWorkingEditors } from '@renderer/state/use-editors'
import { useViewState } from '@renderer/state/view-state'
import type { SubmissionRow } from '@shared/domain/submission'
import type { TriageAction } from '@shared/domain/triage'
import { useCallback, useEffect, useState } from 'react'
import { EditorPicker } from './editor-picker'
import { TriageActions } from './triage-actions'
import { TriageDone } from './triage-done'
import { TriagePreviewPane } from './triage-preview'
import { usePreviewAhead } from './use-preview'
import { useSorting } from './use-sorting'

const ROW_HEIGHT = 84
/** Pieces after the shown one whose preview is asked for ahead. */
const AHEAD = 2

export function TriageSort() {
  const t = useText()
  const selectedId = useViewState((state) => state.submissionId)
  const set = useViewState((state) => state.set)
  const { leave, enterLetters } = useTriage()
  const [visible, setVisible] = useState({ first: 0, last: 0 })
  const onVisible = useCallback((first: number, last: number) => setVisible({ first, last }), [])
  const rows = usePagedRows<SubmissionRow>(
    ['submissions', 'triage-queue'],
    (client, offset, limit) => client.triage.queue({ offset, limit }),
    visible,
  )
  const { sort, undo, underWay } = useSorting()
  const open = useOpenSubmission()
  const [picking, setPicking] = useState<SubmissionRow | null>(null)
  const me = useDeskInfo().data?.editor.id
  // Asked for before the picker opens: its key must find them there.
  const editors = useWorkingEditors()
  const { total } = rows

  const index = selectedId === null ? -1 : rows.indexOf(selectedId)
  const selected = index === -1 ? undefined : rows.rowAt(index)

  /** The pieces that come next, those that are being sorted left out: below the shown one, then above it. */
  const following = (count: number): SubmissionRow[] => {
    const found: SubmissionRow[] = []
    // A shown piece that left by itself is followed by what one sees of the list.
    const from = index === -1 ? visible.first - 1 : index
    const look = (at: number): boolean => {
      const row = rows.rowAt(at)
      if (row !== undefined && row.id !== selectedId && !underWay.has(row.id)) found.push(row)
      return row !== undefined && found.length < count
    }
    for (let at = from + 1; look(at); at += 1);
    for (let at = from - 1; at >= 0 && found.length < count && look(at); at -= 1);
    return found.slice(0, count)
  }

  // Nothing of the list is shown: at the beginning its first, later what took the place of what left.
  const settled = index !== -1 || (selectedId !== null && underWay.has(selectedId))
  const standIn = settled ? undefined : following(1)[0]?.id
  useEffect(() => {
    if (standIn !== undefined) set({ submissionId: standIn })
  }, [standIn, set])

  usePreviewAhead([...(selected === undefined ? [] : [selected.id]), ...following(AHEAD).map(({ id }) => id)])

  const act = (action: TriageAction, piece: SubmissionRow, name = ''): void => {
    if (underWay.has(piece.id)) return
    const next = following(1)[0]
    sort(piece, action, name)
    set({ submissionId: next?.id ?? null })
  }
  const onSelected = (action: TriageAction) => () => {
    if (selected !== undefined) act(action, selected)
  }
  const isChunyu = selected?.author.identity === 'chunyu'
  const choose = {
    reject: onSelected({ choice: 'reject', reason: null }),
    keep: onSelected({ choice: 'keep' }),
    assign: () => setPicking(selected ?? null),
    junk: onSelected({ choice: 'junk', reason: t('triage.junk-reason') }),
    ask: onSelected({ choice: 'ask' }),
    // Of anybody else the key does nothing: they may not publish by themselves.
    'self-publish': isChunyu ? onSelected({ choice: 'self-publish' }) : null,
  }
  useKeys({
    'triage.reject': choose.reject,
    'triage.keep': choose.keep,
    'triage.assign': choose.assign,
    'triage.junk': choose.junk,
    'triage.ask': choose.ask,
    ...(choose['self-publish'] !== null && { 'triage.self-publish': choose['self-publish'] }),
    'triage.letters': enterLetters,
    'triage.leave': leave,
    'desk.undo': undo,
  })

  const list = (
    <Pane
      label={t('triage.list')}
      foot={
        <PaneFoot
          end={t('inbox.foot-keys', {
            next: keyOf('list.next'),
            previous: keyOf('list.previous'),
            open: keyOf('list.open'),
            help: keyOf('desk.help'),
          })}
        >
          {total === undefined ? '' : t('triage.left', { count: total })}
        </PaneFoot>
      }
    >
      <ErrorNotice error={rows.error} always />
      {total === undefined && rows.error === null && <ListSkeleton />}
      {total !== undefined && total > 0 && (
        <VirtualList
          name="triage"
          label={t('triage.list')}
          rows={rows}
          rowHeight={ROW_HEIGHT}
          selectedId={selectedId}
          onSelect={(submissionId) => set({ submissionId })}
          onOpen={open}
          onVisible={onVisible}
        >
          {(row) => <InboxRow row={row} />}
        </VirtualList>
      )}
    </Pane>
  )
  return (
    <>
      <Split
        id="triage"
        panels={[
          { id: 'list', min: 300, max: 560, width: 360, content: list },
          {
            id: 'preview',
            min: 420,
            content:
              total === 0 ? (
                <TriageDone foot={<TriageActions choose={null} undo={undo} />} />
              ) : (
                <TriagePreviewPane
                  submissionId={selectedId}
                  onOpen={open}
                  foot={<TriageActions choose={selected === undefined ? null : choose} undo={undo} />}
                />
              ),
          },
        ]}
      />
      <EditorPicker
        opened={picking !== null}
        editors={editors}
        me={me}
        onClose={() => setPicking(null)}
        onPick={(editor) => {
          if (picking !== null) act({ choice: 'assign', editorId: editor.id }, picking, editor.name)
          setPicking(null)
        }}
      />
    </>
  )
}
