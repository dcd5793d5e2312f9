// Stands between the program and a server, and breaks the line the way lines break. It sees bytes, so the faults that
// wait for a text need a port without TLS (or STARTTLS).
import { once } from 'node:events'
import net from 'node:net'

export interface DirectionFaults {
  /** Lets so many bytes of a connection through, then cuts. */
  readonly cutAfterBytes?: number
  /** Cuts when this text comes; the text itself is not let through. */
  readonly cutOnText?: string
  /** Lets everything up to this text through, then nothing more, and keeps the line open: a stall. */
  readonly stallOnText?: string
  /** Lets so many bytes through, then says that this side has ended (FIN) and keeps the other open. */
  readonly endAfterBytes?: number
  /** Holds every piece back so long. */
  readonly delayMs?: number
}

export interface Faults {
  readonly toServer?: DirectionFaults
  readonly toClient?: DirectionFaults
  /** Closes each connection as soon as it is made. */
  readonly dropAtOnce?: boolean
  /** How a cut looks: `reset` (RST, the default) or `close` (FIN). */
  readonly cut?: 'reset' | 'close'
  /** After so many faults, connections are left alone. Default: no end. */
  readonly times?: number
}

export interface TcpProxy {
  readonly host: string
  readonly port: number
  /** Replaces the faults, for connections made from now on. */
  setFaults(faults: Faults): void
  /** Stops listening: further connections are refused. Those that stand are kept. */
  refuse(): Promise<void>
  /** Listens again, on the same port. */
  accept(): Promise<void>
  /** Cuts every connection that stands. */
  cutAll(): void
  /** Swallows whatever comes on the connections that stand, both ways, and keeps them open: nobody is told of anything. */
  silenceAll(): void
  /** Connections made so far, faults that came to pass, and bytes let through to clients. */
  readonly counts: { connections: number; faults: number; toClient: number }
  /** Hears every piece as it comes, in order; null for nobody. */
  tap(listener: ((direction: 'toServer' | 'toClient', piece: Buffer) => void) | null): void
  stop(): Promise<void>
}

export async function startTcpProxy(
  target: { readonly host?: string; readonly port: number },
  initial: Faults = {},
): Promise<TcpProxy> {
  let faults = initial
  let left = initial.times ?? Infinity
  let tapped: ((direction: 'toServer' | 'toClient', piece: Buffer) => void) | null = null
  const counts = { connections: 0, faults: 0, toClient: 0 }
  const open = new Set<{ client: net.Socket; upstream: net.Socket; silence: () => void }>()

  const cut = (client: net.Socket, upstream: net.Socket, how: 'reset' | 'close') => {
    if (how === 'reset') {
      client.resetAndDestroy()
      upstream.resetAndDestroy()
    } else {
      client.destroy()
      upstream.destroy()
    }
  }

  const server = net.createServer({ allowHalfOpen: true }, (client) => {
    counts.connections += 1
    const mine = faults
    const how = mine.cut ?? 'reset'
    client.on('error', () => undefined)
    const spend = () => {
      if (left <= 0) return false
      left -= 1
      counts.faults += 1
      return true
    }
    if (mine.dropAtOnce === true && spend()) {
      if (how === 'reset') client.resetAndDestroy()
      else client.destroy()
      return
    }
    const upstream = net.connect({ host: target.host ?? '127.0.0.1', port: target.port, allowHalfOpen: true })
    upstream.on('error', () => client.destroy())
    client.on('error', () => upstream.destroy())
    let silent = false
    const pair = { client, upstream, silence: () => (silent = true) }
    open.add(pair)
    const forget = () => {
      if (client.destroyed && upstream.destroyed) open.delete(pair)
    }
    client.on('close', forget)
    upstream.on('close', forget)
    const breakLine = () => cut(client, upstream, how)
    carry(client, upstream, mine.toServer ?? {}, breakLine, spend, () => silent)
    client.on('data', (piece: Buffer) => tapped?.('toServer', piece))
    upstream.on('data', (piece: Buffer) => {
      counts.toClient += piece.length
      tapped?.('toClient', piece)
    })
    carry(upstream, client, mine.toClient ?? {}, breakLine, spend, () => silent)
  })

  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  await listen(0)
  const { port } = server.address() as net.AddressInfo
  const cutAll = () => {
    for (const { client, upstream } of open) cut(client, upstream, faults.cut ?? 'reset')
  }

  return {
    host: '127.0.0.1',
    port,
    counts,
    cutAll,
    silenceAll() {
      for (const { silence } of open) silence()
    },
    tap(listener) {
      tapped = listener
    },
    setFaults(next) {
      faults = next
      left = next.times ?? Infinity
    },
    async refuse() {
      // Not waited for: closing ends only when the connections that stand have ended.
      server.close()
      await Promise.resolve()
    },
    async accept() {
      if (!server.listening) await listen(port)
    },
    async stop() {
      const closed = server.listening ? new Promise((resolve) => server.close(resolve)) : undefined
      for (const { client, upstream } of open) {
        client.destroy()
        upstream.destroy()
      }
      await closed
    },
  }
}

