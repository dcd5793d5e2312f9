/** What the review screen makes of a version, its findings and its annotations: pure functions. */
import type { TextMark } from '@renderer/editor/text-marks'
import type { ReviewFinding } from '@shared/contract/contract'
import type { Annotation, CarriedAnnotation } from '@shared/domain/annotation'
import {
  findingLevelSchema,
  itemNumber,
  type ChecklistItem,
  type Clause,
  type RulePackSummary,
} from '@shared/domain/compliance'
import { toneOf } from './highlight-labels'
import { placeAnchor, spansOf, type AnchorPlace } from '@shared/manuscript/anchor'
import { rangesInDocument, type ProjectedBlock } from '@shared/manuscript/projection'

export interface PlacedAnnotation {
  readonly annotation: Annotation
  readonly place: AnchorPlace
  /** Of one that was made in another text than the one on screen: how it came here, or what speaks for a place. */
  readonly carried: CarriedAnnotation | null
}

/** What the core carried over into a text. */
export interface CarriedOver {
  readonly contentHash: string
  readonly places: readonly CarriedAnnotation[]
}

/**
 * Annotations in the order of the text, those without a place last. Those that were made in another text stand where the core
 * carried them; until it did, where their words are found.
 */
export function placeAnnotations(
  blocks: readonly ProjectedBlock[],
  annotations: readonly Annotation[],
  over: CarriedOver | null = null,
): PlacedAnnotation[] {
  const carried = new Map(over?.places.map((each) => [each.annotationId, each]))
  const from = new Map(blocks.map((block) => [block.id, block.from]))
  const order = ({ place }: PlacedAnnotation): number =>
    place.kind === 'lost' ? Number.POSITIVE_INFINITY : (from.get(place.block) ?? 0) + place.start
  return annotations
    .map((annotation) => {
      // What was placed in this text since the core was asked is at home in it.
      const atHome = annotation.anchor.contentHash === over?.contentHash
      const found = atHome ? null : (carried.get(annotation.id) ?? null)
      const place = found === null ? placeAnchor(blocks, annotation.anchor) : homeOf(found)
      return { annotation, place, carried: found }
    })
    .toSorted((a, b) => order(a) - order(b) || a.annotation.createdAt - b.annotation.createdAt)
}

/** An uncertain place is no home: it is proposed, and an editor says. */
function homeOf({ place }: CarriedAnnotation): AnchorPlace {
  if (place.kind === 'lost' || place.kind === 'uncertain') return { kind: 'lost' }
  const { kind, confidence: _confidence, ...spans } = place
  return { kind: kind === 'exact' ? 'exact' : 'moved', ...spans }
}

/** Findings in the order of the text. */
export function sortFindings(blocks: readonly ProjectedBlock[], findings: readonly ReviewFinding[]): ReviewFinding[] {
  const from = new Map(blocks.map((block) => [block.id, block.from]))
  return findings.toSorted((a, b) => (from.get(a.block) ?? 0) + a.start - ((from.get(b.block) ?? 0) + b.start))
}

/**
 * What is drawn in the text: open findings, open comments, highlights. What is settled leaves it, unless it is the
 * selected one. A span with suggested deletions inside is drawn in several pieces of the same id.
 */
export function textMarksOf(
  blocks: readonly ProjectedBlock[],
  findings: readonly ReviewFinding[],
  annotations: readonly PlacedAnnotation[],
  selectedId: string | null = null,
): TextMark[] {
  const byId = new Map(blocks.map((block) => [block.id, block]))
  const span = (mark: Omit<TextMark, 'from' | 'to'>, blockId: string, start: number, end: number): TextMark[] => {
    const block = byId.get(blockId)
    return block === undefined || end > block.text.length
      ? []
      : rangesInDocument(block, start, end).map((range) => ({ ...mark, ...range }))
  }
  return [
    ...annotations.flatMap(({ annotation, place }) =>
      place.kind === 'lost' || (annotation.state === 'resolved' && annotation.id !== selectedId)
        ? []
        : spansOf(place).flatMap(({ block, start, end }) => span(lookOf(annotation), block, start, end)),
    ),
    ...findings.flatMap((finding) =>
      finding.waiver === null || finding.id === selectedId
        ? span({ id: finding.id, kind: finding.level }, finding.block, finding.start, finding.end)
        : [],
    ),
  ]
}

function lookOf({ id, kind, label }: Annotation): Omit<TextMark, 'from' | 'to'> {
  return kind === 'comment' ? { id, kind } : { id, kind, tone: toneOf(label), ...(label !== '' && { title: label }) }
}

/** Whether the selected one is settled and so drawn only while it is selected. */
export function isSettled(
  id: string | null,
  findings: readonly ReviewFinding[],
  annotations: readonly PlacedAnnotation[],
): boolean {
  return (
    id !== null &&
    (annotations.some(({ annotation }) => annotation.id === id && annotation.state === 'resolved') ||
      findings.some((finding) => finding.id === id && finding.waiver !== null))
  )
}

/**
 * The next or previous mark from the active one, around the end. `left`: the place of the one that was active
 * last, for when it is settled and gone, so that the next is the one that followed it.
 */
