/** Whom a connection trusts: the system's authorities, and the account's own beside them. */
import tls from 'node:tls'

/**
 * The `tls` options of a connection. Naming an authority replaces Node's list, so the list is given along; verification
 * is never switched off.
 */
export function trustOptions(ca: string | null): tls.ConnectionOptions {
  const minimum = { minVersion: 'TLSv1.2' } as const
  return ca === null ? minimum : { ...minimum, ca: [...tls.rootCertificates, ca] }
}
