/**
 * 初筛 as the window has it: whether it is on, what was sorted in this round. Not kept over a restart; what was done is,
 * and its letters wait in the outbox.
 */
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
  /** Pieces whose key was pressed and whose answer is not there yet. */
  readonly underWay: ReadonlySet<string>
  /** What the last key did. */
  readonly said: string
  enter(): void
  enterLetters(): void
  /** Ends the round: what it did stands, and is taken back where it stands then. */
  leave(): void
  begin(submissionId: string): void
  end(submissionId: string): void
  push(done: Done): void
  /** Takes the newest off the stack. */
  pop(): void
  say(said: string): void
}

export const useTriage = create<TriageState>()((set) => ({
  mode: 'off',
  done: [],
  underWay: new Set(),
  said: '',
  enter: () => set({ mode: 'sort' }),
  enterLetters: () => set({ mode: 'letters' }),
  leave: () => set({ mode: 'off', done: [], said: '' }),
  begin: (submissionId) => set(({ underWay }) => ({ underWay: new Set([...underWay, submissionId]) })),
  end: (submissionId) =>
    set(({ underWay }) => ({ underWay: new Set([...underWay].filter((id) => id !== submissionId)) })),
  push: (done) => set((state) => ({ done: [...state.done, done] })),
  pop: () => set((state) => ({ done: state.done.slice(0, -1) })),
  say: (said) => set({ said }),
}))