export function stepMark(order: readonly string[], activeId: string | null, step: 1 | -1, left = -1): string | null {
  if (order.length === 0) return null
  const at = activeId === null ? -1 : order.indexOf(activeId)
  if (at < 0 && left >= 0) return order[(left + (step === 1 ? 0 : -1) + order.length) % order.length] ?? null
  if (at < 0) return (step === 1 ? order[0] : order.at(-1)) ?? null
  return order[(at + step + order.length) % order.length] ?? null
}

/** What still waits for an editor: open findings and open comment threads. */
export function countOpen(findings: readonly ReviewFinding[], annotations: readonly Annotation[]): number {
  return (
    findings.filter((finding) => finding.waiver === null).length +
    annotations.filter((annotation) => annotation.kind === 'comment' && annotation.state === 'open').length
  )
}

/**
 * The findings that a letter to the author quotes, in the order of the text: open 必改, and ticked ones of the other levels. What
 * the author is asked about in a comment already is asked there.
 */
export function findingsForLetter(
  findings: readonly ReviewFinding[],
  annotations: readonly Annotation[],
  ticked: readonly string[],
): string[] {
  const asked = new Set(
    annotations
      .filter(({ audience, state }) => audience === 'author' && state === 'open')
      .map(({ findingId }) => findingId),
  )
  return findings
    .filter(({ id, level, waiver }) => waiver === null && (level === 'error' || ticked.includes(id)) && !asked.has(id))
    .map(({ id }) => id)
}

export interface ClauseInfo {
  readonly clause: Clause
  readonly pack: string
}

export interface FindingGroup {
  /** `convention 7`: pack and item. */
  readonly key: string
  /** `7`; empty when the pack does not number its items so. */
  readonly number: string
  /** `文章标题党`; the pack's title when the clause is not declared. */
  readonly item: string
  readonly findings: readonly ReviewFinding[]
}

export function clausesOf(packs: readonly RulePackSummary[]): ReadonlyMap<string, ClauseInfo> {
  return new Map(
    packs.flatMap((pack) => pack.clauses.map((clause) => [clause.number, { clause, pack: pack.title }] as const)),
  )
}

/** `7.2 文章标题党`, `links/1 联系方式`; just the number when no pack declares it. */
export function clauseTitle(clause: string, clauses: ReadonlyMap<string, ClauseInfo>): string {
  const item = clauses.get(clause)?.clause.item
  return item === undefined ? clause : `${clause} ${item}`
}

/** All clauses to choose from, by the item that they belong to, as the packs have them. */
export function clauseChoices(clauses: ReadonlyMap<string, ClauseInfo>): readonly {
  readonly group: string
  readonly items: readonly { readonly value: string; readonly label: string }[]
}[] {
  const groups = new Map<string, { value: string; label: string }[]>()
  for (const [number, { clause, pack }] of clauses) {
    const item = itemNumber(number)
    const group = item === '' ? pack : `${item}. ${clause.item}`
    const items = groups.get(group) ?? []
    items.push({ value: number, label: `${number} ${clause.text}` })
    groups.set(group, items)
  }
  const entries = [...groups].map(([group, items]) => ({ group, items }))
  // The convention's items are numbered; packs without numbers follow.
  return entries.toSorted((a, b) => Number(/^\d/.test(b.group)) - Number(/^\d/.test(a.group)))
}

/** The convention's clauses by number, those of other packs after them as they come. */
export function sortChecklist(checklist: readonly ChecklistItem[]): ChecklistItem[] {
  const rank = ({ clause }: ChecklistItem): number => {
    const [item, part] = clause.split('.').map(Number)
    return itemNumber(clause) === '' ? Number.MAX_SAFE_INTEGER : (item ?? 0) * 1000 + (part ?? 0)
  }
  return checklist.toSorted((a, b) => rank(a) - rank(b))
}

/**
 * Open findings by the item that they serve. What must be fixed comes first, as every piece has notes until its facts are settled
 * and nothing grave may lie below them: items by the gravest of their findings, then the convention's by number, then those of other
 * packs. In an item by level, then as they come.
 */
export function groupFindings(
  findings: readonly ReviewFinding[],
  clauses: ReadonlyMap<string, ClauseInfo>,
): readonly FindingGroup[] {
  const groups = new Map<string, { number: string; item: string; findings: ReviewFinding[] }>()
  for (const finding of findings) {
    if (finding.waiver !== null) continue
    const number = itemNumber(finding.clause)
    const known = clauses.get(finding.clause)
    const key = `${finding.category} ${number === '' ? (known?.clause.item ?? finding.clause) : number}`
    const group = groups.get(key) ?? { number, item: known?.clause.item ?? finding.category, findings: [] }
    group.findings.push(finding)
    groups.set(key, group)
  }
  const gravity = ({ level }: ReviewFinding): number => findingLevelSchema.options.indexOf(level)
  const number = (group: FindingGroup): number => (group.number === '' ? Number.MAX_SAFE_INTEGER : Number(group.number))
  const gravest = (group: FindingGroup): number => Math.min(...group.findings.map(gravity))
  return [...groups.entries()]
    .map(([key, group]) => ({
      key,
      ...group,
      findings: group.findings.toSorted((a, b) => gravity(a) - gravity(b)),
    }))
    .toSorted((a, b) => gravest(a) - gravest(b) || number(a) - number(b))
}
