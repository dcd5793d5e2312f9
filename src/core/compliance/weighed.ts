/** Weak signs, weighed: what no single word says of a headline or a sales talk, many together do. */
import type { Normalised } from './normalise'
import { sourceRange, type Range } from './offset-map'
import type { ViewName, Weighed } from './rule-pack'

export interface CompiledCue {
  readonly cue: string
  readonly regex: RegExp
  readonly view: ViewName
  readonly weight: number
}

export function compileCues({ cues }: Weighed): CompiledCue[] {
  return cues.map(({ cue, regex, view, weight }) => ({ cue, regex: new RegExp(regex, 'u'), view, weight }))
}

/**
 * The span over the first match of every sign that spoke for it, in UTF-16 units of the block as written, with the
 * names of the signs; undefined where the sum is not reached.
 */
export function weigh(
  views: Normalised,
  cues: readonly CompiledCue[],
  atLeast: number,
): (Range & { readonly detail: string }) | undefined {
  let sum = 0
  let start = Infinity
  let end = 0
  const names = new Set<string>()
  for (const { cue, regex, view, weight } of cues) {
    const { text, map } = views[view]
    const match = regex.exec(text)
    if (match === null || match[0] === '') continue
    sum += weight
    if (weight < 0) continue
    const range = sourceRange(map, match.index, match.index + match[0].length)
    start = Math.min(start, range.start)
    end = Math.max(end, range.end)
    names.add(cue)
  }
  return sum >= atLeast && start < end ? { start, end, detail: [...names].join('、') } : undefined
}
