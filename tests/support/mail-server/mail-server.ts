// A real mail system on loopback: Postfix takes mail by SMTP and hands it to Dovecot, which serves it by IMAP. Every
// start has its own folder and its own ports, so that runs beside each other do not meet.
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import fs from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { command } from './command'
import { freePorts } from './free-ports'
import { end, readPid, signal } from './process-end'

const START_LIMIT_MS = 20_000
const templates = fileURLToPath(new URL('./templates/', import.meta.url))

export interface MailServerOptions {
  /** Passwords by name; `name@anything` is that user's address. */
  readonly users: Readonly<Record<string, string>>
  /** Dovecot's storage limits by name, e.g. `1M`. */
  readonly quotas?: Readonly<Record<string, string>>
  /** The folder that Dovecot marks as the one of sent mail (RFC 6154); `Sent` unless told otherwise. */
  readonly sentFolder?: string
  /** What Dovecot says it can do after login, for servers that can less. */
  readonly capability?: string
}

export interface MailServer {
  readonly imap: { readonly host: string; readonly port: number; readonly securePort: number }
  readonly smtp: { readonly host: string; readonly port: number; readonly securePort: number }
  /** What vouches for the servers' certificate, for `localhost` and `127.0.0.1`. */
  readonly caFile: string
  /** Configuration, mailboxes and logs (`dovecot.log`, `postfix.log`). */
  readonly folder: string
  addUser(user: string, password: string, quota?: string): Promise<void>
  /** Puts a mail into a mailbox byte for byte, as no transport would. Makes the folder if need be. */
  deliver(user: string, raw: Uint8Array | string, folder?: string): Promise<void>
  /** The raw mails of a mailbox, as Dovecot stores them (lines end in LF), oldest first. */
  readMailbox(user: string, folder?: string): Promise<Buffer[]>
  /** Delivery takes a moment: waits until a mailbox holds so many mails, and returns them. */
  waitForMails(user: string, count: number, folder?: string, limitMs?: number): Promise<Buffer[]>
  /** Waits until the server has delivered all it accepted: what is not in a mailbox then does not come. */
  waitForDelivery(limitMs?: number): Promise<void>
  setUidValidity(user: string, folder: string, uidValidity: number): Promise<void>
  /** Any of Dovecot's administrative commands; returns what it says. */
  doveadm(...args: readonly string[]): Promise<string>
  /** The pids of the two masters, while they run. */
  pids(): number[]
  stop(): Promise<void>
}

async function makeCertificate(folder: string): Promise<void> {
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  const files = ['-keyout', path.join(folder, 'key.pem'), '-out', path.join(folder, 'cert.pem')]
  await command('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', ...name, ...files])
}

async function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

async function waitForPorts(ports: readonly number[]): Promise<void> {
  const until = Date.now() + START_LIMIT_MS
  for (const port of ports) {
    while (!(await canConnect(port))) {
      if (Date.now() > until) throw new Error(`nothing answers on port ${port} after ${START_LIMIT_MS / 1000} s`)
      await sleep(50)
    }
  }
}

function userLine(user: string, password: string, quota: string | undefined): string {
  return `${user}:{PLAIN}${password}::::::${quota === undefined ? '' : `userdb_quota_rule=*:storage=${quota}`}\n`
}

