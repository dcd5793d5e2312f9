/**
 * The thread that writes raw mail: opening a file waits for the disk's journal, and a first sync does it fifty thousand times.
 * It is given bytes and a folder, reads nothing of what it writes, and starts with the first group.
 */
import { Worker } from 'node:worker_threads'
import type { KeepGroup } from './keep-group'
import type { KeeperReply, KeeperRequest, KeeperSetup } from './keeper-messages'

/** Megabytes of its heap: what it writes lies outside. */
const MEMORY = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32 } as const

/** Large groups differ a little in size: with some room to spare the next one fits into the memory of the last. */
const ROOM = 1024 * 1024
const roomFor = (size: number): number => (size < ROOM ? size : Math.ceil(size / ROOM) * ROOM)

export interface Keeper {
  readonly keep: KeepGroup
  close(): void
}

interface Waiting {
  readonly resolve: (names: string[]) => void
  readonly reject: (error: Error) => void
}

/** `file` is the built `keeper.js`. A thread that died fails what it had under way; the next group gets a fresh one. */
export function openKeeper(file: string, folder: string): Keeper {
  const waiting = new Map<number, Waiting>()
  // The memory of the last group comes back, and is taken again unless it was collected meanwhile.
  let spare: WeakRef<ArrayBuffer> | null = null
  const memoryFor = (size: number): Uint8Array<ArrayBuffer> => {
    const known = spare?.deref()
    spare = null
    const memory = known !== undefined && known.byteLength >= size ? known : new ArrayBuffer(roomFor(size))
    return new Uint8Array(memory, 0, size)
  }
  let worker: Worker | null = null
  let nextId = 1

  const settle = (id: number, use: (one: Waiting) => void): void => {
    const one = waiting.get(id)
    waiting.delete(id)
    // Idle, it keeps no process alive.
    if (waiting.size === 0) worker?.unref()
    if (one !== undefined) use(one)
  }
  const died = (error: Error): void => {
    worker?.removeAllListeners()
    worker?.on('error', () => undefined)
    worker = null
    for (const id of waiting.keys()) settle(id, ({ reject }) => reject(error))
  }
  const thread = (): Worker => {
    if (worker !== null) return worker
    const started = new Worker(file, { workerData: { folder } satisfies KeeperSetup, resourceLimits: MEMORY })
    started.on('message', (reply: KeeperReply) => {
      spare = new WeakRef(reply.memory)
      settle(reply.id, ({ resolve, reject }) => {
        if (reply.kind === 'kept') resolve([...reply.names])
        else reject(Object.assign(new Error(reply.message), reply.code === null ? {} : { code: reply.code }))
      })
    })
    started.on('error', died)
    started.on('exit', (code) => died(new Error(`the keeper ended with ${code}`)))
    worker = started
    return started
  }

  return {
    keep: (items) =>
      new Promise((resolve, reject) => {
        const sizes = items.map(({ byteLength }) => byteLength)
        const bytes = memoryFor(sizes.reduce((sum, size) => sum + size, 0))
        let at = 0
        for (const item of items) {
          bytes.set(item, at)
          at += item.byteLength
        }
        const id = nextId++
        waiting.set(id, { resolve, reject })
        const to = thread()
        to.ref()
        to.postMessage({ id, sizes, memory: bytes.buffer } satisfies KeeperRequest, [bytes.buffer])
      }),
    close() {
      const ending = worker
      died(new Error('the desk closes'))
      void ending?.terminate()
    },
  }
}
