import { keyOf, type KeyAction } from '@renderer/app/keys'
import classes from './key-hint.module.css'

/** A key as printed on it. Said by the label beside it or in the sheet of keys, so silent to screen readers. */
export function KeyHint({ action, onButton = false }: { readonly action: KeyAction; readonly onButton?: boolean }) {
  return (
    <kbd className={classes['key']} data-on-button={onButton || undefined} aria-hidden="true">
      {keyOf(action)}
    </kbd>
  )
}
