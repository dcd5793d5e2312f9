/** What is carried from one text of a piece to another: annotations with their places, what was let pass; and how two texts differ. */
import { makeAnchor, type Anchor } from '@shared/manuscript/anchor'
import { forAuthor, type CarriedAnnotation } from '@shared/domain/annotation'
import type { Finding, WaivedBefore } from '@shared/domain/compliance'
import type { VersionBrief } from '@shared/domain/submission'
import type { VersionDiff } from '@shared/manuscript/version-diff'
import type { AnchorsToCarry, CarriedAnchor } from '../manuscript/carry-anchors'
import { listAnnotations } from '../store/repositories/annotations'
import { getCheck, getVersion, listVersions, listWaivers } from '../store/repositories/manuscripts'
import { askedBefore } from './asked-requests'
import type { DeskContext } from './context'
import { refuse } from './refuse'

/** Pairs of texts of which what was carried is remembered, the last ones asked for. */
const REMEMBERED = 64
/** Anchors of one request to the worker. */
const ANCHORS_MAX = 5_000
/** Earlier versions whose waivers are looked at. */
const VERSIONS_LOOKED_AT = 5

type Carry = AnchorsToCarry['anchors'][number]

/** Texts never change under their hash, so what was carried once holds. By both texts, then by anchor and what is asked there. */
const remembered = new WeakMap<DeskContext, Map<string, Map<string, CarriedAnchor>>>()

/** Where the annotations of a piece that were made in another text than a version's belong in it, and which of all are requests to its author. */
export async function carriedAnnotations(
  context: DeskContext,
  versionId: string,
): Promise<{ contentHash: string; places: CarriedAnnotation[]; requests: string[] }> {
  const version = getVersion(context.db, versionId) ?? refuse('not-found')
  const annotations = listAnnotations(context.db, version.submissionId)
  const others = annotations.filter(({ anchor }) => anchor.contentHash !== version.contentHash)
  const isRequest = askedBefore(context, version, version.submissionId)
  const carried = await carryAll(
    context,
    version.contentHash,
    others.map((annotation) => ({
      anchor: annotation.anchor,
      comments: isRequest(annotation) ? forAuthor(annotation).map(({ text }) => text) : null,
    })),
  )
  return {
    contentHash: version.contentHash,
    places: others.flatMap(({ id }, at) => {
      const found = carried[at]
      return found === undefined ? [] : [{ annotationId: id, ...found }]
    }),
    requests: annotations.filter(isRequest).map(({ id }) => id),
  }
}

/** In the order of the anchors; those of texts whose blob is missing have no home (`verify` says what is missing). */
export async function carryAll(context: DeskContext, to: string, anchors: readonly Carry[]): Promise<CarriedAnchor[]> {
  const memory = remembered.get(context) ?? new Map<string, Map<string, CarriedAnchor>>()
  remembered.set(context, memory)
  const keyOf = ({ anchor, comments }: Carry): string => JSON.stringify([anchor, comments])
  const groups = new Map<string, Carry[]>()
  for (const each of anchors) {
    const pair = `${each.anchor.contentHash} ${each.anchor.projection}`
    groups.set(pair, [...(groups.get(pair) ?? []), each])
  }
  const carried = new Map<string, CarriedAnchor>()
  for (const [pair, group] of groups) {
    const key = `${pair} ${to}`
    const known = memory.get(key) ?? new Map<string, CarriedAnchor>()
    const missing = group.filter((each) => !known.has(keyOf(each))).slice(0, ANCHORS_MAX)
    const first = missing[0]
    if (first !== undefined) {
      const outcome = await carryGroup(context, first.anchor, to, missing)
      missing.forEach((each, at) => {
        const found = outcome[at]
        if (found !== undefined) known.set(keyOf(each), found)
      })
    }
    memory.delete(key)
    memory.set(key, known)
    for (const oldest of memory.keys()) {
      if (memory.size <= REMEMBERED) break
      memory.delete(oldest)
    }
    for (const each of group) {
      const found = known.get(keyOf(each))
      if (found !== undefined) carried.set(keyOf(each), found)
    }
  }
  return anchors.map(
    (each) => carried.get(keyOf(each)) ?? { place: { kind: 'lost', confidence: 0 }, now: '', guess: null },
  )
}

