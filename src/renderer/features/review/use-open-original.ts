/** 原件 beside the text: shown with one click, hidden with another or with Esc, and as it was after a restart. */
import { useViewState } from '@renderer/state/view-state'
import { useOriginal } from './use-original'

/** The pane's id: it takes the focus when it is opened. */
export const ORIGINAL_PANE = 'original-pane'

export interface OriginalToggle {
  readonly shown: boolean
  readonly toggle: () => void
}

/** Null when there is no original. */
export function useOpenOriginal(): OriginalToggle | null {
  const original = useOriginal()
  const shown = useViewState((state) => state.originalShown)
  if (original === null) return null
  return {
    shown,
    toggle: () => {
      useViewState.getState().set({ originalShown: !shown })
      // Once it is there. Opened at a start, it takes the focus from nobody.
      if (!shown) requestAnimationFrame(() => document.querySelector<HTMLElement>(`#${ORIGINAL_PANE}`)?.focus())
    },
  }
}
