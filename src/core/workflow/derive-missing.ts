/** Makes again what is derived and missing: what a kill between a mail and its check left out, what new packs ask for. */
import { checkOutdated } from './checking'
import type { DeskContext } from './context'
import { convertPending, type ConvertOptions } from './convert-pending'
import { finishErasure } from './finish-erasure'
import { feedIndex } from './search'
import { ensureSounds } from './sounds'
import { noteMissingArticles, noteMissingSimilar } from './similar'

/**
 * Ends an erasure that was cut short, feeds the search index, notes how names sound, converts what waits, checks what is unchecked or outdated, then looks for near-duplicates where
 * nobody did. Costs a few queries when nothing is missing.
 */
export async function deriveMissing(
  context: DeskContext,
  signal: AbortSignal,
  options: ConvertOptions = {},
): Promise<void> {
  await finishErasure(context)
  await feedIndex(context, signal)
  await ensureSounds(context)
  await convertPending(context, { ...options, signal })
  await checkOutdated(context, signal)
  await noteMissingArticles(context, signal)
  await noteMissingSimilar(context, signal)
}
