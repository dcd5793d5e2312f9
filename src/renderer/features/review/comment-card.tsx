/** One thread or highlight: the words it is about, what was said, and what can be done with it. */
import { useText } from '@renderer/app/i18n'
import { Chip } from '@renderer/components/chip'
import { DateText } from '@renderer/components/date-text'
import { EditorName } from '@renderer/components/editor-name'
import { colorIn } from '@renderer/state/use-editors'
import { CarriedNotes } from './carried-notes'
import { ClauseChip } from './clause-chip'
import { CommentActions } from './comment-actions'
import { CommentEntry } from './comment-entry'
import { FindingLink } from './finding-link'
import { toneOf } from './highlight-labels'
import { QuotedWords } from './quoted-words'
import { useReview } from './review-context'
import type { PlacedAnnotation } from './review-model'
import { quoteOf } from '@shared/manuscript/anchor'
import { useRevealed } from './use-revealed'
import { useSelectMark } from './use-select-mark'
import card from './card.module.css'
import classes from './comment-card.module.css'

export function CommentCard({ placed }: { readonly placed: PlacedAnnotation }) {
  const { annotation, place } = placed
  const t = useText()
  const { detail, version, activeId, editors } = useReview()
  const select = useSelectMark()
  const active = activeId === annotation.id
  const ref = useRevealed<HTMLElement>(active)
  const resolved = annotation.state === 'resolved'
  const from = detail.versions.find((each) => each.id === annotation.versionId)
  const [first] = annotation.comments
  const name = first?.editorName === '' ? t('threads.nameless') : first?.editorName
  return (
    <article
      ref={ref}
      className={card['card']}
      data-tone={resolved ? undefined : annotation.kind}
      data-active={active || undefined}
      data-state={annotation.state}
      data-testid="comment-card"
      data-annotation-id={annotation.id}
      data-kind={annotation.kind}
    >
      <button type="button" className={card['head']} aria-pressed={active} onClick={() => select(annotation.id)}>
        <span>
          {annotation.kind === 'highlight' ? (
            <>
              <span className={classes['swatch']} data-tone={toneOf(annotation.label)} aria-hidden="true" />
              {annotation.label === '' ? t('review.comments.highlight') : annotation.label}
            </>
          ) : (
            <EditorName name={name ?? ''} color={colorIn(editors, first?.editorId ?? '')} />
          )}
        </span>
        <span className={card['side']}>
          {resolved && <Chip>{t('review.comments.resolved')}</Chip>}
          {from !== undefined && from.id !== version?.id && (
            <Chip>{t('version.ordinal', { ordinal: from.ordinal })}</Chip>
          )}
          {annotation.kind === 'comment' && (
            <Chip tone={annotation.audience === 'author' ? 'accent' : 'plain'}>
              {t(`audience.${annotation.audience}`)}
            </Chip>
          )}
          <DateText at={first?.at ?? annotation.createdAt} />
        </span>
      </button>
      <QuotedWords
        quote={quoteOf(annotation.anchor)}
        at={place.kind === 'lost' ? null : place}
        clamp={!active}
        lost={place.kind === 'lost'}
      />
      {(annotation.clause !== null || annotation.findingId !== null) && (
        <div className={classes['links']}>
          {annotation.clause !== null && <ClauseChip clause={annotation.clause} />}
          {annotation.findingId !== null && <FindingLink findingId={annotation.findingId} />}
        </div>
      )}
      {annotation.comments.map((comment, index) => (
        <CommentEntry
          key={comment.id}
          annotation={annotation}
          comment={comment}
          named={index > 0 || annotation.kind === 'highlight'}
          active={active}
        />
      ))}
      <CarriedNotes placed={placed} active={active} />
      {active && <CommentActions annotation={annotation} />}
    </article>
  )
}
