/** The foot of a form: what went wrong, the way out, and the deed, which Enter does too. */
import { Button, Group } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { ErrorNotice } from '@renderer/components/report-error'
import type { ReactNode } from 'react'

export function FormFoot({
  error,
  onClearError,
  errorTestId,
  onCancel,
  deed,
  ready = true,
  busy,
  testId,
  children,
}: {
  readonly error: unknown
  readonly onClearError?: () => void
  readonly errorTestId?: string
  readonly onCancel: () => void
  /** What is done, as the button says it. */
  readonly deed: string
  readonly ready?: boolean
  readonly busy: boolean
  readonly testId: string
  /** Another way to do it, between the two. */
  readonly children?: ReactNode
}) {
  const t = useText()
  return (
    <>
      <ErrorNotice
        error={error}
        {...(onClearError === undefined ? {} : { onClose: onClearError })}
        {...(errorTestId === undefined ? {} : { testId: errorTestId })}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel}>
          {t('action.cancel')}
        </Button>
        {children}
        <Button type="submit" disabled={!ready} loading={busy} data-testid={testId}>
          {deed}
        </Button>
      </Group>
    </>
  )
}
