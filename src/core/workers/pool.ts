/** A small pool of worker threads: one task a worker, a deadline a task, killed past it. */
import { performance } from 'node:perf_hooks'
import { Worker, type ResourceLimits } from 'node:worker_threads'
import { fail, ok, type Result } from '@shared/domain/result'
import { TASK_DEADLINES } from './deadlines'
import type { TaskReply, TaskRequest } from './entry'
import type { TaskInput, TaskName, TaskOutput, TellProgress } from './tasks'

/** Why a task has no outcome. The next task gets a fresh worker. */
export type TaskFailure =
  { readonly code: 'timeout'; readonly detail: string } | { readonly code: 'worker-died'; readonly detail: string }

/** What a caller may want of a task while it runs. */
export interface TaskWatch {
  /** How far it is, as it says itself (pages of a PDF). */
  readonly onProgress?: TellProgress
  /** Gives the task up: its worker is ended, whatever it is doing. It counts as died, and the caller knows of what. */
  readonly signal?: AbortSignal
}

/**
 * A worker's heap, in MB. The young part is small, because a worker lives on short tasks and gives nothing back by itself; the
 * old part holds what the largest mail and document make, and what is beyond ends the worker and not the core.
 */
const MEMORY = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 1_024 } as const

export interface TaskRunner {
  run<N extends TaskName>(name: N, input: TaskInput<N>, watch?: TaskWatch): Promise<Result<TaskOutput<N>, TaskFailure>>
  /** Says something to every worker that was asked for `asked`, behind what it is at. Nobody waits for an answer. */
  tell<N extends TaskName>(name: N, input: TaskInput<N>, asked: TaskName): void
  close(): Promise<void>
}

export interface PoolOptions {
  /** The built `worker.js`. */
  readonly file: string
  readonly size: number
  readonly deadlines?: Partial<Record<TaskName, number>>
  /** Milliseconds, if not `PATIENCE`. */
  readonly patience?: number
  /** Of one worker's heap, if not `MEMORY`. */
  readonly memory?: ResourceLimits
}

interface Job {
  readonly request: TaskRequest
  readonly deadline: number
  readonly onProgress: TellProgress
  readonly settle: (result: Result<unknown, TaskFailure>) => void
}

interface Seat {
  worker: Worker | null
  job: Job | null
  timer: NodeJS.Timeout | null
  /** When the job began, milliseconds of `performance.now`. */
  since: number
  /** Tasks that its worker has run: their code is loaded and compiled there. */
  knows: Set<TaskName>
}

/**
 * What one worker does for all while each of its tasks is short: it reads mails and puts them into the search index faster than
 * they are sorted, and a second worker would only compile and keep the same code (measured over a first sync: 60 MB, and a
 * fifth of a millisecond a mail). Past `PATIENCE` milliseconds of one task another worker helps: longer than a fresh worker
 * takes to load the reader, or a feed its share, on a busy machine.
 */
const ONE_WORKER: ReadonlySet<TaskName> = new Set(['parse', 'search-feed'])
const PATIENCE = 2_000

const CANCELLED = fail<TaskFailure>({ code: 'worker-died', detail: 'cancelled' })

