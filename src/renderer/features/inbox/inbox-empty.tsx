/** Nothing in this list: why, and what to do. A fresh desk is led to its first mail. */
import { Button } from '@mantine/core'
import { IconInbox, IconMailPlus, IconSearch } from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { sayingOf, useSyncNow } from '@renderer/app/sync-status'
import { syncSummary } from '@renderer/app/sync-summary'
import { EmptyState } from '@renderer/components/empty-state'
import { useAccounts, useDeskCounts } from '@renderer/state/use-desk-info'
import { useViewState } from '@renderer/state/view-state'
import type { InboxFilter } from '@shared/domain/submission'

export function InboxEmpty({ filter, query }: { readonly filter: InboxFilter; readonly query: string }) {
  const t = useText()
  const format = useFormat()
  const set = useViewState((state) => state.set)
  const accounts = useAccounts().data
  const counts = useDeskCounts().data
  const syncNow = useSyncNow()
  if (accounts === undefined || counts === undefined) return null

  const showAll = (label: string) => (
    <Button variant="default" onClick={() => set({ inboxFilter: 'all', submissionId: null })}>
      {label}
    </Button>
  )
  const fetchMail = (
    <Button data-testid="empty-sync" loading={syncNow.pending} onClick={syncNow.start}>
      {t('sync.now')}
    </Button>
  )

  if (query !== '') {
    return (
      <EmptyState
        icon={<IconSearch size={22} />}
        testId="inbox-empty"
        title={t('inbox.search-none', { query, filter: t(`inbox.filter.${filter}`) })}
        {...(filter === 'all' ? {} : { actions: showAll(t('inbox.search-all')) })}
      />
    )
  }
  if (counts.all === 0 && accounts.length === 0) {
    return (
      <EmptyState
        icon={<IconMailPlus size={22} />}
        testId="inbox-empty"
        title={t('inbox.fresh')}
        actions={<Button onClick={() => set({ page: 'settings' })}>{t('sync.connect')}</Button>}
      >
        {t('inbox.fresh-text')}
      </EmptyState>
    )
  }
  if (counts.all === 0) {
    const summary = syncSummary(accounts)
    const running = summary.kind === 'running'
    // What holds the mail up is said where it is missed, not only in the head.
    const heldUp = summary.kind === 'failed' || summary.kind === 'offline' || summary.kind === 'stopped'
    return (
      <EmptyState
        icon={<IconInbox size={22} />}
        testId="inbox-empty"
        title={running ? t('inbox.coming-in') : t('inbox.none-yet')}
        {...(running ? {} : { actions: fetchMail })}
      >
        {running || heldUp ? sayingOf(t, format, summary).line : t('inbox.none-yet-text')}
      </EmptyState>
    )
  }
  if (filter === 'open') {
    return (
      <EmptyState
        icon={<IconInbox size={22} />}
        testId="inbox-empty"
        title={t('inbox.empty-open')}
        actions={
          <>
            {fetchMail}
            {showAll(t('inbox.show-all'))}
          </>
        }
      >
        {t('inbox.empty-open-text')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<IconInbox size={22} />}
      testId="inbox-empty"
      title={t('inbox.empty-filter', { filter: t(`inbox.filter.${filter}`) })}
      {...(filter === 'all' ? {} : { actions: showAll(t('inbox.show-all')) })}
    />
  )
}
