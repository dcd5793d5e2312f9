/** All hits of all rules in one block, before contexts are looked at. */
import type { CheckBlock, CheckContext, CheckLink } from '@shared/domain/compliance'
import type { CompiledPacks } from './compile'
import { findCooccurrences, type Member } from './cooccurrence'
import type { ReadBlock } from './detectors/detector'
import { isInside } from './excepts'
import { hasWordEdges, isOneWord } from './gaps'
import type { Normalised } from './normalise'
import { sourceRange, type Range } from './offset-map'
import type { ViewName } from './rule-pack'
import { findUrls, parseUrl, urlMatches } from './urls'
import { weigh, type CueHit } from './weighed'

/** One hit, as source offsets in the block (UTF-16), and the view that shows how it was matched. */
export interface Hit extends Range {
  readonly rule: number
  readonly view: ViewName
  /** The address of a link behind the words, which is not in the text. */
  readonly url: string | undefined
  readonly detail: string | undefined
}

/**
 * Most hits of one rule in one block. Beyond it the text is hostile or the rule is wrong; either way nobody reads them,
 * and a megabyte of one word must not become a hundred thousand findings.
 */
export const maxHitsPerRule = 500

export function findHits(
  block: CheckBlock,
  views: Normalised,
  links: readonly CheckLink[],
  packs: CompiledPacks,
): Hit[] {
  const counts = new Uint32Array(packs.rules.length)
  const hits: Hit[] = []
  const add: Add = (rule, { start, end }, view, { url, detail } = {}) => {
    const count = counts[rule] ?? 0
    if (count >= maxHitsPerRule) return
    counts[rule] = count + 1
    hits.push({ rule, start, end, view, url, detail })
  }
  findWords(block, views, packs, add)
  findRegexes(block, views, packs, add)
  if (packs.urls.length > 0) findAddresses(views, links, packs, add)
  for (const { rule, detector } of packs.detectors) {
    if (detector.scope !== 'block') continue
    for (const found of detector.find({ block, views })) add(rule, found, 'folded', found)
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
  const add = (rule: number, block: string, { start, end }: Range, detail?: string): void => {
    const count = counts[rule] ?? 0
    if (count >= maxHitsPerRule || start >= end) return
    counts[rule] = count + 1
    const hit: Hit = { rule, start, end, view: 'folded', url: undefined, detail }
    const known = hits.get(block)
    if (known === undefined) hits.set(block, [hit])
    else known.push(hit)
  }
  for (const { rule, detector } of packs.detectors) {
    if (detector.scope !== 'document') continue
    for (const found of detector.find(blocks, context)) add(rule, found.block, found, found.detail)
  }
  // A fact about the piece has no place in the text; it stands at the title, or where the text begins.
  const first = blocks.find(({ block }) => block.text.trim() !== '')?.block
  for (const { rule, fact } of packs.openFacts) {
    if (first === undefined || context.open?.includes(fact) !== true) continue
    add(rule, first.id, { start: 0, end: first.text.length })
  }
  return hits
}

type Add = (
  rule: number,
  range: Range,
  view: ViewName,
  more?: { readonly url?: string; readonly detail?: string },
) => void

function findWords(block: CheckBlock, views: Normalised, packs: CompiledPacks, add: Add): void {
  const { text, map } = views.squeezed
  const members: Member[][][] = packs.cooccurrences.map(({ groups }) => Array.from({ length: groups }, () => []))
  const cues: CueHit[][] = packs.weighed.map(() => [])
  packs.matcher.scan(text, (word, to) => {
    const from = to - (packs.matcher.lengths[word] ?? 0)
    if (!isOneWord(map, from, to) || !hasWordEdges(views, from, to)) return
    for (const use of packs.uses[word] ?? []) {
      if (use.kind === 'word') {
        if (!use.headlineOnly || block.kind === 'title') add(use.rule, sourceRange(map, from, to), 'squeezed')
        continue
      }
      if (use.kind === 'cue') {
        const found = cues[use.weighed]
        if (found !== undefined && found.length < maxHitsPerRule) found.push({ cue: use.cue, from, to })
        continue
      }
      const group = members[use.cooccurrence]?.[use.group]
      // The span over a co-occurrence is never inside a longer word; its members can be.
      const inside = packs.rules[packs.cooccurrences[use.cooccurrence]?.rule ?? -1]?.except?.inside ?? []
      if (inside.length > 0 && isInside(views, sourceRange(map, from, to), inside)) continue
      if (group !== undefined && group.length < maxHitsPerRule) group.push({ from, to })
    }
  })
  packs.cooccurrences.forEach(({ rule, within }, index) => {
    for (const { from, to } of findCooccurrences(members[index] ?? [], within)) {
      add(rule, sourceRange(map, from, to), 'squeezed')
    }
  })
  packs.weighed.forEach(({ rule, weighed, headlineOnly }, index) => {
    if (headlineOnly && block.kind !== 'title') return
    for (const found of weigh(views, weighed, cues[index] ?? [])) add(rule, found, 'folded', found)
  })
}

function findRegexes(block: CheckBlock, views: Normalised, packs: CompiledPacks, add: Add): void {
  for (const { rule, regex, view, headlineOnly } of packs.regexes) {
    if (headlineOnly && block.kind !== 'title') continue
    const { text, map } = views[view]
    let found = 0
    for (const match of text.matchAll(regex)) {
      if (match[0] === '') continue
      add(rule, sourceRange(map, match.index, match.index + match[0].length), view)
      found += 1
      if (found >= maxHitsPerRule) break
    }
  }
}

function findAddresses(views: Normalised, links: readonly CheckLink[], packs: CompiledPacks, add: Add): void {
  const { text, map } = views.folded
  for (const url of findUrls(text)) {
    for (const { rule, condition } of packs.urls) {
      if (urlMatches(url, condition)) add(rule, sourceRange(map, url.from, url.to), 'folded')
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
