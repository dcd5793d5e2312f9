/** What a card says of a comment from another text: where it may belong, that its words changed, what was done about it. */
import type { PlacedAnnotation } from './review-model'
import { RePlace } from './re-place'
import { RequestOutcome } from './request-outcome'
import { useText } from '@renderer/app/i18n'
import { Chip } from '@renderer/components/chip'
import { quoteOf } from '@shared/manuscript/anchor'
import { sayQuote } from './quoted-words'
import { useReview } from './review-context'
import classes from './carried-notes.module.css'

export function CarriedNotes({ placed, active }: { readonly placed: PlacedAnnotation; readonly active: boolean }) {
  const t = useText()
  const { requests } = useReview()
  const { annotation, place, carried } = placed
  const isOpen = annotation.state === 'open'
  return (
    <>
      {carried?.place.kind === 'edited' && (
        <p className={classes['line']} data-testid="carried-edited">
          <Chip tone="note" title={t('carried.edited-how', { quote: sayQuote(t, quoteOf(annotation.anchor)) })}>
            {t('carried.edited')}
          </Chip>
          <q className={classes['now']}>{carried.now}</q>
        </p>
      )}
      {isOpen && place.kind === 'lost' && carried !== null && <RePlace placed={placed} active={active} />}
      {requests.has(annotation.id) && (
        <RequestOutcome annotation={annotation} guess={carried?.guess ?? null} active={active && isOpen} />
      )}
    </>
  )
}
