/** Errors of Node, ImapFlow and Nodemailer as the step that failed and why. */
import type { ConnectionFailure } from '@shared/domain/mail'

type Step = ConnectionFailure['step']
type Code = ConnectionFailure['code']

/** What the three put on their errors. */
interface NetworkError {
  readonly message?: unknown
  readonly code?: unknown
  readonly originalCode?: unknown
  readonly cause?: unknown
  readonly response?: unknown
  readonly responseText?: unknown
  readonly responseCode?: unknown
  readonly serverResponseCode?: unknown
  readonly authenticationFailed?: unknown
  readonly mailboxMissing?: unknown
  readonly timeoutType?: unknown
}

const NAME_CODES = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EDNS', 'ENODATA'])
const TIMEOUT_CODES = new Set(['ETIMEDOUT', 'ETIMEOUT', 'CONNECT_TIMEOUT', 'GREETING_TIMEOUT'])
const UNTRUSTED_CODES = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'INVALID_CA',
  'HOSTNAME_MISMATCH',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])
const LOST_CODES = new Set([
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'ECONNECTION',
  'NoConnection',
  'EConnectionClosed',
  'ClosedAfterConnectTLS',
  'ClosedAfterConnectText',
  'StateLogout',
  'DownloadIncomplete',
])

/** Longest piece of a server's words that is kept. */
export const MAX_DETAIL = 500

/**
 * Names what went wrong. `step` is what was being done; an error that tells a step of its own (a name, a port, a
 * certificate, a login) overrides it.
 */
export function failureOf(error: unknown, step: Step): ConnectionFailure {
  const known = asNetworkError(error)
  const codes = [known.originalCode, known.code, asNetworkError(known.cause).code].filter(
    (code) => typeof code === 'string',
  )
  const has = (set: ReadonlySet<string>): boolean => codes.some((code) => set.has(code))
  const failed = (at: Step, code: Code): ConnectionFailure => ({ step: at, code, detail: detailOf(known) })
  const words = wordsOf(known)

  if (/unsafe login/i.test(words)) return failed(step === 'folder' ? 'folder' : 'login', 'unsafe-login')
  if (known.authenticationFailed === true) return failed('login', loginCode(known, words))
  if (codes.includes('EAUTH')) return failed('smtp-login', loginCode(known, words))
  if (known.mailboxMissing === true) return failed('folder', 'folder-missing')
  if (has(NAME_CODES)) return failed('name', 'unknown-host')
  if (has(UNTRUSTED_CODES)) return failed('tls', 'tls-untrusted')
  if (codes.includes('UPGRADE_TIMEOUT') || known.timeoutType === 'UPGRADE_TIMEOUT') return failed('tls', 'timeout')
  if (
    codes.some(
      (code) => code === 'ETLS' || code === 'EPROTO' || code.startsWith('ERR_SSL_') || code === 'STARTTLS_INJECTION',
    )
  )
    return failed('tls', 'tls-failed')
  if (codes.includes('ECONNREFUSED')) return failed(atConnecting(step), 'refused')
  if (has(TIMEOUT_CODES)) return failed(isConnecting(codes, known) ? atConnecting(step) : step, 'timeout')
  if (has(LOST_CODES)) return failed(step, 'connection-lost')
  // ImapFlow says so without a code when a server that must offer STARTTLS does not.
  if (/STARTTLS/.test(words)) return failed('tls', 'tls-failed')
  return failed(step, 'other')
}

function loginCode(error: NetworkError, words: string): Code {
  if (error.serverResponseCode === 'AUTHENTICATIONFAILED' || error.responseCode === 535) return 'wrong-password'
  return /password|credential|authenticat|授权码|密码|user(name)? or/i.test(words) ? 'wrong-password' : 'login-refused'
}

function atConnecting(step: Step): Step {
  return step.startsWith('smtp') || step === 'from' ? 'smtp-connect' : 'tcp'
}

function isConnecting(codes: readonly string[], error: NetworkError): boolean {
  const phases = ['CONNECT_TIMEOUT', 'GREETING_TIMEOUT']
  return (
    codes.some((code) => phases.includes(code)) ||
    phases.includes(String(error.timeoutType)) ||
    (codes.includes('ETIMEDOUT') && error.timeoutType === undefined)
  )
}

function wordsOf(error: NetworkError): string {
  return [error.responseText, error.response, error.message].filter((part) => typeof part === 'string').join(' ')
}

function detailOf(error: NetworkError): string {
  const said = [error.responseText, error.response].find((part) => typeof part === 'string' && part !== '')
  const detail = typeof said === 'string' ? said : typeof error.message === 'string' ? error.message : ''
  return detail.slice(0, MAX_DETAIL)
}

function asNetworkError(error: unknown): NetworkError {
  return typeof error === 'object' && error !== null ? error : { message: String(error) }
}
