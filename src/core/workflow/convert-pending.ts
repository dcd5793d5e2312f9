/**
 * Makes manuscripts of sorted mails, after the sorting and apart from it: a document may take seconds, and the list of
 * submissions is not to wait for it. `pending_conversions` says what is left to do, so a kill anywhere loses nothing.
 */
import type { ImportedThread } from '@shared/domain/annotation'
import type { Node } from 'prosemirror-model'
import { v7 as uuidv7 } from 'uuid'
import { canonicalJson } from '@shared/canonical-json'
import { change, type DeskChange } from '@shared/domain/event'
import type { ConversionRefusal, ImportNote, ManuscriptImage } from '@shared/domain/manuscript'
import { fail, ok, type Result } from '@shared/domain/result'
import { documentJson } from '@shared/manuscript/document-json'
import { projectDocument, suggestionIdsIn } from '@shared/manuscript/projection'
import { manuscriptSchema } from '@shared/manuscript/schema'
import { countWords, plainText } from '@shared/manuscript/text'
import { wellFormed } from '@shared/well-formed'
import type { ManuscriptConversion } from '../manuscript'
import {
  beginConversion,
  conversionsUpTo,
  endConversionAttempts,
  nextConversion,
  removePendingConversion,
  type PendingConversion,
} from '../store/repositories/conversions'
import { listVersions } from '../store/repositories/manuscripts'
import { submissionOfMessage } from '../store/repositories/messages'
import { getSubmission } from '../store/repositories/submissions'
import { checkVersion } from './checking'
import { announce, append, DESK_ITSELF, transact, type DeskContext } from './context'
import { threadChanges } from './imported-threads'
import { refusalFrom } from './refuse'
import { settleVersions } from './settle-thread'
import { noteSimilar } from './similar'

/** Tries that may end with the process before a file is taken for the cause, as with mails that are sorted. */
const MOST_ATTEMPTS = 8

/** A manuscript whose document and pictures lie in the blobs. */
export interface KeptManuscript {
  readonly title: string
  readonly byline: string
  readonly words: number
  /** Suggested changes that came with the file (tracked changes of Word). */
  readonly suggestions: number
  readonly images: ManuscriptImage[]
  readonly contentHash: string
  readonly sourceFilename: string | null
  readonly sourceSha256: string | null
  readonly report: ImportNote[]
  readonly threads: readonly ImportedThread[]
}

export interface ConvertOptions {
  readonly signal?: AbortSignal
  /** Hears of what should not have been thrown; the next has its turn. By default it is thrown. */
  readonly onBug?: (error: unknown) => void
  readonly onConverted?: () => void
}

/**
 * Converts all that waits, checks it and looks for near-duplicates, one after the other. Throws when the disk is full; what
 * was not done is done by the next call.
 */
export async function convertPending(context: DeskContext, options: ConvertOptions = {}): Promise<void> {
  for (;;) {
    if (options.signal?.aborted === true) return
    const next = nextConversion(context.db)
    if (next === null) return
    await convertAndCheck(context, next, options.onBug)
    options.onConverted?.()
  }
}

/** Converts what one mail waits for, if anything. */
export async function convertMail(context: DeskContext, hash: string): Promise<void> {
  for (const pending of conversionsUpTo(context.db, hash)) await convertAndCheck(context, pending)
}

async function convertAndCheck(
  context: DeskContext,
  pending: PendingConversion,
  onBug: (error: unknown) => void = (error) => {
    throw error
  },
): Promise<void> {
  const versionId = await convertOne(context, pending)
  if (versionId === null) return
  try {
    await checkVersion(context, versionId)
    await noteSimilar(context, versionId)
  } catch (error) {
    // The version is in: only what came after it failed, and is done again at the next start.
    onBug(error)
  }
}

