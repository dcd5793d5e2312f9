/** Near-duplicates: fingerprints to find texts that may be alike among many, and the comparison of two. Pure. */
export { fingerprints } from './fingerprints'
export type { Fingerprint } from './fingerprints'
export { LETTERS_MIN, METHOD, SCORE_MIN, TEXT_MAX } from './limits'
export { rankSentences, searchSentences, type SearchSentence } from './sentences'
export { stripSiteText } from './site-text'
export { similarity } from './similarity'
export type { Passage, Similarity } from './similarity'
