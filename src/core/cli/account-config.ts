/** What an account is made of, from the options of `account add`. */
import path from 'node:path'
import { accountConfigSchema, type AccountConfig, type MailSecurity, type MailServer } from '@shared/domain/mail'
import { presetFor } from '@shared/domain/provider-presets'
import { readNamed } from './check-file'
import type { Cli } from './command'
import { CommandFailure, UsageError } from './failure'

export interface AccountOptions {
  readonly address?: string
  readonly name?: string
  readonly imap?: string
  readonly smtp?: string
  readonly ca?: string
  readonly folder?: string
  readonly maildir?: string
  /** From which day on mail is work. */
  readonly since?: string
}

/** The house's own address: a Maildir names none. */
const DEFAULT_ADDRESS = 'tougao@appcpx.com'

export async function accountConfigOf(cli: Cli, options: AccountOptions): Promise<AccountConfig> {
  const { maildir, imap, smtp, ca, folder } = options
  const displayName = options.name ?? ''
  if (maildir !== undefined) {
    if ([imap, smtp, ca, folder].some((option) => option !== undefined)) {
      throw new UsageError('cli.usage.maildir-alone')
    }
    return valid({
      kind: 'maildir',
      address: options.address ?? DEFAULT_ADDRESS,
      displayName,
      path: path.resolve(cli.host.cwd, maildir),
    })
  }
  if (options.address === undefined) throw new UsageError('cli.usage.mandatory-option', { what: '--address' })
  const preset = presetFor(options.address)
  const authority = ca === undefined ? null : await readAuthority(cli, ca)
  const trusted = authority !== null
  const receiving = imap === undefined ? null : serverOf(imap, '--imap', IMAP, trusted)
  const sending = smtp === undefined ? null : serverOf(smtp, '--smtp', SMTP, trusted)
  const known = preset !== null && preset.id !== 'any' ? preset : null
  const servers = { imap: receiving?.server ?? known?.imap, smtp: sending?.server ?? known?.smtp }
  if (servers.imap === undefined || servers.smtp === undefined) {
    throw new CommandFailure('servers-unknown', { address: options.address })
  }
  return valid({
    kind: 'imap',
    address: options.address,
    displayName,
    login: receiving?.login ?? sending?.login ?? options.address,
    imap: servers.imap,
    smtp: servers.smtp,
    folder: folder ?? 'INBOX',
    ca: authority,
  })
}

interface Scheme {
  readonly tls: { readonly name: string; readonly port: number }
  readonly plain: { readonly name: string; readonly port: number }
}
const IMAP: Scheme = { tls: { name: 'imaps:', port: 993 }, plain: { name: 'imap:', port: 143 } }
const SMTP: Scheme = { tls: { name: 'smtps:', port: 465 }, plain: { name: 'smtp:', port: 587 } }

/**
 * A server from its address: `imaps://HOST[:PORT]` is TLS, `imap://` is STARTTLS, which has to succeed. Without
 * encryption only on this machine itself (`imap://127.0.0.1` and no `--ca`) or where `?security=none` says so.
 */
function serverOf(
  address: string,
  option: string,
  scheme: Scheme,
  trusted: boolean,
): { server: MailServer; login: string | null } {
  const url = URL.canParse(address) ? new URL(address) : null
  const form = url?.protocol === scheme.tls.name ? 'tls' : url?.protocol === scheme.plain.name ? 'plain' : null
  if (url === null || form === null || url.hostname === '') {
    throw new UsageError('cli.usage.server-url', { what: option, example: `${scheme.tls.name}//mail.example.com` })
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const port = url.port === '' ? scheme[form].port : Number(url.port)
  const asked = url.searchParams.get('security')
  if (asked !== null && asked !== 'none') {
    throw new UsageError('cli.usage.server-url', { what: option, example: `${scheme.tls.name}//mail.example.com` })
  }
  const isLocal = host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
  const plain: MailSecurity = asked === 'none' || (isLocal && !trusted) ? 'none' : 'starttls'
  return {
    server: { host, port, security: form === 'tls' ? 'tls' : plain },
    login: url.username === '' ? null : decodeURIComponent(url.username),
  }
}

async function readAuthority(cli: Cli, file: string): Promise<string> {
  const pem = (await readNamed(cli, file)).toString('utf8')
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) throw new CommandFailure('no-certificate', { path: file })
  return pem
}

function valid(config: AccountConfig): AccountConfig {
  const parsed = accountConfigSchema.safeParse(config)
  if (!parsed.success || !config.address.includes('@')) throw new UsageError('cli.usage.account')
  return parsed.data
}
