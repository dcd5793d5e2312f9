/** 数据核对表 of a version, read in a worker. Nothing of it is kept: it is made again in milliseconds. */
import type { FigureSheet } from '@shared/domain/figures'
import { textBlocks } from '@shared/manuscript/text'
import { getVersion } from '../store/repositories/manuscripts'
import { currentDocument } from './checking'
import type { DeskContext } from './context'
import { refuse } from './refuse'

/** Of the text as it would be published. Refused: `not-found`; `figures-not-read` when the worker died or took too long. */
export async function readFigureSheet(
  context: DeskContext,
  versionId: string,
): Promise<FigureSheet & { readonly contentHash: string }> {
  const { contentHash } = getVersion(context.db, versionId) ?? refuse('not-found')
  const blocks = textBlocks(currentDocument(context, contentHash)).map(({ id, kind, text }) => ({ id, kind, text }))
  const run = await context.tasks.run('figures', { blocks })
  if (!run.ok) return refuse('figures-not-read', { detail: run.error.detail })
  return { ...run.value, contentHash }
}
