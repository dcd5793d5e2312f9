/** What an account's sync is doing, in words: state, why it failed, what to do, when it is tried again. */
import { Progress } from '@mantine/core'
import { IconAlertTriangle, IconWifiOff } from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { failedWords, runningWords } from '@renderer/app/sync-status'
import { DateText } from '@renderer/components/date-text'
import type { SyncState } from '@shared/domain/account'
import { assertNever } from '@shared/domain/result'
import { FailureDetail } from './failure-detail'
import classes from './sync-words.module.css'

const MINUTE = 60_000

export function SyncWords({ state }: { readonly state: SyncState }) {
  const t = useText()
  const format = useFormat()
  switch (state.kind) {
    case 'never':
      return <span className={classes['words']}>{t('sync.never')}</span>
    case 'running':
      return (
        <div className={classes['running']}>
          <span>{runningWords(t, state)}</span>
          {state.folder !== null && (
            <span className={classes['folder']}>
              {t('sync.folder', { folder: state.folder, size: format.bytes(state.bytes) })}
            </span>
          )}
          {state.total !== null && state.total > 0 && (
            <Progress value={(state.done / state.total) * 100} size="xs" aria-hidden="true" />
          )}
        </div>
      )
    case 'idle': {
      const when = format.relative(state.at)
      return (
        <span className={classes['words']} title={format.full(state.at)}>
          {state.fetched > 0 ? t('sync.idle-new', { when, count: state.fetched }) : t('sync.idle', { when })}
        </span>
      )
    }
    case 'failed':
      return (
        <div className={classes['failed']}>
          <p className={classes['what']}>
            <IconAlertTriangle size={15} aria-hidden="true" />
            {failedWords(t, state.failure)}
            <DateText at={state.at} className={classes['when'] ?? ''} />
          </p>
          <p>
            {t(`connection.${state.failure.code}`)}
            {state.retryAt !== null && ` ${t('sync.failed-retry', { when: soon(t, state.retryAt - format.now) })}`}
          </p>
          {state.failure.detail !== '' && (
            <p className={classes['detail']}>
              <FailureDetail failure={state.failure} />
            </p>
          )}
        </div>
      )
    case 'offline':
      return (
        <div className={classes['failed']}>
          <p className={classes['what']}>
            <IconWifiOff size={15} aria-hidden="true" />
            {t('sync.offline')}
          </p>
          <p>{t('sync.offline-what', { when: soon(t, state.retryAt - format.now) })}</p>
        </div>
      )
    case 'stopped':
      return (
        <span className={classes['words']} title={format.full(state.at)}>
          {t('sync.stopped', { count: state.fetched })} · {t('sync.stopped-what')}
        </span>
      )
    default:
      return assertNever(state)
  }
}

function soon(t: ReturnType<typeof useText>, wait: number): string {
  return wait < MINUTE ? t('sync.soon') : t('sync.in-minutes', { count: Math.round(wait / MINUTE) })
}
