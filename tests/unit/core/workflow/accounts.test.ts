import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listAccounts } from '@core/store/repositories/desk'
import {
  addAccount,
  changeAccount,
  describeAccounts,
  removeAccount,
  setIntake,
  setPassword,
  type NewAccount,
} from '@core/workflow/accounts'
import { sendFromAccount } from '@core/workflow/letters'
import { getLetter, listLetters } from '@core/store/repositories/decisions'
import { getCursor, setCursor } from '@core/store/repositories/mailboxes'
import { insertPlace, placesOfMessage } from '@core/store/repositories/messages'
import { KeyringError, noKeyring } from '@core/workflow/secrets'
import { DEFAULT_INTAKE } from '@shared/domain/intake'
import type { ImapAccountConfig } from '@shared/domain/mail'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { takeSubmission } from '../../../support/mails'
import { expectRefusal } from '../../../support/rows'
import { decideWithLetter } from '../scenario'

let desk: TestDesk
beforeEach(() => {
  desk = openTestDesk()
})
afterEach(() => desk.close())

const server = { host: 'mail.example', port: 993, security: 'tls' } as const
const imap: ImapAccountConfig = {
  kind: 'imap',
  address: 'tougao@appcpx.com',
  displayName: '投稿',
  login: 'tougao@appcpx.com',
  imap: server,
  smtp: { ...server, port: 465 },
  folder: 'INBOX',
  ca: null,
}
const add = (change: Partial<NewAccount> = {}) =>
  addAccount(desk.context, { config: imap, password: '授权码 secret', keep: { place: 'session' }, ...change })
const described = () => describeAccounts(desk.context, () => ({ kind: 'never' }))

describe('an account', () => {
  it('is in the record without its password', async () => {
    const { id } = await add()
    expect(await described()).toMatchObject([{ id, password: 'session', config: imap }])
    expect(await desk.context.secrets.get(id)).toBe('授权码 secret')
    const bytes = desk.context.db.serialize()
    expect(bytes.includes(Buffer.from('授权码 secret'))).toBe(false)
  })

  it('asks for its password again after a restart when it was for the session', async () => {
    await add()
    desk = desk.reopen()
    expect(await described()).toMatchObject([{ password: 'missing' }])
  })

  it('needs none when it is a folder', async () => {
    await add({
      config: { kind: 'maildir', address: 'a@b.example', displayName: '', path: '/x' },
      password: null,
      keep: null,
    })
    expect(await described()).toMatchObject([{ password: 'not-needed' }])
  })

  it('is there once, whatever the case of its address', async () => {
    await add()
    await expectRefusal(desk, 'account-exists', () => add({ config: { ...imap, address: 'TouGao@appcpx.com' } }))
  })

  it('added twice at once is there once, and no password of the other is left', async () => {
    const outcomes = await Promise.allSettled([add(), add()])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(listAccounts(desk.context.db)).toHaveLength(1)
  })

  it('is not added when its folder is not named whole or its password cannot be kept', async () => {
    await expectRefusal(desk, 'path-not-absolute', () =>
      add({ config: { kind: 'maildir', address: 'a@b.example', displayName: '', path: 'mail' } }),
    )
    await expectRefusal(desk, 'keyring-unavailable', () => add({ keep: { place: 'keyring' } }))
    expect(listAccounts(desk.context.db)).toEqual([])
  })

  it('that is gone is told even when the keyring does not let its password go', async () => {
    desk.close()
    const keyring = { ...noKeyring, remove: () => Promise.reject(new KeyringError('locked')) }
    desk = openTestDesk({ keyring })
    const { id } = await add()
    desk.events.length = 0
    await expect(removeAccount(desk.context, id)).rejects.toThrow('locked')
    expect(await described()).toEqual([])
    expect(desk.events).toEqual([{ type: 'changed', scopes: ['accounts', 'letters', 'submissions', 'desk'] }])
  })

  it('takes its password with it', async () => {
    const { id } = await add()
    await removeAccount(desk.context, id)
    expect(await desk.context.secrets.get(id)).toBeNull()
    expect(await described()).toEqual([])
    await expectRefusal(desk, 'not-found', () => removeAccount(desk.context, id))
    await expectRefusal(desk, 'not-found', () => setPassword(desk.context, id, 'x', { place: 'session' }))
  })
})

