import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { backoff } from '@core/jobs/backoff'
import { openSync, POLL_INTERVAL, type Sync } from '@core/jobs/sync'
import { MAX_GROUP_MAILS } from '@core/mail/pull-limits'
import { countMessages, pendingMessages, placesOfMessage } from '@core/store/repositories/messages'
import { listSubmissions } from '@core/store/repositories/submissions'
import { inlineTaskRunner } from '@core/workers/pool'
import { addAccount, removeAccount, setIntake } from '@core/workflow/accounts'
import { receive } from '@core/workflow/receive'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { corpusMail, corpusManifest, rawMail } from '../../../support/mails'
import { SOON } from '../../../support/soon'
import { plainAccount } from '../../mail/account'
import { closedPort, startScriptedImap } from '../../mail/scripted-server'
import { giveMaildir } from '../scenario'
import { DEFAULT_INTAKE } from '@shared/domain/intake'

let desk: TestDesk
let sync: Sync
let folder: string
let accountId: string
beforeEach(async () => {
  await start()
})
afterEach(async () => {
  await sync.close()
  desk.close()
})

async function start(...options: Parameters<typeof openTestDesk>): Promise<void> {
  desk = openTestDesk(...options)
  folder = await giveMaildir(desk)
  accountId = desk.context.db.prepare('SELECT id FROM accounts').pluck().get() as string
  sync = openSync(desk.context)
}

const drop = (name: string, raw: Uint8Array = rawMail(), sub = 'new') =>
  writeFileSync(path.join(folder, sub, name), raw)
const total = () => listSubmissions(desk.context.db, { filter: 'all', query: '', offset: 0, limit: 10 }).total

describe('a pull of a folder', () => {
  it('takes new mail once and all the way in', async () => {
    drop('1.a')
    drop('2.b:2,S', rawMail({ messageId: '<two@mail.example>' }), 'cur')
    expect(await sync.pull(accountId)).toMatchObject({ kind: 'idle', fetched: 2 })
    expect(total()).toBe(2)
    expect(pendingMessages(desk.context.db, 9)).toEqual([])

    expect(await sync.pull(accountId)).toMatchObject({ kind: 'idle', fetched: 0 })
    expect(countMessages(desk.context.db)).toBe(2)

    // Another client read it: the same mail under another name.
    renameSync(path.join(folder, 'new', '1.a'), path.join(folder, 'cur', '1.a:2,RS'))
    expect(await sync.pull(accountId)).toMatchObject({ fetched: 0 })
    drop('3.c')
    expect(await sync.pull(accountId)).toMatchObject({ fetched: 1 })
    expect(total()).toBe(3)
  })

  it('keeps one mail that lies in two places once', async () => {
    const raw = rawMail()
    drop('1.a', raw)
    drop('2.b', raw)
    await sync.pull(accountId)
    expect(countMessages(desk.context.db)).toBe(1)
    const hash = desk.context.db.prepare('SELECT hash FROM messages').pluck().get() as string
    expect(placesOfMessage(desk.context.db, hash).map(({ uid }) => uid)).toEqual(['1.a', '2.b'])
  })

  it('takes the whole corpus, and the second time nothing', async () => {
    for (const { file } of corpusManifest()) drop(file, corpusMail(file.slice(0, 2)))
    expect(await sync.pull(accountId)).toMatchObject({ kind: 'idle', fetched: 29 })
    const before = desk.context.db.prepare('SELECT count(*) FROM audit_events').pluck().get()
    expect(await sync.pull(accountId)).toMatchObject({ fetched: 0 })
    expect(desk.context.db.prepare('SELECT count(*) FROM audit_events').pluck().get()).toBe(before)
  })

  it('says how it goes', async () => {
    drop('1.a')
    expect(sync.state(accountId)).toEqual({ kind: 'never' })
    const pulling = sync.pull(accountId)
    expect(sync.state(accountId)).toMatchObject({ kind: 'running', stage: 'connecting', done: 0, total: null })
    expect(sync.pull(accountId)).toBe(pulling)
    await pulling
    const told = desk.events
      .filter((event) => event.type === 'sync')
      .map((event) => event.type === 'sync' && event.state.kind)
    expect(told[0]).toBe('running')
    expect(told.at(-1)).toBe('idle')
    expect(desk.events.some((event) => event.type === 'changed' && event.scopes.includes('submissions'))).toBe(true)
  })

  it('ends when it is cancelled, stays so, and the next that is asked for goes on with the rest', async () => {
    const many = MAX_GROUP_MAILS * 3
    for (let index = 0; index < many; index += 1)
      // Each by another: pieces of one author with one title are all linked with each other.
      drop(`${index}.mail`, rawMail({ messageId: `<${index}@mail.example>`, from: `writer${index}@mail.example` }))
    const stop = desk.onEvent((event) => {
      if (event.type === 'sync' && event.state.kind === 'running' && event.state.stage === 'receiving')
        sync.cancel(accountId)
      desk.clock.advance(300)
    })
    expect(await sync.pull(accountId)).toMatchObject({ kind: 'stopped' })
    stop()
    const kept = countMessages(desk.context.db)
    expect(kept).toBeGreaterThan(0)
    expect(kept).toBeLessThan(many)
    // What was kept was taken in.
    expect(total()).toBe(kept)
    expect(sync.nextDue()).toBeNull()
    await sync.pull(accountId)
    expect(total()).toBe(many)
  })

  it('marks what is gone and what came back, follows flags, and deletes nothing', async () => {
    drop('1.a')
    drop('2.b', rawMail({ messageId: '<two@mail.example>' }))
    await sync.pull(accountId)
    const places = () => desk.context.db.prepare('SELECT uid, flags, gone_at FROM message_places ORDER BY uid').all()
    renameSync(path.join(folder, 'new', '1.a'), path.join(folder, 'cur', '1.a:2,RS'))
    renameSync(path.join(folder, 'new', '2.b'), path.join(folder, '2.b'))
    await sync.pull(accountId)
    expect(sync.tally(accountId)).toMatchObject({ fetched: 0, updated: 1, deleted: 1 })
    expect(places()).toEqual([
      { uid: '1.a', flags: '["\\\\Answered","\\\\Seen"]', gone_at: null },
      { uid: '2.b', flags: '[]', gone_at: desk.clock.now() },
    ])
    expect(total()).toBe(2)
    renameSync(path.join(folder, '2.b'), path.join(folder, 'cur', '2.b:2,'))
    await sync.pull(accountId)
    expect(sync.tally(accountId)).toMatchObject({ fetched: 0, updated: 1, deleted: 0 })
    expect(places()).toMatchObject([{}, { gone_at: null }])
  })

  it('takes older mail than the cut-off date as history', async () => {
    setIntake(desk.context, accountId, { ...DEFAULT_INTAKE, since: '2026-09-05' })
    drop('1.old')
    drop('2.new', rawMail({ messageId: '<two@mail.example>' }))
    // The last moment of the day before, and the first of the day, in the desk's zone.
    utimesSync(path.join(folder, 'new', '1.old'), new Date(), new Date('2026-09-04T23:59:59+08:00'))
    utimesSync(path.join(folder, 'new', '2.new'), new Date(), new Date('2026-09-05T00:00:00+08:00'))
    await sync.pull(accountId)
    const history = desk.context.db.prepare(
      'SELECT p.uid, m.history FROM messages m JOIN message_places p ON p.hash = m.hash ORDER BY p.uid',
    )
    expect(history.all()).toEqual([
      { uid: '1.old', history: 1 },
      { uid: '2.new', history: 0 },
    ])
  })

  it('of an account that is not there does nothing', async () => {
    expect(await sync.pull('none')).toEqual({ kind: 'never' })
    await removeAccount(desk.context, accountId)
    expect(await sync.pull(accountId)).toEqual({ kind: 'never' })
  })
})

