/** Which two texts stand side by side, and which piece is looked for on the web. Over all pages; not kept over a restart. */
import { create } from 'zustand'

export interface OtherText {
  readonly kind: 'submission' | 'published'
  readonly id: string
}

interface CompareState {
  readonly submissionId: string | null
  /** Null: what is most like it. */
  readonly other: OtherText | null
  open(submissionId: string, other?: OtherText | null): void
  close(): void
}

export const useCompare = create<CompareState>()((set) => ({
  submissionId: null,
  other: null,
  open: (submissionId, other = null) => set({ submissionId, other }),
  close: () => set({ submissionId: null, other: null }),
}))

interface WebSearchState {
  readonly submissionId: string | null
  open(submissionId: string): void
  close(): void
}

export const useWebSearch = create<WebSearchState>()((set) => ({
  submissionId: null,
  open: (submissionId) => set({ submissionId }),
  close: () => set({ submissionId: null }),
}))
