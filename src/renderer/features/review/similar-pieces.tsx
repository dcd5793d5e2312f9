/** 疑似重复: other submissions that say much the same, with the passages side by side. */
import { Button } from '@mantine/core'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import { Chip } from '@renderer/components/chip'
import { ErrorNotice } from '@renderer/components/report-error'
import { Likeness } from '@renderer/features/compare/likeness'
import { useViewState } from '@renderer/state/view-state'
import type { SimilarPiece } from '@shared/domain/submission'
import { useId, useState } from 'react'
import { useReview } from './review-context'
import card from './card.module.css'
import classes from './similar-pieces.module.css'

/** Passages shown before one asks for the rest. */
const FIRST = 2

export function SimilarPieces() {
  const t = useText()
  const headingId = useId()
  const { row } = useReview().detail
  const pieces = useCoreQuery(
    ['submissions', 'similar', row.id],
    (client) => client.submissions.similar({ submissionId: row.id }),
    { enabled: row.similar !== null },
  )
  if (pieces.error !== null) return <ErrorNotice error={pieces.error} />
  return (
    <section className={classes['section']} aria-labelledby={headingId}>
      <h3 className={classes['title']} id={headingId}>
        {t('review.likeness')}
      </h3>
      {(row.similar !== null || row.published !== null) && <p className={classes['how']}>{t('review.similar.how')}</p>}
      <div className={classes['likeness']}>
        <Likeness row={row} />
      </div>
      {pieces.data?.map((piece) => (
        <Piece key={piece.submissionId} piece={piece} />
      ))}
    </section>
  )
}

function Piece({ piece }: { readonly piece: SimilarPiece }) {
  const t = useText()
  const format = useFormat()
  const set = useViewState((state) => state.set)
  const { number, score, passages, daysApart } = piece
  const title = piece.title || t('title.none')
  const sameAuthor =
    daysApart === 0 ? t('review.similar.same-day') : t('review.similar.same-author', { count: daysApart })
  return (
    <article className={card['card']} data-tone="error" data-testid="similar-piece">
      <div className={card['head']}>
        <span className={classes['score']}>{format.percent(score)}</span>
        <Button
          variant="subtle"
          justify="start"
          className={classes['open'] ?? ''}
          title={title}
          onClick={() => set({ page: 'review', submissionId: piece.submissionId })}
        >
          {title}
        </Button>
      </div>
      <p className={classes['facts']}>
        <span>{number}</span>
        <span>{piece.authorName || t('author.nameless')}</span>
        {piece.sameAuthor && <Chip tone="warning">{sameAuthor}</Chip>}
      </p>
      {passages.length > 0 && <Passages passages={passages} number={number} />}
    </article>
  )
}

function Passages({ passages, number }: { readonly passages: SimilarPiece['passages']; readonly number: string }) {
  const t = useText()
  const [whole, setWhole] = useState(false)
  return (
    <>
      <table className={classes['passages']}>
        <caption className="visually-hidden">{t('review.similar.passages')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('review.similar.here')}</th>
            <th scope="col">{number}</th>
          </tr>
        </thead>
        <tbody>
          {passages.slice(0, whole ? passages.length : FIRST).map(({ here, there }, index) => (
            <tr key={`${index} ${here}`} data-testid="similar-passage">
              <PassageText text={here} whole={whole} />
              <PassageText text={there} whole={whole} />
            </tr>
          ))}
        </tbody>
      </table>
      <Button
        variant="subtle"
        color="gray"
        aria-expanded={whole}
        onClick={() => setWhole(!whole)}
        data-testid="similar-all"
      >
        {whole ? t('review.similar.fewer') : t('review.similar.all', { count: passages.length })}
      </Button>
    </>
  )
}

function PassageText({ text, whole }: { readonly text: string; readonly whole: boolean }) {
  return (
    <td>
      <div className={classes['text']} data-clamp={whole ? undefined : true}>
        {text}
      </div>
    </td>
  )
}
