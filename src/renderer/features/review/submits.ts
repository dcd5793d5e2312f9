/** Ctrl+Enter (Command on a Mac) sends what is written; an Enter that ends a composition never does. */
import type { KeyboardEvent } from 'react'

export function submits(event: KeyboardEvent): boolean {
  return event.code === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing
}
