/** What the account form holds while it is filled in, and what becomes of it. Pure. */
import type { PasswordKeep } from '@shared/domain/account'
import type { AccountConfig, MailSecurity, MailServer } from '@shared/domain/mail'
import {
  presetFor,
  presetOf,
  PROVIDER_PRESETS,
  type PasswordKind,
  type ProviderId,
} from '@shared/domain/provider-presets'

export const keepPlaces = ['keyring', 'session', 'file'] as const
export type KeepPlace = (typeof keepPlaces)[number]

/** The password and where to keep it, as typed. */
export interface SecretDraft {
  readonly password: string
  readonly place: KeepPlace | null
  readonly passphrase: string
  readonly passphraseAgain: string
}

export interface AccountDraft {
  readonly kind: AccountConfig['kind']
  readonly address: string
  readonly displayName: string
  readonly provider: ProviderId
  readonly imap: MailServer
  readonly smtp: MailServer
  /** Once someone touched the servers, the address no longer overwrites them. */
  readonly serversTouched: boolean
  /** Empty: the address. */
  readonly login: string
  readonly folder: string
  readonly ca: string
  readonly path: string
  readonly secret: SecretDraft
}

export type DraftField =
  'address' | 'imap-host' | 'smtp-host' | 'ca' | 'path' | 'password' | 'keep' | 'passphrase' | 'passphrase-again'
export type DraftProblem =
  | 'address-missing'
  | 'host-missing'
  | 'ca-broken'
  | 'path-missing'
  | 'password-missing'
  | 'keep-missing'
  | 'passphrase-short'
  | 'passphrase-differs'
export type DraftProblems = { readonly [Field in DraftField]?: DraftProblem }

const PASSPHRASE_MIN = 8
const emptyServer: MailServer = { host: '', port: 993, security: 'tls' }

/** Where no real keyring is, nothing is chosen beforehand: the user is asked. */
export function emptySecret(keyring: boolean): SecretDraft {
  return { password: '', place: keyring ? 'keyring' : null, passphrase: '', passphraseAgain: '' }
}

export function emptyDraft(keyring: boolean, displayName: string): AccountDraft {
  return {
    kind: 'imap',
    address: '',
    displayName,
    provider: 'any',
    imap: emptyServer,
    smtp: { ...emptyServer, port: 465 },
    serversTouched: false,
    login: '',
    folder: 'INBOX',
    ca: '',
    path: '',
    secret: emptySecret(keyring),
  }
}

/** An account that is there, to be changed. Its servers stay whatever its address becomes. */
export function draftOf(config: AccountConfig, keyring: boolean): AccountDraft {
  const { kind, address, displayName } = config
  const blank = { ...emptyDraft(keyring, displayName), kind, address, serversTouched: true }
  if (config.kind === 'maildir') return { ...blank, path: config.path }
  const { imap, smtp, folder, login, ca } = config
  const preset = presetFor(address)
  const known = PROVIDER_PRESETS.find(({ imap: { host } }) => host === imap.host) ?? preset
  return { ...blank, provider: known?.id ?? 'any', imap, smtp, folder, login, ca: ca ?? '' }
}

/** A new address brings its provider's servers along, unless they were set by hand. */
export function withAddress(draft: AccountDraft, address: string): AccountDraft {
  const preset = presetFor(address)
  if (preset === null || draft.serversTouched) return { ...draft, address }
  return { ...draft, address, provider: preset.id, imap: preset.imap, smtp: preset.smtp }
}

/** Chosen by hand: a company's own domain does not tell who hosts it. */
export function withProvider(draft: AccountDraft, id: ProviderId): AccountDraft {
  const preset = presetOf(id, draft.address)
  if (preset === null) return { ...draft, provider: id, serversTouched: false }
  return { ...draft, provider: id, imap: preset.imap, smtp: preset.smtp, serversTouched: true }
}

/** The port that goes with an encryption, as long as the port is one of the usual ones. */
export function withSecurity(server: MailServer, security: MailSecurity, kind: 'imap' | 'smtp'): MailServer {
  const usual = usualPorts[kind]
  const isUsual = Object.values<number>(usual).includes(server.port)
  return { ...server, security, port: isUsual ? usual[security] : server.port }
}

const usualPorts = {
  imap: { tls: 993, starttls: 143, none: 143 },
  smtp: { tls: 465, starttls: 587, none: 25 },
} as const satisfies Record<'imap' | 'smtp', Record<MailSecurity, number>>

export function passwordKindOf(provider: ProviderId): PasswordKind {
  return PROVIDER_PRESETS.find((preset) => preset.id === provider)?.password ?? 'password'
}

/** What has to be filled in before a test. Saving wants `problemsOfSecret` to be empty as well. */
export function problemsOfServers(draft: AccountDraft, hasPassword = false): DraftProblems {
  return {
    ...(presetFor(draft.address) === null && { address: 'address-missing' as const }),
    ...(draft.kind === 'maildir'
      ? !isAbsolute(draft.path) && { path: 'path-missing' as const }
      : {
          ...(draft.imap.host.trim() === '' && { 'imap-host': 'host-missing' as const }),
          ...(draft.smtp.host.trim() === '' && { 'smtp-host': 'host-missing' as const }),
          ...(draft.ca.trim() !== '' && !looksLikePem(draft.ca) && { ca: 'ca-broken' as const }),
          ...(draft.secret.password === '' && !hasPassword && { password: 'password-missing' as const }),
        }),
  }
}

export function problemsOfSecret(secret: SecretDraft): DraftProblems {
  return {
    ...(secret.password === '' && { password: 'password-missing' as const }),
    ...(secret.place === null && { keep: 'keep-missing' as const }),
    ...(secret.place === 'file' && {
      ...(secret.passphrase.length < PASSPHRASE_MIN && { passphrase: 'passphrase-short' as const }),
      ...(secret.passphrase !== secret.passphraseAgain && { 'passphrase-again': 'passphrase-differs' as const }),
    }),
  }
}

export function problemsOf(draft: AccountDraft): DraftProblems {
  return { ...problemsOfServers(draft), ...(draft.kind === 'imap' && problemsOfSecret(draft.secret)) }
}

export function configOf(draft: AccountDraft): AccountConfig {
  const address = draft.address.trim()
  const displayName = draft.displayName.trim()
  if (draft.kind === 'maildir') return { kind: 'maildir', address, displayName, path: draft.path.trim() }
  return {
    kind: 'imap',
    address,
    displayName,
    login: draft.login.trim() === '' ? address : draft.login.trim(),
    imap: { ...draft.imap, host: draft.imap.host.trim() },
    smtp: { ...draft.smtp, host: draft.smtp.host.trim() },
    folder: draft.folder.trim() === '' ? 'INBOX' : draft.folder.trim(),
    ca: draft.ca.trim() === '' ? null : draft.ca.trim(),
  }
}

/** Null while no place is chosen. */
export function keepOf(secret: SecretDraft): PasswordKeep | null {
  if (secret.place === null) return null
  return secret.place === 'file' ? { place: 'file', passphrase: secret.passphrase } : { place: secret.place }
}

function isAbsolute(path: string): boolean {
  return /^(?:\/|[a-z]:[\\/]|\\\\)/i.test(path.trim())
}

function looksLikePem(text: string): boolean {
  return /^-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]+-----END (?:TRUSTED )?CERTIFICATE-----$/.test(text.trim())
}
