/** Where the comments on a piece stand in its current text, which is the order in which a letter asks for what they ask. */
import type { Anchor } from '@shared/manuscript/anchor'
import { positionInDocument, projectedBlocks, type ProjectedBlock } from '@shared/manuscript/projection'
import { listAnnotations } from '../store/repositories/annotations'
import { getVersion } from '../store/repositories/manuscripts'
import { getSubmission } from '../store/repositories/submissions'
import { carriedAnnotations } from './carried'
import { documentOf } from './checking'
import type { DeskContext } from './context'
import { RefusedError } from './refuse'

/** By annotation, the position in the document. What has no sure place is not in it. */
export type RequestPlaces = ReadonlyMap<string, number>

type Spot = Pick<Anchor, 'block' | 'start'>

/** Those made in the current text where they were made, the others where they were carried, as the review shows them. */
export async function requestPlaces(context: DeskContext, submissionId: string): Promise<RequestPlaces> {
  const current = getSubmission(context.db, submissionId)?.currentVersionId ?? null
  const version = current === null ? null : getVersion(context.db, current)
  if (version === null) return new Map()
  const annotations = listAnnotations(context.db, submissionId).filter(({ audience }) => audience === 'author')
  if (annotations.length === 0) return new Map()
  const document = documentOf(context, version.contentHash)
  const blocks = { current: projectedBlocks(document, 'current'), base: projectedBlocks(document, 'base') }
  const carried = await carriedSpots(context, version.id)
  return new Map(
    annotations.flatMap(({ id, anchor }) => {
      const at =
        anchor.contentHash === version.contentHash
          ? positionOf(blocks[anchor.projection], anchor)
          : positionOf(blocks.current, carried.get(id))
      return at === null ? [] : [[id, at] as const]
    }),
  )
}

/** A letter does not fail because two texts could not be compared: then nothing has a sure place. */
async function carriedSpots(context: DeskContext, versionId: string): Promise<ReadonlyMap<string, Spot>> {
  try {
    const { places } = await carriedAnnotations(context, versionId)
    return new Map(
      places.flatMap(({ annotationId, place }) =>
        place.kind === 'lost' || place.kind === 'uncertain' ? [] : [[annotationId, place] as const],
      ),
    )
  } catch (error) {
    if (error instanceof RefusedError && error.refusal.code === 'texts-not-compared') return new Map()
    throw error
  }
}

function positionOf(blocks: readonly ProjectedBlock[], spot: Spot | undefined): number | null {
  const block = spot === undefined ? undefined : blocks.find(({ id }) => id === spot.block)
  return spot === undefined || block === undefined ? null : positionInDocument(block, spot.start)
}
