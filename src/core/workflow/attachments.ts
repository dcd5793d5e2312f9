/**
 * The files in a mail. Their bytes lie in the raw mail, which is kept whole, so they are taken out of it when somebody wants
 * them; a copy of every attachment would double the profile and the time of a first sync.
 */
import { fail, ok, type Result } from '@shared/domain/result'
import { getParsed } from '../store/repositories/messages'
import type { DeskContext } from './context'

/** Why an attachment's bytes are not to be had: no such attachment, or its mail cannot be read (any more). */
export interface AttachmentFailure {
  readonly code: 'not-found' | 'unreadable'
  readonly detail: string
}

/** The bytes of one attachment of a mail, by their hash. Nothing is written. */
export async function attachmentBytes(
  context: DeskContext,
  messageHash: string,
  sha256: string,
): Promise<Result<Buffer, AttachmentFailure>> {
  const attachments = getParsed(context.db, messageHash)?.attachments ?? []
  if (!attachments.some((attachment) => attachment.sha256 === sha256)) return fail({ code: 'not-found', detail: '' })
  const kept = context.blobs.get(sha256)
  if (kept !== null) return ok(kept)
  const file = context.blobs.path(messageHash)
  const run = await context.tasks.run('attachments', { file, sha256s: [sha256] })
  if (!run.ok) return fail({ code: 'unreadable', detail: run.error.detail })
  if (!run.value.ok) return fail({ code: 'unreadable', detail: run.value.error.detail })
  const bytes = run.value.value[0]?.bytes
  if (bytes === undefined) return fail({ code: 'unreadable', detail: 'it is not in the mail any more' })
  return ok(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}

/** The same, and the bytes are a blob from then on, which the window shows by `app://blob/<sha256>`. */
export async function keepAttachment(
  context: DeskContext,
  messageHash: string,
  sha256: string,
): Promise<Result<Buffer, AttachmentFailure>> {
  const bytes = await attachmentBytes(context, messageHash, sha256)
  if (bytes.ok && !context.blobs.has(sha256)) await context.blobs.putAll([bytes.value])
  return bytes
}
