/**
 * The servers of the mailboxes people have, as their providers document them. Data, no behaviour but
 * the look-up: the form fills itself in from it and says in words where each provider hands out the
 * password (`account.hint.<id>`).
 */
import type { MailServer } from './mail'

/** What the provider wants in the password field. Codes; the form has the sentences. */
export type PasswordKind = 'authorization-code' | 'app-password' | 'password' | 'refused'

export const providerIds = [
  '163',
  '126',
  'yeah',
  'qq',
  'exmail',
  'aliyun',
  'aliyun-personal',
  'netease-enterprise',
  'gmail',
  'outlook',
  'any',
] as const
export type ProviderId = (typeof providerIds)[number]

export interface ProviderPreset {
  readonly id: ProviderId
  /** Domains that belong to this provider alone. Hosted domains (`exmail`, …) cannot be told by name. */
  readonly domains: readonly string[]
  readonly imap: MailServer
  readonly smtp: MailServer
  readonly password: PasswordKind
}

const tls = (host: string, port: number): MailServer => ({ host, port, security: 'tls' })

export const PROVIDER_PRESETS: readonly ProviderPreset[] = [
  netease('163', '163.com'),
  netease('126', '126.com'),
  netease('yeah', 'yeah.net'),
  {
    id: 'qq',
    domains: ['qq.com', 'vip.qq.com', 'foxmail.com'],
    imap: tls('imap.qq.com', 993),
    smtp: tls('smtp.qq.com', 465),
    password: 'authorization-code',
  },
  {
    id: 'exmail',
    domains: ['exmail.qq.com'],
    imap: tls('imap.exmail.qq.com', 993),
    smtp: tls('smtp.exmail.qq.com', 465),
    password: 'app-password',
  },
  {
    id: 'aliyun-personal',
    domains: ['aliyun.com'],
    imap: tls('imap.aliyun.com', 993),
    smtp: tls('smtp.aliyun.com', 465),
    password: 'authorization-code',
  },
  {
    id: 'aliyun',
    domains: [],
    imap: tls('imap.qiye.aliyun.com', 993),
    smtp: tls('smtp.qiye.aliyun.com', 465),
    password: 'app-password',
  },
  {
    id: 'netease-enterprise',
    domains: ['qiye.163.com'],
    imap: tls('imap.qiye.163.com', 993),
    smtp: tls('smtp.qiye.163.com', 994),
    password: 'authorization-code',
  },
  {
    id: 'gmail',
    domains: ['gmail.com', 'googlemail.com'],
    imap: tls('imap.gmail.com', 993),
    smtp: tls('smtp.gmail.com', 465),
    password: 'app-password',
  },
  {
    // Microsoft takes OAuth only; a password is refused whatever it is, so the form says so before anyone tries.
    id: 'outlook',
    domains: ['outlook.com', 'hotmail.com', 'live.com', 'live.cn', 'msn.com', 'outlook.cn', 'office365.com'],
    imap: tls('outlook.office365.com', 993),
    smtp: { host: 'smtp.office365.com', port: 587, security: 'starttls' },
    password: 'refused',
  },
]

/** The servers of an address by its domain; `any` guesses `imap.` and `smtp.` of the domain. Null for no address. */
export function presetFor(address: string): ProviderPreset | null {
  const domain = domainOf(address)
  if (domain === null) return null
  const known = PROVIDER_PRESETS.find((preset) => preset.domains.includes(domain))
  return (
    known ?? {
      id: 'any',
      domains: [],
      imap: tls(`imap.${domain}`, 993),
      smtp: tls(`smtp.${domain}`, 465),
      password: 'password',
    }
  )
}

function netease(id: '163' | '126' | 'yeah', domain: string): ProviderPreset {
  return {
    id,
    domains: [domain],
    imap: tls(`imap.${domain}`, 993),
    smtp: tls(`smtp.${domain}`, 465),
    password: 'authorization-code',
  }
}

/** The domain of an address, lower case; null unless it is an address a mailbox can have. */
function domainOf(address: string): string | null {
  const match = /^[^\s@]+@((?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63})$/i.exec(address.trim())
  return match?.[1]?.toLowerCase() ?? null
}
