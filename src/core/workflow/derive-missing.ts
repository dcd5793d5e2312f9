/** Makes again what is derived and missing: what a kill between a mail and its check left out, what new packs ask for. */
import { checkOutdated } from './checking'
import type { DeskContext } from './context'
import { noteMissingSimilar } from './similar'

/** Checks what is unchecked or outdated, then looks for near-duplicates where nobody did. Costs two queries when nothing is. */
export async function deriveMissing(context: DeskContext, signal: AbortSignal): Promise<void> {
  await checkOutdated(context, signal)
  await noteMissingSimilar(context, signal)
}
