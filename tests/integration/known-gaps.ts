/**
 * What the desk does not get right of the corpus yet, field by field of its manifest. The corpus test asserts that
 * exactly these fail: a gap that closes has to be taken out.
 */
export interface KnownGap {
  readonly file: string
  readonly field: string
  readonly reason: string
}

export const KNOWN_GAPS: readonly KnownGap[] = []
