import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cacheStatements, STATEMENTS_MAX } from '@core/store/statement-cache'

let db: Database.Database
beforeEach(() => {
  db = new Database(':memory:')
  cacheStatements(db)
  db.exec('CREATE TABLE t (a INTEGER, b TEXT); INSERT INTO t VALUES (1, $$one$$), (2, $$two$$)'.replaceAll('$$', "'"))
})
afterEach(() => {
  db.close()
})

const ALL = 'SELECT a, b FROM t ORDER BY a'

describe('a prepared statement', () => {
  it('is prepared once for the same SQL', () => {
    expect(db.prepare(ALL)).toBe(db.prepare(ALL))
    expect(db.prepare(ALL)).not.toBe(db.prepare(`${ALL} DESC`))
  })

  it('gives rows as they are wherever another use plucked, expanded or wanted them raw', () => {
    expect(db.prepare(ALL).pluck().all()).toEqual([1, 2])
    expect(db.prepare(ALL).all()).toEqual([
      { a: 1, b: 'one' },
      { a: 2, b: 'two' },
    ])
    expect(db.prepare(ALL).raw().get()).toEqual([1, 'one'])
    expect(db.prepare(ALL).expand().get()).toEqual({ t: { a: 1, b: 'one' } })
    expect(db.prepare(ALL).get()).toEqual({ a: 1, b: 'one' })
  })

  it('that is being iterated is left alone', () => {
    const seen: unknown[] = []
    for (const row of db.prepare(ALL).iterate()) seen.push([row, db.prepare(ALL).pluck().all()])
    expect(seen).toEqual([
      [{ a: 1, b: 'one' }, [1, 2]],
      [{ a: 2, b: 'two' }, [1, 2]],
    ])
  })

  it('sees a table that was changed since', () => {
    db.prepare('SELECT * FROM t').all()
    db.exec('ALTER TABLE t ADD COLUMN c INTEGER NOT NULL DEFAULT 7')
    expect(db.prepare('SELECT * FROM t').get()).toEqual({ a: 1, b: 'one', c: 7 })
  })

  it('says what is wrong with it each time', () => {
    for (const _ of [1, 2]) expect(() => db.prepare('SELECT nowhere FROM t')).toThrow(/no such column/)
  })

  it('is not kept beside any number of others', () => {
    const first = db.prepare(ALL)
    for (let index = 1; index < STATEMENTS_MAX; index += 1) db.prepare(`SELECT ${index}`)
    expect(db.prepare(ALL)).toBe(first)
    db.prepare('SELECT 0')
    expect(db.prepare(ALL)).not.toBe(first)
  })
})
