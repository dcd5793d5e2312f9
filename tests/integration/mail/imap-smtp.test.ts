/** Pulling, sending and the connection test against a real Dovecot and Postfix. */
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { ImapAccountConfig } from '@shared/domain/mail'
import {
  composeLetter,
  openImapSource,
  parseMessage,
  sendSmtp,
  testConnection,
  type ImapCursor,
  type ImapSource,
  type PulledMessage,
} from '@core/mail'
import { STREAM_ABOVE_BYTES } from '@core/mail/pull-limits'
import { ensureMailPackages } from '../../support/mail-server/mail-packages'
import { startMailServer, type MailServer } from '../../support/mail-server/mail-server'
import { startTcpProxy, type TcpProxy } from '../../support/mail-server/tcp-proxy'

const packages = await ensureMailPackages()
if (!packages.available) process.stderr.write(`Skipped, mail against real servers: ${packages.reason}\n`)

const PASSWORD = 's3cret'

describe.skipIf(!packages.available)('a real mailbox', () => {
  let server: MailServer
  let ca: string
  let proxy: TcpProxy | null = null
  const sources: ImapSource[] = []
  let users = 0

  beforeAll(async () => {
    server = await startMailServer({
      users: Object.fromEntries(Array.from({ length: 24 }, (_, i) => [`user${i}`, PASSWORD])),
      quotas: { user23: '1M' },
    })
    ca = await readFile(server.caFile, 'utf8')
  })
  afterAll(async () => {
    await server.stop()
  })
  afterEach(async () => {
    for (const source of sources.splice(0)) await source.close()
    await proxy?.stop()
    proxy = null
  })

  /** An account of a user of its own for each test. */
  function account(rest: Partial<ImapAccountConfig> = {}): ImapAccountConfig & { user: string } {
    const user = `user${users++}`
    return {
      kind: 'imap',
      address: `${user}@desk.example`,
      displayName: '投稿台',
      login: user,
      imap: { host: 'localhost', port: server.imap.securePort, security: 'tls' },
      smtp: { host: 'localhost', port: server.smtp.securePort, security: 'tls' },
      folder: 'INBOX',
      ca,
      ...rest,
      user,
    }
  }
  const mail = (subject: string, body = 'body'): string =>
    `From: a@b.example\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@x>\r\n\r\n${body}\r\n`

  async function open(config: ImapAccountConfig): Promise<ImapSource> {
    const source = await openImapSource(config, PASSWORD, { connectTimeout: 5000, socketTimeout: 5000 })
    if (!source.ok) throw new Error(`${source.error.step} ${source.error.code} ${source.error.detail}`)
    sources.push(source.value)
    return source.value
  }

  /** Pulls and stores like the desk: message and cursor together. */
  async function pullInto(
    store: Map<number, PulledMessage>,
    source: ImapSource,
    cursor: ImapCursor | null,
    since?: number,
  ) {
    let saved = cursor
    const result = await source.pull({
      cursor,
      ...(since === undefined ? {} : { since }),
      onMessage: async (message) => {
        expect(store.has(message.uid)).toBe(false)
        store.set(message.uid, message)
        saved = message.cursor
      },
    })
    return { result, saved }
  }

  test('first everything, then only what is new, byte for byte; nothing is marked as seen', async () => {
    const config = account()
    const raw = Buffer.concat([Buffer.from(mail('raw')), Buffer.from([0xcd, 0xb6, 0xb8, 0xe5, 0x0d, 0x0a])])
    await server.deliver(config.user, raw)
    await server.deliver(config.user, mail('two'))
    const store = new Map<number, PulledMessage>()
    const source = await open(config)
    const first = await pullInto(store, source, null)
    expect(first.result).toMatchObject({ ok: true, value: { fetched: 2, uidValidityChanged: false, skipped: [] } })
    expect(Buffer.from(store.get(1)?.raw ?? []).equals(raw)).toBe(true)
    expect([...store.values()].map((one) => one.flags)).toEqual([[], []])
    // Again on the same connection and on a new one: nothing (sentence 2), then the third alone.
    if (!first.result.ok) throw new Error()
    expect(first.result.value.cursor).toEqual(first.saved)
    expect((await pullInto(store, source, first.saved)).result).toMatchObject({ ok: true, value: { fetched: 0 } })
    await server.deliver(config.user, mail('three'))
    const again = await pullInto(store, source, first.saved)
    expect(again.result).toMatchObject({ ok: true, value: { fetched: 1, cursor: { lastUid: 3 } } })
    expect((await pullInto(store, await open(config), again.saved)).result).toMatchObject({
      ok: true,
      value: { fetched: 0 },
    })
  })

  test('sentence 1: a UIDVALIDITY change is told, and everything handed over again', async () => {
    const config = account()
    await server.deliver(config.user, mail('one'))
    const source = await open(config)
    const { saved } = await pullInto(new Map(), source, null)
    await source.close()
    await server.setUidValidity(config.user, 'INBOX', 4242)
    const result = (await pullInto(new Map(), await open(config), saved)).result
    expect(result).toMatchObject({
      ok: true,
      value: { fetched: 1, uidValidityChanged: true, cursor: { uidValidity: '4242' } },
    })
  })

  test('a cut-off date leaves older mail, and later pulls do not come back to it', async () => {
    const config = account()
    const client = new ImapFlow({
      host: '127.0.0.1',
      port: server.imap.port,
      secure: false,
      doSTARTTLS: false,
      auth: { user: config.login, pass: PASSWORD },
      logger: false,
    })
    await client.connect()
    await client.append('INBOX', mail('old'), [], new Date('2020-01-15T12:00:00Z'))
    await client.append('INBOX', mail('older'), [], new Date('2019-01-15T12:00:00Z'))
    await client.append('INBOX', mail('recent'), [], new Date('2026-01-15T12:00:00Z'))
    await client.append('INBOX', mail('straggler'), [], new Date('2020-02-15T12:00:00Z'))
    await client.logout()
    const source = await open(config)
    const store = new Map<number, PulledMessage>()
    const { result } = await pullInto(store, source, null, Date.UTC(2025, 0, 1))
    expect(result).toMatchObject({ ok: true, value: { fetched: 1, cursor: { lastUid: 4 } } })
    expect([...store.values()].map((one) => [one.uid, one.internalDate])).toEqual([[3, Date.UTC(2026, 0, 15, 12)]])
    const future = await pullInto(new Map(), source, null, Date.now() + 86_400_000)
    expect(future.result).toMatchObject({ ok: true, value: { fetched: 0 } })
  })

  test('a large mail is streamed, and arrives whole', async () => {
    const config = account()
    const large = mail('large', `${'0123456789abcdef'.repeat(4)}\r\n`.repeat(Math.ceil(STREAM_ABOVE_BYTES / 66) + 1000))
    expect(large.length).toBeGreaterThan(STREAM_ABOVE_BYTES)
    await server.deliver(config.user, mail('small'))
    await server.deliver(config.user, large)
    await server.deliver(config.user, mail('last'))
    const store = new Map<number, PulledMessage>()
    await pullInto(store, await open(config), null)
    expect([...store.keys()]).toEqual([1, 2, 3])
    expect(Buffer.from(store.get(2)?.raw ?? []).equals(Buffer.from(large))).toBe(true)
  })

  test('another folder, named in Chinese (modified UTF-7), and one that is not there', async () => {
    const config = account({ folder: '投稿箱' })
    await server.deliver(config.user, mail('inside'), '投稿箱')
    expect((await pullInto(new Map(), await open(config), null)).result).toMatchObject({
      ok: true,
      value: { fetched: 1 },
    })
    expect(await openImapSource({ ...config, folder: '没有' }, PASSWORD)).toMatchObject({
      ok: false,
      error: { step: 'folder', code: 'folder-missing' },
    })
  })

  test('sentence 9: cut at every stage, the cursor says what was stored, and the next pull takes the rest once', async () => {
    const config = account()
    for (let i = 0; i < 6; i++) await server.deliver(config.user, mail(`m${i}`, 'x'.repeat(20_000)))
    proxy = await startTcpProxy({ port: server.imap.port })
    const plain = { ...config, imap: { host: '127.0.0.1', port: proxy.port, security: 'none' as const } }
    const store = new Map<number, PulledMessage>()
    let cursor: ImapCursor | null = null
    let failures = 0
    for (const cutAfterBytes of [200, 1500, 4000, 20_000, 60_000, 100_000]) {
      proxy.setFaults({ toClient: { cutAfterBytes } })
      const source = await openImapSource(plain, PASSWORD, { connectTimeout: 3000, socketTimeout: 3000 })
      if (!source.ok) {
        failures++
        expect(['connection-lost', 'timeout']).toContain(source.error.code)
        continue
      }
      const pulled = await pullInto(store, source.value, cursor)
      cursor = pulled.saved
      if (!pulled.result.ok) {
        failures++
        expect(pulled.result.error.code).toBe('connection-lost')
      }
      await source.value.close()
    }
    expect(failures).toBeGreaterThan(3)
    proxy.setFaults({})
    const rest = await pullInto(store, await open(plain), cursor)
    expect(rest.result.ok).toBe(true)
    expect([...store.keys()]).toEqual([1, 2, 3, 4, 5, 6])
  })

  test('sentence 8: a server that falls silent is a failure and not the end of the process', async () => {
    const config = account()
    await server.deliver(config.user, mail('one'))
    proxy = await startTcpProxy({ port: server.imap.port }, { toClient: { stallOnText: 'BODY[]' } })
    const plain = { ...config, imap: { host: '127.0.0.1', port: proxy.port, security: 'none' as const } }
    const source = await openImapSource(plain, PASSWORD, { connectTimeout: 3000, socketTimeout: 800 })
    if (!source.ok) throw new Error()
    sources.push(source.value)
    expect((await pullInto(new Map(), source.value, null)).result).toMatchObject({
      ok: false,
      error: { step: 'fetch', code: 'timeout' },
    })
    // An idle line that is cut while nobody waits for anything.
    proxy.setFaults({})
    const idle = await open(plain)
    proxy.cutAll()
    await sleep(300)
    expect((await pullInto(new Map(), idle, null)).result).toMatchObject({
      ok: false,
      error: { code: 'connection-lost' },
    })
  })

  test('a mail expunged by another client meanwhile is passed over', async () => {
    const config = account()
    for (const name of ['a', 'b', 'c']) await server.deliver(config.user, mail(name, 'x'.repeat(3_000_000)))
    const source = await open(config)
    const seen: number[] = []
    const result = await source.pull({
      cursor: null,
      onMessage: async (message) => {
        seen.push(message.uid)
        if (message.uid === 1) await server.doveadm('expunge', '-u', config.user, 'mailbox', 'INBOX', 'uid', '3')
      },
    })
    expect(result.ok).toBe(true)
    expect(seen.slice(0, 2)).toEqual([1, 2])
    expect((await pullInto(new Map(), source, result.ok ? result.value.cursor : null)).result).toMatchObject({
      ok: true,
      value: { fetched: 0 },
    })
  })

  test('no trust, no connection: the certificate is verified, and the account’s authority is trusted', async () => {
    const config = account({ ca: null })
    expect(await openImapSource(config, PASSWORD)).toMatchObject({
      ok: false,
      error: { step: 'tls', code: 'tls-untrusted' },
    })
    expect(await openImapSource({ ...config, ca }, 'wrong')).toMatchObject({
      ok: false,
      error: { step: 'login', code: 'wrong-password' },
    })
  })

  test('a letter is sent, arrives threaded, and is read as it was written', async () => {
    const config = account()
    const author = account()
    const letter = await composeLetter({
      from: { name: config.displayName, address: config.address },
      to: [{ name: '张三', address: author.address }],
      subject: '回复：投稿',
      text: '您好，稿件已录用。\n.\n小羽毛',
      messageId: '<letter@desk.example>',
      inReplyTo: '<a@b>',
      references: ['<a@b>'],
      date: Date.UTC(2026, 8, 1),
    })
    expect(await sendSmtp(config, PASSWORD, letter)).toMatchObject({
      kind: 'accepted',
      accepted: [author.address],
      rejected: [],
    })
    const [raw] = await server.waitForMails(author.user, 1)
    const received = await parseMessage(raw ?? Buffer.alloc(0))
    expect(received).toMatchObject({
      ok: true,
      value: {
        message: {
          messageId: '<letter@desk.example>',
          inReplyTo: '<a@b>',
          subject: '回复：投稿',
          text: '您好，稿件已录用。\n.\n小羽毛',
        },
      },
    })
  })

  test('sentence 14: a line cut behind the final dot is “unsure”, and the letter did arrive', async () => {
    const config = account()
    const author = account()
    const letter = await composeLetter({
      from: { name: '', address: config.address },
      to: [{ name: '', address: author.address }],
      subject: 'unsure',
      text: 'x',
      messageId: '<unsure@desk.example>',
      date: 0,
    })
    proxy = await startTcpProxy({ port: server.smtp.port }, { toClient: { cutOnText: '250 2.0.0 Ok: queued' } })
    const through = { ...config, smtp: { host: '127.0.0.1', port: proxy.port, security: 'none' as const } }
    expect(await sendSmtp(through, PASSWORD, letter)).toMatchObject({ kind: 'unsure' })
    expect(await server.waitForMails(author.user, 1)).toHaveLength(1)
    proxy.setFaults({ toServer: { cutOnText: 'DATA' } })
    expect(await sendSmtp(through, PASSWORD, letter)).toMatchObject({
      kind: 'not-sent',
      failure: { code: 'connection-lost' },
    })
    await server.waitForDelivery()
    expect(await server.readMailbox(author.user)).toHaveLength(1)
  })

  test('the connection test names every step, shows the certificate, and names the one that fails', async () => {
    const config = account()
    const steps = await testConnection(config, PASSWORD, { timeout: 5000 })
    expect(steps.map((step) => [step.server, step.step, step.ok])).toEqual([
      ['imap', 'name', true],
      ['imap', 'tcp', true],
      ['imap', 'tls', true],
      ['imap', 'login', true],
      ['imap', 'folder', true],
      ['smtp', 'name', true],
      ['smtp', 'smtp-connect', true],
      ['smtp', 'tls', true],
      ['smtp', 'smtp-login', true],
      ['smtp', 'from', true],
    ])
    const certificate = steps.find((step) => step.certificate !== undefined)?.certificate
    expect(certificate).toMatchObject({ subject: 'localhost', issuer: 'localhost' })
    expect(certificate?.validTo).toBeGreaterThan(Date.now())
    expect(certificate).toMatchObject({ names: ['localhost', '127.0.0.1'], doubt: null })

    const lastOf = async (changed: ImapAccountConfig, password = PASSWORD) => {
      const all = await testConnection(changed, password, { timeout: 5000 })
      return all
        .filter((step) => step.failure !== undefined)
        .map((step) => [step.server, step.step, step.failure?.code])
    }
    expect(await lastOf({ ...config, ca: null })).toEqual([
      ['imap', 'tls', 'tls-untrusted'],
      ['smtp', 'tls', 'tls-untrusted'],
    ])
    const untrusted = (await testConnection({ ...config, ca: null }, PASSWORD)).find((step) => step.step === 'tls')
    expect(untrusted?.certificate).toMatchObject({ subject: 'localhost', doubt: 'self-signed' })
    const unreached = await testConnection(config, 'wrong', { timeout: 5000 })
    expect(unreached.filter((step) => !step.ok && step.failure === undefined).map(({ step }) => step)).toEqual([
      'folder',
      'from',
    ])
    const plain = { imap: { ...config.imap }, smtp: { ...config.smtp } }
    plain.imap = { host: 'localhost', port: server.imap.port, security: 'starttls' }
    plain.smtp = { host: 'localhost', port: server.smtp.port, security: 'starttls' }
    const upgraded = await testConnection({ ...config, ...plain }, PASSWORD, { timeout: 5000 })
    expect(upgraded.map(({ ok }) => ok)).not.toContain(false)
    expect(upgraded.flatMap((step) => step.certificate?.fingerprint ?? [])).toEqual([
      certificate?.fingerprint,
      certificate?.fingerprint,
    ])
    const stopped = new AbortController()
    const running = testConnection(config, PASSWORD, { timeout: 5000, signal: stopped.signal })
    stopped.abort()
    await expect(running).rejects.toThrow()
    expect(await lastOf(config, 'wrong')).toEqual([
      ['imap', 'login', 'wrong-password'],
      ['smtp', 'smtp-login', 'wrong-password'],
    ])
    expect(await lastOf({ ...config, folder: 'nowhere' })).toEqual([['imap', 'folder', 'folder-missing']])
    expect(await lastOf({ ...config, imap: { ...config.imap, host: 'no-such-host.invalid' } })).toEqual([
      ['imap', 'name', 'unknown-host'],
    ])
    expect(await lastOf({ ...config, address: 'a b>@x' })).toEqual([['smtp', 'from', 'from-refused']])
    expect(await testConnection(config, null)).toMatchObject([
      { step: 'login', ok: false, failure: { code: 'no-password' } },
    ])
  })
})
