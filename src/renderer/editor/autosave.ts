/**
 * Keeps what is typed: at every pause and at most a second after it was typed, in order, one request at a time, again
 * after a failure that may pass. Knows neither the editor nor the core.
 */
import type { StepLog } from './step-log'

/** Milliseconds without a key after which is saved, and after which is saved whatever is typed. */
export const PAUSE = 250
export const LONGEST = 750

/** Steps and UTF-16 units of one request. */
const MOST_STEPS = 500
const MOST_UNITS = 2_000_000

/** Unsettled steps past which a pause settles them, so that neither maps nor a restart have much to do. */
const SETTLE_AFTER = 2_000

const FIRST_RETRY = 500
const LONGEST_RETRY = 10_000

export type SaveState =
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving' }
  /** `trying`: it is tried again by itself. */
  | { readonly kind: 'failed'; readonly error: unknown; readonly trying: boolean }

export interface AutosaveOptions {
  readonly save: (request: {
    readonly baseHash: string
    readonly from: number
    readonly steps: string[]
  }) => Promise<{ readonly baseHash: string; readonly settled: number; readonly step: number }>
  readonly settle: () => Promise<{ readonly contentHash: string; readonly step: number }>
  readonly onState: (state: SaveState) => void
  /** The steps up to this one are in the recorded text. */
  readonly onSettled: (step: number) => void
  /** Whether the same request may go well later. */
  readonly mayPass: (error: unknown) => boolean
  readonly wait: (milliseconds: number) => { readonly over: Promise<void>; readonly end: () => void }
  readonly now: () => number
}

export interface Autosave {
  /** The recorded text that the unsettled steps stand on. */
  readonly baseHash: () => string
  /** Whether a recorded text is one that these steps led to. */
  readonly knows: (contentHash: string) => boolean
  /** Everything typed is kept. */
  readonly clean: () => boolean
  /** From here on steps are numbered after `step`. */
  readonly start: (baseHash: string, step: number) => void
  /** What the core says of the text: the same text when it keeps the very steps that were said to it. */
  readonly compare: (core: { readonly baseHash: string; readonly settled: number; readonly step: number }) => void
  /** What is typed by now. */
  readonly note: (log: StepLog) => void
  /** Saves at once; rejects when it cannot be saved. */
  readonly flush: () => Promise<void>
  /** Makes one recorded text of all that is typed; its hash. */
  readonly settle: () => Promise<string>
}

export function createAutosave(initialHash: string, options: AutosaveOptions): Autosave {
  let baseHash = initialHash
  const known = new Set([initialHash])
  let started = false
  let log: StepLog = { base: 0, steps: [] }
  let saved = 0
  /** Requests, one after the other. */
  let line: Promise<unknown> = Promise.resolve()
  let due: { readonly since: number; readonly end: () => void } | null = null
  let state: SaveState = { kind: 'saved' }

  const last = (): number => log.base + log.steps.length
  const become = (next: SaveState): void => {
    if (state.kind === next.kind && next.kind !== 'failed') return
    state = next
    options.onState(next)
  }
  const know = (hash: string): void => {
    baseHash = hash
    known.add(hash)
  }
  const inLine = <T>(run: () => Promise<T>): Promise<T> => {
    const own = line.then(run, run)
    line = own.catch(() => undefined)
    return own
  }

  /** The next request's steps, written down. */
  const batch = (): string[] => {
    const steps: string[] = []
    let units = 0
    for (const step of log.steps.slice(saved - log.base, saved - log.base + MOST_STEPS)) {
      const json = JSON.stringify(step.toJSON())
      units += json.length
      if (steps.length > 0 && units > MOST_UNITS) break
      steps.push(json)
    }
    return steps
  }
  const saveAll = async (): Promise<void> => {
    let retry = FIRST_RETRY
    while (started && saved < last()) {
      become({ kind: 'saving' })
      try {
        const reply = await options.save({ baseHash, from: saved + 1, steps: batch() })
        know(reply.baseHash)
        saved = Math.max(saved, reply.step)
        if (reply.settled > log.base) options.onSettled(reply.settled)
        retry = FIRST_RETRY
      } catch (error) {
        const trying = options.mayPass(error)
        become({ kind: 'failed', error, trying })
        if (!trying) throw error
        await options.wait(retry).over
        retry = Math.min(retry * 2, LONGEST_RETRY)
      }
    }
    if (started) become({ kind: 'saved' })
  }
  const settleAll = async (): Promise<string> => {
    await saveAll()
    if (!started || log.steps.length === 0) return baseHash
    const reply = await options.settle()
    know(reply.contentHash)
    options.onSettled(reply.step)
    return reply.contentHash
  }
  const cancelDue = (): void => {
    due?.end()
    due = null
  }
  const plan = (): void => {
    const now = options.now()
    const since = due?.since ?? now
    cancelDue()
    const pause = options.wait(Math.max(0, Math.min(PAUSE, since + LONGEST - now)))
    const own = { since, end: pause.end }
    due = own
    void saveAfter(pause.over, own)
  }
  const saveAfter = async (pause: Promise<void>, own: typeof due): Promise<void> => {
    await pause
    if (due !== own) return
    due = null
    const run: () => Promise<unknown> = log.steps.length > SETTLE_AFTER ? settleAll : saveAll
    // What went wrong is in the state already.
    await inLine(run).catch(() => undefined)
  }

  return {
    baseHash: () => baseHash,
    knows: (hash) => known.has(hash),
    clean: () => saved >= last() && state.kind === 'saved',
    start(hash, step) {
      know(hash)
      saved = step
      started = true
      if (saved < last()) plan()
    },
    compare(core) {
      if (!started || core.step !== saved || core.step === 0) return
      know(core.baseHash)
      if (core.settled > log.base) options.onSettled(core.settled)
    },
    note(next) {
      log = next
      if (!started || saved >= last()) return
      // What is not kept yet is not said to be saved, not for a moment.
      if (state.kind === 'saved') become({ kind: 'saving' })
      plan()
    },
    flush() {
      cancelDue()
      return inLine(saveAll)
    },
    settle() {
      cancelDue()
      return inLine(settleAll)
    },
  }
}
