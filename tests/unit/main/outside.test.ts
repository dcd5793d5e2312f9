import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { coreToShellSchema } from '@shared/shell-messages'
import { openOutside, type Outside } from '../../../src/main/outside'

const electron = vi.hoisted(() => ({
  temp: '',
  opened: [] as string[],
  links: [] as string[],
  proposed: [] as string[],
  target: '',
}))
vi.mock('electron', () => ({
  app: { getPath: () => electron.temp },
  dialog: {
    showSaveDialog: ({ defaultPath }: { defaultPath: string }) => {
      electron.proposed.push(defaultPath)
      return Promise.resolve({ canceled: electron.target === '', filePath: electron.target })
    },
  },
  shell: {
    openPath: (file: string) => (electron.opened.push(file), Promise.resolve('')),
    openExternal: (url: string) => (electron.links.push(url), Promise.resolve()),
  },
}))

const SHA = 'ab'.repeat(32)
let folder: string
let profileDir: string
let outside: Outside

const blob = (bytes: string): void => {
  mkdirSync(path.join(profileDir, 'blobs', 'ab'), { recursive: true })
  writeFileSync(path.join(profileDir, 'blobs', 'ab', SHA), bytes, { mode: 0o600 })
}
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tougao-outside-'))
  profileDir = path.join(folder, 'profile')
  electron.temp = path.join(folder, 'temp')
  mkdirSync(electron.temp)
  Object.assign(electron, { opened: [], links: [], proposed: [], target: '' })
  blob('第一段')
  outside = openOutside(profileDir, () => null)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('opening a file outside', () => {
  it('gives the system a read-only copy under a name of its own, and takes it away again', async () => {
    expect(await outside.open(SHA, '..\\..\\启动 & del.docx')).toEqual({ kind: 'done' })
    const [copy = ''] = electron.opened
    expect(path.basename(copy)).toBe('attachment.docx')
    expect(copy.startsWith(electron.temp)).toBe(true)
    expect(statSync(copy).mode & 0o777).toBe(0o400)
    expect(readFileSync(copy, 'utf8')).toBe('第一段')
    outside.close()
    expect(readdirSync(electron.temp)).toEqual([])
  })

  it.each(['a.exe', 'a.docx.lnk', 'a.js ', 'a.html', 'a', 'a.', `a.${'x'.repeat(9)}`, 'a.d/oc'])(
    'refuses by name, whoever asks: %s',
    async (name) => {
      expect(await outside.open(SHA, name)).toEqual({ kind: 'refused' })
      expect(electron.opened).toEqual([])
    },
  )

  it.each(['MZ…', '\u007fELF', '#!/bin/sh'])('refuses by how it begins, whatever it is called: %s', async (bytes) => {
    blob(bytes)
    expect(await outside.open(SHA, '稿件.docx')).toEqual({ kind: 'refused' })
    expect(electron.opened).toEqual([])
  })

  it('clears away what a run that was killed left, and nothing of another profile', async () => {
    await outside.open(SHA, '稿件.docx')
    const other = openOutside(path.join(folder, 'other'), () => null)
    expect(readdirSync(electron.temp)).toHaveLength(1)
    other.close()
    expect(readdirSync(electron.temp)).toHaveLength(1)
    openOutside(profileDir, () => null)
    expect(readdirSync(electron.temp)).toEqual([])
  })
})

describe('saving a file', () => {
  it('proposes a name without a path, and copies where the editor says', async () => {
    electron.target = path.join(folder, '存下的.txt')
    expect(await outside.save(SHA, '/etc/../passwd.txt')).toEqual({ kind: 'done' })
    expect(electron.proposed).toEqual([path.join(electron.temp, 'passwd.txt')])
    expect(readFileSync(electron.target, 'utf8')).toBe('第一段')
  })

  it('does nothing when the editor cancels', async () => {
    expect(await outside.save(SHA, 'a.txt')).toEqual({ kind: 'cancelled' })
  })
})

describe('opening a link', () => {
  it('takes what a browser opens', async () => {
    expect(await outside.openLink('https://pan.baidu.com/s/1')).toEqual({ kind: 'done' })
    expect(electron.links).toEqual(['https://pan.baidu.com/s/1'])
  })

  it.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'ms-msdt:/id',
    'smb://host/share',
    'https://mail.qq.com@evil.example/',
    'https://user:word@evil.example/',
    'no address',
    '',
  ])('and nothing else: %s', async (url) => {
    expect(await outside.openLink(url)).toEqual({ kind: 'refused' })
    expect(electron.links).toEqual([])
  })
})

describe('what the shell hears', () => {
  it.each([
    { type: 'open-file', id: 1, sha256: '../../desk.db', filename: 'a.txt' },
    { type: 'open-file', id: 1, sha256: SHA, filename: '' },
    { type: 'save-file', id: 1, sha256: SHA.toUpperCase(), filename: 'a.txt' },
    { type: 'save-file', id: 1, sha256: SHA, filename: 'a'.repeat(201) },
    { type: 'open-link', id: 1, url: `https://x.example/${'a'.repeat(4096)}` },
  ])('is nothing malformed: %o', (message) => expect(coreToShellSchema.safeParse(message).success).toBe(false))
})
