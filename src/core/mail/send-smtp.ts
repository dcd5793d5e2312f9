/** Sends a letter by SMTP (RFC 5321) and says what is certain about it afterwards. */
import { Readable } from 'node:stream'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { ConnectionFailure, ImapAccountConfig } from '@shared/domain/mail'
import { failureOf } from './connection-failure'
import { connectSmtp, endSmtp, loginSmtp, smtpConnection, type SmtpClientOptions } from './smtp-client'

export interface SmtpEnvelope {
  readonly from: string
  readonly to: readonly string[]
}

export interface RejectedRecipient {
  readonly address: string
  readonly permanent: boolean
  /** The server's reply code; 0 when it gave none. */
  readonly code: number
  readonly response: string
}

export type SendOutcome =
  /** The server took the letter for `accepted`; `rejected` were refused one by one. */
  | {
      readonly kind: 'accepted'
      readonly response: string
      readonly accepted: readonly string[]
      readonly rejected: readonly RejectedRecipient[]
    }
  /** The server answered no: nothing was sent. `failure` names what an editor can mend. */
  | {
      readonly kind: 'refused'
      readonly permanent: boolean
      readonly code: number
      readonly response: string
      readonly rejected: readonly RejectedRecipient[]
      readonly failure?: ConnectionFailure
    }
  /** The whole letter was handed over and no answer came: it may have been sent. Never sent again by itself. */
  | { readonly kind: 'unsure'; readonly detail: string }
  /** The connection failed before the letter was handed over: surely not sent. */
  | { readonly kind: 'not-sent'; readonly failure: ConnectionFailure }

export interface SendOptions extends SmtpClientOptions {
  readonly signal?: AbortSignal
}

/** What Nodemailer puts on its errors. */
interface SmtpError {
  readonly code?: string | undefined
  readonly command?: string | undefined
  readonly message: string
  readonly recipient?: string | undefined
  readonly response?: string | undefined
  readonly responseCode?: number | undefined
  readonly rejectedErrors?: readonly SmtpError[] | undefined
}

/**
 * The letter is written in pieces of this size, so that its last one leaves only when the line has taken the others:
 * the shorter the stretch in which a lost connection means "unsure".
 */
const PIECE_BYTES = 16 * 1024

/** Sends one letter. Nothing here is tried twice: whether to retry is decided by who keeps the outbox. */
export async function sendSmtp(
  config: ImapAccountConfig,
  password: string,
  letter: { readonly raw: Uint8Array; readonly envelope: SmtpEnvelope },
  options: SendOptions = {},
): Promise<SendOutcome> {
  const connection = smtpConnection(config, options)
  // Errors reach whoever waits; one more listener keeps a late one from ending the process.
  connection.on('error', () => undefined)
  const abort = (): void => connection.close()
  options.signal?.addEventListener('abort', abort, { once: true })
  try {
    if (options.signal?.aborted === true) return notSent({ code: 'ECONNECTION', message: 'cancelled' }, 'smtp-connect')
    const ready = await prepare(connection, config.login, password)
    return ready ?? (await transmit(connection, letter))
  } finally {
    options.signal?.removeEventListener('abort', abort)
    endSmtp(connection)
  }
}

/** Connects and logs in; an outcome when that fails. */
async function prepare(connection: SMTPConnection, login: string, password: string): Promise<SendOutcome | null> {
  try {
    await connectSmtp(connection)
  } catch (error) {
    return notSent(error, 'smtp-connect')
  }
  try {
    await loginSmtp(connection, login, password)
    return null
  } catch (error) {
    return notSent(error, 'smtp-login')
  }
}

function transmit(
  connection: SMTPConnection,
  letter: { readonly raw: Uint8Array; readonly envelope: SmtpEnvelope },
): Promise<SendOutcome> {
  const body = Readable.from(piecesOf(letter.raw), { objectMode: false, highWaterMark: PIECE_BYTES })
  // Nodemailer's error does not say whether DATA was delivered. The end of the body does: the final dot follows it at
  // once, so before it nothing was sent, and after it only the server's reply decides.
  let handedOver = false
  body.once('end', () => {
    handedOver = true
  })
  return new Promise((resolve) => {
    const failed = (error: SmtpError): void => {
      resolve(handedOver ? afterLetter(error) : beforeLetter(error, 'smtp-connect'))
    }
    connection.once('error', failed)
    connection.once('end', () => failed({ code: 'ECONNECTION', message: 'Connection closed' }))
    const envelope = { from: letter.envelope.from, to: [...letter.envelope.to], size: letter.raw.length }
    connection.send(envelope, body, (error, info) => {
      if (error !== null) failed(error)
      else
        resolve({
          kind: 'accepted',
          response: info.response,
          accepted: info.accepted,
          rejected: rejectedOf(info.rejectedErrors),
        })
    })
  })
}

function* piecesOf(raw: Uint8Array): Generator<Buffer> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.length)
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) yield bytes.subarray(start, start + PIECE_BYTES)
}

function afterLetter(error: SmtpError): SendOutcome {
  return error.responseCode === undefined ? { kind: 'unsure', detail: error.message } : refused(error)
}

function beforeLetter(error: SmtpError, step: ConnectionFailure['step']): SendOutcome {
  // Nodemailer itself refuses addresses it cannot write and letters over the server's announced size.
  const ownRefusal = error.code === 'EENVELOPE' || error.code === 'EMESSAGE'
  return error.responseCode !== undefined || ownRefusal ? refused(error) : notSent(error, step)
}

function refused(error: SmtpError): SendOutcome {
  const code = error.responseCode ?? 0
  const response = error.response ?? error.message
  return {
    kind: 'refused',
    permanent: isPermanent(code),
    code,
    response,
    rejected: rejectedOf(error.rejectedErrors),
    ...(isFromRefused(error, code, response)
      ? { failure: { step: 'from', code: 'from-refused', detail: response } }
      : {}),
  }
}

/** RFC 5321, 4.2.1: 5yz is final, 4yz is not; 503 says the session went wrong and not the letter. */
function isPermanent(code: number): boolean {
  return code === 0 || (code >= 500 && code !== 503)
}

/** From must equal the login: 553 on 163 and 126, 501 on QQ and Exmail; some say so only after DATA. */
function isFromRefused(error: SmtpError, code: number, response: string): boolean {
  if (error.command === 'MAIL FROM') return code === 501 || code === 550 || code === 553 || code === 554
  return (code === 501 || code === 553) && error.command === 'DATA' && /from|sender|发件人/i.test(response)
}

function rejectedOf(errors: readonly SmtpError[] | undefined): RejectedRecipient[] {
  return (errors ?? []).map((error) => ({
    address: error.recipient ?? '',
    permanent: isPermanent(error.responseCode ?? 0),
    code: error.responseCode ?? 0,
    response: error.response ?? error.message,
  }))
}

function notSent(error: unknown, step: ConnectionFailure['step']): SendOutcome {
  return { kind: 'not-sent', failure: failureOf(error, step) }
}
