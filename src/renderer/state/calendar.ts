/** Where one stands in the calendar: the day and the piece. Begins at today; not kept over a restart. */
import { create } from 'zustand'

interface CalendarState {
  /** `YYYY-MM-DD`; null: today. */
  readonly day: string | null
  readonly pieceId: string | null
  set(change: Partial<Pick<CalendarState, 'day' | 'pieceId'>>): void
}

export const useCalendar = create<CalendarState>()((set) => ({
  day: null,
  pieceId: null,
  set: (change) => set(change),
}))
