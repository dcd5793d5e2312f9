/** Writes files that survive a power cut, several at a time: the disk syncs them together, and nobody waits for it in the core's thread. */
import { createHash } from 'node:crypto'
import { closeSync, fsync, openSync, renameSync, unlinkSync, writeSync } from 'node:fs'
import { open as openHandle } from 'node:fs/promises'
import { fail, ok, type Result } from '@shared/domain/result'

/** Files written at once: measured, eight reach three times what one after the other does, and more gain little. */
const WRITES_AT_ONCE = 8

/** Runs `work` over all items, at most `WRITES_AT_ONCE` at a time. Throws the first failure once nothing is under way. */
export async function atOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0
  let failed: { readonly error: unknown } | null = null
  const lane = async (): Promise<void> => {
    while (failed === null && next < items.length) {
      const item = items[next] as T
      next += 1
      try {
        await work(item)
      } catch (error) {
        failed ??= { error }
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(WRITES_AT_ONCE, items.length) }, lane))
  // The assignment in `lane` is not seen here.
  const first = failed as { readonly error: unknown } | null
  if (first !== null) throw first.error
}

/**
 * Writes bytes to `draft`, syncs them and renames the file to `target`. Only the sync is waited for in another thread: the
 * system keeps the rest in memory, and handing each step over and back costs more than the step, fifty thousand times in a
 * first sync. Rejects with the system's error; `draft` is gone then.
 */
export async function writeThenRename(draft: string, target: string, bytes: Uint8Array): Promise<void> {
  const file = openSync(draft, 'wx', 0o600)
  try {
    try {
      for (let at = 0; at < bytes.byteLength;) at += writeSync(file, bytes, at)
      await synced(file)
    } finally {
      closeSync(file)
    }
    renameSync(draft, target)
  } catch (error) {
    unlinkSync(draft)
    throw error
  }
}

/** Resolves when what was written to an open file or folder is on the disk. */
function synced(file: number): Promise<void> {
  return new Promise((resolve, reject) => {
    fsync(file, (error) => (error === null ? resolve() : reject(error)))
  })
}

/** What a stream was: its sha256 in lower-case hexadecimal, and its bytes. */
export interface StreamedFile {
  readonly sha256: string
  readonly size: number
}

/**
 * Writes a stream to `draft` and syncs it, holding one chunk in memory at a time. Stops reading past `maxBytes`. Whoever
 * calls renames or removes the draft.
 */
export async function writeStream(
  draft: string,
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Result<StreamedFile, 'too-large'>> {
  const hash = createHash('sha256')
  let size = 0
  const file = await openHandle(draft, 'wx', 0o600)
  try {
    for await (const chunk of source) {
      size += chunk.byteLength
      if (size > maxBytes) return fail('too-large')
      hash.update(chunk)
      await file.writeFile(chunk)
    }
    await file.sync()
    return ok({ sha256: hash.digest('hex'), size })
  } finally {
    await file.close()
  }
}

/** Makes renames in a folder last through a power cut. Windows cannot open folders and does not need it. */
export async function syncFolderLater(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    await synced(handle)
  } finally {
    closeSync(handle)
  }
}
