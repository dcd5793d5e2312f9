/** What the authors' page remembers: its filter over a restart, half-written notes while the window is open. */
import type { ContactChannel } from '@shared/domain/author'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export const authorFilters = ['all', 'chunyu', 'follow-up', 'hand-off', 'listed'] as const
export type AuthorFilter = (typeof authorFilters)[number]

export const authorTabs = ['notes', 'submissions', 'profile', 'sanctions'] as const
export type AuthorTab = (typeof authorTabs)[number]

export interface NoteDraft {
  readonly channel: ContactChannel
  readonly text: string
}

export const emptyNote: NoteDraft = { channel: 'phone', text: '' }

interface AuthorsViewState {
  readonly filter: AuthorFilter
  /** What stands beside the record. */
  readonly tab: AuthorTab
  readonly drafts: Readonly<Record<string, NoteDraft>>
  /** The list of today's follow-ups lies over the page. */
  readonly dueOpen: boolean
  setTab(tab: AuthorTab): void
  setDueOpen(dueOpen: boolean): void
  setFilter(filter: AuthorFilter): void
  setDraft(authorId: string, draft: NoteDraft): void
}

export const useAuthorsView = create<AuthorsViewState>()(
  persist(
    (set) => ({
      filter: 'all',
      tab: 'notes',
      drafts: {},
      dueOpen: false,
      setTab: (tab) => set({ tab }),
      setDueOpen: (dueOpen) => set({ dueOpen }),
      setFilter: (filter) => set({ filter }),
      setDraft: (authorId, draft) => set((state) => ({ drafts: { ...state.drafts, [authorId]: draft } })),
    }),
    // Drafts speak of people: they stay in memory.
    { name: 'tougao.authors', version: 1, partialize: ({ filter }) => ({ filter }) },
  ),
)
