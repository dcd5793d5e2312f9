/**
 * What the side panel lists and the keys n and p go through: comments, highlights, suggested changes and findings,
 * as one list in the order of the text. Pure functions.
 */
import type { ReviewFinding } from '@shared/contract/contract'
import type { ProjectedBlock } from '@shared/manuscript/projection'
import { positionInDocument } from '@shared/manuscript/projection'
import type { PlacedAnnotation } from './review-model'

export const panelItemKinds = ['comment', 'highlight', 'suggestion', 'finding'] as const

/** What the list knows of a suggested change; how its card looks is the suggestions' own business. */
export interface PanelSuggestion {
  readonly id: string
  /** Where it begins and ends in the document. */
  readonly from: number
  readonly to: number
  /** Who made it: an editor of the desk, or (null) somebody outside it. */
  readonly editorId: string | null
  /** As it was when it was made; empty when nobody said. */
  readonly name: string
  /** UTC milliseconds; null when nobody said. */
  readonly at: number | null
  /** The rule and the finding that it mends. */
  readonly ruleId?: string | undefined
  readonly findingId?: string | undefined
}

interface Place {
  readonly id: string
  /** Its first position in the document; infinite for what lost its place. */
  readonly from: number
}

export type PanelItem =
  | (Place & { readonly kind: 'comment' | 'highlight'; readonly placed: PlacedAnnotation })
  | (Place & { readonly kind: 'suggestion'; readonly suggestion: PanelSuggestion })
  | (Place & { readonly kind: 'finding'; readonly finding: ReviewFinding })

/** 未处理, 待重新定位, 已处理: open, open but without a place, resolved or waived. */
export const panelItemStates = ['open', 'lost', 'settled'] as const
export type PanelItemState = (typeof panelItemStates)[number]

export function stateOf(item: PanelItem): PanelItemState {
  if (item.kind === 'finding') return item.finding.waiver === null ? 'open' : 'settled'
  if (item.kind === 'suggestion') return 'open'
  const { annotation, place } = item.placed
  if (annotation.state === 'resolved') return 'settled'
  return place.kind === 'lost' ? 'lost' : 'open'
}

/** Everything in the order of the text; at one place comments before suggestions before findings. What has no place comes last. */
export function panelItems(
  blocks: readonly ProjectedBlock[],
  findings: readonly ReviewFinding[],
  placed: readonly PlacedAnnotation[],
  suggestions: readonly PanelSuggestion[],
): PanelItem[] {
  const byId = new Map(blocks.map((block) => [block.id, block]))
  const at = (blockId: string, start: number): number => {
    const block = byId.get(blockId)
    return block === undefined ? Number.POSITIVE_INFINITY : positionInDocument(block, start)
  }
  const items: PanelItem[] = [
    ...placed.map((each): PanelItem => {
      const { annotation, place } = each
      const from = place.kind === 'lost' ? Number.POSITIVE_INFINITY : at(place.block, place.start)
      return { kind: annotation.kind, id: annotation.id, from, placed: each }
    }),
    ...suggestions.map((suggestion): PanelItem => ({
      kind: 'suggestion',
      id: suggestion.id,
      from: suggestion.from,
      suggestion,
    })),
    ...findings.map((finding): PanelItem => ({
      kind: 'finding',
      id: finding.id,
      from: at(finding.block, finding.start),
      finding,
    })),
  ]
  return items
    .map((item, index) => ({ item, index }))
    .toSorted((a, b) => (a.item.from === b.item.from ? a.index - b.index : a.item.from < b.item.from ? -1 : 1))
    .map(({ item }) => item)
}
