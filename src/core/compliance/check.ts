/** The check itself: blocks, rule packs and context in, findings and the checklist out. */
import { hash } from 'node:crypto'
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
import { findDocumentHits, readBlock, type Hit } from './hits'
import type { Normalised } from './normalise'
import { rangeSteps, viewRange } from './offset-map'
import type { RulePack } from './rule-pack'
import { levelsLowered, speechOf } from './speech'
import { bySound, disguise, stepsOf } from './trace-bits'

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
  const links = linksByBlock(context.links)
  const known = blocks.map((block) => {
    const { read, hits } = readBlock(block, links.get(block.id) ?? [], compiled)
    const findings = findingsOf(read, hits, [], compiled, options)
    // A book's views are many times as large as the book, and hardly any is read again.
    read.views.forget()
    return { read, hits, findings }
  })
  const whole = findDocumentHits(
    known.map(({ read }) => read),
    context,
    compiled,
  )
  const findings = known.flatMap(({ read, hits, findings: own }) => {
    const fromDocument = whole.get(read.block.id)
    return fromDocument === undefined ? own : findingsOf(read, hits, fromDocument, compiled, options)
  })
  return { findings, checklist: checklistOf(packs, findings) }
}

export function linksByBlock(links: readonly CheckLink[]): ReadonlyMap<string, readonly CheckLink[]> {
  const byBlock = new Map<string, CheckLink[]>()
  for (const link of links) {
    const known = byBlock.get(link.block)
    if (known === undefined) byBlock.set(link.block, [link])
    else known.push(link)
  }
  return byBlock
}

/** The findings of one block, in order: its own hits, and what the detectors of the whole piece found in it. */
export function findingsOf(
  { block, views }: ReadBlock,
  ofBlock: readonly Hit[],
  fromDocument: readonly Hit[],
  packs: CompiledPacks,
  options: CheckOptions,
): Finding[] {
  if (ofBlock.length + fromDocument.length === 0 || isClauseText(views.squeezed.text, packs.clauseTexts)) return []
  const hits = [...ofBlock, ...fromDocument].filter((hit) => counts(views, hit, packs.rules[hit.rule]))
  const ruleId = (hit: Hit): string => packs.rules[hit.rule]?.rule.id ?? ''
  const ordered = merged(hits).sort((a, b) => a.start - b.start || compare(ruleId(a), ruleId(b)) || a.end - b.end)
  const occurrences = new Map<string, number>()
  const trusted = isTrusted(views, hits, packs)
  return ordered.flatMap((hit) => {
    const finding = toFinding(block, views, hit, packs, trusted)
    if (finding === undefined) return []
    const key = JSON.stringify([options.versionKey, finding.ruleId, block.id, finding.normalized])
    const occurrence = occurrences.get(key) ?? 0
    occurrences.set(key, occurrence + 1)
    return [{ ...finding, id: findingId(key, occurrence) }]
  })
}

/**
 * Longest block in which what only sounds like a word is taken for it, in UTF-16 units of the squeezed text: the longer a text
 * is, the more words it has by chance (names of people and places first of all).
 */
const shortBlock = 40

/** Whether what only sounds like a word deserves a warning here: beside something that is surer, or in few words. */
function isTrusted(views: Normalised, hits: readonly Hit[], packs: CompiledPacks): boolean {
  const sure = hits.some(({ how, rule }) => (how & bySound) === 0 && packs.rules[rule]?.rule.level !== 'note')
  return sure || views.squeezed.text.length <= shortBlock
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
  return rangeSteps(map, from, to) | hit.how
}

/**
 * Hits of one rule that overlap become one: the editor settles a place once, not once a pattern. What stands there as written
 * says more than what it may sound like.
 */
function merged(all: readonly Hit[]): Hit[] {
  const sure = all.filter((hit) => (hit.how & bySound) === 0)
  const hits = all.filter(
    (hit) =>
      (hit.how & bySound) === 0 ||
      !sure.some(({ rule, start, end }) => rule === hit.rule && start < hit.end && hit.start < end),
  )
  const result: Hit[] = []
  const lastOfRule = new Map<number, number>()
  for (const hit of [...hits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const at = lastOfRule.get(hit.rule)
    const last = at === undefined ? undefined : result[at]
    if (at !== undefined && last !== undefined && hit.start < last.end) {
      result[at] = wider(last, hit)
      continue
    }
    lastOfRule.set(hit.rule, result.push(hit) - 1)
  }
  return result
}

function wider(first: Hit, second: Hit): Hit {
  const longer = second.end - second.start > first.end - first.start ? second : first
  const end = Math.max(first.end, second.end)
  // The shape of one of them is not the shape of both, unless it spans both.
  const spans = longer.start === first.start && longer.end === end
  return { ...longer, start: first.start, end, how: first.how | second.how, as: spans ? longer.as : undefined }
}

function toFinding(
  block: CheckBlock,
  views: Normalised,
  hit: Hit,
  packs: CompiledPacks,
  trusted: boolean,
): Finding | undefined {
  const compiledRule = packs.rules[hit.rule]
  if (compiledRule === undefined) return undefined
  const { rule, pack } = compiledRule
  const { text, map } = views[hit.view]
  const { from, to } = viewRange(map, hit.start, hit.end)
  // It may be chance, so it never stops a piece by itself.
  const most = (hit.how & bySound) === 0 ? 'error' : trusted ? 'warning' : 'note'
  const isHeard = levels.indexOf(rule.level) > levels.indexOf(most)
  const level = isHeard ? most : rule.level
  const speech = rule.quotedLowers ? speechAt(block, views, hit) : undefined
  return {
    id: '',
    ruleId: rule.id,
    clause: rule.clause,
    category: pack,
    level: speech === undefined ? level : loweredLevel(level, levelsLowered[speech]),
    message: rule.message,
    reason: rule.reason,
    suggestion: rule.suggestion,
    block: block.id,
    start: hit.start,
    end: hit.end,
    text: block.text.slice(hit.start, hit.end),
    // Of no words, so that it stays the same finding under another title.
    normalized: hit.ofPiece === true ? '' : (hit.url ?? hit.as ?? text.slice(from, to)),
    trace: hit.url === undefined ? stepsOf(hitSteps(views, hit)) : [],
    ...(hit.detail === undefined ? {} : { detail: hit.detail }),
    ...(rule.lead ? { lead: true } : {}),
    ...(hit.ofPiece === true ? { ofPiece: true } : {}),
    ...loweredBy(speech ?? (isHeard ? 'sound' : undefined)),
  }
}

function loweredBy(lowered: Lowered | undefined): Pick<Finding, 'lowered'> {
  return lowered === undefined ? {} : { lowered }
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
  return hash('sha256', `${key}#${occurrence}`, 'hex').slice(0, 32)
}

/** By UTF-16 units, not by locale: the order must be the same on every machine. */
function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
