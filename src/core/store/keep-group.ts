/** Keeps many blobs together: written and synced several at a time, then every folder that got a name synced once. */
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { blobPlace, draftFolder, isKept, sha256Hex } from './blob-names'
import { atOnce, syncFolderLater, writeThenRename } from './write-blobs'

/** Keeps a group and returns their sha256 in the same order when all are safe on the disk. Throws the system's error. */
export type KeepGroup = (items: readonly Uint8Array[]) => Promise<string[]>

/** A keeper of groups in this thread. Blobs that are there already are not written again, but what names them is synced. */
export function openGroupKeeper(folder: string): KeepGroup {
  // No other draft has such a name, whichever thread or process writes it.
  const drafts = path.join(draftFolder(folder), randomBytes(8).toString('hex'))
  let nextDraft = 0
  // Shelves that are known to last. There are 256; asking the system for one with every mail costs more than writing it.
  const shelves = new Set<string>()
  const makeShelves = async (wanted: Iterable<string>): Promise<void> => {
    const unseen = [...wanted].filter((shelf) => !shelves.has(shelf))
    if (unseen.length === 0) return
    for (const shelf of unseen) mkdirSync(shelf, { recursive: true })
    await syncFolderLater(folder)
    for (const shelf of unseen) shelves.add(shelf)
  }

  return async (items) => {
    const names = items.map((bytes) => sha256Hex(bytes))
    const missing = new Map<string, Uint8Array>()
    for (const [index, bytes] of items.entries()) {
      const target = blobPlace(folder, names[index] ?? '')
      if (!isKept(target, bytes.byteLength)) missing.set(target, bytes)
    }
    const touched = new Set(names.map((name) => path.dirname(blobPlace(folder, name))))
    await makeShelves(touched)
    await atOnce([...missing], ([target, bytes]) => {
      nextDraft += 1
      return writeThenRename(`${drafts}-${nextDraft}`, target, bytes)
    })
    await atOnce([...touched], syncFolderLater)
    return names
  }
}
