/** Servers that say what a test tells them to: one connection at a time, line by line. */
import { once } from 'node:events'
import net from 'node:net'

export interface ScriptedServer {
  readonly port: number
  /** Every line received, in order. */
  readonly lines: readonly string[]
  /** Whole letters received through DATA. */
  readonly letters: readonly string[]
  stop(): Promise<void>
}

/** A reply line; `drop` closes the line instead, `stall` says nothing, `slow …` says the rest after half a second. */
export type Reply = string

/** Answers by the first rule whose beginning fits the line. A letter is answered by the rule `.`. */
export interface SmtpScript {
  readonly greeting?: Reply
  readonly rules: Readonly<Record<string, Reply>>
}

const DEFAULT_RULES: Readonly<Record<string, Reply>> = {
  EHLO: '250-scripted\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME',
  'AUTH PLAIN': '235 2.7.0 ok',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  '.': '250 2.0.0 queued as 1',
  RSET: '250 ok',
  QUIT: '221 bye',
}

export function startScriptedSmtp({ greeting = '220 scripted ESMTP', rules }: SmtpScript): Promise<ScriptedServer> {
  const script = { ...DEFAULT_RULES, ...rules }
  const letters: string[] = []
  return startLineServer((socket, lines) => {
    let letter: string[] | null = null
    say(socket, greeting)
    return (line) => {
      if (letter !== null && line !== '.') {
        letter.push(line)
        return
      }
      if (letter !== null) {
        letters.push(letter.join('\r\n'))
        letter = null
      } else {
        lines.push(line)
      }
      const rule = Object.entries(script)
        .sort(([a], [b]) => b.length - a.length)
        .find(([beginning]) => line.startsWith(beginning))
      const reply = rule?.[1] ?? '502 what?'
      if (line === 'DATA' && reply.startsWith('354')) letter = []
      say(socket, reply)
    }
  }, letters)
}

/** A server whose replies a function gives: `{tag}` stands for the tag of the command. */
export function startScriptedImap(
  reply: (command: string, count: number) => readonly string[],
): Promise<ScriptedServer> {
  return startLineServer((socket, lines) => {
    const counts = new Map<string, number>()
    socket.write('* OK scripted\r\n')
    return (line) => {
      const [tag = '', ...rest] = line.split(' ')
      const command = rest.join(' ')
      lines.push(command)
      const verb = command.split(' ')[0] ?? ''
      counts.set(verb, (counts.get(verb) ?? 0) + 1)
      for (const one of reply(command, counts.get(verb) ?? 0)) socket.write(`${one.replace('{tag}', tag)}\r\n`)
    }
  }, [])
}

function say(socket: net.Socket, reply: Reply): void {
  if (reply === 'drop') socket.destroy()
  else if (reply.startsWith('slow ')) setTimeout(() => socket.write(`${reply.slice(5)}\r\n`), 500)
  else if (reply !== 'stall') socket.write(`${reply}\r\n`)
}

async function startLineServer(
  connect: (socket: net.Socket, lines: string[]) => (line: string) => void,
  letters: string[],
): Promise<ScriptedServer> {
  const lines: string[] = []
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    const take = connect(socket, lines)
    let rest = ''
    socket.on('data', (data) => {
      const pieces = (rest + data.toString('utf8')).split('\r\n')
      rest = pieces.pop() ?? ''
      for (const line of pieces) take(line)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    lines,
    letters,
    async stop() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = await startLineServer(() => () => undefined, [])
  await server.stop()
  return server.port
}
