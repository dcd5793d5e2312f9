/** Words of several groups near each other. */

/** A found word of a group, in UTF-16 units of the squeezed text. */
export interface Member {
  readonly from: number
  readonly to: number
}

/**
 * For each word of the first group the nearest word of every other group; a hit is the span over all of them, where it
 * is at most `within` units wide. Words of different groups must not overlap, so one word cannot stand for two.
 */
export function findCooccurrences(groups: readonly (readonly Member[])[], within: number): Member[] {
  const [anchors = [], ...others] = groups
  if (others.some((group) => group.length === 0)) return []
  const found: Member[] = []
  for (const anchor of anchors) {
    let span: Member | undefined = anchor
    for (const group of others) {
      span = span === undefined ? undefined : widened(span, nearest(anchor, group), within)
    }
    if (span !== undefined) found.push(span)
  }
  return found
}

function widened(span: Member, member: Member | undefined, within: number): Member | undefined {
  if (member === undefined) return undefined
  const from = Math.min(span.from, member.from)
  const to = Math.max(span.to, member.to)
  return to - from <= within ? { from, to } : undefined
}

function nearest(anchor: Member, group: readonly Member[]): Member | undefined {
  let best: Member | undefined
  let bestDistance = Infinity
  for (const member of group) {
    const distance = member.from >= anchor.to ? member.from - anchor.to : anchor.from - member.to
    // Negative: they overlap.
    if (distance < 0 || distance >= bestDistance) continue
    best = member
    bestDistance = distance
  }
  return best
}
