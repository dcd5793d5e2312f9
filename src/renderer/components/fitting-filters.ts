const GAP = 2

/** Which of the items fit side by side: those to keep first, then the others in their order up to the first without room. */
export function fittingFilters(
  items: readonly { readonly width: number; readonly keep: boolean }[],
  room: number,
): readonly boolean[] {
  let left = room + GAP - items.reduce((sum, { width, keep }) => sum + (keep ? width + GAP : 0), 0)
  let full = false
  return items.map(({ width, keep }) => {
    if (keep) return true
    left -= width + GAP
    // Half a pixel of rounding cuts nothing off.
    full ||= left < -0.5
    return !full
  })
}
