import { connectCore, type CoreConnection } from '@renderer/client/core-client'
import { isCoreLost } from '@renderer/client/use-core'
import { beforeEach, expect, it } from 'vitest'

let target: EventTarget
let connection: CoreConnection
beforeEach(() => {
  target = new EventTarget()
  connection = connectCore(target as Window)
})

function hear(data: unknown, ports: MessagePort[] = []): void {
  target.dispatchEvent(Object.assign(new Event('message'), { data, ports, source: target }))
}

/** A port to a core that takes every call and answers none. */
function silentPort(): MessagePort {
  return new MessageChannel().port1
}

it('fails the calls under way when the core is lost, and holds later ones for the next', async () => {
  hear('tougao:core-port', [silentPort()])
  const call = (await connection.client()).desk.info()
  hear('tougao:core-lost')
  await expect(call).rejects.toSatisfy(isCoreLost)
  expect(connection.status()).toBe('restarting')
  const waiting = connection.client()
  hear('tougao:core-port', [silentPort()])
  expect(connection.generation()).toBe(2)
  const again = (await waiting).desk.info()
  hear('tougao:core-lost')
  await expect(again).rejects.toThrow()
})

it('lets the calls of an older port to the same core go on', async () => {
  hear('tougao:core-port', [silentPort()])
  const call = (await connection.client()).desk.info()
  hear('tougao:core-port', [silentPort()])
  await expect(Promise.race([call, new Promise((resolve) => setTimeout(resolve, 50, 'waits'))])).resolves.toBe('waits')
  hear('tougao:core-lost')
  await expect(call).rejects.toThrow()
})
