import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../support/desk'
import { rawMail } from '../../support/mails'
import { runTougao, type CliRun, type RunOptions } from './run-tougao'

const ENV = { TOUGAO_PASSWORD: 'auth-code-16', TOUGAO_PASSPHRASE: 'correct horse 电池' }

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const run = (args: readonly string[], options: RunOptions = {}): Promise<CliRun> =>
  runTougao(folder, [...args, '--json'], options)
const add = (args: readonly string[], options: RunOptions = { env: ENV }): Promise<CliRun> =>
  run(['account', 'add', ...args], options)

describe('account add', () => {
  it.each([
    [
      'imaps://mail.example.com',
      'smtps://mail.example.com',
      { port: 993, security: 'tls' },
      { port: 465, security: 'tls' },
    ],
    [
      'imap://mail.example.com',
      'smtp://mail.example.com:2525',
      { port: 143, security: 'starttls' },
      { port: 2525, security: 'starttls' },
    ],
    [
      'imap://127.0.0.1:11143',
      'smtp://localhost:11025',
      { port: 11143, security: 'none' },
      { port: 11025, security: 'none' },
    ],
    [
      'imap://10.0.0.1?security=none',
      'smtps://10.0.0.1',
      { port: 143, security: 'none' },
      { port: 465, security: 'tls' },
    ],
  ])('reads %s and %s', async (imap, smtp, receiving, sending) => {
    const { json } = await add(['--address', 'ed@example.com', '--imap', imap, '--smtp', smtp])
    expect(json()).toMatchObject({ kind: 'imap', imap: receiving, smtp: sending, folder: 'INBOX', ca: null })
  })

  it('encrypts on this machine too where an authority is given, and never prints it', async () => {
    const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'
    writeFileSync(path.join(folder, 'ca.pem'), pem)
    const servers = ['--imap', 'imap://wang@127.0.0.1', '--smtp', 'smtp://127.0.0.1', '--ca', 'ca.pem']
    const added = await add(['--address', 'ed@example.com', ...servers])
    expect(added.json()).toMatchObject({ login: 'wang', imap: { security: 'starttls' }, ca: 'given', password: 'file' })
    expect(added.stdout).not.toContain('MIIB')
    writeFileSync(path.join(folder, 'no.pem'), 'x')
    const wrong = await add(['--address', 'b@example.com', ...servers.slice(0, -1), 'no.pem'])
    expect([wrong.code, wrong.json()]).toMatchObject([1, { error: { code: 'no-certificate' } }])
  })

  it('knows the servers of known providers and asks for those of others', async () => {
    expect((await add(['--address', 'ed@163.com'])).json()).toMatchObject({ imap: { host: 'imap.163.com' } })
    const unknown = await add(['--address', 'ed@house.example'])
    expect([unknown.code, unknown.json()]).toMatchObject([1, { error: { code: 'servers-unknown' } }])
  })

  it('keeps the password in the encrypted file, nowhere else', async () => {
    await add(['--address', 'ed@163.com'])
    const profile = path.join(folder, 'profile')
    for (const name of readdirSync(profile)) {
      if (name !== 'blobs') expect(readFileSync(path.join(profile, name), 'latin1'), name).not.toContain('auth-code-16')
    }
    const places = async (env: Record<string, string>) =>
      (await run(['account', 'list'], { env })).json<{ password: string }[]>().map(({ password }) => password)
    expect(await places({})).toEqual(['locked'])
    expect(await places(ENV)).toEqual(['file'])
    const wrong = await run(['account', 'list'], { env: { TOUGAO_PASSPHRASE: 'another one' } })
    expect([wrong.code, wrong.json()]).toMatchObject([1, { error: { code: 'wrong-passphrase' } }])
  })

  it.each([
    [{ TOUGAO_PASSWORD: 'x' }, 'passphrase-missing'],
    [{ TOUGAO_PASSWORD: 'x', TOUGAO_PASSPHRASE: 'short' }, 'passphrase-short'],
    [{ TOUGAO_PASSPHRASE: 'long enough' }, 'password-missing'],
  ])('changes nothing with %j', async (env, failure) => {
    const { code, json } = await add(['--address', 'ed@163.com'], { env: { ...env } })
    expect([code, json()]).toMatchObject([1, { error: { code: failure } }])
    expect(readdirSync(folder)).toEqual([])
  })

  it('takes the first line of standard input for a password', async () => {
    const env = { TOUGAO_PASSPHRASE: ENV.TOUGAO_PASSPHRASE }
    expect((await add(['--address', 'ed@163.com'], { env, stdin: 'secret\nmore\n' })).json()).toMatchObject({
      password: 'file',
    })
  })

  it('takes in from a day on, and only what it is told to', async () => {
    const added = await add(['--address', 'ed@163.com', '--since', '2026-09-01'])
    expect(added.json()).toMatchObject({ intake: { since: '2026-09-01', folders: [], sent: { kind: 'auto' } } })
    const set = (...args: string[]): Promise<CliRun> => run(['account', 'set', 'ed@163.com', ...args])
    expect((await set('--folders', '投稿, 转发', '--sent', 'off')).json()).toMatchObject({
      intake: { since: '2026-09-01', folders: ['投稿', '转发'], sent: { kind: 'off' } },
    })
    const written = await set('--write-back', 'seen,keywords,rejected=已退稿', '--since', 'none')
    const intake = {
      folders: ['投稿', '转发'],
      since: null,
      sent: { kind: 'off' },
      writeBack: { seen: true, keywords: true, folders: { rejected: '已退稿' } },
    }
    expect(written.json()).toMatchObject({ intake })
    expect((await run(['account', 'list'])).json()).toMatchObject([{ intake }])
    expect((await set('--sent-copies', 'off')).json()).toMatchObject({ intake: { ...intake, sentCopies: 'off' } })
    expect((await set('--write-back', 'off', '--folders', '')).json()).toMatchObject({
      intake: { folders: [], writeBack: { seen: false, keywords: false, folders: {} } },
    })
    for (const wrong of [
      ['--since', '2026-9-1'],
      ['--write-back', 'everything'],
      ['--write-back', 'nowhere=x'],
      ['--sent', ''],
      ['--sent-copies', 'perhaps'],
    ]) {
      expect((await set(...wrong)).code, wrong.join(' ')).toBe(2)
    }
  })

  it('refuses the same address twice', async () => {
    await add(['--address', 'ed@163.com'])
    const again = await add(['--address', 'ED@163.com'])
    expect([again.code, again.json()]).toMatchObject([1, { error: { code: 'account-exists' } }])
  })
})

