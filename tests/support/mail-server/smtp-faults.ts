// An SMTP server in front of the real one, which goes wrong where it is told to: at each command of a client it can cut the
// line before the server hears of it or after, hold its answer back, or refuse in the server's place. Without TLS: it reads.
import { once } from 'node:events'
import net from 'node:net'

export type SmtpFault =
  | { readonly kind: 'none' }
  /** The line breaks; `heard`: the real server has done what the command says. */
  | { readonly kind: 'cut'; readonly heard: boolean }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** The command never reaches the server. */
  | { readonly kind: 'refuse'; readonly reply: string }

export interface SmtpFaults {
  readonly port: number
  /** Asked at every command, by its name; the text of a letter with its final dot is one, called `.`. */
  setFaults(choose: (command: string) => SmtpFault): void
  stop(): Promise<void>
}

export async function startSmtpFaults(target: { readonly port: number }): Promise<SmtpFaults> {
  let choose: (command: string) => SmtpFault = () => ({ kind: 'none' })
  const open = new Set<net.Socket>()
  const server = net.createServer((client) => {
    const upstream = net.connect(target.port, '127.0.0.1')
    for (const socket of [client, upstream]) {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.once('close', () => {
        open.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    const line = new Conversation(client, upstream, (command) => choose(command))
    client.on('data', (piece: Buffer) => line.fromClient(piece))
    upstream.on('data', (piece: Buffer) => line.fromServer(piece))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    port: address.port,
    setFaults: (next) => {
      choose = next
    },
    async stop() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** One client's session: what it says is cut into commands, and one is under way at a time. */
class Conversation {
  readonly #client: net.Socket
  readonly #upstream: net.Socket
  readonly #choose: (command: string) => SmtpFault
  #said = ''
  #answer = ''
  /** What to do with the server's next whole answer. */
  #fault: SmtpFault = { kind: 'none' }
  #isBusy = true
  #isData = false
  /** Names and passwords that follow AUTH on lines of their own are no commands. */
  #isAuth = false

  constructor(client: net.Socket, upstream: net.Socket, choose: (command: string) => SmtpFault) {
    this.#client = client
    this.#upstream = upstream
    this.#choose = choose
  }

  fromClient(piece: Buffer): void {
    this.#said += piece.toString('latin1')
    this.#next()
  }

  fromServer(piece: Buffer): void {
    this.#answer += piece.toString('latin1')
    const last = this.#answer.split('\r\n').at(-2) ?? ''
    if (!this.#answer.endsWith('\r\n') || !/^\d{3}(?: |$)/.test(last)) return
    const answer = this.#answer
    this.#answer = ''
    const fault = this.#fault
    this.#fault = { kind: 'none' }
    if (fault.kind === 'cut') return void this.#client.resetAndDestroy()
    this.#isAuth = last.startsWith('334')
    this.#isData = last.startsWith('354')
    if (fault.kind === 'delay') setTimeout(() => this.#give(answer), fault.milliseconds)
    else this.#give(answer)
  }

  #give(answer: string): void {
    this.#isBusy = false
    this.#client.write(answer, 'latin1')
    this.#next()
  }

  #next(): void {
    if (this.#isBusy) return
    const end = this.#isData ? '\r\n.\r\n' : '\r\n'
    const at = this.#said.indexOf(end)
    if (at === -1) return
    const text = this.#said.slice(0, at + end.length)
    this.#said = this.#said.slice(at + end.length)
    const name = this.#isData ? '.' : (/^[A-Z]+/i.exec(text)?.[0] ?? '').toUpperCase()
    const fault: SmtpFault = this.#isAuth ? { kind: 'none' } : this.#choose(name)
    if (fault.kind === 'refuse') {
      // The real server waits for the text still, and never gets the rest.
      if (this.#isData) this.#upstream.destroy()
      this.#isData = false
      this.#client.write(`${fault.reply}\r\n`, 'latin1')
      return this.#next()
    }
    if (fault.kind === 'cut' && !fault.heard) return void this.#client.resetAndDestroy()
    this.#isBusy = true
    this.#fault = fault
    this.#upstream.write(text, 'latin1')
  }
}
