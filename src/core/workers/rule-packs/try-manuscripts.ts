/** Rules as they are and as they would be, over manuscripts: what appears, disappears or gets another level. */
import type { CheckBlock, CheckContext, Finding } from '@shared/domain/compliance'
import type { TrialFinding } from '@shared/domain/rules'
import { projectDocument } from '@shared/manuscript/projection'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { textBlocks } from '@shared/manuscript/text'
import { check, type RulePack } from '../../compliance'
import { packOf, type PackRef } from '../pack-files'

/** A manuscript as it lies in its blob, with what the last check knew of it. */
export interface ManuscriptToTry {
  readonly json: string
  readonly context: CheckContext
}

export interface RulesToTry {
  /** All packs of the desk: what stands in a clause word for word is not checked. */
  readonly clauses: readonly Pick<PackRef, 'hash' | 'file'>[]
  readonly before: Pick<PackRef, 'hash' | 'file'> | null
  readonly after: Pick<PackRef, 'hash' | 'file'> | null
  /** The rules that differ; the others give what they gave. */
  readonly ruleIds: readonly string[]
}

/** UTF-16 units of a sentence on either side of what was found. */
const AROUND = 60

export function tryManuscripts(
  rules: RulesToTry,
  manuscripts: readonly ManuscriptToTry[],
): readonly (readonly TrialFinding[])[] {
  const before = onlyRules(rules, rules.before)
  const after = onlyRules(rules, rules.after)
  return manuscripts.map(({ json, context }) => {
    const document = projectDocument(manuscriptSchema.nodeFromJSON(JSON.parse(json)), 'current')
    const blocks = textBlocks(document).map(({ id, kind, text }) => ({ id, kind, text }))
    const run = (packs: readonly RulePack[]): readonly Finding[] =>
      check(blocks, packs, context, { versionKey: 'trial' }).findings
    return compareFindings(run(before), run(after), blocks)
  })
}

/** A pack with the rules in question, and one with everybody's clauses. */
function onlyRules({ clauses, ruleIds }: RulesToTry, ref: RulesToTry['before']): readonly RulePack[] {
  const texts = clauses.map(packOf).map((pack) => ({ ...pack, rules: [], hash: `${pack.hash}!all` }))
  if (ref === null) return texts
  const pack = packOf(ref)
  const wanted = new Set(ruleIds)
  const rules = pack.rules.filter(({ id }) => wanted.has(id))
  return [...texts, { ...pack, rules, hash: `${pack.hash}?${ruleIds.join(',')}` }]
}

function compareFindings(
  before: readonly Finding[],
  after: readonly Finding[],
  blocks: readonly CheckBlock[],
): TrialFinding[] {
  const keyOf = ({ ruleId, block, start, end }: Finding): string => JSON.stringify([ruleId, block, start, end])
  const old = new Map(before.map((finding) => [keyOf(finding), finding]))
  const now = new Set(after.map(keyOf))
  const textOf = new Map(blocks.map(({ id, text }) => [id, text]))
  const shown = (finding: Finding, change: TrialFinding['change'], was: TrialFinding['was']): TrialFinding => ({
    change,
    was,
    ruleId: finding.ruleId,
    level: finding.level,
    message: finding.message,
    block: finding.block,
    ...sentenceOf(textOf.get(finding.block) ?? '', finding),
  })
  return [
    ...after.flatMap((finding) => {
      const known = old.get(keyOf(finding))
      if (known === undefined) return [shown(finding, 'appears', null)]
      return known.level === finding.level ? [] : [shown(finding, 'changes', known.level)]
    }),
    ...before.filter((finding) => !now.has(keyOf(finding))).map((finding) => shown(finding, 'disappears', null)),
  ]
}

const END = /[。！？!?；;\n\u2028]/u

function sentenceOf(text: string, { start, end }: Finding): Pick<TrialFinding, 'sentence' | 'start' | 'end'> {
  let from = start
  while (from > 0 && start - from < AROUND && !END.test(text.charAt(from - 1))) from -= 1
  let to = end
  while (to < text.length && to - end < AROUND && !END.test(text.charAt(to - 1))) to += 1
  return { sentence: text.slice(from, to), start: start - from, end: end - from }
}
