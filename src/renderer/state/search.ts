/** What the head's search field holds. Not kept over a restart: an old search would hide mail. */
import { create } from 'zustand'

interface SearchState {
  readonly query: string
  setQuery(query: string): void
}

export const useSearch = create<SearchState>()((set) => ({
  query: '',
  setQuery: (query) => set({ query }),
}))
