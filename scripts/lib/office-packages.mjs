// LibreOffice, which tests of documents write and read files with, from Debian.
import { aptInstall, canInstall } from './apt.mjs'
import { SetupError } from './console.mjs'
import { hasCommand } from './run.mjs'

const PACKAGES = ['libreoffice-writer-nogui', 'fonts-noto-cjk']

/** @returns {Promise<{available: true} | {available: false, reason: string}>} */
export async function ensureLibreOffice() {
  if (await hasCommand('soffice')) return { available: true }
  if (!(await canInstall())) return { available: false, reason: 'it needs LibreOffice (soffice)' }
  try {
    await aptInstall(PACKAGES, 'LibreOffice, for the tests of documents')
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    return { available: false, reason: error.message }
  }
  if (await hasCommand('soffice')) return { available: true }
  return { available: false, reason: 'LibreOffice was installed and is not found' }
}
