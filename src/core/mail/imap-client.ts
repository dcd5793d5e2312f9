/** Opens an IMAP connection for an account, and tells the server who is calling. */
import { ImapFlow } from 'imapflow'
import type { ConnectionFailure, ImapAccountConfig } from '@shared/domain/mail'
import { fail, ok, type Result } from '@shared/domain/result'
import { failureOf } from './connection-failure'
import { MAX_PULLED_BYTES } from './pull-limits'
import { trustOptions } from './trusted-authorities'

export interface LineTimeouts {
  /** Milliseconds until a connection attempt is given up. */
  readonly connectTimeout?: number
  /** Milliseconds of silence on an open connection. */
  readonly socketTimeout?: number
}

export interface ImapClientOptions extends LineTimeouts {
  readonly signal?: AbortSignal
}

export interface ImapClient {
  readonly flow: ImapFlow
  /** The last error the connection itself reported, if any: more telling than the command that failed by it. */
  readonly connectionError: () => unknown
}

const CONNECT_TIMEOUT = 20_000
export const SOCKET_TIMEOUT = 120_000
const LONGEST_IDLE = 25 * 60_000

/** RFC 2971. 163 and 126 refuse to open a folder for a client that does not say its name. */
const CLIENT_IDENTITY = { name: 'Tougao Desk', version: '1', vendor: 'Tougao Desk' } as const

/** ImapFlow's door for commands it has no method for; not in its types. */
interface RawCommands {
  exec(command: string, attributes: readonly unknown[]): Promise<{ next(): void }>
}

/** Connects and logs in. */
export async function connectImap(
  config: ImapAccountConfig,
  password: string,
  options: ImapClientOptions,
): Promise<Result<ImapClient, ConnectionFailure>> {
  const flow = new ImapFlow({
    host: config.imap.host,
    port: config.imap.port,
    secure: config.imap.security === 'tls',
    ...(config.imap.security === 'tls' ? {} : { doSTARTTLS: config.imap.security === 'starttls' }),
    auth: { user: config.login, pass: password },
    clientInfo: CLIENT_IDENTITY,
    tls: trustOptions(config.ca),
    logger: false,
    disableAutoIdle: true,
    // RFC 2177: an IDLE is to be issued again before 29 minutes are over.
    maxIdleTime: LONGEST_IDLE,
    // RFC 7162, where the server offers it: deletions and flags are told instead of looked for.
    qresync: true,
    // Measured: a fifth of the speed on a fast line, and the bodies are base64 of packed files.
    disableCompression: true,
    maxLiteralSize: MAX_PULLED_BYTES,
    connectionTimeout: options.connectTimeout ?? CONNECT_TIMEOUT,
    greetingTimeout: options.connectTimeout ?? CONNECT_TIMEOUT,
    socketTimeout: options.socketTimeout ?? SOCKET_TIMEOUT,
  })
  let connectionError: unknown = null
  // Without a listener an 'error' event ends the process; the command that is waiting fails by itself.
  flow.on('error', (error: unknown) => {
    connectionError ??= error
  })
  const abort = (): void => flow.close()
  options.signal?.addEventListener('abort', abort, { once: true })
  try {
    options.signal?.throwIfAborted()
    await flow.connect()
    await identify(flow)
    return ok({ flow, connectionError: () => connectionError })
  } catch (error) {
    flow.close()
    return fail(failureOf(error, 'login'))
  } finally {
    options.signal?.removeEventListener('abort', abort)
  }
}

/**
 * Sends ID once more after login (RFC 2971). ImapFlow sends it before login where the server offers it; some servers
 * count only what comes after, and one that wants it need not offer it. A refusal changes nothing.
 */
export async function identify(flow: ImapFlow): Promise<void> {
  const pairs = Object.entries(CLIENT_IDENTITY).flatMap(([key, value]) => [
    { type: 'STRING', value: key },
    { type: 'STRING', value },
  ])
  try {
    const response = await (flow as unknown as RawCommands).exec('ID', [pairs])
    response.next()
  } catch (error) {
    if (!flow.usable) throw error
  }
}
