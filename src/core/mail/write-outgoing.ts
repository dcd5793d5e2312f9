/** Letters of a Maildir account: files in its `outgoing/`, for the program that sends them. */
import { createHash, randomUUID } from 'node:crypto'
import { link, mkdir, open, rename, stat, unlink } from 'node:fs/promises'
import path from 'node:path'
import type { ConnectionFailure } from '@shared/domain/mail'
import { fail, ok, type Result } from '@shared/domain/result'
import { codeOf, diskFailure, isMissing } from './disk-failure'

export interface OutgoingReceipt {
  readonly path: string
  /** A letter with this Message-ID lay there already: nothing was written. */
  readonly alreadyDelivered: boolean
}

export const OUTGOING_FOLDER = 'outgoing'

/**
 * Writes a letter into `outgoing/`, exactly once per Message-ID: the name is the identifier's hash, the file appears
 * whole (written aside, synced, linked into place), and one that lies there already is left alone.
 */
export async function writeOutgoing(
  maildir: string,
  messageId: string,
  raw: Uint8Array,
): Promise<Result<OutgoingReceipt, ConnectionFailure>> {
  const folder = path.join(maildir, OUTGOING_FOLDER)
  const target = path.join(folder, `${createHash('sha256').update(messageId).digest('hex')}.eml`)
  const temporary = path.join(folder, `.${randomUUID()}.tmp`)
  try {
    // Only `outgoing/` is made: a Maildir that is missing (an unmounted disk) must not be invented.
    await mkdir(folder).catch(unlessPresent)
    if (await isThere(target)) return ok({ path: target, alreadyDelivered: true })
    await writeSynced(temporary, raw)
    const second = await putInPlace(temporary, target)
    await syncFolder(folder)
    return ok({ path: target, alreadyDelivered: second })
  } catch (error) {
    return fail(diskFailure(error))
  } finally {
    // Not `rm`: on Windows, Node 24 before 24.13.1 stumbles over a path with Chinese in it (nodejs/node#65578).
    await unlink(temporary).catch(() => undefined)
  }
}

const NO_LINKS = new Set<unknown>(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])

/** True when another writer was first. A link, unlike a rename, never replaces; not every disk has links. */
async function putInPlace(temporary: string, target: string): Promise<boolean> {
  try {
    await link(temporary, target)
    return false
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return true
    if (!NO_LINKS.has(codeOf(error))) throw error
    await rename(temporary, target)
    return false
  }
}

async function writeSynced(file: string, raw: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx')
  try {
    await handle.writeFile(raw)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes the new name itself survive a power cut. Windows has no such call and refuses to open a folder. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    await stat(file)
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

function unlessPresent(error: unknown): void {
  if (codeOf(error) !== 'EEXIST') throw error
}
