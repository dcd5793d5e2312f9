/** An SMTP connection for an account: connected, secured, logged in. */
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { ImapAccountConfig } from '@shared/domain/mail'
import { trustOptions } from './trusted-authorities'

export interface SmtpClientOptions {
  readonly connectTimeout?: number
  readonly socketTimeout?: number
}

const CONNECT_TIMEOUT = 20_000
/** RFC 5321, 4.5.3.2.6 asks for ten minutes after the final dot; a server that takes half of it is not going to answer. */
const SOCKET_TIMEOUT = 300_000

/** An SMTP method name of our own: Nodemailer lends its line only to custom logins, and to no other command. */
export const FROM_PROBE = 'X-FROM-PROBE'

/** What the server said to the sender's address, without a letter. */
export class FromRefused extends Error {
  readonly reply: string
  constructor(reply: string) {
    super(reply)
    this.reply = reply
  }
}

export function smtpConnection(config: ImapAccountConfig, options: SmtpClientOptions): SMTPConnection {
  const { host, port, security } = config.smtp
  return new SMTPConnection({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: trustOptions(config.ca),
    connectionTimeout: options.connectTimeout ?? CONNECT_TIMEOUT,
    greetingTimeout: options.connectTimeout ?? CONNECT_TIMEOUT,
    socketTimeout: options.socketTimeout ?? SOCKET_TIMEOUT,
    customAuth: {
      async [FROM_PROBE]({ sendCommand }) {
        // What is typed into a form must not become a second command.
        if (/[\s<>]/.test(config.address)) throw new FromRefused('the address is not one')
        const reply = await sendCommand(`MAIL FROM:<${config.address}>`)
        await sendCommand('RSET')
        if (reply.status < 200 || reply.status > 299) throw new FromRefused(reply.response)
      },
    },
  })
}

/** Rejects with Nodemailer's error, also when the connection breaks without an answer to anybody. */
export function connectSmtp(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject)
    connection.once('end', () => reject(Object.assign(new Error('Connection closed'), { code: 'ECONNECTION' })))
    connection.connect((error) => (error ? reject(error) : resolve()))
  })
}

/** Says goodbye where somebody listens, and closes the line in any case. */
export function endSmtp(connection: SMTPConnection): void {
  if (connection.stage === 'connected') connection.quit()
  else connection.close()
}

/** Logs in where the server offers it; a relay on one's own network may not. */
export function loginSmtp(connection: SMTPConnection, user: string, password: string): Promise<void> {
  return command(connection, (done) => {
    if (!connection.allowsAuth) done(null)
    else connection.login({ user, pass: password }, done)
  })
}

/** Asks whether the account may write from its address (RFC 5321 MAIL, then RSET): no letter is sent. */
export function probeFrom(connection: SMTPConnection): Promise<void> {
  return command(connection, (done) => connection.login({ method: FROM_PROBE, user: '-', pass: '-' }, done))
}

function command(connection: SMTPConnection, run: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject)
    connection.once('end', () => reject(Object.assign(new Error('Connection closed'), { code: 'ECONNECTION' })))
    run((error) => (error ? reject(error) : resolve()))
  })
}
