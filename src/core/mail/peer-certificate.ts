/** The certificate a server shows, for an editor to look at, above all when it is not trusted. */
import net from 'node:net'
import tls from 'node:tls'
import type { MailServer } from '@shared/domain/mail'

export interface TlsCertificate {
  readonly subject: string
  readonly issuer: string
  /** UTC milliseconds. */
  readonly validTo: number
  /** SHA-256 of the certificate, colon-separated hex. */
  readonly fingerprint: string
}

/**
 * Reads the certificate of a server that speaks TLS from the start; null when there is none to read. This connection
 * only looks: it accepts any certificate in order to see it, sends nothing, and is closed at once. Whether to trust the
 * server is decided by the account's own connection, which always verifies.
 */
export function peekCertificate(server: MailServer, timeout: number): Promise<TlsCertificate | null> {
  if (server.security !== 'tls') return Promise.resolve(null)
  return new Promise((resolve) => {
    const socket = tls.connect({
      host: server.host,
      port: server.port,
      ...(net.isIP(server.host) === 0 ? { servername: server.host } : {}),
      rejectUnauthorized: false,
    })
    const finish = (certificate: TlsCertificate | null): void => {
      socket.destroy()
      resolve(certificate)
    }
    socket.setTimeout(timeout, () => finish(null))
    socket.once('error', () => finish(null))
    socket.once('secureConnect', () => finish(describeCertificate(socket.getPeerCertificate())))
  })
}

function describeCertificate(certificate: tls.PeerCertificate): TlsCertificate | null {
  if (certificate.fingerprint256 === undefined) return null
  return {
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    validTo: Date.parse(certificate.valid_to),
    fingerprint: certificate.fingerprint256,
  }
}

/** The common name, and the organisation where there is one. Both are the server's words and may be anything. */
function nameOf(name: tls.Certificate | undefined): string {
  return [name?.CN, name?.O].filter((part) => part !== undefined && part !== '').join(', ')
}
