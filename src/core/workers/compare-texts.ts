/** Tasks over texts: their fingerprints, their likeness, the sentences to search. */
import { fingerprints, similarity, type Similarity } from '../compliance/similarity'

export { searchSentences } from '../compliance/similarity'

export function fingerprintsOf(text: string): number[] {
  return fingerprints(text).map(({ hash }) => hash)
}

export function compareTexts(text: string, others: readonly string[]): Similarity[] {
  return others.map((other) => similarity(text, other))
}
