/** The check of a text while it is written: of what was typed so far, in a worker, of what changed only. Nothing is recorded. */
import type { ReviewFinding } from '@shared/contract/contract'
import type { ChecklistItem } from '@shared/domain/compliance'
import type { LiveCheckFailure } from '@shared/domain/live-check'
import { assertNever, fail, type Result } from '@shared/domain/result'
import { getVersion } from '../store/repositories/manuscripts'
import { getWorkingCopy, listSteps } from '../store/repositories/working-copies'
import type { TaskFailure } from '../workers/pool'
import { tryCheck, withWaivers, type MadeCheck } from './checking'
import type { DeskContext } from './context'
import { refuse } from './refuse'

export type LiveCheck =
  /** Nothing is typed that is not recorded: the recorded check holds. */
  | { readonly state: 'recorded' }
  | {
      readonly state: 'checked'
      /** The recorded text that the steps stand on. */
      readonly baseHash: string
      /** The number of the last step that is in the text that was checked. */
      readonly step: number
      readonly findings: ReviewFinding[]
      readonly checklist: ChecklistItem[]
    }
  | { readonly state: 'failed'; readonly step: number; readonly reason: LiveCheckFailure }

/**
 * Checks what is typed and kept of a version. A finding has the id that it will have in the recorded text, so that what was let
 * pass stays so. A worker that died is replaced, and asked once more.
 */
export async function liveCheck(context: DeskContext, versionId: string): Promise<LiveCheck> {
  const version = getVersion(context.db, versionId) ?? refuse('not-found')
  const copy = getWorkingCopy(context.db, versionId)
  if (copy === null || copy.lastStep === copy.settledStep || copy.baseHash !== version.contentHash) {
    return { state: 'recorded' }
  }
  const { baseHash, lastStep } = copy
  const steps = listSteps(context.db, versionId)
  const check = async (): Promise<Result<MadeCheck, LiveCheckFailure | TaskFailure>> => {
    const session = versionId
    const file = context.blobs.path(baseHash)
    const typed = await context.tasks.run('typed-text', { session, baseHash, file, steps })
    if (!typed.ok) return typed
    if (!typed.value.ok) return fail('no-text')
    return tryCheck(context, version, { contentHash: baseHash, ...typed.value.value }, session)
  }
  const first = await check()
  const made =
    !first.ok && typeof first.error === 'object' && first.error.code === 'worker-died' ? await check() : first
  if (!made.ok) return { state: 'failed', step: lastStep, reason: reasonOf(made.error) }
  const { findings, checklist } = made.value.check
  return {
    state: 'checked',
    baseHash,
    step: lastStep,
    findings: withWaivers(context, versionId, findings, made.value.rows),
    checklist,
  }
}

/** The text is closed: what workers keep of it is forgotten. */
export function endLiveCheck(context: DeskContext, versionId: string): void {
  context.tasks.tell('end-typing', { session: versionId }, 'typed-text')
}

function reasonOf(failure: LiveCheckFailure | TaskFailure): LiveCheckFailure {
  if (typeof failure === 'string') return failure
  switch (failure.code) {
    case 'timeout':
      return 'timeout'
    case 'worker-died':
      return 'died'
    default:
      return assertNever(failure)
  }
}
