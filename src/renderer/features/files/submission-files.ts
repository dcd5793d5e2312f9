/** The files and links of a submission, asked for once and shared by what shows them. */
import { useCoreQuery } from '@renderer/client/use-core'
import type { Attachment } from '@shared/domain/mail'
import type { HandedOverFile, SubmissionFiles } from '@shared/domain/file'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ListedFile } from './file-list'

export function useSubmissionFiles(submissionId: string): UseQueryResult<SubmissionFiles> {
  return useCoreQuery(['submissions', 'files', submissionId], (client) => client.files.ofSubmission({ submissionId }))
}

/** The attachments of a mail as the list takes them; pictures inside its text come last. */
export function listedAttachments(messageHash: string, attachments: readonly Attachment[]): ListedFile[] {
  return attachments
    .toSorted((a, b) => Number(a.inline) - Number(b.inline))
    .map(({ sha256, filename, contentType, size, entries }) => ({
      ref: { of: 'mail', messageHash, sha256, entry: null },
      filename,
      contentType,
      size,
      entries,
    }))
}

export function listedHandedOver(submissionId: string, files: readonly HandedOverFile[]): ListedFile[] {
  return files.map(({ sha256, filename, contentType, size, entries }) => ({
    ref: { of: 'submission', submissionId, sha256, entry: null },
    filename,
    contentType,
    size,
    entries,
  }))
}