describe('a pull that fails', () => {
  it('says why, and tries a folder that is gone again by itself', async () => {
    rmSync(folder, { recursive: true })
    expect(await sync.pull(accountId)).toMatchObject({ kind: 'failed', failure: { step: 'disk', code: 'not-found' } })
    for (const sub of ['new', 'cur']) mkdirSync(path.join(folder, sub), { recursive: true })
    drop('1.a')
    desk.clock.set(sync.nextDue() ?? 0)
    await sync.pullDue()
    expect(sync.state(accountId)).toMatchObject({ kind: 'idle', fetched: 1 })
  })

  it('waits longer each time, with jitter, and starts anew after a success or when the network is back', async () => {
    await sync.close()
    sync = openSync(desk.context, { random: () => 0.5 })
    rmSync(folder, { recursive: true })
    const wait = async (): Promise<number> => {
      await sync.pull(accountId)
      return (sync.nextDue() ?? 0) - desk.clock.now()
    }
    const waits = [await wait(), await wait(), await wait()]
    expect(waits).toEqual([1, 2, 3].map((failures) => backoff(failures, () => 0.5)))
    sync.signal('online')
    expect(sync.nextDue()).toBe(desk.clock.now() + 2_000)
    expect(await wait()).toBe(waits[0])
    for (const sub of ['new', 'cur']) mkdirSync(path.join(folder, sub), { recursive: true })
    expect(await wait()).toBe(POLL_INTERVAL)
    rmSync(folder, { recursive: true })
    expect(await wait()).toBe(waits[0])
  })

  it('over the line while the machine has no network is no failure of the mailbox', async () => {
    const { id } = await addAccount(desk.context, {
      config: plainAccount(await closedPort()),
      password: 'x',
      keep: { place: 'session' },
    })
    expect(await sync.pull(id)).toMatchObject({ kind: 'failed', failure: { code: 'refused' } })
    sync.signal('offline')
    expect(await sync.pull(id)).toMatchObject({ kind: 'offline' })
    sync.signal('online')
    expect(await sync.pull(id)).toMatchObject({ kind: 'failed' })
  })

  it('is not one of many at a wake: accounts spread, and a second wake at once is the same one', async () => {
    await sync.close()
    let draws = 0
    sync = openSync(desk.context, { random: () => (draws++ % 4) / 4 })
    await sync.pull(accountId)
    sync.signal('resume')
    const due = sync.nextDue()
    expect(due).toBeLessThan(desk.clock.now() + POLL_INTERVAL)
    const drawn = draws
    sync.signal('resume')
    sync.signal('online')
    expect([sync.nextDue(), draws]).toEqual([due, drawn])
  })

  it('without a password or with a wrong one is not tried again by itself', async () => {
    let logins = 0
    const server = await startScriptedImap((command) => {
      if (command.startsWith('CAPABILITY')) return ['* CAPABILITY IMAP4rev1', '{tag} OK']
      if (/^(LOGIN|AUTHENTICATE)/.test(command)) {
        logins += 1
        return ['{tag} NO [AUTHENTICATIONFAILED] wrong']
      }
      return command.startsWith('LOGOUT') ? ['* BYE', '{tag} OK'] : ['{tag} OK']
    })
    const { id } = await addAccount(desk.context, { config: plainAccount(server.port), password: null, keep: null })
    expect(await sync.pull(id)).toMatchObject({ kind: 'failed', failure: { code: 'no-password' }, retryAt: null })
    await desk.context.secrets.keep(id, 'wrong', { place: 'session' })
    await sync.pullDue()
    sync.signal('resume')
    desk.clock.advance(3_600_000)
    await sync.pullDue()
    expect(logins).toBe(0)
    expect(await sync.pull(id)).toMatchObject({ kind: 'failed', failure: { code: 'wrong-password' }, retryAt: null })
    const tried = logins
    desk.clock.advance(3_600_000)
    await sync.pullDue()
    expect(logins).toBe(tried)
    await server.stop()
  })

  it('that gets its password while a pull is under way without it is pulled again with it', async () => {
    const server = await startScriptedImap((command) => {
      if (command.startsWith('CAPABILITY')) return ['* CAPABILITY IMAP4rev1', '{tag} OK']
      if (/^(LOGIN|AUTHENTICATE)/.test(command)) return ['{tag} NO [AUTHENTICATIONFAILED] wrong']
      return command.startsWith('LOGOUT') ? ['* BYE', '{tag} OK'] : ['{tag} OK']
    })
    const { id } = await addAccount(desk.context, { config: plainAccount(server.port), password: null, keep: null })
    let answer: (password: null) => void = () => undefined
    // It asks while nobody has unlocked anything, and hears so when somebody has.
    vi.spyOn(desk.context.secrets, 'get').mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)))
    const under = sync.pull(id)
    await vi.waitFor(() => expect(desk.context.secrets.get).toHaveBeenCalled(), SOON)
    await desk.context.secrets.keep(id, 'wrong', { place: 'session' })
    answer(null)
    const anew = sync.pullAnew(id)
    expect(await under).toMatchObject({ kind: 'failed', failure: { code: 'no-password' } })
    expect(await anew).toMatchObject({ kind: 'failed', failure: { code: 'wrong-password' } })
    await server.stop()
  })
})

