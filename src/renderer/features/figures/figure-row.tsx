/** One figure, one sum, or one thing that is told in two ways. */
import { Button } from '@mantine/core'
import { IconMessageQuestion } from '@tabler/icons-react'
import { useText, type Say } from '@renderer/app/i18n'
import { spanOfPiece } from '@renderer/editor/text-selection'
import { Chip, type ChipTone } from '@renderer/components/chip'
import { useReview } from '@renderer/features/review/review-context'
import { useStartComment } from '@renderer/features/review/use-start-comment'
import { askAboutSum, askForSource, askWhichHolds } from '@shared/author-questions'
import { amountLike, type Calculation, type Figure, type FigureSpan } from '@shared/domain/figures'
import type { FigureRow } from './figure-rows'
import { useGoToSpan } from './use-go-to-span'
import classes from './figures.module.css'

/** A machine that did the sum again has not checked the figures: grey, never green. */
const tones: Record<Calculation['verdict'], ChipTone> = { agrees: 'plain', rounding: 'note', wrong: 'error' }

export function FigureRowView({ row, onClose }: { readonly row: FigureRow; readonly onClose: () => void }) {
  const t = useText()
  if (row.kind === 'figure') {
    const { figure } = row
    return (
      <div className={classes['row']} data-testid="figure-row">
        <Place span={figure} onClose={onClose} />
        <Sentence figure={figure} />
        <span className={classes['source']} data-none={figure.source === null || undefined}>
          {figure.source?.text ?? t('figures.source.none')}
        </span>
        {figure.source === null ? <Ask span={figure} text={askForSource(figure)} onClose={onClose} /> : <span />}
      </div>
    )
  }
  if (row.kind === 'sum') {
    const { sum } = row
    return (
      <div className={classes['row']} data-testid="figure-sum" data-verdict={sum.verdict}>
        <Place span={sum.claimed} onClose={onClose} />
        <div>
          <p className={classes['sum']}>{sumText(t, sum)}</p>
          <Sentence figure={sum.claimed} />
        </div>
        <span>
          <Chip tone={tones[sum.verdict]}>{t(`figures.verdict.${sum.verdict}`)}</Chip>
        </span>
        {sum.verdict === 'wrong' ? <Ask span={sum.claimed} text={askAboutSum(sum)} onClose={onClose} /> : <span />}
      </div>
    )
  }
  const { told } = row
  const [first] = told.places
  return (
    <div className={classes['row']} data-testid="figure-told">
      <div className={classes['places']}>
        {told.places.map((place) => (
          <Place key={`${place.block} ${place.start}`} span={place} onClose={onClose} />
        ))}
      </div>
      <p className={classes['sum']}>{t(`figures.told.${told.kind}`, { of: told.of })}</p>
      <span />
      {first !== undefined && <Ask span={first} text={askWhichHolds(told)} onClose={onClose} />}
    </div>
  )
}

function Place({ span, onClose }: { readonly span: FigureSpan; readonly onClose: () => void }) {
  const t = useText()
  const go = useGoToSpan()
  return (
    <button
      type="button"
      className={classes['place']}
      aria-label={t('figures.go', { text: span.text })}
      title={t('figures.go', { text: span.text })}
      onClick={() => {
        onClose()
        go(span)
      }}
      data-testid="figure-go"
    >
      {span.text}
    </button>
  )
}

/** The sentence, with the figure in it marked. */
function Sentence({ figure: { sentence, start, end } }: { readonly figure: Figure }) {
  const { text } = sentence
  return (
    <q className={classes['sentence']} lang="zh-CN">
      {text.slice(0, start - sentence.start)}
      <b>{text.slice(start - sentence.start, end - sentence.start)}</b>
      {text.slice(end - sentence.start)}
    </q>
  )
}

function Ask({
  span,
  text,
  onClose,
}: {
  readonly span: FigureSpan
  readonly text: string
  readonly onClose: () => void
}) {
  const t = useText()
  const { document } = useReview()
  const startComment = useStartComment()
  const ask = (): void => {
    const block = document?.blocks.find(({ id }) => id === span.block)
    if (block === undefined) return
    onClose()
    startComment({ span: spanOfPiece(block, span.start, span.end), audience: 'author', text })
  }
  return (
    <Button
      variant="subtle"
      color="gray"
      leftSection={<IconMessageQuestion size={15} aria-hidden="true" />}
      aria-label={t('figures.ask', { text: span.text })}
      onClick={ask}
      data-testid="figure-ask"
    >
      {t('figures.ask-short')}
    </Button>
  )
}

function sumText(t: Say, { kind, from, claimed, expected }: Calculation): string {
  const [before, after] = from.map(({ text }) => text)
  const shown = String(expected)
  if (kind === 'sum') {
    return t('figures.sum.sum', {
      parts: from.map(({ text }) => text).join(' + '),
      expected: amountLike(claimed.text, expected),
      claimed: claimed.text,
    })
  }
  return t(`figures.sum.${kind}`, { before: before ?? '', after: after ?? '', expected: shown, claimed: claimed.text })
}
