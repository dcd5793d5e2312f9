import { describe, expect, it } from 'vitest'
import { createEventHub } from '@core/api/event-hub'
import type { DeskEvent } from '@shared/domain/desk'

const changed = (scope: 'letters' | 'authors' = 'letters'): DeskEvent => ({ type: 'changed', scopes: [scope] })

async function take(events: AsyncGenerator<DeskEvent, void, void>, count: number): Promise<DeskEvent[]> {
  const taken: DeskEvent[] = []
  for (let index = 0; index < count; index += 1) {
    const next = await events.next()
    if (next.done === true) break
    taken.push(next.value)
  }
  return taken
}

describe('the event hub', () => {
  it('greets first, then tells everything in order', async () => {
    const hub = createEventHub(42)
    const events = hub.subscribe()
    expect(await take(events, 1)).toEqual([{ type: 'hello', startedAt: 42 }])
    hub.emit(changed('letters'))
    hub.emit(changed('authors'))
    expect(await take(events, 2)).toEqual([changed('letters'), changed('authors')])
  })

  it('wakes a subscriber that waits', async () => {
    const hub = createEventHub(1)
    const events = hub.subscribe()
    await take(events, 1)
    const waiting = take(events, 1)
    hub.emit(changed())
    expect(await waiting).toEqual([changed()])
  })

  it('tells every subscriber', async () => {
    const hub = createEventHub(1)
    const [one, other] = [hub.subscribe(), hub.subscribe()]
    await Promise.all([take(one, 1), take(other, 1)])
    hub.emit(changed())
    expect(await take(one, 1)).toEqual([changed()])
    expect(await take(other, 1)).toEqual([changed()])
  })

  it('tells a subscriber that fell behind that everything changed, instead of keeping all for it', async () => {
    const hub = createEventHub(1)
    const events = hub.subscribe()
    await take(events, 1)
    for (let index = 0; index < 1_000; index += 1) hub.emit(changed())
    hub.emit(changed('authors'))
    const [first, second] = await take(events, 2)
    expect(first).toMatchObject({
      type: 'changed',
      scopes: expect.arrayContaining(['submissions', 'letters', 'quarantine']) as unknown,
    })
    expect(second).toEqual(changed('authors'))
  })

  it('keeps a thousand for it before that', async () => {
    const hub = createEventHub(1)
    const events = hub.subscribe()
    await take(events, 1)
    for (let index = 0; index < 1_000; index += 1) hub.emit(changed())
    expect(await take(events, 1_000)).toHaveLength(1_000)
  })

  it('ends a subscription that is aborted, while it waits or before it began', async () => {
    const hub = createEventHub(1)
    const abort = new AbortController()
    const events = hub.subscribe(abort.signal)
    await take(events, 1)
    const waiting = events.next()
    abort.abort()
    expect(await waiting).toEqual({ done: true, value: undefined })
    const late = hub.subscribe(abort.signal)
    expect(await late.next()).toEqual({ done: true, value: undefined })
    hub.emit(changed())
  })
})
