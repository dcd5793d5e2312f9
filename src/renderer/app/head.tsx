/** The title bar: where we are, search, mail coming in, letters going out, who works here. */
import { ActionIcon, Button, CloseButton, TextInput, Tooltip } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { KeyHint } from '@renderer/components/key-hint'
import { useFilesView } from '@renderer/state/files-view'
import { useSearch } from '@renderer/state/search'
import { EditorMenu } from '@renderer/features/editors/editor-menu'
import { TriageButton } from '@renderer/features/triage/triage-entry'
import { useTriageTitle } from '@renderer/features/triage/use-triage-title'
import { useDeskCounts, useDeskInfo } from '@renderer/state/use-desk-info'
import { useViewState } from '@renderer/state/view-state'
import { isSenior } from '@shared/domain/role'
import { useRef, type KeyboardEvent } from 'react'
import { useText } from './i18n'
import { keyOf, useKeys } from './keys'
import { SyncStatus } from './sync-status'
import classes from './head.module.css'

function Search() {
  const t = useText()
  const input = useRef<HTMLInputElement>(null)
  const { query, setQuery } = useSearch()
  const page = useViewState((state) => state.page)
  const set = useViewState((state) => state.set)
  useKeys({ 'desk.search': () => input.current?.select() })

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      setQuery('')
      event.currentTarget.blur()
    }
    if (event.key === 'Enter') {
      // Lists filter while one types; from elsewhere Enter goes to the list that is searched.
      if (page !== 'inbox' && page !== 'authors') set({ page: 'inbox' })
      event.currentTarget.blur()
    }
  }
  return (
    <TextInput
      ref={input}
      className={classes['search'] ?? ''}
      size="xs"
      aria-label={t('frame.search')}
      placeholder={t('frame.search')}
      value={query}
      maxLength={200}
      data-testid="search"
      onChange={(event) => setQuery(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      leftSection={<IconSearch size={15} />}
      rightSection={
        query === '' ? (
          <KeyHint action="desk.search" />
        ) : (
          <CloseButton size="sm" aria-label={t('frame.clear-search')} onClick={() => setQuery('')} />
        )
      }
    />
  )
}

export function Head() {
  const t = useText()
  const page = useViewState((state) => state.page)
  const set = useViewState((state) => state.set)
  const triage = useTriageTitle()
  const outbox = useDeskCounts().data?.outbox ?? 0
  return (
    <header className={classes['head']}>
      <div className={classes['start']}>
        <h1 className={classes['title']}>{triage ?? t(`page.${page}`)}</h1>
        <TriageButton />
      </div>
      <Search />
      <div className={classes['end']}>
        <NewSubmissionButton />
        <SyncStatus />
        <ApprovalCount />
        <Tooltip label={t('frame.outbox-waiting', { count: outbox })}>
          <Button
            variant="default"
            size="compact-sm"
            data-testid="outbox-count"
            onClick={() => set({ page: 'outbox' })}
          >
            {t('frame.outbox')}
            <span className={classes['count']}>{outbox}</span>
          </Button>
        </Tooltip>
        <EditorMenu />
      </div>
    </header>
  )
}

/** What waits for a senior, shown to seniors. */
function ApprovalCount() {
  const t = useText()
  const set = useViewState((state) => state.set)
  const role = useDeskInfo().data?.editor.role ?? 'editor'
  const count = useDeskCounts().data?.['awaiting-approval'] ?? 0
  if (count === 0 || !isSenior(role)) return null
  return (
    <Tooltip label={t('approval.count', { count })}>
      <Button
        variant="light"
        color="orange"
        size="compact-sm"
        data-testid="approval-count"
        onClick={() => set({ page: 'inbox', inboxFilter: 'awaiting-approval', submissionId: null })}
      >
        {t('inbox.filter.awaiting-approval')}
        <span className={classes['count']}>{count}</span>
      </Button>
    </Tooltip>
  )
}

function NewSubmissionButton() {
  const t = useText()
  const create = useFilesView((state) => state.create)
  const start = (): void => create({ file: null })
  useKeys({ 'desk.new-submission': start })
  return (
    <Tooltip label={`${t('new.button')} (${keyOf('desk.new-submission')})`}>
      <ActionIcon
        variant="default"
        size={26}
        aria-label={t('new.button')}
        onClick={start}
        data-testid="new-submission-button"
      >
        <IconPlus size={15} />
      </ActionIcon>
    </Tooltip>
  )
}