describe('taking in', () => {
  it('does at the next start what was kept and not sorted', async () => {
    await receive(desk.context, rawMail(), null, 1)
    await sync.close()
    desk = desk.reopen()
    sync = openSync(desk.context)
    expect(await sync.takeIn()).toMatchObject({ registered: 1, quarantined: 0 })
  })

  it('goes on with the next mail when the check of one dies of a bug, which is told', async () => {
    await sync.close()
    desk.close()
    const inline = inlineTaskRunner()
    let checks = 0
    await start({
      tasks: {
        ...inline,
        run: async (name, input) => {
          if (name === 'check' && ++checks === 1) throw new Error('a bug of the check')
          return inline.run(name, input)
        },
      },
    })
    const bugs: unknown[] = []
    sync = openSync(desk.context, { onBug: (error) => bugs.push(error) })
    drop('1.a')
    drop('2.b')
    expect(await sync.pull(accountId)).toMatchObject({ kind: 'idle', fetched: 2 })
    expect(total()).toBe(2)
    await sync.settled()
    expect(bugs.map(String)).toEqual(['Error: a bug of the check'])
  })

  it('is asked for by many and done once', async () => {
    for (let index = 0; index < 5; index += 1) await receive(desk.context, rawMail(), null, index)
    const outcomes = await Promise.all([sync.takeIn(), sync.takeIn(), sync.takeIn()])
    expect(new Set(outcomes).size).toBe(1)
    expect(total()).toBe(5)
  })

  it('does not begin again after it was closed', async () => {
    await sync.close()
    await receive(desk.context, rawMail(), null, 1)
    expect(await sync.takeIn()).toEqual({ registered: 0, joined: 0, filed: 0, quarantined: 0 })
    expect(await sync.pull(accountId)).toEqual({ kind: 'never' })
  })
})
