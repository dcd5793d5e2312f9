import { expect, test } from 'vitest'
import type { ConnectionFailure } from '@shared/domain/mail'
import { failureOf, MAX_DETAIL } from '@core/mail/connection-failure'

type Step = ConnectionFailure['step']

test.each<[object, Step, Step, ConnectionFailure['code']]>([
  [{ code: 'ENOTFOUND' }, 'login', 'name', 'unknown-host'],
  [{ code: 'EDNS' }, 'smtp-connect', 'name', 'unknown-host'],
  [{ code: 'ESOCKET', originalCode: 'ECONNREFUSED' }, 'smtp-connect', 'smtp-connect', 'refused'],
  [{ code: 'ECONNREFUSED' }, 'login', 'tcp', 'refused'],
  [{ code: 'CONNECT_TIMEOUT' }, 'login', 'tcp', 'timeout'],
  [{ code: 'GREETING_TIMEOUT' }, 'login', 'tcp', 'timeout'],
  [{ code: 'ETIMEDOUT', timeoutType: 'SOCKET_TIMEOUT' }, 'smtp-login', 'smtp-login', 'timeout'],
  [{ code: 'ETIMEOUT' }, 'fetch', 'fetch', 'timeout'],
  [{ code: 'UPGRADE_TIMEOUT' }, 'login', 'tls', 'timeout'],
  [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'login', 'tls', 'tls-untrusted'],
  [{ code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED' }, 'smtp-connect', 'tls', 'tls-untrusted'],
  [{ code: 'ETLS', cause: { code: 'ERR_TLS_CERT_ALTNAME_INVALID' } }, 'smtp-connect', 'tls', 'tls-untrusted'],
  [{ code: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'login', 'tls', 'tls-failed'],
  [{ code: 'ETLS' }, 'smtp-connect', 'tls', 'tls-failed'],
  [{ message: 'Server does not support STARTTLS' }, 'login', 'tls', 'tls-failed'],
  [{ authenticationFailed: true, serverResponseCode: 'AUTHENTICATIONFAILED' }, 'login', 'login', 'wrong-password'],
  [
    { authenticationFailed: true, response: 'NO LOGIN Login error or password error' },
    'login',
    'login',
    'wrong-password',
  ],
  [{ authenticationFailed: true, response: 'NO Account is blocked' }, 'login', 'login', 'login-refused'],
  [
    { authenticationFailed: true, response: 'NO Unsafe Login. Please contact kefu@188.com for help' },
    'login',
    'login',
    'unsafe-login',
  ],
  [{ responseText: 'SELECT Unsafe Login. Please contact kefu@188.com' }, 'folder', 'folder', 'unsafe-login'],
  [{ mailboxMissing: true, responseText: "Mailbox doesn't exist" }, 'folder', 'folder', 'folder-missing'],
  [
    { code: 'EAUTH', responseCode: 535, response: '535 Error: authentication failed' },
    'smtp-login',
    'smtp-login',
    'wrong-password',
  ],
  [{ code: 'EAUTH', responseCode: 454, response: '454 try later' }, 'smtp-login', 'smtp-login', 'login-refused'],
  [{ code: 'ECONNRESET' }, 'fetch', 'fetch', 'connection-lost'],
  [{ code: 'NoConnection' }, 'fetch', 'fetch', 'connection-lost'],
  [{ code: 'ENETUNREACH' }, 'login', 'login', 'other'],
  [{ message: 'whatever' }, 'folder', 'folder', 'other'],
])('%j while at %s is %s: %s', (error, at, step, code) => {
  expect(failureOf(error, at)).toMatchObject({ step, code })
})

test('the server’s own words are kept, up to a length', () => {
  expect(failureOf({ responseText: 'x'.repeat(MAX_DETAIL) }, 'folder').detail).toHaveLength(MAX_DETAIL)
  expect(failureOf({ responseText: 'x'.repeat(MAX_DETAIL + 1) }, 'folder').detail).toHaveLength(MAX_DETAIL)
  expect(failureOf('a string', 'folder')).toEqual({ step: 'folder', code: 'other', detail: 'a string' })
})
