import type { Database } from 'better-sqlite3'
import { findSubmissionId } from '../store/repositories/submissions'
import { CommandFailure } from './failure'

/** The submission that is meant by an id or a 稿号. */
export function submissionNamed(db: Database, named: string): string {
  const id = findSubmissionId(db, named.trim())
  if (id === null) throw new CommandFailure('no-such-submission', { id: named })
  return id
}
