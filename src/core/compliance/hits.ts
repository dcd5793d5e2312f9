/** All hits of all rules in one block, before contexts are looked at. */
import { matchesOf } from './matches'
import type { CheckBlock, CheckContext, CheckLink } from '@shared/domain/compliance'
import { assertNever } from '@shared/domain/result'
import type { CompiledPacks } from './compile'
import { findCooccurrences, type Member } from './cooccurrence'
import type { ReadBlock } from './detectors/detector'
import { isInside } from './excepts'
import { normalise, type Normalised } from './normalise'
import { sourceRange, viewRange, type Range } from './offset-map'
import { isHit, maxHitsPerRule, mayHoldAddress, planOf, type Plan } from './plan'
import type { ViewName } from './rule-pack'
import { crossesSentences } from './sentence'
import { squeeze } from './squeeze'
import { findUrls, parseUrl, urlMatches } from './urls'
import { weigh } from './weighed'

export { maxHitsPerRule } from './plan'

/** One hit, as source offsets in the block (UTF-16), and the view that shows how it was matched. */
export interface Hit extends Range {
  readonly rule: number
  readonly view: ViewName
  /** The word that it is, where the text has it in another shape; else undefined. */
  readonly as: string | undefined
  /** Steps of the hit as a whole, as a mask; those of its characters are in the view. */
  readonly how: number
  /** The address of a link behind the words, which is not in the text. */
  readonly url: string | undefined
  readonly detail: string | undefined
  /** It is about the piece, and the span only where it stands. */
  readonly ofPiece?: true
}

/**
 * A block with what was found in it. One pass over the text says what of the rest is worth doing: most blocks have no word of
 * a rule and nothing that an expression needs, and then no view of them is made.
 */
