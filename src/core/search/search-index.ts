/**
 * The search index: `search.db` beside the database, FTS5 without a copy of the texts. It is derived: whatever is wrong with it,
 * it is made again. Every function opens what it needs and closes it, so that the file may be replaced between two calls.
 */
import { existsSync, unlinkSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import Database from 'better-sqlite3'
import { textOfUtf8 } from '../quick-utf8'
import { indexWords, matchQuery } from './bigrams'

/** What the index is made by; another number makes it again. */
export const INDEX_VERSION = 1

/** Milliseconds that one of two feeders waits for the other (the app and the command line). */
const BUSY_TIMEOUT = 5_000
/** Mails that are read and written in one transaction, which ends with writing the words gathered: of few mails they are merged often. */
const FEED_BATCH = 500
/** Bytes of words that a feeder gathers before it writes them (FTS5's 'hashsize', by itself a quarter of it). */
const WORDS_IN_MEMORY = 4 * 1024 * 1024
/** Kibibytes of pages that a feeder keeps of the desk's database and of the index (by itself SQLite keeps 16,000 here). */
const DESK_CACHE = 1_024
const INDEX_CACHE = 6_144
/** The weight of subject and sender against the text. */
const TITLE_WEIGHT = 8

export interface SearchFiles {
  readonly deskFile: string
  readonly searchFile: string
  readonly deskId: string
}

export interface Fed {
  readonly mails: number
  /** Nothing is left to feed. */
  readonly done: boolean
}

export interface FoundDocument {
  readonly kind: 'mail'
  /** The hash of the raw mail. */
  readonly ref: string
}

type Db = Database.Database

/**
 * Feeds what was read since the last time, for about `budget` milliseconds. Two may feed at once. Throws what the disk throws.
 */
export function feedSearch(files: SearchFiles, budget: number): Fed {
  const began = performance.now()
  return withIndex(files, (index) => {
    const desk = new Database(files.deskFile, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT })
    // Each mail is read once, and a thread gives no memory back.
    desk.pragma(`cache_size = -${DESK_CACHE}`)
    try {
      let mails = 0
      for (;;) {
        const fed = feedBatch(desk, index)
        mails += fed
        if (fed < FEED_BATCH) return { mails, done: true }
        if (performance.now() - began > budget) return { mails, done: false }
      }
    } finally {
      desk.close()
    }
  })
}

/** What a query finds, the best first. An index that is missing or damaged finds nothing: feed it first. */
export function queryIndex(searchFile: string, query: string, limit: number): FoundDocument[] {
  const match = matchQuery(query)
  if (match === null || !existsSync(searchFile)) return []
  let index: Db | null = null
  try {
    index = new Database(searchFile, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT })
    protect(index)
    return index
      .prepare(
        `SELECT d.kind, d.ref FROM texts JOIN documents d ON d.id = texts.rowid
         WHERE texts MATCH ? ORDER BY bm25(texts, ${TITLE_WEIGHT}, 1), d.id DESC LIMIT ?`,
      )
      .all(match, limit) as FoundDocument[]
  } catch (error) {
    if (!isDamage(error)) throw error
    return []
  } finally {
    index?.close()
  }
}

/** Takes everything out of the index, traces in free pages and in its log included: the next feeding begins from nothing. */
export function clearIndex(files: SearchFiles): void {
  if (!existsSync(files.searchFile)) return
  withIndex(files, (index) => {
    index.exec(
      'DROP TABLE IF EXISTS texts; DROP TABLE IF EXISTS documents; DROP TABLE IF EXISTS feed; PRAGMA user_version = 0',
    )
    index.exec('VACUUM')
    index.pragma('wal_checkpoint(TRUNCATE)')
  })
}

/** Opens the index for writing; one that is damaged, older or another desk's is made again. */
function withIndex<T>(files: SearchFiles, use: (index: Db) => T): T {
  try {
    return openIndex(files, use)
  } catch (error) {
    if (!isDamage(error)) throw error
    for (const suffix of ['', '-wal', '-shm']) {
      if (existsSync(files.searchFile + suffix)) unlinkSync(files.searchFile + suffix)
    }
    return openIndex(files, use)
  }
}

