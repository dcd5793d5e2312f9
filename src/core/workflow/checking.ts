/** Checks versions with the desk's rule packs, in a worker, and keeps what came out. */
import { isDeepStrictEqual } from 'node:util'
import type { CheckBlock, CheckContext, CheckLink, Finding } from '@shared/domain/compliance'
import { change } from '@shared/domain/event'
import { ok, type Result } from '@shared/domain/result'
import type { VersionBrief } from '@shared/domain/submission'
import type { ReviewFinding } from '@shared/contract/contract'
import { projectDocument } from '@shared/manuscript/projection'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { textBlocks } from '@shared/manuscript/text'
import type { Node } from 'prosemirror-model'
import { linksIn } from '../manuscript/links-in'
import type { TaskFailure } from '../workers/pool'
import { getSubmission } from '../store/repositories/submissions'
import { putFindings, type FindingRow } from '../store/repositories/findings'
import {
  getCheck,
  getCheckOrigin,
  getVersion,
  isOutdated,
  listWaivers,
  outdateCheck,
  putCheck,
  recountFindings,
  uncheckedVersions,
  type CheckOrigin,
  type StoredCheck,
} from '../store/repositories/manuscripts'
import { comparable, coveredFindings, coverVersion, findingRows } from './allow-list'
import { announce, append, transact, type DeskContext } from './context'
import { knownFacts, type KnownFacts } from './known-facts'
import { keepPacks } from './pack-shelf'
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
    const { contentHash } = version
    const document = currentDocument(context, contentHash)
    const blocks = textBlocks(document).map(({ id, kind, text }) => ({ id, kind, text }))
    const checked = await runCheck(context, version, { contentHash, blocks, links: linksIn(document) })
    if (checked === null) return
    const isStored = transact(context, () => {
      const now = getVersion(context.db, versionId) ?? version
      const isSame =
        now.contentHash === contentHash &&
        isDeepStrictEqual(knownFacts(context, now, checked.check.findings), checked.known)
      if (!isSame && attempt < MOST_PASSES) return false
      storeCheck(context, versionId, checked)
      return true
    })
    if (!isStored) continue
    announce(context, 'submissions', 'manuscripts')
    return
  }
}

/** A text of a version as the check reads it. */
export interface TextToCheck {
  readonly contentHash: string
  readonly blocks: readonly CheckBlock[]
  readonly links: readonly CheckLink[]
}

/** A check that was made and is not stored yet. */
export interface MadeCheck {
  readonly check: StoredCheck
  readonly origin: CheckOrigin
  /** What was known besides the text. */
  readonly known: KnownFacts
  readonly rows: readonly FindingRow[]
  readonly blocks: readonly CheckBlock[]
}

/** Checks a text of a version; null when the check died or took too long. Keeps the packs that it used, and nothing else. */
export async function runCheck(
  context: DeskContext,
  version: VersionBrief & { readonly submissionId: string },
  text: TextToCheck,
): Promise<MadeCheck | null> {
  const made = await tryCheck(context, version, text, null)
  return made.ok ? made.value : null
}

/**
 * As `runCheck`, but says why there is no check. `session`: of a text that is being written, what a worker has read of it under
 * this name is not read again; what comes out is the same.
 */
export async function tryCheck(
  context: DeskContext,
  version: VersionBrief & { readonly submissionId: string },
  { contentHash, blocks, links }: TextToCheck,
  session: string | null,
): Promise<Result<MadeCheck, TaskFailure>> {
  const packs = await context.packs.current()
  const refs = await keepPacks(context, packs)
  const followed = await followPictures(context, links)
  let findings: readonly Finding[] = getCheck(context.db, version.id)?.findings ?? []
  for (let pass = 1; ; pass += 1) {
    const known = knownFacts(context, version, findings)
    const checkContext: CheckContext = { links: followed, imageCount: version.images.length, ...known }
    const request = {
      blocks,
      packs: refs,
      context: checkContext,
      // A finding keeps its id while an editor works on the text, and its waiver with it.
      versionKey: version.originalHash,
    }
    const run = await (session === null
      ? context.tasks.run('check', request)
      : context.tasks.run('recheck', { ...request, session }))
    if (!run.ok) return run
    findings = run.value.findings
    // Who else says the same is known only when it is known what is said: then it is read once more.
    const isKnown = isDeepStrictEqual(knownFacts(context, version, findings), known)
    if (!isKnown && pass < MOST_PASSES) continue
    return ok({
      check: { findings: [...findings], checklist: [...run.value.checklist], checkedAt: context.now() },
      origin: { packsKey: packs.key, contentHash, context: JSON.stringify(checkContext) },
      known,
      rows: findingRows(findings, blocks),
      blocks,
    })
  }
}

