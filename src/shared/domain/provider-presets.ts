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
  'netease-vip',
  'qq',
  'exmail',
  'aliyun',
  'netease-enterprise',
  'netease-enterprise-hz',
  'feishu',
  'aliyun-personal',
  'sina',
  'sohu',
  '139',
  '189',
  'wo',
  'gmail',
  'icloud',
  'outlook',
  'any',
] as const
export type ProviderId = (typeof providerIds)[number]

/** Who hosts the mail of a company's own domain, most often; its name does not tell, so the form asks. */
export const hostedProviderIds = [
  'exmail',
  'aliyun',
  'netease-enterprise',
  'netease-enterprise-hz',
  'feishu',
] as const satisfies readonly ProviderId[]

export interface ProviderPreset {
  readonly id: ProviderId
  /** Domains that belong to this provider alone. Hosted domains (`exmail`, …) cannot be told by name. */
  readonly domains: readonly string[]
  readonly imap: MailServer
  readonly smtp: MailServer
  readonly password: PasswordKind
  /** What is sent by its SMTP server lies in the folder of sent mail by itself, always. */
  readonly filesSent?: true
}

const tls = (host: string, port: number): MailServer => ({ host, port, security: 'tls' })

/** `{domain}` in a host stands for the address's own. */
export const PROVIDER_PRESETS: readonly ProviderPreset[] = [
  ownServers('163', ['163.com'], 'authorization-code'),
  ownServers('126', ['126.com'], 'authorization-code'),
  ownServers('yeah', ['yeah.net'], 'authorization-code'),
  ownServers('netease-vip', ['vip.163.com', 'vip.126.com', '188.com', 'vip.188.com'], 'authorization-code'),
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
    id: 'aliyun',
    domains: ['qiye.aliyun.com'],
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
    // The same service in another computing centre, with names of its own.
    id: 'netease-enterprise-hz',
    domains: ['hzqiye.ntesmail.com'],
    imap: tls('imaphz.qiye.163.com', 993),
    smtp: tls('smtphz.qiye.163.com', 465),
    password: 'authorization-code',
  },
  {
    id: 'feishu',
    domains: [],
    imap: tls('imap.feishu.cn', 993),
    smtp: tls('smtp.feishu.cn', 465),
    password: 'app-password',
  },
  {
    id: 'aliyun-personal',
    domains: ['aliyun.com'],
    imap: tls('imap.aliyun.com', 993),
    smtp: tls('smtp.aliyun.com', 465),
    password: 'authorization-code',
  },
  ownServers('sina', ['sina.com', 'sina.cn', 'vip.sina.com', 'vip.sina.cn'], 'authorization-code'),
  ownServers('sohu', ['sohu.com'], 'app-password'),
  ownServers('139', ['139.com'], 'authorization-code'),
  ownServers('189', ['189.cn'], 'authorization-code'),
  ownServers('wo', ['wo.cn'], 'password'),
  {
    id: 'gmail',
    domains: ['gmail.com', 'googlemail.com'],
    imap: tls('imap.gmail.com', 993),
    smtp: tls('smtp.gmail.com', 465),
    password: 'app-password',
    filesSent: true,
  },
  {
    id: 'icloud',
    domains: ['icloud.com', 'me.com', 'mac.com'],
    imap: tls('imap.mail.me.com', 993),
    smtp: { host: 'smtp.mail.me.com', port: 587, security: 'starttls' },
    password: 'app-password',
  },
  {
    // Microsoft takes OAuth only; a password is refused whatever it is, so the form says so before anyone tries.
    id: 'outlook',
    domains: [
      'outlook.com',
      'outlook.cn',
      'hotmail.com',
      'live.com',
      'live.cn',
      'msn.com',
      'office365.com',
      'onmicrosoft.com',
      'partner.onmschina.cn',
    ],
    imap: tls('outlook.office365.com', 993),
    smtp: { host: 'smtp.office365.com', port: 587, security: 'starttls' },
    password: 'refused',
  },
]

/** The servers of an address by its domain; `any` guesses `imap.` and `smtp.` of the domain. Null for no address. */
export function presetFor(address: string): ProviderPreset | null {
  const domain = domainOf(address)
  if (domain === null) return null
  const known = PROVIDER_PRESETS.find(({ domains }) => domains.some((one) => belongsTo(domain, one)))
  return withHosts(known ?? guess, domain)
}

/** Whether the server at `host` files what is sent by it, whosever domain the address is of. */
export function filesSentItself(host: string): boolean {
  return PROVIDER_PRESETS.some(({ smtp, filesSent }) => filesSent === true && smtp.host === host.toLowerCase())
}

/** A provider's servers when it was chosen by hand, for an address that need not be one of its domains. */
export function presetOf(id: ProviderId, address: string): ProviderPreset | null {
  const domain = domainOf(address)
  const preset = PROVIDER_PRESETS.find((each) => each.id === id) ?? guess
  const own = domain !== null && preset.domains.some((one) => belongsTo(domain, one)) ? domain : preset.domains[0]
  const named = preset.id === 'any' ? domain : (own ?? '')
  return named === null ? null : withHosts(preset, named)
}

const guess: ProviderPreset = {
  id: 'any',
  domains: [],
  imap: tls('imap.{domain}', 993),
  smtp: tls('smtp.{domain}', 465),
  password: 'password',
}

/** Every company at Microsoft has a name below `onmicrosoft.com`, at NetEase one below `hzqiye.ntesmail.com`. */
function belongsTo(domain: string, provider: string): boolean {
  const hosting = provider === 'onmicrosoft.com' || provider.endsWith('onmschina.cn') || provider.includes('ntesmail')
  return domain === provider || (hosting && domain.endsWith(`.${provider}`))
}

function withHosts(preset: ProviderPreset, domain: string): ProviderPreset {
  const named = (server: MailServer): MailServer => ({ ...server, host: server.host.replace('{domain}', domain) })
  return { ...preset, imap: named(preset.imap), smtp: named(preset.smtp) }
}

/** A provider whose servers are named after its domains. */
function ownServers(id: ProviderId, domains: readonly string[], password: PasswordKind): ProviderPreset {
  return { id, domains, imap: tls('imap.{domain}', 993), smtp: tls('smtp.{domain}', 465), password }
}

/** The domain of an address, lower case; null unless it is an address a mailbox can have. */
function domainOf(address: string): string | null {
  const match = /^[^\s@]+@((?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63})$/i.exec(address.trim())
  return match?.[1]?.toLowerCase() ?? null
}
