/** 与另一位合并: the other one by name, address or pinyin, then both side by side. */
import { Modal, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import type { AuthorRecord } from '@shared/domain/author'
import { useState } from 'react'
import { MergeForm } from './merge-dialog'

const MATCHES = 10

export function MergePicker({
  record,
  opened,
  onClose,
}: {
  readonly record: AuthorRecord
  readonly opened: boolean
  readonly onClose: () => void
}) {
  const t = useText()
  return (
    <Modal opened={opened} onClose={onClose} title={t('merge.title')} size={640}>
      <Picker record={record} onClose={onClose} />
    </Modal>
  )
}

function Picker({ record, onClose }: { readonly record: AuthorRecord; readonly onClose: () => void }) {
  const t = useText()
  const [typed, setTyped] = useState('')
  const [otherId, setOther] = useState<string | null>(null)
  const [query] = useDebouncedValue(typed.trim(), 150)
  const found = useCoreQuery(
    ['authors', 'find', query],
    (client) => client.authors.list({ query, filter: 'all', offset: 0, limit: MATCHES }),
    { enabled: query !== '' },
  ).data
  const sides = useCoreQuery(
    ['authors', 'sides', record.author.id, otherId],
    async (client) => ({
      one: await client.authors.side({ authorId: record.author.id }),
      other: await client.authors.side({ authorId: otherId ?? '' }),
      reasons: [],
    }),
    { enabled: otherId !== null },
  )
  if (sides.data !== undefined) return <MergeForm pair={sides.data} onDone={onClose} onBack={onClose} />
  return (
    <>
      <Select
        label={t('merge.pick')}
        description={t('merge.pick-hint')}
        searchable
        searchValue={typed}
        onSearchChange={setTyped}
        value={otherId}
        onChange={setOther}
        filter={({ options }) => options}
        nothingFoundMessage={query === '' ? undefined : t('authors.search-none', { query })}
        data={(found?.rows ?? [])
          .filter(({ id }) => id !== record.author.id)
          .map((row) => ({ value: row.id, label: `${row.name || t('author.nameless')} ${row.address}` }))}
        data-autofocus
        data-testid="merge-pick"
      />
      <ErrorNotice error={sides.error} />
    </>
  )
}
