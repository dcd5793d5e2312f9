/** Weak signs, weighed: what no single word says of a headline or a sales talk, many together do. */
import { isMet, needOf, type Need, type Noted } from './needs'
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
  (
    | { readonly kind: 'regex'; readonly regex: RegExp; readonly view: ViewName; readonly need: Need }
    | { readonly kind: 'words' }
  )

export interface CompiledWeighed {
  readonly cues: readonly CompiledCue[]
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

export function compileWeighed({ cues, atLeast, within }: Weighed): CompiledWeighed {
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
      need: needOf(cue.regex),
    }
  })
  const fromRegexes = compiled.reduce((sum, { kind, weight }) => sum + (kind === 'regex' ? Math.max(0, weight) : 0), 0)
  const needed = compiled.filter(({ must }) => must)
  const must = needed.length === 0 ? 'none' : needed.every(({ kind }) => kind === 'words') ? 'words' : 'any'
  return { cues: compiled, atLeast, within: within ?? Infinity, fromWords: atLeast - fromRegexes, must }
}

/**
 * Whether the signs that can be in the text at all could reach the sum, wherever they stand. `words`: how often a word of
 * each cue was found, by the cue's index.
 */
export function canReach(weighed: CompiledWeighed, words: ReadonlyMap<number, number>, text: Noted): boolean {
  // Most texts have none of the words.
  if (weighed.fromWords > 0 && words.size === 0) return false
  let sum = 0
  let hasMust = weighed.must === 'none'
  for (const [index, cue] of weighed.cues.entries()) {
    if (cue.weight <= 0) continue
    const times = cue.kind === 'words' ? Math.min(cue.upTo, words.get(index) ?? 0) : Number(isMet(cue.need, text))
    sum += cue.weight * times
    hasMust ||= cue.must && times > 0
    if (hasMust && sum >= weighed.atLeast) return true
  }
  return false
}

/**
 * The spans (UTF-16 units of the block as written) in which the sum is reached, each over the signs that spoke for it,
 * with their names. `words` are the found words of the pattern's cues, in any order.
 */
export function weigh(
  views: Normalised,
  weighed: CompiledWeighed,
  words: readonly CueHit[],
): readonly (Range & { readonly detail: string })[] {
  const { cues, fromWords } = weighed
  if (weighed.must === 'words' && !words.some(({ cue }) => cues[cue]?.must === true)) return []
  if (fromWords > 0 && possible(words, cues, views) < fromWords) return []
  const { map } = views.squeezed
  const placed = words.map((hit): PlacedHit => ({ ...hit, ...sourceRange(map, hit.from, hit.to) }))
  const all = [...placed, ...matches(views, cues)].sort((a, b) => a.start - b.start || a.end - b.end)
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

/** The most that the words can give, wherever they stand. They come by increasing end, as the matcher finds them. */
function possible(words: readonly CueHit[], cues: readonly CompiledCue[], views: Normalised): number {
  const seen = new Tally(views)
  return words.reduce((sum, hit) => {
    const cue = cues[hit.cue]
    return sum + (cue !== undefined && cue.weight > 0 && seen.counts(hit, cue.upTo) ? cue.weight : 0)
  }, 0)
}

function matches(views: Normalised, cues: readonly CompiledCue[]): PlacedHit[] {
  return cues.flatMap((cue, index) => {
    if (cue.kind === 'words') return []
    const { text, map } = views[cue.view]
    const hits: PlacedHit[] = []
    for (const match of text.matchAll(cue.regex)) {
      if (hits.length >= maxMatches) break
      if (match[0] === '') continue
      const range = sourceRange(map, match.index, match.index + match[0].length)
      hits.push({ cue: index, ...range, ...viewRange(views.squeezed.map, range.start, range.end) })
    }
    return hits
  })
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
