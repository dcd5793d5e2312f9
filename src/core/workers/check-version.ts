/** The task that checks a version. */
import type { CheckResult } from '@shared/domain/compliance'
import { check } from '../compliance'
import { packsOf } from './pack-files'
import type { CheckRequest } from './tasks'

export function checkVersion({ blocks, packs, context, versionKey }: CheckRequest): CheckResult {
  return check(blocks, packsOf(packs), context, { versionKey })
}
