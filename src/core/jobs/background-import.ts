/** An import in the background: one at a time, seen and cancellable. */
import type { ChangeScope } from '@shared/domain/desk'
import type { RefusalCode } from '@shared/domain/refusal'
import { announce, type DeskContext } from '../workflow/context'
import { refuse } from '../workflow/refuse'

/** Milliseconds between two times that progress is told. */
const TELL_EVERY = 250

/** What there is to see of it. `report` null: none was made since the desk was opened. */
export type ImportState<Progress, Report> =
  | { readonly kind: 'idle'; readonly report: Report | null }
  | ({ readonly kind: 'running' } & Progress)
  | { readonly kind: 'failed'; readonly detail: string }

export interface BackgroundImport<Progress, Report> {
  state(): ImportState<Progress, Report>
  /** Starts one; refused while another runs. */
  start(paths: readonly string[]): void
  cancel(): void
  close(): Promise<void>
}

export interface ImportWork<Progress, Report> {
  readonly run: (
    paths: readonly string[],
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ) => Promise<Report>
  /** What is shown before the first file was read. */
  readonly begin: Progress
  /** The area of the window that shows it, and those that it changed once it is over. */
  readonly shown: ChangeScope
  readonly changed: readonly ChangeScope[]
  readonly whileRunning: RefusalCode
}

export function openBackgroundImport<Progress extends object, Report>(
  context: DeskContext,
  work: ImportWork<Progress, Report>,
): BackgroundImport<Progress, Report> {
  let state: ImportState<Progress, Report> = { kind: 'idle', report: null }
  let running: { readonly abort: AbortController; readonly done: Promise<void> } | null = null
  let toldAt = 0

  const run = async (paths: readonly string[], signal: AbortSignal): Promise<void> => {
    try {
      const report = await work.run(
        paths,
        (progress) => {
          state = { ...progress, kind: 'running' }
          const now = context.now()
          if (now - toldAt < TELL_EVERY) return
          toldAt = now
          announce(context, work.shown)
        },
        signal,
      )
      state = { kind: 'idle', report }
    } catch (error) {
      state = { kind: 'failed', detail: error instanceof Error ? error.message : String(error) }
    } finally {
      running = null
      announce(context, work.shown, ...work.changed)
    }
  }

  return {
    state: () => state,
    start(paths) {
      if (running !== null) refuse(work.whileRunning)
      const abort = new AbortController()
      state = { ...work.begin, kind: 'running' }
      running = { abort, done: run(paths, abort.signal) }
      announce(context, work.shown)
    },
    cancel: () => running?.abort.abort(),
    async close() {
      running?.abort.abort()
      await running?.done
    },
  }
}
