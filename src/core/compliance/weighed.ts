/** Weak signs, weighed: what no single word says of a headline or a sales talk, many together do. */
import { matchesOf } from './matches'
import { needOf, type Need } from './needs'
import type { NeedsIndex } from './needs-index'
import type { Normalised } from './normalise'
import { sourceRange, viewRange, type Range } from './offset-map'
import type { ViewName, Weighed } from './rule-pack'

interface Sign {
  readonly cue: string
  readonly weight: number
  /** How many different matches count; 1 for a regular expression. */
  readonly upTo: number
  readonly must: boolean
}

export type CompiledCue = Sign &
  /** `need`: its number among those of all packs. */
  (
    | { readonly kind: 'regex'; readonly regex: RegExp; readonly view: ViewName; readonly need: number }
    | { readonly kind: 'words' }
  )

export interface CompiledWeighed {
  readonly cues: readonly CompiledCue[]
  /** Those that are regular expressions, with their index, by decreasing weight. */
  readonly regexes: readonly (CompiledCue & { readonly kind: 'regex'; readonly at: number })[]
  readonly atLeast: number
  /** In UTF-16 units of the squeezed text; `Infinity`: the whole block. */
  readonly within: number
  /** What the words must give before the regular expressions are worth running. */
  readonly fromWords: number
  /** Whether one of the cues that must be there is needed, and whether only words can be it. */
  readonly must: 'none' | 'words' | 'any'
}

/** A found word of a cue (by its index), in UTF-16 units of the squeezed text. */
export interface CueHit {
  readonly cue: number
  readonly from: number
  readonly to: number
}

/** The same, and where it is written: what a regular expression finds may be squeezed to nothing (`!!!`). */
interface PlacedHit extends CueHit, Range {}

/** Most matches of one regular expression that are looked at in one block. */
const maxMatches = 100

/** `addNeed` takes what a regular expression needs and gives its number. */
export function compileWeighed({ cues, atLeast, within }: Weighed, addNeed: (need: Need) => number): CompiledWeighed {
  const compiled = cues.map((cue): CompiledCue => {
    const { cue: name, weight, must } = cue
    if ('words' in cue) return { kind: 'words', cue: name, weight, must, upTo: cue.upTo }
    return {
      kind: 'regex',
      cue: name,
      weight,
      must,
      upTo: 1,
      regex: new RegExp(cue.regex, 'gu'),
      view: cue.view,
      need: addNeed(needOf(cue.regex)),
    }
  })
  const fromRegexes = compiled.reduce((sum, { kind, weight }) => sum + (kind === 'regex' ? Math.max(0, weight) : 0), 0)
  const needed = compiled.filter(({ must }) => must)
  const must = needed.length === 0 ? 'none' : needed.every(({ kind }) => kind === 'words') ? 'words' : 'any'
  const regexes = compiled
    .flatMap((cue, at) => (cue.kind === 'regex' ? [{ ...cue, at }] : []))
    .sort((a, b) => b.weight - a.weight)
  return { cues: compiled, regexes, atLeast, within: within ?? Infinity, fromWords: atLeast - fromRegexes, must }
}

/**
 * Whether the signs that can be in the text could reach the sum within the window, as far as that is seen without reading it.
 * `words`: the found words of the cues, by increasing start. `needs` has looked at the text.
 */
export function canReach(
  weighed: CompiledWeighed,
  words: readonly CueHit[],
  needs: Pick<NeedsIndex, 'isMet'>,
): boolean {
  const { cues, atLeast, within, fromWords } = weighed
  if (fromWords > 0 && possible(weighed, words, fromWords) < fromWords) return false
  let fromRegexes = 0
  let hasMust = weighed.must === 'none'
  for (const cue of cues) {
    if (cue.kind !== 'regex' || cue.weight <= 0 || !needs.isMet(cue.need)) continue
    fromRegexes += cue.weight
    hasMust ||= cue.must
  }
  if (!hasMust && !words.some(({ cue }) => cues[cue]?.must === true)) return false
  return atLeast - fromRegexes <= 0 || possible(weighed, words, atLeast - fromRegexes, within) >= atLeast - fromRegexes
}

/** By cue of the pattern that is looked at: how many of its words were counted. */
let counted = new Uint8Array(64)

/** The most that words within a window can give; not counted further than `enough`. */
function possible({ cues }: CompiledWeighed, words: readonly CueHit[], enough: number, within = Infinity): number {
  if (counted.length < cues.length) counted = new Uint8Array(cues.length)
  let most = 0
  for (let index = 0; index < words.length; index += 1) {
    const first = words[index]
    if (first === undefined) break
    counted.fill(0)
    let sum = 0
    for (let at = index; at < words.length; at += 1) {
      const hit = words[at]
      if (hit === undefined || hit.from - first.from > within) break
      const cue = cues[hit.cue]
      const times = counted[hit.cue] ?? 0
      if (cue === undefined || cue.weight <= 0 || times >= cue.upTo || hit.to - first.from > within) continue
      counted[hit.cue] = times + 1
      sum += cue.weight
      if (sum >= enough) return sum
    }
    most = Math.max(most, sum)
    // Without a window the first one is over all of them.
    if (within === Infinity) break
  }
  return most
}

