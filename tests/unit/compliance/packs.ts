/** The shipped packs, loaded once for all tests. */
import { readFileSync } from 'node:fs'
import { loadRulePack } from '@core/compliance'
import type { RulePack } from '@core/compliance'

export const packNames = [
  'convention',
  'advertising-law',
  'copyright',
  'declaration',
  'headline',
  'house-style',
  'links-and-contacts',
  'privacy',
  'qualification',
] as const

export function readPack(name: string): RulePack {
  const loaded = loadRulePack(
    readFileSync(new URL(`../../../resources/rule-packs/${name}.yaml`, import.meta.url), 'utf8'),
  )
  if (!loaded.ok) throw new Error(`${name}: ${JSON.stringify(loaded.error, null, 2)}`)
  return loaded.value
}

export const packs: readonly RulePack[] = packNames.map(readPack)
