/** A small pool of worker threads: one task a worker, a deadline a task, killed past it. */
import { Worker } from 'node:worker_threads'
import { fail, ok, type Result } from '@shared/domain/result'
import { TASK_DEADLINES } from './deadlines'
import type { TaskReply, TaskRequest } from './entry'
import type { TaskInput, TaskName, TaskOutput } from './tasks'

/** Why a task has no outcome. The next task gets a fresh worker. */
export type TaskFailure =
  { readonly code: 'timeout'; readonly detail: string } | { readonly code: 'worker-died'; readonly detail: string }

/**
 * A worker's heap, in MB. The young part is small, because a worker lives on short tasks and gives nothing back by itself; the
 * old part holds what the largest mail and document make, and what is beyond ends the worker and not the core.
 */
const MEMORY = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 1_024 } as const

export interface TaskRunner {
  run<N extends TaskName>(name: N, input: TaskInput<N>): Promise<Result<TaskOutput<N>, TaskFailure>>
  close(): Promise<void>
}

export interface PoolOptions {
  /** The built `worker.js`. */
  readonly file: string
  readonly size: number
  readonly deadlines?: Partial<Record<TaskName, number>>
}

interface Job {
  readonly request: TaskRequest
  readonly deadline: number
  readonly settle: (result: Result<unknown, TaskFailure>) => void
}

interface Seat {
  worker: Worker | null
  job: Job | null
  timer: NodeJS.Timeout | null
}

export function openWorkerPool(options: PoolOptions): TaskRunner {
  const deadlines = { ...TASK_DEADLINES, ...options.deadlines }
  const waiting: Job[] = []
  const seats: Seat[] = Array.from({ length: options.size }, () => ({ worker: null, job: null, timer: null }))
  let nextId = 1
  let closed = false

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
    worker?.removeAllListeners()
    // What it still throws on its way out reaches nobody, and must not end the process.
    worker?.on('error', () => undefined)
    // The thread is abandoned whatever it is doing; nothing waits for it but `close`.
    void worker?.terminate()
  }
  const workerOf = (seat: Seat): Worker => {
    if (seat.worker !== null) return seat.worker
    const worker = new Worker(options.file, { resourceLimits: MEMORY })
    worker.on('message', (reply: TaskReply) => {
      if (seat.job?.request.id !== reply.id) return
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
  const startNext = (): void => {
    const seat = seats.find((candidate) => candidate.job === null)
    if (seat === undefined || closed) return
    const job = waiting.shift()
    if (job === undefined) return
    seat.job = job
    seat.timer = setTimeout(() => {
      retire(seat)
      finish(seat, fail({ code: 'timeout', detail: `${job.request.name} took more than ${job.deadline} ms` }))
    }, job.deadline)
    workerOf(seat).postMessage(job.request)
  }

  return {
    run<N extends TaskName>(name: N, input: TaskInput<N>) {
      if (closed) throw new Error('the worker pool is closed')
      return new Promise<Result<TaskOutput<N>, TaskFailure>>((resolve) => {
        waiting.push({
          request: { id: nextId++, name, input },
          deadline: deadlines[name],
          settle: (result) => resolve(result as Result<TaskOutput<N>, TaskFailure>),
        })
        startNext()
      })
    },
    async close() {
      closed = true
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
    run: async (name, input) => {
      const { runTask } = await import('./tasks')
      return ok(await runTask(name, input))
    },
    close: () => Promise.resolve(),
  }
}
