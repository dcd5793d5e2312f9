/** The servers of mail providers, by the address. Codes only: the form has the sentences and where to get a code. */
import type { MailServer } from '@shared/domain/mail'

/** What the provider wants in the password field; `refused` takes no password at all (OAuth2 only). */
export type PasswordKind = 'authorization-code' | 'app-password' | 'password' | 'refused'

export interface ProviderPreset {
  readonly id: '163' | '126' | 'yeah' | 'qq' | 'exmail' | 'aliyun' | 'netease-enterprise' | 'gmail' | 'outlook' | 'any'
  readonly imap: MailServer
  readonly smtp: MailServer
  readonly password: PasswordKind
}

interface Provider extends ProviderPreset {
  /** Domains of its addresses; empty for those that serve their customers' own domains. */
  readonly domains: readonly string[]
}

const IMAPS_PORT = 993
const SMTPS_PORT = 465
const SUBMISSION_PORT = 587

function tls(host: string, port: number): MailServer {
  return { host, port, security: 'tls' }
}

function provider(
  id: ProviderPreset['id'],
  imap: string,
  smtp: string,
  password: PasswordKind,
  domains: readonly string[],
): Provider {
  return { id, imap: tls(imap, IMAPS_PORT), smtp: tls(smtp, SMTPS_PORT), password, domains }
}

export const PROVIDER_PRESETS: readonly Provider[] = [
  provider('163', 'imap.163.com', 'smtp.163.com', 'authorization-code', ['163.com']),
  provider('126', 'imap.126.com', 'smtp.126.com', 'authorization-code', ['126.com']),
  provider('yeah', 'imap.yeah.net', 'smtp.yeah.net', 'authorization-code', ['yeah.net']),
  provider('qq', 'imap.qq.com', 'smtp.qq.com', 'authorization-code', ['qq.com', 'vip.qq.com', 'foxmail.com']),
  provider('exmail', 'imap.exmail.qq.com', 'smtp.exmail.qq.com', 'authorization-code', ['exmail.qq.com']),
  provider('aliyun', 'imap.qiye.aliyun.com', 'smtp.qiye.aliyun.com', 'app-password', []),
  provider('netease-enterprise', 'imap.qiye.163.com', 'smtp.qiye.163.com', 'authorization-code', []),
  provider('gmail', 'imap.gmail.com', 'smtp.gmail.com', 'app-password', ['gmail.com', 'googlemail.com']),
  {
    id: 'outlook',
    imap: tls('outlook.office365.com', IMAPS_PORT),
    smtp: { host: 'smtp.office365.com', port: SUBMISSION_PORT, security: 'starttls' },
    password: 'refused',
    domains: ['outlook.com', 'hotmail.com', 'live.com', 'live.cn', 'msn.com', 'outlook.cn'],
  },
]

/**
 * The servers of an address. A domain that is nobody's gets `any`: the customary names under it, to be tried and
 * corrected (Exmail, Aliyun and Netease serve such domains and can be chosen by hand). Null when it is no address.
 */
export function presetFor(address: string): ProviderPreset | null {
  const match = /^[^\s@]+@((?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63})$/i.exec(address.trim())
  const domain = match?.[1]?.toLowerCase()
  if (domain === undefined) return null
  const known = PROVIDER_PRESETS.find((one) => one.domains.includes(domain))
  return known ?? provider('any', `imap.${domain}`, `smtp.${domain}`, 'password', [])
}
