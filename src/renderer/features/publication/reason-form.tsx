/** A step that takes something back: why. */
import { Button, Group, Textarea } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { ErrorNotice } from '@renderer/components/report-error'
import dialogs from '@renderer/features/files/dialogs.module.css'
import { useState } from 'react'
import type { PublishedPiece } from './publication-dialogs'
import { usePublication } from './use-publication'

export function ReasonForm({
  piece,
  step,
  onClose,
}: {
  readonly piece: PublishedPiece
  readonly step: 'unschedule' | 'retract' | 'take-down' | 'restore'
  readonly onClose: () => void
}) {
  const t = useText()
  const [reason, setReason] = useState('')
  const { take, busy, error, reset } = usePublication(piece, onClose)
  const ready = reason.trim() !== '' && !busy
  return (
    <form
      className={dialogs['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) take({ request: { step, reason: reason.trim() }, letter: null })
      }}
    >
      <p className={dialogs['hint']}>{t(`publication.what-${step}`)}</p>
      <Textarea
        label={t('publication.reason')}
        required
        value={reason}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={5000}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
        data-testid="publication-reason"
      />
      <ErrorNotice error={error} onClose={reset} testId="publication-error" />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button type="submit" disabled={!ready} loading={busy} data-testid="publication-confirm">
          {t(`publication.step-${step}`)}
        </Button>
      </Group>
    </form>
  )
}
