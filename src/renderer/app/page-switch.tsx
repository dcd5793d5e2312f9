/** The page that is shown; each is loaded when it is first gone to. */
import { AfterAWhile, ListSkeleton } from '@renderer/components/list-skeleton'
import { ErrorBoundary } from '@renderer/components/error-boundary'
import { useViewState, type Page } from '@renderer/state/view-state'
import { lazy, Suspense, type ComponentType, type LazyExoticComponent } from 'react'

const pagesByName: Record<Page, LazyExoticComponent<ComponentType>> = {
  inbox: lazy(async () => ({ default: (await import('@renderer/features/inbox/inbox-page')).InboxPage })),
  review: lazy(async () => ({ default: (await import('@renderer/features/review/review-page')).ReviewPage })),
  authors: lazy(async () => ({ default: (await import('@renderer/features/authors/authors-page')).AuthorsPage })),
  outbox: lazy(async () => ({ default: (await import('@renderer/features/outbox/outbox-page')).OutboxPage })),
  rules: lazy(async () => ({ default: (await import('@renderer/features/rules/rules-page')).RulesPage })),
  dashboard: lazy(async () => ({
    default: (await import('@renderer/features/dashboard/dashboard-page')).DashboardPage,
  })),
  calendar: lazy(async () => ({ default: (await import('@renderer/features/calendar/calendar-page')).CalendarPage })),
  settings: lazy(async () => ({ default: (await import('@renderer/features/settings/settings-page')).SettingsPage })),
}

export function PageSwitch() {
  const page = useViewState((state) => state.page)
  const CurrentPage = pagesByName[page]
  return (
    <ErrorBoundary key={page}>
      <Suspense
        fallback={
          <AfterAWhile>
            <ListSkeleton />
          </AfterAWhile>
        }
      >
        <CurrentPage />
      </Suspense>
    </ErrorBoundary>
  )
}