/** One direction of one connection, in order: what is held back stays ahead of what comes later. */
function carry(
  from: net.Socket,
  to: net.Socket,
  faults: DirectionFaults,
  breakLine: () => void,
  spend: () => boolean,
  isSilenced: () => boolean,
): void {
  let passed = 0
  let tail = Buffer.alloc(0)
  let silent = false
  let ended = false

  /** How much of this piece passes before a text comes; -1 where it does not. */
  const before = (piece: Buffer, text: string | undefined) => {
    if (text === undefined) return -1
    const at = Buffer.concat([tail, piece]).indexOf(text)
    return at < 0 ? -1 : Math.max(0, at - tail.length)
  }
  const send = (piece: Buffer) => {
    if (piece.length === 0 || to.destroyed || ended) return
    passed += piece.length
    if (!to.write(piece)) {
      from.pause()
      to.once('drain', () => from.resume())
    }
  }
  const handle = (piece: Buffer) => {
    if (silent || isSilenced()) return
    const cutAt = before(piece, faults.cutOnText)
    if (cutAt >= 0 && spend()) {
      silent = true
      flushThen(piece.subarray(0, cutAt), breakLine)
      return
    }
    const stallAt = before(piece, faults.stallOnText)
    if (stallAt >= 0 && spend()) {
      silent = true
      send(piece.subarray(0, stallAt))
      return
    }
    const { cutAfterBytes, endAfterBytes } = faults
    if (cutAfterBytes !== undefined && passed + piece.length > cutAfterBytes && spend()) {
      silent = true
      flushThen(piece.subarray(0, cutAfterBytes - passed), breakLine)
      return
    }
    if (endAfterBytes !== undefined && passed + piece.length > endAfterBytes && spend()) {
      silent = true
      send(piece.subarray(0, endAfterBytes - passed))
      ended = true
      to.end()
      return
    }
    const longest = Math.max(faults.cutOnText?.length ?? 0, faults.stallOnText?.length ?? 0)
    if (longest > 0) tail = Buffer.concat([tail, piece]).subarray(-(longest * 4))
    send(piece)
  }
  /** A reset overtakes what was written before it: what may pass has to be on its way first. */
  const flushThen = (piece: Buffer, then: () => void) => {
    if (piece.length === 0 || to.destroyed) then()
    else to.write(piece, then)
  }
  const finish = () => {
    if (!ended && !silent && !isSilenced()) to.end()
  }

  const { delayMs } = faults
  const later = (what: () => void) => (delayMs === undefined ? what() : setTimeout(what, delayMs))
  from.on('data', (piece: Buffer) => later(() => handle(piece)))
  from.on('end', () => later(finish))
  from.on('close', (hadError) => {
    if (hadError) to.destroy()
  })
}
