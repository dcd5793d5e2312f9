import { Button } from '@mantine/core'
import { IconSearch, IconUsers } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { EmptyState } from '@renderer/components/empty-state'
import { useAuthorsView, type AuthorFilter } from '@renderer/state/authors-view'
import { useSearch } from '@renderer/state/search'
import { useViewState } from '@renderer/state/view-state'

/** No authors in this list: why, and the way on. */
export function AuthorsEmpty({ filter, query }: { readonly filter: AuthorFilter; readonly query: string }) {
  const t = useText()
  const setQuery = useSearch((state) => state.setQuery)
  const setFilter = useAuthorsView((state) => state.setFilter)
  const set = useViewState((state) => state.set)
  if (query !== '') {
    return (
      <EmptyState
        icon={<IconSearch size={22} />}
        title={t('authors.search-none', { query })}
        actions={
          <Button variant="default" onClick={() => setQuery('')}>
            {t('frame.clear-search')}
          </Button>
        }
      />
    )
  }
  if (filter !== 'all') {
    return (
      <EmptyState
        icon={<IconUsers size={22} />}
        title={t('authors.empty-filter', { filter: t(`authors.filter.${filter}`) })}
        actions={
          <Button variant="default" onClick={() => setFilter('all')}>
            {t('authors.show-all')}
          </Button>
        }
      />
    )
  }
  return (
    <EmptyState
      icon={<IconUsers size={22} />}
      title={t('authors.empty')}
      actions={
        <Button variant="default" onClick={() => set({ page: 'inbox' })}>
          {t('outbox.to-inbox')}
        </Button>
      }
    >
      {t('authors.empty-text')}
    </EmptyState>
  )
}
