/**
 * The exact way back from a normalised text to the text as written.
 *
 * Unit `i` of the normalised text (UTF-16) was made from source units `[starts[i], ends[i])`. Both arrays are
 * monotone; the units that one source character expanded to share its range.
 */
export interface OffsetMap {
  readonly starts: Uint32Array
  readonly ends: Uint32Array
  /** What was done to make unit `i`: a mask of `stepBit`. */
  readonly steps: Uint16Array
  /** What was left out between unit `i - 1` and unit `i`: a mask of `stepBit`, `hardGapBit`, `wideGapBit`. */
  readonly gaps: Uint16Array
}

/** A normalised text with its map. `text.length` equals the length of the map's arrays. */
export interface View {
  readonly text: string
  readonly map: OffsetMap
}

export interface Range {
  readonly start: number
  readonly end: number
}

/** The source range of the normalised range `[from, to)`, which must not be empty. */
export function sourceRange(map: OffsetMap, from: number, to: number): Range {
  const start = map.starts[from]
  const end = map.ends[to - 1]
  if (start === undefined || end === undefined || from >= to) throw new RangeError(`no such range: ${from}, ${to}`)
  return { start, end }
}

/** The normalised range that was made from source units within `[start, end)`; empty where nothing was kept of it. */
export function viewRange(map: OffsetMap, start: number, end: number): { readonly from: number; readonly to: number } {
  const from = firstNotBelow(map.starts, start)
  return { from, to: Math.max(from, firstNotBelow(map.starts, end)) }
}

/** The mask of all steps that made `[from, to)`, and of what was left out inside it. */
export function rangeSteps(map: OffsetMap, from: number, to: number): number {
  let mask = 0
  for (let i = from; i < to; i += 1) {
    mask |= map.steps[i] ?? 0
    if (i > from) mask |= map.gaps[i] ?? 0
  }
  return mask
}

/** Index of the first element that is at least `value`, in a monotone array. */
function firstNotBelow(array: Uint32Array, value: number): number {
  let low = 0
  let high = array.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((array[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
