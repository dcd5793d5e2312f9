/** Articles that the site has published: imported from files, listed, taken out again; and the sentence to search the web for. */
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import type { ArticleRefusalCode, PublishedArticle, PublishedMatch, PublishedReport } from '@shared/domain/published'
import { fail, ok, type Result } from '@shared/domain/result'
import { plainText } from '@shared/manuscript/text'
import { wellFormed } from '@shared/well-formed'
import { rankSentences } from '../compliance/similarity'
import { ARTICLE_EXTENSIONS, MAX_FEED_BYTES } from '../manuscript'
import { getVersion } from '../store/repositories/manuscripts'
import {
  commonnessOf,
  getArticle,
  insertArticle,
  listArticleMatches,
  putArticleFingerprints,
  removeArticle,
} from '../store/repositories/published'
import { getSubmission } from '../store/repositories/submissions'
import type { FingerprintedArticle } from '../workers/tasks'
import { currentDocument } from './checking'
import { announce, transact, type DeskContext } from './context'
import { refuse } from './refuse'
import { noteSubmissionsLike, submissionsLike } from './similar'

/** Folders inside one another that are walked. */
export const MAX_FOLDER_DEPTH = 32
/** Files of one import: a site of twenty years has fewer articles. */
export const MAX_FILES = 200_000
/** Refused files that a report names. */
const REFUSED_SHOWN = 200
/** Matching articles that are shown of a submission. */
const SHOWN_MAX = 20
/** Sentences offered for a search. */
const SENTENCES_SHOWN = 8

export interface PublishedProgress {
  readonly done: number
  readonly total: number
  readonly imported: number
}

/**
 * Imports the pages, texts and feeds at these paths; of a folder all that look like one. An article whose text is here
 * already is a duplicate, so that importing again, or the same article from two places, is safe; what was imported before a
 * cancel stays. Throws what the disk throws.
 */
export async function importPublished(
  context: DeskContext,
  targets: readonly string[],
  onProgress: (progress: PublishedProgress) => void = () => undefined,
  signal?: AbortSignal,
): Promise<PublishedReport> {
  const refused: { path: string; reason: ArticleRefusalCode; detail: string }[] = []
  let refusedCount = 0
  const reject = (file: string, reason: ArticleRefusalCode, detail: string): void => {
    refusedCount += 1
    if (refused.length < REFUSED_SHOWN) refused.push({ path: file, reason, detail: detail.slice(0, 300) })
  }
  const isStopped = (): boolean => signal?.aborted === true
  const files = await filesUnder(targets, reject)
  let imported = 0
  let duplicates = 0
  let done = 0
  let waiting: SourcedArticle[] = []
  const keepWaiting = async (): Promise<void> => {
    const kept = await keepArticles(context, waiting)
    imported += kept
    duplicates += waiting.length - kept
    waiting = []
  }
  const readings: Promise<Reading>[] = []
  for (let next = 0; done < files.length && !isStopped(); done += 1) {
    for (; next < files.length && readings.length < READ_AHEAD; next += 1) {
      const reading = readFileOf(context, files[next] ?? '', readings.at(-1))
      // Awaited in its turn, or never after a cancel: what the disk threw meanwhile is nobody's unhandled rejection.
      reading.catch(() => undefined)
      readings.push(reading)
    }
    const file = files[done] ?? ''
    const reading = await (readings.shift() ?? readFileOf(context, file))
    if (!reading.ok) reject(file, reading.error.code, reading.error.detail)
    else {
      const articles = reading.value
      for (const [index, article] of articles.entries()) {
        if (isStopped()) break
        waiting.push({ article, source: articles.length === 1 ? file : `${file}#${index + 1}` })
        if (waiting.length >= BATCH_ARTICLES) await keepWaiting()
      }
    }
    onProgress({ done: done + 1, total: files.length, imported })
  }
  // What was read before a cancel is kept.
  await keepWaiting()
  if (files.length > 0) onProgress({ done, total: files.length, imported })
  announce(context, 'published')
  return { imported, duplicates, refused, refusedCount, cancelled: isStopped() }
}

/** Files that are read at one time, so that no worker waits for the disk or for what is being kept. */
const READ_AHEAD = 4
/** A file of this size is not read beside another: whole archives lie in one. */
const LARGE_BYTES = 4 * 1024 * 1024
/** Articles that are kept together: their texts are synced at once, and few transactions write them. */
export const BATCH_ARTICLES = 64
/** Milliseconds of writing in one transaction before others have a turn. */
const SLICE = 30

interface SourcedArticle {
  readonly article: FingerprintedArticle
  readonly source: string
}

type Reading = Result<readonly FingerprintedArticle[], { readonly code: ArticleRefusalCode; readonly detail: string }>

/** `before`: the reading ahead of this one, which a large file waits for. */
async function readFileOf(context: DeskContext, file: string, before?: Promise<Reading>): Promise<Reading> {
  const bytes = await readWhole(file, before)
  if (!bytes.ok) return bytes
  const run = await context.tasks.run('articles', { filename: path.basename(file), bytes: bytes.value })
  return run.ok ? run.value : run
}

