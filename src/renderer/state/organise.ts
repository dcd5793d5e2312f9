/** Which dialog of organising is open, and about what. */
import { create } from 'zustand'

export type OrganiseDialog =
  /** What a mail is. */
  | { readonly kind: 'sort'; readonly hash: string }
  /** Which piece a mail goes to. */
  | { readonly kind: 'move'; readonly hash: string }
  | { readonly kind: 'merge'; readonly submissionId: string }
  | { readonly kind: 'link'; readonly submissionId: string }

interface OrganiseState {
  readonly dialog: OrganiseDialog | null
  show(dialog: OrganiseDialog | null): void
}

export const useOrganiseDialog = create<OrganiseState>()((set) => ({
  dialog: null,
  show: (dialog) => set({ dialog }),
}))
