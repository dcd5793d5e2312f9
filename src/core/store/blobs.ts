/**
 * Content-addressed files: raw mails, attachments, pictures, documents. Written under a temporary
 * name, synced and renamed, so that a name always holds whole bytes.
 */
import { createHash, randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'

export interface BlobStore {
  /** Keeps bytes and returns their sha256. Keeping the same bytes again costs nothing. */
  put(bytes: Uint8Array): string
  /** The bytes, or null when there is no such blob. */
  get(sha256: string): Buffer | null
  has(sha256: string): boolean
  path(sha256: string): string
  /** Every blob's name, in no order. */
  list(): Generator<string>
}

/** sha256 of bytes, in lower-case hexadecimal. */
export function sha256Hex(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

export function openBlobs(folder: string, mode: 'write' | 'read' = 'write'): BlobStore {
  const temporary = path.join(folder, 'tmp')
  if (mode === 'write') {
    // What a killed process left half-written was never acknowledged.
    mkdirSync(temporary, { recursive: true })
    // Not `rmSync`: on Windows, Node 24 before 24.13.1 dies of a path with Chinese in it (nodejs/node#58759).
    for (const draft of readdirSync(temporary)) unlinkSync(path.join(temporary, draft))
  }
  const place = (sha256: string): string => {
    // A name comes from a database that may be damaged; it must not lead out of the folder.
    if (!isBlobName(sha256)) throw new Error(`${JSON.stringify(sha256)} names no blob`)
    return path.join(folder, sha256.slice(0, 2), sha256)
  }

  return {
    put(bytes) {
      const sha256 = sha256Hex(bytes)
      const target = place(sha256)
      if (mode === 'read') throw new Error('blobs are open for reading only')
      if (existsSync(target) && statSync(target).size === bytes.byteLength) return sha256
      const draft = path.join(temporary, randomBytes(12).toString('hex'))
      try {
        writeSynced(draft, bytes)
        const shelf = path.dirname(target)
        const made = mkdirSync(shelf, { recursive: true })
        renameSync(draft, target)
        syncFolder(shelf)
        if (made !== undefined) syncFolder(folder)
        return sha256
      } catch (error) {
        // On a full disk, what was half-written takes the room that the rest needs.
        if (existsSync(draft)) unlinkSync(draft)
        throw error
      }
    },
    get(sha256) {
      const file = place(sha256)
      return existsSync(file) ? readFileSync(file) : null
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

function isBlobName(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name)
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
