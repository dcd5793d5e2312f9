/** Is what was found in the squeezed text one word as written? */
import type { Squeezed } from './squeeze'
import { hardGapBit, stepBit, wideGapBit } from './trace-bits'

const separated = stepBit.symbol | stepBit.space | hardGapBit

/** What the questions below need of a squeezed text. */
export type Gapped = Pick<Squeezed, 'units' | 'gaps' | 'length'>

/**
 * A symbol or a space between two characters is a disguise. Sentence punctuation is one only when it stands between
 * *all* characters of a word of three or more (`加,微,信`): else the word is made of two sentences (`请追加,微信后台`).
 */
export function isOneWord({ gaps }: Pick<Squeezed, 'gaps'>, from: number, to: number): boolean {
  let separations = 0
  let hasHard = false
  for (let i = from + 1; i < to; i += 1) {
    const gap = gaps[i] ?? 0
    if (gap === 0) continue
    if ((gap & wideGapBit) !== 0) return false
    if ((gap & separated) !== 0) separations += 1
    if ((gap & hardGapBit) !== 0) hasHard = true
  }
  return !hasHard || (to - from >= 3 && separations === to - from - 1)
}

/** A word that begins or ends with a Latin letter or a digit does not go on with another one: `vx` is not in `devx`. */
export function hasWordEdges({ units, gaps, length }: Gapped, from: number, to: number): boolean {
  return (
    (from === 0 || isSeparated(gaps[from] ?? 0) || !sameKind(units[from - 1] ?? 0, units[from] ?? 0)) &&
    (to === length || isSeparated(gaps[to] ?? 0) || !sameKind(units[to - 1] ?? 0, units[to] ?? 0))
  )
}

export function isSeparated(gap: number): boolean {
  return (gap & separated) !== 0
}

export function isLetter(unit: number): boolean {
  return unit >= 0x61 && unit <= 0x7a
}

export function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39
}

function sameKind(left: number, right: number): boolean {
  return (isLetter(left) && isLetter(right)) || (isDigit(left) && isDigit(right))
}
