/** The days of the calendar, and what a move to another day means; pure, so that a test can try it all. */
import { daysAfter } from '@renderer/features/authors/days-after'
import type { PlannedPiece, PublicationPlan, PublicationRequest } from '@shared/domain/publication'

export const calendarViews = ['month', 'week'] as const
export type CalendarView = (typeof calendarViews)[number]

const WEEK = 7

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return daysAfter(day, -((weekday + 6) % WEEK))
}

/** The weeks that are shown around a day: its own, or all that its month touches. */
export function weeksShown(view: CalendarView, day: string): string[][] {
  const first = mondayOf(view === 'week' ? day : `${day.slice(0, 7)}-01`)
  const weeks: string[][] = []
  for (let monday = first; ; monday = daysAfter(monday, WEEK)) {
    if (weeks.length > 0 && (view === 'week' || monday.slice(0, 7) !== day.slice(0, 7))) return weeks
    weeks.push(Array.from({ length: WEEK }, (_, index) => daysAfter(monday, index)))
  }
}

/** The day a month or a week on; of a shorter month its last. */
export function turnedDay(view: CalendarView, day: string, by: 1 | -1): string {
  if (view === 'week') return daysAfter(day, by * WEEK)
  const month = new Date(`${day.slice(0, 7)}-01T00:00:00Z`)
  month.setUTCMonth(month.getUTCMonth() + by + 1, 0)
  const last = month.getUTCDate()
  const date = Math.min(Number(day.slice(8)), last)
  return `${month.toISOString().slice(0, 8)}${String(date).padStart(2, '0')}`
}

/** The day a piece stands on; null of one that has none. */
export function dayOf({ publication }: PlannedPiece): string | null {
  return publication.kind === 'none' || publication.kind === 'unscheduled' ? null : publication.date
}

export function piecesByDay(pieces: readonly PlannedPiece[]): ReadonlyMap<string, readonly PlannedPiece[]> {
  const days = new Map<string, PlannedPiece[]>()
  for (const piece of pieces) {
    const day = dayOf(piece)
    if (day === null) continue
    const others = days.get(day)
    if (others === undefined) days.set(day, [piece])
    else others.push(piece)
  }
  return days
}

/** Whether its day is over and nobody said that it came out. */
export function isOverdue({ publication }: PlannedPiece, today: string): boolean {
  return publication.kind === 'scheduled' && publication.date < today
}

export type Move =
  | { readonly kind: 'same' }
  /** It has no day yet: column and channels have to be said as well. */
  | { readonly kind: 'schedule'; readonly day: string }
  | {
      readonly kind: 'reschedule'
      readonly request: PublicationRequest
      readonly from: PublicationPlan
      readonly moved: PlannedPiece
    }
  /** It came out on its day, or the day is over. */
  | { readonly kind: 'refused'; readonly why: 'out' | 'past' }

/** What putting a piece on a day means. The core decides all the same. */
export function moveTo(piece: PlannedPiece, day: string, today: string): Move {
  const { publication } = piece
  if (publication.kind === 'published' || publication.kind === 'taken-down') return { kind: 'refused', why: 'out' }
  if (dayOf(piece) === day) return { kind: 'same' }
  if (day < today) return { kind: 'refused', why: 'past' }
  if (publication.kind !== 'scheduled') return { kind: 'schedule', day }
  const { date, column, channels } = publication
  return {
    kind: 'reschedule',
    from: { date, column, channels },
    request: { step: 'reschedule', plan: { date: day, column, channels }, reason: '' },
    moved: { ...piece, publication: { ...publication, date: day } },
  }
}

/** What is planned, with the pieces on their way to another day where they are going. */
export function withMoves(
  planned: readonly PlannedPiece[],
  underWay: readonly PlannedPiece[],
): readonly PlannedPiece[] {
  if (underWay.length === 0) return planned
  const moved = new Set(underWay.map(({ submissionId }) => submissionId))
  return [...planned.filter(({ submissionId }) => !moved.has(submissionId)), ...underWay].toSorted((a, b) =>
    (dayOf(a) ?? '').localeCompare(dayOf(b) ?? ''),
  )
}

/** How high a piece is drawn, in pixels: with its column and channels below the title, or the title alone. */
export const TALL = 37
export const SHORT = 26

export interface Fitted {
  readonly tall: boolean
  readonly shown: readonly PlannedPiece[]
  /** How many have no room; a line of its own says so. */
  readonly more: number
}

/** What of a day's pieces has room in `height` pixels. The selected one always has. */
export function fitPieces(pieces: readonly PlannedPiece[], height: number, selectedId: string | null): Fitted {
  const tall = pieces.length * TALL <= height
  const room = Math.max(1, Math.floor(height / SHORT))
  if (tall || pieces.length <= room) return { tall, shown: pieces, more: 0 }
  const count = Math.max(1, room - 1)
  const shown = pieces.slice(0, count)
  const selected = pieces.find(({ submissionId }) => submissionId === selectedId)
  if (selected !== undefined && !shown.includes(selected)) shown.splice(-1, 1, selected)
  return { tall: false, shown, more: pieces.length - count }
}
