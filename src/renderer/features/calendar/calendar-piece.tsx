/** A piece on its day: what it is, how it stands, in which column and on which channels. */
import {
  IconAlertTriangle,
  IconCalendarOff,
  IconCalendarTime,
  IconCircleCheck,
  IconHourglass,
  type Icon,
} from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { publicationPlaces } from '@renderer/features/publication/publication-words'
import type { PlannedPiece, PublicationKind } from '@shared/domain/publication'
import { isOverdue } from './calendar-days'
import { startPieceDrag } from './piece-drag'
import classes from './calendar.module.css'

const icons: Record<PublicationKind, Icon> = {
  none: IconHourglass,
  unscheduled: IconHourglass,
  scheduled: IconCalendarTime,
  published: IconCircleCheck,
  'taken-down': IconCalendarOff,
}

export function pieceElementId(submissionId: string): string {
  return `calendar-piece-${submissionId}`
}

export function CalendarPiece({
  piece,
  tall,
  selected,
  onSelect,
  onOpen,
}: {
  readonly piece: PlannedPiece
  /** With a second line. */
  readonly tall: boolean
  readonly selected: boolean
  readonly onSelect: () => void
  readonly onOpen: () => void
}) {
  const t = useText()
  const { today } = useFormat()
  const { publication, submissionId } = piece
  const { kind } = publication
  const overdue = isOverdue(piece, today)
  const state = overdue
    ? t('calendar.overdue')
    : kind === 'none' || kind === 'unscheduled'
      ? ''
      : t(`publication.${kind}`)
  const StateIcon = overdue ? IconAlertTriangle : icons[kind]
  const title = piece.title || t('title.none')
  const places = publicationPlaces(t, publication)
  const author = piece.authorName || t('author.nameless')
  const below = places === '' ? author : places
  const canMove = kind === 'scheduled' || kind === 'unscheduled'
  return (
    <button
      type="button"
      id={pieceElementId(submissionId)}
      // The grid has the focus, and the list beside it has a key for the next piece.
      tabIndex={-1}
      className={classes['piece']}
      aria-pressed={selected}
      title={[title, piece.number, author, state, places].filter((part) => part !== '').join(' · ')}
      data-kind={overdue ? 'overdue' : kind}
      data-tall={tall || undefined}
      data-testid="calendar-piece"
      draggable={canMove}
      onDragStart={(event) => startPieceDrag(event, submissionId)}
      onClick={(event) => {
        event.stopPropagation()
        onSelect()
      }}
      onDoubleClick={onOpen}
    >
      <span className={classes['pieceTitle']}>
        <StateIcon size={13} aria-hidden="true" className={classes['pieceIcon'] ?? ''} />
        {state !== '' && <span className="visually-hidden">{state}</span>}
        <span className={classes['pieceWords']}>{title}</span>
      </span>
      {tall && (
        <span className={classes['pieceBelow']} data-testid="calendar-piece-places">
          {overdue ? `${state} · ${below}` : below}
        </span>
      )}
    </button>
  )
}
