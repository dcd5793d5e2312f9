/** Tries an account step by step, so that a form can name the one that fails. */
import { lookup } from 'node:dns/promises'
import { constants } from 'node:fs'
import { access, mkdir, readdir } from 'node:fs/promises'
import net from 'node:net'
import path from 'node:path'
import type { AccountConfig, ConnectionFailure, ImapAccountConfig, MailServer } from '@shared/domain/mail'
import { failureOf } from './connection-failure'
import { codeOf, diskFailure } from './disk-failure'
import { openMaildirSource } from './maildir-source'
import { peekCertificate, type TlsCertificate } from './peer-certificate'
import { connectSmtp, endSmtp, FromRefused, loginSmtp, probeFrom, smtpConnection } from './smtp-client'
import { openImapSession } from './imap-session'
import { OUTGOING_FOLDER } from './write-outgoing'

export type { TlsCertificate } from './peer-certificate'

type Step = Exclude<ConnectionFailure['step'], 'fetch'>

export interface ConnectionStep {
  readonly step: Step
  readonly ok: boolean
  /** Which server the step talked to; `disk` for a Maildir. */
  readonly server: 'imap' | 'smtp' | 'disk'
  readonly failure?: ConnectionFailure
  /** What was found: an address. Shown as is. */
  readonly detail?: string
  readonly certificate?: TlsCertificate
}

export interface TestOptions {
  /** Milliseconds a connection may take; an answer may take four times as long. */
  readonly timeout?: number
  readonly signal?: AbortSignal
}

const STEP_TIMEOUT = 15_000

/** Servers answer a wrong password late on purpose: an answer may take this many times as long as a connection. */
const ANSWER_FACTOR = 4

/**
 * Tries an account: name, TCP, TLS, login, folder; then name, connection, TLS, login and From of the server that sends.
 * After a server's first failure its further steps are listed as not reached (`ok` false, no `failure`). Nothing is sent
 * and nothing is changed, except that a Maildir gets the `outgoing/` folder it needs. Throws when the signal aborts.
 */
export async function testConnection(
  config: AccountConfig,
  password: string | null,
  options: TestOptions = {},
): Promise<readonly ConnectionStep[]> {
  if (config.kind === 'maildir') return testMaildir(config.path)
  if (password === null || password === '') {
    return [{ step: 'login', ok: false, server: 'imap', failure: { step: 'login', code: 'no-password', detail: '' } }]
  }
  const receiving = await testImap(config, password, options)
  const sending = await testSmtp(config, password, options)
  options.signal?.throwIfAborted()
  return [
    ...withUnreached('imap', stepsOf('imap', config.imap), receiving),
    ...withUnreached('smtp', stepsOf('smtp', config.smtp), sending),
  ]
}

/** All steps of a server in order. */
function stepsOf(server: 'imap' | 'smtp', { security }: MailServer): readonly Step[] {
  const secured: readonly Step[] = security === 'none' ? [] : ['tls']
  return server === 'imap'
    ? ['name', 'tcp', ...secured, 'login', 'folder']
    : ['name', 'smtp-connect', ...secured, 'smtp-login', 'from']
}

function withUnreached(
  server: 'imap' | 'smtp',
  order: readonly Step[],
  tried: readonly ConnectionStep[],
): readonly ConnectionStep[] {
  const last = tried.at(-1)
  const from = last === undefined ? 0 : order.indexOf(last.step) + 1
  return [...tried, ...order.slice(from).map((step): ConnectionStep => ({ step, ok: false, server }))]
}

async function testMaildir(folder: string): Promise<ConnectionStep[]> {
  const source = await openMaildirSource(folder)
  if (!source.ok) return [failed('disk', source.error)]
  const readable: ConnectionStep = { step: 'folder', ok: true, server: 'disk', detail: folder }
  const outgoing = path.join(folder, OUTGOING_FOLDER)
  try {
    await mkdir(outgoing).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error
    })
    // Listed as well: a file of that name would pass for writable.
    await readdir(outgoing)
    await access(outgoing, constants.W_OK)
    return [readable, { step: 'disk', ok: true, server: 'disk', detail: outgoing }]
  } catch (error) {
    return [readable, failed('disk', { ...diskFailure(error), code: 'not-writable' })]
  }
}

