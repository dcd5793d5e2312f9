/**
 * What strangers' files may cost: the built worker converts hostile ones and a long PDF under a quarter of the heap that it has in
 * the app. A limit of heap does not count the bytes of files, so the most that the process ever held is bounded beside it.
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hostileDocs, hostileZips } from '../support/hostile-files'
import { randomNumbers } from '../support/random'
import { corpusMail } from '../unit/manuscript/support/corpus'
import { longPdf } from '../unit/manuscript/support/documents'

/** MB of a worker's old generation. */
const HEAP = 256
/** MB that the process may hold at most: Node and the code (about 110), a file of 64 MiB that is read and handed over, what it unpacks to (128 MiB), the heap. */
const MOST = 110 + 2 * 64 + 128 + HEAP

interface Outcome {
  readonly code: string
  readonly pages: readonly (readonly [number, number])[]
  /** Of the document as it is kept. */
  readonly characters: number
}
interface Said {
  readonly outcomes: Readonly<Record<string, Outcome>>
  readonly mostMb: number
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tougao-memory-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function convertInChild(): Promise<Said> {
  const file = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))
  const child = [file('../support/convert-in-child.mjs'), file('../../out/main/worker.js'), String(HEAP), folder]
  const { stdout } = await promisify(execFile)(process.execPath, child, { maxBuffer: 64 * 1024 * 1024 })
  const said = JSON.parse(stdout) as Said
  process.stderr.write(`most memory: ${said.mostMb} MB of ${MOST}, heap limit ${HEAP} MB\n`)
  return said
}

describe('the worker', () => {
  const random = randomNumbers('hostile files')

  it(`outlives hostile .doc and .zip, each refused or read (SEED=${random.seed})`, async () => {
    const doc = Buffer.from((await corpusMail('05')).attachments[0]?.bytes ?? [])
    const files = [...hostileDocs(doc, random), ...(await hostileZips())]
    const named = files.map((each, index) => ({ ...each, named: `${String(index).padStart(3, '0')} ${each.filename}` }))
    for (const { named: name, bytes } of named) writeFileSync(path.join(folder, name), bytes)
    const { outcomes, mostMb } = await convertInChild()
    for (const { name, named: filename, becomes } of named) {
      const code = outcomes[filename]?.code
      if (becomes === null) expect(code, name).toMatch(/^[a-z-]+$/)
      else expect(code, name).toBe(becomes)
    }
    expect(mostMb).toBeLessThan(MOST)
  })

  it('reads a PDF of a hundred full pages and tells of every page', async () => {
    writeFileSync(path.join(folder, '百页.pdf'), longPdf(100))
    const { outcomes, mostMb } = await convertInChild()
    const { code, pages, characters } = outcomes['百页.pdf'] ?? { code: '', pages: [], characters: 0 }
    expect(code).toBe('ok')
    expect(pages).toEqual(Array.from({ length: 100 }, (_, index) => [index + 1, 100]))
    expect(characters).toBeGreaterThan(100 * 45 * 80)
    expect(mostMb).toBeLessThan(MOST)
  })
})
