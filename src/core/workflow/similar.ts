/** Near-duplicates among all submissions: noted when a version comes in, shown with the passages that both have. */
import type { SimilarPiece } from '@shared/domain/submission'
import { plainText } from '@shared/manuscript/text'
import { METHOD, SCORE_MIN, type Passage } from '../compliance/similarity'
import { getVersion } from '../store/repositories/manuscripts'
import {
  findCandidates,
  listSimilar,
  putFingerprints,
  putSimilar,
  versionsWithoutFingerprints,
} from '../store/repositories/similar'
import { getSubmission } from '../store/repositories/submissions'
import { documentOf } from './checking'
import { announce, transact, type DeskContext } from './context'
import { refuse } from './refuse'

/** Pieces that are compared letter by letter, those that share the most fingerprints. */
const CANDIDATES_MAX = 8
/** Similar pieces that are shown of one. */
const SHOWN_MAX = 20
/** Passages shown of a pair, the longest, and the UTF-16 units shown of each. */
const PASSAGES_MAX = 12
const PASSAGE_LENGTH = 400
/** Versions looked up at a time; each is tried once. */
const MISSING_BATCH = 100
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
  const isNewest = (): boolean => getSubmission(db, submissionId)?.currentVersionId === versionId
  const text = plainText(documentOf(context, version.contentHash))
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
  const matches = candidates
    .map((candidate, index) => ({ ...candidate, score: compared.value[index]?.score ?? 0 }))
    .filter(({ score }) => score >= SCORE_MIN)
    .filter((match) => getSubmission(db, match.submissionId)?.currentVersionId === match.versionId)
  transact(context, () => putSimilar(db, submissionId, versionId, METHOD, matches))
  if (matches.length > 0) announce(context, 'submissions')
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

/** Null where the blob is missing: `verify` says so, and one damaged piece keeps no other out. */
function textOf(context: DeskContext, contentHash: string): string | null {
  return context.blobs.has(contentHash) ? plainText(documentOf(context, contentHash)) : null
}
