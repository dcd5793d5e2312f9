/** Which of the piece's dialogs is open: its pictures, what is settled by channel, or its figures. */
import { create } from 'zustand'

export type PieceDialog = 'pictures' | 'details' | 'figures'

interface PieceDialogs {
  readonly open: PieceDialog | null
  show(dialog: PieceDialog | null): void
}

export const usePieceDialogs = create<PieceDialogs>()((set) => ({
  open: null,
  show: (open) => set({ open }),
}))

/** Closes a dialog whose fields are kept when they are left: the field that has the caret is left first. */
export function leaveField(onClose: () => void): () => void {
  return () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    onClose()
  }
}
