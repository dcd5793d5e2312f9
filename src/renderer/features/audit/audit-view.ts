/** What of the record is looked at: kept while the window is open, not beyond it. */
import { WHOLE_RECORD, type AuditFilter } from '@shared/domain/audit'
import { create } from 'zustand'

interface AuditView {
  readonly filter: AuditFilter
  /** Counts what was asked: each answer is a list of its own, which begins at its top. */
  readonly asked: number
  /** How often the filters were cleared: fields that are typed in begin anew. */
  readonly cleared: number
  /** The number of the chosen event, as text. */
  readonly chosen: string | null
  narrow(change: Partial<AuditFilter>): void
  clear(): void
  choose(id: string | null): void
}

export const useAuditView = create<AuditView>()((set) => ({
  filter: WHOLE_RECORD,
  asked: 0,
  cleared: 0,
  chosen: null,
  narrow: (change) => set(({ filter, asked }) => ({ filter: { ...filter, ...change }, asked: asked + 1 })),
  clear: () => set(({ asked, cleared }) => ({ filter: WHOLE_RECORD, asked: asked + 1, cleared: cleared + 1 })),
  choose: (chosen) => set({ chosen }),
}))