async function carryGroup(
  context: DeskContext,
  { contentHash, projection }: Anchor,
  to: string,
  anchors: readonly Carry[],
): Promise<readonly CarriedAnchor[]> {
  const from = context.blobs.get(contentHash)
  if (from === null) return []
  const run = await context.tasks.run('carry-anchors', {
    from: from.toString('utf8'),
    to: textOf(context, to),
    projection,
    anchors,
  })
  if (!run.ok) return refuse('texts-not-compared', { detail: run.error.detail })
  return run.value
}

/** A text of a version: as it was taken in, or as it is. */
export interface VersionText {
  readonly versionId: string
  readonly text: 'original' | 'current'
}

/** How two texts of one piece differ. Refused: `not-found` for versions of different pieces. */
export async function diffVersions(context: DeskContext, from: VersionText, to: VersionText): Promise<VersionDiff> {
  const before = getVersion(context.db, from.versionId) ?? refuse('not-found')
  const after = getVersion(context.db, to.versionId) ?? refuse('not-found')
  if (before.submissionId !== after.submissionId) refuse('not-found')
  const run = await context.tasks.run('diff-texts', {
    from: textOf(context, hashOf(before, from.text)),
    to: textOf(context, hashOf(after, to.text)),
  })
  if (!run.ok) return refuse('texts-not-compared', { detail: run.error.detail })
  return run.value
}

function hashOf(version: VersionBrief, text: VersionText['text']): string {
  return text === 'original' ? version.originalHash : version.contentHash
}

function textOf(context: DeskContext, contentHash: string): string {
  const bytes = context.blobs.get(contentHash)
  if (bytes === null) throw new Error(`the document ${contentHash} is missing from the blobs`)
  return bytes.toString('utf8')
}

/**
 * Findings of a version that an editor let pass in an earlier one, where the same rule found the same words and they stand as they
 * stood. Nothing is let pass by that: an editor does it again, or not.
 */
export async function waivedBefore(context: DeskContext, versionId: string): Promise<WaivedBefore[]> {
  const version = getVersion(context.db, versionId) ?? refuse('not-found')
  const check = getCheck(context.db, versionId)
  if (check === null) return []
  const waived = new Set(listWaivers(context.db, versionId).map(({ findingId }) => findingId))
  const open = new Map(check.findings.filter(({ id }) => !waived.has(id)).map((finding) => [finding.id, finding]))
  const found: WaivedBefore[] = []
  const earlier = listVersions(context.db, version.submissionId).filter(({ ordinal }) => ordinal < version.ordinal)
  for (const before of earlier.slice(0, VERSIONS_LOOKED_AT)) {
    if (open.size === 0) break
    const waivers = new Map(listWaivers(context.db, before.id).map((waiver) => [waiver.findingId, waiver]))
    const findings = (getCheck(context.db, before.id)?.findings ?? []).filter(({ id }) => waivers.has(id))
    const carried = await carryAll(
      context,
      version.contentHash,
      findings.map((finding) => ({ anchor: anchorOf(before.contentHash, finding), comments: null })),
    )
    findings.forEach((finding, at) => {
      const place = carried[at]?.place
      const waiver = waivers.get(finding.id)
      if (waiver === undefined) return
      const isThere = (now: Finding): boolean =>
        finding.ofPiece === true
          ? now.ofPiece === true
          : (place?.kind === 'exact' || place?.kind === 'moved') &&
            now.block === place.block &&
            now.start === place.start &&
            now.end === place.end
      for (const now of open.values()) {
        if (now.ruleId !== finding.ruleId || !isThere(now)) continue
        open.delete(now.id)
        const { reason, editorName, at: when } = waiver
        found.push({ findingId: now.id, reason, editorName, at: when, ordinal: before.ordinal })
      }
    })
  }
  return found
}

/** A finding as an anchor, which can be carried. */
export function anchorOf(
  contentHash: string,
  { block, start, end, text }: { block: string; start: number; end: number; text: string },
): Anchor {
  // The quote alone: a finding keeps no neighbours, and words that stand unchanged need none.
  const quoted = makeAnchor(contentHash, { id: block, kind: 'paragraph', text }, 0, text.length)
  return { ...quoted, start, end }
}
