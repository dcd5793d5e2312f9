/** How often the sales talk of a piece came before: 3.2 and 3.3 speak of what no single manuscript shows. */
import type { Finding, RepetitionHistory } from '@shared/domain/compliance'
import { nearlySameTexts } from '../store/repositories/repetition'
import type { Db } from '../store/open-database'
import { TEXT_LIKENESS } from './resubmission'

/** The clauses of advertising, contacts and links; 3.2 and 3.3 are what comes of counting these. */
const ADVERTISING = /^3\.[145678]$/u

/** Whether a finding is of advertising: only what sells is counted, an honest piece may well come twice. */
export function isSalesTalk({ clause }: Pick<Finding, 'clause'>): boolean {
  return ADVERTISING.test(clause)
}

/** Earlier pieces of the same author, and pieces of others, that say the same. Nothing where nothing is sold. */
export function repetitionOf(db: Db, submissionId: string, findings: readonly Finding[]): RepetitionHistory {
  if (!findings.some(isSalesTalk)) return { own: 0, others: 0 }
  const pieces = nearlySameTexts(db, submissionId, TEXT_LIKENESS)
  const own = pieces.filter(({ isOwn }) => isOwn).length
  return { own, others: pieces.length - own }
}
