import {
  configOf,
  emptyDraft,
  keepOf,
  problemsOf,
  problemsOfSecret,
  problemsOfServers,
  withAddress,
  withProvider,
  withSecurity,
} from '@renderer/features/settings/account-draft'
import { presetFor } from '@shared/domain/provider-presets'
import { describe, expect, it } from 'vitest'

const draft = emptyDraft(true, '苏')

describe('withAddress', () => {
  it('fills in the servers of a known provider', () => {
    const filled = withAddress(draft, 'desk@vip.qq.com')
    expect(filled.provider).toBe('qq')
    expect(filled.imap).toEqual({ host: 'imap.qq.com', port: 993, security: 'tls' })
    expect(filled.smtp).toEqual({ host: 'smtp.qq.com', port: 465, security: 'tls' })
  })

  it('guesses by the domain of an unknown one', () => {
    expect(withAddress(draft, 'tougao@appcpx.com').imap.host).toBe('imap.appcpx.com')
  })

  it('leaves servers alone that were set by hand', () => {
    const byHand = {
      ...draft,
      serversTouched: true,
      imap: { host: '127.0.0.1', port: 1993, security: 'none' as const },
    }
    expect(withAddress(byHand, 'a@163.com').imap.host).toBe('127.0.0.1')
  })

  it('takes half an address without servers', () => {
    expect(withAddress(draft, 'tougao@').imap.host).toBe('')
  })
})

describe('withProvider', () => {
  it('keeps a company domain with the servers of its host when the address changes again', () => {
    const chosen = withProvider(withAddress(draft, 'tougao@appcpx.com'), 'exmail')
    expect(withAddress(chosen, 'tougao2@appcpx.com').imap.host).toBe('imap.exmail.qq.com')
  })

  it('goes back to guessing', () => {
    const chosen = withProvider(withProvider(withAddress(draft, 'tougao@appcpx.com'), 'exmail'), 'any')
    expect(chosen.smtp.host).toBe('smtp.appcpx.com')
  })
})

describe('withSecurity', () => {
  it('moves a usual port along and leaves an own port', () => {
    expect(withSecurity({ host: 'h', port: 465, security: 'tls' }, 'starttls', 'smtp').port).toBe(587)
    expect(withSecurity({ host: 'h', port: 1993, security: 'tls' }, 'none', 'imap').port).toBe(1993)
  })
})

describe('problems', () => {
  it('names every blank of an empty mailbox', () => {
    expect(problemsOf(draft)).toEqual({
      address: 'address-missing',
      'imap-host': 'host-missing',
      'smtp-host': 'host-missing',
      password: 'password-missing',
    })
  })

  it('asks where to keep the password when there is no keyring', () => {
    const secret = { ...emptyDraft(false, '').secret, password: 'x' }
    expect(problemsOfSecret(secret)).toEqual({ keep: 'keep-missing' })
    expect(keepOf(secret)).toBeNull()
  })

  it('wants a passphrase of eight characters, twice', () => {
    const secret = { password: 'x', place: 'file' as const, passphrase: 'seven77', passphraseAgain: 'other' }
    expect(problemsOfSecret(secret)).toEqual({
      passphrase: 'passphrase-short',
      'passphrase-again': 'passphrase-differs',
    })
    const good = { ...secret, passphrase: 'eight888', passphraseAgain: 'eight888' }
    expect(problemsOfSecret(good)).toEqual({})
    expect(keepOf(good)).toEqual({ place: 'file', passphrase: 'eight888' })
  })

  it('wants no password and no servers for a folder, but its full path', () => {
    const folder = { ...draft, kind: 'maildir' as const, address: 'tougao@appcpx.com', path: 'Mail/inbox' }
    expect(problemsOf(folder)).toEqual({ path: 'path-missing' })
    expect(problemsOf({ ...folder, path: '/srv/mail' })).toEqual({})
    expect(problemsOf({ ...folder, path: 'D:\\mail' })).toEqual({})
  })

  it('does not send what is no certificate', () => {
    const filled = withAddress({ ...draft, ca: 'hello' }, 'a@163.com')
    expect(problemsOfServers(filled)['ca']).toBe('ca-broken')
    const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'
    expect(problemsOfServers({ ...filled, ca: pem })['ca']).toBeUndefined()
  })
})

describe('configOf', () => {
  it('takes the address as login and INBOX as folder when they are blank', () => {
    expect(configOf({ ...withAddress(draft, ' a@163.com '), folder: ' ' })).toMatchObject({
      kind: 'imap',
      address: 'a@163.com',
      login: 'a@163.com',
      folder: 'INBOX',
      ca: null,
    })
  })
})

describe('presetFor', () => {
  it.each(['', 'a', '@163.com', 'a@', 'a@b', 'a@b..c', 'a@ 163.com x'])('has none for %j', (address) => {
    expect(presetFor(address)).toBeNull()
  })

  it('reads the domain without regard to case', () => {
    expect(presetFor('A@Foxmail.COM')?.id).toBe('qq')
  })
})
