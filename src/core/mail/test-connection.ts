import type { AccountConfig, ConnectionFailure } from '@shared/domain/mail'
export interface TlsCertificate {
  readonly subject: string
  readonly issuer: string
  /** UTC milliseconds. */
  readonly validTo: number
  /** SHA-256 of the certificate, colon-separated hex. */
  readonly fingerprint: string
}
export interface ConnectionStep {
  readonly step: ConnectionFailure['step']
  readonly ok: boolean
  /** Which server the step talked to; `disk` for a Maildir. */
  readonly server: 'imap' | 'smtp' | 'disk'
  readonly failure?: ConnectionFailure
  /** What was found: an address, a protocol, a count. Shown as is. */
  readonly detail?: string
  readonly certificate?: TlsCertificate
}
export interface TestOptions {
  readonly timeout?: number
  readonly signal?: AbortSignal
}
/** Tries an account step by step and stops a server's list at its first failure. */
export function testConnection(
  config: AccountConfig,
  password: string | null,
  options: TestOptions = {},
): Promise<readonly ConnectionStep[]> {
  throw new Error(`being written ${config.address} ${String(password === null)} ${String(options)}`)
}
