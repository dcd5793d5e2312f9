/** An import of published articles in the background: one at a time, seen and cancellable. */
import type { PublishedImport } from '@shared/domain/published'
import { announce, type DeskContext } from '../workflow/context'
import { importPublished } from '../workflow/published'
import { refuse } from '../workflow/refuse'

/** Milliseconds between two times that progress is told. */
const TELL_EVERY = 250

export interface PublishedImporter {
  state(): PublishedImport
  /** Starts one; refused while another runs. */
  start(paths: readonly string[]): void
  cancel(): void
  close(): Promise<void>
}

export function openPublishedImporter(context: DeskContext): PublishedImporter {
  let state: PublishedImport = { kind: 'idle', report: null }
  let running: { readonly abort: AbortController; readonly done: Promise<void> } | null = null
  let toldAt = 0

  const run = async (paths: readonly string[], signal: AbortSignal): Promise<void> => {
    try {
      const report = await importPublished(
        context,
        paths,
        (progress) => {
          state = { kind: 'running', ...progress }
          const now = context.now()
          if (now - toldAt < TELL_EVERY) return
          toldAt = now
          announce(context, 'published')
        },
        signal,
      )
      state = { kind: 'idle', report }
    } catch (error) {
      state = { kind: 'failed', detail: error instanceof Error ? error.message : String(error) }
    } finally {
      running = null
      announce(context, 'published', 'submissions')
    }
  }

  return {
    state: () => state,
    start(paths) {
      if (running !== null) refuse('published-import-running')
      const abort = new AbortController()
      state = { kind: 'running', done: 0, total: 0, imported: 0 }
      running = { abort, done: run(paths, abort.signal) }
      announce(context, 'published')
    },
    cancel: () => running?.abort.abort(),
    async close() {
      running?.abort.abort()
      await running?.done
    },
  }
}
