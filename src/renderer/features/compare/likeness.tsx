/** What a piece is like, in words, and the two things that can be done about it: side by side, and a search on the web. */
import { Button } from '@mantine/core'
import { IconColumns2, IconWorldSearch } from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { useKeys } from '@renderer/app/keys'
import { KeyHint } from '@renderer/components/key-hint'
import { useCompare, useWebSearch, type OtherText } from '@renderer/state/compare'
import type { SubmissionRow } from '@shared/domain/submission'
import { recentWords } from './recent-words'
import classes from './likeness.module.css'

/** Takes the keys of both for a piece while it is on screen. */
export function useLikenessKeys(row: SubmissionRow): void {
  const compare = useCompare((state) => state.open)
  const search = useWebSearch((state) => state.open)
  useKeys({
    'piece.compare': () => compare(row.id, bestOf(row)),
    'piece.search': () => search(row.id),
  })
}

/** The text that is most like it; null when nothing is. */
export function bestOf({ similar, published, recent }: SubmissionRow): OtherText | null {
  if (published !== null && (similar === null || published.score >= similar.score)) {
    return { kind: 'published', id: published.articleId }
  }
  const piece = similar ?? recent
  return piece === null ? null : { kind: 'submission', id: piece.submissionId }
}

export function Likeness({ row }: { readonly row: SubmissionRow }) {
  const t = useText()
  const format = useFormat()
  const compare = useCompare((state) => state.open)
  const search = useWebSearch((state) => state.open)
  const { similar, published, recent } = row
  const said = [
    ...(published === null
      ? []
      : [
          {
            tone: 'error',
            words: t('likeness.published', {
              title: published.title || t('title.none'),
              percent: format.percent(published.score),
            }),
          },
        ]),
    ...(similar === null
      ? []
      : [
          {
            tone: 'error',
            words: t('likeness.similar', { number: similar.number, percent: format.percent(similar.score) }),
          },
        ]),
    ...(recent === null
      ? []
      : [
          {
            tone: 'warning',
            words: t('likeness.recent', {
              words: recentWords(t, recent),
              number: recent.number,
              title: recent.title || t('title.none'),
            }),
          },
        ]),
  ]
  return (
    <div className={classes['likeness']} data-testid="likeness">
      {said.length > 0 && (
        <ul className={classes['said']}>
          {said.map(({ tone, words }) => (
            <li key={words} data-tone={tone}>
              {words}
            </li>
          ))}
        </ul>
      )}
      <div className={classes['tools']}>
        {said.length > 0 && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconColumns2 size={14} aria-hidden="true" />}
            rightSection={<KeyHint action="piece.compare" onButton />}
            onClick={() => compare(row.id, bestOf(row))}
            data-testid="compare-open"
          >
            {t('compare.title')}
          </Button>
        )}
        {row.versions > 0 && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconWorldSearch size={14} aria-hidden="true" />}
            rightSection={<KeyHint action="piece.search" onButton />}
            onClick={() => search(row.id)}
            data-testid="web-search-open"
          >
            {t('web-search.open')}
          </Button>
        )}
      </div>
    </div>
  )
}
