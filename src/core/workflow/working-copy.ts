/**
 * The working copy of a text: what an editor types is kept every second as steps, and settled into one
 * `manuscript.edited` when the text is left, annotated, decided about or exported. Steps are numbered from 1 and go on
 * being numbered over settlings, so that a request can be repeated whatever became of its answer.
 */
import { existsSync, mkdirSync, readdirSync, unlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { anchorsMadeIn } from '../store/repositories/annotations'
import { getVersion, listVersions } from '../store/repositories/manuscripts'
import {
  addSteps,
  dropWorkingCopy,
  getWorkingCopy,
  listSteps,
  settleSteps,
  textsOfVersion,
  touchWorkingCopy,
  unsettledVersions,
} from '../store/repositories/working-copies'
import { runCheck, storeCheck } from './checking'
import { announce, transact, type DeskContext } from './context'
import { appendEdit } from './edits'
import { refuse } from './refuse'

/** Steps kept of one text before it has to be settled: far more than a window leaves unsettled. */
export const MAX_KEPT_STEPS = 20_000
/** UTF-16 units of them: a dozen pasted books. */
export const MAX_KEPT_SIZE = 32_000_000

export interface OpenedText {
  /** The recorded text that the steps stand on. */
  readonly baseHash: string
  /** The number of the last step that is in the base already. */
  readonly settled: number
  /** The number of the last step that is kept; the next one is one more. */
  readonly step: number
  /** What was typed on top of the base and is not settled. */
  readonly steps: string[]
}

/** Where the writing of a version stands: the window has the recorded text by `manuscripts.document`. */
export function openText(context: DeskContext, versionId: string): OpenedText {
  const version = getVersion(context.db, versionId) ?? refuse('not-found')
  const copy = getWorkingCopy(context.db, versionId)
  return {
    baseHash: version.contentHash,
    settled: copy?.settledStep ?? 0,
    step: copy?.lastStep ?? 0,
    steps: copy === null ? [] : listSteps(context.db, versionId),
  }
}

export interface StepsToSave {
  readonly versionId: string
  /** The text that the window knows the steps to stand on: the version's, or one that it was settled from since. */
  readonly baseHash: string
  /** The number of the first step. */
  readonly from: number
  readonly steps: readonly string[]
}

export interface SavedSteps {
  readonly baseHash: string
  /** The number of the last step that is in the base already. */
  readonly settled: number
  /** The number of the last step that is kept. */
  readonly step: number
}

/**
 * Keeps steps. Those that are kept or settled already are passed over. Refused: `text-moved-on` when the text became
 * another by other means or another step has that number, `steps-missing` when steps before these never came,
 * `working-copy-full` past the limits.
 */
export function saveSteps(context: DeskContext, request: StepsToSave): SavedSteps {
  const { versionId, from, steps } = request
  return transact(context, () => {
    const version = getVersion(context.db, versionId) ?? refuse('not-found')
    const copy = getWorkingCopy(context.db, versionId)
    const known = copy === null ? new Set([version.contentHash]) : textsOfVersion(context.db, versionId)
    if (!known.has(request.baseHash) || (copy !== null && copy.baseHash !== version.contentHash))
      refuse('text-moved-on')
    const settled = copy?.settledStep ?? 0
    const last = copy?.lastStep ?? 0
    if (from > last + 1) refuse('steps-missing', { expected: last + 1 })
    const kept = listSteps(context.db, versionId, Math.max(from, settled + 1))
    const repeated = steps.slice(Math.max(0, settled + 1 - from), last + 1 - from)
    if (repeated.some((step, index) => step !== kept[index])) refuse('text-moved-on')
    const fresh = steps.slice(Math.max(0, last + 1 - from))
    if (fresh.length > 0) {
      const size = fresh.reduce((sum, step) => sum + step.length, copy?.size ?? 0)
      if (last - settled + fresh.length > MAX_KEPT_STEPS || size > MAX_KEPT_SIZE) refuse('working-copy-full')
      const at = context.now()
      touchWorkingCopy(context.db, { versionId, baseHash: version.contentHash, editorId: context.editorId, at })
      addSteps(context.db, versionId, last + 1, fresh, at)
    }
    return { baseHash: version.contentHash, settled, step: last + fresh.length }
  })
}

export interface SettledCopy {
  readonly contentHash: string
  /** The number of the last step that is in it. */
  readonly step: number
}

/** One settling of a version at a time; who asks meanwhile waits for it and settles what came since. */
const underWay = new WeakMap<DeskContext, Map<string, Promise<unknown>>>()

/**
 * Makes one recorded text of what was typed, with the anchors made in the text before moved along, and its check. Without
 * steps nothing changes. Refused: `text-not-settled` when the steps do not make a text; they stay kept.
 */
export async function settleWorkingCopy(context: DeskContext, versionId: string): Promise<SettledCopy> {
  const queue = underWay.get(context) ?? new Map<string, Promise<unknown>>()
  underWay.set(context, queue)
  const before = queue.get(versionId) ?? Promise.resolve()
  const own = before.then(
    () => settleNow(context, versionId),
    () => settleNow(context, versionId),
  )
  queue.set(versionId, own)
  try {
    return await own
  } finally {
    if (queue.get(versionId) === own) queue.delete(versionId)
  }
}

async function settleNow(context: DeskContext, versionId: string): Promise<SettledCopy> {
  const version = getVersion(context.db, versionId) ?? refuse('not-found')
  const copy = getWorkingCopy(context.db, versionId)
  if (copy === null || copy.lastStep === copy.settledStep) {
    return { contentHash: version.contentHash, step: copy?.lastStep ?? 0 }
  }
  if (copy.baseHash !== version.contentHash) refuse('text-moved-on')
  const base = context.blobs.get(copy.baseHash)
  if (base === null) throw new Error(`the document ${copy.baseHash} is missing from the blobs`)
  const run = await context.tasks.run('settle', {
    base: base.toString('utf8'),
    steps: listSteps(context.db, versionId),
    anchors: anchorsMadeIn(context.db, version.submissionId, copy.baseHash),
  })
  if (!run.ok) return refuse('text-not-settled', { detail: run.error.detail })
  if (!run.value.ok) {
    const { step, detail } = run.value.error
    return refuse('text-not-settled', { detail: step === null ? detail : `${copy.settledStep + 1 + step}: ${detail}` })
  }
  const { json, title, words, suggestions, anchors, blocks, links, pictures } = run.value.value
  const [contentHash = ''] = await context.blobs.putAll([Buffer.from(json, 'utf8')])
  const isSame = contentHash === version.contentHash
  const check = isSame ? null : await runCheck(context, version, { contentHash, blocks, links })
  transact(context, () => {
    appendEdit(context, versionId, copy.baseHash, { contentHash, title, words, suggestions, pictures }, anchors)
    settleSteps(context.db, versionId, copy.lastStep, contentHash)
    // A check that died is of another text by now, and is made again at the next start.
    if (check !== null) storeCheck(context, versionId, check)
  })
  if (!isSame) announce(context, 'submissions', 'manuscripts', 'annotations')
  return { contentHash, step: copy.lastStep }
}

/** Where steps lie that made no text, below the profile: one JSON file each. */
export const SET_ASIDE_FOLDER = 'set-aside'

/**
 * Sets aside what was typed and makes no text, so that the piece can be worked on again: the steps go whole into a file of the
 * profile, the version stays as it was recorded. Returns the file's name; null when nothing was kept.
 */
export function setWorkingCopyAside(context: DeskContext, versionId: string): string | null {
  const copy = getWorkingCopy(context.db, versionId)
  if (copy === null || copy.lastStep === copy.settledStep) return null
  const folder = path.join(context.profileDir, SET_ASIDE_FOLDER)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const name = `${new Date(context.now()).toISOString().replaceAll(':', '-')} ${versionId}.json`
  const kept = { versionId, baseHash: copy.baseHash, steps: listSteps(context.db, versionId) }
  // On the disk before the steps are forgotten.
  writeFileSync(path.join(folder, name), JSON.stringify(kept), { mode: 0o600, flag: 'wx', flush: true })
  transact(context, () => dropWorkingCopy(context.db, versionId))
  announce(context, 'manuscripts')
  return name
}

/** Removes what was set aside of these versions: their words were erased. */
export function forgetSetAside({ profileDir }: DeskContext, versions: ReadonlySet<string>): void {
  const folder = path.join(profileDir, SET_ASIDE_FOLDER)
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    const versionId = /^\S+ (.+)\.json$/u.exec(name)?.[1]
    if (versionId !== undefined && versions.has(versionId)) unlinkSync(path.join(folder, name))
  }
}

/** Settles whatever is typed in the versions of a piece. */
export async function settlePiece(context: DeskContext, submissionId: string): Promise<void> {
  for (const { id } of listVersions(context.db, submissionId)) await settleWorkingCopy(context, id)
}

/** Settles what a window that is gone left behind. A text that cannot be settled stays kept and holds up nothing. */
export async function settleLeftOver(context: DeskContext, onBug: (error: unknown) => void): Promise<void> {
  for (const versionId of unsettledVersions(context.db)) {
    try {
      await settleWorkingCopy(context, versionId)
    } catch (error) {
      onBug(error)
    }
  }
}
