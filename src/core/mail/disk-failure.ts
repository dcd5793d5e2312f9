/** Errors of the file system as failures of an account. */
import type { ConnectionFailure } from '@shared/domain/mail'

export function diskFailure(error: unknown): ConnectionFailure {
  const code = codeOf(error)
  const detail = error instanceof Error ? error.message : String(error)
  if (code === 'ENOENT' || code === 'ENOTDIR') return { step: 'disk', code: 'not-found', detail }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOSPC' || code === 'EDQUOT') {
    return { step: 'disk', code: 'not-writable', detail }
  }
  return { step: 'disk', code: 'other', detail }
}

export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT'
}

export function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}
