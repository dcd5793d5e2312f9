/** The rule packs that come with the desk. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { loadRulePack, summarise, type RulePack } from '../compliance'
import type { LoadedPacks } from './context'

/** Loads every pack of a folder. A shipped pack that does not load is a bug, caught by its tests. */
export function loadPacks(folder: string): LoadedPacks {
  const sources = readPacks(folder)
  const packs = parsePacks(sources)
  return { sources, summaries: packs.map(summarise), key: packs.map((pack) => pack.hash).join(' ') }
}

/** The packs themselves, for a check without a desk. */
export function loadRulePacks(folder: string): RulePack[] {
  return parsePacks(readPacks(folder))
}

function readPacks(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
}

function parsePacks(sources: readonly string[]): RulePack[] {
  return sources.map((source) => {
    const pack = loadRulePack(source)
    if (!pack.ok) throw new Error(`a rule pack does not load: ${JSON.stringify(pack.error)}`)
    return pack.value
  })
}
