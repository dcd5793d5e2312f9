/** The sync engine against a real Dovecot: with QRESYNC, with CONDSTORE alone, and with neither. */
import { chown, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { ImapAccountConfig } from '@shared/domain/mail'
import { openImapSession, withMailbox, type FolderRequest, type ImapSession } from '@core/mail'
import { MAX_GROUP_BYTES } from '@core/mail/pull-limits'
import { ensureMailPackages } from '../../support/mail-server/mail-packages'
import { startMailServer, type MailServer } from '../../support/mail-server/mail-server'
import { startTcpProxy, type TcpProxy } from '../../support/mail-server/tcp-proxy'
import { memoryBook, type MemoryBook } from '../../support/memory-book'
import { randomNumbers } from '../../support/random'

const packages = await ensureMailPackages()
if (!packages.available) process.stderr.write(`Skipped, sync against real servers: ${packages.reason}\n`)

const PASSWORD = 's3cret'
const PLAIN = 'IMAP4rev1 SASL-IR LOGIN-REFERRALS ID LITERAL+ NAMESPACE UIDPLUS SPECIAL-USE'
const SERVERS = [
  { name: 'QRESYNC', capabilities: undefined },
  { name: 'CONDSTORE alone', capabilities: `${PLAIN} IDLE ENABLE CONDSTORE` },
  { name: 'neither, and no IDLE', capabilities: PLAIN },
] as const

const mail = (name: string, body = 'body'): string =>
  `From: a@b.example\r\nSubject: ${name}\r\nMessage-ID: <${name}@x.example>\r\n\r\n${body}\r\n`

describe.skipIf(!packages.available).each(SERVERS)('a server with $name', ({ name, capabilities }) => {
  let server: MailServer
  let ca: string
  let proxy: TcpProxy | null = null
  let users = 0
  const sessions: ImapSession[] = []

  beforeAll(async () => {
    server = await startMailServer({
      users: Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`user${i}`, PASSWORD])),
      ...(capabilities === undefined ? {} : { capability: capabilities }),
    })
    ca = await readFile(server.caFile, 'utf8')
  })
  afterAll(() => server.stop())
  afterEach(async () => {
    for (const session of sessions.splice(0)) await session.close()
    await proxy?.stop()
    proxy = null
  })

  function account(rest: Partial<ImapAccountConfig> = {}): ImapAccountConfig {
    const user = `user${users++}`
    return {
      kind: 'imap',
      address: `${user}@desk.example`,
      displayName: '',
      login: user,
      imap: { host: 'localhost', port: server.imap.securePort, security: 'tls' },
      smtp: { host: 'localhost', port: server.smtp.securePort, security: 'tls' },
      folder: 'INBOX',
      ca,
      ...rest,
    }
  }
  async function open(config: ImapAccountConfig, options: Parameters<typeof openImapSession>[2] = {}) {
    const opened = await openImapSession(config, PASSWORD, { connectTimeout: 10_000, ...options })
    if (!opened.ok) throw new Error(`${opened.error.step} ${opened.error.code} ${opened.error.detail}`)
    sessions.push(opened.value)
    return opened.value
  }
  async function sync(session: ImapSession, book: MemoryBook, rest: Partial<FolderRequest> = {}) {
    const synced = await session.syncFolder({ folder: 'INBOX', book, thorough: false, ...rest })
    if (!synced.ok) throw new Error(`${synced.error.step} ${synced.error.code} ${synced.error.detail}`)
    return synced.value
  }
  const expunge = (user: string, uid: number, folder = 'INBOX') =>
    server.doveadm('expunge', '-u', user, 'mailbox', folder, 'uid', String(uid))
  const flag = (user: string, uid: number, ...flags: string[]) =>
    server.doveadm('flags', 'add', '-u', user, flags.join(' '), 'mailbox', 'INBOX', 'uid', String(uid))

  test('follows flags and keywords, deletions, the highest UID included, and new mail, on a new connection and an old one', async () => {
    const config = account()
    for (const one of ['a', 'b', 'c', 'd']) await server.deliver(config.login, mail(one))
    const book = memoryBook()
    const session = await open(config)
    expect(await sync(session, book)).toMatchObject({ fetched: 4, fresh: 4 })
    expect(book.cursor()?.modseq === null).toBe(name.startsWith('neither'))
    const thorough = name.startsWith('neither')

    await flag(config.login, 1, '\\Seen', '$TougaoAccepted')
    await expunge(config.login, 4)
    await server.deliver(config.login, mail('e'))
    expect(await sync(session, book, { thorough })).toMatchObject({ fetched: 1, updated: 1, deleted: 1 })
    expect(book.mails.get(1)?.flags.toSorted()).toEqual(['$TougaoAccepted', '\\Seen'])
    expect([...book.gone]).toEqual([4])
    expect([...book.mails.keys()]).toEqual([1, 2, 3, 4, 5])

    await expunge(config.login, 2)
    await expunge(config.login, 5)
    expect(await sync(await open(config), book)).toMatchObject({ fetched: 0, updated: 0, deleted: 2 })
    expect(book.gone).toEqual(new Set([4, 2, 5]))
    expect(await sync(session, book, { thorough: true })).toMatchObject({ fetched: 0, updated: 0, deleted: 0 })
  })

  test('another client expunges in the middle of a pull: what is gone is passed over, the rest comes once', async () => {
    const config = account()
    for (const one of ['a', 'b', 'c', 'd'])
      await server.deliver(config.login, mail(one, 'x'.repeat(MAX_GROUP_BYTES / 3)))
    const book = memoryBook()
    let done = false
    book.onTake = async () => {
      if (done) return
      done = true
      await expunge(config.login, 4)
      await expunge(config.login, 1)
    }
    const session = await open(config)
    await sync(session, book)
    book.onTake = () => undefined
    await sync(session, book)
    const there = [...book.mails.keys()].filter((uid) => !book.gone.has(uid))
    expect(there).toEqual([2, 3])
    expect(book.gone.has(1)).toBe(true)
  })

  test('a new UIDVALIDITY: known mails are told by their Message-ID, and only what is not sure is fetched', async () => {
    const config = account()
    for (const one of ['a', 'b', 'c']) await server.deliver(config.login, mail(one))
    await server.deliver(config.login, 'From: a@b.example\r\nSubject: without an ID\r\n\r\nbody\r\n')
    const book = memoryBook()
    await sync(await open(config), book)
    await server.setUidValidity(config.login, 'INBOX', 4242)
    await expunge(config.login, 2)
    await server.deliver(config.login, mail('d'))
    expect(await sync(await open(config), book)).toMatchObject({
      rebuilt: true,
      matched: 2,
      fetched: 2,
      fresh: 1,
      deleted: 1,
    })
    expect(book.cursor()?.uidValidity).toBe('4242')
    expect(await sync(await open(config), book)).toMatchObject({ fetched: 0, matched: 0, rebuilt: false })
  })

  test('cut anywhere, seeded: the cursor says what was kept, and the rest comes once', async () => {
    const config = account()
    const random = randomNumbers(name)
    const total = 120
    for (let i = 0; i < total; i += 1)
      await server.deliver(config.login, mail(`m${i}`, 'x'.repeat(random.below(20_000))))
    proxy = await startTcpProxy({ port: server.imap.port })
    const plain = { ...config, imap: { host: '127.0.0.1', port: proxy.port, security: 'none' as const } }
    const book = memoryBook()
    let cuts = 0
    for (let round = 0; round < 15; round += 1) {
      proxy.setFaults({
        toClient: { cutAfterBytes: random.below(400_000) },
        cut: random.below(2) === 0 ? 'reset' : 'close',
      })
      const session = await openImapSession(plain, PASSWORD, { connectTimeout: 5_000, socketTimeout: 5_000 })
      if (!session.ok) {
        cuts += 1
        expect(['connection-lost', 'timeout']).toContain(session.error.code)
        continue
      }
      const synced = await session.value.syncFolder({ folder: 'INBOX', book, thorough: false })
      if (!synced.ok) {
        cuts += 1
        expect(synced.error.code).toBe('connection-lost')
      }
      // All up to the cursor is kept, and nothing beyond it.
      expect([...book.mails.keys()]).toEqual(Array.from({ length: book.cursor()?.lastUid ?? 0 }, (_, i) => i + 1))
      await session.value.close()
    }
    expect(cuts, `seed ${random.seed}`).toBeGreaterThan(3)
    proxy.setFaults({})
    await sync(await open(plain), book)
    expect([...book.mails.keys()]).toHaveLength(total)
  })

  test('listens where it can, hears of new mail, and a line that is cut while listening is told, not died of', async () => {
    const config = account()
    proxy = await startTcpProxy({ port: server.imap.port })
    const plain = { ...config, imap: { host: '127.0.0.1', port: proxy.port, security: 'none' as const } }
    const heard = signal()
    const lost = signal()
    const session = await open(plain, { onChange: heard.give, onLost: lost.give })
    const book = memoryBook()
    await sync(session, book)
    const listening = await session.listen((book.cursor()?.lastUid ?? 0) + 1)
    if (name.startsWith('neither')) {
      expect(listening).toEqual({ ok: true, value: 'unsupported' })
    } else {
      expect(listening).toEqual({ ok: true, value: 'listening' })
      await server.deliver(config.login, mail('pushed'))
      await heard.come
      expect(await sync(session, book)).toMatchObject({ fetched: 1 })
      expect(await session.listen((book.cursor()?.lastUid ?? 0) + 1)).toMatchObject({ value: 'listening' })
      // What came between the pull and the listening is not slept over.
      await server.deliver(config.login, mail('between'))
      expect(await session.listen((book.cursor()?.lastUid ?? 0) + 1)).toMatchObject({ value: 'changed' })
    }
    proxy.cutAll()
    await lost.come
    expect(session.usable()).toBe(false)
    expect(await session.syncFolder({ folder: 'INBOX', book, thorough: false })).toMatchObject({
      ok: false,
      error: { code: 'connection-lost' },
    })
  })

  test('a slow line only takes longer', async () => {
    const config = account()
    for (let i = 0; i < 8; i += 1) await server.deliver(config.login, mail(`m${i}`, 'x'.repeat(30_000)))
    proxy = await startTcpProxy({ port: server.imap.port }, { toClient: { delayMs: 60 }, toServer: { delayMs: 60 } })
    const plain = { ...config, imap: { host: '127.0.0.1', port: proxy.port, security: 'none' as const } }
    const book = memoryBook()
    expect(await sync(await open(plain), book)).toMatchObject({ fetched: 8, fresh: 8 })
  })

  test('finds the folder of sent mail, and a folder can be borrowed to write in', async () => {
    const config = account()
    const session = await open(config)
    expect(await session.sentFolder()).toEqual({ ok: true, value: 'Sent' })
    await server.deliver(config.login, mail('a'))
    const seen = await withMailbox(config, PASSWORD, 'INBOX', 'write', (flow) =>
      flow.messageFlagsAdd('1', ['\\Seen'], { uid: true }),
    )
    expect(seen).toEqual({ ok: true, value: true })
    const book = memoryBook()
    await sync(session, book)
    expect(book.mails.get(1)?.flags).toEqual(['\\Seen'])
  })

  // Once is enough, and a test that is passed over counts as failed where everything has to be proved.
  if (name !== 'QRESYNC') return
  test('10,000 mails in bounded memory; with nothing new, one command and no search', async () => {
    const config = account()
    await server.deliver(config.login, mail('first'))
    const folder = path.join((await server.doveadm('mailbox', 'path', '-u', config.login, 'INBOX')).trim(), 'cur')
    const { uid, gid } = await stat(folder)
    const total = 10_000
    for (let i = 1; i < total; i += 1) {
      const file = path.join(folder, `1700000000.M${i}P1.test:2,`)
      await writeFile(file, mail(`n${i}`, 'x'.repeat(i % 4_000)).replaceAll('\r\n', '\n'))
      await chown(file, uid, gid)
    }
    proxy = await startTcpProxy({ port: server.imap.port })
    const plain = { ...config, imap: { host: '127.0.0.1', port: proxy.port, security: 'none' as const } }
    const session = await open(plain)
    const book = memoryBook()
    const progress: number[] = []
    const first = await sync(session, book, { onProgress: ({ done }) => progress.push(done) })
    expect(first).toMatchObject({ fetched: total, fresh: total })
    expect(first.bytes).toBeGreaterThan(total * 1_500)
    // Two groups at most: one is kept while the next comes.
    expect(first.peakBytes).toBeLessThanOrEqual(2 * MAX_GROUP_BYTES)
    expect(first.peakBytes).toBeLessThan(first.bytes / 10)
    expect(progress.at(-1)).toBe(total)
    expect(progress).toEqual(progress.toSorted((a, b) => a - b))

    const sent: string[] = []
    proxy.tap((direction, piece) => {
      if (direction === 'toServer') sent.push(piece.toString('latin1').trim())
    })
    expect(await sync(session, book)).toMatchObject({ fetched: 0, updated: 0, deleted: 0 })
    proxy.tap(null)
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatch(/^\S+ EXAMINE INBOX \(QRESYNC \(\d+ \d+\)\)$/)
  }, 120_000)
})

function signal(): { readonly come: Promise<void>; readonly give: () => void } {
  let give: () => void = () => undefined
  const come = new Promise<void>((resolve) => {
    give = resolve
  })
  return { come, give: () => give() }
}
