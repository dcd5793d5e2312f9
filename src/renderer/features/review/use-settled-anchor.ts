/** Anchors are made in a recorded text: what is typed is settled first, and the words are found in what came out. */
import { useCoreConnection } from '@renderer/client/use-core'
import { useQueryClient } from '@tanstack/react-query'
import { makeAnchor, placeAnchor, type Anchor } from '@shared/manuscript/anchor'
import { projectedBlocks } from '@shared/manuscript/projection'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { settleTexts } from './text-session'

/** Words of a block as they stood when they were chosen. */
export interface ChosenWords {
  readonly versionId: string
  readonly block: string
  readonly start: number
  readonly end: number
  readonly quote: string
}

/** When the words are gone the anchor says where they were, and the core refuses it in its words. */
export function useSettledAnchor(): (chosen: ChosenWords) => Promise<Anchor> {
  const connection = useCoreConnection()
  const queries = useQueryClient()
  return async ({ versionId, block, start, end, quote }) => {
    await settleTexts(versionId)
    const { contentHash, json } = await queries.fetchQuery({
      queryKey: ['manuscripts', 'document', versionId],
      queryFn: async () => (await connection.client()).manuscripts.document({ versionId }),
      staleTime: 0,
    })
    const blocks = projectedBlocks(manuscriptSchema.nodeFromJSON(JSON.parse(json)), 'current')
    const was: Anchor = { block, start, end, quote, contentHash, projection: 'current', prefix: '', suffix: '' }
    const place = placeAnchor(blocks, was)
    if (place.kind === 'lost') return was
    const home = blocks.find(({ id }) => id === place.block)
    return home === undefined ? was : makeAnchor(contentHash, home, place.start, place.end)
  }
}
