import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noKeyring, openSecrets, type Keyring } from '@core/workflow/secrets'
import { temporaryFolder } from '../../../support/desk'

const PASSPHRASE = '口令 correct horse'
const PASSWORD = 'q7Lz-授权码-XYZ'

let folder: string
let file: string
beforeEach(() => {
  folder = temporaryFolder()
  file = path.join(folder, 'secrets.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function keepInFile(): Promise<void> {
  const kept = await openSecrets(file, noKeyring).keep('a', PASSWORD, { place: 'file', passphrase: PASSPHRASE })
  expect(kept.ok).toBe(true)
}

/** A keyring that works, in memory. */
function keyring(state: Keyring['state'] = 'available'): Keyring & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>()
  return {
    state,
    kept,
    get: (id) => Promise.resolve(kept.get(id) ?? null),
    set: async (id, password) => void kept.set(id, password),
    remove: async (id) => void kept.delete(id),
  }
}

describe('the encrypted file', () => {
  it('gives passwords back to whoever knows its passphrase', async () => {
    await keepInFile()
    const secrets = openSecrets(file, noKeyring)
    expect(secrets.locked()).toBe(true)
    expect(await secrets.get('a')).toBeNull()
    expect(secrets.unlock('wrong passphrase')).toEqual({ ok: false, error: 'wrong-passphrase' })
    expect(secrets.locked()).toBe(true)
    expect(secrets.unlock(PASSPHRASE).ok).toBe(true)
    expect(secrets.locked()).toBe(false)
    expect(await secrets.get('a')).toBe(PASSWORD)
    expect(await secrets.place('a')).toBe('file')
    expect(await secrets.place('b')).toBe('missing')
  })

  it('holds neither password nor passphrase, and only its owner reads it', async () => {
    writeFileSync(`${file}.new`, 'left by a crash', { mode: 0o644 })
    await keepInFile()
    const bytes = readFileSync(file)
    for (const secret of [
      PASSWORD,
      PASSPHRASE,
      Buffer.from(PASSWORD).toString('base64'),
      Buffer.from(PASSWORD).toString('hex'),
    ]) {
      expect(bytes.includes(Buffer.from(secret))).toBe(false)
    }
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('keeps a second password only under the same passphrase', async () => {
    await keepInFile()
    const secrets = openSecrets(file, noKeyring)
    const before = readFileSync(file)
    expect(await secrets.keep('b', 'two', { place: 'file', passphrase: 'another passphrase' })).toEqual({
      ok: false,
      error: 'wrong-passphrase',
    })
    expect(readFileSync(file)).toEqual(before)
    expect((await secrets.keep('b', 'two', { place: 'file', passphrase: PASSPHRASE })).ok).toBe(true)
    const again = openSecrets(file, noKeyring)
    again.unlock(PASSPHRASE)
    expect([await again.get('a'), await again.get('b')]).toEqual([PASSWORD, 'two'])
  })

  const tamperings: Record<
    string,
    (content: { kdf: { N: number }; iv: string; tag: string; data: string }) => unknown
  > = {
    'changed data': (content) => ({ ...content, data: flip(content.data) }),
    'a changed tag': (content) => ({ ...content, tag: flip(content.tag) }),
    'another start value': (content) => ({ ...content, iv: flip(content.iv) }),
    'a cost that would take all memory': (content) => ({ ...content, kdf: { ...content.kdf, N: 2 ** 30 } }),
    'a cost that guesses quickly': (content) => ({ ...content, kdf: { ...content.kdf, N: 2 } }),
    'another shape': () => ({ passwords: [] }),
  }
  it.each(Object.entries(tamperings))('with %s stays shut and as it is', async (_what, tamper) => {
    await keepInFile()
    writeFileSync(file, JSON.stringify(tamper(JSON.parse(readFileSync(file, 'utf8')) as Parameters<typeof tamper>[0])))
    const before = readFileSync(file)
    const secrets = openSecrets(file, noKeyring)
    expect(secrets.unlock(PASSPHRASE)).toEqual({ ok: false, error: 'wrong-passphrase' })
    expect(await secrets.keep('b', 'two', { place: 'file', passphrase: PASSPHRASE })).toMatchObject({ ok: false })
    expect(readFileSync(file)).toEqual(before)
  })

  it('that is no JSON stays shut', () => {
    writeFileSync(file, '{"v":1,')
    expect(openSecrets(file, noKeyring).unlock(PASSPHRASE)).toEqual({ ok: false, error: 'wrong-passphrase' })
  })

  function flip(base64: string): string {
    return (base64.startsWith('A') ? 'B' : 'A') + base64.slice(1)
  }
})

describe('the places of a password', () => {
  it('a keyring that protects nothing is refused', async () => {
    const secrets = openSecrets(file, keyring('unprotected'))
    expect(secrets.keyring()).toBe('unprotected')
    expect(await secrets.keep('a', PASSWORD, { place: 'keyring' })).toEqual({ ok: false, error: 'keyring-unavailable' })
    expect(await secrets.get('a')).toBeNull()
  })

  it('moving to the keyring leaves nothing in the file', async () => {
    await keepInFile()
    const ring = keyring()
    const secrets = openSecrets(file, ring)
    secrets.unlock(PASSPHRASE)
    await secrets.keep('a', 'new', { place: 'keyring' })
    expect(await secrets.place('a')).toBe('keyring')
    expect(ring.kept.get('a')).toBe('new')
    const again = openSecrets(file, keyring())
    again.unlock(PASSPHRASE)
    expect(await again.get('a')).toBeNull()
  })

  it('the keyring counts before what a locked file kept of an older password', async () => {
    await keepInFile()
    const secrets = openSecrets(file, keyring())
    await secrets.keep('a', 'new', { place: 'keyring' })
    secrets.unlock(PASSPHRASE)
    expect(await secrets.get('a')).toBe('new')
    expect(await secrets.place('a')).toBe('keyring')
  })

  it('a keyring that fails does not hide what the file has', async () => {
    await keepInFile()
    const secrets = openSecrets(file, { ...keyring(), get: () => Promise.reject(new Error('locked')) })
    await expect(secrets.get('a')).rejects.toThrow('locked')
    secrets.unlock(PASSPHRASE)
    expect(await secrets.get('a')).toBe(PASSWORD)
    expect(await secrets.place('a')).toBe('file')
  })

  it('for this session only leaves no older one for the next', async () => {
    const ring = keyring()
    ring.kept.set('a', 'old')
    await keepInFile()
    const secrets = openSecrets(file, ring)
    secrets.unlock(PASSPHRASE)
    await secrets.keep('a', 'now', { place: 'session' })
    expect(await secrets.get('a')).toBe('now')
    const next = openSecrets(file, ring)
    next.unlock(PASSPHRASE)
    expect(await next.get('a')).toBeNull()
  })

  it('removing forgets it everywhere', async () => {
    const ring = keyring()
    const secrets = openSecrets(file, ring)
    await secrets.keep('a', 'one', { place: 'keyring' })
    await secrets.keep('a', 'two', { place: 'session' })
    await secrets.remove('a')
    expect(await secrets.get('a')).toBeNull()
    expect(ring.kept.size).toBe(0)
  })
})

describe('a locked file', () => {
  it('does not give back a password that was meanwhile entered for this session only', async () => {
    await keepInFile()
    const secrets = openSecrets(file, noKeyring)
    await secrets.keep('b', 'other', { place: 'session' })
    expect((await secrets.keep('a', 'new', { place: 'session' })).ok).toBe(true)
    expect(await secrets.get('a')).toBe('new')
    expect(secrets.unlock(PASSPHRASE).ok).toBe(true)
    expect(await secrets.get('a')).toBe('new')
    // The next start has neither.
    const next = openSecrets(file, noKeyring)
    expect(next.unlock(PASSPHRASE).ok).toBe(true)
    expect(await next.get('a')).toBeNull()
    // Kept in the file again it counts again.
    await next.keep('a', 'third', { place: 'file', passphrase: PASSPHRASE })
    const last = openSecrets(file, noKeyring)
    last.unlock(PASSPHRASE)
    expect(await last.get('a')).toBe('third')
  })

  it('that nobody can read is left as it is', async () => {
    writeFileSync(file, 'not a password file')
    const secrets = openSecrets(file, noKeyring)
    expect((await secrets.keep('a', 'new', { place: 'session' })).ok).toBe(true)
    expect(readFileSync(file, 'utf8')).toBe('not a password file')
  })
})