/**
 * Keeps the articles that are not here yet, with their fingerprints, and looks for the submissions that are like them. How
 * many were new. A kill leaves each whole or not here; what was not compared is compared at the next start.
 */
async function keepArticles(context: DeskContext, sourced: readonly SourcedArticle[]): Promise<number> {
  const texts = sourced.map(({ article }) => Buffer.from(wellFormed(`${article.title}\n${article.text}`), 'utf8'))
  const names = await context.blobs.putAll(texts)
  const fresh: { readonly id: string; readonly hashes: readonly number[] }[] = []
  await inSlices(context, sourced, ({ article, source }, index) => {
    const { title, author, url, publishedAt, hashes } = article
    const id = uuidv7({ msecs: context.now() })
    const contentHash = names[index] ?? ''
    const row = { id, title, author, url, publishedAt, contentHash, source, addedAt: context.now() }
    if (!insertArticle(context.db, row)) return
    putArticleFingerprints(context.db, id, hashes)
    fresh.push({ id, hashes })
  })
  const compared = await Promise.all(fresh.map(({ id, hashes }) => submissionsLike(context, id, hashes)))
  let isLike = false
  await inSlices(context, compared, (found) => {
    if (found !== null && noteSubmissionsLike(context, found)) isLike = true
  })
  if (isLike) announce(context, 'submissions')
  return fresh.length
}

/** Writes one after the other, as many in a transaction as a slice of time holds. */
async function inSlices<T>(
  context: DeskContext,
  items: readonly T[],
  write: (item: T, index: number) => void,
): Promise<void> {
  for (let next = 0; next < items.length;) {
    transact(context, () => {
      const began = performance.now()
      do {
        write(items[next] as T, next)
        next += 1
      } while (next < items.length && performance.now() - began < SLICE)
    })
    await nextTurn()
  }
}

type Reject = (file: string, reason: ArticleRefusalCode, detail: string) => void

/** The files that are named, and those in named folders that look like articles, in order. */
async function filesUnder(targets: readonly string[], reject: Reject): Promise<string[]> {
  const files: string[] = []
  const walk = async (folder: string, depth: number): Promise<void> => {
    if (depth > MAX_FOLDER_DEPTH) return reject(folder, 'not-readable', `deeper than ${MAX_FOLDER_DEPTH} folders`)
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
      reject(folder, 'not-readable', messageOf(error))
      return []
    })
    // Symbolic links are not followed: they may lead in a circle or out of the folder.
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const full = path.join(folder, entry.name)
      if (entry.name.startsWith('.') || files.length >= MAX_FILES) continue
      if (entry.isDirectory()) await walk(full, depth + 1)
      else if (entry.isFile() && ARTICLE_EXTENSIONS.has(path.extname(entry.name).toLowerCase())) files.push(full)
    }
  }
  for (const target of targets) {
    try {
      if ((await stat(target)).isDirectory()) await walk(target, 0)
      else files.push(target)
    } catch (error) {
      const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
      reject(target, isMissing ? 'not-found' : 'not-readable', messageOf(error))
    }
  }
  return files
}

async function readWhole(
  file: string,
  before?: Promise<Reading>,
): Promise<Result<Uint8Array, { code: ArticleRefusalCode; detail: string }>> {
  try {
    const { size } = await stat(file)
    if (size > MAX_FEED_BYTES) return fail({ code: 'too-large', detail: `${size} bytes, limit ${MAX_FEED_BYTES}` })
    if (size > LARGE_BYTES) await before?.catch(() => undefined)
    return ok(await readFile(file))
  } catch (error) {
    return fail({ code: 'not-readable', detail: messageOf(error) })
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Takes articles out; ones that are not there are refused, and nothing is taken out then. */
export function removePublished(context: DeskContext, ids: readonly string[]): PublishedArticle[] {
  const removed = transact(context, () =>
    ids.map((id) => {
      const { contentHash: _contentHash, ...article } = getArticle(context.db, id) ?? refuse('not-found')
      removeArticle(context.db, id)
      return article
    }),
  )
  announce(context, 'published', 'submissions')
  return removed
}

/** The published articles that a submission is like, the most alike first. */
export function publishedMatches(context: DeskContext, submissionId: string): PublishedMatch[] {
  if (getSubmission(context.db, submissionId) === null) refuse('not-found')
  return listArticleMatches(context.db, submissionId, SHOWN_MAX).map(({ contentHash: _contentHash, ...match }) => match)
}

/** Sentences of the newest version by which it could be found on the web, the most distinctive first. */
export async function sentencesToSearch(context: DeskContext, submissionId: string): Promise<string[]> {
  const submission = getSubmission(context.db, submissionId) ?? refuse('not-found')
  const version = submission.currentVersionId === null ? null : getVersion(context.db, submission.currentVersionId)
  if (version === null) return []
  const run = await context.tasks.run('sentences', { text: plainText(currentDocument(context, version.contentHash)) })
  if (!run.ok) return []
  const known = new Map<number, number>()
  const commonness = (hash: number): number => {
    const count = known.get(hash) ?? commonnessOf(context.db, hash)
    known.set(hash, count)
    return count
  }
  const ranked = rankSentences(run.value, commonness).map(({ text }) => text)
  return [...new Set(ranked)].slice(0, SENTENCES_SHOWN)
}
