import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSync, type Sync } from '@core/jobs/sync'
import { countMessages, pendingMessages, placesOfMessage } from '@core/store/repositories/messages'
import { listSubmissions } from '@core/store/repositories/submissions'
import { inlineTaskRunner } from '@core/workers/pool'
import { addAccount, removeAccount } from '@core/workflow/accounts'
import { receive } from '@core/workflow/receive'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { corpusMail, corpusManifest, rawMail } from '../../../support/mails'
import { plainAccount } from '../../mail/account'
import { closedPort, startScriptedImap } from '../../mail/scripted-server'
import { giveMaildir } from '../scenario'

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
    expect(sync.state(accountId)).toEqual({ kind: 'running', done: 0, total: null })
    expect(sync.pull(accountId)).toBe(pulling)
    await pulling
    const told = desk.events
      .filter((event) => event.type === 'sync')
      .map((event) => event.type === 'sync' && event.state.kind)
    expect(told[0]).toBe('running')
    expect(told.at(-1)).toBe('idle')
    expect(desk.events.some((event) => event.type === 'changed' && event.scopes.includes('submissions'))).toBe(true)
  })

  it('ends when it is cancelled, and the next goes on with the rest', async () => {
    for (let index = 0; index < 30; index += 1) drop(`${index}.mail`)
    const pulling = sync.pull(accountId)
    const stop = setInterval(() => {
      if (countMessages(desk.context.db) >= 3) sync.cancel(accountId)
    }, 0)
    const state = await pulling
    clearInterval(stop)
    expect(state.kind).toBe('idle')
    const kept = countMessages(desk.context.db)
    expect(kept).toBeGreaterThanOrEqual(3)
    expect(kept).toBeLessThan(30)
    // What was kept was taken in.
    expect(total()).toBe(kept)
    await sync.pull(accountId)
    expect(total()).toBe(30)
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
    expect(await sync.pull(accountId)).toMatchObject({
      kind: 'failed',
      failure: { step: 'disk', code: 'not-found' },
      retryAt: desk.clock.now() + 60_000,
    })
    for (const sub of ['new', 'cur']) mkdirSync(path.join(folder, sub), { recursive: true })
    drop('1.a')
    await sync.pullAll()
    expect(sync.state(accountId)).toMatchObject({ kind: 'idle', fetched: 1 })
  })

  it('over an unreachable server is tried again by itself', async () => {
    const { id } = await addAccount(desk.context, {
      config: plainAccount(await closedPort()),
      password: 'x',
      keep: { place: 'session' },
    })
    expect(await sync.pull(id)).toMatchObject({
      kind: 'failed',
      failure: { code: 'refused' },
      retryAt: desk.clock.now() + 60_000,
    })
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
    await sync.pullAll()
    expect(logins).toBe(0)
    expect(await sync.pull(id)).toMatchObject({ kind: 'failed', failure: { code: 'wrong-password' }, retryAt: null })
    const tried = logins
    await sync.pullAll()
    expect(logins).toBe(tried)
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
    sync = openSync(desk.context, (error) => bugs.push(error))
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
