import type { Database } from 'better-sqlite3'
import { standingSubmission } from '../store/repositories/arrangement'
import { findSubmissionId } from '../store/repositories/submissions'
import { CommandFailure } from './failure'

/** The submission that is meant by an id or a 稿号; of a merged piece the one that it is part of. */
export function submissionNamed(db: Database, named: string): string {
  const id = findSubmissionId(db, named.trim())
  if (id === null) throw new CommandFailure('no-such-submission', { id: named })
  return standingSubmission(db, id) ?? id
}
