/** Anchors of one text in another: both as they are kept, in a worker. */
import type { RequestGuess } from '@shared/domain/annotation'
import { spansOf, type Anchor } from '@shared/manuscript/anchor'
import type { CarriedPlace } from '@shared/manuscript/anchor-place'
import type { Projection } from '@shared/manuscript/projection'
import { manuscriptSchema } from '@shared/manuscript/schema'
import type { VersionDiff } from '@shared/manuscript/version-diff'
import { guessOutcome } from './anchors/request-guess'
import { placeAnchors } from './anchors/place-anchors'
import { diffBlocks, type DiffBlock } from './diff/diff-blocks'
import { diffDocuments, versionDiff } from './diff/diff-documents'

export interface AnchorsToCarry {
  /** Canonical JSON of the text that they were made in, and of the one that they are to be found in. */
  readonly from: string
  readonly to: string
  /** Of the text that they were made in. */
  readonly projection: Projection
  readonly anchors: readonly {
    readonly anchor: Anchor
    /** What is asked of the author there; null for what is no request. */
    readonly comments: readonly string[] | null
  }[]
}

export interface CarriedAnchor {
  readonly place: CarriedPlace
  /** The words that stand there now. */
  readonly now: string
  readonly guess: RequestGuess | null
}

export function carryAnchors({ from, to, projection, anchors }: AnchorsToCarry): CarriedAnchor[] {
  const next = blocksOf(to, 'current')
  const texts = new Map(next.map(({ id, text }) => [id, text]))
  const diff = diffDocuments(blocksOf(from, projection), next, 'folded')
  const places = placeAnchors(
    diff,
    anchors.map(({ anchor }) => anchor),
  )
  return anchors.map(({ anchor, comments }, at) => {
    const place = places[at] ?? { kind: 'lost', confidence: 0 }
    const textOf = (block: string): string => texts.get(block) ?? ''
    const spans = place.kind === 'lost' ? [] : spansOf(place)
    return {
      place,
      now: spans.map(({ block, start, end }) => textOf(block).slice(start, end)).join('\n'),
      guess: comments === null ? null : guessOutcome(anchor, place, textOf, comments),
    }
  })
}

/** How two texts differ, as they would be with what is suggested in them. */
export function diffTexts(from: string, to: string): VersionDiff {
  return versionDiff(blocksOf(from, 'current'), blocksOf(to, 'current'))
}

function blocksOf(json: string, projection: Projection): DiffBlock[] {
  return diffBlocks(manuscriptSchema.nodeFromJSON(JSON.parse(json)), projection)
}
