import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listAccounts } from '@core/store/repositories/desk'
import { addAccount, describeAccounts, removeAccount, setPassword, type NewAccount } from '@core/workflow/accounts'
import { KeyringError, noKeyring } from '@core/workflow/secrets'
import type { AccountConfig } from '@shared/domain/mail'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { expectRefusal } from '../../../support/rows'

let desk: TestDesk
beforeEach(() => {
  desk = openTestDesk()
})
afterEach(() => desk.close())

const server = { host: 'mail.example', port: 993, security: 'tls' } as const
const imap: AccountConfig = {
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
    expect(desk.events).toEqual([{ type: 'changed', scopes: ['accounts', 'desk'] }])
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
