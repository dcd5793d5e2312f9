/** The folders of a mailbox. */
import type { MailFolder } from '@shared/domain/account'
import type { ConnectionFailure, ImapAccountConfig } from '@shared/domain/mail'
import { fail, ok, type Result } from '@shared/domain/result'
import { failureOf } from './connection-failure'
import { connectImap, type ImapClientOptions } from './imap-client'
import { betterFailure, farewell } from './with-mailbox'

/** Folders that are shown; a mailbox with more is somebody's archive, and its first ones are enough to choose from. */
export const MAX_LISTED_FOLDERS = 500

/** Lists folders with their use and counts (RFC 6154, RFC 5819 where offered). No folder is opened. */
export async function listFolders(
  config: ImapAccountConfig,
  password: string,
  options: ImapClientOptions = {},
): Promise<Result<{ readonly folders: MailFolder[]; readonly canMove: boolean }, ConnectionFailure>> {
  const connected = await connectImap(config, password, options)
  if (!connected.ok) return connected
  const { flow } = connected.value
  const abort = (): void => flow.close()
  options.signal?.addEventListener('abort', abort, { once: true })
  try {
    const listed = await flow.list({ statusQuery: { messages: true, unseen: true } })
    const folders = listed.slice(0, MAX_LISTED_FOLDERS).map((folder): MailFolder => ({
      path: folder.path,
      specialUse: folder.specialUse ?? null,
      selectable: !folder.flags.has('\\Noselect') && !folder.flags.has('\\NonExistent'),
      messages: folder.status?.messages ?? null,
      unseen: folder.status?.unseen ?? null,
    }))
    return ok({ folders, canMove: flow.capabilities.has('MOVE') || flow.capabilities.has('UIDPLUS') })
  } catch (error) {
    return fail(betterFailure(connected.value, failureOf(error, 'folder')))
  } finally {
    options.signal?.removeEventListener('abort', abort)
    await farewell(flow)
  }
}