/** The version that came of it; null when there is none. */
async function convertOne(context: DeskContext, { id, hash }: PendingConversion): Promise<string | null> {
  const attempts = transact(context, () => beginConversion(context.db, id))
  if (attempts === 0) return null
  try {
    const manuscript =
      attempts > MOST_ATTEMPTS
        ? fail({ code: 'corrupt' as const, detail: `${attempts - 1} tries ended the process` })
        : await convertKept(context, hash)
    return settle(context, hash, manuscript)
  } catch (error) {
    if (refusalFrom(error) !== null) {
      // A full disk is not the file's fault. On one that is really full not even this can be written.
      attempt(() => transact(context, () => endConversionAttempts(context.db, id)))
      throw error
    }
    // What makes the desk itself stumble is refused like what cannot be read: the mail stays, its file can be opened.
    return settle(context, hash, fail({ code: 'corrupt', detail: messageOf(error) }))
  }
}

/** Takes a mail off the list with what came of it, in one transaction. */
function settle(
  context: DeskContext,
  hash: string,
  manuscript: Result<KeptManuscript, ConversionRefusal>,
): string | null {
  const versionId = transact(context, () => {
    // Another run may have been faster.
    if (!removePendingConversion(context.db, hash)) return null
    // Where it lies now: an editor may have moved the mail meanwhile.
    const submissionId = submissionOfMessage(context.db, hash)
    if (submissionId === null) return null
    const added = versionChanges(context, submissionId, hash, manuscript)
    append(context, added.changes, DESK_ITSELF)
    if (added.versionId !== null) settleVersions(context, submissionId, hash)
    return added.versionId
  })
  announce(context, 'submissions', 'manuscripts')
  return versionId
}

async function convertKept(context: DeskContext, hash: string): Promise<Result<KeptManuscript, ConversionRefusal>> {
  const input = { file: context.blobs.path(hash), zone: context.zone, bodyOnly: false }
  const converted = await context.conversions.run(context, 'convert-mail', input, { kind: 'mail', hash })
  if (!converted.ok) return converted
  const { sourceBytes, ...conversion } = converted.value
  if (sourceBytes !== null) await context.blobs.putAll([sourceBytes])
  return ok(await keepManuscript(context, conversion))
}

/** Keeps a manuscript's parts before the record names them. */
export async function keepManuscript(context: DeskContext, version: ManuscriptConversion): Promise<KeptManuscript> {
  const document: Node = manuscriptSchema.nodeFromJSON(wellFormed(version.document))
  document.check()
  const content = Buffer.from(canonicalJson(documentJson(document)), 'utf8')
  const [contentHash = ''] = await context.blobs.putAll([content, ...version.images.map(({ bytes }) => bytes)])
  return {
    title: version.title,
    byline: version.byline,
    words: countWords(plainText(projectDocument(document, 'current'))),
    suggestions: suggestionIdsIn(document).size,
    images: version.images.map(({ sha256, contentType, alt }) => ({ sha256, contentType, alt })),
    contentHash,
    sourceFilename: version.sourceFilename,
    sourceSha256: version.sourceSha256,
    report: [...version.report],
    threads: version.threads.map((thread) => ({ ...thread, anchor: { ...thread.anchor, contentHash } })),
  }
}

/** The events of a conversion that ended; inside a transaction. What is there word for word already is no new version. */
export function versionChanges(
  context: DeskContext,
  submissionId: string,
  messageHash: string | null,
  manuscript: Result<KeptManuscript, ConversionRefusal>,
): { readonly changes: DeskChange[]; readonly versionId: string | null } {
  if (!manuscript.ok) {
    const refused = change('manuscript.refused', submissionId, { submissionId, messageHash, refusal: manuscript.error })
    return { changes: [refused], versionId: null }
  }
  const submission = getSubmission(context.db, submissionId)
  if (submission === null) throw new Error(`submission ${submissionId} is gone`)
  const newest = listVersions(context.db, submissionId)[0]
  if (newest !== undefined && newest.originalHash === manuscript.value.contentHash)
    return { changes: [], versionId: null }
  const versionId = uuidv7({ msecs: context.now() })
  const { threads, ...kept } = manuscript.value
  const added = change('manuscript.version-added', versionId, {
    versionId,
    submissionId,
    ordinal: submission.row.versions + 1,
    messageHash,
    ...kept,
  })
  return { changes: [added, ...threadChanges(context, submissionId, versionId, threads)], versionId }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function attempt(run: () => void): void {
  try {
    run()
  } catch (error) {
    if (refusalFrom(error) === null) throw error
  }
}
