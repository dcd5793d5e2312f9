/** The entry of a worker thread: takes one task at a time and answers with its outcome. */
import { parentPort } from 'node:worker_threads'
import { handedOver, runTask, type TaskInput, type TaskName } from './tasks'

export interface TaskRequest {
  readonly id: number
  readonly name: TaskName
  readonly input: TaskInput<TaskName>
}

export type TaskReply =
  | { readonly id: number; readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly id: number; readonly kind: 'done'; readonly output: unknown }
  | { readonly id: number; readonly kind: 'threw'; readonly message: string }

const port = parentPort
if (port === null) throw new Error('this file runs in a worker thread')

port.on('message', (request: TaskRequest) => {
  const tell = (done: number, total: number): void =>
    port.postMessage({ id: request.id, kind: 'progress', done, total } satisfies TaskReply)
  runTask(request.name, request.input, tell).then(
    (output) =>
      port.postMessage({ id: request.id, kind: 'done', output } satisfies TaskReply, handedOver(request.name, output)),
    (error: unknown) => {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
      port.postMessage({ id: request.id, kind: 'threw', message } satisfies TaskReply)
    },
  )
})
