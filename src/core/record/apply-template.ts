import type { Database } from 'better-sqlite3'
import type { EventOf } from './event-of'

/** A letter template was saved: one more version of it. */
export function applyTemplate(db: Database, event: EventOf<'template.saved'>): void {
  const { name, language, version, source, restored } = event.payload
  db.prepare(
    `INSERT INTO letter_templates (name, language, version, source, restored, editor_id, at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(name, language, version, source, restored, event.editorId, event.at)
}
