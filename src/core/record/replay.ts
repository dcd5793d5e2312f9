/** Rebuilds the state tables from the record: the proof that the record is complete. */
import type { Database } from 'better-sqlite3'
import { applyEvent } from './apply'
import { storedEvents, typedEvent } from './read-events'

/** The tables that only applying events may write, children before parents. */
export const STATE_TABLES = [
  'event_subjects',
  'objections',
  'appeals',
  'sanctions',
  'author_publications',
  'site_accounts',
  'author_listings',
  'author_imports',
  'authors_apart',
  'author_tags',
  'author_facts',
  'author_names',
  'follow_ups',
  'contact_notes',
  'letters',
  'letter_templates',
  'submission_terms',
  'author_guardians',
  'decision_proposals',
  'decisions',
  'waivers',
  'allow_entries',
  'rule_switches',
  'rule_pack_versions',
  'rule_packs',
  'annotation_outcomes',
  'annotation_comments',
  'annotations',
  'manuscript_edits',
  'picture_facts',
  'piece_details',
  'manuscript_versions',
  'provenance',
  'guarded_links',
  'submission_files',
  'submission_links',
  'corrected_kinds',
  'submission_messages',
  'submissions',
  'author_addresses',
  'authors',
  'account_intake',
  'accounts',
  'editors',
  'desk',
] as const

/** Applies every event of `source`'s record to `target`, whose state tables must be empty. */
export function replay(source: Database, target: Database): number {
  let applied = 0
  target.transaction(() => {
    for (const stored of storedEvents(source)) {
      const event = typedEvent(stored)
      if (event === null) continue
      applyEvent(target, event)
      applied += 1
    }
  })()
  return applied
}

/** Rows of a state table in a fixed order, for comparing one database with another. */
export function stateRows(db: Database, table: (typeof STATE_TABLES)[number]): string[] {
  return (db.prepare(`SELECT * FROM ${table}`).all() as object[]).map((row) => JSON.stringify(row)).sort()
}

/** Tables whose rows differ between two databases; empty when state and record agree. */
export function differingTables(one: Database, other: Database): string[] {
  return STATE_TABLES.filter((table) => stateRows(one, table).join('\n') !== stateRows(other, table).join('\n'))
}
