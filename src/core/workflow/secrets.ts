/** Where passwords lie. Only the shell can use the system's keyring; the core asks it. Never plain text. */
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { existsSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { PasswordKeep, PasswordPlace } from '@shared/domain/account'
import { fail, ok, type Result } from '@shared/domain/result'

/** What the shell offers: Electron's safeStorage, with its files in the profile. */
export interface Keyring {
  /** `unprotected`: there is a store, but it protects nothing (Linux without a keyring: `basic_text`). */
  readonly state: 'available' | 'unavailable' | 'unprotected'
  get(accountId: string): Promise<string | null>
  set(accountId: string, password: string): Promise<void>
  remove(accountId: string): Promise<void>
}

/** The system's keyring did not do what it was asked: locked, or its disk full. */
export class KeyringError extends Error {
  constructor(detail: string) {
    super(`the keyring failed: ${detail}`)
    this.name = 'KeyringError'
  }
}

export interface SecretStore {
  keyring(): Keyring['state']
  get(accountId: string): Promise<string | null>
  place(accountId: string): Promise<PasswordPlace>
  keep(
    accountId: string,
    password: string,
    keep: PasswordKeep,
  ): Promise<Result<null, 'keyring-unavailable' | 'wrong-passphrase'>>
  remove(accountId: string): Promise<void>
  /** An encrypted file is there and its passphrase was not given yet. */
  locked(): boolean
  unlock(passphrase: string): Result<null, 'wrong-passphrase'>
}

/** No keyring: the command line under Node, and tests. */
export const noKeyring: Keyring = {
  state: 'unavailable',
  get: () => Promise.resolve(null),
  set: () => Promise.reject(new Error('there is no keyring')),
  remove: () => Promise.resolve(),
}

/** scrypt's cost (RFC 7914): 128 MiB and about half a second, for a file that may be carried away. */
const SCRYPT = { N: 131_072, r: 8, p: 1 } as const
const SCRYPT_MEMORY = 192 * 1024 * 1024

const secretsFileSchema = z.object({
  v: z.literal(1),
  /** One cost is known so far: a file that asks for another is from a newer desk, or asks for gigabytes. */
  kdf: z.object({
    name: z.literal('scrypt'),
    N: z.literal(SCRYPT.N),
    r: z.literal(SCRYPT.r),
    p: z.literal(SCRYPT.p),
    salt: z.string(),
  }),
  /** AES-256-GCM of the JSON of all passwords. */
  iv: z.string(),
  tag: z.string(),
  data: z.string(),
  /** Accounts whose password in it is not to be used any more: said while the file was locked, done when it opens. */
  dropped: z.array(z.string()).optional(),
})
const secretsSchema = z.record(z.string(), z.string())

/** Opens the places of one profile. `file` is the encrypted file, made when first used. */
export function openSecrets(file: string, keyring: Keyring): SecretStore {
  const session = new Map<string, string>()
  let unlocked: { readonly key: Buffer; readonly salt: Buffer; readonly secrets: Record<string, string> } | null = null

  const write = (state: NonNullable<typeof unlocked>): void => {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', state.key, iv)
    const data = Buffer.concat([cipher.update(JSON.stringify(state.secrets), 'utf8'), cipher.final()])
    const content: z.infer<typeof secretsFileSchema> = {
      v: 1,
      kdf: { name: 'scrypt', ...SCRYPT, salt: state.salt.toString('base64') },
      iv: iv.toString('base64'),
      tag: cipher.getAuthTag().toString('base64'),
      data: data.toString('base64'),
    }
    replaceFile(content)
  }
  const replaceFile = (content: z.infer<typeof secretsFileSchema>): void => {
    // A leftover of a crash would keep its own mode.
    if (existsSync(`${file}.new`)) unlinkSync(`${file}.new`)
    writeFileSync(`${file}.new`, JSON.stringify(content), { mode: 0o600, flush: true })
    renameSync(`${file}.new`, file)
  }
  const unlock = (passphrase: string): Result<null, 'wrong-passphrase'> => {
    if (!existsSync(file)) {
      const salt = randomBytes(16)
      unlocked = { key: deriveKey(passphrase, salt), salt, secrets: {} }
      return ok(null)
    }
    const json = readFileSync(file, 'utf8')
    try {
      const stored = secretsFileSchema.parse(JSON.parse(json))
      const salt = Buffer.from(stored.kdf.salt, 'base64')
      const key = deriveKey(passphrase, salt)
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(stored.iv, 'base64'))
      decipher.setAuthTag(Buffer.from(stored.tag, 'base64'))
      const plain = Buffer.concat([decipher.update(Buffer.from(stored.data, 'base64')), decipher.final()])
      const all = secretsSchema.parse(JSON.parse(plain.toString('utf8')))
      const dropped = new Set(stored.dropped ?? [])
      const secrets = Object.fromEntries(Object.entries(all).filter(([accountId]) => !dropped.has(accountId)))
      unlocked = { key, salt, secrets }
      return ok(null)
    } catch {
      // GCM refuses a wrong key and a changed file alike; the file stays as it is.
      return fail('wrong-passphrase')
    }
  }
  const forget = (accountId: string): void => {
    session.delete(accountId)
    dropFromFile(accountId)
  }
  /** The file as it lies there; null for one that nobody can read. */
  const storedFile = (): z.infer<typeof secretsFileSchema> | null => {
    try {
      return secretsFileSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch {
      return null
    }
  }
  /** A locked file cannot be written anew, but it can say what in it no longer counts. */
  const dropFromLocked = (accountId: string): void => {
    const stored = storedFile()
    if (stored === null || stored.dropped?.includes(accountId) === true) return
    replaceFile({ ...stored, dropped: [...(stored.dropped ?? []), accountId] })
  }
  const dropFromFile = (accountId: string): void => {
    if (unlocked === null) {
      if (existsSync(file)) dropFromLocked(accountId)
      return
    }
    if (unlocked.secrets[accountId] === undefined) return
    const { [accountId]: _dropped, ...secrets } = unlocked.secrets
    const next = { ...unlocked, secrets }
    write(next)
    unlocked = next
  }
  /** A keyring that fails is no loss where the file has the password. */
  const fromKeyring = async (accountId: string): Promise<string | null> => {
    try {
      return await keyring.get(accountId)
    } catch (error) {
      if (unlocked?.secrets[accountId] === undefined) throw error
      return null
    }
  }

  return {
    keyring: () => keyring.state,
    async get(accountId) {
      // The keyring before the file: a locked file keeps the older one of a password that was moved to the keyring.
      return session.get(accountId) ?? (await fromKeyring(accountId)) ?? unlocked?.secrets[accountId] ?? null
    },
    async place(accountId) {
      if (session.has(accountId)) return 'session'
      if ((await fromKeyring(accountId)) !== null) return 'keyring'
      return unlocked?.secrets[accountId] === undefined ? 'missing' : 'file'
    },
    async keep(accountId, password, keep) {
      switch (keep.place) {
        case 'keyring':
          if (keyring.state !== 'available') return fail('keyring-unavailable')
          try {
            await keyring.set(accountId, password)
          } catch (error) {
            if (error instanceof KeyringError) return fail('keyring-unavailable')
            throw error
          }
          forget(accountId)
          return ok(null)
        case 'session':
          session.set(accountId, password)
          // For this session only: no older one may come back in the next.
          dropFromFile(accountId)
          if (keyring.state === 'available') await keyring.remove(accountId)
          return ok(null)
        case 'file': {
          const opened = unlock(keep.passphrase)
          if (!opened.ok) return opened
          if (unlocked === null) throw new Error('the password file is open and is not')
          const next = { ...unlocked, secrets: { ...unlocked.secrets, [accountId]: password } }
          write(next)
          unlocked = next
          session.delete(accountId)
          if (keyring.state === 'available') await keyring.remove(accountId)
          return ok(null)
        }
      }
    },
    async remove(accountId) {
      forget(accountId)
      await keyring.remove(accountId)
    },
    locked: () => unlocked === null && existsSync(file),
    unlock,
  }
}

function deriveKey(passphrase: string, salt: Buffer): Buffer {
  return scryptSync(passphrase.normalize('NFKC'), salt, 32, { ...SCRYPT, maxmem: SCRYPT_MEMORY })
}
