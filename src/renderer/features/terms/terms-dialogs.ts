/** Which piece's 稿费 and 合同, or which author's guardian, is being noted: one dialog each for the whole window. */
import { create } from 'zustand'

interface TermsDialogs {
  readonly terms: { readonly submissionId: string; readonly title: string } | null
  readonly guardian: { readonly authorId: string; readonly onNoted?: (() => void) | undefined } | null
  noteTerms(submissionId: string, title: string): void
  noteGuardian(authorId: string, onNoted?: () => void): void
  close(): void
}

export const useTermsDialogs = create<TermsDialogs>()((set) => ({
  terms: null,
  guardian: null,
  noteTerms: (submissionId, title) => set({ terms: { submissionId, title } }),
  noteGuardian: (authorId, onNoted) => set({ guardian: { authorId, onNoted } }),
  close: () => set({ terms: null, guardian: null }),
}))
