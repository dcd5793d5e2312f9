/** Whom a connection trusts: the system's authorities, and the account's own beside them. */
import tls from 'node:tls'

/**
 * The `tls` options of a connection; verification is never switched off. Naming an authority as `ca` replaces Node's list, and
 * giving the list along reads a hundred and forty certificates again with every connection: a tenth of a second in which the
 * core does nothing else. So the account's own is added to a context that has the list already.
 */
export function trustOptions(ca: string | null): tls.ConnectionOptions {
  const minimum = { minVersion: 'TLSv1.2' } as const
  if (ca === null) return minimum
  const secureContext = tls.createSecureContext(minimum)
  return {
    ...minimum,
    ...(addAuthority(secureContext, ca) ? { secureContext } : { ca: [...tls.rootCertificates, ca] }),
  }
}

/** Not in Node's types. False where a Node has no such way. */
function addAuthority(secureContext: tls.SecureContext, ca: string): boolean {
  const { context } = secureContext as { readonly context?: { readonly addCACert?: unknown } }
  if (typeof context?.addCACert !== 'function') return false
  ;(context as { addCACert(pem: string): void }).addCACert(ca)
  return true
}
