/** The numbers of the comparison. Another value of one of the first three makes other fingerprints: raise `METHOD` with it. */

/** Letters in a shingle. Eight in a row are seldom the same by chance in Chinese, and a changed word costs few of them. */
export const SHINGLE = 8

/**
 * Shingles in a window, of which one is kept: every run of `SHINGLE + WINDOW - 1` letters that two texts share is noticed.
 * 16 keeps half of what 8 kept, and finds as many pieces again (`tests/unit/compliance/similarity/evaluation.test.ts`).
 */
export const WINDOW = 16

/** Fingerprints kept of a text, those with the lowest hashes: about 17,000 letters whole, of a longer one a sample. */
export const FINGERPRINTS_MAX = 2048

/** Names how fingerprints are made; stored ones of another method are made again. */
export const METHOD = 2

/** UTF-16 units of a text that are looked at; what comes after them is not compared. */
export const TEXT_MAX = 200_000

/** Letters below which a text has no fingerprints: greetings and signatures are alike everywhere. */
export const LETTERS_MIN = 60

/** Places in the other text that are tried for one shingle. */
export const PLACES_MAX = 8

/** Letters between two passages that still make them one: a changed word does not cut a passage in two. */
export const MERGE_GAP = 12

/** From this score on two pieces count as near-duplicates. */
export const SCORE_MIN = 0.3
