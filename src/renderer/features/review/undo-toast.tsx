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
  readonly id: string
  readonly message: string
  readonly seconds: number
  readonly undo: () => Promise<unknown>
  readonly onError: (error: unknown) => void
  readonly testId?: string
}

export function offerUndo(offer: UndoOffer): void {
  notifications.show({
    id: offer.id,
    message: <UndoToast {...offer} until={Date.now() + offer.seconds * 1000} />,
    autoClose: offer.seconds * 1000,
    withCloseButton: false,
  })
}

function UndoToast({ id, message, undo, onError, until, testId }: UndoOffer & { readonly until: number }) {
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
    notifications.hide(id)
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
