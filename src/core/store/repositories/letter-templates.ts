/** Letter templates as editors saved them. */
import type { Database } from 'better-sqlite3'
import type { TemplateName } from '@shared/domain/letter'
import type { TemplateLanguage } from '@shared/domain/letter-template'

export interface TemplateVersionRow {
  readonly version: number
  /** Null: the shipped text. */
  readonly source: string | null
  readonly restored: number | null
  readonly editorName: string
  /** UTC milliseconds. */
  readonly at: number
}

const COLUMNS = `l.version, l.source, l.restored, coalesce(e.name, '') AS editorName, l.at
  FROM letter_templates l LEFT JOIN editors e ON e.id = l.editor_id
  WHERE l.name = ? AND l.language = ? ORDER BY l.version DESC`

/** The version that letters are filled from; null: nobody ever changed the shipped one. */
export function newestTemplate(
  db: Database,
  name: TemplateName,
  language: TemplateLanguage,
): TemplateVersionRow | null {
  const row = db.prepare(`SELECT ${COLUMNS} LIMIT 1`).get(name, language) as TemplateVersionRow | undefined
  return row ?? null
}

/** All of them, newest first. */
export function templateVersions(db: Database, name: TemplateName, language: TemplateLanguage): TemplateVersionRow[] {
  return db.prepare(`SELECT ${COLUMNS}`).all(name, language) as TemplateVersionRow[]
}
