/** Notes whom an event concerns, so that a timeline is one index range. */
import type { Database } from 'better-sqlite3'
import type { RecordedEvent } from '@shared/domain/event'

interface Concerned {
  readonly submissionId?: string | null
  readonly otherId?: string | null
  readonly authorId?: string
}

/** Runs after the event was applied: a submission's author is looked up in the state it left. */
export function noteSubjects(db: Database, event: RecordedEvent): void {
  const subjects = new Set<string>()
  const payload: Concerned = event.payload as object
  if (typeof payload.authorId === 'string') subjects.add(payload.authorId)
  // Two records of one person, or of two after all: it is part of both.
  if (event.type === 'author.merged' || event.type === 'author.unmerged' || event.type === 'author.kept-apart') {
    subjects.add(event.payload.otherId)
  }
  // What moved concerns both ends; of a link each end has an event of its own.
  const pieces = [payload.submissionId, event.type === 'submission.rearranged' ? payload.otherId : null]
  for (const piece of pieces) {
    if (typeof piece !== 'string') continue
    subjects.add(piece)
    // Its author is in the payload, and stands there by now.
    if (event.type === 'submission.registered') continue
    const row = db.prepare('SELECT author_id FROM submissions WHERE id = ?').get(piece) as
      { author_id: string } | undefined
    if (row !== undefined) subjects.add(row.author_id)
  }
  const insert = db.prepare('INSERT INTO event_subjects (subject, seq) VALUES (?, ?)')
  for (const subject of subjects) insert.run(subject, event.seq)
}
