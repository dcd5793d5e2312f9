import { existsSync, mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openKeyring } from '../../../src/main/keyring'
import { temporaryFolder } from '../../support/desk'

vi.mock('electron', () => ({
  safeStorage: {
    encryptString: (text: string) => Buffer.from(Buffer.from(text).toString('hex')),
    decryptString: (bytes: Buffer) => Buffer.from(bytes.toString(), 'hex').toString(),
  },
}))

let folder: string
let file: string
beforeEach(() => {
  folder = temporaryFolder()
  file = path.join(folder, 'keyring.json')
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

it('keeps passwords and lets them go', () => {
  const keyring = openKeyring(folder)
  keyring.set('a', '授权码')
  expect(openKeyring(folder).get('a')).toBe('授权码')
  keyring.remove('a')
  expect(keyring.get('a')).toBeNull()
})

it('sets a damaged file aside', () => {
  vi.spyOn(console, 'error').mockReturnValue()
  writeFileSync(file, '{')
  expect(openKeyring(folder).get('a')).toBeNull()
  expect(readFileSync(`${file}.damaged`, 'utf8')).toBe('{')
})

it('does not set aside what cannot be read just now', () => {
  const keyring = openKeyring(folder)
  // A folder in its place: reading fails, as it does while another program holds the file.
  mkdirSync(file)
  expect(() => keyring.get('a')).toThrow()
  expect(() => keyring.set('a', 'x')).toThrow()
  expect(existsSync(`${file}.damaged`)).toBe(false)
  rmdirSync(file)
  expect(keyring.get('a')).toBeNull()
})
