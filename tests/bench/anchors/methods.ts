/** Ways to find marked words again in a changed text, each measured against what is known to be true. */
import { diffDocuments } from '@core/manuscript/diff/diff-documents'
import { placeAnchors } from '@core/manuscript/anchors/place-anchors'
import { makeAnchor, placeAnchor, type Anchor } from '@shared/manuscript/anchor'
import { diffMain, diffXIndex, matchMain } from 'diff-match-patch-es'
import type { EditedArticle, Target } from './edited-article'

/** `[start, end)` of a block of the new text by index; null for none. */
type Home = { readonly block: number; readonly start: number; readonly end: number } | null

export interface Method {
  readonly name: string
  place(article: EditedArticle, anchors: readonly Anchor[]): readonly Home[]
}

const indexOfBlock = (article: EditedArticle, id: string): number => article.new.findIndex((block) => block.id === id)

const joined = (blocks: EditedArticle['new']): string => blocks.map(({ text }) => text).join('\n')

/** A place in the joined text as one in a block. */
function inBlock(article: EditedArticle, start: number, end: number): Home {
  let from = 0
  for (const [block, { text }] of article.new.entries()) {
    if (start < from + text.length + 1) {
      const inside = { start: Math.max(0, start - from), end: Math.min(text.length, end - from) }
      return inside.start < inside.end ? { block, ...inside } : null
    }
    from += text.length + 1
  }
  return null
}

function positionOf(article: EditedArticle, anchor: Anchor): number {
  let from = 0
  for (const { id, text } of article.old) {
    if (id === anchor.block) return from + anchor.start
    from += text.length + 1
  }
  return from
}

const exactQuote: Method = {
  name: 'exact quote, first occurrence',
  place: (article, anchors) =>
    anchors.map(({ quote }) => {
      const at = joined(article.new).indexOf(quote)
      return at < 0 ? null : inBlock(article, at, at + quote.length)
    }),
}

const quoteAndNeighbours: Method = {
  name: 'quote with its neighbours, once',
  place: (article, anchors) =>
    anchors.map((anchor) => {
      const place = placeAnchor(article.new, anchor)
      return place.kind === 'lost' ? null : { ...place, block: indexOfBlock(article, place.block) }
    }),
}

const fuzzy: Method = {
  name: 'fuzzy search near its old place',
  place(article, anchors) {
    const text = joined(article.new)
    return anchors.map((anchor) => {
      const pattern = anchor.quote.slice(0, 32)
      const at = matchMain(text, pattern, positionOf(article, anchor), { matchThreshold: 0.5, matchDistance: 5_000 })
      return at < 0 ? null : inBlock(article, at, at + anchor.quote.length)
    })
  },
}

const oneDiff: Method = {
  name: 'one diff of the whole text',
  place(article, anchors) {
    const diffs = diffMain(joined(article.old), joined(article.new), { diffTimeout: 0 }, false)
    return anchors.map((anchor) => {
      const at = positionOf(article, anchor)
      const start = diffXIndex(diffs, at)
      const end = diffXIndex(diffs, at + anchor.quote.length)
      return start < end ? inBlock(article, start, end) : null
    })
  },
}

export const ours: Method = {
  name: 'the desk: diff, verify, then fresh text',
  place(article, anchors) {
    const places = placeAnchors(diffDocuments(article.old, article.new, 'folded'), anchors)
    return places.map((place) =>
      place.kind === 'lost' || place.kind === 'uncertain'
        ? null
        : { ...place, block: indexOfBlock(article, place.block) },
    )
  },
}

export const methods: readonly Method[] = [exactQuote, quoteAndNeighbours, fuzzy, oneDiff, ours]

export interface Score {
  /** Targets of which at least half is left. */
  readonly alive: number
  readonly right: number
  readonly wrong: number
  readonly lost: number
  /** Targets of which nothing is left, and those of them that were given a home. */
  readonly dead: number
  readonly haunted: number
  /** Less than half is left, or the same words were typed anew: right is its place or none; `misled` got another. */
  readonly maimed: number
  readonly misled: number
}

export const noScore: Score = { alive: 0, right: 0, wrong: 0, lost: 0, dead: 0, haunted: 0, maimed: 0, misled: 0 }

export function addScores(a: Score, b: Score): Score {
  return Object.fromEntries(
    (Object.keys(a) as (keyof Score)[]).map((key) => [key, a[key] + b[key]]),
  ) as unknown as Score
}

export function anchorsOf({ old, targets }: EditedArticle): Anchor[] {
  return targets.map(({ block, start, end }) => {
    const home = old[block]
    if (home === undefined) throw new Error('a target in no block')
    return makeAnchor('old', home, start, end)
  })
}

export interface Judged {
  readonly target: Target
  readonly home: Home
  readonly verdict: 'right' | 'wrong' | 'lost' | 'haunted' | 'rest' | 'misled' | 'spared'
}

export function judge(article: EditedArticle, method: Method): Judged[] {
  const homes = method.place(article, anchorsOf(article))
  return article.targets.map((target, at) => {
    const home = homes[at] ?? null
    return { target, home, verdict: verdictOf(target, home) }
  })
}

function verdictOf(target: Target, home: Home): Judged['verdict'] {
  if (target.retyped) return 'spared'
  if (target.now === null) return home === null ? 'rest' : 'haunted'
  const hit = home !== null && isHit(target, home)
  if (target.kept < 0.5) return home === null || hit ? 'spared' : 'misled'
  return home === null ? 'lost' : hit ? 'right' : 'wrong'
}

/**
 * What was left untouched has exactly its place. Of the rest, a place is right that has at least half of the characters that are
 * left, and lies by at least half between the first and the last of them.
 */
function isHit({ now, untouched }: Target, home: NonNullable<Home>): boolean {
  if (now === null || home.block !== now.block) return false
  if (untouched) return home.start === now.start && home.end === now.end
  const held = now.at.filter((at) => at >= home.start && at < home.end).length
  const own = Math.min(home.end, now.end) - Math.max(home.start, now.start)
  return held * 2 >= now.at.length && own * 2 >= home.end - home.start
}

export function scoreOf(judged: readonly Judged[]): Score {
  const count = (...verdicts: Judged['verdict'][]): number =>
    judged.filter(({ verdict }) => verdicts.includes(verdict)).length
  return {
    alive: count('right', 'wrong', 'lost'),
    right: count('right'),
    wrong: count('wrong'),
    lost: count('lost'),
    dead: count('haunted', 'rest'),
    haunted: count('haunted'),
    maimed: count('misled', 'spared'),
    misled: count('misled'),
  }
}
