/** The task that checks a version. */
import type { CheckResult } from '@shared/domain/compliance'
import { check, loadRulePack, type RulePack } from '../compliance'
import type { CheckRequest } from './tasks'

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
