/** 排期: what is planned and came out, by day, beside what has no day yet. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { keyOf, useKeys } from '@renderer/app/keys'
import { useCoreConnection } from '@renderer/client/use-core'
import { ListSkeleton } from '@renderer/components/list-skeleton'
import { Pane, PaneFoot } from '@renderer/components/pane'
import { ErrorNotice } from '@renderer/components/report-error'
import { Split } from '@renderer/components/split'
import { daysAfter } from '@renderer/features/authors/days-after'
import { useOpenSubmission } from '@renderer/features/inbox/inbox-list'
import { PublicationDialog } from '@renderer/features/publication/publication-dialog'
import { useCalendar } from '@renderer/state/calendar'
import { useViewState } from '@renderer/state/view-state'
import type { PlannedPiece } from '@shared/domain/publication'
import { useEffect } from 'react'
import { dayOf, turnedDay, weeksShown, withMoves } from './calendar-days'
import { CalendarGrid } from './calendar-grid'
import { CalendarHead } from './calendar-head'
import { pieceElementId } from './calendar-piece'
import { CalendarSide } from './calendar-side'
import { useMoveBack } from './use-move-back'
import { useMovePiece } from './use-move-piece'

const nothing: readonly PlannedPiece[] = []

export function CalendarPage() {
  const t = useText()
  const { today } = useFormat()
  const connection = useCoreConnection()
  const openSubmission = useOpenSubmission()
  const view = useViewState((state) => state.calendarView)
  const setView = useViewState((state) => state.set)
  const { day: chosen, pieceId, set } = useCalendar()
  const day = chosen ?? today
  const weeks = weeksShown(view, day)
  const from = weeks[0]?.[0] ?? day
  const to = weeks.at(-1)?.at(-1) ?? day
  const asked = useQuery({
    queryKey: ['submissions', 'calendar', from, to],
    queryFn: async () => (await connection.client()).publication.calendar({ from, to }),
    // While one turns to other days those that are shown already keep what stands on them.
    placeholderData: keepPreviousData,
  })
  const { underWay, move } = useMovePiece()
  const { undo } = useMoveBack()
  const planned = withMoves(asked.data?.planned ?? nothing, underWay)
  const unscheduled = asked.data?.unscheduled ?? nothing
  const inOrder = [...planned, ...unscheduled]
  const selected = inOrder.find(({ submissionId }) => submissionId === pieceId) ?? null

  /** The day in sight that something can still be planned for. */
  const open = day < today ? today : day
  useEffect(() => {
    if (pieceId !== null) document.getElementById(pieceElementId(pieceId))?.scrollIntoView({ block: 'nearest' })
  }, [pieceId])

  const select = (piece: PlannedPiece): void => set({ pieceId: piece.submissionId, day: dayOf(piece) ?? day })
  const goTo = (next: string): void => {
    const first = planned.find((piece) => dayOf(piece) === next)
    set({ day: next, pieceId: first?.submissionId ?? null })
  }
  const step = (by: 1 | -1): void => {
    const index = selected === null ? -1 : inOrder.indexOf(selected)
    // Where none is selected the next one is the first of the day or behind it.
    const behind = inOrder.findIndex((piece) => (dayOf(piece) ?? '9999') >= day)
    const start = behind === -1 ? inOrder.length : behind
    const next = inOrder[index === -1 ? (by === 1 ? start : start - 1) : index + by]
    if (next !== undefined) select(next)
  }
  const turn = (by: 1 | -1): void => goTo(turnedDay(view, day, by))
  const moveBy = (days: number): void | false => {
    if (selected === null) return false
    const stands = dayOf(selected)
    move(selected, stands === null ? open : daysAfter(stands, days))
  }
  useKeys({
    'list.next': () => step(1),
    'list.previous': () => step(-1),
    'list.open': () => (selected === null ? false : openSubmission(selected.submissionId)),
    'calendar.day-before': () => moveBy(-1),
    'calendar.day-after': () => moveBy(1),
    'calendar.week-before': () => moveBy(-7),
    'calendar.week-after': () => moveBy(7),
    'calendar.previous': () => turn(-1),
    'calendar.next': () => turn(1),
    'calendar.today': () => goTo(today),
    'desk.undo': undo,
    'calendar.view': () => setView({ calendarView: view === 'month' ? 'week' : 'month' }),
  })

  const shown = planned.filter((piece) => from <= (dayOf(piece) ?? '') && (dayOf(piece) ?? '') <= to)
  const count = (kind: PlannedPiece['publication']['kind']): number =>
    shown.filter(({ publication }) => publication.kind === kind).length
  const grid = (
    <Pane
      label={t('page.calendar')}
      testId="calendar"
      head={<CalendarHead view={view} day={day} from={from} to={to} onTurn={turn} onToday={() => goTo(today)} />}
      foot={
        <PaneFoot
          end={t('calendar.foot-keys', {
            before: keyOf('calendar.day-before'),
            after: keyOf('calendar.day-after'),
            open: keyOf('list.open'),
          })}
        >
          {asked.data === undefined
            ? ''
            : shown.length === 0
              ? t(`calendar.none-${view}`)
              : t('calendar.count', { scheduled: count('scheduled'), published: count('published') })}
        </PaneFoot>
      }
    >
      <ErrorNotice error={asked.error} always />
      {asked.data === undefined && asked.error === null && <ListSkeleton />}
      {asked.data !== undefined && (
        <CalendarGrid
          view={view}
          weeks={weeks}
          day={day}
          planned={planned}
          selected={selected}
          onDay={goTo}
          onSelect={select}
          onOpen={({ submissionId }) => openSubmission(submissionId)}
          onDrop={(submissionId, onto) => {
            const piece = inOrder.find((each) => each.submissionId === submissionId)
            if (piece !== undefined) move(piece, onto)
          }}
          onMore={(more) => {
            goTo(more)
            setView({ calendarView: 'week' })
          }}
        />
      )}
    </Pane>
  )
  return (
    <>
      <Split
        id="calendar"
        panels={[
          { id: 'days', min: 560, content: grid },
          {
            id: 'side',
            min: 240,
            max: 480,
            width: 300,
            content: (
              <CalendarSide
                loaded={asked.data !== undefined}
                unscheduled={unscheduled}
                planned={planned}
                selected={selected}
                day={open}
                onSelect={select}
                onOpen={({ submissionId }) => openSubmission(submissionId)}
              />
            ),
          },
        ]}
      />
      <PublicationDialog />
    </>
  )
}