/**
 * The spans (UTF-16 units of the block as written) in which the sum is reached, each over the signs that spoke for it,
 * with their names. `words` are the found words of the pattern's cues, in any order.
 */
export function weigh(
  views: Normalised,
  weighed: CompiledWeighed,
  words: readonly CueHit[],
  needs: Pick<NeedsIndex, 'isMet'>,
): readonly (Range & { readonly detail: string })[] {
  const { cues } = weighed
  const matched = matches(views, weighed, words, needs)
  if (matched === undefined) return []
  const { map } = views.squeezed
  const placed = words.map((hit): PlacedHit => ({ ...hit, ...sourceRange(map, hit.from, hit.to) }))
  const all = [...placed, ...matched].sort((a, b) => a.start - b.start || a.end - b.end)
  if (
    possible(
      weighed,
      all.toSorted((a, b) => a.from - b.from),
      weighed.atLeast,
      weighed.within,
    ) < weighed.atLeast
  )
    return []
  const found: (Range & { readonly detail: string })[] = []
  let after = 0
  for (const [index, first] of all.entries()) {
    if (first.start < after || (cues[first.cue]?.weight ?? 0) <= 0) continue
    const window = sumFrom(all, index, weighed, views)
    if (window.sum < weighed.atLeast || (weighed.must !== 'none' && !window.hasMust)) continue
    found.push({ start: first.start, end: window.end, detail: window.names.join('、') })
    after = window.end
  }
  return found
}

/** What the regular expressions find; undefined where the sum cannot be reached with it. Those that count most go first. */
function matches(
  views: Normalised,
  weighed: CompiledWeighed,
  words: readonly CueHit[],
  needs: Pick<NeedsIndex, 'isMet'>,
): PlacedHit[] | undefined {
  const asked = weighed.regexes.filter(({ need }) => needs.isMet(need))
  // So much more than the words must come of the expressions.
  let missing = weighed.atLeast - possible(weighed, words, weighed.atLeast, weighed.within)
  let open = asked.reduce((sum, { weight }) => sum + Math.max(0, weight), 0)
  const hits: PlacedHit[] = []
  for (const { at, regex, view, weight } of asked) {
    if (open < missing) return undefined
    const { text, map } = views[view]
    let count = 0
    for (const match of matchesOf(regex, text, maxMatches)) {
      if (match[0] === '') continue
      const range = sourceRange(map, match.index, match.index + match[0].length)
      hits.push({ cue: at, ...range, ...viewRange(views.squeezed.map, range.start, range.end) })
      count += 1
    }
    open -= Math.max(0, weight)
    if (count > 0) missing -= Math.max(0, weight)
  }
  return missing > 0 ? undefined : hits.sort((a, b) => a.cue - b.cue)
}

/** What counts from the sign at `index` on, within the window; what speaks against counts as far before it too. */
function sumFrom(
  all: readonly PlacedHit[],
  index: number,
  { cues, within }: CompiledWeighed,
  views: Normalised,
): { readonly sum: number; readonly end: number; readonly names: readonly string[]; readonly hasMust: boolean } {
  const first = all[index]
  const seen = new Tally(views)
  const names = new Set<string>()
  let sum = 0
  let end = 0
  let hasMust = false
  for (const [at, hit] of all.entries()) {
    const cue = cues[hit.cue]
    if (first === undefined || cue === undefined || Math.abs(hit.from - first.from) > within) continue
    if (cue.weight > 0 && (at < index || hit.to - first.from > within)) continue
    if (!seen.counts(hit, cue.upTo)) continue
    sum += cue.weight
    if (cue.weight <= 0) continue
    hasMust ||= cue.must
    end = Math.max(end, hit.end)
    names.add(cue.cue)
  }
  return { sum, end, names: [...names], hasMust }
}

/** Which matches count: different ones of a cue that do not overlap (免费领 in 免费领取), as many as it allows. */
class Tally {
  private readonly seen = new Map<number, { readonly words: Set<string>; end: number }>()
  constructor(private readonly views: Normalised) {}

  /** The hits are asked for by increasing start. */
  counts({ cue, from, to }: CueHit, upTo: number): boolean {
    const known = this.seen.get(cue)
    const word = this.views.squeezed.text.slice(from, to)
    if (known === undefined) {
      this.seen.set(cue, { words: new Set([word]), end: to })
      return true
    }
    if (known.words.size >= upTo || known.words.has(word) || from < known.end) return false
    known.words.add(word)
    known.end = to
    return true
  }
}
