/** Why a command ends without having done what it was asked: codes with parameters, said in words at the very end. */
import type { Refusal } from '@shared/domain/refusal'
import type { MessageKey, MessageParams } from '@shared/i18n/translate'
import type { DeskOpenFailure } from '../workflow/open-desk'

export type Say = (key: MessageKey, params?: MessageParams) => string

/** Codes that only the command line has; those of the desk are its refusals. */
export type FailureCode =
  | 'not-built'
  | 'not-printed'
  | 'no-such-submission'
  | 'no-such-message'
  | 'no-such-author'
  | 'no-such-account'
  | 'no-such-letter'
  | 'no-such-article'
  | 'no-manuscript'
  | 'quarantined'
  | 'path-not-found'
  | 'file-unreadable'
  | 'file-unwritable'
  | 'not-converted'
  | 'passphrase-missing'
  | 'passphrase-short'
  | 'password-missing'
  | 'servers-unknown'
  | 'no-certificate'
  | 'profile-older'

/** The command did not do its work and says why. Exit code 1. */
export class CommandFailure extends Error {
  readonly code: FailureCode
  readonly params: MessageParams
  constructor(code: FailureCode, params: MessageParams = {}) {
    super(`${code} ${JSON.stringify(params)}`)
    this.name = 'CommandFailure'
    this.code = code
    this.params = params
  }
}

/** The profile was not opened. Exit code 1. */
export class OpenFailed extends Error {
  readonly failure: DeskOpenFailure
  readonly profileDir: string
  constructor(failure: DeskOpenFailure, profileDir: string) {
    super(`the profile ${profileDir} was not opened: ${failure.code}`)
    this.name = 'OpenFailed'
    this.failure = failure
    this.profileDir = profileDir
  }
}

/** The command was called in a way that it has not. Exit code 2. */
export class UsageError extends Error {
  readonly key: MessageKey
  readonly params: MessageParams
  constructor(key: MessageKey, params: MessageParams = {}) {
    super(key)
    this.name = 'UsageError'
    this.key = key
    this.params = params
  }
}

/** A failure as it is printed: one JSON value with `--json`, a sentence in any case. */
export interface SaidFailure {
  readonly json: { readonly error: { readonly code: string; readonly params: MessageParams } }
  readonly sentence: string
}

/** Says an expected failure in words, or returns null for a bug. */
export async function sayFailure(error: unknown, say: Say): Promise<SaidFailure | null> {
  if (error instanceof CommandFailure) {
    return said(error.code, error.params, say(`cli.failure.${error.code}`, error.params))
  }
  if (error instanceof OpenFailed) return sayOpenFailure(error, say)
  const { refusalFrom } = await import('../workflow/refuse')
  const refusal = refusalFrom(error)
  if (refusal !== null) return sayRefusal(refusal, say)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return sayOpenFailure(new OpenFailed({ code: 'damaged', detail: (error as Error).message }, ''), say)
  }
  return null
}

export function sayRefusal({ code, params }: Refusal, say: Say): SaidFailure {
  return said(code, params, say(`refusal.${code}`, params))
}

function sayOpenFailure({ failure, profileDir }: OpenFailed, say: Say): SaidFailure {
  if (failure.code === 'locked') return sayRefusal({ code: 'profile-locked', params: {} }, say)
  const { code, ...params } = failure
  if (code === 'newer' && failure.found < failure.known) {
    return said('profile-older', params, say('cli.failure.profile-older', params))
  }
  const sentences = [say(`open-failed.${code}-what`, params), say(`open-failed.${code}-do`, params)].join(' ')
  return said(code, { ...params, profile: profileDir }, `${say(`open-failed.${code}`)} (${profileDir}). ${sentences}`)
}

function said(code: string, params: MessageParams, sentence: string): SaidFailure {
  return { json: { error: { code, params } }, sentence }
}
