/** Articles that the site has published: imported from files, listed, taken out again; and the sentence to search the web for. */
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import type { ArticleRefusalCode, PublishedArticle, PublishedMatch, PublishedReport } from '@shared/domain/published'
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
  removeArticle,
} from '../store/repositories/published'
import { getSubmission } from '../store/repositories/submissions'
import type { FingerprintedArticle } from '../workers/tasks'
import { documentOf } from './checking'
import { announce, transact, type DeskContext } from './context'
import { refuse } from './refuse'
import { noteArticle } from './similar'

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
  for (const file of files) {
    if (isStopped()) break
    const bytes = await readWhole(file, reject)
    const run = bytes === null ? null : await context.tasks.run('articles', { filename: path.basename(file), bytes })
    if (run !== null && !run.ok) reject(file, run.error.code, run.error.detail)
    else if (run !== null && !run.value.ok) reject(file, run.value.error.code, run.value.error.detail)
    else if (run !== null && run.value.ok) {
      const articles = run.value.value
      for (const [index, article] of articles.entries()) {
        if (isStopped()) break
        const isNew = await keep(context, article, articles.length === 1 ? file : `${file}#${index + 1}`)
        if (isNew) imported += 1
        else duplicates += 1
      }
    }
    done += 1
    onProgress({ done, total: files.length, imported })
  }
  announce(context, 'published')
  return { imported, duplicates, refused, refusedCount, cancelled: isStopped() }
}

/** Keeps an article that is not here yet and looks for the submissions that are like it. */
async function keep(context: DeskContext, article: FingerprintedArticle, source: string): Promise<boolean> {
  const { title, author, url, publishedAt, text, hashes } = article
  const contentHash = context.blobs.put(Buffer.from(wellFormed(`${title}\n${text}`), 'utf8'))
  const id = uuidv7({ msecs: context.now() })
  const isNew = transact(context, () =>
    insertArticle(context.db, { id, title, author, url, publishedAt, contentHash, source, addedAt: context.now() }),
  )
  if (isNew) await noteArticle(context, id, hashes)
  return isNew
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

async function readWhole(file: string, reject: Reject): Promise<Uint8Array | null> {
  try {
    const { size } = await stat(file)
    if (size <= MAX_FEED_BYTES) return await readFile(file)
    reject(file, 'too-large', `${size} bytes, limit ${MAX_FEED_BYTES}`)
  } catch (error) {
    reject(file, 'not-readable', messageOf(error))
  }
  return null
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
  const run = await context.tasks.run('sentences', { text: plainText(documentOf(context, version.contentHash)) })
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
