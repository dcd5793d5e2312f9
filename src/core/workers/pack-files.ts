/** Rule packs as tasks take them: named by hash and file, read once a worker, with what is switched off taken out. */
import { readFileSync } from 'node:fs'
import { fail, ok, type Result } from '@shared/domain/result'
import type { PackDigest, PackProblem } from '@shared/domain/rules'
import { loadRulePack, type RulePack } from '../compliance'
import { packProblems } from './rule-packs/pack-problems'

/** A pack for a task. */
export interface PackRef {
  /** Of its content: what the file is read for only once. */
  readonly hash: string
  /** Where its YAML lies: a blob, or a file of the program's folder. */
  readonly file: string
  /** Rules that are switched off. */
  readonly off: readonly string[] | 'all'
}

/** Packs kept in memory: those of the desk, and a trial's. */
const KEPT = 40
const loaded = new Map<string, RulePack>()

/** The packs, ready for the check. A file that does not hold what it should is a pack that is damaged, and throws. */
export function packsOf(refs: readonly PackRef[]): readonly RulePack[] {
  return refs.map((ref) => withoutRules(packOf(ref), ref.off))
}

export function packOf({ hash, file }: Pick<PackRef, 'hash' | 'file'>): RulePack {
  const known = loaded.get(hash)
  if (known !== undefined) return known
  const pack = loadRulePack(readFileSync(file, 'utf8'), hash)
  if (!pack.ok) throw new Error(`the rule pack ${hash} does not load: ${JSON.stringify(pack.error.slice(0, 5))}`)
  if (pack.value.hash !== hash) throw new Error(`the file of rule pack ${hash} holds ${pack.value.hash}`)
  keep(pack.value)
  return pack.value
}

function keep(pack: RulePack): void {
  const [oldest] = loaded.keys()
  if (loaded.size >= KEPT && oldest !== undefined) loaded.delete(oldest)
  loaded.set(pack.hash, pack)
}

/**
 * A pack without what is switched off. A clause that lost a rule says so: without any it is not checked by a machine, with
 * some left a person judges what they do not find.
 */
export function withoutRules(pack: RulePack, off: PackRef['off']): RulePack {
  if (off !== 'all' && off.length === 0) return pack
  const isOff = (ruleId: string): boolean => off === 'all' || off.includes(ruleId)
  const rules = pack.rules.filter(({ id }) => !isOff(id))
  const lost = new Set(pack.rules.filter(({ id }) => isOff(id)).map(({ clause }) => clause))
  const left = new Set(rules.map(({ clause }) => clause))
  const clauses = pack.clauses.map((clause) => {
    if (!lost.has(clause.number) || clause.coverage === 'human' || clause.coverage === 'unchecked') return clause
    if (left.has(clause.number)) return { ...clause, coverage: 'partial' as const }
    return { ...clause, coverage: clause.human === '' ? ('unchecked' as const) : ('human' as const) }
  })
  const name = off === 'all' ? 'all' : off.join(',')
  return { ...pack, clauses, rules, hash: `${pack.hash}!${name}` }
}

/** Reads packs for the desk: of each what it is, or why it does not load. */
export function readPacks(files: readonly string[]): readonly Result<PackDigest, readonly PackProblem[]>[] {
  return files.map((file) => {
    let yaml: string
    try {
      yaml = readFileSync(file, 'utf8')
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      return fail([{ code: 'unreadable', at: '', line: null, detail }])
    }
    return readPack(yaml)
  })
}

/** Reads one pack; all problems at once, each with its line. */
export function readPack(yaml: string): Result<PackDigest, readonly PackProblem[]> {
  const pack = loadRulePack(yaml)
  if (!pack.ok) return fail(packProblems(yaml, pack.error))
  keep(pack.value)
  return ok(digestOf(pack.value))
}

export function digestOf({ name, version, title, hash, clauses, rules }: RulePack): PackDigest {
  return {
    name,
    version,
    title,
    hash,
    clauses,
    rules: rules.map(({ id, clause, level, message }) => ({ id, clause, level, message })),
  }
}
