/** Near-duplicates among all submissions: noted when a version comes in, shown with the passages that both have. */
import { isDeepStrictEqual } from 'node:util'
import type { Comparison, SimilarPiece } from '@shared/domain/submission'
import { plainText } from '@shared/manuscript/text'
import { METHOD, SCORE_MIN, TEXT_MAX, type Passage } from '../compliance/similarity'
import { getCheck, getVersion } from '../store/repositories/manuscripts'
import {
  articlesWithoutFingerprints,
  findArticleCandidates,
  getArticle,
  putArticleFingerprints,
  putArticlesOfSubmission,
  putSubmissionsOfArticle,
} from '../store/repositories/published'
import {
  findCandidates,
  listSimilar,
  putFingerprints,
  putSimilar,
  versionsWithoutFingerprints,
} from '../store/repositories/similar'
import { getSubmission } from '../store/repositories/submissions'
import { checkVersion, currentDocument, outdate } from './checking'
import { announce, append, DESK_ITSELF, transact, type DeskContext } from './context'
import { refuse } from './refuse'
import { repetitionOf } from './repetition'
import { resubmissionsByText } from './resubmission'

/** Pieces that are compared letter by letter, those that share the most fingerprints. */
const CANDIDATES_MAX = 8
/** Similar pieces that are shown of one. */
const SHOWN_MAX = 20
/** Passages shown of a pair, the longest, and the UTF-16 units shown of each. */
const PASSAGES_MAX = 12
const PASSAGE_LENGTH = 400
/** Versions looked up at a time; each is tried once. */
const MISSING_BATCH = 100
/** Passages of two whole texts beside each other. */
const COMPARED_MAX = 500
const DAY = 86_400_000

/**
 * Notes which other submissions a new version is like. Only the newest version of a submission counts. Interrupted or
 * failed, it is done again at the next start.
 */
export async function noteSimilar(context: DeskContext, versionId: string): Promise<void> {
  const { db, tasks } = context
  const version = getVersion(db, versionId)
  if (version === null) throw new Error(`version ${versionId} is gone`)
  const { submissionId } = version
  // One whose words were erased meanwhile has another original: nothing of it may be written.
  const isNewest = (): boolean =>
    getSubmission(db, submissionId)?.currentVersionId === versionId &&
    getVersion(db, versionId)?.originalHash === version.originalHash
  const text = plainText(currentDocument(context, version.contentHash))
  const made = await tasks.run('fingerprint', { text })
  if (!made.ok || !isNewest()) return
  // Written before anything is compared: of two that come in at once, one sees the other.
  transact(context, () => putFingerprints(db, submissionId, versionId, made.value))
  const candidates = findCandidates(db, submissionId, made.value, CANDIDATES_MAX).flatMap((candidate) => {
    const otherText = textOf(context, candidate.contentHash)
    return otherText === null ? [] : [{ ...candidate, text: otherText }]
  })
  const others = candidates.map((candidate) => candidate.text)
  const compared = await tasks.run('compare', { text, others })
  if (!compared.ok || !isNewest()) return
  const scored = candidates.map((candidate, index) => ({ ...candidate, score: compared.value[index]?.score ?? 0 }))
  const matches = scored
    .filter(({ score }) => score >= SCORE_MIN)
    .filter((match) => getSubmission(db, match.submissionId)?.currentVersionId === match.versionId)
  const published = await publishedLike(context, text, made.value)
  if (published === null || !isNewest()) return
  const found = getCheck(db, versionId)?.findings ?? []
  const repeated = transact(context, () => {
    const before = repetitionOf(db, submissionId, found)
    putArticlesOfSubmission(
      db,
      submissionId,
      published.filter(({ articleId }) => getArticle(db, articleId) !== null),
    )
    putSimilar(db, submissionId, versionId, METHOD, matches)
    append(context, resubmissionsByText(context, submissionId, matches), DESK_ITSELF)
    const isSame = isDeepStrictEqual(repetitionOf(db, submissionId, found), before)
    return isSame ? null : outdate(context, submissionId)
  })
  if (matches.length > 0 || published.length > 0) announce(context, 'submissions')
  // 3.2 and 3.3 speak of what came before, which is known only now.
  if (repeated !== null) await checkVersion(context, repeated)
}

