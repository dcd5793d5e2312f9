/** A server on loopback where hostile content points: it notes who came. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Trap {
  readonly origin: string
  /** Paths that were asked for. */
  readonly asked: string[]
  /** Connections made, whether or not anything was asked: a preconnect asks nothing. */
  connections: number
  close(): Promise<void>
}

export async function openTrap(): Promise<Trap> {
  const server = createServer((request, response) => {
    trap.asked.push(request.url ?? '')
    response.end()
  })
  server.on('connection', () => (trap.connections += 1))
  server.on('upgrade', (request, socket) => {
    trap.asked.push(request.url ?? '')
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const trap: Trap = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    connections: 0,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => void server.close(() => resolve()))
    },
  }
  return trap
}
