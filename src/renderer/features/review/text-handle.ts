/** The text on the page, for what stands beside it and works on it. */
import type { ManuscriptHandle } from '@renderer/editor/manuscript-editor'
import { create } from 'zustand'

interface TextHandleState {
  readonly handle: ManuscriptHandle | null
  set(handle: ManuscriptHandle | null): void
}

export const useTextHandle = create<TextHandleState>()((set) => ({
  handle: null,
  set: (handle) => set({ handle }),
}))
