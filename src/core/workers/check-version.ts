/** The task that checks a version. */
import type { CheckResult } from '@shared/domain/compliance'
import { check, sessionOf } from '../compliance'
import { packsOf } from './pack-files'
import type { CheckRequest, RecheckRequest } from './tasks'

export function checkVersion({ blocks, packs, context, versionKey }: CheckRequest): CheckResult {
  return check(blocks, packsOf(packs), context, { versionKey })
}

/**
 * Checks a text that is being written: of what this worker checked before under the same session, only what changed. Nothing
 * is kept that a full check would not find again, so it does not matter which worker is asked.
 */
export function recheck({ session, packs, blocks, context, versionKey }: RecheckRequest): CheckResult {
  return sessionOf(session).check(blocks, packsOf(packs), context, { versionKey })
}