async function testImap(config: ImapAccountConfig, password: string, options: TestOptions): Promise<ConnectionStep[]> {
  const timeout = options.timeout ?? STEP_TIMEOUT
  const reached = await reach('imap', config.imap, timeout, options.signal)
  if (reached.some((step) => !step.ok)) return reached
  const signal = options.signal === undefined ? {} : { signal: options.signal }
  const certificate = await peekCertificate(config.imap, { timeout, protocol: 'imap', ca: config.ca, ...signal })
  const source = await openImapSession(config, password, {
    connectTimeout: timeout,
    socketTimeout: timeout * ANSWER_FACTOR,
    ...signal,
  })
  if (source.ok) await source.value.close()
  options.signal?.throwIfAborted()
  const order = stepsOf('imap', config.imap).slice(2)
  return [...reached, ...stepsUntil('imap', order, source.ok ? null : source.error, certificate)]
}

async function testSmtp(config: ImapAccountConfig, password: string, options: TestOptions): Promise<ConnectionStep[]> {
  const timeout = options.timeout ?? STEP_TIMEOUT
  const reached = await reach('smtp', config.smtp, timeout, options.signal)
  if (reached.some((step) => !step.ok)) return reached
  const signal = options.signal === undefined ? {} : { signal: options.signal }
  const certificate = await peekCertificate(config.smtp, { timeout, protocol: 'smtp', ca: config.ca, ...signal })
  options.signal?.throwIfAborted()
  const failure = await trySmtp(config, password, timeout, options.signal)
  const order = stepsOf('smtp', config.smtp).slice(2)
  return [...reached, ...stepsUntil('smtp', order, failure, certificate)]
}

async function trySmtp(
  config: ImapAccountConfig,
  password: string,
  timeout: number,
  signal: AbortSignal | undefined,
): Promise<ConnectionFailure | null> {
  const connection = smtpConnection(config, { connectTimeout: timeout, socketTimeout: timeout * ANSWER_FACTOR })
  connection.on('error', () => undefined)
  const abort = (): void => connection.close()
  signal?.addEventListener('abort', abort, { once: true })
  let step: Step = 'smtp-connect'
  try {
    await connectSmtp(connection)
    step = 'smtp-login'
    await loginSmtp(connection, config.login, password)
    step = 'from'
    await probeFrom(connection)
    return null
  } catch (error) {
    if (error instanceof FromRefused) return { step: 'from', code: 'from-refused', detail: error.reply }
    return failureOf(error, step)
  } finally {
    signal?.removeEventListener('abort', abort)
    endSmtp(connection)
  }
}

/** Finds the server's address and knocks at its port. */
async function reach(
  server: 'imap' | 'smtp',
  { host, port }: MailServer,
  timeout: number,
  signal: AbortSignal | undefined,
): Promise<ConnectionStep[]> {
  signal?.throwIfAborted()
  const connectStep: Step = server === 'imap' ? 'tcp' : 'smtp-connect'
  let address: string
  try {
    address = (await lookup(host)).address
  } catch (error) {
    return [failed(server, failureOf(error, 'name'))]
  }
  const named: ConnectionStep = { step: 'name', ok: true, server, detail: address }
  try {
    signal?.throwIfAborted()
    await knock(host, port, timeout, signal)
    return [named, { step: connectStep, ok: true, server }]
  } catch (error) {
    signal?.throwIfAborted()
    return [named, failed(server, { ...failureOf(error, connectStep), step: connectStep })]
  }
}

function knock(host: string, port: number, timeout: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host, port, ...(signal === undefined ? {} : { signal }) })
    socket.setTimeout(timeout, () => socket.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })))
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.destroy()
      resolve()
    })
  })
}

/** All steps before the failing one went well; one that is not in the list is the first of it. */
function stepsUntil(
  server: 'imap' | 'smtp',
  order: readonly Step[],
  failure: ConnectionFailure | null,
  certificate: TlsCertificate | null,
): ConnectionStep[] {
  const at = failure === null ? order.length : Math.max(0, order.indexOf(stepOf(failure)))
  const shown = (step: Step): Pick<ConnectionStep, 'certificate'> =>
    step === 'tls' && certificate !== null ? { certificate } : {}
  const steps: ConnectionStep[] = order.slice(0, at).map((step) => ({ step, ok: true, server, ...shown(step) }))
  if (failure !== null) steps.push({ ...failed(server, failure), ...shown(stepOf(failure)) })
  return steps
}

function failed(server: ConnectionStep['server'], failure: ConnectionFailure): ConnectionStep {
  return { step: stepOf(failure), ok: false, server, failure }
}

/** Nothing is fetched in a test. */
function stepOf({ step }: ConnectionFailure): Step {
  return step === 'fetch' ? 'folder' : step
}
