/** One truthful line about mail coming in, with the button that fetches it or stops. */
import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core'
import { IconPlayerStop, IconRefresh } from '@tabler/icons-react'
import { reportError, sayError } from '@renderer/components/report-error'
import { refusalOf, useCoreCommand } from '@renderer/client/use-core'
import { useAccounts } from '@renderer/state/use-desk-info'
import { useViewState } from '@renderer/state/view-state'
import { notifications } from '@mantine/notifications'
import type { SyncState } from '@shared/domain/account'
import type { ConnectionFailure } from '@shared/domain/mail'
import { assertNever } from '@shared/domain/result'
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
      const line = runningWords(t, summary)
      return { line, more: summary.history ? `${line}\n${t('sync.history-what')}` : line }
    }
    case 'failed': {
      const { failure, retryAt, address } = summary
      const parts = [
        `${address}: ${t(`connection.step.${failure.step}`)}`,
        t(`connection.${failure.code}`),
        retryAt === null ? t('sync.needs-person') : t('sync.failed-retry', { when: retryWords(t, format, retryAt) }),
        ...(failure.detail === '' ? [] : [t('sync.detail', { detail: failure.detail })]),
      ]
      return { line: failedWords(t, failure), more: parts.join('\n') }
    }
    case 'offline':
      return {
        line: t('sync.offline'),
        more: t('sync.offline-what', { when: retryWords(t, format, summary.retryAt) }),
      }
    case 'stopped':
      return { line: t('sync.stopped', { count: summary.fetched }), more: t('sync.stopped-what') }
    case 'idle': {
      const when = format.relative(summary.at)
      const line = summary.fetched > 0 ? t('sync.idle-new', { when, count: summary.fetched }) : t('sync.idle', { when })
      return { line, more: format.full(summary.at) }
    }
    default:
      return assertNever(summary)
  }
}

/** Whatever waits for a password says so, and not that something failed. */
export function failedWords(t: Say, { code }: ConnectionFailure): string {
  return code === 'no-password'
    ? t('sync.waiting-password')
    : t('sync.failed', { reason: t(`connection.short.${code}`) })
}

/** What a sync is at, in one line. */
export function runningWords(
  t: Say,
  state: Pick<Extract<SyncState, { kind: 'running' }>, 'stage' | 'done' | 'total' | 'secondsLeft' | 'history'>,
): string {
  const { stage, done, total, secondsLeft, history } = state
  if (stage === 'connecting') return t('sync.connecting')
  if (total === null || total === 0) return t('sync.running-unknown', { done })
  if (stage === 'sorting') return t('sync.sorting', { done, total })
  const counts = history ? t('sync.history', { done, total }) : t('sync.running', { done, total })
  return secondsLeft === null || secondsLeft < 5 ? counts : `${counts} · ${timeLeftWords(t, secondsLeft)}`
}

function timeLeftWords(t: Say, seconds: number): string {
  if (seconds < 60) return t('sync.left-seconds', { count: Math.ceil(seconds / 5) * 5 })
  const minutes = Math.ceil(seconds / 60)
  return minutes < 120
    ? t('sync.left-minutes', { count: minutes })
    : t('sync.left-hours', { count: Math.ceil(minutes / 60) })
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
      <output className="visually-hidden">{summary.kind === 'running' ? '' : line}</output>
    </div>
  )
}
