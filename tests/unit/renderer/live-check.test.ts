/** When a text that is written is checked, and what of the answers is shown. */
import {
  createLiveCheck,
  nothingTyped,
  type LiveAnswer,
  type LiveCheck,
  type TypedNow,
} from '@renderer/features/review/live-check'
import { beforeEach, describe, expect, it } from 'vitest'

let now: TypedNow
let shown: LiveCheck
let asks: { readonly answer: (answer: LiveAnswer) => Promise<void>; readonly reject: (error: Error) => Promise<void> }[]
let due: (() => void) | null
let ended: number

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
}
const make = () =>
  createLiveCheck({
    ask: () =>
      new Promise((resolve, reject) => {
        asks.push({
          answer: (answer) => (resolve(answer), settle()),
          reject: (error) => (reject(error), settle()),
        })
      }),
    mayPass: (error) => error instanceof Error && error.name === 'AbortError',
    now: () => now,
    blocks: () => [],
    put: (check) => {
      shown = check
    },
    onEnd: () => {
      ended += 1
    },
    later(_milliseconds, run) {
      due = run
      return () => {
        if (due === run) due = null
      }
    },
  })
let live: ReturnType<typeof make>
const type = (step: number): void => {
  now = { kind: 'unkept' }
  live.look()
  now = { kind: 'kept', step }
  live.look()
}
/** The pause is over. */
const pause = async (): Promise<void> => {
  const run = due
  due = null
  run?.()
  await settle()
}
const checked = (step: number): LiveAnswer => ({ state: 'checked', baseHash: 'h', step, findings: [], checklist: [] })

beforeEach(() => {
  now = { kind: 'recorded' }
  shown = nothingTyped
  asks = []
  due = null
  ended = 0
  live = make()
  live.begin()
})

describe('the check of a text that is written', () => {
  it('is asked for after a pause, once what was typed is kept', async () => {
    expect(due).toBeNull()
    now = { kind: 'unkept' }
    live.look()
    expect(shown.status).toEqual({ kind: 'checking' })
    expect(due).toBeNull()
    now = { kind: 'kept', step: 3 }
    live.look()
    expect(asks).toHaveLength(0)
    await pause()
    expect(asks).toHaveLength(1)
    await asks[0]?.answer(checked(3))
    expect(shown).toMatchObject({ status: { kind: 'checked' }, checked: { baseHash: 'h', step: 3, settledAs: null } })
    // Saved again, attached again: nothing new.
    live.look()
    expect(due).toBeNull()
    expect(shown.status).toEqual({ kind: 'checked' })
  })

  it('drops an answer that typing overtook, keeps what is shown, and asks again at the next pause', async () => {
    type(3)
    await pause()
    type(4)
    await pause()
    // One at a time.
    expect(asks).toHaveLength(1)
    await asks[0]?.answer(checked(3))
    expect(shown).toMatchObject({ status: { kind: 'checking' }, checked: null })
    await pause()
    await asks[1]?.answer(checked(4))
    expect(shown.checked?.step).toBe(4)
    type(5)
    await pause()
    now = { kind: 'unkept' }
    live.look()
    await asks[2]?.answer(checked(5))
    expect(shown).toMatchObject({ status: { kind: 'checking' }, checked: { step: 4 } })
    // An input method that ended without a word: the same step is asked about again.
    now = { kind: 'kept', step: 5 }
    live.look()
    await pause()
    await asks[3]?.answer(checked(5))
    expect(shown).toMatchObject({ status: { kind: 'checked' }, checked: { step: 5 } })
  })

  it('says why there is none, and asks when something is typed or when it is told to', async () => {
    type(1)
    await pause()
    await asks[0]?.answer({ state: 'failed', step: 1, reason: 'timeout' })
    expect(shown.status).toEqual({ kind: 'failed', reason: 'timeout' })
    live.look()
    expect(due).toBeNull()
    live.again()
    expect(shown.status).toEqual({ kind: 'checking' })
    await pause()
    await asks[1]?.reject(new Error('a bug'))
    expect(shown.status).toEqual({ kind: 'failed', reason: 'died' })
    type(2)
    await pause()
    await asks[2]?.answer(checked(2))
    expect(shown.status).toEqual({ kind: 'checked' })
  })

  it('is asked of the core that follows one that ended', async () => {
    type(1)
    await pause()
    await asks[0]?.reject(Object.assign(new Error('closed'), { name: 'AbortError' }))
    expect(shown.status).toEqual({ kind: 'checking' })
    await pause()
    await asks[1]?.answer(checked(1))
    expect(shown.status).toEqual({ kind: 'checked' })
  })

  it('is asked for again when rules change, once for however many changes, also while an answer is on its way', async () => {
    live.again()
    expect(due).toBeNull()
    type(1)
    await pause()
    live.again()
    await pause()
    expect(asks).toHaveLength(1)
    await asks[0]?.answer(checked(1))
    expect(shown).toMatchObject({ status: { kind: 'checking' }, checked: { step: 1 } })
    const planned = due
    live.again()
    live.again()
    expect(due).toBe(planned)
    await pause()
    await asks[1]?.answer(checked(1))
    expect(shown.status).toEqual({ kind: 'checked' })
    expect(asks).toHaveLength(2)
  })

  it('holds until the recorded check is here, and is nothing any more when the text is left', async () => {
    type(2)
    await pause()
    await asks[0]?.answer(checked(2))
    now = { kind: 'recorded' }
    live.settled(1, 'another')
    expect(shown.checked?.settledAs).toBeNull()
    live.settled(2, 'recorded')
    live.look()
    expect(shown).toMatchObject({ status: { kind: 'recorded' }, checked: { settledAs: 'recorded' } })
    type(3)
    await pause()
    live.end()
    expect(shown).toEqual(nothingTyped)
    expect(ended).toBe(0)
    await asks[1]?.answer(checked(3))
    expect(shown).toEqual(nothingTyped)
    expect(ended).toBe(1)
  })
})
