/** 放行清单: words that may stand, with their reason, who added them and until when. */
import { Button, Table } from '@mantine/core'
import { IconListCheck, IconPlus } from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreQuery } from '@renderer/client/use-core'
import { Chip } from '@renderer/components/chip'
import { EmptyState } from '@renderer/components/empty-state'
import { ErrorNotice, useReportError } from '@renderer/components/report-error'
import { openReview } from '@renderer/features/review/open-review'
import { useRefresh } from '@renderer/features/review/use-refresh'
import type { AllowEntry } from '@shared/domain/rules'
import { useState } from 'react'
import { AllowForm } from './allow-form'
import classes from './allow-list.module.css'
import page from './pack-page.module.css'

const PAGE = 100

export function AllowList() {
  const t = useText()
  const [offset, setOffset] = useState(0)
  const [isAdding, setAdding] = useState(false)
  const { data, error } = useCoreQuery(['rules', 'allow-list', offset], (client) =>
    client.allowList.list({ offset, limit: PAGE }),
  )
  if (error !== null) return <ErrorNotice error={error} always />
  if (data === undefined) return null
  return (
    <article className={page['page']} data-testid="allow-list">
      <header>
        <h2>{t('rules.allow-list')}</h2>
        <p>{t('rules.allow-what')}</p>
      </header>
      {isAdding ? (
        <AllowForm words="" ruleId={null} submissionId={null} onDone={() => setAdding(false)} />
      ) : (
        <div>
          <Button
            variant="light"
            leftSection={<IconPlus size={14} />}
            onClick={() => setAdding(true)}
            data-testid="allow-add"
          >
            {t('rules.allow-add')}
          </Button>
        </div>
      )}
      {data.total === 0 ? (
        <EmptyState icon={<IconListCheck size={24} stroke={1.6} />} title={t('rules.allow-empty')} />
      ) : (
        <Table verticalSpacing={6} className={classes['table'] ?? ''}>
          <Table.Thead>
            <Table.Tr>
              {(['words', 'scope', 'reason', 'until', 'covers', 'actions'] as const).map((column) => (
                <Table.Th key={column} scope="col">
                  {t(`rules.allow-column.${column}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.rows.map((entry) => (
              <EntryRow key={entry.id} entry={entry} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {data.total > PAGE && (
        <footer className={page['foot']}>
          <Button variant="default" disabled={offset === 0} onClick={() => setOffset(offset - PAGE)}>
            {t('rules.page-before')}
          </Button>
          <Button variant="default" disabled={offset + PAGE >= data.total} onClick={() => setOffset(offset + PAGE)}>
            {t('rules.page-next')}
          </Button>
        </footer>
      )}
    </article>
  )
}

function EntryRow({ entry }: { readonly entry: AllowEntry }) {
  const t = useText()
  const format = useFormat()
  const refresh = useRefresh()
  const onError = useReportError()
  const withdraw = useCoreCommand((client) => client.allowList.withdraw({ entryId: entry.id, reason: '' }))
  return (
    <Table.Tr data-testid="allow-entry" data-state={entry.state} className={classes['row'] ?? ''}>
      <Table.Th scope="row">
        <span lang="zh-CN">{entry.words}</span>
        {entry.state !== 'live' && (
          <>
            {' '}
            <Chip tone="warning">{t(`rules.allow-state.${entry.state}`)}</Chip>
          </>
        )}
        <small>{entry.ruleId ?? t('rules.allow-any-rule')}</small>
      </Table.Th>
      <Table.Td>
        {t(`rules.allow-scope.${entry.scope}`)}
        {entry.authorName !== '' && <small>{entry.authorName}</small>}
        {entry.submissionId !== null && (
          <Button variant="subtle" size="compact-xs" onClick={() => openReview(entry.submissionId ?? '')}>
            {entry.submissionNumber} {entry.submissionTitle}
          </Button>
        )}
      </Table.Td>
      <Table.Td>
        {entry.reason}
        <small>
          {entry.editorName} · {format.moment(entry.addedAt)}
        </small>
      </Table.Td>
      <Table.Td>{entry.expiresOn === null ? t('rules.allow-for-good') : format.localDate(entry.expiresOn)}</Table.Td>
      <Table.Td>{entry.covers}</Table.Td>
      <Table.Td>
        {entry.state === 'live' && (
          <Button
            variant="default"
            loading={withdraw.isPending}
            onClick={() =>
              withdraw.mutate(undefined, {
                onError,
                onSuccess: () => refresh('rules', 'manuscripts', 'submissions'),
              })
            }
            data-testid="allow-withdraw"
          >
            {t('rules.allow-withdraw')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
