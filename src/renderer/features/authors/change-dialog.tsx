/** Asks why before an axis of an author is changed: the change goes on record with its reason. */
import { Modal, Textarea } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { FormFoot } from '@renderer/components/form-foot'
import { useState } from 'react'
import classes from './change-dialog.module.css'

export interface ChangeDialogProps {
  readonly opened: boolean
  readonly title: string
  readonly reasonLabel: string
  readonly reasonNeeded: boolean
  readonly explanation?: string
  readonly error: unknown
  readonly pending: boolean
  readonly onChange: (reason: string) => void
  readonly onClose: () => void
}

export function ChangeDialog(props: ChangeDialogProps) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.title}>
      <ChangeForm {...props} />
    </Modal>
  )
}

/** Lives only while the dialog is open, so that each opening starts with an empty reason. */
function ChangeForm({ reasonLabel, reasonNeeded, explanation, error, pending, onChange, onClose }: ChangeDialogProps) {
  const t = useText()
  const [reason, setReason] = useState('')
  const ready = !reasonNeeded || reason.trim() !== ''
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) onChange(reason.trim())
      }}
    >
      {explanation !== undefined && <p className={classes['explanation']}>{explanation}</p>}
      <Textarea
        label={reasonLabel}
        placeholder={t('author.reason-placeholder')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        required={reasonNeeded}
        autosize
        minRows={3}
        maxRows={8}
        maxLength={5000}
        data-autofocus
        data-testid="change-reason"
      />
      <FormFoot
        error={error}
        onCancel={onClose}
        deed={t('author.change')}
        ready={ready}
        busy={pending}
        testId="change-save"
      />
    </form>
  )
}
