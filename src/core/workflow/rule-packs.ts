/** The rule packs as the rules screen shows them: lists, one rule, changelogs; what is switched on and off. */
import { readFile } from 'node:fs/promises'
import { openFactSchema, type RulePackSummary } from '@shared/domain/compliance'
import { change } from '@shared/domain/event'
import type {
  ListedPack,
  PackRevision,
  PackUpdate,
  RecheckState,
  RuleDetail,
  RulesOverview,
} from '@shared/domain/rules'
import { plainRuleSchema } from '@shared/domain/rules'
import { detectorNames } from '../compliance/detectors/names'
import { viewNameSchema } from '../compliance/rule-pack'
import { precisionOfRule, precisionOfRules } from '../store/repositories/findings'
import { countPackVersions, listPackVersions, listSwitchedOff, packSource } from '../store/repositories/rule-packs'
import type { TaskFailure } from '../workers/pool'
import type { KeptPack } from '../workers/tasks'
import type { Result } from '@shared/domain/result'
import { announce, append, transact, type DeskContext } from './context'
import type { DeskPack } from './pack-shelf'
import { refuse } from './refuse'

const NO_HISTORY = { fixed: 0, waived: 0 }

/** Everything of the list: packs, clauses, rules in brief. What a rule looks for is asked for when it is shown. */
export async function rulesOverview(context: DeskContext, recheck: RecheckState): Promise<RulesOverview> {
  const { packs, troubles } = await context.packs.current()
  const precision = precisionOfRules(context.db)
  const revisions = countPackVersions(context.db)
  return {
    packs: packs.map(({ digest, origin, enabled, off, shipped, hasUpdate }): ListedPack => {
      const isOff = new Set(off)
      return {
        name: digest.name,
        title: digest.title,
        version: digest.version,
        hash: digest.hash,
        origin,
        on: enabled,
        revisions: revisions.get(digest.name) ?? 0,
        update: hasUpdate && shipped !== null ? { hash: shipped.digest.hash, version: shipped.digest.version } : null,
        clauses: [...digest.clauses],
        rules: digest.rules.map((rule) => ({
          ...rule,
          on: !isOff.has(rule.id),
          precision: precision.get(rule.id) ?? NO_HISTORY,
        })),
      }
    }),
    troubles: [...troubles],
    recheck,
    format: {
      detectors: [...detectorNames],
      openFacts: [...openFactSchema.options],
      views: [...viewNameSchema.options],
    },
  }
}

/** The packs by their clauses, for whoever names one. */
export async function packClauses(context: DeskContext): Promise<RulePackSummary[]> {
  const { packs } = await context.packs.current()
  return packs.map(({ digest: { name, version, title, hash, clauses } }) => ({
    name,
    version,
    title,
    hash,
    clauses: [...clauses],
  }))
}

/** One rule in full. Refused: `not-found`. */
export async function ruleDetail(context: DeskContext, pack: string, ruleId: string): Promise<RuleDetail> {
  const { digest, file, off } = await packNamed(context, pack)
  const details = taskDone(await context.tasks.run('rule-details', { pack: { hash: digest.hash, file }, ruleId }))
  if (details === null) return refuse('not-found')
  const switched = listSwitchedOff(context.db).find((each) => each.ruleId === ruleId)
  return {
    pack,
    rule: plainRuleSchema.parse(details.rule),
    sources: { ...details.sources },
    on: !off.includes(ruleId),
    switchedOff:
      switched === undefined ? null : { reason: switched.reason, editorName: switched.editorName, at: switched.at },
    precision: precisionOfRule(context.db, ruleId),
  }
}

/** Ids of rules that say or look for all words of a query: their word lists and examples are searched too. */
export async function findRules(context: DeskContext, query: string): Promise<string[]> {
  const { packs } = await context.packs.current()
  const run = await context.tasks.run('find-rules', {
    packs: packs.map(({ digest, file }) => ({ hash: digest.hash, file })),
    query,
  })
  return [...taskDone(run)]
}

