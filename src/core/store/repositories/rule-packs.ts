/** Rule packs that the desk changed, their versions, and what is switched off. */
import type { Database } from 'better-sqlite3'
import {
  packChangesSchema,
  packSaveSchema,
  packsUsedSchema,
  type PackChanges,
  type PackSave,
  type PacksUsed,
} from '@shared/domain/rules'

/** A pack that the desk changed, switched or made; shipped ones that nobody touched have none. */
export interface PackRow {
  readonly name: string
  /** The version in use; null: the shipped one. */
  readonly hash: string | null
  /** The shipped version that it was made from or compared with; null for one of the desk's own. */
  readonly baseHash: string | null
  readonly enabled: boolean
  readonly removed: boolean
}

export function listPackRows(db: Database): PackRow[] {
  const rows = db
    .prepare('SELECT name, hash, base_hash AS baseHash, enabled, removed FROM rule_packs ORDER BY name')
    .all() as { name: string; hash: string | null; baseHash: string | null; enabled: number; removed: number }[]
  return rows.map((row) => ({ ...row, enabled: row.enabled === 1, removed: row.removed === 1 }))
}

export interface PackVersionRow {
  readonly revision: number
  readonly hash: string
  readonly source: string
  readonly version: string
  readonly baseHash: string | null
  readonly how: PackSave
  readonly changes: PackChanges
  readonly note: string
  readonly editorName: string
  readonly at: number
}

/** The changelog of a pack at this desk, newest first. */
export function listPackVersions(db: Database, name: string): PackVersionRow[] {
  const rows = db
    .prepare(
      `SELECT p.revision, p.hash, p.source, p.version, p.base_hash AS baseHash, p.how, p.changes, p.note,
         coalesce(e.name, '') AS editorName, p.at
       FROM rule_pack_versions p LEFT JOIN editors e ON e.id = p.editor_id WHERE p.name = ? ORDER BY p.revision DESC`,
    )
    .all(name) as (Omit<PackVersionRow, 'how' | 'changes'> & { how: string; changes: string })[]
  return rows.map((row) => ({
    ...row,
    how: packSaveSchema.parse(row.how),
    changes: packChangesSchema.parse(JSON.parse(row.changes)),
  }))
}

/** How often each pack was saved here, by name. */
export function countPackVersions(db: Database): ReadonlyMap<string, number> {
  const rows = db.prepare('SELECT name, count(*) AS count FROM rule_pack_versions GROUP BY name').all() as {
    name: string
    count: number
  }[]
  return new Map(rows.map(({ name, count }) => [name, count]))
}

export interface SwitchRow {
  readonly ruleId: string
  readonly pack: string
  readonly reason: string
  readonly editorName: string
  readonly at: number
}

/** Rules that are switched off. */
export function listSwitchedOff(db: Database): SwitchRow[] {
  return db
    .prepare(
      `SELECT s.rule_id AS ruleId, s.pack, s.reason, coalesce(e.name, '') AS editorName, s.at
       FROM rule_switches s LEFT JOIN editors e ON e.id = s.editor_id ORDER BY s.rule_id`,
    )
    .all() as SwitchRow[]
}

/** The blob of a pack's YAML; null when no such version was kept. */
export function packSource(db: Database, hash: string): { source: string; name: string; version: string } | null {
  const row = db.prepare('SELECT source, name, version FROM rule_pack_sources WHERE hash = ?').get(hash) as
    { source: string; name: string; version: string } | undefined
  return row ?? null
}

export function keepPackSource(
  db: Database,
  kept: { hash: string; source: string; name: string; version: string; at: number },
): void {
  db.prepare(
    `INSERT INTO rule_pack_sources (hash, source, name, version, kept_at) VALUES (@hash, @source, @name, @version, @at)
     ON CONFLICT (hash) DO NOTHING`,
  ).run(kept)
}

/** Every blob that packs name, for `verify`. */
export function blobsOfPacks(db: Database): string[] {
  return db
    .prepare('SELECT source FROM rule_pack_sources UNION SELECT source FROM rule_pack_versions')
    .pluck()
    .all() as string[]
}

/** Keeps what checks are made with under its name. */
export function keepPackSet(db: Database, key: string, packs: PacksUsed): void {
  db.prepare('INSERT INTO rule_pack_sets (key, packs) VALUES (?, ?) ON CONFLICT (key) DO NOTHING').run(
    key,
    JSON.stringify(packs),
  )
}

/** What checks of that name were made with; null for checks of before packs could be changed. */
export function packSet(db: Database, key: string): PacksUsed | null {
  const packs = db.prepare('SELECT packs FROM rule_pack_sets WHERE key = ?').pluck().get(key) as string | undefined
  return packs === undefined ? null : packsUsedSchema.parse(JSON.parse(packs))
}
