/** A database as SQL text, so that a version of long ago can be kept beside the tests and read in a diff. */
import type Database from 'better-sqlite3'

export function dumpSql(db: Database.Database): string {
  const objects = db
    .prepare(
      `SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
       ORDER BY type <> 'table', rowid`,
    )
    .all() as { type: string; name: string; sql: string }[]
  const lines = [`PRAGMA user_version = ${String(db.pragma('user_version', { simple: true }))};`]
  for (const { type, name, sql } of objects) {
    lines.push(`${sql};`)
    if (type !== 'table') continue
    const columns = (db.pragma(`table_info(${name})`) as { name: string }[]).map((column) => `quote("${column.name}")`)
    const rows = db
      .prepare(`SELECT ${columns.join(` || ', ' || `)} FROM ${name}`)
      .pluck()
      .all() as string[]
    lines.push(...rows.map((row) => `INSERT INTO ${name} VALUES (${row});`))
  }
  return `${lines.join('\n')}\n`
}
