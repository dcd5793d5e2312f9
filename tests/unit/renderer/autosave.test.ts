import { createAutosave, LONGEST, PAUSE, type AutosaveOptions, type SaveState } from '@renderer/editor/autosave'
import type { StepLog } from '@renderer/editor/step-log'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { Fragment, Slice } from '@tiptap/pm/model'
import { ReplaceStep } from '@tiptap/pm/transform'
import { beforeEach, describe, expect, it } from 'vitest'

const step = (index: number) =>
  new ReplaceStep(1, 1, new Slice(Fragment.from(manuscriptSchema.text(String(index % 10))), 0, 0))
const logOf = (base: number, count: number): StepLog => ({
  base,
  steps: Array.from({ length: count }, (_, index) => step(base + index)),
})

/** A core that keeps steps as the real one does, and a clock that stands until it is moved. */
let kept: string[]
let settled: number
let requests: { from: number; steps: number }[]
let failing: unknown
let states: SaveState[]
let now: number
let waits: { at: number; resolve: () => void }[]
beforeEach(() => {
  kept = []
  settled = 0
  requests = []
  failing = null
  states = []
  now = 0
  waits = []
})
const hash = (): string => `text after ${settled}`
const lost = new Error('lost')
const options = (onSettled: (step: number) => void = () => undefined): AutosaveOptions => ({
  save: async ({ from, steps }) => {
    requests.push({ from, steps: steps.length })
    await Promise.resolve()
    if (failing !== null) throw failing
    if (from > kept.length + 1) throw new Error('a gap')
    kept.push(...steps.slice(kept.length + 1 - from))
    return { baseHash: hash(), settled, step: kept.length }
  },
  settle: async () => {
    await Promise.resolve()
    settled = kept.length
    return { contentHash: hash(), step: settled }
  },
  onState: (state) => states.push(state),
  onSettled,
  mayPass: (error) => error === lost,
  wait(milliseconds) {
    let resolve: () => void = () => undefined
    const over = new Promise<void>((done) => {
      resolve = done
    })
    const wait = { at: now + milliseconds, resolve }
    waits.push(wait)
    return { over, end: () => void waits.splice(waits.indexOf(wait), 1) }
  },
  now: () => now,
})
async function pass(milliseconds: number): Promise<void> {
  now += milliseconds
  for (const wait of waits.filter(({ at }) => at <= now)) {
    waits.splice(waits.indexOf(wait), 1)
    wait.resolve()
  }
  for (let turn = 0; turn < 50; turn++) await Promise.resolve()
}

describe('saving while somebody types', () => {
  it('waits for a pause, and not for ever', async () => {
    const autosave = createAutosave(hash(), options())
    autosave.start(hash(), 0)
    autosave.note(logOf(0, 1))
    await pass(PAUSE - 1)
    expect(requests).toEqual([])
    await pass(1)
    expect(requests).toEqual([{ from: 1, steps: 1 }])
    // A key every tenth of a second leaves no pause.
    for (let key = 0; key < 12; key++) {
      autosave.note(logOf(0, 2 + key))
      await pass(100)
    }
    expect(kept.length).toBeGreaterThanOrEqual(1 + Math.floor(LONGEST / 100))
    await pass(PAUSE)
    expect(kept).toHaveLength(13)
    expect(states.at(-1)).toEqual({ kind: 'saved' })
  })

  it('keeps what was typed before the core said how to number it', async () => {
    const autosave = createAutosave(hash(), options())
    kept = ['a', 'b']
    autosave.note(logOf(2, 3))
    autosave.start(hash(), 2)
    await pass(PAUSE)
    expect(requests).toEqual([{ from: 3, steps: 3 }])
  })

  it('says it again after a failure that may pass, and says so', async () => {
    const autosave = createAutosave(hash(), options())
    autosave.start(hash(), 0)
    failing = lost
    autosave.note(logOf(0, 2))
    await pass(PAUSE)
    expect(states.at(-1)).toEqual({ kind: 'failed', error: lost, trying: true })
    expect(autosave.clean()).toBe(false)
    failing = null
    autosave.note(logOf(0, 3))
    await pass(60_000)
    expect(kept).toHaveLength(3)
    expect(states.at(-1)).toEqual({ kind: 'saved' })
  })

  it('stops at a refusal, and whoever settles hears of it', async () => {
    const autosave = createAutosave(hash(), options())
    autosave.start(hash(), 0)
    failing = new Error('refused')
    autosave.note(logOf(0, 1))
    await pass(PAUSE)
    expect(states.at(-1)).toMatchObject({ kind: 'failed', trying: false })
    await expect(autosave.settle()).rejects.toThrow('refused')
  })
})

describe('settling', () => {
  it('saves what is typed first, and what is typed meanwhile afterwards', async () => {
    let log = logOf(0, 2)
    const autosave = createAutosave(
      hash(),
      options((upTo) => {
        log = { base: upTo, steps: log.steps.slice(upTo - log.base) }
        autosave.note(log)
      }),
    )
    autosave.start(hash(), 0)
    autosave.note(log)
    const settling = autosave.settle()
    log = logOf(0, 3)
    autosave.note(log)
    expect(await settling).toBe(autosave.baseHash())
    await pass(PAUSE)
    expect(kept).toHaveLength(3)
    expect(autosave.knows(hash())).toBe(true)
  })

  it('of nothing asks nobody', async () => {
    const autosave = createAutosave(hash(), options())
    autosave.start(hash(), 0)
    const before = hash()
    expect(await autosave.settle()).toBe(before)
    expect(requests).toEqual([])
  })

  it('knows the text that the core made of the very steps it was told, and no other', async () => {
    const autosave = createAutosave(hash(), options())
    autosave.start(hash(), 0)
    autosave.note(logOf(0, 2))
    await pass(PAUSE)
    autosave.compare({ baseHash: 'other', settled: 0, step: 1 })
    expect(autosave.knows('other')).toBe(false)
    autosave.compare({ baseHash: 'same', settled: 2, step: 2 })
    expect(autosave.knows('same')).toBe(true)
  })
})
