/** What a blob is called and where it lies: `ab/abcdef…`, by the sha256 of its bytes. */
import { hash } from 'node:crypto'
import { statSync } from 'node:fs'
import path from 'node:path'

/** sha256 of bytes, in lower-case hexadecimal. */
export function sha256Hex(bytes: Uint8Array | string): string {
  return hash('sha256', bytes, 'hex')
}

export function isBlobName(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name)
}

/** Throws on what is no name: it comes from a database that may be damaged, and must not lead out of the folder. */
export function blobPlace(folder: string, sha256: string): string {
  if (!isBlobName(sha256)) throw new Error(`${JSON.stringify(sha256)} names no blob`)
  return path.join(folder, sha256.slice(0, 2), sha256)
}

/** Where blobs are written before they have their name. */
export function draftFolder(folder: string): string {
  return path.join(folder, 'tmp')
}

/** Whether a blob lies there whole; one that lost its end is written again. */
export function isKept(target: string, size: number): boolean {
  return statSync(target, { throwIfNoEntry: false })?.size === size
}
