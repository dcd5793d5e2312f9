/** The Latin letters of a squeezed text, in pieces as they stand together. */
import { isLetter, isSeparated } from './gaps'
import type { Squeezed } from './squeeze'
import { wideGapBit } from './trace-bits'

export interface Piece {
  /** In units of the squeezed text. */
  readonly from: number
  readonly to: number
  readonly letters: string
}

/** In order. Letters that stand apart one by one (`w e i x i n`) are one piece. */
export function latinPieces({ units, gaps, length }: Squeezed): Piece[] {
  const pieces: Piece[] = []
  for (let at = 0; at < length; at += 1) {
    if (!isLetter(units[at] ?? 0)) continue
    const from = at
    const isAlone = at + 1 < length && isLetter(units[at + 1] ?? 0) && isSeparated(gaps[at + 1] ?? 0)
    while (at + 1 < length && isLetter(units[at + 1] ?? 0)) {
      const gap = gaps[at + 1] ?? 0
      if (isSeparated(gap) !== isAlone || (gap & wideGapBit) !== 0) break
      at += 1
    }
    pieces.push({
      from,
      to: at + 1,
      letters: String.fromCharCode(...units.subarray(from, Math.min(at + 1, from + 64))),
    })
  }
  return pieces
}
