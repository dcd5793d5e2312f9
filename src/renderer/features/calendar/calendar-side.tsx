/** Beside the days: what has no day yet, and below it the piece that is selected, with its next step. */
import { Button } from '@mantine/core'
import { IconCalendarCheck } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { EmptyState } from '@renderer/components/empty-state'
import { KeyHint } from '@renderer/components/key-hint'
import { Pane } from '@renderer/components/pane'
import { PublicationBar } from '@renderer/features/publication/publication-bar'
import { usePublicationDialogs } from '@renderer/features/publication/publication-dialogs'
import { useViewState } from '@renderer/state/view-state'
import type { PlannedPiece } from '@shared/domain/publication'
import { useState } from 'react'
import { CalendarPiece } from './calendar-piece'
import { draggedPiece, isPieceDrag } from './piece-drag'
import classes from './calendar.module.css'

export function CalendarSide({
  loaded,
  unscheduled,
  selected,
  day,
  planned,
  onSelect,
  onOpen,
}: {
  readonly loaded: boolean
  readonly unscheduled: readonly PlannedPiece[]
  readonly selected: PlannedPiece | null
  /** The day that is offered to a piece that has none. */
  readonly day: string
  readonly planned: readonly PlannedPiece[]
  readonly onSelect: (piece: PlannedPiece) => void
  readonly onOpen: (piece: PlannedPiece) => void
}) {
  const t = useText()
  const set = useViewState((state) => state.set)
  const show = usePublicationDialogs((state) => state.show)
  const [over, setOver] = useState(false)
  return (
    <Pane
      label={t('calendar.unscheduled')}
      ground="surface"
      focusable
      head={
        <h2 className={classes['sideHead']}>
          {t('calendar.unscheduled')}
          {unscheduled.length > 0 && <span>{unscheduled.length}</span>}
        </h2>
      }
      foot={selected !== null && <Selected piece={selected} day={day} onOpen={() => onOpen(selected)} />}
    >
      <div
        className={classes['side']}
        data-over={over || undefined}
        data-testid="calendar-unscheduled"
        onDragOver={(event) => {
          if (!isPieceDrag(event)) return
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          setOver(false)
          const piece = planned.find(({ submissionId }) => submissionId === draggedPiece(event))
          // Taking a day away wants its reason.
          if (piece?.publication.kind === 'scheduled') {
            const { submissionId, publication } = piece
            show({ submissionId, title: piece.title || t('title.none'), publication }, 'unschedule')
          }
        }}
      >
        {loaded && unscheduled.length === 0 && (
          <EmptyState
            icon={<IconCalendarCheck size={22} />}
            title={t('calendar.unscheduled-none')}
            testId="calendar-empty"
            actions={
              <Button variant="default" onClick={() => set({ page: 'inbox', inboxFilter: 'reviewing' })}>
                {t('calendar.to-inbox')}
              </Button>
            }
          >
            {t('calendar.unscheduled-none-text')}
          </EmptyState>
        )}
        {unscheduled.map((piece) => (
          <CalendarPiece
            key={piece.submissionId}
            piece={piece}
            tall
            selected={piece.submissionId === selected?.submissionId}
            onSelect={() => onSelect(piece)}
            onOpen={() => onOpen(piece)}
          />
        ))}
      </div>
    </Pane>
  )
}

function Selected({
  piece,
  day,
  onOpen,
}: {
  readonly piece: PlannedPiece
  readonly day: string
  readonly onOpen: () => void
}) {
  const t = useText()
  const title = piece.title || t('title.none')
  const { submissionId, publication } = piece
  return (
    <section className={classes['selected']} aria-label={t('calendar.selected')} data-testid="calendar-selected">
      <div className={classes['selectedWords']}>
        <p className={classes['selectedTitle']}>{title}</p>
        <p className={classes['selectedWho']}>{[piece.number, piece.authorName || t('author.nameless')].join(' · ')}</p>
        <Button
          variant="default"
          rightSection={<KeyHint action="list.open" onButton />}
          onClick={onOpen}
          data-testid="calendar-open"
        >
          {t('calendar.open')}
        </Button>
      </div>
      <PublicationBar
        piece={{ submissionId, title, publication }}
        // Whether what was taken down was decided otherwise since stands in its review.
        accepted={publication.kind !== 'taken-down'}
        day={day}
      />
    </section>
  )
}
