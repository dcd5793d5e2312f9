/** The certificate a server shows, for an editor to look at, above all when it is not trusted. */
import net from 'node:net'
import tls from 'node:tls'
import type { CertificateDoubt, TlsCertificate } from '@shared/domain/account'
import type { MailServer } from '@shared/domain/mail'
import { trustOptions } from './trusted-authorities'

export type { TlsCertificate } from '@shared/domain/account'

export interface PeekOptions {
  /** Milliseconds for the whole look. */
  readonly timeout: number
  /** How STARTTLS is asked for (RFC 3501, RFC 3207). */
  readonly protocol: 'imap' | 'smtp'
  /** A certificate authority of the account's own (PEM), which decides what is trusted. */
  readonly ca: string | null
  readonly signal?: AbortSignal
}

/** Characters kept of one name, and how many names: a certificate is the server's to write. */
const MAX_NAME = 200
const MAX_NAMES = 10
/** Bytes of plain greeting that are read before STARTTLS; a greeting and a list of extensions are far shorter. */
const MAX_GREETING = 16 * 1024

/**
 * Reads the certificate of a server that speaks TLS, from the start or after STARTTLS; null when there is none to read.
 * This connection only looks: it accepts any certificate in order to see it, logs in nowhere, and is closed at once.
 * Whether to trust the server is decided by the account's own connection, which always verifies.
 */
export async function peekCertificate(server: MailServer, options: PeekOptions): Promise<TlsCertificate | null> {
  if (server.security === 'none') return null
  const plain = net.connect({ host: server.host, port: server.port })
  const abort = (): void => void plain.destroy()
  const deadline = setTimeout(abort, options.timeout)
  options.signal?.addEventListener('abort', abort, { once: true })
  plain.on('error', () => undefined)
  try {
    await once(plain, 'connect')
    if (server.security === 'starttls') await startTls(plain, options.protocol)
    const secure = tls.connect({
      socket: plain,
      ...(net.isIP(server.host) === 0 ? { servername: server.host } : {}),
      host: server.host,
      ...trustOptions(options.ca),
      rejectUnauthorized: false,
    })
    await once(secure, 'secureConnect')
    return describeCertificate(secure.getPeerCertificate(), doubtOf(secure))
  } catch {
    return null
  } finally {
    clearTimeout(deadline)
    options.signal?.removeEventListener('abort', abort)
    plain.destroy()
  }
}

/** Resolves with the event, rejects when the line ends before it. */
function once(socket: net.Socket, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, () => resolve())
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('closed')))
  })
}

/** Asks for TLS on a plain line; rejects unless the server agrees. */
async function startTls(socket: net.Socket, protocol: 'imap' | 'smtp'): Promise<void> {
  const answer = answers(socket)
  if (protocol === 'imap') {
    await answer(/^\* /m)
    socket.write('a STARTTLS\r\n')
    if (!/^a OK/im.test(await answer(/^a .*\r?\n/m))) throw new Error('no STARTTLS')
  } else {
    await answer(/^220 .*\r?\n/m)
    socket.write('EHLO localhost\r\n')
    await answer(/^250 .*\r?\n/m)
    socket.write('STARTTLS\r\n')
    if (!/^220/m.test(await answer(/^\d{3} .*\r?\n/m))) throw new Error('no STARTTLS')
  }
  socket.removeAllListeners('data')
}

/** Collects what comes until it holds what is waited for; each question starts from nothing. */
function answers(socket: net.Socket): (wanted: RegExp) => Promise<string> {
  let said = ''
  let check: () => void = () => undefined
  socket.on('data', (chunk: Buffer) => {
    said += chunk.toString('latin1')
    if (said.length > MAX_GREETING) socket.destroy()
    check()
  })
  return (wanted) =>
    new Promise((resolve, reject) => {
      socket.once('close', () => reject(new Error('closed')))
      check = () => {
        if (!wanted.test(said)) return
        const answer = said
        said = ''
        check = () => undefined
        resolve(answer)
      }
      check()
    })
}

function doubtOf(socket: tls.TLSSocket): CertificateDoubt | null {
  if (socket.authorized) return null
  // Node has a code here, its types an error.
  const code = String(socket.authorizationError)
  switch (code) {
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return 'self-signed'
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'CERT_UNTRUSTED':
    case 'INVALID_CA':
      return 'unknown-issuer'
    case 'CERT_HAS_EXPIRED':
      return 'expired'
    case 'CERT_NOT_YET_VALID':
      return 'not-yet-valid'
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
      return 'other-name'
    case 'CERT_REVOKED':
      return 'revoked'
    default:
      return 'other'
  }
}

function describeCertificate(certificate: tls.PeerCertificate, doubt: CertificateDoubt | null): TlsCertificate | null {
  if (certificate.fingerprint256 === undefined) return null
  const names = (certificate.subjectaltname ?? '').split(', ').filter((name) => name !== '')
  return {
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    names: names.slice(0, MAX_NAMES).map((name) => name.replace(/^(?:DNS|IP Address):/, '').slice(0, MAX_NAME)),
    validFrom: timeOf(certificate.valid_from),
    validTo: timeOf(certificate.valid_to),
    fingerprint: certificate.fingerprint256,
    doubt,
  }
}

function timeOf(text: string): number | null {
  const time = Date.parse(text)
  return Number.isNaN(time) ? null : time
}

/** The common name, and the organisation where there is one. Both are the server's words and may be anything. */
function nameOf(name: tls.Certificate | undefined): string {
  return [name?.CN, name?.O]
    .filter((part) => part !== undefined && part.length > 0)
    .join(', ')
    .slice(0, MAX_NAME)
}
