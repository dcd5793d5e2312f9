/** Days in weeks, each with its pieces. One has the focus as a whole: arrows go from day to day, a piece is dragged or moved by keys. */
import { useElementSize } from '@mantine/hooks'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { daysAfter } from '@renderer/features/authors/days-after'
import type { PlannedPiece } from '@shared/domain/publication'
import { useEffect, useRef, useState, type DragEvent, type KeyboardEvent } from 'react'
import { fitPieces, piecesByDay, type CalendarView } from './calendar-days'
import { CalendarPiece, pieceElementId } from './calendar-piece'
import { draggedPiece, isPieceDrag } from './piece-drag'
import classes from './calendar.module.css'

/** What a day's head and its paddings take of its height, in pixels. */
const DAY_HEAD = 33
const WEEKDAYS = 27

const arrows: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }
const none: readonly PlannedPiece[] = []

export interface CalendarGridProps {
  readonly view: CalendarView
  readonly weeks: readonly (readonly string[])[]
  readonly day: string
  readonly planned: readonly PlannedPiece[]
  readonly selected: PlannedPiece | null
  readonly onDay: (day: string) => void
  readonly onSelect: (piece: PlannedPiece) => void
  readonly onOpen: (piece: PlannedPiece) => void
  readonly onDrop: (submissionId: string, day: string) => void
  /** A day has more than there is room for. */
  readonly onMore: (day: string) => void
}

export function CalendarGrid(props: CalendarGridProps) {
  const { view, weeks, day, planned, selected, onDay } = props
  const t = useText()
  const format = useFormat()
  const { ref: sizeRef, height } = useElementSize<HTMLDivElement>()
  const grid = useRef<HTMLDivElement>(null)
  const byDay = piecesByDay(planned)
  const room = view === 'week' ? Infinity : Math.max(0, (height - WEEKDAYS) / weeks.length - DAY_HEAD)
  const isShown = selected !== null && planned.includes(selected)
  const selectedId = isShown ? selected.submissionId : null

  // The keys work from the first moment on, and after a piece was clicked.
  useEffect(() => grid.current?.focus({ preventScroll: true }), [])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const days = arrows[event.code]
    if (days === undefined) return
    event.preventDefault()
    onDay(daysAfter(day, days))
  }
  // A grid by hand: the heights of a table's rows cannot be shared out between the weeks.
  /* oxlint-disable jsx-a11y/prefer-tag-over-role */
  return (
    <div ref={sizeRef} className={classes['size']}>
      <div
        ref={grid}
        className={classes['grid']}
        role="grid"
        tabIndex={0}
        aria-label={t('calendar.days')}
        aria-activedescendant={selectedId === null ? dayElementId(day) : pieceElementId(selectedId)}
        data-view={view}
        onKeyDown={onKeyDown}
        data-testid="calendar-grid"
      >
        <div className={classes['week']} role="row" data-weekdays>
          {(weeks[0] ?? []).map((each) => (
            <div key={each} role="columnheader" className={classes['weekday']}>
              {format.weekday(each)}
            </div>
          ))}
        </div>
        {weeks.map((week) => (
          <div key={week[0]} className={classes['week']} role="row">
            {week.map((each) => (
              <Day
                key={each}
                {...props}
                each={each}
                pieces={byDay.get(each) ?? none}
                room={room}
                selectedId={selectedId}
                onTaken={() => grid.current?.focus({ preventScroll: true })}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}

function Day({
  view,
  day,
  each,
  pieces,
  room,
  selectedId,
  onDay,
  onSelect,
  onOpen,
  onDrop,
  onMore,
  onTaken,
}: CalendarGridProps & {
  readonly each: string
  readonly pieces: readonly PlannedPiece[]
  /** Pixels for the pieces. */
  readonly room: number
  readonly selectedId: string | null
  readonly onTaken: () => void
}) {
  const t = useText()
  const format = useFormat()
  const [over, setOver] = useState(false)
  const { tall, shown, more } = fitPieces(pieces, room, selectedId)
  const isPast = each < format.today
  const drop = {
    onDragOver: (event: DragEvent): void => {
      // Nothing is planned for a day that is over.
      if (!isPieceDrag(event) || isPast) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'move'
      setOver(true)
    },
    onDragLeave: (): void => setOver(false),
    onDrop: (event: DragEvent): void => {
      setOver(false)
      const submissionId = draggedPiece(event)
      if (submissionId === null) return
      event.preventDefault()
      onDrop(submissionId, each)
      onTaken()
    },
  }
  const date = Number(each.slice(8))
  return (
    // The keys are the grid's, not each day's.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus, jsx-a11y/click-events-have-key-events
    <div
      id={dayElementId(each)}
      role="gridcell"
      className={classes['day']}
      aria-selected={each === day}
      aria-current={each === format.today ? 'date' : undefined}
      data-past={isPast || undefined}
      data-outside={(view === 'month' && each.slice(0, 7) !== day.slice(0, 7)) || undefined}
      data-over={over || undefined}
      data-testid="calendar-day"
      data-day={each}
      onClick={() => onDay(each)}
      {...drop}
    >
      <div className={classes['dayHead']}>
        <span className={classes['date']} aria-hidden="true">
          {date === 1 ? format.localDate(each) : date}
        </span>
        <span className="visually-hidden">{format.localDate(each)}</span>
        {each === format.today && <span className={classes['todayWord']}>{t('calendar.today')}</span>}
      </div>
      {shown.map((piece) => (
        <CalendarPiece
          key={piece.submissionId}
          piece={piece}
          tall={tall}
          selected={piece.submissionId === selectedId}
          onSelect={() => {
            onSelect(piece)
            onTaken()
          }}
          onOpen={() => onOpen(piece)}
        />
      ))}
      {more > 0 && (
        <button
          type="button"
          tabIndex={-1}
          className={classes['more']}
          onClick={(event) => {
            event.stopPropagation()
            onMore(each)
          }}
          data-testid="calendar-more"
        >
          {t('calendar.more', { count: more })}
        </button>
      )}
    </div>
  )
}

function dayElementId(day: string): string {
  return `calendar-day-${day}`
}