/** The YAML of a pack as the desk uses it. */
export async function packText(context: DeskContext, pack: string): Promise<{ yaml: string; hash: string }> {
  const { digest, file } = await packNamed(context, pack)
  return { yaml: await readFile(file, 'utf8'), hash: digest.hash }
}

/** The pack's versions at this desk, newest first. */
export async function packChangelog(context: DeskContext, pack: string): Promise<PackRevision[]> {
  const { packs } = await context.packs.current()
  const inUse = packs.find(({ digest }) => digest.name === pack)?.digest.hash
  const versions = listPackVersions(context.db, pack)
  const current = versions.find(({ hash }) => hash === inUse)?.revision
  return versions.map(({ revision, hash, version, how, changes, note, editorName, at }) => ({
    revision,
    hash,
    version,
    how,
    changes,
    note,
    editorName,
    at,
    current: revision === current,
  }))
}

/** How the desk's version and the program's newer one differ from the one that both come from. */
export async function packUpdate(context: DeskContext, name: string): Promise<PackUpdate> {
  const { digest, file, shipped, baseHash, hasUpdate } = await packNamed(context, name)
  if (shipped === null || !hasUpdate) return refuse('not-found')
  const base = keptPack(context, baseHash)
  const compare = async (after: KeptPack): Promise<PackUpdate['theirs']> =>
    taskDone(await context.tasks.run('compare-packs', { before: base, after }))
  return {
    base: base?.hash ?? null,
    theirs: await compare({ hash: digest.hash, file }),
    shipped: await compare({ hash: shipped.digest.hash, file: shipped.file }),
  }
}

/** A version that was kept; null when it never was. */
export function keptPack(context: DeskContext, hash: string | null): KeptPack | null {
  const kept = hash === null ? null : packSource(context.db, hash)
  return hash === null || kept === null ? null : { hash, file: context.blobs.path(kept.source) }
}

/** Switches a pack. Its clauses stay in the sheet, as not checked by a machine. */
export async function switchPack(context: DeskContext, name: string, on: boolean, reason: string): Promise<void> {
  const { enabled } = await packNamed(context, name)
  if (enabled === on) return
  record(context, () => append(context, [change('rule-pack.switched', name, { name, on, reason })]))
}

/** Switches one rule. Refused: `not-found`. */
export async function switchRule(
  context: DeskContext,
  { pack, ruleId, on, reason }: { pack: string; ruleId: string; on: boolean; reason: string },
): Promise<void> {
  const { digest, off } = await packNamed(context, pack)
  if (!digest.rules.some(({ id }) => id === ruleId)) refuse('not-found')
  if (!off.includes(ruleId) === on) return
  record(context, () => append(context, [change('rule.switched', ruleId, { ruleId, pack, on, reason })]))
}

/** Takes away a pack of the desk's own. Its versions stay, so that it can be brought back. Refused: `pack-not-own`. */
export async function removePack(context: DeskContext, name: string, reason: string): Promise<void> {
  const { origin } = await packNamed(context, name)
  if (origin !== 'own') refuse('pack-not-own')
  record(context, () => append(context, [change('rule-pack.removed', name, { name, reason })]))
}

/** Records a change of packs and has everybody look again. */
export function record(context: DeskContext, run: () => void): void {
  transact(context, run)
  context.packs.refresh()
  announce(context, 'rules', 'manuscripts')
}

export async function packNamed(context: DeskContext, name: string): Promise<DeskPack> {
  const { packs } = await context.packs.current()
  return packs.find(({ digest }) => digest.name === name) ?? refuse('not-found')
}

/** The outcome of a task about rules; refused `rules-task-failed` when its worker died or took too long. */
export function taskDone<T>(run: Result<T, TaskFailure>): T {
  return run.ok ? run.value : refuse('rules-task-failed', { detail: run.error.detail })
}
