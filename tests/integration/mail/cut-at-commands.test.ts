/**
 * The line is cut at every command that a sync sends, before the server hears it and before its answer is heard. Which
 * commands these are is not written down but listened to, so that one more is one more case.
 */
import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { ConnectionFailure, ImapAccountConfig } from '@shared/domain/mail'
import { ok, type Result } from '@shared/domain/result'
import { openSync } from '@core/jobs/sync'
import { openImapSession } from '@core/mail'
import { addAccount } from '@core/workflow/accounts'
import { openTestDesk } from '../../support/desk'
import { ensureMailPackages } from '../../support/mail-server/mail-packages'
import { startMailServer, type MailServer } from '../../support/mail-server/mail-server'
import { startTcpProxy, type Faults, type TcpProxy } from '../../support/mail-server/tcp-proxy'
import { memoryBook, type MemoryBook } from '../../support/memory-book'
import { plainAccount } from '../../unit/mail/account'
import { startScriptedImap } from '../../unit/mail/scripted-server'

const packages = await ensureMailPackages()
if (!packages.available) process.stderr.write(`Skipped, a line cut at every command: ${packages.reason}\n`)

const PASSWORD = 's3cret'
const PLAIN = 'IMAP4rev1 SASL-IR LOGIN-REFERRALS ID LITERAL+ NAMESPACE UIDPLUS SPECIAL-USE'
const SERVERS = [
  { name: 'QRESYNC', capabilities: undefined },
  { name: 'CONDSTORE alone', capabilities: `${PLAIN} IDLE ENABLE CONDSTORE` },
  { name: 'neither, and no IDLE', capabilities: PLAIN },
] as const

/** The line after AUTHENTICATE; a login's first bytes in it are the same for every user here. */
const CREDENTIALS = 'name and password'
const CREDENTIALS_BEGIN = Buffer.from('\0user').toString('base64').slice(0, 6)

/** What was being done, as the failure of a line cut at each command says it. A command that is not here fails the test. */
const STEP_OF: Readonly<Record<string, ConnectionFailure['step'] | 'none'>> = {
  ID: 'login',
  CAPABILITY: 'login',
  LOGIN: 'login',
  AUTHENTICATE: 'login',
  [CREDENTIALS]: 'login',
  NAMESPACE: 'login',
  ENABLE: 'login',
  LIST: 'folder',
  LSUB: 'folder',
  EXAMINE: 'folder',
  'UID SEARCH': 'fetch',
  'UID FETCH': 'fetch',
  // What listens is told of the loss, and the next command finds the line gone.
  IDLE: 'folder',
  DONE: 'folder',
  // The farewell is a courtesy.
  LOGOUT: 'none',
}

interface Sent {
  /** Null of a line that goes on with the command before it. */
  readonly tag: string | null
  readonly name: string
}

