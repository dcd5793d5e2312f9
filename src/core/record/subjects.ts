/** Notes whom an event concerns, so that a timeline is one index range. */
import type { Database } from 'better-sqlite3'
import type { RecordedEvent } from '@shared/domain/event'

/** Runs after the event was applied: a submission's author is looked up in the state it left. */
export function noteSubjects(db: Database, event: RecordedEvent): void {
  const subjects = new Set<string>()
  const payload: { readonly submissionId?: string | null; readonly authorId?: string } = event.payload as object
  if (typeof payload.authorId === 'string') subjects.add(payload.authorId)
  if (typeof payload.submissionId === 'string') {
    subjects.add(payload.submissionId)
    const row = db.prepare('SELECT author_id FROM submissions WHERE id = ?').get(payload.submissionId) as
      { author_id: string } | undefined
    if (row !== undefined) subjects.add(row.author_id)
  }
  const insert = db.prepare('INSERT INTO event_subjects (subject, seq) VALUES (?, ?)')
  for (const subject of subjects) insert.run(subject, event.seq)
}
