/** What of a block is worth doing: everything cheap, done before any view of its text is made. */
import type { CheckBlock, CheckLink } from '@shared/domain/compliance'
import type { CompiledPacks, WordUse } from './compile'
import type { Detector } from './detectors/detector'
import { findWords } from './find-words'
import type { FoundWord } from './found-word'
import { Trait, type Squeezed } from './squeeze'
import { bySound } from './trace-bits'
import { canReach, type CueHit } from './weighed'

/**
 * Most hits of one rule in one block. Beyond it the text is hostile or the rule is wrong; either way nobody reads them,
 * and a megabyte of one word must not become a hundred thousand findings.
 */
export const maxHitsPerRule = 500

export interface Plan {
  /** Anything of the rest; else there is nothing in the block, and no view of it need be made. */
  readonly isWorthwhile: boolean
  /** Whether the squeezed view will be asked for. */
  readonly isSqueezed: boolean
  readonly words: readonly FoundWord[]
  /** By index: those of which every group has a word. */
  readonly cooccurrences: readonly number[]
  /** By index: those that can reach their sum, with the words of their signs. */
  readonly weighed: readonly { readonly at: number; readonly cues: readonly CueHit[] }[]
  readonly regexes: CompiledPacks['regexes']
  readonly detectors: readonly { readonly rule: number; readonly detector: Detector & { readonly scope: 'block' } }[]
  readonly addresses: boolean
  /** Detectors of the whole piece that have something to look for in the block. */
  readonly worthFor: readonly Detector[]
}

/** `squeezed`: the buffers of the block's text. */
export function planOf(block: CheckBlock, squeezed: Squeezed, links: readonly CheckLink[], packs: CompiledPacks): Plan {
  const inTitle = block.kind === 'title'
  const words = findWords(block.text, squeezed, packs.index)
  packs.needs.look(squeezed)
  const { isFound, groups, cues } = tally(words, block, packs)
  const cooccurrences = completeOf(groups, packs)
  const weighed = weighable(cues, inTitle, packs)
  const regexes = regexesOf(inTitle, packs)
  const { detectors, worthFor } = detectorsOf(block, squeezed, packs)
  const addresses = packs.urls.length > 0 && (links.length > 0 || mayHaveAddress(block.text, squeezed))
  const isSqueezed = isFound || cooccurrences.length + weighed.length > 0
  const isWorthwhile = isSqueezed || regexes.length + detectors.length > 0 || addresses
  return { isWorthwhile, isSqueezed, words, cooccurrences, weighed, regexes, detectors, addresses, worthFor }
}

const none: readonly never[] = []

function regexesOf(inTitle: boolean, packs: CompiledPacks): Plan['regexes'] {
  const { needs, regexesOfTitle, regexByNeed } = packs
  const met = inTitle
    ? [...needs.met, ...regexesOfTitle.filter((need) => needs.isMet(need))].sort((a, b) => a - b)
    : needs.met
  let regexes: CompiledPacks['regexes'][number][] | undefined
  for (const need of met) {
    const regex = packs.regexes[regexByNeed.get(need) ?? -1]
    if (regex === undefined) continue
    if (regexes === undefined) regexes = [regex]
    else regexes.push(regex)
  }
  return regexes ?? none
}

function detectorsOf(
  block: CheckBlock,
  { traits }: Squeezed,
  packs: CompiledPacks,
): Pick<Plan, 'detectors' | 'worthFor'> {
  let detectors: Plan['detectors'][number][] | undefined
  let worthFor: Detector[] | undefined
  for (const { rule, detector, need } of packs.detectors) {
    if (need !== undefined && !packs.needs.isMet(need)) continue
    if (detector.scope === 'document') {
      if (need !== undefined) worthFor = [...(worthFor ?? none), detector]
    } else if (detector.worth?.(block, traits) !== false) detectors = [...(detectors ?? none), { rule, detector }]
  }
  return { detectors: detectors ?? none, worthFor: worthFor ?? none }
}

function weighable(cues: Tally['cues'], inTitle: boolean, packs: CompiledPacks): Plan['weighed'] {
  let reached: Plan['weighed'][number][] | undefined
  const ask = (at: number, found: readonly CueHit[]): void => {
    const pattern = packs.weighed[at]
    if (pattern === undefined || (pattern.headlineOnly && !inTitle)) return
    if (canReach(pattern.weighed, found, packs.needs)) reached = [...(reached ?? none), { at, cues: found }]
  }
  for (const [at, found] of cues) ask(at, found)
  packs.weighed.forEach(({ weighed }, at) => {
    // Expressions alone can reach the sum.
    if (weighed.fromWords <= 0 && !cues.has(at)) ask(at, none)
  })
  return reached ?? none
}

function completeOf(groups: Tally['groups'], packs: CompiledPacks): readonly number[] {
  if (groups.size === 0) return none
  return [...groups]
    .filter(([at, seen]) => seen === (1 << (packs.cooccurrences[at]?.groups ?? 0)) - 1)
    .map(([at]) => at)
}

interface Tally {
  /** A word by itself is a hit. */
  readonly isFound: boolean
  /** By co-occurrence: the groups that a word was found of, as bits (a pattern has at most four). */
  readonly groups: ReadonlyMap<number, number>
  /** By weighed pattern: the words of its signs as they were found. */
  readonly cues: ReadonlyMap<number, readonly CueHit[]>
}

const emptyTally: Tally = { isFound: false, groups: new Map(), cues: new Map() }

function tally(words: readonly FoundWord[], block: CheckBlock, packs: CompiledPacks): Tally {
  if (words.length === 0) return emptyTally
  let isFound = false
  const groups = new Map<number, number>()
  const cues = new Map<number, CueHit[]>()
  for (const { word, from, to, how } of words) {
    const uses = packs.uses[word] ?? none
    for (const use of uses) {
      if (use.kind === 'word') isFound ||= isHit(use, how, block)
      else if (how !== 0) continue
      else if (use.kind === 'member')
        groups.set(use.cooccurrence, (groups.get(use.cooccurrence) ?? 0) | (1 << use.group))
      else {
        const known = cues.get(use.weighed)
        if (known === undefined) cues.set(use.weighed, [{ cue: use.cue, from, to }])
        else if (known.length < maxHitsPerRule) known.push({ cue: use.cue, from, to })
      }
    }
  }
  return { isFound, groups, cues }
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

/** The same for every way in which a dot is hidden, and for letters that can be anything: errs on one side only. */
export function mayHoldAddress(text: string, traits: number): boolean {
  if ((traits & Trait.latin) === 0) return false
  return (
    (traits & (Trait.complex | Trait.complexLatin)) !== 0 ||
    /[.。．｡﹒․点點丶][\s\u2800]?[a-zａ-ｚ\])］）]|dot/iu.test(text)
  )
}
