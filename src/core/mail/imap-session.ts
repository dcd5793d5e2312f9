/** A logged-in connection that stands: folders are brought up to date on it, one after the other, and it listens in between. */
import type { ConnectionFailure, ImapAccountConfig } from '@shared/domain/mail'
import { fail, ok, type Result } from '@shared/domain/result'
import { failureOf } from './connection-failure'
import { listenForChanges } from './folder-events'
import { connectImap, SOCKET_TIMEOUT, type ImapClientOptions } from './imap-client'
import { openFolder, type FolderAccess } from './open-folder'
import { findSentFolder } from './sent-folder'
import { syncFolder, type FolderOutcome, type FolderRequest } from './sync-folder'
import { betterFailure, farewell, runInFolder, type MailboxTask } from './with-mailbox'

export interface ImapSessionOptions extends ImapClientOptions {
  /** Something changed in the folder that is listened to. */
  readonly onChange?: () => void
  /** The line is gone, without `close`. */
  readonly onLost?: () => void
}

export interface ImapSession {
  /** Calls must not overlap: one folder at a time is open. */
  syncFolder(request: FolderRequest): Promise<Result<FolderOutcome, ConnectionFailure>>
  /** The folder of sent mail, asked for once; null when there is none. */
  sentFolder(): Promise<Result<string | null, ConnectionFailure>>
  withFolder<T>(folder: string, access: FolderAccess, run: MailboxTask<T>): Promise<Result<T, ConnectionFailure>>
  /**
   * Listens to the account's folder (RFC 2177) until the next command. `changed`: it is not as it was when it was last
   * brought up to date. `unsupported`: the server offers no IDLE, so it has to be asked now and then.
   */
  listen(knownNext: number | null): Promise<Result<'listening' | 'changed' | 'unsupported', ConnectionFailure>>
  usable(): boolean
  /** Ends the connection in good order; safe to call more than once and after a failure. */
  close(): Promise<void>
  /** Ends it at once: the machine goes to sleep, or somebody does not want to wait. */
  cut(): void
}

/** Connects, logs in and opens the account's folder. After a failure of the line the session is closed: open a new one. */
export async function openImapSession(
  config: ImapAccountConfig,
  password: string,
  options: ImapSessionOptions = {},
): Promise<Result<ImapSession, ConnectionFailure>> {
  const connected = await connectImap(config, password, options)
  if (!connected.ok) return connected
  const client = connected.value
  const { flow } = client
  const opened = await openFolder(flow, config.folder, 'read')
  if (!opened.ok) {
    flow.close()
    return fail(betterFailure(client, opened.error))
  }
  const events = listenForChanges(flow)
  let sent: string | null | undefined
  let listening = false
  let closing = false
  let idle: Promise<unknown> | null = null
  /**
   * A command ends an IDLE first. Where the server never answered the IDLE, ImapFlow waits for that answer for ever, and
   * its socket timeout counts an IDLE as meant to be silent: so there is an end to it.
   */
  const stopListening = (): void => {
    listening = false
    if (idle === null) return
    const timer = setTimeout(() => flow.close(), options.socketTimeout ?? SOCKET_TIMEOUT)
    void idle.finally(() => clearTimeout(timer))
    idle = null
  }
  const changed = (): void => {
    if (!listening) return
    listening = false
    options.onChange?.()
  }
  for (const event of ['exists', 'expunge', 'flags'] as const) flow.on(event, changed)
  flow.on('close', () => {
    listening = false
    if (!closing) options.onLost?.()
  })

  return ok({
    async syncFolder(request) {
      stopListening()
      return syncFolder(client, events, request)
    },
    async sentFolder() {
      if (sent !== undefined) return ok(sent)
      stopListening()
      try {
        sent = findSentFolder(await flow.list())
        return ok(sent)
      } catch (error) {
        return fail(betterFailure(client, failureOf(error, 'folder')))
      }
    },
    async withFolder(folder, access, run) {
      stopListening()
      return runInFolder(client, folder, access, run)
    },
    async listen(knownNext) {
      if (!flow.capabilities.has('IDLE')) return ok('unsupported')
      stopListening()
      const main = await openFolder(flow, config.folder, 'read')
      if (!main.ok) return fail(betterFailure(client, main.error))
      const { uidNext } = main.value
      if (knownNext !== null && uidNext !== undefined && uidNext > knownNext) return ok('changed')
      listening = true
      // It ends when another command is sent, or with the line: both are seen elsewhere.
      idle = flow.idle().catch(() => undefined)
      return ok('listening')
    },
    usable: () => flow.usable,
    async close() {
      closing = true
      stopListening()
      await farewell(flow)
    },
    cut() {
      closing = true
      flow.close()
    },
  })
}
