/** What a pack would be after a change: its text, what changed, or what is wrong with it. */
import { readFileSync } from 'node:fs'
import { canonicalJson } from '@shared/canonical-json'
import { fail, ok, type Result } from '@shared/domain/result'
import type { PackDiff, PackDigest, PackProblem } from '@shared/domain/rules'
import { exampleFailures, loadRulePack, type RulePack } from '../../compliance'
import { digestOf, packOf, type PackRef } from '../pack-files'
import { diffPacks } from './diff-packs'
import { editRules, emptyPack, type RuleEdit } from './edit-pack'
import { packProblems } from './pack-problems'
import { raiseVersion, versionToRaise } from './raise-version'
import { writtenRule, type Plain } from './rule-value'

type Kept = Pick<PackRef, 'hash' | 'file'>

/** Where the text of the pack comes from. */
export type PackText =
  | { readonly kind: 'kept'; readonly pack: Kept }
  | { readonly kind: 'yaml'; readonly yaml: string }
  | { readonly kind: 'new'; readonly pack: Parameters<typeof emptyPack>[0] }

export interface PackToPropose {
  /** What the desk uses now; null: nothing of that name. */
  readonly before: Kept | null
  readonly text: PackText
  readonly edits: readonly RuleEdit[]
  /** Rules that are taken as another version has them, or taken out where it has none. */
  readonly take: { readonly pack: Kept; readonly ruleIds: readonly string[] } | null
  /** The local date (`YYYY-MM-DD`) of a change of an editor's, which makes a version of its own; null: the text is taken as it is. */
  readonly changedOn: string | null
}

export interface ProposedPack {
  readonly yaml: string
  readonly digest: PackDigest
  readonly diff: PackDiff
}

export function proposePack(request: PackToPropose): Result<ProposedPack, readonly PackProblem[]> {
  const yaml = textOf(request)
  const loaded = loadRulePack(yaml)
  if (!loaded.ok) return fail(packProblems(yaml, loaded.error))
  const before = request.before === null ? null : packOf(request.before)
  const failures = examplesOfChanged(before, loaded.value)
  if (failures.length > 0) return fail(failures)
  const diff = diffPacks(before, loaded.value)
  const { changedOn, text } = request
  const known = [...(before === null ? [] : [before]), ...(text.kind === 'kept' ? [packOf(text.pack)] : [])]
  const version = changedOn === null ? null : versionToRaise(loaded.value, known)
  if (changedOn === null || version === null) return ok({ yaml, digest: digestOf(loaded.value), diff })
  const raised = raiseVersion(yaml, version, changedOn, diff)
  const again = loadRulePack(raised)
  if (!again.ok) return fail(packProblems(raised, again.error))
  return ok({ yaml: raised, digest: digestOf(again.value), diff })
}

function textOf({ text, edits, take }: PackToPropose): string {
  const yaml = startOf(text)
  const taken = take === null ? [] : takenRules(packOf(take.pack), take.ruleIds)
  const all = [...taken, ...edits]
  return all.length === 0 ? yaml : editRules(yaml, all)
}

function startOf(text: PackText): string {
  switch (text.kind) {
    case 'kept':
      return readFileSync(text.pack.file, 'utf8')
    case 'yaml':
      return text.yaml
    case 'new':
      return emptyPack(text.pack)
  }
}

function takenRules(pack: RulePack, ruleIds: readonly string[]): RuleEdit[] {
  return ruleIds.map((ruleId) => {
    const rule = pack.rules.find(({ id }) => id === ruleId)
    return rule === undefined ? { kind: 'remove', ruleId } : { kind: 'put', ruleId, rule: writtenRule(rule) }
  })
}

/** The examples of rules that are new or changed, each that does not do what it says. The others were proved before. */
function examplesOfChanged(before: RulePack | null, after: RulePack): PackProblem[] {
  const known = new Map((before?.rules ?? []).map((rule) => [rule.id, canonicalJson(rule)]))
  const rules = after.rules.filter((rule) => known.get(rule.id) !== canonicalJson(rule))
  if (rules.length === 0) return []
  const changed = { ...after, rules, hash: `${after.hash}?changed ${before?.hash ?? ''}` }
  return exampleFailures(changed).map(({ ruleId, kind, text }) => ({
    code: kind === 'hit' ? 'example-misses' : 'example-hits',
    at: `rules.${ruleId}.examples`,
    line: null,
    detail: text,
  }))
}

/** How two kept versions differ. */
export function comparePacks(before: Kept | null, after: Kept): PackDiff {
  return diffPacks(before === null ? null : packOf(before), packOf(after))
}

/** A rule as it is written, with the keys of the pack's sources; null when the pack has none of that id. */
export function ruleDetails(
  pack: Kept,
  ruleId: string,
): { readonly rule: Plain; readonly sources: Readonly<Record<string, string>> } | null {
  const { rules, sources } = packOf(pack)
  const rule = rules.find(({ id }) => id === ruleId)
  return rule === undefined ? null : { rule: writtenRule(rule), sources }
}

/** Rules that say or look for every word of a query, anywhere: words of lists and examples too. */
export function findRules(packs: readonly Kept[], query: string): readonly string[] {
  const words = query.trim().toLowerCase().split(/\s+/u).filter(Boolean)
  if (words.length === 0) return []
  return packs.flatMap((pack) =>
    packOf(pack)
      .rules.filter((rule) => {
        const text = JSON.stringify(rule).toLowerCase()
        return words.every((word) => text.includes(word))
      })
      .map(({ id }) => id),
  )
}
