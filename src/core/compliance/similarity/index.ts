/** Near-duplicates: fingerprints to find texts that may be alike among many, and the comparison of two. Pure. */
export { fingerprints } from './fingerprints'
export type { Fingerprint } from './fingerprints'
export { METHOD, SCORE_MIN } from './limits'
export { similarity } from './similarity'
export type { Passage, Similarity } from './similarity'
