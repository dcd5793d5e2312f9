/** One truthful line about mail coming in, with the button that fetches it or stops. */
import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core'
import { IconPlayerStop, IconRefresh } from '@tabler/icons-react'
import { reportError, sayError } from '@renderer/components/report-error'
import { refusalOf, useCoreCommand } from '@renderer/client/use-core'
import { useAccounts } from '@renderer/state/use-desk-info'
import { useViewState } from '@renderer/state/view-state'
import { notifications } from '@mantine/notifications'
import { useFormat, type Format } from './format'
import { useText, type Say } from './i18n'
import { keyOf, useKeys } from './keys'
import { syncSummary, type SyncSummary } from './sync-summary'
import classes from './sync-status.module.css'

function retryWords(t: Say, format: Format, retryAt: number): string {
  const minutes = Math.round((retryAt - format.now) / 60_000)
  return minutes < 1 ? t('sync.soon') : t('sync.in-minutes', { count: minutes })
}

/** The line, and what more there is to know of it. */
export function sayingOf(t: Say, format: Format, summary: SyncSummary): { line: string; more: string } {
  switch (summary.kind) {
    case 'loading':
      return { line: '', more: '' }
    case 'no-account':
      return { line: t('sync.no-account'), more: t('sync.connect') }
    case 'never':
      return { line: t('sync.never'), more: t('sync.now') }
    case 'running': {
      const { done, total } = summary
      const line =
        total === null || total === 0 ? t('sync.running-unknown', { done }) : t('sync.running', { done, total })
      return { line, more: line }
    }
    case 'failed': {
      const { failure, retryAt, address } = summary
      const parts = [
        `${address}: ${t(`connection.step.${failure.step}`)}`,
        t(`connection.${failure.code}`),
        ...(retryAt === null ? [] : [t('sync.failed-retry', { when: retryWords(t, format, retryAt) })]),
        ...(failure.detail === '' ? [] : [t('sync.detail', { detail: failure.detail })]),
      ]
      return { line: t('sync.failed', { reason: t(`connection.short.${failure.code}`) }), more: parts.join('\n') }
    }
    case 'idle': {
      const when = format.relative(summary.at)
      const line = summary.fetched > 0 ? t('sync.idle-new', { when, count: summary.fetched }) : t('sync.idle', { when })
      return { line, more: format.full(summary.at) }
    }
  }
}

/** Fetches mail of all accounts; a refusal is said beside the button, as a notification. */
export function useSyncNow() {
  const t = useText()
  const sync = useCoreCommand((client, accountId: string | null) => client.accounts.sync({ accountId }))
  return {
    pending: sync.isPending,
    start: () =>
      sync.mutate(null, {
        onError: (error) => {
          if (refusalOf(error) === null) reportError(error)
          else notifications.show({ id: 'sync-refused', color: 'red', message: sayError(t, error), autoClose: false })
        },
      }),
  }
}

export function SyncStatus() {
  const t = useText()
  const format = useFormat()
  const accounts = useAccounts().data
  const summary = syncSummary(accounts)
  const { line, more } = sayingOf(t, format, summary)
  const set = useViewState((state) => state.set)
  const syncNow = useSyncNow()
  const stop = useCoreCommand(async (client, ids: readonly string[]) => {
    for (const accountId of ids) await client.accounts.cancelSync({ accountId })
  })
  const running = summary.kind === 'running'
  const canSync = summary.kind !== 'no-account' && summary.kind !== 'loading'

  const stopAll = () => stop.mutate((accounts ?? []).filter(({ sync }) => sync.kind === 'running').map(({ id }) => id))
  useKeys({ 'desk.sync': () => (canSync && !running ? syncNow.start() : undefined) })

  const action = running ? t('sync.cancel') : t('sync.now')
  return (
    <div className={classes['status']}>
      <Tooltip label={more} multiline maw={360} classNames={{ tooltip: classes['more'] ?? '' }} disabled={more === ''}>
        <UnstyledButton
          className={classes['line']}
          data-kind={summary.kind}
          data-testid="sync-status"
          onClick={() => set({ page: 'settings' })}
        >
          <span className={classes['dot']} aria-hidden="true" />
          <span className={classes['words']}>{line}</span>
        </UnstyledButton>
      </Tooltip>
      {canSync && (
        <Tooltip label={running ? action : `${action} (${keyOf('desk.sync')})`}>
          <ActionIcon
            aria-label={action}
            data-testid="sync-now"
            loading={syncNow.pending}
            onClick={running ? stopAll : syncNow.start}
          >
            {running ? <IconPlayerStop size={16} /> : <IconRefresh size={16} />}
          </ActionIcon>
        </Tooltip>
      )}
      <output className="visually-hidden">{summary.kind === 'failed' || summary.kind === 'idle' ? line : ''}</output>
    </div>
  )
}
