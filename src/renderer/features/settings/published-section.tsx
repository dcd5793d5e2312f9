/** 已发布文章: what submissions are compared with; imported from saved pages, texts and feeds, listed, taken out. */
import { ActionIcon, Button, Skeleton, TextInput, Tooltip } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconNews, IconTrash } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreQuery } from '@renderer/client/use-core'
import { DateText } from '@renderer/components/date-text'
import { EmptyState } from '@renderer/components/empty-state'
import { ErrorNotice } from '@renderer/components/report-error'
import { useRefresh } from '@renderer/features/review/use-refresh'
import type { PublishedArticle, PublishedImport } from '@shared/domain/published'
import { useState } from 'react'
import { ImportButtons, ImportFailed, ImportProgress, ImportReport, type ImportFrom } from './import-parts'
import classes from './published-section.module.css'
import { Group, Section } from './section'

/** Articles shown before one asks for more. */
const PAGE = 100

export function PublishedSection() {
  const t = useText()
  const refresh = useRefresh()
  const state = useCoreQuery(['published', 'state'], (client) => client.published.state())
  const choose = useCoreCommand((client, what: ImportFrom) => client.published.choose({ what }))
  return (
    <Section
      title={t('settings.section.published')}
      what={t('published.what')}
      action={
        <ImportButtons
          name="published"
          labels={{ folder: t('published.import-folder'), files: t('published.import-files') }}
          running={state.data?.kind === 'running'}
          choosing={choose.isPending}
          onChoose={(from) => choose.mutate(from, { onSuccess: () => refresh('published') })}
        />
      }
    >
      <ErrorNotice error={choose.error ?? state.error} onClose={choose.reset} />
      {state.data !== undefined && <ImportState state={state.data} />}
      <Articles />
    </Section>
  )
}

function ImportState({ state }: { readonly state: PublishedImport }) {
  const t = useText()
  const cancel = useCoreCommand((client) => client.published.cancel())
  switch (state.kind) {
    case 'running': {
      const { done, total, imported } = state
      return (
        <Group>
          <div className={classes['state']}>
            <ImportProgress
              name="published"
              words={t('published.importing', { done, total, count: imported })}
              label={t('published.progress')}
              done={done}
              total={total}
              onCancel={() => cancel.mutate(undefined)}
            />
          </div>
        </Group>
      )
    }
    case 'failed':
      return (
        <Group>
          <div className={classes['state']}>
            <ImportFailed words={t('published.failed', { detail: state.detail })} />
          </div>
        </Group>
      )
    case 'idle': {
      const { report } = state
      if (report === null) return null
      return (
        <Group>
          <div className={classes['state']}>
            <ImportReport
              name="published"
              words={[
                t(report.cancelled ? 'published.cancelled' : 'published.done', {
                  count: report.imported,
                  duplicates: report.duplicates,
                  refused: report.refusedCount,
                }),
              ]}
              refusedLabel={t('published.refused')}
              refused={report.refused.map(({ path, reason }) =>
                t('published.refused-one', { path, reason: t(`published.refused.${reason}`) }),
              )}
            />
          </div>
        </Group>
      )
    }
  }
}

function Articles() {
  const t = useText()
  const [typed, setTyped] = useState('')
  const [query] = useDebouncedValue(typed.trim(), 200)
  const [limit, setLimit] = useState(PAGE)
  const articles = useCoreQuery(['published', 'list', query, limit], (client) =>
    client.published.list({ query, offset: 0, limit: Math.min(limit, 500) }),
  )
  const { data } = articles
  if (articles.error !== null) return <ErrorNotice error={articles.error} />
  if (data === undefined) return <Skeleton height={120} />
  if (data.total === 0 && query === '') {
    return (
      <div className={classes['none']}>
        <EmptyState icon={<IconNews size={24} stroke={1.6} />} title={t('published.none')}>
          {t('published.none-text')}
        </EmptyState>
      </div>
    )
  }
  return (
    <Group>
      <div className={classes['list']}>
        <div className={classes['find']}>
          <TextInput
            aria-label={t('published.find')}
            placeholder={t('published.find')}
            value={typed}
            maxLength={200}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <span>{t('published.count', { count: data.total })}</span>
        </div>
        <ul className={classes['articles']}>
          {data.rows.map((article) => (
            <Article key={article.id} article={article} />
          ))}
        </ul>
        {data.rows.length < data.total && limit < 500 && (
          <div className={classes['more']}>
            <Button variant="subtle" onClick={() => setLimit(limit + PAGE)}>
              {t('published.more')}
            </Button>
          </div>
        )}
      </div>
    </Group>
  )
}

function Article({ article }: { readonly article: PublishedArticle }) {
  const t = useText()
  const refresh = useRefresh()
  const remove = useCoreCommand((client, articleId: string) => client.published.remove({ articleIds: [articleId] }))
  const title = article.title || t('title.none')
  const label = t('published.remove', { title })
  return (
    <li className={classes['article']} data-testid="published-article">
      <div className={classes['words']}>
        <div className={classes['title']} title={title}>
          {title}
        </div>
        <div className={classes['facts']}>
          {article.author !== '' && <span>{article.author}</span>}
          {article.publishedAt !== null && <DateText at={article.publishedAt} />}
          <span className={classes['source']} title={article.url || article.source}>
            {article.url || article.source}
          </span>
        </div>
        <ErrorNotice error={remove.error} onClose={remove.reset} />
      </div>
      <Tooltip label={label}>
        <ActionIcon
          aria-label={label}
          loading={remove.isPending}
          onClick={() => remove.mutate(article.id, { onSuccess: () => refresh('published', 'submissions') })}
          data-testid="published-remove"
        >
          <IconTrash size={15} />
        </ActionIcon>
      </Tooltip>
    </li>
  )
}
