/** Refusals as they travel from a use case to the door. */
import Database from 'better-sqlite3'
import { refusal, type Refusal, type RefusalCode } from '@shared/domain/refusal'

/** Thrown by a use case inside its transaction, which rolls back: nothing was changed. */
export class RefusedError extends Error {
  readonly refusal: Refusal
  constructor(refused: Refusal) {
    super(`refused: ${refused.code} ${JSON.stringify(refused.params)}`)
    this.name = 'RefusedError'
    this.refusal = refused
  }
}

export function refuse(code: RefusalCode, params: Refusal['params'] = {}): never {
  throw new RefusedError(refusal(code, params))
}

/** The refusal that an error means, or null when it is a bug. A disk that is full or read-only is expected. */
export function refusalFrom(error: unknown): Refusal | null {
  if (error instanceof RefusedError) return error.refusal
  if (error instanceof Database.SqliteError) {
    if (error.code === 'SQLITE_FULL') return refusal('disk-full')
    if (error.code.startsWith('SQLITE_READONLY') || error.code.startsWith('SQLITE_IOERR')) {
      return refusal('database-unwritable', { detail: error.message })
    }
  }
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT') return refusal('disk-full')
  if (code === 'EACCES' || code === 'EROFS') return refusal('database-unwritable', { detail: (error as Error).message })
  return null
}
