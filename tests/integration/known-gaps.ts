/**
 * What the desk does not get right of the corpus yet, field by field of its manifest. The corpus test asserts that
 * exactly these fail: a gap that closes has to be taken out.
 */
export interface KnownGap {
  readonly file: string
  readonly field: string
  readonly reason: string
}

const NO_VERDICT = 'which clauses a text of the set violates is judged by the evaluation of the rule packs, not here'

export const KNOWN_GAPS: readonly KnownGap[] = [
  { file: '18-violations-clickbait-ad.eml', field: 'violations', reason: NO_VERDICT },
  { file: '19-violations-unfriendly.eml', field: 'violations', reason: NO_VERDICT },
  { file: '20-violations-superstition-rumor.eml', field: 'violations', reason: NO_VERDICT },
  { file: '21-violations-fandom-danger.eml', field: 'violations', reason: NO_VERDICT },
  { file: '22-violations-minors-bully.eml', field: 'violations', reason: NO_VERDICT },
]
