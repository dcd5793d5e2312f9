import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { renameSync, unlinkSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openMaildirSource, testConnection, writeOutgoing, type MaildirMail } from '@core/mail'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'tougao-maildir-'))
  await Promise.all(['new', 'cur', 'tmp'].map((sub) => mkdir(path.join(folder, sub))))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function pullAll(
  known: ReadonlySet<string> = new Set(),
  hooks: { readonly onListing?: () => void; readonly onMails?: () => Promise<void> } = {},
): Promise<MaildirMail[]> {
  const source = await openMaildirSource(folder)
  if (!source.ok) throw new Error(source.error.code)
  const pulled: MaildirMail[] = []
  const result = await source.value.pull({
    known: (name) => known.has(name),
    onListing: () => hooks.onListing?.(),
    onMails: async (mails) => {
      pulled.push(...mails)
      await hooks.onMails?.()
    },
    onTooLarge: () => undefined,
  })
  if (!result.ok) throw new Error(result.error.code)
  expect(result.value).toMatchObject({ fetched: pulled.length, cancelled: false })
  return pulled
}

describe('reading', () => {
  test('new and seen mail, by unique name, with flags; nothing is moved', async () => {
    await writeFile(path.join(folder, 'new', '2.M1P1.host'), 'two')
    await writeFile(path.join(folder, 'cur', '1.M1P1.host:2,RS'), 'one')
    await writeFile(path.join(folder, 'new', '.hidden'), 'no')
    await writeFile(path.join(folder, 'tmp', '3.M1P1.host'), 'not yet')
    const before = await Promise.all(['new', 'cur', 'tmp'].map((sub) => readdir(path.join(folder, sub))))
    const pulled = await pullAll()
    expect(pulled.map((one) => [one.uniqueName, Buffer.from(one.raw).toString(), one.flags, one.size])).toEqual([
      ['1.M1P1.host', 'one', ['\\Answered', '\\Seen'], 3],
      ['2.M1P1.host', 'two', [], 3],
    ])
    expect(await Promise.all(['new', 'cur', 'tmp'].map((sub) => readdir(path.join(folder, sub))))).toEqual(before)
    expect(await pullAll(new Set(['1.M1P1.host', '2.M1P1.host']))).toEqual([])
  })

  test('a mail that another client moves meanwhile is found, one that it deletes is passed over', async () => {
    await writeFile(path.join(folder, 'new', '1.a'), 'one')
    await writeFile(path.join(folder, 'new', '2.b'), 'two')
    await writeFile(path.join(folder, 'new', '3.c'), 'three')
    const pulled = await pullAll(new Set(), {
      onListing() {
        renameSync(path.join(folder, 'new', '2.b'), path.join(folder, 'cur', '2.b:2,S'))
        unlinkSync(path.join(folder, 'new', '3.c'))
      },
    })
    expect(pulled.map((one) => one.uniqueName)).toEqual(['1.a', '2.b'])
  })

  test('what the taker throws is thrown, and a signal stops it', async () => {
    await writeFile(path.join(folder, 'new', '1.a'), 'one')
    await writeFile(path.join(folder, 'new', '2.b'), 'two')
    await expect(pullAll(new Set(), { onMails: () => Promise.reject(new Error('disk full')) })).rejects.toThrow(
      'disk full',
    )
    const source = await openMaildirSource(folder)
    if (!source.ok) throw new Error()
    const controller = new AbortController()
    let listed = 0
    const result = await source.value.pull({
      known: () => false,
      onListing(listing) {
        listed = listing.length
        controller.abort()
      },
      onMails: () => Promise.reject(new Error('nothing is read any more')),
      onTooLarge: () => undefined,
      signal: controller.signal,
    })
    expect(listed).toBe(2)
    expect(result).toMatchObject({ ok: true, value: { fetched: 0, cancelled: true } })
  })

  test('no Maildir', async () => {
    expect(await openMaildirSource(path.join(folder, 'missing'))).toMatchObject({
      ok: false,
      error: { step: 'disk', code: 'not-found' },
    })
    expect(await openMaildirSource(path.join(folder, 'new'))).toMatchObject({ ok: false, error: { code: 'not-found' } })
  })
})

describe('writing', () => {
  const raw = Buffer.from('Subject: x\r\n\r\nbody')

  test('a letter appears once, whole, whatever is tried again', async () => {
    const first = await writeOutgoing(folder, '<a@b>', raw)
    expect(first).toMatchObject({ ok: true, value: { alreadyDelivered: false } })
    expect(await writeOutgoing(folder, '<a@b>', Buffer.from('other'))).toMatchObject({
      ok: true,
      value: { alreadyDelivered: true },
    })
    const files = await readdir(path.join(folder, 'outgoing'))
    expect(files).toHaveLength(1)
    expect(files[0]).toMatch(/^[0-9a-f]{64}\.eml$/)
    expect(await readFile(path.join(folder, 'outgoing', files[0] ?? ''))).toEqual(raw)
  })

  test('of many writers at once one is first', async () => {
    const results = await Promise.all(Array.from({ length: 8 }, () => writeOutgoing(folder, '<same@b>', raw)))
    expect(results.filter((one) => one.ok && !one.value.alreadyDelivered)).toHaveLength(1)
    expect(await readdir(path.join(folder, 'outgoing'))).toHaveLength(1)
  })

  test('an identifier cannot lead out of the folder', async () => {
    const result = await writeOutgoing(folder, '<../../x>', raw)
    expect(result.ok && path.dirname(result.value.path)).toBe(path.join(folder, 'outgoing'))
  })

  test('a missing Maildir is not invented', async () => {
    expect(await writeOutgoing(path.join(folder, 'missing'), '<a@b>', raw)).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    })
  })

  test('an outgoing that is no folder', async () => {
    await writeFile(path.join(folder, 'outgoing'), 'a file')
    expect((await writeOutgoing(folder, '<a@b>', raw)).ok).toBe(false)
  })
})

describe('the connection test', () => {
  const account = (place: string) => ({
    kind: 'maildir' as const,
    address: 'desk@example.com',
    displayName: '',
    path: place,
  })

  test('a good folder', async () => {
    expect(await testConnection(account(folder), null)).toMatchObject([
      { step: 'folder', ok: true, server: 'disk' },
      { step: 'disk', ok: true, server: 'disk' },
    ])
  })

  test('a missing folder', async () => {
    expect(await testConnection(account(path.join(folder, 'x')), null)).toMatchObject([
      { step: 'disk', ok: false, failure: { code: 'not-found' } },
    ])
  })

  test('an outgoing that is no folder', async () => {
    await writeFile(path.join(folder, 'outgoing'), 'a file')
    expect(await testConnection(account(folder), null)).toMatchObject([
      { step: 'folder', ok: true },
      { step: 'disk', ok: false, failure: { code: 'not-writable' } },
    ])
  })
})
