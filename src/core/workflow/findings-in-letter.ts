/** What a letter says of findings: the words, the clause in words, and what to do. */
import { itemNumber, type Finding } from '@shared/domain/compliance'
import { IMAGE_CHARACTER } from '@shared/manuscript/text'
import { getCheck, listWaivers } from '../store/repositories/manuscripts'
import { getSubmission } from '../store/repositories/submissions'
import { coveredFindings } from './allow-list'
import type { DeskContext } from './context'
import { refuse } from './refuse'

/** UTF-16 units of a quote; a headline or a paragraph that is meant whole is not sent back whole. */
const QUOTE_LENGTH = 60

/** As a template is given it. */
export interface LetterFinding {
  /** The words as written, shortened; of a picture, what its code says; empty where it is about the whole piece. */
  readonly quote: string
  /** `3.4`, of another pack than the convention empty. */
  readonly number: string
  /** The clause's item in the words of its pack: `发布垃圾广告信息`. */
  readonly item: string
  readonly message: string
  readonly suggestion: string
}

/**
 * The chosen findings of a piece's newest version that are open, in the order of the text; others are passed over. Clauses have
 * their items once the packs were read.
 */
export function letterFindings(
  context: DeskContext,
  submissionId: string,
  findingIds: readonly string[],
): LetterFinding[] {
  if (findingIds.length === 0) return []
  const { currentVersionId } = getSubmission(context.db, submissionId) ?? refuse('not-found')
  if (currentVersionId === null) return []
  const waived = new Set(listWaivers(context.db, currentVersionId).map(({ findingId }) => findingId))
  const covered = coveredFindings(context, currentVersionId)
  const clauses = new Map(
    (context.packs.loaded()?.packs ?? []).flatMap(({ digest }) =>
      digest.clauses.map((clause) => [clause.number, clause.item] as const),
    ),
  )
  return (getCheck(context.db, currentVersionId)?.findings ?? [])
    .filter(({ id }) => findingIds.includes(id) && !waived.has(id) && !covered.has(id))
    .map((finding) => ({
      quote: quoteOf(finding),
      number: itemNumber(finding.clause) === '' ? '' : finding.clause,
      item: clauses.get(finding.clause) ?? '',
      message: finding.message,
      suggestion: finding.suggestion,
    }))
}

function quoteOf({ text, normalized, ofPiece }: Finding): string {
  if (ofPiece === true) return ''
  const words = (text === IMAGE_CHARACTER ? normalized : text).replaceAll(IMAGE_CHARACTER, '').replaceAll(/\s+/gu, ' ')
  const letters = [...words.trim()]
  return letters.length <= QUOTE_LENGTH ? letters.join('') : `${letters.slice(0, QUOTE_LENGTH - 1).join('')}…`
}
