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

/** A text of a version: as it came (原稿), or as it is. */
export interface VersionText {
  readonly versionId: string
  readonly text: 'original' | 'current'
}

interface VersionCompareState {
  readonly submissionId: string | null
  /** Null: the one before. */
  readonly from: VersionText | null
  /** Null: the newest. */
  readonly to: VersionText | null
  open(submissionId: string, to: VersionText | null, from?: VersionText | null): void
  choose(texts: { readonly from?: VersionText; readonly to?: VersionText }): void
  close(): void
}

/** Which two texts of one piece are compared. */
export const useVersionCompare = create<VersionCompareState>()((set) => ({
  submissionId: null,
  from: null,
  to: null,
  open: (submissionId, to, from = null) => set({ submissionId, to, from }),
  choose: (texts) => set(texts),
  close: () => set({ submissionId: null, from: null, to: null }),
}))
