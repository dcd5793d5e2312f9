/** Opens a folder of a connection, and answers servers that first want to know who is calling. */
import type { ImapFlow, MailboxObject } from 'imapflow'
import type { ConnectionFailure } from '@shared/domain/mail'
import { fail, ok, type Result } from '@shared/domain/result'
import { failureOf } from './connection-failure'
import { identify } from './imap-client'

/** `read`: nothing in it can be changed, so that reading marks nothing as seen (EXAMINE). */
export type FolderAccess = 'read' | 'write'

/** Up to where changes of a folder are known (RFC 7162). */
export interface KnownUpTo {
  readonly uidValidity: string
  /** A HIGHESTMODSEQ. */
  readonly modseq: string
}

/** SELECT with QRESYNC; ImapFlow passes these on, and its types do not say so. */
interface SelectOptions {
  readonly readOnly: boolean
  readonly uidValidity?: bigint
  readonly changedSince?: bigint
}

/**
 * Opens a folder anew: UIDVALIDITY, UIDNEXT and counts are as of now. With `knownUpTo`, a server that speaks QRESYNC
 * tells on the way what changed since (ImapFlow's events `flags` and `expunge`).
 */
export async function openFolder(
  flow: ImapFlow,
  folder: string,
  access: FolderAccess,
  knownUpTo: KnownUpTo | null = null,
): Promise<Result<MailboxObject, ConnectionFailure>> {
  const options: SelectOptions = {
    readOnly: access === 'read',
    ...(knownUpTo === null
      ? {}
      : { uidValidity: BigInt(knownUpTo.uidValidity), changedSince: BigInt(knownUpTo.modseq) }),
  }
  try {
    return ok(await flow.mailboxOpen(folder, options))
  } catch (error) {
    const failure = failureOf(error, 'folder')
    if (failure.code !== 'unsafe-login') return fail(failure)
  }
  try {
    // 163 and 126: the server wants to know who is calling. Say so, and ask once more.
    await identify(flow)
    return ok(await flow.mailboxOpen(folder, options))
  } catch (error) {
    return fail(failureOf(error, 'folder'))
  }
}
