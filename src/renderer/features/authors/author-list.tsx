import { useDebouncedValue } from '@mantine/hooks'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { AuthorChips } from '@renderer/components/author-chip'
import { FilterBar } from '@renderer/components/filter-bar'
import { ListSkeleton } from '@renderer/components/list-skeleton'
import { usePagedRows } from '@renderer/components/paged-rows'
import { Pane, PaneFoot } from '@renderer/components/pane'
import { ErrorNotice } from '@renderer/components/report-error'
import { VirtualList } from '@renderer/components/virtual-list'
import { authorFilters, useAuthorsView, type AuthorFilter } from '@renderer/state/authors-view'
import { useViewState } from '@renderer/state/view-state'
import type { AuthorRow } from '@shared/domain/author'
import { useCallback, useEffect, useState } from 'react'
import { AuthorsEmpty } from './authors-empty'
import { DirectoryTools } from './directory-tools'
import classes from './author-list.module.css'

const ROW_HEIGHT = 62

/** How many a filter holds; the list itself is fetched apart, in pages. */
function useTotal(filter: AuthorFilter): number | undefined {
  return useCoreQuery(['authors', 'total', filter], (client) =>
    client.authors.list({ filter, query: '', offset: 0, limit: 1 }),
  ).data?.total
}

export function AuthorList({ query: typed }: { readonly query: string }) {
  const t = useText()
  const [query] = useDebouncedValue(typed, 150)
  const { filter, setFilter } = useAuthorsView()
  const selectedId = useViewState((state) => state.authorId)
  const set = useViewState((state) => state.set)
  const [visible, setVisible] = useState({ first: 0, last: 0 })
  const onVisible = useCallback((first: number, last: number) => setVisible({ first, last }), [])
  const rows = usePagedRows<AuthorRow>(
    ['authors', 'list', filter, query],
    (client, offset, limit) => client.authors.list({ filter, query, offset, limit }),
    visible,
  )
  const totals: Record<AuthorFilter, number | undefined> = {
    all: useTotal('all'),
    chunyu: useTotal('chunyu'),
    'follow-up': useTotal('follow-up'),
    'hand-off': useTotal('hand-off'),
    listed: useTotal('listed'),
  }

  const firstId = rows.rowAt(0)?.id
  useEffect(() => {
    if (selectedId === null && firstId !== undefined) set({ authorId: firstId })
  }, [selectedId, firstId, set])

  const total = rows.total
  return (
    <Pane
      label={t('authors.list')}
      head={
        <FilterBar
          label={t('inbox.filters')}
          testIdPrefix="authors-filter"
          selected={filter}
          onSelect={setFilter}
          filters={authorFilters.map((id) => ({ id, label: t(`authors.filter.${id}`), count: totals[id] }))}
        />
      }
      foot={
        <PaneFoot end={<DirectoryTools />}>{total === undefined ? '' : t('authors.count', { count: total })}</PaneFoot>
      }
    >
      <ErrorNotice error={rows.error} always />
      {total === undefined && rows.error === null && <ListSkeleton />}
      {total === 0 && <AuthorsEmpty filter={filter} query={query} />}
      {total !== undefined && total > 0 && (
        <VirtualList
          key={`${filter} ${query}`}
          name={`authors.${filter}`}
          label={t('authors.list')}
          rows={rows}
          rowHeight={ROW_HEIGHT}
          selectedId={selectedId}
          onSelect={(authorId) => set({ authorId })}
          onOpen={(authorId) => set({ authorId })}
          onVisible={onVisible}
        >
          {(row) => <AuthorListRow row={row} />}
        </VirtualList>
      )}
    </Pane>
  )
}

function AuthorListRow({ row }: { readonly row: AuthorRow }) {
  const t = useText()
  const format = useFormat()
  return (
    <div className={classes['row']} data-testid="author-row" data-author-id={row.id}>
      <div className={classes['who']}>
        <span className={classes['name']} title={row.name || row.address}>
          {row.name || t('author.nameless')}
        </span>
        <span
          className={classes['chips']}
          title={t('author.accepted', { accepted: row.acceptedCount, total: row.submissionCount })}
        >
          <AuthorChips author={row} brief />
        </span>
      </div>
      <div className={classes['more']}>
        <span className={classes['address']} title={row.address}>
          {[row.address, ...row.tags].filter((each) => each !== '').join(' · ')}
        </span>
        {row.nextDue !== null && (
          <span className={classes['due']} data-late={format.daysUntil(row.nextDue) < 0 || undefined}>
            {t('authors.due', { date: format.localDate(row.nextDue) })}
          </span>
        )}
      </div>
    </div>
  )
}
