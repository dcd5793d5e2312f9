/** Searches the record: numbers of the events that a filter asks for. */
import type { Database } from 'better-sqlite3'

/** What is asked, in the record's own terms. */
export interface EventQuery {
  readonly editorId: string | null
  /** Event types; null: all. */
  readonly types: readonly string[] | null
  /** UTC milliseconds, the first included and the last not. */
  readonly from: number | null
  readonly until: number | null
  /** Each stands in a text or number of the payload; small letters. */
  readonly words: readonly string[]
}

/** Small letters as SQLite makes them: of ASCII only. */
export function smallLetters(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
}

/** Numbers in `from..to`, both included, of the events that a query asks for; newest first. Reads by number, so cut it in slices. */
export function matchingEvents(db: Database, query: EventQuery, from: number, to: number): number[] {
  const where = ['e.seq BETWEEN @first AND @last']
  const values: Record<string, string | number> = { first: from, last: to }
  const ask = (condition: string, name: string, value: string | number): void => {
    where.push(condition)
    values[name] = value
  }
  if (query.editorId !== null) ask('e.editor_id = @editor', 'editor', query.editorId)
  if (query.types !== null) {
    ask('e.type IN (SELECT value FROM json_each(@types))', 'types', JSON.stringify(query.types))
  }
  if (query.from !== null) ask('e.at >= @from', 'from', query.from)
  if (query.until !== null) ask('e.at < @until', 'until', query.until)
  for (const [index, word] of query.words.entries()) {
    // Few payloads hold the word at all; only those are taken apart, so that no member's name counts.
    ask(`instr(lower(p.payload), @quoted${index}) > 0`, `quoted${index}`, JSON.stringify(word).slice(1, -1))
    ask(
      `EXISTS (SELECT 1 FROM json_tree(p.payload) j WHERE instr(lower(j.atom), @word${index}) > 0)`,
      `word${index}`,
      word,
    )
  }
  const payloads = query.words.length === 0 ? '' : 'JOIN audit_payloads p ON p.seq = e.seq AND p.payload IS NOT NULL'
  return db
    .prepare(`SELECT e.seq FROM audit_events e ${payloads} WHERE ${where.join(' AND ')} ORDER BY e.seq DESC`)
    .pluck()
    .all(values) as number[]
}

/** Numbers of the events that concern a piece whose 稿号 or title has a text in it. */
export function eventsOfPieces(db: Database, text: string): Set<number> {
  return numbers(
    db,
    `SELECT s.seq FROM event_subjects s WHERE s.subject IN (SELECT id FROM submissions
       WHERE number LIKE @pattern ESCAPE '\\' OR title LIKE @pattern ESCAPE '\\')`,
    text,
  )
}

/** Numbers of the events that concern an author whose name or address has a text in it. */
export function eventsOfAuthors(db: Database, text: string): Set<number> {
  return numbers(
    db,
    `SELECT s.seq FROM event_subjects s WHERE s.subject IN (SELECT a.id FROM authors a
       WHERE a.name LIKE @pattern ESCAPE '\\' OR EXISTS
         (SELECT 1 FROM author_addresses d WHERE d.author_id = a.id AND d.address LIKE @pattern ESCAPE '\\'))`,
    text,
  )
}

function numbers(db: Database, sql: string, text: string): Set<number> {
  const pattern = `%${text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`
  return new Set(db.prepare(sql).pluck().all({ pattern }) as number[])
}
