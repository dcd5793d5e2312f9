/**
 * 作为稿件: an editor says which file of a piece, or which mail's words, is its manuscript. It becomes a new version; those that
 * were there stay. What cannot be read changes nothing and says why.
 */
import type { ManuscriptChoice } from '@shared/domain/file'
import type { ConversionRefusal } from '@shared/domain/manuscript'
import { ok, type Result } from '@shared/domain/result'
import type { ManuscriptConversion } from '../manuscript'
import { listVersions } from '../store/repositories/manuscripts'
import { submissionOfMessage } from '../store/repositories/messages'
import { getSubmission } from '../store/repositories/submissions'
import { announce, append, transact, type DeskContext } from './context'
import { keepManuscript, versionChanges } from './convert-pending'
import { readyFile } from './files'
import { convertFile, derive, type AddedFile } from './handed-over'
import { refuse } from './refuse'
import { settleWorkingCopy } from './working-copy'

/** `versionId` is null when it could not be read (`refusal`), or when the newest version says the same word for word. */
export async function chooseManuscript(
  context: DeskContext,
  submissionId: string,
  choice: ManuscriptChoice,
): Promise<AddedFile> {
  if (getSubmission(context.db, submissionId) === null || !belongs(context, submissionId, choice)) refuse('not-found')
  const converted = await convertChoice(context, choice)
  if (!converted.ok) return { versionId: null, refusal: converted.error }
  const manuscript = ok(await keepManuscript(context, converted.value))
  // What was typed in the version that is the newest so far stays with it.
  const newest = listVersions(context.db, submissionId)[0]
  if (newest !== undefined) await settleWorkingCopy(context, newest.id)
  const versionId = transact(context, () => {
    // Another act may have come between.
    if (getSubmission(context.db, submissionId) === null || !belongs(context, submissionId, choice)) refuse('not-found')
    const messageHash = choice.of === 'submission' ? null : choice.messageHash
    const added = versionChanges(context, submissionId, messageHash, manuscript)
    append(context, added.changes)
    return added.versionId
  })
  announce(context, 'submissions', 'manuscripts', 'desk')
  await derive(context, versionId)
  return { versionId, refusal: null }
}

function belongs(context: DeskContext, submissionId: string, choice: ManuscriptChoice): boolean {
  if (choice.of === 'submission') return choice.submissionId === submissionId
  return submissionOfMessage(context.db, choice.messageHash) === submissionId
}

async function convertChoice(
  context: DeskContext,
  choice: ManuscriptChoice,
): Promise<Result<ManuscriptConversion, ConversionRefusal>> {
  if (choice.of === 'body') {
    const file = context.blobs.path(choice.messageHash)
    const input = { file, zone: context.zone, bodyOnly: true }
    return context.conversions.run(context, 'convert-mail', input, { kind: 'mail', hash: choice.messageHash })
  }
  const { sha256, filename } = await readyFile(context, choice)
  const bytes = context.blobs.get(sha256)
  if (bytes === null) return refuse('file-unreadable', { name: filename, detail: '' })
  const converted = await convertFile(context, filename, new Uint8Array(bytes))
  // What lay in an archive is found again by the archive.
  return converted.ok ? ok({ ...converted.value, sourceSha256: choice.sha256 }) : converted
}
