/** Accounts of the command line against a real Dovecot and Postfix: from the mailbox to the author's. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureBuilt } from '../../scripts/lib/build-output.mjs'
import { ensureMailPackages } from '../support/mail-server/mail-packages'
import { startMailServer, type MailServer } from '../support/mail-server/mail-server'
import { rawMail } from '../support/mails'
import { tougao, tougaoJson } from '../support/tougao'

const packages = await ensureMailPackages()
if (!packages.available) process.stderr.write(`Skipped, the command line against real servers: ${packages.reason}\n`)

const PASSWORD = 's3cret-授权码'
const PASSPHRASE = '一句很长的口令 2026'

interface SyncJson {
  readonly fetched: number
  readonly new: number
  readonly accounts: readonly { readonly ok: boolean; readonly failure: { readonly code: string } | null }[]
}
interface LettersJson {
  readonly letters: readonly { readonly id: string; readonly state: string; readonly messageId: string }[]
}

describe.skipIf(!packages.available)('an IMAP account on the command line', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tougao-cli-mail-'))
  const profile = path.join(folder, 'profile')
  const open = { profile, env: { TOUGAO_PASSPHRASE: PASSPHRASE } }
  let server: MailServer
  let servers: string[]

  beforeAll(async () => {
    await ensureBuilt()
    server = await startMailServer({ users: { tougao: PASSWORD, zhou: 'other' } })
    const imap = `imaps://tougao@localhost:${server.imap.securePort}`
    servers = ['--imap', imap, '--smtp', `smtps://localhost:${server.smtp.securePort}`]
  })
  afterAll(async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('takes the password from standard input and keeps it encrypted', async () => {
    const args = ['account', 'add', '--address', 'tougao@desk.example', '--name', '投稿台', ...servers]
    const missing = await tougao([...args, '--ca', server.caFile, '--json'], { profile, stdin: `${PASSWORD}\n` })
    expect([missing.code, JSON.parse(missing.stdout)]).toMatchObject([1, { error: { code: 'passphrase-missing' } }])

    const added = await tougaoJson<{ id: string }>([...args, '--ca', server.caFile], {
      ...open,
      stdin: `${PASSWORD}\n`,
    })
    expect(added).toMatchObject({ kind: 'imap', address: 'tougao@desk.example', login: 'tougao', password: 'file' })
    for (const name of readdirSync(profile)) {
      if (name === 'blobs') continue
      expect(readFileSync(path.join(profile, name)).includes(PASSWORD), name).toBe(false)
    }
    const locked = await tougaoJson<{ password: string }[]>(['account', 'list'], { profile })
    expect(locked.map(({ password }) => password)).toEqual(['locked'])
  })

  it('says what is wrong with an account', async () => {
    expect((await tougao(['account', 'test', added()], open)).code).toBe(0)
    const wrong = await tougao(['sync', '--json'], { profile, env: { TOUGAO_PASSPHRASE: 'not this one' } })
    expect([wrong.code, JSON.parse(wrong.stdout)]).toMatchObject([1, { error: { code: 'wrong-passphrase' } }])
    const without = await tougao(['sync', '--json'], { profile })
    expect(without.code).toBe(1)
    expect(JSON.parse(without.stdout)).toMatchObject({ fetched: 0, accounts: [{ failure: { code: 'no-password' } }] })

    const doubtful = { profile: path.join(folder, 'untrusted'), env: { ...open.env, TOUGAO_PASSWORD: PASSWORD } }
    await tougaoJson(['account', 'add', '--address', 'tougao@desk.example', ...servers], doubtful)
    const untrusted = await tougao(['account', 'test', 'tougao@desk.example', '--json'], doubtful)
    expect(untrusted.code).toBe(1)
    expect(untrusted.stdout).toContain('tls-untrusted')
  })

  it('fetches what is new, once', async () => {
    const mail = rawMail({ from: 'zhou <zhou@desk.example>', messageId: '<piece-1@desk.example>' })
    await server.deliver('tougao', mail)
    expect(await tougaoJson<SyncJson>(['sync'], open)).toMatchObject({ fetched: 1, new: 1, updated: 0, deleted: 0 })
    expect(await tougaoJson<SyncJson>(['sync'], open)).toMatchObject({ fetched: 0, new: 0 })
    // What another program did to it meanwhile, and a look at everything that fetches nothing again.
    await server.doveadm('flags', 'add', '-u', 'tougao', '\\Seen', 'mailbox', 'INBOX', 'all')
    expect(await tougaoJson<SyncJson>(['sync'], open)).toMatchObject({ fetched: 0, new: 0, updated: 1, deleted: 0 })
    expect(await tougaoJson<SyncJson>(['sync', '--full', '--account', added()], open)).toMatchObject({
      fetched: 0,
      new: 0,
      updated: 0,
      deleted: 0,
    })
    expect(await tougaoJson<object[]>(['list'], open)).toHaveLength(1)
  })

  it('decides, delivers once, threaded, and the author’s mailbox has it', async () => {
    const [piece] = await tougaoJson<{ id: string }[]>(['list'], open)
    const decided = await tougaoJson<{ state: string; letter: { id: string; messageId: string; state: string } }>(
      ['decide', piece?.id ?? '', 'accept', '--reason', '观点清楚', '--editor', '小王'],
      open,
    )
    expect(decided).toMatchObject({ state: 'accepted', letter: { state: 'queued' } })
    // Within the seconds in which it can be taken back nothing leaves.
    expect(await tougaoJson<LettersJson>(['outbox', '--deliver'], open)).toMatchObject({
      letters: [{ state: 'queued' }],
    })
    const sent = await tougaoJson<LettersJson>(['outbox', '--retry', decided.letter.id], open)
    expect(sent.letters).toMatchObject([{ id: decided.letter.id, state: 'sent', attempts: 1 }])

    const [letter] = await server.waitForMails('zhou', 1)
    const text = letter?.toString('utf8') ?? ''
    expect(text).toContain(`Message-ID: ${decided.letter.messageId}`)
    expect(text).toContain('In-Reply-To: <piece-1@desk.example>')
    await tougaoJson(['outbox', '--deliver'], open)
    await server.waitForDelivery()
    expect(await server.readMailbox('zhou')).toHaveLength(1)
    const again = await tougao(['decide', piece?.id ?? '', 'reject', '--reason', '再想想', '--json'], open)
    expect([again.code, JSON.parse(again.stdout)]).toMatchObject([1, { error: { code: 'already-decided' } }])
  })

  it('leaves a whole profile when the account is removed', async () => {
    await tougaoJson(['account', 'remove', added()], open)
    expect(await tougaoJson<object[]>(['account', 'list'], open)).toEqual([])
    expect(await tougaoJson(['verify'], open)).toMatchObject({ ok: true })
    expect(await tougaoJson<object[]>(['list'], open)).toHaveLength(1)
  })

  /** An account is meant by its address as well as by its id. */
  const added = (): string => 'TOUGAO@desk.example'
})