describe('an account that is changed', () => {
  const change = (accountId: string, changed: Partial<ImapAccountConfig>, password: string | null = null) =>
    changeAccount(desk.context, {
      accountId,
      config: { ...imap, ...changed },
      password,
      keep: password === null ? null : { place: 'session' },
    })

  it('keeps its password unless another is given', async () => {
    const { id } = await add()
    await change(id, { displayName: '编辑部' })
    expect(await described()).toMatchObject([{ id, config: { displayName: '编辑部' }, password: 'session' }])
    expect(await desk.context.secrets.get(id)).toBe('授权码 secret')
    await change(id, {}, 'new one')
    expect(await desk.context.secrets.get(id)).toBe('new one')
  })

  it('keeps its address while letters wait, and what else is changed reaches them', async () => {
    const { id } = await add()
    const { letter } = decideWithLetter(desk.context, await takeSubmission(desk.context), 'reject')
    await expectRefusal(desk, 'letters-waiting', () => change(id, { address: 'other@appcpx.com' }))
    await change(id, { address: 'TOUGAO@appcpx.com', smtp: { ...server, port: 994 } })
    expect(getLetter(desk.context.db, letter!.id)).toMatchObject({ accountId: id, state: 'queued' })
    expect(await described()).toMatchObject([{ waitingLetters: 1, config: { smtp: { port: 994 } } }])
  })

  it('takes another address when nothing waits, but not one that is there', async () => {
    const { id } = await add()
    await add({ config: { ...imap, address: 'b@appcpx.com' } })
    await expectRefusal(desk, 'account-exists', () => change(id, { address: 'B@appcpx.com' }))
    await change(id, { address: 'c@appcpx.com' })
    expect((await described()).map(({ config }) => config.address).toSorted()).toEqual(['b@appcpx.com', 'c@appcpx.com'])
  })

  it('cannot become a folder', async () => {
    const { id } = await add()
    await expectRefusal(desk, 'account-kind-fixed', () =>
      changeAccount(desk.context, {
        accountId: id,
        config: { kind: 'maildir', address: imap.address, displayName: '', path: '/mail' },
        password: null,
        keep: null,
      }),
    )
  })

  it('at another server is looked through from the beginning, and old UIDs name nothing there', async () => {
    const { id } = await add()
    const { db } = desk.context
    await takeSubmission(desk.context)
    const hash = db.prepare('SELECT hash FROM messages').pluck().get() as string
    const place = { accountId: id, folder: 'INBOX', uidValidity: '1', uid: '7' }
    insertPlace(db, { ...place, hash, flags: [] })
    setCursor(db, { accountId: id, folder: 'INBOX' }, { uidValidity: '1', lastUid: 7, modseq: null }, 0)
    await change(id, { imap: { ...server, port: 143, security: 'starttls' } })
    expect(getCursor(db, { accountId: id, folder: 'INBOX' })).not.toBeNull()
    await change(id, { imap: { ...server, host: 'elsewhere.example' } })
    expect(getCursor(db, { accountId: id, folder: 'INBOX' })).toBeNull()
    expect(placesOfMessage(db, hash).filter(({ uidValidity }) => uidValidity === '1')).toEqual([])
  })
})

describe('what an account takes in', () => {
  it('is set with the account itself, before anything is pulled', async () => {
    const intake = { ...DEFAULT_INTAKE, since: '2026-09-01', folders: ['投稿'] }
    await add({ intake })
    expect(await described()).toMatchObject([{ intake }])
    desk = desk.reopen()
    expect(await described()).toMatchObject([{ intake }])
  })

  it('is everything and nothing is written back until it is set', async () => {
    const { id } = await add()
    expect(await described()).toMatchObject([{ intake: DEFAULT_INTAKE }])
    setIntake(desk.context, id, { ...DEFAULT_INTAKE, writeBack: { seen: true, keywords: true, folders: {} } })
    expect(await described()).toMatchObject([{ intake: { writeBack: { seen: true, keywords: true } } }])
    await expectRefusal(desk, 'not-found', () => setIntake(desk.context, 'nobody', DEFAULT_INTAKE))
  })

  it('writes nothing back to a folder of this computer', async () => {
    const { id } = await add({
      config: { kind: 'maildir', address: 'a@b.example', displayName: '', path: '/x' },
      password: null,
      keep: null,
    })
    setIntake(desk.context, id, { ...DEFAULT_INTAKE, writeBack: { seen: true, keywords: true, folders: {} } })
    expect(await described()).toMatchObject([{ intake: DEFAULT_INTAKE }])
  })
})

describe('a letter whose account is removed', () => {
  it('fails with that reason and is sent by another account, from its address', async () => {
    const { id } = await add()
    const { letter } = decideWithLetter(desk.context, await takeSubmission(desk.context), 'reject')
    await removeAccount(desk.context, id)
    expect(getLetter(desk.context.db, letter!.id)).toMatchObject({ state: 'failed', reason: 'account-removed' })
    const other = await add({ config: { ...imap, address: 'b@appcpx.com', displayName: '备用' } })
    sendFromAccount(desk.context, letter!.id, other.id)
    expect(getLetter(desk.context.db, letter!.id)).toMatchObject({
      state: 'queued',
      accountId: other.id,
      from: { name: '备用', address: 'b@appcpx.com' },
      messageId: letter!.messageId,
      notBefore: desk.clock.now(),
    })
    expect(listLetters(desk.context.db, 10)).toHaveLength(1)
  })
})
