/** The test bench: rules as they would be, over the newest version of every piece, before they are saved. */
import type { CheckContext } from '@shared/domain/compliance'
import type { TrialFinding, TrialState } from '@shared/domain/rules'
import {
  addTrialFindings,
  clearTrial,
  countCurrentVersions,
  currentVersions,
  type TrialVersion,
} from '../store/repositories/trials'
import type { ManuscriptToTry, RulesToTry } from '../workers/rule-packs/try-manuscripts'
import { transact, type DeskContext } from './context'
import { proposalFor } from './pack-proposals'

/** Findings kept to be looked at; past it they are only counted. */
export const TRIAL_FINDINGS_MAX = 50_000
/** Pieces looked up at a time. */
const BATCH = 50
/** Bytes of documents sent to a worker at once; a longer one goes alone. */
const BATCH_BYTES = 1_000_000

export type TrialProgress = Extract<TrialState, { kind: 'running' | 'done' | 'cancelled' }>

const NO_COUNTS = { error: 0, warning: 0, note: 0 }

export function trialBegins(context: DeskContext, proposalId: string): TrialProgress {
  return {
    kind: 'running',
    proposalId,
    done: 0,
    total: countCurrentVersions(context.db),
    touched: 0,
    failed: 0,
    appears: NO_COUNTS,
    disappears: NO_COUNTS,
    changes: 0,
    kept: 0,
  }
}

/**
 * Tries a proposal. Only the rules that differ are run, as they are and as they would be; a manuscript whose run dies is
 * counted and passed over. What it found replaces the trial before. Refused: `proposal-lost`.
 */
export async function tryProposal(
  context: DeskContext,
  proposalId: string,
  onProgress: (progress: TrialProgress) => void,
  signal: AbortSignal,
): Promise<TrialProgress> {
  const proposal = proposalFor(context, proposalId)
  const { packs } = await context.packs.current()
  const rules: RulesToTry = {
    clauses: packs.map(({ digest, file }) => ({ hash: digest.hash, file })),
    before: proposal.before,
    after: { hash: proposal.hash, file: proposal.file },
    ruleIds: proposal.diff.rules.map(({ id }) => id),
  }
  let progress = trialBegins(context, proposalId)
  transact(context, () => clearTrial(context.db))
  for (let after = ''; rules.ruleIds.length > 0;) {
    const versions = currentVersions(context.db, after, BATCH)
    for (const part of partsOf(context, versions)) {
      if (signal.aborted) return { ...progress, kind: 'cancelled' }
      progress = await tryPart(context, rules, part, progress)
      onProgress(progress)
    }
    const last = versions.at(-1)
    if (last === undefined) break
    after = last.pieceId
  }
  return { ...progress, done: progress.total, kind: 'done' }
}

interface Part {
  readonly versionIds: string[]
  readonly manuscripts: ManuscriptToTry[]
  bytes: number
  /** Whose document is missing from the blobs. */
  lost: number
}

function* partsOf(context: DeskContext, versions: readonly TrialVersion[]): Generator<Part> {
  const empty = (): Part => ({ versionIds: [], manuscripts: [], bytes: 0, lost: 0 })
  let part = empty()
  for (const version of versions) {
    const bytes = context.blobs.get(version.contentHash)
    if (bytes === null) {
      part.lost += 1
      continue
    }
    if (part.bytes > 0 && part.bytes + bytes.byteLength > BATCH_BYTES) {
      yield part
      part = empty()
    }
    part.versionIds.push(version.versionId)
    part.manuscripts.push({ json: bytes.toString('utf8'), context: contextOf(version) })
    part.bytes += bytes.byteLength
  }
  if (part.versionIds.length > 0 || part.lost > 0) yield part
}

/** As the last check knew it; without one, nothing besides the text. */
function contextOf({ context }: TrialVersion): CheckContext {
  return context === null ? { links: [], imageCount: 0 } : (JSON.parse(context) as CheckContext)
}

async function tryPart(
  context: DeskContext,
  rules: RulesToTry,
  part: Part,
  progress: TrialProgress,
): Promise<TrialProgress> {
  const { versionIds, manuscripts, lost } = part
  const run = manuscripts.length === 0 ? null : await context.tasks.run('try-manuscripts', { rules, manuscripts })
  let next = { ...progress, done: progress.done + versionIds.length + lost, failed: progress.failed + lost }
  if (run === null) return next
  if (!run.ok) {
    // One of them is to blame: each by itself, so that the others are tried.
    if (manuscripts.length === 1) return { ...next, failed: next.failed + 1 }
    next = progress
    for (const [index, versionId] of versionIds.entries()) {
      const one = { versionIds: [versionId], manuscripts: manuscripts.slice(index, index + 1), bytes: 0, lost: 0 }
      next = await tryPart(context, rules, one, next)
    }
    return { ...next, done: next.done + lost, failed: next.failed + lost }
  }
  const found = run.value
  transact(context, () => {
    versionIds.forEach((versionId, index) => {
      const findings = found[index] ?? []
      if (findings.length === 0) return
      const kept = findings.slice(0, Math.max(0, TRIAL_FINDINGS_MAX - next.kept))
      addTrialFindings(context.db, versionId, kept)
      next = counted({ ...next, touched: next.touched + 1, kept: next.kept + kept.length }, findings)
    })
  })
  return next
}

function counted(progress: TrialProgress, findings: readonly TrialFinding[]): TrialProgress {
  const appears = { ...progress.appears }
  const disappears = { ...progress.disappears }
  let { changes } = progress
  for (const { change, level } of findings) {
    if (change === 'appears') appears[level] += 1
    else if (change === 'disappears') disappears[level] += 1
    else changes += 1
  }
  return { ...progress, appears, disappears, changes }
}
