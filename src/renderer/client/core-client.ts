/**
 * The window's line to the core: one oRPC client over a MessagePort that the preload hands over.
 * When the core is restarted a new port arrives; calls made meanwhile wait for it, calls under way fail.
 */
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '@shared/contract/contract'
import { openFailureSchema, type OpenFailureMessage } from '@shared/shell-messages'
import { z } from 'zod'

const coreFailedSchema = z.object({ type: z.literal('tougao:core-failed'), failure: openFailureSchema })

export type CoreClient = ContractRouterClient<Contract>

/** `connecting` until the first port; `restarting` from the loss of a port until the next; `failed`: the profile was not opened. */
export type CoreStatus = 'connecting' | 'ready' | 'restarting' | 'failed'

/** What the page may say to the shell (see src/preload). */
export interface ShellBridge {
  /** The page listens: hand over the port. */
  ready(): void
  reopen(): void
  showProfile(): void
  quit(): void
}

declare global {
  interface Window {
    /** Not there when the page runs outside the shell (a development server). */
    readonly tougaoShell?: ShellBridge
  }
}

export interface CoreConnection {
  /** The client of the newest port; waits while there is none. */
  client(): Promise<CoreClient>
  status(): CoreStatus
  /** Why the profile was not opened; null unless the status is `failed`. */
  failure(): OpenFailureMessage | null
  /** Counts the ports received: 1 is the first start, more are restarts. */
  generation(): number
  /** Called on every change of status; returns the way out. */
  subscribe(listener: () => void): () => void
}

/** Listens for ports on `target` (the page's window). Messages from elsewhere are ignored. */
export function connectCore(target: Window): CoreConnection {
  let status: CoreStatus = 'connecting'
  let generation = 0
  let failure: OpenFailureMessage | null = null
  let ready: Promise<CoreClient>
  let resolveReady: (client: CoreClient) => void = () => undefined
  const listeners = new Set<() => void>()
  const ports = new Set<MessagePort>()

  const awaitPort = (): void => {
    ready = new Promise((resolve) => {
      resolveReady = resolve
    })
  }
  /** A call on a dead port is never answered: the link fails those under way when its port says that it closed. */
  const closePorts = (): void => {
    for (const port of ports) {
      port.dispatchEvent(new Event('close'))
      port.close()
    }
    ports.clear()
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
      closePorts()
      become(generation === 0 ? 'connecting' : 'restarting')
      return
    }
    const failed = coreFailedSchema.safeParse(event.data)
    if (failed.success) {
      failure = failed.data.failure
      become('failed')
      return
    }
    const port = event.ports[0]
    if (event.data !== 'tougao:core-port' || port === undefined) return
    const client: CoreClient = createORPCClient(new RPCLink({ port }))
    port.start()
    ports.add(port)
    generation += 1
    resolveReady(client)
    become('ready')
  })

  target.tougaoShell?.ready()
  return {
    client: () => ready,
    status: () => status,
    failure: () => (status === 'failed' ? failure : null),
    generation: () => generation,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
