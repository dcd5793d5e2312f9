/** The first nine of the sentences that must be true of a mail program, against the whole desk. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_INTAKE, type IntakeSettings } from '@shared/domain/intake'
import type { ImapAccountConfig } from '@shared/domain/mail'
import { openSync, type Sync } from '@core/jobs/sync'
import { withMailbox, type LineTimeouts } from '@core/mail'
import { MAX_GROUP_MAILS } from '@core/mail/pull-limits'
import { listSubmissions } from '@core/store/repositories/submissions'
import { addAccount, setIntake } from '@core/workflow/accounts'
import { verifyDesk } from '@core/workflow/verify'
import { ensureBuilt } from '../../../scripts/lib/build-output.mjs'
import { openTestDesk, type TestDesk } from '../../support/desk'
import { ensureMailPackages } from '../../support/mail-server/mail-packages'
import { startMailServer, type MailServer } from '../../support/mail-server/mail-server'
import { startTcpProxy, type TcpProxy } from '../../support/mail-server/tcp-proxy'
import { rawMail } from '../../support/mails'
import { randomNumbers } from '../../support/random'
import { startTougao, tougaoJson } from '../../support/tougao'
import { plainAccount } from '../../unit/mail/account'
import { startScriptedImap } from '../../unit/mail/scripted-server'

const packages = await ensureMailPackages()
if (!packages.available) process.stderr.write(`Skipped, sentences 1 to 9: ${packages.reason}\n`)

const PASSWORD = 's3cret'

describe.skipIf(!packages.available)('a mailbox and the desk', () => {
  let server: MailServer
  let proxy: TcpProxy
  let ca: string
  let desk: TestDesk
  let sync: Sync
  let users = 0

  beforeAll(async () => {
    await ensureBuilt()
    server = await startMailServer({
      users: Object.fromEntries(Array.from({ length: 24 }, (_, i) => [`user${i}`, PASSWORD])),
    })
    ca = readFileSync(server.caFile, 'utf8')
    proxy = await startTcpProxy({ port: server.imap.port })
  })
  afterAll(async () => {
    await proxy.stop()
    await server.stop()
  })
  afterEach(async () => {
    proxy.setFaults({})
    await sync.close()
    desk.close()
  })

  const mail = (name: string, body = '正文'): Buffer =>
    Buffer.from(rawMail({ messageId: `<${name}@mail.example>`, subject: name, text: body }))
  const configOf = (user: string): ImapAccountConfig => ({
    kind: 'imap',
    address: `${user}@desk.example`,
    displayName: '',
    login: user,
    imap: { host: '127.0.0.1', port: proxy.port, security: 'none' },
    smtp: { host: '127.0.0.1', port: server.smtp.port, security: 'none' },
    folder: 'INBOX',
    ca,
  })
  /** A desk of its own with an account of its own, through the proxy. */
  async function begin(
    settings: Partial<IntakeSettings> = {},
    timeouts: LineTimeouts = {},
  ): Promise<{ id: string; user: string }> {
    const user = `user${users++}`
    desk = openTestDesk()
    const config = configOf(user)
    const { id } = await addAccount(desk.context, { config, password: PASSWORD, keep: { place: 'session' } })
    setIntake(desk.context, id, { ...DEFAULT_INTAKE, ...settings })
    sync = openSync(desk.context, { listen: true, timeouts })
    return { id, user }
  }
  const pull = async (id: string, thorough = false) => {
    expect(await sync.pull(id, { thorough })).toMatchObject({ kind: 'idle' })
    const { fetched, fresh, updated, deleted } = sync.tally(id)
    return { fetched, fresh, updated, deleted }
  }
  const rows = (sql: string): unknown[] => desk.context.db.prepare(sql).all()
  const pieces = () => listSubmissions(desk.context.db, { filter: 'all', query: '', offset: 0, limit: 500 }).total

  it('Sentence 1: a UIDVALIDITY change refetches and deduplicates without losing annotations', async () => {
    const { id, user } = await begin()
    for (const name of ['a', 'b']) await server.deliver(user, mail(name))
    await pull(id)
    const before = rows('SELECT * FROM submissions ORDER BY id')
    const events = rows('SELECT count(*) FROM audit_events')
    await server.setUidValidity(user, 'INBOX', 777)
    expect(await pull(id)).toEqual({ fetched: 0, fresh: 0, updated: 0, deleted: 0 })
    expect(rows('SELECT * FROM submissions ORDER BY id')).toEqual(before)
    expect(rows('SELECT count(*) FROM audit_events')).toEqual(events)
    expect(rows('SELECT uid_validity AS v, gone_at FROM message_places')).toEqual([
      { v: '777', gone_at: null },
      { v: '777', gone_at: null },
    ])
  })

  it('Sentence 2: FETCH uidNext:* with nothing new makes no duplicate', async () => {
    const { id, user } = await begin()
    await server.deliver(user, mail('a'))
    await pull(id)
    for (let round = 0; round < 3; round += 1) expect(await pull(id)).toMatchObject({ fetched: 0 })
    expect(await pull(id, true)).toEqual({ fetched: 0, fresh: 0, updated: 0, deleted: 0 })
    expect([rows('SELECT * FROM messages').length, pieces()]).toEqual([1, 1])
  })

  it('Sentence 3: VANISHED is applied before HIGHESTMODSEQ is saved', async () => {
    const { id, user } = await begin()
    for (const name of ['a', 'b']) await server.deliver(user, mail(name))
    await pull(id)
    const saved = rows('SELECT modseq FROM sync_cursors')
    await server.doveadm('expunge', '-u', user, 'mailbox', 'INBOX', 'uid', '1')
    // The disk fails between the two: neither is there, and the next pull is told again.
    desk.context.db.exec(
      "CREATE TEMP TRIGGER full BEFORE UPDATE ON main.sync_cursors BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END",
    )
    await sync.pull(id)
    expect(rows('SELECT uid FROM message_places WHERE gone_at IS NOT NULL')).toEqual([])
    expect(rows('SELECT modseq FROM sync_cursors')).toEqual(saved)
    desk.context.db.exec('DROP TRIGGER full')
    expect(await pull(id)).toMatchObject({ deleted: 1 })
    expect(rows('SELECT uid FROM message_places WHERE gone_at IS NOT NULL')).toEqual([{ uid: '1' }])
  })

  it('Sentence 4: a deletion at the highest UID is found where the server does not report it', async () => {
    // A server that knows neither CONDSTORE nor QRESYNC, and keeps UIDNEXT.
    let uids = [1, 2, 3]
    const scripted = await startScriptedImap((command) => answer(command, uids))
    const { id } = await beginAt(scripted.port)
    await pull(id)
    uids = [1, 2]
    expect(await pull(id)).toMatchObject({ deleted: 1 })
    expect(rows('SELECT uid FROM message_places WHERE gone_at IS NOT NULL')).toEqual([{ uid: '3' }])
    await scripted.stop()
  })

  it('Sentence 5: UID sets are sent ascending', async () => {
    const scripted = await startScriptedImap((command) => answer(command, [9, 3, 5]))
    const { id } = await beginAt(scripted.port)
    await pull(id)
    const sets = scripted.lines.filter((line) => line.startsWith('UID FETCH')).map((line) => line.split(' ')[2])
    expect(sets.length).toBeGreaterThan(0)
    for (const set of sets) {
      const numbers = (set ?? '').split(/[,:]/).map(Number)
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    }
    await scripted.stop()
  })

  it('Sentence 6: “Unsafe Login” is answered by ID', async () => {
    let identified = 0
    const scripted = await startScriptedImap((command) => {
      if (command.startsWith('ID ')) identified += 1
      // Not before login and not the one right after it: only the one that answers counts.
      if (/^(EXAMINE|SELECT)/.test(command) && identified < 2)
        return ['{tag} NO EXAMINE Unsafe Login. Please contact kefu@188.com for help']
      return answer(command, [1])
    })
    const { id } = await beginAt(scripted.port)
    expect(await pull(id)).toMatchObject({ fetched: 1 })
    await scripted.stop()
  })

  it('Sentence 7: no command runs inside a fetch', async () => {
    const { id, user } = await begin()
    for (let i = 0; i < MAX_GROUP_MAILS + 5; i += 1) await server.deliver(user, mail(`m${i}`))
    let fetching: string | null = null
    let fetches = 0
    const inside: string[] = []
    const lines = { toServer: '', toClient: '' }
    proxy.tap((direction, piece) => {
      const pieces = (lines[direction] + piece.toString('latin1')).split('\r\n')
      lines[direction] = pieces.pop() ?? ''
      for (const line of pieces) {
        const tag = line.split(' ')[0] ?? ''
        if (direction === 'toClient') {
          if (tag === fetching) fetching = null
        } else {
          if (fetching !== null) inside.push(line)
          if (line.includes(' UID FETCH ')) [fetching, fetches] = [tag, fetches + 1]
        }
      }
    })
    await pull(id)
    proxy.tap(null)
    expect(fetches).toBeGreaterThanOrEqual(3)
    expect(inside).toEqual([])
  })

  describe('Sentence 8: a socket timeout in IDLE never kills the process', () => {
    /** Short, and long enough for a busy machine to answer in. */
    const timeouts = { connectTimeout: 10_000, socketTimeout: 2_000 }
    const text = (): { readonly heard: () => string } => {
      let toClient = ''
      proxy.tap((direction, piece) => {
        if (direction === 'toClient') toClient += piece.toString('latin1')
      })
      return { heard: () => toClient }
    }
    /** Listens: the server said so. */
    async function beginListening(): Promise<{ id: string; user: string }> {
      const account = await begin({}, timeouts)
      const { heard } = text()
      expect(await sync.pull(account.id)).toMatchObject({ kind: 'idle', listening: true })
      await until(() => heard().includes('+ idling'))
      return account
    }
    afterEach(() => proxy.tap(null))

    it('a line that is cut: the account is due again by itself', async () => {
      const { id } = await beginListening()
      const told = sync.nextDue()
      proxy.cutAll()
      await until(() => sync.nextDue() !== told)
      expect(sync.state(id)).toMatchObject({ kind: 'idle' })
      expect(await sync.pull(id)).toMatchObject({ kind: 'idle', listening: true })
    })

    it('a line that falls silent: it is found out without a question, and the next pull opens another', async () => {
      const { id, user } = await beginListening()
      const [told, made] = [sync.nextDue(), proxy.counts.connections]
      proxy.silenceAll()
      await server.deliver(user, mail('unheard'))
      await until(() => sync.nextDue() !== told)
      expect(sync.nextDue()).toBeLessThan(told ?? 0)
      expect(sync.state(id)).toMatchObject({ kind: 'idle' })
      expect(await sync.pull(id)).toMatchObject({ kind: 'idle', fetched: 1, listening: true })
      expect(proxy.counts.connections).toBe(made + 1)
    })

    it('a line that falls silent and is asked something: the pull itself opens another', async () => {
      const { id, user } = await beginListening()
      const made = proxy.counts.connections
      proxy.silenceAll()
      await server.deliver(user, mail('unheard'))
      expect(await sync.pull(id)).toMatchObject({ kind: 'idle', fetched: 1, listening: true })
      expect(proxy.counts.connections).toBe(made + 1)
    })

    it('a server that never answers IDLE itself: the next pull does not wait for it for ever', async () => {
      proxy.setFaults({ toClient: { stallOnText: '+ idling' }, times: 1 })
      const { id, user } = await begin({}, timeouts)
      expect(await sync.pull(id)).toMatchObject({ kind: 'idle', listening: true })
      await until(() => proxy.counts.faults > 0)
      const made = proxy.counts.connections
      await server.deliver(user, mail('unheard'))
      expect(await sync.pull(id)).toMatchObject({ kind: 'idle', fetched: 1, listening: true })
      expect(proxy.counts.connections).toBe(made + 1)
    })

    it('a server that never answers IDLE itself: closing does not wait for it for ever', async () => {
      const { faults } = proxy.counts
      proxy.setFaults({ toClient: { stallOnText: '+ idling' }, times: 1 })
      const { id } = await begin({}, timeouts)
      expect(await sync.pull(id)).toMatchObject({ kind: 'idle', listening: true })
      await until(() => proxy.counts.faults > faults)
      await sync.close()
      expect(sync.nextDue()).toBeNull()
    })
  })

  it('Sentence 9: kill -9 in the middle of a pull: cursor and rows agree', async () => {
    const { user } = await begin()
    const total = 150
    const random = randomNumbers('kill -9')
    process.stderr.write(`The moments of the kills: SEED=${random.seed}\n`)
    for (let i = 0; i < total; i += 1) await server.deliver(user, mail(`m${i}`, '字'.repeat(1 + random.below(6_000))))
    const folder = mkdtempSync(path.join(os.tmpdir(), 'tougao-kill-'))
    const profile = path.join(folder, 'profile')
    const open = { profile, env: { TOUGAO_PASSPHRASE: 'correct horse battery' } }
    const imap = `imap://${user}@127.0.0.1:${proxy.port}`
    await tougaoJson(
      [
        'account',
        'add',
        '--address',
        `${user}@desk.example`,
        '--imap',
        imap,
        '--smtp',
        `smtp://127.0.0.1:${server.smtp.port}`,
      ],
      { ...open, stdin: `${PASSWORD}\n` },
    )
    let kills = 0
    for (let round = 0; round < 5; round += 1) {
      const from = proxy.counts.toClient
      const moment = random.below(600_000)
      const { child, done } = startTougao(['sync', '--json'], open)
      let ended = false
      const end = done.then(() => (ended = true))
      await until(() => ended || proxy.counts.toClient - from >= moment)
      if (!ended && child.kill('SIGKILL')) kills += 1
      await end
      const db = new Database(path.join(profile, 'desk.db'), { readonly: true })
      const lastUid = (db.prepare("SELECT last_uid FROM sync_cursors WHERE folder = 'INBOX'").pluck().get() ??
        0) as number
      const places = db.prepare("SELECT CAST(uid AS INTEGER) FROM message_places WHERE folder = 'INBOX' ORDER BY 1")
      expect(places.pluck().all()).toEqual(Array.from({ length: lastUid }, (_, i) => i + 1))
      db.close()
    }
    expect(kills).toBeGreaterThan(0)
    await tougaoJson(['sync'], open)
    const list = await tougaoJson<object[]>(['list'], open)
    expect(list).toHaveLength(total)
    expect(await tougaoJson(['verify'], open)).toMatchObject({ ok: true, problems: [] })
    rmSync(folder, { recursive: true, force: true })
  }, 240_000)

  it('takes several folders and Sent in: one mail in two of them is one message, older mail is history', async () => {
    const { id, user } = await begin({ folders: ['投稿箱', '没有'], since: '2026-01-01' })
    const both = mail('both')
    await server.deliver(user, both)
    await server.deliver(user, both, '投稿箱')
    await server.deliver(user, mail('other'), '投稿箱')
    await server.deliver(user, mail('ours'), 'Sent')
    // The last second of the year before, in the desk's zone.
    const config = configOf(user)
    const appended = await withMailbox(config, PASSWORD, 'INBOX', 'write', (flow) =>
      flow.append('INBOX', mail('old'), [], new Date('2025-12-31T15:59:59Z')),
    )
    expect(appended.ok).toBe(true)
    // A folder that is missing is said, and the others are read all the same.
    expect(await sync.pull(id)).toMatchObject({
      kind: 'failed',
      failure: { code: 'folder-missing', detail: '没有' },
      retryAt: null,
    })
    expect(rows('SELECT folder, uid FROM message_places ORDER BY folder, uid')).toEqual([
      { folder: 'INBOX', uid: '1' },
      { folder: 'INBOX', uid: '2' },
      { folder: 'Sent', uid: '1' },
      { folder: '投稿箱', uid: '1' },
      { folder: '投稿箱', uid: '2' },
    ])
    expect(rows('SELECT outgoing, history, count(*) AS n FROM messages GROUP BY 1, 2')).toEqual([
      { outgoing: 0, history: 0, n: 2 },
      { outgoing: 0, history: 1, n: 1 },
      { outgoing: 1, history: 0, n: 1 },
    ])
    expect(pieces()).toBe(2)
    expect(await verifyDesk(desk.context, false)).toMatchObject({ ok: true })
  })

  async function beginAt(port: number): Promise<{ id: string }> {
    desk = openTestDesk()
    const { id } = await addAccount(desk.context, {
      config: plainAccount(port),
      password: 'x',
      keep: { place: 'session' },
    })
    setIntake(desk.context, id, { ...DEFAULT_INTAKE, sent: { kind: 'off' } })
    sync = openSync(desk.context, { listen: true })
    return { id }
  }
})

