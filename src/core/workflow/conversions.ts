/** Conversions under way: which are seen, how far each is, and the way to stop one. In memory: a conversion ends with the process. */
import type { ConversionRefusal, ConversionUnderWay } from '@shared/domain/manuscript'
import { assertNever, fail, type Result } from '@shared/domain/result'
import { submissionOfMessage } from '../store/repositories/messages'
import type { TaskFailure, TaskWatch } from '../workers/pool'
import type { TaskInput, TaskName, TaskOutput } from '../workers/tasks'
import { announce, type DeskContext } from './context'

type ConvertTask = Extract<TaskName, 'convert' | 'convert-mail'>

/** What is being converted: a mail that waits its turn, or a file that an editor handed in. */
export type ConversionSubject =
  { readonly kind: 'mail'; readonly hash: string } | { readonly kind: 'file'; readonly filename: string }

interface Running {
  readonly id: number
  readonly subject: ConversionSubject
  readonly abort: AbortController
  done: number
  /** 0 while nothing is known of it. */
  total: number
  /** Milliseconds of `performance.now` at which it was last told. */
  toldAt: number
}

/** Milliseconds after which a conversion is told of, and between two times that its progress is. */
const LONG = 1_000
const TELL_EVERY = 200

export interface Conversions {
  /** Runs a conversion where it can be seen and stopped. What ended without an outcome is a refusal with its reason. */
  run<N extends ConvertTask>(
    context: DeskContext,
    name: N,
    input: TaskInput<N>,
    subject: ConversionSubject,
  ): Promise<TaskOutput<N> | Result<never, ConversionRefusal>>
  list(context: DeskContext): ConversionUnderWay[]
  /** Stops one; of one that has ended, nothing. */
  cancel(id: number): void
}

export function openConversions(): Conversions {
  const running = new Map<number, Running>()
  let nextId = 1
  return {
    async run(context, name, input, subject) {
      const one: Running = {
        id: nextId++,
        subject,
        abort: new AbortController(),
        done: 0,
        total: 0,
        toldAt: Number.NEGATIVE_INFINITY,
      }
      running.set(one.id, one)
      const tell = (): void => {
        const now = performance.now()
        if (now - one.toldAt < TELL_EVERY) return
        one.toldAt = now
        announce(context, 'conversions')
      }
      const watch: TaskWatch = {
        signal: one.abort.signal,
        onProgress: (done, total) => {
          one.done = done
          one.total = total
          tell()
        },
      }
      const long = setTimeout(tell, LONG)
      try {
        const run = await context.tasks.run(name, input, watch)
        if (run.ok) return run.value
        return fail(one.abort.signal.aborted ? { code: 'cancelled', detail: '' } : refusalOf(run.error))
      } finally {
        clearTimeout(long)
        running.delete(one.id)
        // Only what was told of is on anybody's screen.
        if (wasTold(one)) announce(context, 'conversions')
      }
    },
    list: (context) =>
      [...running.values()]
        .filter(wasTold)
        .map(({ id, subject, done, total }) => ({ id, done, total, of: placeOf(context, subject) })),
    cancel: (id) => running.get(id)?.abort.abort(),
  }
}

function wasTold({ toldAt }: Running): boolean {
  return toldAt !== Number.NEGATIVE_INFINITY
}

function placeOf(context: DeskContext, subject: ConversionSubject): ConversionUnderWay['of'] {
  return subject.kind === 'file'
    ? subject
    : { kind: 'mail', submissionId: submissionOfMessage(context.db, subject.hash) }
}

function refusalOf({ code, detail }: TaskFailure): ConversionRefusal {
  switch (code) {
    case 'timeout':
      return { code, detail }
    case 'worker-died':
      return { code: 'corrupt', detail }
    default:
      return assertNever(code)
  }
}
