/** The check of a text while it is written: of what was typed so far, in a worker. Nothing is recorded and nothing kept. */
import type { ReviewFinding } from '@shared/contract/contract'
import type { ChecklistItem } from '@shared/domain/compliance'
import { getVersion } from '../store/repositories/manuscripts'
import { getWorkingCopy, listSteps } from '../store/repositories/working-copies'
import { runCheck, withWaivers } from './checking'
import type { DeskContext } from './context'
import { refuse } from './refuse'

export interface LiveCheck {
  /** The recorded text that the steps stand on. */
  readonly baseHash: string
  /** The number of the last step that is in the text that was checked. */
  readonly step: number
  readonly findings: ReviewFinding[]
  readonly checklist: ChecklistItem[]
}

/**
 * Checks what is typed and kept of a version; null when nothing is, when it makes no text, or when the check died: the recorded
 * findings hold then. A finding has the id that it will have in the recorded text, so that what was let pass stays so.
 */
export async function liveCheck(context: DeskContext, versionId: string): Promise<LiveCheck | null> {
  const version = getVersion(context.db, versionId) ?? refuse('not-found')
  const copy = getWorkingCopy(context.db, versionId)
  if (copy === null || copy.lastStep === copy.settledStep || copy.baseHash !== version.contentHash) return null
  const base = context.blobs.get(copy.baseHash)
  if (base === null) return null
  const steps = listSteps(context.db, versionId)
  const run = await context.tasks.run('settle', { base: base.toString('utf8'), steps, anchors: [] })
  if (!run.ok || !run.value.ok) return null
  const checked = await runCheck(context, version, run.value.value.blocks, run.value.value.links)
  if (checked === null) return null
  return {
    baseHash: copy.baseHash,
    step: copy.lastStep,
    findings: withWaivers(context, versionId, checked.findings),
    checklist: checked.checklist,
  }
}
