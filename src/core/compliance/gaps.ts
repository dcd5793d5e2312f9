/** Is what was found in the squeezed text one word as written? */
import type { Normalised } from './normalise'
import { sourceRange, viewRange, type OffsetMap } from './offset-map'
import { hardGapBit, stepBit, wideGapBit } from './trace-bits'

const separated = stepBit.symbol | stepBit.space | hardGapBit

/**
 * A symbol or a space between two characters is a disguise. Sentence punctuation is one only when it stands between
 * *all* characters of a word of three or more (`加,微,信`): else the word is made of two sentences (`请追加,微信后台`).
 */
export function isOneWord(map: OffsetMap, from: number, to: number): boolean {
  let separations = 0
  let hasHard = false
  for (let i = from + 1; i < to; i += 1) {
    const gap = map.gaps[i] ?? 0
    if ((gap & wideGapBit) !== 0) return false
    if ((gap & separated) !== 0) separations += 1
    if ((gap & hardGapBit) !== 0) hasHard = true
  }
  return !hasHard || (to - from >= 3 && separations === to - from - 1)
}

/** A word that begins or ends with a Latin letter or a digit does not go on with another one: `vx` is not in `devx`. */
export function hasWordEdges(views: Normalised, from: number, to: number): boolean {
  const { map } = views.squeezed
  const { text } = views.folded
  const source = sourceRange(map, from, to)
  const inFolded = viewRange(views.folded.map, source.start, source.end)
  return (
    !sameKind(text.charAt(inFolded.from - 1), text.charAt(inFolded.from)) &&
    !sameKind(text.charAt(inFolded.to - 1), text.charAt(inFolded.to))
  )
}

function sameKind(left: string, right: string): boolean {
  return (/[a-z]/u.test(left) && /[a-z]/u.test(right)) || (/\d/u.test(left) && /\d/u.test(right))
}