describe.skipIf(!packages.available).each(SERVERS)('a server with $name, cut', ({ name, capabilities }) => {
  let server: MailServer
  let proxy: TcpProxy
  let ca: string
  let users = 0

  beforeAll(async () => {
    server = await startMailServer({
      users: Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`user${i}`, PASSWORD])),
      ...(capabilities === undefined ? {} : { capability: capabilities }),
    })
    ca = await readFile(server.caFile, 'utf8')
    proxy = await startTcpProxy({ port: server.imap.port })
  })
  afterAll(async () => {
    await proxy.stop()
    await server.stop()
  })
  afterEach(() => {
    proxy.setFaults({})
    proxy.tap(null)
  })

  const mail = (subject: string, body = 'body'): string =>
    `From: a@b.example\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@x.example>\r\n\r\n${body}\r\n`
  async function account(): Promise<ImapAccountConfig> {
    const user = `user${users++}`
    for (const one of ['a', 'b']) await server.deliver(user, mail(one, 'x'.repeat(5_000)))
    return {
      kind: 'imap',
      address: `${user}@desk.example`,
      displayName: '',
      login: user,
      imap: { host: 'localhost', port: proxy.port, security: 'none' },
      smtp: { host: 'localhost', port: server.smtp.port, security: 'none' },
      folder: 'INBOX',
      ca,
    }
  }

  /**
   * All that a sync does on one connection: the folder of sent mail, a first pull, what changed, everything looked at
   * again, listening until something comes, and the farewell.
   */
  async function wholeSync(
    config: ImapAccountConfig,
    book: MemoryBook,
    listens = true,
  ): Promise<Result<'listening' | 'changed' | 'unsupported', ConnectionFailure>> {
    const woken = signal()
    const opened = await openImapSession(config, PASSWORD, {
      connectTimeout: 10_000,
      socketTimeout: 10_000,
      onChange: woken.give,
      onLost: woken.give,
    })
    if (!opened.ok) return opened
    const session = opened.value
    try {
      const sent = await session.sentFolder()
      if (!sent.ok) return sent
      const first = await session.syncFolder({ folder: 'INBOX', book, thorough: false })
      if (!first.ok) return first
      await server.doveadm('flags', 'add', '-u', config.login, '\\Flagged', 'mailbox', 'INBOX', 'uid', '1')
      for (const thorough of [false, true]) {
        const again = await session.syncFolder({ folder: 'INBOX', book, thorough })
        if (!again.ok) return again
      }
      if (!listens) return ok('changed')
      const listening = await session.listen((book.cursor()?.lastUid ?? 0) + 1)
      if (!listening.ok) return listening
      if (listening.value === 'listening') {
        await server.deliver(config.login, mail('pushed'))
        await woken.come
        const pushed = await session.syncFolder({ folder: 'INBOX', book, thorough: false })
        if (!pushed.ok) return pushed
      }
      return ok(listening.value)
    } finally {
      await session.close()
    }
  }

  const subjects = (book: MemoryBook): string[] =>
    [...book.mails.values()].map(({ raw }) => /Subject: (.*)\r\n/.exec(raw.toString())?.[1] ?? '')

  test('at every command of a sync: the step is named, what was kept stays, and the rest comes once', async () => {
    const listened = await listen(proxy, async () => {
      const whole = await wholeSync(await account(), memoryBook())
      expect(whole).toEqual({ ok: true, value: name.startsWith('neither') ? 'unsupported' : 'listening' })
    })
    for (const { sent, faults, label } of casesOf(listened)) {
      const config = await account()
      const book = memoryBook()
      const cuts = proxy.counts.faults
      proxy.setFaults({ ...faults, times: 1 })
      const cut = await wholeSync(config, book)
      expect(proxy.counts.faults - cuts, `${label}: nothing was cut`).toBe(1)
      expect([label, outcomeOf(cut)]).toEqual([label, STEP_OF[sent.name]])
      // Everything up to the cursor is here, and nothing beyond it.
      expect([...book.mails.keys()]).toEqual(Array.from({ length: book.cursor()?.lastUid ?? 0 }, (_, i) => i + 1))
      expect(await wholeSync(config, book, false), label).toMatchObject({ ok: true })
      expect(subjects(book).slice(0, 2), label).toEqual(['a', 'b'])
    }
    // Commands that this server is not sent stand at the end of this file.
    const others = ['CAPABILITY', 'LOGIN', ...(name.startsWith('neither') ? ['IDLE', 'DONE', 'ENABLE'] : [])]
    const expected = Object.keys(STEP_OF).filter((command) => !others.includes(command))
    expect([...new Set(listened.map((sent) => sent.name))].toSorted()).toEqual(expected.toSorted())
  }, 300_000)

  test('what a whole desk sends are these commands and no others', async () => {
    const config = await account()
    const desk = openTestDesk()
    const sync = openSync(desk.context, { listen: true })
    const sent = await listen(proxy, async () => {
      const { id } = await addAccount(desk.context, { config, password: PASSWORD, keep: { place: 'session' } })
      for (const thorough of [false, false, true]) {
        expect(await sync.pull(id, { thorough })).toMatchObject({ kind: 'idle' })
      }
      await sync.close()
    })
    desk.close()
    expect(sent.length).toBeGreaterThan(8)
    expect(sent.filter((command) => !(command.name in STEP_OF))).toEqual([])
  })

  test('at the greeting, in the middle of a mail, and while TLS is agreed on', async () => {
    const config = await account()
    const book = memoryBook()
    const stages = [
      { faults: { toClient: { cutOnText: '* OK' } }, security: 'none', step: 'login' },
      { faults: { toClient: { cutOnText: 'x'.repeat(100) } }, security: 'none', step: 'fetch' },
      { faults: { toServer: { cutOnText: 'STARTTLS' } }, security: 'starttls', step: 'login' },
      { faults: { toClient: { cutOnText: ' OK Begin TLS' } }, security: 'starttls', step: 'login' },
    ] as const
    for (const { faults, security, step } of stages) {
      proxy.setFaults(faults)
      const cut = await wholeSync({ ...config, imap: { ...config.imap, security } }, book)
      const code = cut.ok ? 'ok' : `${cut.error.step} ${cut.error.code}`
      expect([faults, code]).toEqual([faults, `${step} connection-lost`])
      expect(book.mails.size).toBe(0)
    }
    const secure = await startTcpProxy({ port: server.imap.securePort }, { toClient: { cutAfterBytes: 300 } })
    const handshake = await wholeSync({ ...config, imap: { ...config.imap, port: secure.port, security: 'tls' } }, book)
    expect(handshake).toMatchObject({
      ok: false,
      error: { code: expect.stringMatching(/connection-lost|tls-failed/) as string },
    })
    await secure.stop()
    proxy.setFaults({})
    expect(await wholeSync(config, book)).toMatchObject({ ok: true })
    expect(subjects(book).slice(0, 2)).toEqual(['a', 'b'])
  })
})