export function readBlock(
  block: CheckBlock,
  links: readonly CheckLink[],
  packs: CompiledPacks,
): { readonly read: ReadBlock; readonly hits: readonly Hit[] } {
  const squeezed = squeeze(block.text)
  const { traits } = squeezed
  const plan = planOf(block, squeezed, links, packs)
  // From here on the buffers may be used for another text, once the views are made.
  const views = normalise(block.text, plan.isSqueezed ? squeezed : undefined)
  const read: ReadBlock = {
    block,
    views,
    traits,
    worthFor: plan.worthFor,
    urls: once(() => (mayHoldAddress(block.text, traits) ? findUrls(views.folded.text) : [])),
  }
  return { read, hits: plan.isWorthwhile ? findHits(read, links, packs, plan) : [] }
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

function findHits(read: ReadBlock, links: readonly CheckLink[], packs: CompiledPacks, plan: Plan): Hit[] {
  const { block, views } = read
  const counts = new Map<number, number>()
  const hits: Hit[] = []
  const add: Add = (rule, { start, end }, view, { url, detail, as, how = 0 } = {}) => {
    const count = counts.get(rule) ?? 0
    if (count >= maxHitsPerRule) return
    counts.set(rule, count + 1)
    hits.push({ rule, start, end, view, url, detail, as, how })
  }
  addWords(block, views, packs, plan, add)
  addRegexes(views, plan.regexes, add)
  if (plan.addresses) addAddresses(read, links, packs, add)
  for (const { rule, detector } of plan.detectors) {
    for (const found of detector.find(read)) add(rule, found, 'folded', found)
  }
  return hits
}

/** What only the detectors see: all blocks at once, and what is open about the piece. By id of the block. */
export function findDocumentHits(
  blocks: readonly ReadBlock[],
  context: CheckContext,
  packs: CompiledPacks,
): ReadonlyMap<string, readonly Hit[]> {
  const hits = new Map<string, Hit[]>()
  const counts = new Uint32Array(packs.rules.length)
  const add = (rule: number, block: string, { start, end }: Range, more: Partial<Hit>): void => {
    const count = counts[rule] ?? 0
    if (count >= maxHitsPerRule || start >= end) return
    counts[rule] = count + 1
    const hit: Hit = {
      rule,
      start,
      end,
      view: 'folded',
      url: undefined,
      detail: undefined,
      as: undefined,
      how: 0,
      ...more,
    }
    const known = hits.get(block)
    if (known === undefined) hits.set(block, [hit])
    else known.push(hit)
  }
  for (const { rule, detector } of packs.detectors) {
    if (detector.scope !== 'document') continue
    for (const found of detector.find(blocks, context)) add(rule, found.block, found, { detail: found.detail })
  }
  // A fact about the piece has no place in the text; it stands at the title, or where the text begins.
  const first = blocks.find(({ block }) => block.text.trim() !== '')?.block
  for (const { rule, fact } of packs.openFacts) {
    if (first === undefined || context.open?.includes(fact) !== true) continue
    add(rule, first.id, { start: 0, end: first.text.length }, { ofPiece: true })
  }
  return hits
}

type Add = (
  rule: number,
  range: Range,
  view: ViewName,
  more?: { readonly url?: string; readonly detail?: string; readonly as?: string | undefined; readonly how?: number },
) => void

function addWords(block: CheckBlock, views: Normalised, packs: CompiledPacks, plan: Plan, add: Add): void {
  const { map } = views.squeezed
  const members = new Map(
    plan.cooccurrences.map((at): [number, Member[][]] => [
      at,
      Array.from({ length: packs.cooccurrences[at]?.groups ?? 0 }, () => []),
    ]),
  )
  for (const { word, from, to, how, source } of plan.words) {
    for (const use of packs.uses[word] ?? []) {
      switch (use.kind) {
        case 'word':
          if (!isHit(use, how, block)) break
          add(use.rule, source ?? sourceRange(map, from, to), 'squeezed', {
            how,
            as: how === 0 ? undefined : packs.index.words[word],
          })
          break
        case 'cue':
          break
        case 'member': {
          const group = members.get(use.cooccurrence)?.[use.group]
          if (how !== 0 || group === undefined || group.length >= maxHitsPerRule) break
          // The span over a co-occurrence is never inside a longer word; its members can be.
          const inside = packs.rules[packs.cooccurrences[use.cooccurrence]?.rule ?? -1]?.except?.inside ?? []
          if (inside.length === 0 || !isInside(views, sourceRange(map, from, to), inside)) group.push({ from, to })
          break
        }
        default:
          assertNever(use)
      }
    }
  }
  for (const [at, groups] of members) {
    const pattern = packs.cooccurrences[at]
    if (pattern === undefined) continue
    for (const { from, to } of findCooccurrences(groups, pattern.within)) {
      const range = sourceRange(map, from, to)
      if (pattern.sameSentence && isOverSentences(views, range)) continue
      add(pattern.rule, range, 'squeezed')
    }
  }
  for (const { at, cues } of plan.weighed) {
    const pattern = packs.weighed[at]
    if (pattern === undefined) continue
    for (const span of weigh(views, pattern.weighed, cues, packs.needs)) add(pattern.rule, span, 'folded', span)
  }
}

function isOverSentences({ folded }: Normalised, { start, end }: Range): boolean {
  const { from, to } = viewRange(folded.map, start, end)
  return crossesSentences(folded.text, from, to)
}

function addRegexes(views: Normalised, regexes: CompiledPacks['regexes'], add: Add): void {
  for (const { rule, regex, view } of regexes) {
    const { text, map } = views[view]
    for (const match of matchesOf(regex, text, maxHitsPerRule)) {
      if (match[0] === '') continue
      add(rule, sourceRange(map, match.index, match.index + match[0].length), view)
    }
  }
}

function addAddresses({ views, urls }: ReadBlock, links: readonly CheckLink[], packs: CompiledPacks, add: Add): void {
  for (const url of urls()) {
    for (const { rule, condition } of packs.urls) {
      if (urlMatches(url, condition)) add(rule, sourceRange(views.folded.map, url.from, url.to), 'folded')
    }
  }
  for (const link of links) {
    const url = parseUrl(link.url)
    if (url === undefined) continue
    for (const { rule, condition } of packs.urls) {
      if (urlMatches(url, condition)) add(rule, link, 'folded', { url: link.url })
    }
  }
}
