/**
 * The window's line to the core: one oRPC client over a MessagePort that the preload hands over.
 * When the core is restarted a new port arrives; calls made meanwhile wait for it.
 */
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '@shared/contract/contract'

export type CoreClient = ContractRouterClient<Contract>

/** `connecting` until the first port; `restarting` from the loss of a port until the next. */
export type CoreStatus = 'connecting' | 'ready' | 'restarting'

export interface CoreConnection {
  /** The client of the newest port; waits while there is none. */
  client(): Promise<CoreClient>
  status(): CoreStatus
  /** Counts the ports received: 1 is the first start, more are restarts. */
  generation(): number
  /** Called on every change of status; returns the way out. */
  subscribe(listener: () => void): () => void
}

/** Listens for ports on `target` (the page's window). Messages from elsewhere are ignored. */
export function connectCore(target: Window): CoreConnection {
  let status: CoreStatus = 'connecting'
  let generation = 0
  let ready: Promise<CoreClient>
  let resolveReady: (client: CoreClient) => void = () => undefined
  const listeners = new Set<() => void>()

  const awaitPort = (): void => {
    ready = new Promise((resolve) => {
      resolveReady = resolve
    })
  }
  const become = (next: CoreStatus): void => {
    status = next
    for (const listener of listeners) listener()
  }

  awaitPort()
  target.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== target) return
    if (event.data === 'tougao:core-lost') {
      if (status === 'ready') awaitPort()
      become('restarting')
      return
    }
    const port = event.ports[0]
    if (event.data !== 'tougao:core-port' || port === undefined) return
    const client: CoreClient = createORPCClient(new RPCLink({ port }))
    port.start()
    generation += 1
    resolveReady(client)
    become('ready')
  })

  return {
    client: () => ready,
    status: () => status,
    generation: () => generation,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