/** Passes of one check: one as a rule, two where sales talk was not known before. What never comes to rest is taken as it is. */
const MOST_PASSES = 3

/** Stores a check: the findings, what became of those before, and what the allow-list lets pass. Inside a transaction. */
export function storeCheck(context: DeskContext, versionId: string, { check, origin, rows, blocks }: MadeCheck): void {
  const { db } = context
  const before = getCheckOrigin(db, versionId)
  putCheck(db, versionId, origin, check)
  /** The whole text, as the words of findings are compared with it; made where it is asked for. */
  let folded: string | null = null
  putFindings(db, versionId, rows, ({ hit }) => {
    if (before === null) return 'packs'
    // The words are gone, or what was open about the piece is settled.
    if (before.packsKey === origin.packsKey) return 'edited'
    if (before.contentHash === origin.contentHash) return 'packs'
    // Text and rules changed: where the words still stand, it was the rules.
    folded ??= blocks.map(({ text }) => comparable(text)).join('\n')
    return folded.includes(hit) ? 'packs' : 'edited'
  })
  coverVersion(context, versionId)
}

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

/**
 * Checks what was never checked, with packs that are not the desk's any more, or in another text. When the packs change on
 * the way, it goes on with the new ones; whoever changed them starts another pass.
 */
export async function checkOutdated(
  context: DeskContext,
  signal: AbortSignal,
  onChecked: () => void = () => undefined,
): Promise<void> {
  for (let after = ''; ;) {
    const { key } = await context.packs.current()
    const batch = uncheckedVersions(context.db, key, after, OUTDATED_BATCH)
    for (const versionId of batch) {
      if (signal.aborted) return
      await checkVersion(context, versionId)
      onChecked()
      after = versionId
    }
    if (batch.length === 0) return
  }
}

export interface ReviewedFindings {
  readonly findings: ReviewFinding[]
  readonly checklist: StoredCheck['checklist']
  /** UTC milliseconds; null while it was not checked. */
  readonly checkedAt: number | null
  /** The text that was checked; null while none was. */
  readonly contentHash: string | null
  /** It was checked with other rules, or while something else was known of the piece, and is going to be checked again. */
  readonly outdated: boolean
}

/** A version's findings with their waivers. */
export function reviewFindings(context: DeskContext, versionId: string): ReviewedFindings {
  const check = getCheck(context.db, versionId)
  if (check === null) return { findings: [], checklist: [], checkedAt: null, contentHash: null, outdated: false }
  const { findings, checklist, checkedAt } = check
  // Before the packs were read nobody knows whether they are others now.
  const origin = getCheckOrigin(context.db, versionId)
  const key = context.packs.loaded()?.key ?? origin?.packsKey ?? ''
  const outdated = isOutdated(context.db, versionId, key)
  return {
    findings: withWaivers(context, versionId, findings),
    checklist,
    checkedAt,
    contentHash: origin?.contentHash ?? null,
    outdated,
  }
}

/** Findings of a version with what its editors let pass. `rows`: the same findings, if not those of its recorded text. */
export function withWaivers(
  context: DeskContext,
  versionId: string,
  findings: readonly Finding[],
  rows?: readonly FindingRow[],
): ReviewFinding[] {
  const waivers = new Map(listWaivers(context.db, versionId).map((waiver) => [waiver.findingId, waiver]))
  const covered = coveredFindings(context, versionId, rows)
  return findings.map((finding) => {
    const waiver = waivers.get(finding.id)
    if (waiver !== undefined) {
      const { reason, editorName, at } = waiver
      return { ...finding, waiver: { reason, editorName, at } }
    }
    return { ...finding, waiver: covered.get(finding.id) ?? null }
  })
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
