// The real mail servers the integration tests talk to: Dovecot and Postfix, from Debian.
import { existsSync } from 'node:fs'
import { aptInstall, canInstall, isRoot } from './apt.mjs'
import { SetupError } from './console.mjs'

const PACKAGES = ['dovecot-imapd', 'dovecot-lmtpd', 'postfix', 'openssl']
const FILES = [
  '/usr/sbin/dovecot',
  '/usr/lib/dovecot/imap',
  '/usr/lib/dovecot/lmtp',
  '/usr/sbin/postfix',
  '/usr/bin/openssl',
]

/** @returns {Promise<{available: true} | {available: false, reason: string}>} */
export async function ensureMailPackages() {
  if (process.platform !== 'linux')
    return { available: false, reason: 'the mail servers of the tests run on Linux only' }
  if (!isRoot()) return { available: false, reason: 'the mail servers of the tests need root' }
  const missing = () => FILES.filter((file) => !existsSync(file))
  if (missing().length === 0) return { available: true }
  if (!(await canInstall())) return { available: false, reason: `missing: ${missing().join(', ')}` }
  try {
    await aptInstall(PACKAGES, 'the mail servers of the tests')
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    return { available: false, reason: error.message }
  }
  return missing().length === 0 ? { available: true } : { available: false, reason: `missing: ${missing().join(', ')}` }
}