/** The published articles that a text is like; null when the comparison did not come to an end. */
async function publishedLike(
  context: DeskContext,
  text: string,
  hashes: readonly number[],
): Promise<{ articleId: string; score: number }[] | null> {
  const candidates = findArticleCandidates(context.db, hashes, CANDIDATES_MAX).flatMap((candidate) => {
    const articleText = articleTextOf(context, candidate.contentHash)
    return articleText === null ? [] : [{ ...candidate, text: articleText }]
  })
  if (candidates.length === 0) return []
  const compared = await context.tasks.run('compare', { text, others: candidates.map((candidate) => candidate.text) })
  if (!compared.ok) return null
  return candidates
    .map(({ articleId }, index) => ({ articleId, score: compared.value[index]?.score ?? 0 }))
    .filter(({ score }) => score >= SCORE_MIN)
}

/** The submissions that an article is like. */
export interface ArticleLikeness {
  readonly articleId: string
  readonly matches: readonly { readonly submissionId: string; readonly versionId: string; readonly score: number }[]
}

/** Which submissions a published article is like; null when it is gone or could not be compared. Nothing is written. */
export async function submissionsLike(
  context: DeskContext,
  articleId: string,
  hashes: readonly number[],
): Promise<ArticleLikeness | null> {
  const { db, tasks } = context
  const candidates = findCandidates(db, '', hashes, CANDIDATES_MAX * 4).flatMap((candidate) => {
    const otherText = textOf(context, candidate.contentHash)
    return otherText === null ? [] : [{ ...candidate, text: otherText }]
  })
  if (candidates.length === 0) return { articleId, matches: [] }
  const article = getArticle(db, articleId)
  const text = article === null ? null : articleTextOf(context, article.contentHash)
  if (text === null) return null
  const compared = await tasks.run('compare', { text, others: candidates.map((candidate) => candidate.text) })
  if (!compared.ok) return null
  const matches = candidates
    .map(({ submissionId, versionId }, index) => ({
      submissionId,
      versionId,
      score: compared.value[index]?.score ?? 0,
    }))
    .filter(({ score }) => score >= SCORE_MIN)
  return { articleId, matches }
}

/** Writes what an article is like, inside a transaction; false when it is like nothing. */
export function noteSubmissionsLike({ db }: DeskContext, { articleId, matches }: ArticleLikeness): boolean {
  if (getArticle(db, articleId) === null) return false
  const newest = matches.filter((match) => getSubmission(db, match.submissionId)?.currentVersionId === match.versionId)
  putSubmissionsOfArticle(db, articleId, METHOD, newest)
  return newest.length > 0
}

/** Which submissions a published article is like; its fingerprints are written. Interrupted, it is done again. */
async function noteArticle(context: DeskContext, articleId: string, hashes: readonly number[]): Promise<void> {
  const isHere = transact(context, () => {
    if (getArticle(context.db, articleId) === null) return false
    putArticleFingerprints(context.db, articleId, hashes)
    return true
  })
  if (!isHere) return
  const found = await submissionsLike(context, articleId, hashes)
  if (found !== null && transact(context, () => noteSubmissionsLike(context, found))) announce(context, 'submissions')
}

/** Does it for articles that have none, as `noteMissingSimilar` does for versions. */
export async function noteMissingArticles(context: DeskContext, signal: AbortSignal): Promise<void> {
  for (let after = ''; ;) {
    const batch = articlesWithoutFingerprints(context.db, METHOD, after, MISSING_BATCH)
    for (const { id, contentHash } of batch) {
      if (signal.aborted) return
      after = id
      const text = articleTextOf(context, contentHash)
      const made = text === null ? null : await context.tasks.run('fingerprint', { text })
      if (made?.ok === true) await noteArticle(context, id, made.value)
    }
    if (batch.length === 0) return
  }
}

/** Does it for newest versions that have none: from before there was such a thing, or interrupted. */
export async function noteMissingSimilar(context: DeskContext, signal: AbortSignal): Promise<void> {
  for (let after = ''; ;) {
    const batch = versionsWithoutFingerprints(context.db, METHOD, after, MISSING_BATCH)
    for (const { submissionId, versionId } of batch) {
      if (signal.aborted) return
      await noteSimilar(context, versionId)
      after = submissionId
    }
    if (batch.length === 0) return
  }
}

