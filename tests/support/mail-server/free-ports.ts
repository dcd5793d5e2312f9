// Ports nobody listens on. All are held until the last is found, so that no two are the same.
import { once } from 'node:events'
import net from 'node:net'

async function hold(): Promise<{ server: net.Server; port: number }> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, port: (server.address() as net.AddressInfo).port }
}

export async function freePorts<const Names extends readonly string[]>(
  names: Names,
): Promise<Record<Names[number], number>> {
  const held = await Promise.all(names.map(async (name) => ({ name, ...(await hold()) })))
  await Promise.all(held.map(({ server }) => new Promise((resolve) => server.close(resolve))))
  return Object.fromEntries(held.map(({ name, port }) => [name, port])) as Record<Names[number], number>
}
