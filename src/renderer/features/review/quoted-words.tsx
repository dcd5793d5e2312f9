/** The words that a comment is about. A picture among them is shown; a footnote's sign and a line break have words of their own. */
import { useText, type Say } from '@renderer/app/i18n'
import { spansOf, type Span, type Spans } from '@shared/manuscript/anchor'
import { positionInDocument } from '@shared/manuscript/projection'
import { BREAK_CHARACTER, FOOTNOTE_CHARACTER, IMAGE_CHARACTER } from '@shared/manuscript/text'
import { useReview, type ReviewDocument } from './review-context'
import card from './card.module.css'
import classes from './quoted-words.module.css'

/** Between the words of two paragraphs. */
export const PARAGRAPH_SIGN = ' ¶ '

/** A quote without the characters that stand for what is no text. */
export function sayQuote(t: Say, quote: string): string {
  return quote
    .replaceAll(IMAGE_CHARACTER, t('threads.picture'))
    .replaceAll(FOOTNOTE_CHARACTER, t('threads.footnote-sign'))
    .replaceAll(BREAK_CHARACTER, ' ')
    .replaceAll('\n', PARAGRAPH_SIGN)
}

/** Pictures shown of one quote. */
const PICTURES_MAX = 3

interface QuotedPicture {
  readonly sha256: string
  readonly alt: string
}

export function QuotedWords({
  quote,
  at,
  clamp,
  lost = false,
}: {
  readonly quote: string
  /** Where the words lie in the text on screen; null when they do not. */
  readonly at: Spans | null
  readonly clamp: boolean
  readonly lost?: boolean
}) {
  const t = useText()
  const { document } = useReview()
  const pictures =
    document === null || at === null || !quote.includes(IMAGE_CHARACTER)
      ? []
      : spansOf(at)
          .flatMap((span) => picturesIn(document, span))
          .slice(0, PICTURES_MAX)
  const words = pictures.length > 0 ? quote.replaceAll(IMAGE_CHARACTER, '').trim() : quote
  return (
    <q
      className={card['quote']}
      data-clamp={clamp || undefined}
      data-lost={lost || undefined}
      title={sayQuote(t, quote)}
    >
      {pictures.map(({ sha256, alt }, index) => (
        <img
          key={`${index} ${sha256}`}
          className={classes['picture']}
          src={`app://blob/${sha256}`}
          alt={alt === '' ? t('threads.picture') : alt}
          data-testid="quoted-picture"
        />
      ))}
      {sayQuote(t, words)}
    </q>
  )
}

function picturesIn(document: ReviewDocument, { block: id, start, end }: Span): QuotedPicture[] {
  const block = document.blocks.find((each) => each.id === id)
  const found: QuotedPicture[] = []
  for (let at = start; block !== undefined && at < end && found.length < PICTURES_MAX; at += 1) {
    if (block.text[at] !== IMAGE_CHARACTER) continue
    const node = document.node.nodeAt(positionInDocument(block, at))
    const [sha256, alt]: unknown[] = [node?.attrs['sha256'], node?.attrs['alt']]
    if (typeof sha256 === 'string' && sha256 !== '') found.push({ sha256, alt: typeof alt === 'string' ? alt : '' })
  }
  return found
}
