import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { EmptyState } from '@renderer/components/empty-state'
import { ListSkeleton } from '@renderer/components/list-skeleton'
import { Pane } from '@renderer/components/pane'
import { ErrorNotice } from '@renderer/components/report-error'
import { Split } from '@renderer/components/split'
import { useSearch } from '@renderer/state/search'
import { useViewState } from '@renderer/state/view-state'
import { IconUser } from '@tabler/icons-react'
import { AuthorList } from './author-list'
import { AuthorRecordPane } from './author-record'
import { AuthorSide } from './author-side'

/** 作者: who writes to the desk, and the record of each. */
export function AuthorsPage() {
  const t = useText()
  const authorId = useViewState((state) => state.authorId)
  const query = useSearch((state) => state.query)
  const record = useCoreQuery(
    ['authors', 'show', authorId],
    (client) => client.authors.show({ authorId: authorId ?? '' }),
    { enabled: authorId !== null },
  )
  const list = <AuthorList query={query.trim()} />
  const shown = authorId === null ? undefined : record.data

  const middle = shown ? (
    <AuthorRecordPane key={shown.author.id} record={shown} />
  ) : (
    <Pane label={t('authors.record')}>
      <ErrorNotice error={record.error} always />
      {authorId === null && <EmptyState icon={<IconUser size={22} />} title={t('authors.select')} />}
      {authorId !== null && record.error === null && <ListSkeleton />}
    </Pane>
  )
  return (
    <Split
      id="authors"
      panels={[
        { id: 'list', min: 240, max: 480, width: 300, content: list },
        { id: 'record', min: 380, content: middle },
        {
          id: 'side',
          min: 280,
          max: 520,
          width: 340,
          content: shown && <AuthorSide key={shown.author.id} record={shown} />,
        },
      ]}
    />
  )
}
