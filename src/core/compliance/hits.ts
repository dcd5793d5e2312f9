/** All hits of all rules in one block, before contexts are looked at. */
import type { CheckBlock, CheckLink } from '@shared/domain/compliance'
import type { CompiledPacks } from './compile'
import { findCooccurrences, type Member } from './cooccurrence'
import { isInside } from './excepts'
import { hasWordEdges, isOneWord } from './gaps'
import type { Normalised } from './normalise'
import { sourceRange, type Range } from './offset-map'
import type { ViewName } from './rule-pack'
import { findUrls, parseUrl, urlMatches } from './urls'

/** One hit, as source offsets in the block (UTF-16), and the view that shows how it was matched. */
export interface Hit extends Range {
  readonly rule: number
  readonly view: ViewName
  /** The address of a link behind the words, which is not in the text. */
  readonly url: string | undefined
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
  const add = (rule: number, range: Range, view: ViewName, url?: string): void => {
    const count = counts[rule] ?? 0
    if (count >= maxHitsPerRule) return
    counts[rule] = count + 1
    hits.push({ rule, start: range.start, end: range.end, view, url })
  }
  findWords(block, views, packs, add)
  findRegexes(block, views, packs, add)
  if (packs.urls.length > 0) findAddresses(views, links, packs, add)
  return hits
}

type Add = (rule: number, range: Range, view: ViewName, url?: string) => void

function findWords(block: CheckBlock, views: Normalised, packs: CompiledPacks, add: Add): void {
  const { text, map } = views.squeezed
  const members: Member[][][] = packs.cooccurrences.map(({ groups }) => Array.from({ length: groups }, () => []))
  packs.matcher.scan(text, (word, to) => {
    const from = to - (packs.matcher.lengths[word] ?? 0)
    if (!isOneWord(map, from, to) || !hasWordEdges(views, from, to)) return
    for (const use of packs.uses[word] ?? []) {
      if (use.kind === 'word') {
        if (!use.headlineOnly || block.kind === 'title') add(use.rule, sourceRange(map, from, to), 'squeezed')
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
      if (urlMatches(url, condition)) add(rule, link, 'folded', link.url)
    }
  }
}
