/** The entry of the keeper's thread (see `keeper.ts`). */
import { parentPort, workerData } from 'node:worker_threads'
import { openGroupKeeper } from './keep-group'
import type { KeeperReply, KeeperRequest, KeeperSetup } from './keeper-messages'

const port = parentPort
if (port === null) throw new Error('this file runs in a worker thread')
const keep = openGroupKeeper((workerData as KeeperSetup).folder)

port.on('message', ({ id, sizes, memory }: KeeperRequest) => {
  let at = 0
  const items = sizes.map((size) => {
    at += size
    return new Uint8Array(memory, at - size, size)
  })
  keep(items).then(
    (names) => port.postMessage({ id, memory, kind: 'kept', names } satisfies KeeperReply, [memory]),
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error)
      const code = (error as NodeJS.ErrnoException | null)?.code ?? null
      port.postMessage({ id, memory, kind: 'failed', message, code } satisfies KeeperReply, [memory])
    },
  )
})