const scripts = new Map<number, string>()
/** The same bytes each time. */
function scriptedMail(uid: number): string {
  const known = scripts.get(uid) ?? Buffer.from(rawMail({ messageId: `<${uid}@mail.example>` })).toString('latin1')
  scripts.set(uid, known)
  return known
}

/** A server with mails of these UIDs and no extension. UIDNEXT is 1000, whatever lies there. */
function answer(command: string, uids: readonly number[]): string[] {
  const verb = command.split(' ')[0]?.toUpperCase()
  if (verb === 'CAPABILITY') return ['* CAPABILITY IMAP4rev1', '{tag} OK done']
  if (verb === 'ID') return ['* ID NIL', '{tag} OK done']
  if (verb === 'EXAMINE')
    return [`* ${uids.length} EXISTS`, '* OK [UIDVALIDITY 7] x', '* OK [UIDNEXT 1000] x', '{tag} OK [READ-ONLY] done']
  if (command.startsWith('UID SEARCH')) {
    const from = Number(/UID (\d+):\*/.exec(command)?.[1] ?? 1)
    return [`* SEARCH ${uids.filter((uid) => uid >= from).join(' ')}`, '{tag} OK done']
  }
  if (command.startsWith('UID FETCH')) {
    const wanted = uids.filter((uid) =>
      (command.split(' ')[2] ?? '').split(',').some((run) => {
        const [first = '', last = first] = run.split(':')
        return uid >= Number(first) && uid <= Number(last)
      }),
    )
    const lines = wanted.map((uid) => {
      const raw = scriptedMail(uid)
      const what = command.includes('BODY.PEEK[]')
        ? ` BODY[] {${Buffer.byteLength(raw)}}\r\n${raw}`
        : ` RFC822.SIZE ${raw.length} FLAGS () INTERNALDATE "01-Sep-2026 16:20:00 +0800"`
      return `* ${uids.indexOf(uid) + 1} FETCH (UID ${uid}${what})`
    })
    return [...lines, '{tag} OK done']
  }
  return ['{tag} OK done']
}

/** Waits for what comes by itself; the test's own limit ends a wait that is in vain. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(setImmediate)
}
