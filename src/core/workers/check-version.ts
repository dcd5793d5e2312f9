/** The task that checks a version. */
import type { CheckResult } from '@shared/domain/compliance'
import { fail, ok, type Result } from '@shared/domain/result'
import { check, loadRulePack, sessionOf, type RulePack } from '../compliance'
import type { CheckRequest, RecheckRequest } from './tasks'

export function checkVersion({ blocks, packs, context, versionKey }: CheckRequest): CheckResult {
  return check(blocks, loadedPacks(packs), context, { versionKey })
}

let loaded: { readonly key: string; readonly packs: readonly RulePack[] } = { key: '', packs: [] }

function loadedPacks(sources: readonly string[]): readonly RulePack[] {
  const key = sources.join('\u0000')
  if (loaded.key !== key) {
    const packs = sources.map((source) => {
      const pack = loadRulePack(source)
      if (!pack.ok) throw new Error(`a rule pack that was loaded before does not load: ${JSON.stringify(pack.error)}`)
      return pack.value
    })
    loaded = { key, packs }
  }
  return loaded.packs
}

/** Packs that a check of a text being written has had, by the key that its caller gives them. One set: a desk has one. */
let typed: { readonly key: string; readonly packs: readonly RulePack[] } | undefined

/**
 * Checks a text that is being written: of what this worker checked before under the same session, only what changed. Nothing
 * is kept that a full check would not find again, so it does not matter which worker is asked.
 */
export function recheck({
  session,
  packsKey,
  packs,
  blocks,
  context,
  versionKey,
}: RecheckRequest): Result<CheckResult, 'packs-needed'> {
  if (packs !== null) typed = { key: packsKey, packs: loadedPacks(packs) }
  if (typed?.key !== packsKey) return fail('packs-needed')
  return ok(sessionOf(session).check(blocks, typed.packs, context, { versionKey }))
}
