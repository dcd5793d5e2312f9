/**
 * Mutants of the corpus through the built workers, as files, under deadlines: as the app reads mail. The seed is printed;
 * FUZZ_SEED makes the same mutants again, FUZZ_MAILS more or fewer of them.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { quarantineReasonSchema, parsedMessageSchema } from '@shared/domain/mail'
import { openWorkerPool, type TaskRunner } from '@core/workers/pool'
import type { TaskOutput } from '@core/workers/tasks'
import { expectHarmless, expectWhole } from '../../support/harmless'
import { mutantOf, seedMails } from '../../support/mutate-mail'

/** The built worker: what the app runs. */
const WORKER = fileURLToPath(new URL('../../../out/main/worker.js', import.meta.url))
const WORKERS = 2
const BATCH = 20
const MAILS = Number(process.env['FUZZ_MAILS'] ?? 10_000)
/** A batch may take so long: a mail that takes as long by itself hangs. */
const HANG_MS = 5_000
const SEED = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 1_000_000))
/** Of so many mails one has its attachments fetched as well. */
const FETCHED = 7

let folder: string
let pool: TaskRunner
beforeAll(() => {
  expect(existsSync(WORKER), 'the app is built').toBe(true)
  folder = mkdtempSync(path.join(tmpdir(), 'tougao-fuzz-'))
  const deadlines = { parse: HANG_MS, attachments: HANG_MS }
  pool = openWorkerPool({ file: WORKER, size: WORKERS, deadlines })
})
afterAll(async () => {
  await pool.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A worker that died or was killed fails the run: that is what the deadline is for. */
async function read(files: readonly string[]): Promise<TaskOutput<'parse'>> {
  const outcome = await pool.run('parse', { files })
  if (outcome.ok) return outcome.value
  if (files.length === 1) throw new Error(JSON.stringify(outcome.error))
  // Which one was it, or were they only many?
  const single: TaskOutput<'parse'>[number][] = []
  for (const file of files) single.push(...(await read([file])))
  return single
}

test(`${MAILS} mutants: none crashes a worker, none hangs, none is lost`, { timeout: 600_000 }, async () => {
  const seeds = seedMails()
  const outcomes = new Map<string, number>()
  const begun = performance.now()
  let next = 0

  const check = async (number: number, file: string, raw: Buffer, outcome: TaskOutput<'parse'>[number] | undefined) => {
    expect(readFileSync(file).equals(raw)).toBe(true)
    if (outcome === undefined) throw new Error('no outcome')
    const name = outcome.ok ? 'read' : quarantineReasonSchema.parse(outcome.error.reason)
    outcomes.set(name, (outcomes.get(name) ?? 0) + 1)
    if (!outcome.ok) return
    const message = parsedMessageSchema.parse(JSON.parse(Buffer.from(outcome.value.json).toString('utf8')))
    expectHarmless(message)
    if (number % FETCHED !== 0 || message.attachments.length === 0) return
    const sha256s = message.attachments.map(({ sha256 }) => sha256)
    const fetched = await pool.run('attachments', { file, sha256s })
    if (!fetched.ok || !fetched.value.ok) throw new Error(JSON.stringify(fetched))
    expectWhole(message, fetched.value.value)
  }

  const runner = async (): Promise<void> => {
    while (next < MAILS) {
      const numbers = Array.from({ length: Math.min(BATCH, MAILS - next) }, () => next++)
      const mutants = numbers.map((number) => mutantOf(SEED, number, seeds))
      const files = numbers.map((number) => path.join(folder, `${number}.eml`))
      for (const [index, { raw }] of mutants.entries()) writeFileSync(files[index] ?? '', raw)
      const label = (index: number): string =>
        `FUZZ_SEED=${SEED}, mutant ${numbers[index]}: ${mutants[index]?.steps.join(', ')}`
      const first = await read(files).catch((error: unknown) => {
        throw new Error(`FUZZ_SEED=${SEED}, among mutants ${numbers.join(' ')}`, { cause: error })
      })
      const second = await read(files)
      for (const [index, { raw }] of mutants.entries()) {
        try {
          expect(JSON.stringify(second[index])).toBe(JSON.stringify(first[index]))
          await check(numbers[index] ?? 0, files[index] ?? '', raw, first[index])
        } catch (error) {
          throw new Error(label(index), { cause: error })
        }
      }
      for (const file of files) rmSync(file)
    }
  }

  console.log(`FUZZ_SEED=${SEED} FUZZ_MAILS=${MAILS}`)
  await Promise.all(Array.from({ length: WORKERS }, runner))
  const seconds = (performance.now() - begun) / 1_000
  console.log(`each read twice, in ${seconds.toFixed(0)} s: ${JSON.stringify(Object.fromEntries(outcomes))}`)
  // Every mutant has an outcome, and most are still mails.
  expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBe(MAILS)
  expect(outcomes.get('read') ?? 0).toBeGreaterThan(MAILS / 2)
})
