/**
 * Keeps a connection's prepared statements: preparing one costs more than running it, and the repositories ask for it each time.
 *
 * SQLite itself plans some statements again with every new value: those whose plan it made with a look at the value bound to a
 * bare `?` (joins, sorted results, indexes over an expression). That was measured at ten times the run of a statement that
 * finds a few rows by an index. `+?` is the same value and no bare parameter, so what runs with every mail is written with it.
 */
import type { Database, Statement } from 'better-sqlite3'

/** Statements kept; the desk has some three hundred. Those of lists of changing length must not fill the memory. */
export const STATEMENTS_MAX = 500

/**
 * Makes `db.prepare` give back the statement of the same SQL. Its mode (`pluck`, `raw`, `expand`) is as new; a statement that is
 * being iterated is left alone and a second one made. Whoever keeps a statement must not expect it to keep a mode that
 * another use of the same SQL changes.
 */
export function cacheStatements(db: Database): void {
  const prepare = db.prepare.bind(db)
  const kept = new Map<string, Statement>()
  /** Statements whose mode somebody set since they were handed out: setting all of it back each time costs as much as a short run. */
  const changed = new WeakSet<Statement>()
  const watch = (statement: Statement): void => {
    for (const name of ['pluck', 'raw', 'expand'] as const) {
      const set = statement[name].bind(statement)
      statement[name] = (toggle) => {
        changed.add(statement)
        set(toggle ?? true)
        return statement
      }
    }
  }
  const cached = (sql: string): Statement => {
    const known = kept.get(sql)
    if (known !== undefined && !known.busy) {
      if (changed.has(known)) {
        known.pluck(false).raw(false).expand(false)
        changed.delete(known)
      }
      return known
    }
    const statement = prepare(sql)
    if (statement.reader) watch(statement)
    if (known === undefined) {
      if (kept.size >= STATEMENTS_MAX) kept.clear()
      kept.set(sql, statement)
    }
    return statement
  }
  db.prepare = cached as typeof db.prepare
}
