/** Checks manuscripts again after rules changed, in the background: seen, and stoppable. One pass at a time. */
import type { RecheckState } from '@shared/domain/rules'
import { countUnchecked, isOutdated } from '../store/repositories/manuscripts'
import { checkOutdated, checkVersion } from '../workflow/checking'
import { announce, type DeskContext } from '../workflow/context'

/** Milliseconds between two times that progress is told. */
const TELL_EVERY = 500

export interface Recheck {
  state(): RecheckState
  /** The rules changed: begins anew. */
  start(): void
  stop(): void
  /** Somebody looks at this version: if its check is not of today's rules, it is made now. */
  prefer(versionId: string): void
  close(): Promise<void>
}

export function openRecheck(context: DeskContext, onBug: (error: unknown) => void): Recheck {
  let state: RecheckState = { kind: 'idle' }
  let running: { readonly abort: AbortController; readonly done: Promise<void> } | null = null
  const preferred = new Set<string>()
  let toldAt = 0
  let closed = false

  const run = async (signal: AbortSignal, before: Promise<void> | undefined): Promise<void> => {
    await before
    try {
      const { key } = await context.packs.current()
      if (signal.aborted) return
      const total = countUnchecked(context.db, key)
      let done = 0
      state = { kind: 'running', done, total }
      announce(context, 'rules')
      await checkOutdated(context, signal, () => {
        done += 1
        state = { kind: 'running', done, total: Math.max(total, done) }
        const now = context.now()
        if (now - toldAt < TELL_EVERY) return
        toldAt = now
        announce(context, 'rules')
      })
      if (signal.aborted) {
        state = { kind: 'stopped', left: countUnchecked(context.db, key) }
      } else state = { kind: 'idle' }
    } catch (error) {
      state = { kind: 'idle' }
      onBug(error)
    } finally {
      if (running?.abort.signal === signal) running = null
      announce(context, 'rules')
    }
  }

  return {
    state: () => state,
    start() {
      if (closed) return
      const abort = new AbortController()
      const before = running?.done
      running?.abort.abort()
      running = { abort, done: run(abort.signal, before) }
    },
    stop: () => running?.abort.abort(),
    prefer(versionId) {
      if (closed || preferred.has(versionId)) return
      preferred.add(versionId)
      context.packs
        .current()
        .then(({ key }) => (isOutdated(context.db, versionId, key) ? checkVersion(context, versionId) : undefined))
        .catch(onBug)
        .finally(() => preferred.delete(versionId))
    },
    async close() {
      closed = true
      running?.abort.abort()
      await running?.done
    },
  }
}
