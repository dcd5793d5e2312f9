/** Errors in words: a refusal where the user acted, anything else in the notification of last resort. */
import { Alert, CloseButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useText, type Say } from '@renderer/app/i18n'
import { isCoreLost, refusalOf } from '@renderer/client/use-core'
import { useViewState } from '@renderer/state/view-state'
import { verdictSchema } from '@shared/domain/decision'
import { quarantineReasonSchema, unpackReasonSchema } from '@shared/domain/mail'
import { sheetRefusalSchema } from '@shared/domain/author-sheet'
import type { Refusal } from '@shared/domain/refusal'
import { translate } from '@shared/i18n/translate'
import { sayTemplateRefusal } from './template-problem'
import classes from './report-error.module.css'

/** A refusal's sentence. Codes among its parameters become the words for them. */
export function sayRefusal(t: Say, refusal: Refusal): string {
  const params = { ...refusal.params }
  const verdict = verdictSchema.safeParse(params['verdict'])
  if (verdict.success) params['verdict'] = t(`verdict.${verdict.data}`)
  const reason = quarantineReasonSchema.safeParse(params['reason'])
  if (reason.success) params['reason'] = t(`quarantine.${reason.data}`)
  const packed = unpackReasonSchema.safeParse(params['reason'])
  if (refusal.code === 'archive-refused' && packed.success) params['reason'] = t(`unpack.${packed.data}`)
  const sheet = sheetRefusalSchema.safeParse(params['reason'])
  if (refusal.code === 'sheet-unreadable' && sheet.success) params['reason'] = t(`sheet-refusal.${sheet.data}`)
  if (refusal.code === 'template-broken') params['reason'] = sayTemplateRefusal(t, params)
  return t(`refusal.${refusal.code}`, params)
}

/** Any error as one sentence: a refusal in its words, a lost core, else that something unexpected happened. */
export function sayError(t: Say, error: unknown): string {
  // What was under way may have been recorded: trying a decision again could send a second letter.
  if (isCoreLost(error)) return t('error.core-lost')
  const refusal = refusalOf(error)
  return refusal === null ? t('error.unexpected') : sayRefusal(t, refusal)
}

const reported = new WeakSet<object>()

/** The notification of last resort: stays until read, says what is safe, shows the technical words small. */
export function reportError(error: unknown): void {
  if (typeof error === 'object' && error !== null) {
    if (reported.has(error)) return
    reported.add(error)
  }
  const t: Say = (key, params) => translate(useViewState.getState().locale, key, params)
  const detail = error instanceof Error ? error.message : String(error)
  notifications.show({
    id: `error ${detail}`,
    color: 'red',
    autoClose: false,
    title: t('error.title'),
    message: (
      <>
        {sayError(t, error)}
        {refusalOf(error) === null && <span className={classes['detail']}>{t('error.tell', { detail })}</span>}
      </>
    ),
  })
}

export function useReportError(): (error: unknown) => void {
  return reportError
}

/**
 * A refusal, where the user acted; stays until read. Other errors have their notification already and are
 * shown only `always`: where a page would be empty without a word.
 */
export function ErrorNotice({
  error,
  onClose,
  testId,
  always = false,
}: {
  readonly error: unknown
  readonly onClose?: () => void
  readonly always?: boolean
  readonly testId?: string
}) {
  const t = useText()
  if (error === null || error === undefined || (!always && refusalOf(error) === null)) return null
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      icon={<IconAlertTriangle size={16} />}
      data-testid={testId}
      className={classes['notice']}
    >
      <div className={classes['line']}>
        <span>{sayError(t, error)}</span>
        {onClose && <CloseButton size="sm" onClick={onClose} aria-label={t('action.close')} />}
      </div>
    </Alert>
  )
}
