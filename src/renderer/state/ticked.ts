/** The rows that are ticked for deciding them together, in the order of their ticking. Not kept over a restart. */
import { create } from 'zustand'

/** More at once nobody looks over; a preview of this many is made in a few seconds. */
export const TICKED_MAX = 200

interface TickedState {
  readonly ids: readonly string[]
  readonly dialogOpen: boolean
  /** Ticks a row, or takes its tick away; no more than `TICKED_MAX`. */
  toggle(submissionId: string): void
  /** Takes the ticks of these away. */
  untick(submissionIds: readonly string[]): void
  clear(): void
  setDialogOpen(open: boolean): void
}

export const useTicked = create<TickedState>()((set) => ({
  ids: [],
  dialogOpen: false,
  toggle: (submissionId) =>
    set(({ ids }) => {
      if (ids.includes(submissionId)) return { ids: ids.filter((id) => id !== submissionId) }
      return ids.length >= TICKED_MAX ? {} : { ids: [...ids, submissionId] }
    }),
  untick: (submissionIds) => set(({ ids }) => ({ ids: ids.filter((id) => !submissionIds.includes(id)) })),
  clear: () => set({ ids: [] }),
  setDialogOpen: (dialogOpen) => set({ dialogOpen }),
}))
