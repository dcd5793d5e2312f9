/** Everything that a piece is like: other pieces, published articles, and what the same author sent days before. */
import { useText } from '@renderer/app/i18n'
import { useFormat } from '@renderer/app/format'
import { useCoreQuery } from '@renderer/client/use-core'
import { recentWords } from './recent-words'
import type { OtherText } from '@renderer/state/compare'

export interface Match extends OtherText {
  readonly title: string
  /** Null of a piece that is no near-duplicate. */
  readonly score: number | null
  readonly label: string
}

export function useMatches(submissionId: string | null): {
  readonly matches: readonly Match[]
  readonly pending: boolean
} {
  const t = useText()
  const format = useFormat()
  const id = submissionId ?? ''
  const enabled = submissionId !== null
  const pieces = useCoreQuery(
    ['submissions', 'similar', id],
    (client) => client.submissions.similar({ submissionId: id }),
    { enabled },
  )
  const articles = useCoreQuery(
    ['submissions', 'published', id],
    (client) => client.submissions.published({ submissionId: id }),
    { enabled },
  )
  const detail = useCoreQuery(['submissions', 'show', id], (client) => client.submissions.show({ submissionId: id }), {
    enabled,
  })
  const recent = detail.data?.row.recent ?? null
  const near: Match[] = [
    ...(pieces.data ?? []).map((piece) => {
      const title = piece.title || t('title.none')
      const label = `${format.percent(piece.score)} · ${piece.number} ${title}`
      return { kind: 'submission' as const, id: piece.submissionId, title, score: piece.score, label }
    }),
    ...(articles.data ?? []).map((article) => {
      const title = article.title || t('title.none')
      const label = `${format.percent(article.score)} · ${t('compare.published')} ${title}`
      return { kind: 'published' as const, id: article.articleId, title, score: article.score, label }
    }),
  ].toSorted((a, b) => b.score - a.score)
  const isKnown = recent === null || near.some(({ id: other }) => other === recent.submissionId)
  const matches: Match[] = isKnown
    ? near
    : [
        ...near,
        {
          kind: 'submission',
          id: recent.submissionId,
          title: recent.title,
          score: null,
          label: `${recentWords(t, recent)} · ${recent.number} ${recent.title}`,
        },
      ]
  return { matches, pending: enabled && (pieces.isPending || articles.isPending || detail.isPending) }
}
