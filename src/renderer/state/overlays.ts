/** Which of the frame's overlays is open. */
import { create } from 'zustand'

interface OverlayState {
  readonly keysOpen: boolean
  setKeysOpen(open: boolean): void
}

export const useOverlays = create<OverlayState>()((set) => ({
  keysOpen: false,
  setKeysOpen: (keysOpen) => set({ keysOpen }),
}))
