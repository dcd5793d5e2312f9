/** A step that takes something back: why. */
import { Textarea } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { FormFoot } from '@renderer/components/form-foot'
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
      <FormFoot
        error={error}
        onClearError={reset}
        errorTestId="publication-error"
        onCancel={onClose}
        deed={t(`publication.step-${step}`)}
        ready={ready}
        busy={busy}
        testId="publication-confirm"
      />
    </form>
  )
}
