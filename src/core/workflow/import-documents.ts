/** Documents from files become submissions without a mail: what is named on the command line. */
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { MAX_UPLOAD_BYTES } from '@shared/domain/file'
import type { FileRefusal } from '../mail'
import { isFileKnown } from '../store/repositories/files'
import { sha256Hex } from '../store/blobs'
import type { DeskContext } from './context'
import { createSubmission } from './new-submission'

export interface DocumentsReport {
  readonly imported: number
  /** Files that are in a submission already, byte for byte. */
  readonly duplicates: number
  readonly refused: readonly FileRefusal[]
  readonly submissions: readonly string[]
}

/** Takes documents one after the other. One that cannot be read as a manuscript is registered all the same, with its file. */
export async function importDocuments(context: DeskContext, files: readonly string[]): Promise<DocumentsReport> {
  const refused: FileRefusal[] = []
  const submissions: string[] = []
  let duplicates = 0
  for (const file of files) {
    const { size, mtimeMs } = await stat(file)
    if (size > MAX_UPLOAD_BYTES) {
      refused.push({ path: file, reason: 'too-large', detail: `${size} bytes, limit ${MAX_UPLOAD_BYTES}` })
      continue
    }
    const bytes = await readFile(file)
    if (isFileKnown(context.db, sha256Hex(bytes))) {
      duplicates += 1
      continue
    }
    const { submissionId } = await createSubmission(context, {
      author: { kind: 'byline' },
      origin: 'file',
      title: '',
      channel: 'other',
      note: '',
      receivedAt: Math.min(Math.floor(mtimeMs), context.now()),
      provenance: [],
      file: { filename: path.basename(file), bytes },
    })
    submissions.push(submissionId)
  }
  return { imported: submissions.length, duplicates, refused, submissions }
}