function openIndex<T>({ searchFile, deskId }: SearchFiles, use: (index: Db) => T): T {
  const index = new Database(searchFile, { timeout: BUSY_TIMEOUT })
  try {
    index.pragma('journal_mode = WAL')
    // Derived: what a power cut takes is fed again.
    index.pragma('synchronous = NORMAL')
    index.pragma(`cache_size = -${INDEX_CACHE}`)
    protect(index)
    index
      .transaction(() => {
        if (index.pragma('user_version', { simple: true }) === INDEX_VERSION && deskOf(index) === deskId) return
        index.exec(`
          DROP TABLE IF EXISTS texts; DROP TABLE IF EXISTS documents; DROP TABLE IF EXISTS feed;
          CREATE TABLE documents (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, ref TEXT NOT NULL, UNIQUE (kind, ref)) STRICT;
          CREATE VIRTUAL TABLE texts USING fts5(title, body, content = '', tokenize = 'ascii');
          -- Bytes of words in memory before they are written: fewer, longer pieces have to be merged less often.
          INSERT INTO texts (texts, rank) VALUES ('hashsize', ${WORDS_IN_MEMORY});
          -- Up to which row of the desk's mails it was fed, and that row's mail: rows may be numbered anew (VACUUM).
          CREATE TABLE feed (desk_id TEXT NOT NULL, mail_row INTEGER NOT NULL, mail_hash TEXT NOT NULL) STRICT;
          PRAGMA user_version = ${INDEX_VERSION};
        `)
        index.prepare("INSERT INTO feed (desk_id, mail_row, mail_hash) VALUES (?, 0, '')").run(deskId)
      })
      .immediate()
    return use(index)
  } finally {
    index.close()
  }
}

function deskOf(index: Db): unknown {
  return index.prepare('SELECT desk_id FROM feed').pluck().get()
}

interface MailRow {
  readonly place: number
  readonly hash: string
  readonly subject: string
  readonly name: string
  readonly address: string
  /** UTF-8: SQLite would have V8 decode it. */
  readonly text: Buffer
}

/** Feeds one batch; how many mails it had. */
function feedBatch(desk: Db, index: Db): number {
  return index
    .transaction(() => {
      const from = index.prepare('SELECT mail_row AS row, mail_hash AS hash FROM feed').get() as {
        row: number
        hash: string
      }
      const isSame =
        from.row === 0 ||
        desk.prepare('SELECT hash FROM parsed_messages WHERE rowid = ?').pluck().get(from.row) === from.hash
      const document = index.prepare(
        "INSERT INTO documents (kind, ref) VALUES ('mail', ?) ON CONFLICT (kind, ref) DO NOTHING",
      )
      const text = index.prepare('INSERT INTO texts (rowid, title, body) VALUES (?, CAST(? AS TEXT), CAST(? AS TEXT))')
      const mails = desk
        .prepare(
          `SELECT rowid AS place, hash, subject, from_name AS name, from_address AS address,
             CAST(json_extract(parsed, '$.text') AS BLOB) AS text
           FROM parsed_messages WHERE rowid > ? ORDER BY rowid LIMIT ?`,
        )
        // Rows that were numbered anew are gone through from the start; mails that are there already are passed over.
        .iterate(isSame ? from.row : 0, FEED_BATCH) as IterableIterator<MailRow>
      let count = 0
      let last: MailRow | null = null
      // One in memory at a time: a mail may hold a book.
      for (const mail of mails) {
        count += 1
        last = mail
        const { changes, lastInsertRowid } = document.run(mail.hash)
        if (changes === 0) continue
        text.run(
          lastInsertRowid,
          indexWords(`${mail.subject}\n${mail.name}\n${mail.address}`),
          indexWords(textOfUtf8(mail.text)),
        )
      }
      if (last !== null) index.prepare('UPDATE feed SET mail_row = ?, mail_hash = ?').run(last.place, last.hash)
      return count
    })
    .immediate()
}

/** The file may have been tampered with or damaged. */
function protect(index: Db): void {
  index.pragma('trusted_schema = OFF')
  index.pragma('cell_size_check = ON')
}

function isDamage(error: unknown): boolean {
  if (!(error instanceof Database.SqliteError)) return false
  // A file of the right version without the tables is damage too: nothing else writes here.
  return (
    error.code.startsWith('SQLITE_CORRUPT') ||
    error.code === 'SQLITE_NOTADB' ||
    (error.code === 'SQLITE_ERROR' && /no such (table|column)|malformed|fts5/i.test(error.message))
  )
}
