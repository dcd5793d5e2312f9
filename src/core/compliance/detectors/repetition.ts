/** 3.2 and 3.3 speak of repetition, which no single piece shows: the desk counts it, and tells it in the context. */
import type { CheckContext, RepetitionHistory } from '@shared/domain/compliance'
import type { Detector, ReadBlock } from './detector'

/** Earlier pieces of the same author with the same sales talk, contacts or links. */
export const ownRepetition: Detector = repetition('own')
/** Pieces of other authors with them. */
export const othersRepetition: Detector = repetition('others')

function repetition(whose: keyof RepetitionHistory): Detector {
  return { scope: 'document', find: (blocks, context) => atTheTitle(blocks, context, whose) }
}

/** It is said of the piece, so it stands at the title, or where the text begins; the detail is how often. */
function atTheTitle(
  blocks: readonly ReadBlock[],
  { history }: CheckContext,
  whose: keyof RepetitionHistory,
): { readonly block: string; readonly start: number; readonly end: number; readonly detail: string }[] {
  const count = history?.[whose] ?? 0
  const first = blocks.find(({ block }) => block.text.trim() !== '')?.block
  if (count < 1 || first === undefined) return []
  return [{ block: first.id, start: 0, end: first.text.length, detail: String(count) }]
}
