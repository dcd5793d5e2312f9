/** What of a block is worth doing: everything cheap, done before any view of its text is made. */
import type { CheckBlock, CheckLink } from '@shared/domain/compliance'
import type { CompiledPacks, WordUse } from './compile'
import type { Detector } from './detectors/detector'
import { findWords } from './find-words'
import type { FoundWord } from './found-word'
import { isMet, Noted } from './needs'
import { Trait, type Squeezed } from './squeeze'
import { bySound } from './trace-bits'
import { canReach } from './weighed'

export interface Plan {
  readonly words: readonly FoundWord[]
  /** By index: those of which every group has a word. */
  readonly cooccurrences: ReadonlySet<number>
  /** By index: those that can reach their sum. */
  readonly weighed: ReadonlySet<number>
  readonly regexes: CompiledPacks['regexes']
  readonly detectors: readonly { readonly rule: number; readonly detector: Detector & { readonly scope: 'block' } }[]
  readonly addresses: boolean
}

/** The letters of the block that is being read. */
const noted = new Noted()

/** `squeezed`: the buffers of the block's text. Undefined: there is nothing in it. */
export function planOf(
  block: CheckBlock,
  squeezed: Squeezed,
  links: readonly CheckLink[],
  packs: CompiledPacks,
): Plan | undefined {
  const inTitle = block.kind === 'title'
  const words = findWords(block.text, squeezed, packs.index)
  noted.note(squeezed)
  const { isFound, groups, cues } = tally(words, block, packs)
  const plan: Plan = {
    words,
    cooccurrences: new Set(
      [...groups].filter(([at, seen]) => seen.size === packs.cooccurrences[at]?.groups).map(([at]) => at),
    ),
    weighed: weighable(cues, inTitle, packs),
    regexes: packs.regexNeeds
      .met(squeezed, noted)
      .flatMap((at) => packs.regexes[at] ?? [])
      .filter(({ headlineOnly }) => !headlineOnly || inTitle),
    detectors: packs.detectors.flatMap(({ rule, detector, need }) =>
      detector.scope === 'block' && (need === undefined || isMet(need, noted)) && isWorth(detector, block)
        ? [{ rule, detector }]
        : [],
    ),
    addresses: packs.urls.length > 0 && (links.length > 0 || mayHaveAddress(block.text, squeezed)),
  }
  const { cooccurrences, weighed, regexes, detectors, addresses } = plan
  const isWorthwhile = isFound || cooccurrences.size + weighed.size + regexes.length + detectors.length > 0 || addresses
  return isWorthwhile ? plan : undefined
}

function isWorth({ worth }: Detector & { readonly scope: 'block' }, { text }: CheckBlock): boolean {
  return worth === undefined || worth.test(text)
}

function weighable(cues: Tally['cues'], inTitle: boolean, packs: CompiledPacks): ReadonlySet<number> {
  const reached = new Set<number>()
  packs.weighed.forEach(({ weighed, headlineOnly }, at) => {
    if (headlineOnly && !inTitle) return
    if (canReach(weighed, cues.get(at) ?? noCues, noted)) reached.add(at)
  })
  return reached
}

const noCues: ReadonlyMap<number, number> = new Map()

interface Tally {
  /** A word by itself is a hit. */
  readonly isFound: boolean
  /** By co-occurrence: the groups that a word was found of. */
  readonly groups: ReadonlyMap<number, ReadonlySet<number>>
  /** By weighed pattern: how often words of each cue were found. */
  readonly cues: ReadonlyMap<number, ReadonlyMap<number, number>>
}

const emptyTally: Tally = { isFound: false, groups: new Map(), cues: new Map() }

function tally(words: readonly FoundWord[], block: CheckBlock, packs: CompiledPacks): Tally {
  if (words.length === 0) return emptyTally
  let isFound = false
  const groups = new Map<number, Set<number>>()
  const cues = new Map<number, Map<number, number>>()
  for (const { word, how } of words) {
    for (const use of packs.uses[word] ?? []) {
      if (use.kind === 'word') isFound ||= isHit(use, how, block)
      else if (how !== 0) continue
      else if (use.kind === 'member') groupsOf(groups, use.cooccurrence).add(use.group)
      else {
        const counts = cues.get(use.weighed) ?? new Map<number, number>()
        cues.set(use.weighed, counts.set(use.cue, (counts.get(use.cue) ?? 0) + 1))
      }
    }
  }
  return { isFound, groups, cues }
}

function groupsOf(groups: Map<number, Set<number>>, at: number): Set<number> {
  const known = groups.get(at)
  if (known !== undefined) return known
  const made = new Set<number>()
  groups.set(at, made)
  return made
}

/** Whether a word that was found like this counts for the rule. */
export function isHit(use: WordUse & { readonly kind: 'word' }, how: number, block: CheckBlock): boolean {
  return (!use.headlineOnly || block.kind === 'title') && ((how & bySound) === 0 || use.sounds)
}

/** A letter behind a dot, or behind what is written for one. Other forms of letters are not looked at twice. */
function mayHaveAddress(text: string, { traits }: Squeezed): boolean {
  if ((traits & Trait.latin) === 0) return false
  return (traits & Trait.complexLatin) !== 0 || /[.。．｡点點丶·][ \u3000]?[a-zａ-ｚ]/iu.test(text)
}
