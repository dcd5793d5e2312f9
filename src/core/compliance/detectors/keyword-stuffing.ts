/**
 * 3.5: one name or one host again and again, for search engines to see. A share of the text, not a number of times: an
 * article about a company names it often, a page made for search consists of the name.
 */
import { parse } from 'tldts'
import { sourceRange } from '../offset-map'
import { hardGapBit } from '../trace-bits'
import { parseUrl } from '../urls'
import type { CheckContext } from '@shared/domain/compliance'
import type { Detected, Detector, ReadBlock } from './detector'

/** Lengths in UTF-16 units of the squeezed text. */
const limits = {
  /** Beyond it nothing can be dense, and the count must stay quick at every keystroke. */
  longest: 5_000,
  shortest: 80,
  /** Compared in pieces of so many units; a longer name has the count of its pieces. */
  piece: 4,
  times: 8,
  /** Share of the text that the piece makes up. */
  share: 0.16,
  /** Addresses of one domain, and how much text there is for each. */
  addresses: 6,
  textPerAddress: 200,
} as const

export const keywordStuffing: Detector = {
  scope: 'document',
  find: (blocks, context) => {
    const length = blocks.reduce((sum, { views }) => sum + views.squeezed.text.length, 0)
    if (length < limits.shortest || length > limits.longest) return []
    return [...denseName(blocks, length), ...denseHost(blocks, context, length)]
  },
}

type Placed = Detected & { readonly block: string }

function denseName(blocks: readonly ReadBlock[], length: number): Placed[] {
  const counts = new Map<string, number>()
  for (const { views } of blocks) {
    const { text, map } = views.squeezed
    for (let at = 0; at + limits.piece <= text.length; at += 1) {
      const piece = text.slice(at, at + limits.piece)
      if (!/\p{sc=Han}{3}/u.test(piece)) continue
      // The end of one clause with the beginning of the next is no name.
      if (map.gaps.subarray(at + 1, at + limits.piece).some((gap) => (gap & hardGapBit) !== 0)) continue
      // Runs of one character (哈哈哈哈) would count once a character.
      if (at > 0 && piece === text.slice(at - 1, at - 1 + limits.piece)) continue
      counts.set(piece, (counts.get(piece) ?? 0) + 1)
    }
  }
  const [most, times] = [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), ['', 0])
  if (times < limits.times || (times * limits.piece) / length < limits.share) return []
  return first(blocks, most, `${most} ×${times}`)
}

function first(blocks: readonly ReadBlock[], piece: string, detail: string): Placed[] {
  for (const { block, views } of blocks) {
    const at = views.squeezed.text.indexOf(piece)
    if (at < 0) continue
    return [{ block: block.id, ...sourceRange(views.squeezed.map, at, at + piece.length), detail }]
  }
  return []
}

function denseHost(blocks: readonly ReadBlock[], { links }: CheckContext, length: number): Placed[] {
  const found = new Map<string, Placed[]>()
  const add = (host: string, place: Omit<Placed, 'detail'>): void => {
    const domain = parse(host).domain
    if (domain !== null) found.set(domain, [...(found.get(domain) ?? []), place])
  }
  for (const { block, views, urls } of blocks) {
    for (const { host, from, to } of urls()) {
      add(host, { block: block.id, ...sourceRange(views.folded.map, from, to) })
    }
  }
  for (const { url, block, start, end } of links) {
    const host = parseUrl(url)?.host
    if (host !== undefined && start < end) add(host, { block, start, end })
  }
  return [...found].flatMap(([domain, places]) => {
    const [place] = places
    const few = places.length < limits.addresses || length / places.length > limits.textPerAddress
    return place === undefined || few ? [] : [{ ...place, detail: `${domain} ×${places.length}` }]
  })
}
