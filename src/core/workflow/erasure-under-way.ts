/** How far an erasure is, for the window that waits for it; and the way to stop it while it has changed nothing. In memory only. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ErasureStage, ErasureUnderWay } from '@shared/domain/erasure'
import type { Db } from '../store/open-database'
import type { DeskContext } from './context'
import { refuse } from './refuse'

interface Running extends ErasureUnderWay {
  stopped: boolean
}

const running = new WeakMap<Db, Running>()

export interface ErasureProgress {
  /** Says what is being done, and lets other work have its turn. Refused with `erasure-stopped` if it is to stop. */
  enter(stage: ErasureStage): Promise<void>
  /** Between two slices of what is long. Refused with `erasure-stopped` if it is to stop. */
  readonly pause: () => Promise<void>
  end(): void
}

export function startProgress({ db }: DeskContext, authorId: string): ErasureProgress {
  const state: Running = { authorId, stage: 'checking', stopped: false }
  running.set(db, state)
  const pause = async (): Promise<void> => {
    await nextTurn()
    if (state.stopped) refuse('erasure-stopped')
  }
  return {
    enter(stage) {
      state.stage = stage
      return pause()
    },
    pause,
    end() {
      if (running.get(db) === state) running.delete(db)
    },
  }
}

/** Null: nobody is being erased. */
export function erasureUnderWay({ db }: DeskContext): ErasureUnderWay | null {
  const state = running.get(db)
  return state === undefined ? null : { authorId: state.authorId, stage: state.stage }
}

/** Stops it before it changes anything; once it writes it goes on to its end. */
export function stopErasure({ db }: DeskContext, authorId: string): void {
  const state = running.get(db)
  if (state?.authorId === authorId && isStoppable(state.stage)) state.stopped = true
}

function isStoppable(stage: ErasureStage): boolean {
  return stage === 'checking' || stage === 'replaying'
}