export function openWorkerPool(options: PoolOptions): TaskRunner {
  const deadlines = { ...TASK_DEADLINES, ...options.deadlines }
  const { patience = PATIENCE, memory = MEMORY } = options
  const waiting: Job[] = []
  const seats: Seat[] = Array.from({ length: options.size }, () => ({
    worker: null,
    job: null,
    timer: null,
    since: 0,
    knows: new Set(),
  }))
  let nextId = 1
  let closed = false
  let recheck: NodeJS.Timeout | null = null

  const finish = (seat: Seat, result: Result<unknown, TaskFailure>): void => {
    const { job } = seat
    if (seat.timer !== null) clearTimeout(seat.timer)
    seat.job = null
    seat.timer = null
    job?.settle(result)
    startNext()
  }
  const retire = (seat: Seat): void => {
    const { worker } = seat
    seat.worker = null
    seat.knows.clear()
    worker?.removeAllListeners()
    // What it still throws on its way out reaches nobody, and must not end the process.
    worker?.on('error', () => undefined)
    // The thread is abandoned whatever it is doing; nothing waits for it but `close`.
    void worker?.terminate()
  }
  const workerOf = (seat: Seat): Worker => {
    if (seat.worker !== null) return seat.worker
    const worker = new Worker(options.file, { resourceLimits: memory })
    worker.on('message', (reply: TaskReply) => {
      if (seat.job?.request.id !== reply.id) return
      if (reply.kind === 'progress') return seat.job.onProgress(reply.done, reply.total)
      finish(seat, reply.kind === 'done' ? ok(reply.output) : fail({ code: 'worker-died', detail: reply.message }))
    })
    const died = (detail: string): void => {
      retire(seat)
      finish(seat, fail({ code: 'worker-died', detail }))
    }
    worker.on('error', (error: Error) => died(error.message))
    worker.on('exit', (code) => died(`exit code ${code}`))
    // An idle worker keeps no process alive.
    worker.unref()
    seat.worker = worker
    return worker
  }
  /** The seat that a task goes to now; null when it waits. */
  const seatFor = (name: TaskName): Seat | null => {
    const idle = seats.filter(({ job }) => job === null)
    const knowing = idle.find(({ knows }) => knows.has(name))
    if (knowing !== undefined || idle.length === 0) return knowing ?? null
    if (ONE_WORKER.has(name)) {
      const isSoonFree = seats.some(
        ({ job, since }) => job !== null && ONE_WORKER.has(job.request.name) && performance.now() - since < patience,
      )
      if (isSoonFree) return null
      const kindred = idle.find(({ knows }) => [...ONE_WORKER].some((one) => knows.has(one)))
      if (kindred !== undefined) return kindred
    }
    // The one that has learnt least: what another has learnt may be asked for next.
    return idle.toSorted((a, b) => a.knows.size - b.knows.size)[0] ?? null
  }
  const start = (seat: Seat, job: Job): void => {
    const { name } = job.request
    seat.job = job
    seat.since = performance.now()
    seat.timer = setTimeout(() => {
      retire(seat)
      finish(seat, fail({ code: 'timeout', detail: `${name} took more than ${job.deadline} ms` }))
    }, job.deadline)
    workerOf(seat).postMessage(job.request)
    seat.knows.add(name)
  }
  const startNext = (): void => {
    if (closed) return
    for (let at = 0; at < waiting.length;) {
      const job = waiting[at] as Job
      const seat = seatFor(job.request.name)
      if (seat === null) {
        at += 1
        continue
      }
      waiting.splice(at, 1)
      start(seat, job)
    }
    const mayStart = waiting.length > 0 && seats.some(({ job }) => job === null)
    if (mayStart) {
      recheck ??= setTimeout(() => {
        recheck = null
        startNext()
      }, patience)
    }
  }

  const cancel = (job: Job): void => {
    const at = waiting.indexOf(job)
    if (at >= 0) {
      waiting.splice(at, 1)
      job.settle(CANCELLED)
      return
    }
    const seat = seats.find((each) => each.job === job)
    if (seat === undefined) return
    retire(seat)
    finish(seat, CANCELLED)
  }

  return {
    run<N extends TaskName>(name: N, input: TaskInput<N>, { onProgress, signal }: TaskWatch = {}) {
      if (closed) throw new Error('the worker pool is closed')
      return new Promise<Result<TaskOutput<N>, TaskFailure>>((resolve) => {
        if (signal?.aborted === true) return resolve(CANCELLED)
        const giveUp = (): void => cancel(job)
        const job: Job = {
          request: { id: nextId++, name, input },
          deadline: deadlines[name],
          onProgress: onProgress ?? (() => undefined),
          settle: (result) => {
            signal?.removeEventListener('abort', giveUp)
            resolve(result as Result<TaskOutput<N>, TaskFailure>)
          },
        }
        signal?.addEventListener('abort', giveUp, { once: true })
        waiting.push(job)
        startNext()
      })
    },
    tell(name, input, asked) {
      for (const { worker, knows } of seats) {
        // An answer to what is no job is passed over.
        if (knows.has(asked)) worker?.postMessage({ id: nextId++, name, input } satisfies TaskRequest)
      }
    },
    async close() {
      closed = true
      if (recheck !== null) clearTimeout(recheck)
      for (const job of waiting.splice(0)) job.settle(fail({ code: 'worker-died', detail: 'closing' }))
      await Promise.all(
        seats.map(async (seat) => {
          const { worker } = seat
          worker?.removeAllListeners()
          worker?.on('error', () => undefined)
          if (seat.timer !== null) clearTimeout(seat.timer)
          seat.job?.settle(fail({ code: 'worker-died', detail: 'closing' }))
          seat.job = null
          await worker?.terminate()
        }),
      )
    },
  }
}

/** Runs tasks in place, without threads or deadlines: for unit tests of what uses them. */
export function inlineTaskRunner(): TaskRunner {
  return {
    run: async (name, input, { onProgress } = {}) => {
      const { runTask } = await import('./tasks')
      return ok(await runTask(name, input, onProgress))
    },
    tell(name, input) {
      void this.run(name, input)
    },
    close: () => Promise.resolve(),
  }
}
