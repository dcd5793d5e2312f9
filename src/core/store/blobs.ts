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
  rmSync,
  statSync,
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
    rmSync(temporary, { recursive: true, force: true })
    mkdirSync(temporary, { recursive: true })
  }
  const place = (sha256: string): string => path.join(folder, sha256.slice(0, 2), sha256)

  return {
    put(bytes) {
      const sha256 = sha256Hex(bytes)
      const target = place(sha256)
      if (mode === 'read') throw new Error('blobs are open for reading only')
      if (existsSync(target) && statSync(target).size === bytes.byteLength) return sha256
      const draft = path.join(temporary, randomBytes(12).toString('hex'))
      const file = openSync(draft, 'wx', 0o600)
      try {
        for (let at = 0; at < bytes.byteLength; ) at += writeSync(file, bytes, at)
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
      const shelf = path.dirname(target)
      mkdirSync(shelf, { recursive: true })
      renameSync(draft, target)
      syncFolder(shelf)
      return sha256
    },
    get(sha256) {
      const file = place(sha256)
      return existsSync(file) ? readFileSync(file) : null
    },
    has: (sha256) => existsSync(place(sha256)),
    path: place,
    *list() {
      if (!existsSync(folder)) return
      for (const shelf of readdirSync(folder)) {
        if (shelf.length !== 2) continue
        yield* readdirSync(path.join(folder, shelf))
      }
    },
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
