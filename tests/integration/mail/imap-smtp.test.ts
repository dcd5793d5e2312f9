/** Pulling, sending and the connection test against a real Dovecot and Postfix. */
import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { ImapAccountConfig } from '@shared/domain/mail'
import {
  composeLetter,
  openImapSession,
  parseMessage,
  sendSmtp,
  testConnection,
  type FolderRequest,
  type ImapSession,
} from '@core/mail'
import { STREAM_ABOVE_BYTES } from '@core/mail/pull-limits'
import { ensureMailPackages } from '../../support/mail-server/mail-packages'
import { memoryBook, type MemoryBook } from '../../support/memory-book'
import { startMailServer, type MailServer } from '../../support/mail-server/mail-server'
import { startTcpProxy, type TcpProxy } from '../../support/mail-server/tcp-proxy'

const packages = await ensureMailPackages()
if (!packages.available) process.stderr.write(`Skipped, mail against real servers: ${packages.reason}\n`)

const PASSWORD = 's3cret'

describe.skipIf(!packages.available)('a real mailbox', () => {
  let server: MailServer
  let ca: string
  let proxy: TcpProxy | null = null
  const sources: ImapSession[] = []
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

  async function open(config: ImapAccountConfig): Promise<ImapSession> {
    const source = await openImapSession(config, PASSWORD, { connectTimeout: 5000, socketTimeout: 5000 })
    if (!source.ok) throw new Error(`${source.error.step} ${source.error.code} ${source.error.detail}`)
    sources.push(source.value)
    return source.value
  }

  const sync = (session: ImapSession, book: MemoryBook, rest: Partial<FolderRequest> = {}) =>
    session.syncFolder({ folder: 'INBOX', book, thorough: false, ...rest })

  test('first everything, then only what is new, byte for byte; nothing is marked as seen', async () => {
    const config = account()
    const raw = Buffer.concat([Buffer.from(mail('raw')), Buffer.from([0xcd, 0xb6, 0xb8, 0xe5, 0x0d, 0x0a])])
    await server.deliver(config.user, raw)
    await server.deliver(config.user, mail('two'))
    const book = memoryBook()
    const session = await open(config)
    expect(await sync(session, book)).toMatchObject({ ok: true, value: { fetched: 2, rebuilt: false } })
    expect(book.mails.get(1)?.raw.equals(raw)).toBe(true)
    expect([...book.mails.values()].map((one) => one.flags)).toEqual([[], []])
    await server.deliver(config.user, mail('three'))
    expect(await sync(session, book)).toMatchObject({ ok: true, value: { fetched: 1 } })
    expect(await sync(await open(config), book)).toMatchObject({
      ok: true,
      value: { fetched: 0, updated: 0, deleted: 0 },
    })
  })

  test('a large mail is streamed, and arrives whole', async () => {
    const config = account()
    const large = mail('large', `${'0123456789abcdef'.repeat(4)}\r\n`.repeat(Math.ceil(STREAM_ABOVE_BYTES / 66) + 1000))
    expect(large.length).toBeGreaterThan(STREAM_ABOVE_BYTES)
    await server.deliver(config.user, mail('small'))
    await server.deliver(config.user, large)
    await server.deliver(config.user, mail('last'))
    const book = memoryBook()
    const synced = await sync(await open(config), book)
    expect([...book.mails.keys()]).toEqual([1, 2, 3])
    expect(book.mails.get(2)?.raw.equals(Buffer.from(large))).toBe(true)
    // What was streamed was never held whole.
    expect(synced).toMatchObject({ ok: true, value: { fetched: 3 } })
    expect(synced.ok && synced.value.peakBytes).toBeLessThan(STREAM_ABOVE_BYTES)
  })

  test('another folder, named in Chinese (modified UTF-7), and one that is not there', async () => {
    const config = account({ folder: '投稿箱' })
    await server.deliver(config.user, mail('inside'), '投稿箱')
    expect(await sync(await open(config), memoryBook(), { folder: '投稿箱' })).toMatchObject({
      ok: true,
      value: { fetched: 1 },
    })
    expect(await openImapSession({ ...config, folder: '没有' }, PASSWORD)).toMatchObject({
      ok: false,
      error: { step: 'folder', code: 'folder-missing' },
    })
  })

  test('a server that falls silent is a failure and not the end of the process', async () => {
    const config = account()
    await server.deliver(config.user, mail('one'))
    proxy = await startTcpProxy({ port: server.imap.port }, { toClient: { stallOnText: 'BODY[]' } })
    const plain = { ...config, imap: { host: '127.0.0.1', port: proxy.port, security: 'none' as const } }
    const session = await openImapSession(plain, PASSWORD, { connectTimeout: 3000, socketTimeout: 800 })
    if (!session.ok) throw new Error()
    sources.push(session.value)
    expect(await sync(session.value, memoryBook())).toMatchObject({
      ok: false,
      error: { step: 'fetch', code: 'timeout' },
    })
  })

  test('no trust, no connection: the certificate is verified, and the account’s authority is trusted', async () => {
    const config = account({ ca: null })
    expect(await openImapSession(config, PASSWORD)).toMatchObject({
      ok: false,
      error: { step: 'tls', code: 'tls-untrusted' },
    })
    expect(await openImapSession({ ...config, ca }, 'wrong')).toMatchObject({
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
