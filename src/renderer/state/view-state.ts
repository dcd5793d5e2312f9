/** Where the window is: page, selection, filters. Survives a restart through the page's own storage. */
import type { InboxFilter } from '@shared/domain/submission'
import { localeFor, type Locale } from '@shared/i18n/translate'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export const pages = ['inbox', 'review', 'authors', 'outbox', 'rules', 'dashboard', 'calendar', 'settings'] as const
export type Page = (typeof pages)[number]

export const sideTabs = ['findings', 'comments', 'thread', 'versions', 'author'] as const
export type SideTab = (typeof sideTabs)[number]

export interface ViewState {
  readonly page: Page
  readonly submissionId: string | null
  readonly authorId: string | null
  readonly letterId: string | null
  readonly inboxFilter: InboxFilter | 'quarantine' | 'filed'
  readonly sideTab: SideTab
  readonly calendarView: 'month' | 'week'
  readonly locale: Locale
  readonly colorScheme: 'light' | 'dark' | 'auto'
  readonly readingFont: 'serif' | 'sans'
  /** The review shows the text alone. */
  readonly focus: boolean
  /** The original stands beside the text instead of the list. */
  readonly originalShown: boolean
  /** Changes some of it. */
  set(change: Partial<Omit<ViewState, 'set'>>): void
}

export const useViewState = create<ViewState>()(
  persist(
    (set) => ({
      page: 'inbox',
      submissionId: null,
      authorId: null,
      letterId: null,
      inboxFilter: 'open',
      sideTab: 'findings',
      calendarView: 'month',
      locale: localeFor(navigator.languages),
      colorScheme: 'auto',
      readingFont: 'serif',
      focus: false,
      originalShown: false,
      set: (change) => set(change),
    }),
    { name: 'tougao.view', version: 1 },
  ),
)
