/** The system's keyring through Electron's safeStorage. Only this process can use it. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { safeStorage } from 'electron'
import { z } from 'zod'

export type KeyringState = 'available' | 'unavailable' | 'unprotected'

export interface ShellKeyring {
  get(accountId: string): string | null
  set(accountId: string, password: string): void
  remove(accountId: string): void
}

const fileSchema = z.record(z.string(), z.string())

/**
 * `unprotected`: on Linux without a keyring Electron offers `basic_text`, which encrypts with a
 * password that stands in its source. That protects nothing and is not used.
 */
export function keyringState(): KeyringState {
  if (!safeStorage.isEncryptionAvailable()) return 'unavailable'
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return 'unprotected'
  return 'available'
}

export function openKeyring(profileDir: string): ShellKeyring {
  const file = path.join(profileDir, 'keyring.json')
  const read = (): Record<string, string> => {
    if (!existsSync(file)) return {}
    // What cannot be read just now (a virus scanner holds it) is not damaged: whoever asked hears of it.
    const json = readFileSync(file, 'utf8')
    try {
      return fileSchema.parse(JSON.parse(json))
    } catch (error) {
      // The passwords are asked for again; what can no longer be read is kept aside.
      console.error(`keyring.json was set aside: ${error instanceof Error ? error.message : String(error)}`)
      renameSync(file, `${file}.damaged`)
      return {}
    }
  }
  const write = (secrets: Record<string, string>): void => {
    writeFileSync(`${file}.new`, JSON.stringify(secrets), { mode: 0o600, flush: true })
    renameSync(`${file}.new`, file)
  }
  return {
    get(accountId) {
      const encrypted = read()[accountId]
      if (encrypted === undefined) return null
      try {
        return safeStorage.decryptString(Buffer.from(encrypted, 'base64'))
      } catch (error) {
        // Another user's or another machine's keyring made it: the password is asked for again.
        console.error(`A password could not be decrypted: ${error instanceof Error ? error.message : String(error)}`)
        return null
      }
    },
    set(accountId, password) {
      write({ ...read(), [accountId]: safeStorage.encryptString(password).toString('base64') })
    },
    remove(accountId) {
      const { [accountId]: _removed, ...rest } = read()
      write(rest)
    },
  }
}
