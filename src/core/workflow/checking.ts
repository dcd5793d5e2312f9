/** Checks versions with the desk's rule packs, in a worker, and keeps what came out. */
import { isDeepStrictEqual } from 'node:util'
import type { CheckBlock, CheckLink, Finding } from '@shared/domain/compliance'
import { change } from '@shared/domain/event'
import type { VersionBrief } from '@shared/domain/submission'
import type { ReviewFinding } from '@shared/contract/contract'
import { projectDocument } from '@shared/manuscript/projection'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { textBlocks } from '@shared/manuscript/text'
import type { Node } from 'prosemirror-model'
import { linksIn } from '../manuscript/links-in'
import { getSubmission } from '../store/repositories/submissions'
import {
  getCheck,
  getVersion,
  listWaivers,
  outdateCheck,
  putCheck,
  recountFindings,
  uncheckedVersions,
  type StoredCheck,
} from '../store/repositories/manuscripts'
import { announce, append, transact, type DeskContext } from './context'
import { knownFacts, type KnownFacts } from './known-facts'
import { followPictures } from './picture-codes'
import { refuse } from './refuse'

/** The document of a version. A version without its blob is damage and throws. */
export function documentOf(context: DeskContext, contentHash: string): Node {
  const bytes = context.blobs.get(contentHash)
  if (bytes === null) throw new Error(`the document ${contentHash} is missing from the blobs`)
  return manuscriptSchema.nodeFromJSON(JSON.parse(bytes.toString('utf8')))
}

/** The text of a version as it would be published: without what is suggested to be deleted, and without marks. */
export function currentDocument(context: DeskContext, contentHash: string): Node {
  return projectDocument(documentOf(context, contentHash), 'current')
}

/**
 * Checks one version. A check that dies or takes too long leaves the version unchecked, which the window says. What became
 * another text, or was settled, while it ran is checked again.
 */
export async function checkVersion(context: DeskContext, versionId: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const version = getVersion(context.db, versionId)
    if (version === null) throw new Error(`version ${versionId} is gone`)
    const document = currentDocument(context, version.contentHash)
    const blocks = textBlocks(document).map(({ id, kind, text }) => ({ id, kind, text }))
    const checked = await runCheck(context, version, blocks, linksIn(document))
    if (checked === null) return
    const isStored = transact(context, () => {
      const now = getVersion(context.db, versionId) ?? version
      const isSame =
        now.contentHash === version.contentHash &&
        isDeepStrictEqual(knownFacts(context, now, checked.findings), checked.known)
      if (!isSame && attempt < MOST_PASSES) return false
      storeCheck(context, versionId, checked)
      return true
    })
    if (!isStored) continue
    announce(context, 'submissions', 'manuscripts')
    return
  }
}

/** A check that was made and is not stored yet. */
export interface MadeCheck extends StoredCheck {
  /** What was known besides the text. */
  readonly known: KnownFacts
}

/** Stores a check, inside a transaction. */
export function storeCheck(
  context: DeskContext,
  versionId: string,
  { findings, checklist, checkedAt }: MadeCheck,
): void {
  putCheck(context.db, versionId, context.packs.key, { findings, checklist, checkedAt })
}

/** Checks a text of a version; null when the check died or took too long. Keeps nothing. */
export async function runCheck(
  context: DeskContext,
  version: VersionBrief & { readonly submissionId: string },
  blocks: readonly CheckBlock[],
  links: readonly CheckLink[],
): Promise<MadeCheck | null> {
  const followed = await followPictures(context, links)
  let findings: readonly Finding[] = getCheck(context.db, version.id)?.findings ?? []
  for (let pass = 1; ; pass += 1) {
    const known = knownFacts(context, version, findings)
    const run = await context.tasks.run('check', {
      blocks,
      packs: context.packs.sources,
      context: { links: followed, imageCount: version.images.length, ...known },
      // A finding keeps its id while an editor works on the text, and its waiver with it.
      versionKey: version.originalHash,
    })
    if (!run.ok) return null
    findings = run.value.findings
    // Who else says the same is known only when it is known what is said: then it is read once more.
    const isKnown = isDeepStrictEqual(knownFacts(context, version, findings), known)
    if (!isKnown && pass < MOST_PASSES) continue
    return { findings: [...findings], checklist: [...run.value.checklist], checkedAt: context.now(), known }
  }
}

/** Passes of one check: one as a rule, two where sales talk was not known before. What never comes to rest is taken as it is. */
const MOST_PASSES = 3

/**
 * Notes, inside a transaction, that what is known of a piece is something else now, and that its newest version is to be checked
 * again; interrupted before that, it is checked at the next start. Its id; null when there is nothing to check.
 */
export function outdate(context: DeskContext, submissionId: string): string | null {
  const versionId = getSubmission(context.db, submissionId)?.currentVersionId ?? null
  if (versionId !== null) outdateCheck(context.db, versionId)
  return versionId
}

/** Versions looked up at a time; each is tried once, so that one whose check dies does not hold up the rest. */
const OUTDATED_BATCH = 100

/** Checks what was never checked, or with packs that are not the desk's any more. */
export async function checkOutdated(context: DeskContext, signal: AbortSignal): Promise<void> {
  for (let after = ''; ;) {
    const batch = uncheckedVersions(context.db, context.packs.key, after, OUTDATED_BATCH)
    for (const versionId of batch) {
      if (signal.aborted) return
      await checkVersion(context, versionId)
      after = versionId
    }
    if (batch.length === 0) return
  }
}

/** A version's findings with their waivers; `checkedAt` null while it was not checked. */
export function reviewFindings(
  context: DeskContext,
  versionId: string,
): { findings: ReviewFinding[]; checklist: StoredCheck['checklist']; checkedAt: number | null } {
  const check = getCheck(context.db, versionId)
  if (check === null) return { findings: [], checklist: [], checkedAt: null }
  const waivers = new Map(listWaivers(context.db, versionId).map((waiver) => [waiver.findingId, waiver]))
  return {
    findings: check.findings.map((finding) => {
      const waiver = waivers.get(finding.id)
      return {
        ...finding,
        waiver: waiver === undefined ? null : { reason: waiver.reason, editorName: waiver.editorName, at: waiver.at },
      }
    }),
    checklist: check.checklist,
    checkedAt: check.checkedAt,
  }
}

/** Lets a finding pass, with a reason. Waiving twice is once. */
export function waiveFinding(context: DeskContext, versionId: string, findingId: string, reason: string): void {
  transact(context, () => {
    const version = getVersion(context.db, versionId)
    const finding = getCheck(context.db, versionId)?.findings.find((candidate) => candidate.id === findingId)
    if (version === null || finding === undefined) refuse('not-found')
    if (listWaivers(context.db, versionId).some((waiver) => waiver.findingId === findingId)) return
    append(context, [
      change('finding.waived', version.submissionId, {
        submissionId: version.submissionId,
        versionId,
        findingId,
        ruleId: finding.ruleId,
        reason,
      }),
    ])
    recountFindings(context.db, versionId)
  })
  announce(context, 'submissions', 'manuscripts')
}

export function withdrawWaiver(context: DeskContext, versionId: string, findingId: string): void {
  transact(context, () => {
    const version = getVersion(context.db, versionId)
    if (version === null) refuse('not-found')
    if (!listWaivers(context.db, versionId).some((waiver) => waiver.findingId === findingId)) return
    append(context, [
      change('finding.waiver-withdrawn', version.submissionId, {
        submissionId: version.submissionId,
        versionId,
        findingId,
      }),
    ])
    recountFindings(context.db, versionId)
  })
  announce(context, 'submissions', 'manuscripts')
}