export async function startMailServer({
  users,
  quotas = {},
  sentFolder = 'Sent',
  capability,
}: MailServerOptions): Promise<MailServer> {
  const base = await fs.mkdtemp(path.join(os.tmpdir(), 'tougao-mail-'))
  const inBase = (...names: string[]) => path.join(base, ...names)
  const dovecotConfig = inBase('dovecot.conf')
  const postfixConfig = inBase('pf', 'etc')
  const pidFiles = [inBase('run', 'master.pid'), inBase('pf', 'spool', 'pid', 'master.pid')]
  const pids = () => pidFiles.map(readPid).filter((pid) => pid !== undefined)

  // The servers' own users have to reach what is theirs below it.
  await fs.chmod(base, 0o755)
  for (const name of ['ssl', 'mail', 'run', 'state', 'pf/etc', 'pf/spool', 'pf/data']) {
    await fs.mkdir(inBase(name), { recursive: true })
  }
  await command('chown', ['mail:mail', inBase('mail')])
  await command('chown', ['postfix', inBase('pf', 'data')])
  await makeCertificate(inBase('ssl'))

  const names = ['IMAP_PORT', 'IMAPS_PORT', 'SMTP_PORT', 'SMTPS_PORT', 'LMTP_PORT', 'AUTH_PORT'] as const
  const ports = await freePorts(names)
  const values: Readonly<Record<string, string | number>> = {
    ...ports,
    BASE: base,
    SENT: sentFolder,
    IMAP_CAPABILITY: capability === undefined ? '' : `imap_capability = ${capability}`,
  }
  const fill = async (template: string, target: string) => {
    const text = await fs.readFile(path.join(templates, template), 'utf8')
    await fs.writeFile(
      target,
      text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name])),
    )
  }
  await fill('dovecot.conf', dovecotConfig)
  await fill('main.cf', path.join(postfixConfig, 'main.cf'))
  await fill('master.cf', path.join(postfixConfig, 'master.cf'))

  const lines = new Map(Object.entries(users).map(([user, word]) => [user, userLine(user, word, quotas[user])]))
  const writeUsers = () => fs.writeFile(inBase('users'), [...lines.values()].join(''))
  await writeUsers()

  // Even a test run that ends in the middle leaves nothing running.
  const onExit = () => {
    for (const pid of pids()) signal(pid, 'SIGTERM')
    rmSync(base, { recursive: true, force: true })
  }
  process.once('exit', onExit)
  const stop = async () => {
    await Promise.all(pids().map((pid) => end(pid)))
    process.off('exit', onExit)
    await fs.rm(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }

  try {
    await Promise.all([command('dovecot', ['-c', dovecotConfig]), command('postfix', ['-c', postfixConfig, 'start'])])
    await waitForPorts([ports.IMAP_PORT, ports.LMTP_PORT, ports.SMTP_PORT])
  } catch (error) {
    const log = ['dovecot.log', 'postfix.log'].map((name) => {
      try {
        return readFileSync(inBase(name), 'utf8').split('\n').slice(-10).join('\n')
      } catch {
        return ''
      }
    })
    await stop()
    throw new Error(`The test mail server did not start: ${String(error)}\n${log.join('\n')}`, { cause: error })
  }

  const doveadm = (...args: readonly string[]) => command('doveadm', ['-c', dovecotConfig, ...args])

  const readMailbox = async (user: string, folder = 'INBOX') => {
    const place = (await doveadm('mailbox', 'path', '-u', user, folder)).trim()
    const mails = ['new', 'cur'].flatMap((kind) => {
      try {
        return readdirSync(path.join(place, kind)).map((name) => ({ name, file: path.join(place, kind, name) }))
      } catch {
        return []
      }
    })
    // Maildir names begin with the second and then the microsecond of their arrival.
    const key = (name: string) =>
      name.replace(/^(\d+)\.M(\d+)P.*$/, (_, s: string, us: string) => s + us.padStart(6, '0'))
    mails.sort((a, b) => key(a.name).localeCompare(key(b.name)))
    return Promise.all(mails.map(({ file }) => fs.readFile(file)))
  }

  return {
    imap: { host: '127.0.0.1', port: ports.IMAP_PORT, securePort: ports.IMAPS_PORT },
    smtp: { host: '127.0.0.1', port: ports.SMTP_PORT, securePort: ports.SMTPS_PORT },
    caFile: inBase('ssl', 'cert.pem'),
    folder: base,
    doveadm,
    readMailbox,
    pids,
    stop,
    async addUser(user, password, quota) {
      lines.set(user, userLine(user, password, quota))
      await writeUsers()
      // Dovecot looks at the file once a second.
      await sleep(1100)
    },
    async deliver(user, raw, folder = 'INBOX') {
      if (folder !== 'INBOX') await doveadm('mailbox', 'create', '-u', user, folder).catch(() => undefined)
      const bytes = typeof raw === 'string' ? Buffer.from(raw) : raw
      await command('doveadm', ['-c', dovecotConfig, 'save', '-u', user, '-m', folder], bytes)
    },
    async waitForMails(user, count, folder = 'INBOX', limitMs = 20_000) {
      const until = Date.now() + limitMs
      for (;;) {
        const mails = await readMailbox(user, folder)
        if (mails.length >= count) return mails
        if (Date.now() > until) throw new Error(`${folder} of ${user} holds ${mails.length} mails, not ${count}`)
        await sleep(100)
      }
    },
    async waitForDelivery(limitMs = 20_000) {
      const until = Date.now() + limitMs
      const queued = () =>
        ['maildrop', 'incoming', 'active', 'deferred'].flatMap((queue) =>
          readdirSync(inBase('pf', 'spool', queue), { recursive: true, withFileTypes: true }).filter((entry) =>
            entry.isFile(),
          ),
        )
      while (queued().length > 0) {
        if (Date.now() > until) throw new Error(`the server still has ${queued().length} mails to deliver`)
        await sleep(50)
      }
    },
    async setUidValidity(user, folder, uidValidity) {
      await doveadm('mailbox', 'update', '-u', user, '--uid-validity', String(uidValidity), folder)
    },
  }
}
