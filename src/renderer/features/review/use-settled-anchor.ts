/** Anchors are made in a recorded text: what is typed is settled first, and the words are found in what came out. */
import { useCoreConnection } from '@renderer/client/use-core'
import type { ChosenSpan } from '@renderer/editor/text-selection'
import { useQueryClient } from '@tanstack/react-query'
import { makeAnchorOver, placeAnchor, spansOf, type Anchor } from '@shared/manuscript/anchor'
import { projectedBlocks } from '@shared/manuscript/projection'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { settleTexts } from './text-session'

export interface ChosenWords extends ChosenSpan {
  readonly versionId: string
}

/** When the words are gone the anchor says where they were, and the core refuses it in its words. */
export function useSettledAnchor(): (chosen: ChosenWords) => Promise<Anchor> {
  const connection = useCoreConnection()
  const queries = useQueryClient()
  return async ({ versionId, block, start, end, quote, more }) => {
    await settleTexts(versionId)
    const { contentHash, json } = await queries.fetchQuery({
      queryKey: ['manuscripts', 'document', versionId],
      queryFn: async () => (await connection.client()).manuscripts.document({ versionId }),
      staleTime: 0,
    })
    const blocks = projectedBlocks(manuscriptSchema.nodeFromJSON(JSON.parse(json)), 'current')
    const alone = { prefix: '', suffix: '' }
    const was: Anchor = {
      contentHash,
      projection: 'current',
      block,
      start,
      end,
      quote,
      ...alone,
      ...(more.length > 0 && { more: more.map((part) => ({ ...part, ...alone })) }),
    }
    const place = placeAnchor(blocks, was)
    return place.kind === 'lost' ? was : (makeAnchorOver(contentHash, blocks, spansOf(place)) ?? was)
  }
}
