/** Text that only repeats a clause: a page that carries the convention must not be accused of what it forbids. */
import { squeezedWord } from './squeezed-word'

/** A short clause could be said in earnest. */
const shortestClause = 6
/** No clause is longer by far; keeps the comparison away from ordinary paragraphs. */
const longestClause = 400

/** The clauses as they are compared. */
export function clauseTexts(texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.map(squeezedWord).filter((text) => text.length >= shortestClause))
}

/** Whether a block, squeezed, is a clause word for word, with or without its number. */
export function isClauseText(squeezed: string, clauses: ReadonlySet<string>): boolean {
  if (squeezed.length > longestClause) return false
  return clauses.has(squeezed) || clauses.has(squeezed.replace(/^\d{1,4}/u, ''))
}
