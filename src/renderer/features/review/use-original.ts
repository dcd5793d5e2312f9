/** What the version on screen was read from: a mail's words, or a file of a mail, of an archive, or handed in. */
import { useSubmissionFiles } from '@renderer/features/files/submission-files'
import type { NamedRef } from '@renderer/state/files-view'
import type { SubmissionFiles } from '@shared/domain/file'
import type { VersionBrief } from '@shared/domain/submission'
import { useReview } from './review-context'

export type Original =
  | { readonly kind: 'mail'; readonly hash: string }
  | { readonly kind: 'file'; readonly file: NamedRef; readonly versionId: string }

export function useOriginal(): Original | null {
  const { detail, version } = useReview()
  const submissionId = detail.row.id
  const files = useSubmissionFiles(submissionId).data
  if (version !== null && version.sourceSha256 !== null)
    return fileOf(version, version.sourceSha256, submissionId, files)
  const hash = version?.messageHash ?? detail.messages[0]?.hash
  return hash === undefined ? null : { kind: 'mail', hash }
}

function fileOf(
  version: VersionBrief,
  sha256: string,
  submissionId: string,
  files: SubmissionFiles | undefined,
): Original {
  const { messageHash } = version
  const own =
    messageHash === null
      ? files?.handedOver
      : files?.mails.find((mail) => mail.messageHash === messageHash)?.attachments
  const entries = own?.find((each) => each.sha256 === sha256)?.entries ?? null
  // Of an archive that was opened by itself the notes name what was taken, of one that an editor opened the version does.
  const guessed = version.report.find(({ code }) => code === 'manuscript-guessed')?.detail
  const names = [version.sourceFilename ?? '', guessed ?? '']
  const found = entries?.findIndex((name) => names.includes(name.split(/[\\/]/).at(-1) ?? '')) ?? -1
  const entry = found >= 0 ? found : null
  const filename = (entry === null ? null : entries?.[entry]?.split(/[\\/]/).at(-1)) ?? version.sourceFilename ?? ''
  const ref =
    messageHash === null
      ? { of: 'submission' as const, submissionId, sha256, entry }
      : { of: 'mail' as const, messageHash, sha256, entry }
  return { kind: 'file', file: { ref, filename }, versionId: version.id }
}
