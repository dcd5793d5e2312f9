/** The one kind of toast that acts: what was done, and a way back while it counts down. */
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useText } from '@renderer/app/i18n'
import { useKeys } from '@renderer/app/keys'
import { KeyHint } from '@renderer/components/key-hint'
import { useNowEachSecond } from '@renderer/state/use-now'
import { useState } from 'react'
import classes from './undo-toast.module.css'

export interface UndoOffer {
  /** What it is about: a newer offer about the same takes the place of an older one. */
  readonly id: string
  readonly message: string
  readonly seconds: number
  readonly undo: () => Promise<unknown>
  readonly onError: (error: unknown) => void
  readonly testId?: string
}

/** The toast that was made last for what an offer is about. */
const shown = new Map<string, string>()
let made = 0

/** Shows the offer; returns the way to withdraw it. */
export function offerUndo(offer: UndoOffer): () => void {
  const older = shown.get(offer.id)
  if (older !== undefined) notifications.hide(older)
  // A toast that is there is not shown anew under its id, nor does its time begin again: each has one of its own.
  const toast = `${offer.id} #${++made}`
  shown.set(offer.id, toast)
  const hide = (): void => void notifications.hide(toast)
  notifications.show({
    id: toast,
    message: <UndoToast {...offer} hide={hide} until={Date.now() + offer.seconds * 1000} />,
    autoClose: offer.seconds * 1000,
    withCloseButton: false,
    onClose: () => {
      if (shown.get(offer.id) === toast) shown.delete(offer.id)
    },
  })
  return hide
}

interface UndoToastProps extends UndoOffer {
  readonly until: number
  readonly hide: () => void
}

function UndoToast({ message, undo, onError, until, testId, hide }: UndoToastProps) {
  const t = useText()
  const left = Math.max(0, Math.ceil((until - useNowEachSecond()) / 1000))
  const [busy, setBusy] = useState(false)
  const takeBack = async (): Promise<void> => {
    setBusy(true)
    try {
      await undo()
    } catch (error) {
      onError(error)
    }
    hide()
  }
  useKeys({ 'desk.undo': () => void takeBack() }, { enabled: !busy })
  return (
    <div className={classes['toast']}>
      <span className={classes['message']}>{message}</span>
      <Button
        variant="light"
        size="xs"
        loading={busy}
        rightSection={<KeyHint action="desk.undo" onButton />}
        onClick={() => void takeBack()}
        data-testid={testId ?? 'undo'}
      >
        {t('action.undo')}
      </Button>
      <span className={classes['left']} aria-hidden="true">
        {left}
      </span>
    </div>
  )
}
