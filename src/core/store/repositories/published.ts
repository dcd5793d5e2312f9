/** Articles that the site has published, and which submissions say much the same. */
import type { Database } from 'better-sqlite3'
import type { PublishedArticle, PublishedMark } from '@shared/domain/published'
import { bestOf, COMMON_MAX, sharedHashes } from './similar'

export interface NewArticle extends PublishedArticle {
  /** The blob of its text, its title in the first line. */
  readonly contentHash: string
}

const COLUMNS = 'a.id, a.title, a.author, a.url, a.published_at AS publishedAt, a.source, a.added_at AS addedAt'

/** False when an article with the same text is there already; nothing is changed then. */
export function insertArticle(db: Database, article: NewArticle): boolean {
  return (
    db
      .prepare(
        `INSERT INTO published_articles (id, title, author, url, published_at, content_hash, source, added_at)
         VALUES (@id, @title, @author, @url, @publishedAt, @contentHash, @source, @addedAt)
         ON CONFLICT (content_hash) DO NOTHING`,
      )
      .run(article).changes === 1
  )
}

export interface ArticleRequest {
  /** Part of a title, an author or an address. */
  readonly query: string
  readonly offset: number
  readonly limit: number
}

/** A page of the articles, what was imported last first, and how many there are in all. */
export function listArticles(db: Database, request: ArticleRequest): { rows: PublishedArticle[]; total: number } {
  const pattern = `%${request.query.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`
  const condition =
    request.query === ''
      ? '1'
      : `(a.title LIKE @pattern ESCAPE '\\' OR a.author LIKE @pattern ESCAPE '\\' OR a.url LIKE @pattern ESCAPE '\\')`
  const parameters = request.query === '' ? {} : { pattern }
  const total = db
    .prepare(`SELECT count(*) FROM published_articles a WHERE ${condition}`)
    .pluck()
    .get(parameters) as number
  const rows = db
    .prepare(
      `SELECT ${COLUMNS} FROM published_articles a WHERE ${condition}
       ORDER BY a.added_at DESC, a.rowid DESC LIMIT @limit OFFSET @offset`,
    )
    .all({ ...parameters, limit: request.limit, offset: request.offset }) as PublishedArticle[]
  return { rows, total }
}

export function getArticle(db: Database, id: string): NewArticle | null {
  const row = db
    .prepare(`SELECT ${COLUMNS}, a.content_hash AS contentHash FROM published_articles a WHERE a.id = ?`)
    .get(id) as NewArticle | undefined
  return row ?? null
}

/** The blobs that articles name, for `verify`. */
export function blobsOfArticles(db: Database): string[] {
  return db.prepare('SELECT content_hash FROM published_articles').pluck().all() as string[]
}

/** Takes an article out with all that was made of it. Its blob stays, as every blob does. */
export function removeArticle(db: Database, id: string): boolean {
  forgetFingerprints(db, id)
  db.prepare('DELETE FROM similar_articles WHERE article_id = ?').run(id)
  return db.prepare('DELETE FROM published_articles WHERE id = ?').run(id).changes === 1
}

/** Writes an article's fingerprints. Not compared yet. */
export function putArticleFingerprints(db: Database, articleId: string, hashes: readonly number[]): void {
  forgetFingerprints(db, articleId)
  const { lastInsertRowid } = db
    .prepare('INSERT INTO fingerprinted (article_id, method, size) VALUES (?, 0, ?)')
    .run(articleId, hashes.length)
  const insert = db.prepare('INSERT INTO fingerprints (version, hash) VALUES (?, ?)')
  for (const hash of hashes) insert.run(lastInsertRowid, hash)
}

function forgetFingerprints(db: Database, articleId: string): void {
  const number = db.prepare('SELECT number FROM fingerprinted WHERE article_id = ?').pluck().get(articleId) as
    number | undefined
  if (number === undefined) return
  db.prepare('DELETE FROM fingerprints WHERE version = ?').run(number)
  db.prepare('DELETE FROM fingerprinted WHERE number = ?').run(number)
}

/** Articles without fingerprints of this method, or not compared, after one in the order of ids. */
export function articlesWithoutFingerprints(
  db: Database,
  method: number,
  after: string,
  limit: number,
): { readonly id: string; readonly contentHash: string }[] {
  return db
    .prepare(
      `SELECT a.id, a.content_hash AS contentHash
       FROM published_articles a LEFT JOIN fingerprinted f ON f.article_id = a.id
       WHERE a.id > ? AND (f.number IS NULL OR f.method <> ?) ORDER BY a.id LIMIT ?`,
    )
    .all(after, method, limit) as { id: string; contentHash: string }[]
}

export interface ArticleCandidate {
  readonly articleId: string
  readonly contentHash: string
}

/** Articles that share the most fingerprints, measured by the smaller of the two. */
export function findArticleCandidates(db: Database, hashes: readonly number[], limit: number): ArticleCandidate[] {
  const articleOf = db.prepare(
    `SELECT a.id AS articleId, a.content_hash AS contentHash, f.size
     FROM fingerprinted f JOIN published_articles a ON a.id = f.article_id WHERE f.number = ?`,
  )
  return bestOf(
    sharedHashes(db, hashes),
    hashes.length,
    limit,
    (number) => (articleOf.get(number) as (ArticleCandidate & { size: number }) | undefined) ?? null,
  )
}

/** Replaces which articles a submission is like. */
export function putArticlesOfSubmission(
  db: Database,
  submissionId: string,
  matches: readonly { readonly articleId: string; readonly score: number }[],
): void {
  db.prepare('DELETE FROM similar_articles WHERE submission_id = ?').run(submissionId)
  const insert = db.prepare('INSERT INTO similar_articles (submission_id, article_id, score) VALUES (?, ?, ?)')
  for (const { articleId, score } of matches) insert.run(submissionId, articleId, score)
}

/** Replaces which submissions an article is like, and marks its fingerprints as compared. */
export function putSubmissionsOfArticle(
  db: Database,
  articleId: string,
  method: number,
  matches: readonly { readonly submissionId: string; readonly score: number }[],
): void {
  db.prepare('DELETE FROM similar_articles WHERE article_id = ?').run(articleId)
  const insert = db.prepare('INSERT INTO similar_articles (submission_id, article_id, score) VALUES (?, ?, ?)')
  for (const { submissionId, score } of matches) insert.run(submissionId, articleId, score)
  db.prepare('UPDATE fingerprinted SET method = ? WHERE article_id = ?').run(method, articleId)
}

export interface ArticleMatchRow extends PublishedMark {
  readonly author: string
  readonly url: string
  readonly publishedAt: number | null
  readonly contentHash: string
}

/** The articles that a submission is like, the most alike first. */
export function listArticleMatches(db: Database, submissionId: string, limit: number): ArticleMatchRow[] {
  return db
    .prepare(
      `SELECT a.id AS articleId, p.score, a.title, a.author, a.url, a.published_at AS publishedAt,
         a.content_hash AS contentHash
       FROM similar_articles p JOIN published_articles a ON a.id = p.article_id
       WHERE p.submission_id = ? ORDER BY p.score DESC, a.id LIMIT ?`,
    )
    .all(submissionId, limit) as ArticleMatchRow[]
}

/** How many texts have a fingerprint, up to where it counts as a phrase of the trade; the text itself is one of them. */
export function commonnessOf(db: Database, hash: number): number {
  return db
    .prepare('SELECT count(*) FROM (SELECT 1 FROM fingerprints WHERE hash = ? LIMIT ?)')
    .pluck()
    .get(hash, COMMON_MAX) as number
}
