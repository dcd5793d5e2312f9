/** The rule packs that come with the program, read here: for a check without a desk. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { PackProblem } from '@shared/domain/rules'
import { loadRulePack, type RulePack } from '../compliance'
import { packProblems } from '../workers/rule-packs/pack-problems'

/** The files of the folder, by name. */
export function shippedPackFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => path.join(folder, name))
}

export interface ShippedPacks {
  readonly packs: readonly RulePack[]
  /** Files that do not load; the others are used. */
  readonly broken: readonly { readonly file: string; readonly problems: readonly PackProblem[] }[]
}

/** Reads every pack of a folder. A file that does not load is told, and the rest goes on. */
export function loadShippedPacks(folder: string): ShippedPacks {
  const packs: RulePack[] = []
  const broken: { file: string; problems: readonly PackProblem[] }[] = []
  for (const file of shippedPackFiles(folder)) {
    const yaml = readFileSync(file, 'utf8')
    const pack = loadRulePack(yaml)
    if (pack.ok) packs.push(pack.value)
    else broken.push({ file: path.basename(file), problems: packProblems(yaml, pack.error) })
  }
  return { packs, broken }
}
