import type { ImapAccountConfig, MailServer } from '@shared/domain/mail'

/** An account on loopback without TLS, as a scripted server wants it. */
export function plainAccount(port: number, rest: Partial<ImapAccountConfig> = {}): ImapAccountConfig {
  const server: MailServer = { host: '127.0.0.1', port, security: 'none' }
  return {
    kind: 'imap',
    address: 'desk@example.com',
    displayName: '投稿台',
    login: 'desk@example.com',
    imap: server,
    smtp: server,
    folder: 'INBOX',
    ca: null,
    ...rest,
  }
}
