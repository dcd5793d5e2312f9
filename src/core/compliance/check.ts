/** The check itself: blocks, rule packs and context in, findings and the checklist out. */
import { createHash } from 'node:crypto'
import type {
  CheckBlock,
  CheckContext,
  CheckLink,
  CheckResult,
  Finding,
  FindingLevel,
  Lowered,
} from '@shared/domain/compliance'
import { checklistOf } from './checklist'
import { compilePacks, type CompiledPacks, type CompiledRule } from './compile'
import { isClauseText } from './clause-text'
import { isExcepted } from './excepts'
import type { ReadBlock } from './detectors/detector'
import { findDocumentHits, findHits, type Hit } from './hits'
import { normalise, type Normalised } from './normalise'
import { rangeSteps, viewRange } from './offset-map'
import type { RulePack } from './rule-pack'
import { levelsLowered, speechOf } from './speech'
import { disguise, stepsOf } from './trace-bits'

export interface CheckOptions {
  /** Names the version that is checked (its content hash); part of every finding's id. */
  readonly versionKey: string
}

/**
 * Findings in order of block, start, rule; a checklist of every clause of every pack, in order.
 * Pure: the same arguments give the same result, byte for byte.
 */
export function check(
  blocks: readonly CheckBlock[],
  packs: readonly RulePack[],
  context: CheckContext,
  options: CheckOptions,
): CheckResult {
  const compiled = compilePacks(packs)
  const read = blocks.map((block): ReadBlock => ({ block, views: normalise(block.text) }))
  const whole = findDocumentHits(read, context, compiled)
  const findings = read.flatMap((block) => {
    const links = context.links.filter((link) => link.block === block.block.id)
    return checkBlock(block, links, whole.get(block.block.id) ?? [], compiled, options)
  })
  return { findings, checklist: checklistOf(packs, findings) }
}

function checkBlock(
  { block, views }: ReadBlock,
  links: readonly CheckLink[],
  fromDocument: readonly Hit[],
  packs: CompiledPacks,
  options: CheckOptions,
): Finding[] {
  if (isClauseText(views.squeezed.text, packs.clauseTexts)) return []
  const hits = [...findHits(block, views, links, packs), ...fromDocument].filter((hit) =>
    counts(views, hit, packs.rules[hit.rule]),
  )
  const ruleId = (hit: Hit): string => packs.rules[hit.rule]?.rule.id ?? ''
  const ordered = merged(hits).sort((a, b) => a.start - b.start || compare(ruleId(a), ruleId(b)) || a.end - b.end)
  const occurrences = new Map<string, number>()
  return ordered.flatMap((hit) => {
    const finding = toFinding(block, views, hit, packs)
    if (finding === undefined) return []
    const key = JSON.stringify([options.versionKey, finding.ruleId, block.id, finding.normalized])
    const occurrence = occurrences.get(key) ?? 0
    occurrences.set(key, occurrence + 1)
    return [{ ...finding, id: findingId(key, occurrence) }]
  })
}

function counts(views: Normalised, hit: Hit, compiledRule: CompiledRule | undefined): boolean {
  if (compiledRule === undefined) return false
  const { rule, except } = compiledRule
  if (rule.disguised && (hitSteps(views, hit) & disguise) === 0) return false
  return except === undefined || !isExcepted(views, hit, except)
}

function hitSteps(views: Normalised, hit: Hit): number {
  const { map } = views[hit.view]
  const { from, to } = viewRange(map, hit.start, hit.end)
  return rangeSteps(map, from, to)
}

/** Hits of one rule that overlap become one: the editor settles a place once, not once a pattern. */
function merged(hits: readonly Hit[]): Hit[] {
  const result: Hit[] = []
  const lastOfRule = new Map<number, number>()
  for (const hit of [...hits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const at = lastOfRule.get(hit.rule)
    const last = at === undefined ? undefined : result[at]
    if (at !== undefined && last !== undefined && hit.start < last.end) {
      result[at] = { ...last, end: Math.max(last.end, hit.end) }
      continue
    }
    lastOfRule.set(hit.rule, result.push(hit) - 1)
  }
  return result
}

function toFinding(block: CheckBlock, views: Normalised, hit: Hit, packs: CompiledPacks): Finding | undefined {
  const compiledRule = packs.rules[hit.rule]
  if (compiledRule === undefined) return undefined
  const { rule, pack } = compiledRule
  const { text, map } = views[hit.view]
  const { from, to } = viewRange(map, hit.start, hit.end)
  const speech = rule.quotedLowers ? speechAt(block, views, hit) : undefined
  return {
    id: '',
    ruleId: rule.id,
    clause: rule.clause,
    category: pack,
    level: speech === undefined ? rule.level : loweredLevel(rule.level, levelsLowered[speech]),
    message: rule.message,
    reason: rule.reason,
    suggestion: rule.suggestion,
    block: block.id,
    start: hit.start,
    end: hit.end,
    text: block.text.slice(hit.start, hit.end),
    normalized: hit.url ?? text.slice(from, to),
    trace: hit.url === undefined ? stepsOf(hitSteps(views, hit)) : [],
    ...(hit.detail === undefined ? {} : { detail: hit.detail }),
    ...(rule.lead ? { lead: true } : {}),
    ...(speech === undefined ? {} : { lowered: speech }),
  }
}

function speechAt(block: CheckBlock, views: Normalised, hit: Hit): Lowered | undefined {
  const { text, map } = views.folded
  const { from, to } = viewRange(map, hit.start, hit.end)
  return speechOf(text, from, to, block.kind === 'quote')
}

const levels: readonly FindingLevel[] = ['note', 'warning', 'error']

function loweredLevel(level: FindingLevel, by: number): FindingLevel {
  return levels[Math.max(0, levels.indexOf(level) - by)] ?? 'note'
}

/** Half of a sha256: short enough for a URL, and no two findings of a desk meet in 128 bits. */
function findingId(key: string, occurrence: number): string {
  return createHash('sha256').update(`${key}#${occurrence}`).digest('hex').slice(0, 32)
}

/** By UTF-16 units, not by locale: the order must be the same on every machine. */
function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
