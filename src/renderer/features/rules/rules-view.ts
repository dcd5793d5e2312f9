/** Which clause is open on the rules page. Survives a restart, and lets other pages point at one. */
import { useViewState } from '@renderer/state/view-state'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'

interface RulesView {
  /** Number of the clause; numbers of other packs carry the pack's own prefix. */
  readonly clause: string | null
  show(clause: string): void
}

export const useRulesView = create<RulesView>()(
  persist((set) => ({ clause: null, show: (clause) => set({ clause }) }), { name: 'tougao.rules', version: 1 }),
)

/** Goes to the rules page at a clause. */
export function openClause(clause: string): void {
  useRulesView.getState().show(clause)
  useViewState.getState().set({ page: 'rules' })
}