describe('a server that greets without saying what it can, cut', () => {
  test('at every command up to the folder: the step is named', async () => {
    const server = await startScriptedImap((command) => {
      if (command === 'CAPABILITY') return ['* CAPABILITY IMAP4rev1', '{tag} OK done']
      if (command.startsWith('EXAMINE'))
        return ['* 0 EXISTS', '* OK [UIDVALIDITY 7] x', '* OK [UIDNEXT 1] x', '{tag} OK']
      return command === 'LOGOUT' ? ['* BYE', '{tag} OK done'] : ['{tag} OK done']
    })
    const proxy = await startTcpProxy({ port: server.port })
    const emptySync = async () => {
      const opened = await openImapSession(plainAccount(proxy.port), 'x', { connectTimeout: 10_000 })
      if (!opened.ok) return opened
      const sent = await opened.value.sentFolder()
      await opened.value.close()
      return sent
    }
    const listened = await listen(proxy, async () => expect(await emptySync()).toEqual({ ok: true, value: null }))
    const names = listened.map((sent) => sent.name)
    expect(names).toEqual(expect.arrayContaining(['CAPABILITY', 'LOGIN']))
    for (const { sent, faults, label } of casesOf(listened)) {
      proxy.setFaults({ ...faults, times: 1 })
      const cuts = proxy.counts.faults
      const cut = await emptySync()
      expect(proxy.counts.faults - cuts, `${label}: nothing was cut`).toBe(1)
      // Without NAMESPACE the library asks for the separator by a LIST of its own, while it connects.
      const step =
        sent.name === 'LIST' && sent === listened.find(({ name }) => name === 'LIST') ? 'login' : STEP_OF[sent.name]
      expect([label, outcomeOf(cut)]).toEqual([label, step])
    }
    await proxy.stop()
    await server.stop()
  })
})

function outcomeOf(cut: Result<unknown, ConnectionFailure>): unknown {
  if (cut.ok) return 'none'
  return cut.error.code === 'connection-lost' ? cut.error.step : cut.error
}

/** Every command twice: cut before it is heard, and before its answer is. */
function casesOf(
  listened: readonly Sent[],
): { readonly sent: Sent; readonly faults: Faults; readonly label: string }[] {
  return listened.flatMap((sent, at) =>
    (sent.tag === null ? (['command'] as const) : (['command', 'answer'] as const)).map((where) => {
      const label = `${sent.tag ?? ''} ${sent.name}, at the ${where}`
      expect(STEP_OF[sent.name], `${label}: no case for this command`).toBeDefined()
      return { sent, label, faults: faultsAt(sent, at === 0, where) }
    }),
  )
}

/** Where a line is cut: at the command, or at the end of the answer to it. */
function faultsAt({ tag, name: command }: Sent, first: boolean, where: 'command' | 'answer'): Faults {
  const before = first ? '' : '\r\n'
  if (tag === null) return { toServer: { cutOnText: command === CREDENTIALS ? CREDENTIALS_BEGIN : command } }
  return where === 'command'
    ? { toServer: { cutOnText: `${before}${tag} ` }, cut: 'reset' }
    : { toClient: { cutOnText: `\r\n${tag} OK` }, cut: 'close' }
}

/** The commands of a connection, in order. */
async function listen(proxy: TcpProxy, during: () => Promise<void>): Promise<Sent[]> {
  const sent: Sent[] = []
  let rest = ''
  proxy.tap((direction, piece) => {
    if (direction !== 'toServer') return
    const lines = (rest + piece.toString('latin1')).split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const [, tag = null, name = ''] = /^([0-9A-F]+) ((?:UID )?\S+)/.exec(line) ?? []
      if (tag !== null) sent.push({ tag, name: name.toUpperCase() })
      else sent.push({ tag, name: line.startsWith(CREDENTIALS_BEGIN) ? CREDENTIALS : line })
    }
  })
  try {
    await during()
  } finally {
    proxy.tap(null)
  }
  return sent
}

function signal(): { readonly come: Promise<void>; readonly give: () => void } {
  let give: () => void = () => undefined
  const come = new Promise<void>((resolve) => {
    give = resolve
  })
  return { come, give: () => give() }
}
