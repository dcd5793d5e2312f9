/** The heaviest set of pairs that keeps the order of both texts. */

export interface WeighedPair {
  readonly old: number
  readonly new: number
  readonly weight: number
}

/**
 * Of pairs, those that rise in both texts and weigh the most together; each index at most once. In O(n log n); of equally
 * heavy chains always the same one.
 */
export function heaviestChain<P extends WeighedPair>(pairs: readonly P[]): P[] {
  const sorted = pairs.toSorted((a, b) => a.old - b.old || b.new - a.new || b.weight - a.weight)
  const size = maxNew(sorted) + 2
  // A Fenwick tree of the heaviest chain that ends at or before an index of the new text.
  const best: (number | undefined)[] = Array.from({ length: size + 1 })
  const total: number[] = []
  const from: number[] = []
  sorted.forEach((pair, at) => {
    let before = -1
    for (let node = pair.new; node > 0; node -= node & -node) {
      const end = best[node]
      if (end !== undefined && (before < 0 || (total[end] ?? 0) > (total[before] ?? 0))) before = end
    }
    total[at] = pair.weight + (before < 0 ? 0 : (total[before] ?? 0))
    from[at] = before
    for (let node = pair.new + 1; node <= size; node += node & -node) {
      const end = best[node]
      if (end === undefined || (total[end] ?? 0) < (total[at] ?? 0)) best[node] = at
    }
  })
  let end = -1
  total.forEach((weight, at) => {
    if (end < 0 || weight > (total[end] ?? 0)) end = at
  })
  const chain: P[] = []
  for (let at = end; at >= 0; at = from[at] ?? -1) {
    const pair = sorted[at]
    if (pair !== undefined) chain.push(pair)
  }
  return chain.toReversed()
}

function maxNew(pairs: readonly WeighedPair[]): number {
  let max = 0
  for (const pair of pairs) max = Math.max(max, pair.new)
  return max
}
