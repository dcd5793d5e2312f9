/** What SQLite would do for the statements that a function runs. Without statistics, as a user's database is. */
import type Database from 'better-sqlite3'

export interface QueryPlan {
  readonly sql: string
  readonly steps: readonly string[]
}

/** Listens to the statements that `run` prepares and asks for the plan of each. */
export function plansOf(db: Database.Database, run: () => unknown): QueryPlan[] {
  const seen: string[] = []
  const { prepare } = db
  db.prepare = ((sql: string) => {
    seen.push(sql)
    return prepare.call(db, sql)
  }) as typeof prepare
  try {
    run()
  } finally {
    db.prepare = prepare
  }
  return seen
    .filter((sql) => /^\s*(SELECT|UPDATE|DELETE|WITH)/i.test(sql))
    .map((sql) => {
      const names = [...sql.matchAll(/@(\w+)/g)].map((match) => [match[1] ?? '', null])
      const questions = [...sql.matchAll(/\?/g)].map(() => null)
      const rows = db
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all(...questions, ...(names.length === 0 ? [] : [Object.fromEntries(names) as object])) as { detail: string }[]
      return { sql: sql.replaceAll(/\s+/g, ' ').trim(), steps: rows.map(({ detail }) => detail) }
    })
}

/** Steps that read a whole table: fine for a desk of a week, seconds for one of ten years. */
export function fullScans(plans: readonly QueryPlan[]): string[] {
  return plans.flatMap(({ sql, steps }) =>
    steps
      .filter(
        (step) => step.startsWith('SCAN ') && !/USING (COVERING )?INDEX|CONSTANT ROW|VIRTUAL TABLE|^SCAN \(/.test(step),
      )
      .map((step) => `${step}: ${sql}`),
  )
}

/** Steps that sort all rows before the first is known. */
export function fullSorts(plans: readonly QueryPlan[]): string[] {
  return plans.flatMap(({ sql, steps }) =>
    steps.filter((step) => step === 'USE TEMP B-TREE FOR ORDER BY').map((step) => `${step}: ${sql}`),
  )
}