describe('a Maildir', () => {
  const PIECE = '<piece@mail.example>'
  beforeEach(async () => {
    for (const name of ['cur', 'new', 'tmp']) mkdirSync(path.join(folder, 'mail', name), { recursive: true })
    const mail = rawMail({ from: 'zhou <zhou@mail.example>', messageId: PIECE })
    writeFileSync(path.join(folder, 'mail/new/1.M1.host'), mail)
    const { code, stderr } = await add(['--maildir', 'mail', '--address', 'tougao@appcpx.com'], {})
    expect([code, stderr]).toEqual([0, ''])
  })
  const decide = (...args: string[]): Promise<CliRun> => run(['decide', '2609-001', ...args, '--reason', '观点清楚'])
  const letters = async (...args: string[]) =>
    (await run(['outbox', ...args])).json<{ letters: { id: string; state: string; reason: string | null }[] }>().letters

  it('is synced, tested and removed; its mail stays', async () => {
    const synced = await run(['sync'])
    expect(synced.json()).toMatchObject({
      fetched: 1,
      new: 1,
      updated: 0,
      deleted: 0,
      accounts: [{ ok: true, new: 1 }],
    })
    expect(Object.keys(synced.json<object>())).toEqual(['fetched', 'new', 'updated', 'deleted', 'seconds', 'accounts'])
    expect((await run(['sync', '--account', 'tougao@appcpx.com'])).json()).toMatchObject({ fetched: 0, new: 0 })
    const tested = await run(['account', 'test', 'tougao@appcpx.com'])
    expect([tested.code, tested.json()]).toMatchObject([0, { ok: true, steps: [{ step: 'folder' }, { step: 'disk' }] }])
    await run(['account', 'remove', 'tougao@appcpx.com'])
    expect((await run(['account', 'list'])).json()).toEqual([])
    expect((await run(['list'])).json()).toHaveLength(1)
  })

  it('that went away fails with its reason', async () => {
    rmSync(path.join(folder, 'mail'), { recursive: true })
    const { code, json, stderr } = await run(['sync'])
    expect([code, json()]).toMatchObject([1, { accounts: [{ ok: false, failure: { code: 'not-found' } }] }])
    expect(stderr).toContain('tougao@appcpx.com')
    expect((await run(['account', 'test'])).code).toBe(1)
  })

  it('decides: letter, template, editor, override', async () => {
    await run(['sync'])
    const empty = await run(['decide', '2609-001', 'reject', '--reason', '  '])
    expect([empty.code, empty.json()]).toMatchObject([1, { error: { code: 'needs-reason' } }])
    const decided = await decide('revise', '--editor', '小王')
    expect(decided.json()).toMatchObject({
      decision: { verdict: 'revise', editorName: '小王', at: expect.stringMatching(/Z$/) as string },
      state: 'revising',
      letter: { state: 'queued', messageId: expect.stringMatching(/^<.*@appcpx\.com>$/) as string },
    })
    const silent = await decide('reserve', '--no-letter')
    expect(Object.keys(silent.json<object>())).toEqual(['decision', 'state'])
    await decide('reject', '--template', 'reserve')
    const [shown] = [(await run(['show', '2609-001'])).json<{ letters: { template: string }[]; decisions: object[] }>()]
    expect(shown.letters.map(({ template }) => template)).toEqual(['revise', 'reserve'])
    expect(shown.decisions).toHaveLength(3)
    const again = await decide('accept')
    expect([again.code, again.json()]).toMatchObject([1, { error: { code: 'already-decided' } }])
  })

  it('wants a reason of its own for accepting over must-fix findings', async () => {
    writeFileSync(
      path.join(folder, 'mail/new/2.M1.host'),
      rawMail({
        from: 'li@mail.example',
        subject: '投稿：渠道',
        text: '全网最低价，稳赚不赔，加微信 ngb123 领资料。\n'.repeat(20),
      }),
    )
    await run(['sync'])
    const pieces = (await run(['list'])).json<{ id: string; findings: { error: number } }[]>()
    const bad = pieces.find(({ findings }) => findings.error > 0)?.id ?? ''
    const refused = await run(['decide', bad, 'accept', '--reason', '好'])
    expect([refused.code, refused.json()]).toMatchObject([1, { error: { code: 'needs-override' } }])
    const accepted = await run(['decide', bad, 'accept', '--reason', '好', '--override', '作者已答应删去'])
    expect([accepted.code, accepted.json()]).toMatchObject([
      0,
      { decision: { override: '作者已答应删去', signedClauses: [] } },
    ])
    expect((await run(['decide', bad, 'withdraw', '--reason', '好', '--sign'])).code).toBe(2)
    const other = pieces.find(({ id }) => id !== bad)?.id ?? ''
    const signed = await run(['decide', other, 'accept', '--reason', '好', '--sign'])
    expect([signed.code, signed.json()]).toMatchObject([0, { decision: { unsignedClauses: [] } }])
  })

  it('sends once, retries, cancels', async () => {
    await run(['sync'])
    const { letter } = (await decide('accept')).json<{ letter: { id: string } }>()
    // The seconds in which it can be taken back are not over.
    expect(await letters('--deliver')).toMatchObject([{ id: letter.id, state: 'queued', reason: 'undo-window' }])
    expect(await letters('--retry', letter.id)).toMatchObject([{ state: 'sent' }])
    expect(await letters('--deliver')).toMatchObject([{ state: 'sent' }])
    expect(readdirSync(path.join(folder, 'mail/outgoing'))).toHaveLength(1)
    const late = await run(['outbox', '--cancel', letter.id])
    expect([late.code, late.json()]).toMatchObject([1, { error: { code: 'letter-not-cancellable' } }])

    const second = (await run(['decide', '2609-001', 'withdraw', '--reason', '作者来电'])).json<{
      letter: { id: string }
    }>()
    const cancelled = await letters('--cancel', second.letter.id)
    expect(cancelled.find(({ id }) => id === second.letter.id)).toMatchObject({ state: 'cancelled' })
    expect(readdirSync(path.join(folder, 'mail/outgoing'))).toHaveLength(1)
  })

  it('says when a letter that was due was not sent', async () => {
    await run(['sync'])
    const { letter } = (await decide('accept')).json<{ letter: { id: string } }>()
    rmSync(path.join(folder, 'mail'), { recursive: true })
    writeFileSync(path.join(folder, 'mail'), 'a file where the folder was')
    const { code, json, stderr } = await run(['outbox', '--retry', letter.id])
    expect([code, json()]).toMatchObject([1, { letters: [{ state: 'queued', reason: 'disk', attempts: 1 }] }])
    expect(stderr).toContain('1 letter was not sent')
  })
})
