/** The desk's own settings, its editors and its accounts. */
import type { Database } from 'better-sqlite3'
import { DEFAULT_INTAKE, intakeSettingsSchema, type IntakeSettings } from '@shared/domain/intake'
import { accountConfigSchema, type AccountConfig } from '@shared/domain/mail'
import type { Editor } from '@shared/domain/desk'
import { DEFAULT_EXPORT_SETTINGS, exportSettingsSchema, type ExportSettings } from '@shared/domain/export'
import { colorOfRank, type EditorColor } from '@shared/domain/editor-color'
import type { Approval, Role } from '@shared/domain/role'

export interface DeskRow {
  readonly deskId: string
  readonly zone: string
  readonly signature: string
  readonly undoSeconds: number
  readonly exportSettings: ExportSettings
  readonly approval: Approval
  /** Whether the system tells of follow-ups that come due. */
  readonly followUpNotices: boolean
  /** Who sits at the desk; null: the first editor. */
  readonly editorId: string | null
}

export function getDesk(db: Database): DeskRow | null {
  const row = db
    .prepare(
      `SELECT desk_id AS deskId, zone, signature, undo_seconds AS undoSeconds, export_settings AS exportSettings,
         approval, editor_id AS editorId, follow_up_notices AS notices FROM desk`,
    )
    .get() as
    (Omit<DeskRow, 'exportSettings' | 'followUpNotices'> & { exportSettings: string; notices: number }) | undefined
  if (row === undefined) return null
  const { notices, ...desk } = row
  const settings = { ...DEFAULT_EXPORT_SETTINGS, ...(JSON.parse(desk.exportSettings) as object) }
  return { ...desk, followUpNotices: notices === 1, exportSettings: exportSettingsSchema.parse(settings) }
}

interface EditorRow {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly color: EditorColor | null
  readonly retired: number
  /** How many came before. */
  readonly rank: number
}

const SELECT_EDITOR = `SELECT e.id, e.name, e.role, e.color, e.retired,
  (SELECT count(*) FROM editors o WHERE o.rowid < e.rowid) AS rank FROM editors e`

function toEditor({ rank, color, retired, ...row }: EditorRow): Editor {
  return { ...row, color: color ?? colorOfRank(rank), retired: retired === 1 }
}

/** One editor of the desk. */
export function getEditor(db: Database, id: string): Editor | null {
  const row = db.prepare(`${SELECT_EDITOR} WHERE e.id = ?`).get(id) as EditorRow | undefined
  return row === undefined ? null : toEditor(row)
}

export function findEditorByName(db: Database, name: string): Editor | null {
  const row = db.prepare(`${SELECT_EDITOR} WHERE e.name = ?`).get(name) as EditorRow | undefined
  return row === undefined ? null : toEditor(row)
}

export interface AccountRow {
  readonly id: string
  readonly config: AccountConfig
}

export function listAccounts(db: Database): AccountRow[] {
  const rows = db.prepare('SELECT id, config FROM accounts ORDER BY created_at, id').all() as {
    id: string
    config: string
  }[]
  return rows.map((row) => ({ id: row.id, config: accountConfigSchema.parse(JSON.parse(row.config)) }))
}

export function getAccount(db: Database, id: string): AccountRow | null {
  const row = db.prepare('SELECT id, config FROM accounts WHERE id = ?').get(id) as
    { id: string; config: string } | undefined
  return row === undefined ? null : { id: row.id, config: accountConfigSchema.parse(JSON.parse(row.config)) }
}

/** What an account takes in and writes back; the defaults when it has no settings of its own. */
export function getIntake(db: Database, accountId: string): IntakeSettings {
  const settings = db.prepare('SELECT settings FROM account_intake WHERE account_id = ?').pluck().get(accountId) as
    string | undefined
  return settings === undefined ? DEFAULT_INTAKE : intakeSettingsSchema.parse(JSON.parse(settings))
}

/** Accounts with settings of their own. */
export function listIntakes(db: Database): { readonly accountId: string; readonly settings: IntakeSettings }[] {
  const rows = db.prepare('SELECT account_id AS accountId, settings FROM account_intake').all() as {
    accountId: string
    settings: string
  }[]
  return rows.map(({ accountId, settings }) => ({
    accountId,
    settings: intakeSettingsSchema.parse(JSON.parse(settings)),
  }))
}

/** All editors, the desk's own first. */
export function listEditors(db: Database): Editor[] {
  return (db.prepare(`${SELECT_EDITOR} ORDER BY e.rowid`).all() as EditorRow[]).map(toEditor)
}
