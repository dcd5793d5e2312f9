/** Where one stands in the calendar: the day and the piece, and which moves can be taken back. Begins at today; not kept over a restart. */
import type { PublicationPlan } from '@shared/domain/publication'
import { create } from 'zustand'

/** A move that was recorded. */
export interface Moved {
  readonly submissionId: string
  readonly title: string
  /** How it was planned before. */
  readonly from: PublicationPlan
  /** The day that it was put on. */
  readonly to: string
}

/** Moves that are remembered: more nobody takes back one by one. */
const MOVED_MAX = 200

interface CalendarState {
  /** `YYYY-MM-DD`; null: today. */
  readonly day: string | null
  readonly pieceId: string | null
  /** The newest last. */
  readonly moved: readonly Moved[]
  set(change: Partial<Pick<CalendarState, 'day' | 'pieceId'>>): void
  remember(move: Moved): void
  forget(move: Moved): void
}

export const useCalendar = create<CalendarState>()((set) => ({
  day: null,
  pieceId: null,
  moved: [],
  set: (change) => set(change),
  remember: (move) => set(({ moved }) => ({ moved: [...moved, move].slice(-MOVED_MAX) })),
  forget: (move) => set(({ moved }) => ({ moved: moved.filter((each) => each !== move) })),
}))