/** The near-duplicates of a submission with the passages that both have. */
export async function similarPieces(context: DeskContext, submissionId: string): Promise<SimilarPiece[]> {
  const submission = getSubmission(context.db, submissionId) ?? refuse('not-found')
  const rows = listSimilar(context.db, submissionId, SHOWN_MAX)
  const version = submission.currentVersionId === null ? null : getVersion(context.db, submission.currentVersionId)
  const text = version === null ? null : textOf(context, version.contentHash)
  const texts = rows.map(({ contentHash }) => textOf(context, contentHash) ?? '')
  const compared =
    rows.length === 0 || text === null ? null : await context.tasks.run('compare', { text, others: texts })
  return rows.map(({ contentHash: _contentHash, authorId, receivedAt, ...piece }, index) => ({
    ...piece,
    sameAuthor: authorId === submission.authorId,
    daysApart: Math.floor(Math.abs(receivedAt - submission.row.receivedAt) / DAY),
    passages:
      text !== null && compared?.ok === true
        ? shownPassages(text, texts[index] ?? '', compared.value[index]?.passages ?? [])
        : [],
  }))
}

function shownPassages(text: string, other: string, passages: readonly Passage[]): SimilarPiece['passages'] {
  return passages
    .toSorted((a, b) => b.aEnd - b.aStart - (a.aEnd - a.aStart))
    .slice(0, PASSAGES_MAX)
    .toSorted((a, b) => a.aStart - b.aStart)
    .map(({ aStart, aEnd, bStart, bEnd }) => ({ here: shown(text, aStart, aEnd), there: shown(other, bStart, bEnd) }))
}

function shown(text: string, start: number, end: number): string {
  if (end - start <= PASSAGE_LENGTH) return text.slice(start, end)
  return `${text.slice(start, start + PASSAGE_LENGTH).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** Two whole texts beside each other, with what both have. */
export async function compareTexts(
  context: DeskContext,
  submissionId: string,
  other: { readonly kind: 'submission' | 'published'; readonly id: string },
): Promise<Comparison> {
  const own = sideOf(context, submissionId)
  const there = other.kind === 'submission' ? pieceSide(context, other.id) : articleSide(context, other.id)
  const compared = await context.tasks.run('compare', { text: own.text, others: [there.text] })
  const similar = compared.ok ? compared.value[0] : undefined
  return {
    here: own,
    there,
    score: similar?.score ?? null,
    passages: [...(similar?.passages ?? [])]
      .toSorted((a, b) => b.aEnd - b.aStart - (a.aEnd - a.aStart))
      .slice(0, COMPARED_MAX)
      .toSorted((a, b) => a.aStart - b.aStart),
  }
}

function sideOf(context: DeskContext, submissionId: string): Comparison['here'] {
  const { row, currentVersionId } = getSubmission(context.db, submissionId) ?? refuse('not-found')
  const version = currentVersionId === null ? null : getVersion(context.db, currentVersionId)
  const text = version === null ? null : textOf(context, version.contentHash)
  return {
    number: row.number,
    title: row.title || row.subject,
    author: row.author.name || row.author.address,
    at: row.receivedAt,
    text: (text ?? '').slice(0, TEXT_MAX),
  }
}

function pieceSide(context: DeskContext, id: string): Comparison['there'] {
  return { kind: 'submission', id, url: '', ...sideOf(context, id) }
}

function articleSide(context: DeskContext, id: string): Comparison['there'] {
  const article = getArticle(context.db, id) ?? refuse('not-found')
  const { title, author, url, publishedAt } = article
  const text = (articleTextOf(context, article.contentHash) ?? '').slice(0, TEXT_MAX)
  return { kind: 'published', id, number: '', title, author, at: publishedAt, url, text }
}

/** An article's text with its title in the first line; null where the blob is missing. */
function articleTextOf(context: DeskContext, contentHash: string): string | null {
  return context.blobs.get(contentHash)?.toString('utf8') ?? null
}

/** Null where the blob is missing: `verify` says so, and one damaged piece keeps no other out. */
function textOf(context: DeskContext, contentHash: string): string | null {
  return context.blobs.has(contentHash) ? plainText(currentDocument(context, contentHash)) : null
}
