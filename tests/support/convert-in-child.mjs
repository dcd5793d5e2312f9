/**
 * A process of its own that has the built worker convert files, one after the other, under a limit of heap, and says what became
 * of each and how much memory it took at most. Arguments: the worker's file, the heap in MB, a folder; its files are read in their
 * order of name.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Worker } from 'node:worker_threads'

const [workerFile = '', heap = '', folder = ''] = process.argv.slice(2)
const worker = new Worker(workerFile, {
  resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: Number(heap) },
})
/** @type {Record<string, { code: string, pages: number[][], characters: number }>} */
const outcomes = {}
for (const [id, filename] of readdirSync(folder).toSorted().entries()) {
  /** @type {number[][]} */
  const pages = []
  const reply = await new Promise((resolve) => {
    worker.once('error', (error) => resolve({ kind: 'died', message: String(error) }))
    worker.on('message', (message) => {
      if (message.id !== id) return
      if (message.kind === 'progress') pages.push([message.done, message.total])
      else resolve(message)
    })
    const bytes = new Uint8Array(readFileSync(path.join(folder, filename)))
    worker.postMessage({ id, name: 'convert', input: { kind: 'file', filename, bytes } })
  })
  worker.removeAllListeners('message')
  worker.removeAllListeners('error')
  const code =
    reply.kind !== 'done' ? `${reply.kind} ${reply.message}` : reply.output.ok ? 'ok' : reply.output.error.code
  outcomes[filename] = { code, pages, characters: JSON.stringify(reply.output?.value?.document ?? '').length }
  if (reply.kind === 'died') break
}
await worker.terminate()
// Kilobytes on Linux.
console.log(JSON.stringify({ outcomes, mostMb: Math.round(process.resourceUsage().maxRSS / 1024) }))
