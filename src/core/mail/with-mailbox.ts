/** Borrows an opened folder for a few commands. */
import type { ImapFlow } from 'imapflow'
import type { ConnectionFailure, ImapAccountConfig } from '@shared/domain/mail'
import { fail, ok, type Result } from '@shared/domain/result'
import { failureOf } from './connection-failure'
import { connectImap, type ImapClient, type ImapClientOptions } from './imap-client'
import { openFolder, type FolderAccess } from './open-folder'

/**
 * What is done in a folder while it is open. What it throws is read as a failure of the connection, unless it is a
 * `BorrowerError`.
 */
export type MailboxTask<T> = (flow: ImapFlow) => Promise<T>

/** What went wrong on our side while a folder was borrowed: its cause is thrown on, and no fault of the line. */
export class BorrowerError extends Error {}

/** Opens a connection of its own for one task, and ends it. Whoever has a session uses that: a second login costs. */
export async function withMailbox<T>(
  config: ImapAccountConfig,
  password: string,
  folder: string,
  access: FolderAccess,
  run: MailboxTask<T>,
  options: ImapClientOptions = {},
): Promise<Result<T, ConnectionFailure>> {
  const connected = await connectImap(config, password, options)
  if (!connected.ok) return connected
  try {
    return await runInFolder(connected.value, folder, access, run)
  } finally {
    await farewell(connected.value.flow)
  }
}

/** Runs a task in a folder of a connection that stands. */
export async function runInFolder<T>(
  client: ImapClient,
  folder: string,
  access: FolderAccess,
  run: MailboxTask<T>,
): Promise<Result<T, ConnectionFailure>> {
  const opened = await openFolder(client.flow, folder, access)
  if (!opened.ok) return fail(betterFailure(client, opened.error))
  try {
    return ok(await run(client.flow))
  } catch (error) {
    if (error instanceof BorrowerError) throw error.cause
    return fail(betterFailure(client, failureOf(error, 'folder')))
  }
}

/** What the connection said itself tells more than the command that broke by it. */
export function betterFailure(client: ImapClient, failure: ConnectionFailure): ConnectionFailure {
  if (failure.code !== 'connection-lost' && failure.code !== 'other') return failure
  const cause = client.connectionError()
  if (cause !== null) return failureOf(cause, failure.step)
  // Of a line that ended without an error, ImapFlow answers some commands with `false`: no fault of theirs.
  return client.flow.usable ? failure : { ...failure, code: 'connection-lost' }
}

/** LOGOUT where the line still stands. The farewell is a courtesy: the line may be gone already. */
export async function farewell(flow: ImapFlow): Promise<void> {
  if (!flow.usable) return flow.close()
  try {
    await flow.logout()
  } catch {
    flow.close()
  }
}
