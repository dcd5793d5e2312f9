/**
 * Content-addressed files: raw mails, attachments, pictures, documents. Written under a temporary
 * name, synced and renamed, so that a name always holds whole bytes.
 */
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { open, rename, unlink } from 'node:fs/promises'
import path from 'node:path'
import type { Result } from '@shared/domain/result'
import { blobPlace, draftFolder, isBlobName, isKept, sha256Hex } from './blob-names'
import { openGroupKeeper, type KeepGroup } from './keep-group'
import { syncFolderLater, writeStream, type StreamedFile } from './write-blobs'

export { sha256Hex } from './blob-names'

export interface BlobStore {
  /** Keeps bytes and returns their sha256. Keeping the same bytes again costs nothing. Waits for the disk. */
  put(bytes: Uint8Array): string
  /**
   * Keeps several at once and returns their sha256, in the same order, when all are safe on the disk. If one cannot be
   * written it throws the system's error; others may be kept then, whole.
   */
  putAll(items: readonly Uint8Array[]): Promise<string[]>
  /**
   * Keeps what a stream brings, a chunk in memory at a time. `too-large` past `maxBytes`: the stream is left and nothing is
   * kept. What the stream throws is thrown on, and nothing is kept.
   */
  putStream(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Result<StreamedFile, 'too-large'>>
  /** The bytes, or null when there is no such blob. */
  get(sha256: string): Buffer | null
  /** A piece of it, shorter at its end; null when there is no such blob. */
  read(sha256: string, offset: number, length: number): Promise<Buffer | null>
  has(sha256: string): boolean
  path(sha256: string): string
  /** Every blob's name, in no order. */
  list(): Generator<string>
}

/** `keep` writes groups; by default this thread does. */
export function openBlobs(
  folder: string,
  mode: 'write' | 'read' = 'write',
  keep: KeepGroup = openGroupKeeper(folder),
): BlobStore {
  const temporary = draftFolder(folder)
  if (mode === 'write') {
    // What a killed process left half-written was never acknowledged.
    mkdirSync(temporary, { recursive: true })
    // Not `rmSync`: on Windows, Node 24 before 24.13.1 dies of a path with Chinese in it (nodejs/node#58759).
    for (const draft of readdirSync(temporary)) unlinkSync(path.join(temporary, draft))
  }
  const place = (sha256: string): string => blobPlace(folder, sha256)

  // A blob that is there already may lie in a shelf that was not synced since: by a process that was killed, or by another
  // call under way. So renames into a shelf are counted, and how many of them a sync made last.
  const renames = new Map<string, number>()
  const lasting = new Map<string, number>()
  const renamedInto = (shelf: string): number => renames.get(shelf) ?? 0
  const noteRename = (target: string): void => {
    const shelf = path.dirname(target)
    renames.set(shelf, renamedInto(shelf) + 1)
  }
  // What a group renames is known when it ends; until then no shelf is taken for synced, and none after one that failed.
  let groups = 0
  const isLasting = (shelf: string): boolean => groups === 0 && lasting.get(shelf) === renamedInto(shelf)
  const newDraft = (): string => {
    if (mode === 'read') throw new Error('blobs are open for reading only')
    return path.join(temporary, randomBytes(12).toString('hex'))
  }
  const makeShelf = (shelf: string): void => {
    if (mkdirSync(shelf, { recursive: true }) !== undefined) syncFolder(folder)
  }

  return {
    put(bytes) {
      const sha256 = sha256Hex(bytes)
      const target = place(sha256)
      const shelf = path.dirname(target)
      const draft = newDraft()
      try {
        if (!isKept(target, bytes.byteLength)) {
          writeSynced(draft, bytes)
          makeShelf(shelf)
          renameSync(draft, target)
          noteRename(target)
        }
        if (!isLasting(shelf)) syncFolder(shelf)
        lasting.set(shelf, renamedInto(shelf))
        return sha256
      } catch (error) {
        // On a full disk, what was half-written takes the room that the rest needs.
        if (existsSync(draft)) unlinkSync(draft)
        throw error
      }
    },
    async putAll(items) {
      if (mode === 'read') throw new Error('blobs are open for reading only')
      if (items.length === 0) return []
      groups += 1
      try {
        return await keep(items)
      } catch (error) {
        lasting.clear()
        throw error
      } finally {
        groups -= 1
      }
    },
    async putStream(source, maxBytes) {
      const draft = newDraft()
      try {
        const written = await writeStream(draft, source, maxBytes)
        if (!written.ok) return written
        const target = place(written.value.sha256)
        if (!isKept(target, written.value.size)) {
          makeShelf(path.dirname(target))
          await rename(draft, target)
          noteRename(target)
        }
        const shelf = path.dirname(target)
        const seen = renamedInto(shelf)
        if (!isLasting(shelf)) await syncFolderLater(shelf)
        lasting.set(shelf, seen)
        return written
      } finally {
        if (existsSync(draft)) await unlink(draft)
      }
    },
    get(sha256) {
      const file = place(sha256)
      return existsSync(file) ? readFileSync(file) : null
    },
    async read(sha256, offset, length) {
      const target = place(sha256)
      if (!existsSync(target)) return null
      const file = await open(target, 'r')
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset)
        return buffer.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    },
    has: (sha256) => isBlobName(sha256) && existsSync(place(sha256)),
    path: place,
    *list() {
      if (!existsSync(folder)) return
      for (const shelf of readdirSync(folder)) {
        if (!/^[0-9a-f]{2}$/.test(shelf)) continue
        for (const name of readdirSync(path.join(folder, shelf))) if (isBlobName(name)) yield name
      }
    },
  }
}

function writeSynced(name: string, bytes: Uint8Array): void {
  const file = openSync(name, 'wx', 0o600)
  try {
    for (let at = 0; at < bytes.byteLength;) at += writeSync(file, bytes, at)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Makes a rename last through a power cut. Windows cannot open folders and does not need it. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
