/** 初筛 as the window has it: whether it is on, what was sorted in this round. Not kept over a restart; its letters are, in the outbox. */
import type { SortedPiece } from '@shared/domain/triage'
import { create } from 'zustand'

/** What was done, newest last: what z takes back. */
export interface Done {
  readonly sorted: SortedPiece
  readonly title: string
}

export interface TriageState {
  readonly mode: 'off' | 'sort' | 'letters'
  readonly done: readonly Done[]
  enter(): void
  enterLetters(): void
  leave(): void
  push(done: Done): void
  /** Takes the newest off the stack. */
  pop(): void
}

export const useTriage = create<TriageState>()((set) => ({
  mode: 'off',
  done: [],
  enter: () => set({ mode: 'sort' }),
  enterLetters: () => set({ mode: 'letters' }),
  leave: () => set({ mode: 'off', done: [] }),
  push: (done) => set((state) => ({ done: [...state.done, done] })),
  pop: () => set((state) => ({ done: state.done.slice(0, -1) })),
}))
