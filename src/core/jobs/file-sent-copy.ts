/**
 * Puts a copy of a sent letter into the folder of sent mail. The letter itself has left: whatever happens here, it is
 * never sent again. Looked for first, by its Message-ID: the server may have filed it, or we before we were killed.
 */
import { fail, ok, type Result } from '@shared/domain/result'
import type { MailboxWriter, WriteProblem } from '../mail'
import { getLetter } from '../store/repositories/decisions'
import { getIntake } from '../store/repositories/desk'
import type { ServerChange } from '../store/repositories/server-changes'
import type { DeskContext } from '../workflow/context'
import { bytesOf } from './letter-bytes'

/** `no-sent-folder`: the mailbox has none that could be told from the others. */
export type CopyProblem = WriteProblem | { readonly kind: 'no-sent-folder' }

export async function fileSentCopy(
  context: DeskContext,
  writer: MailboxWriter,
  { accountId, hash: letterId }: ServerChange,
): Promise<Result<void, CopyProblem>> {
  const letter = getLetter(context.db, letterId)
  // Nothing to copy: what is queued for a letter that is gone, or was never sent, is done with.
  if (letter?.state !== 'sent') return ok(undefined)
  const folder = await folderOf(context, writer, accountId)
  if (!folder.ok) return folder
  const found = await writer.find(folder.value, letter.messageId)
  if (!found.ok) return found
  if (found.value !== null) return ok(undefined)
  const composed = await bytesOf(letter)
  if (!composed.ok) return fail({ kind: 'refused', detail: composed.error })
  return writer.append(folder.value, composed.value.raw, letter.sentAt ?? letter.createdAt)
}

/** The folder that the account's settings name; else the one that the server marks, or that has a usual name. */
async function folderOf(
  context: DeskContext,
  writer: MailboxWriter,
  accountId: string,
): Promise<Result<string, CopyProblem>> {
  const { sent } = getIntake(context.db, accountId)
  if (sent.kind === 'folder') return ok(sent.path)
  const found = await writer.sentFolder()
  if (!found.ok) return found
  return found.value === null ? fail({ kind: 'no-sent-folder' }) : ok(found.value)
}
