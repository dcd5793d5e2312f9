/** Files on their way from the window to the core, a piece a call: one message of 64 MB would stall both. In memory until used. */
import { randomUUID } from 'node:crypto'
import { MAX_UPLOAD_BYTES } from '@shared/domain/file'
import { refuse } from '../workflow/refuse'

/** Files under way at once: a person hands over one; what a closed dialog left behind makes room. */
export const MAX_UPLOADS = 4

interface Upload {
  readonly filename: string
  readonly size: number
  readonly pieces: Buffer[]
  received: number
}

export interface UploadedFile {
  readonly filename: string
  readonly bytes: Buffer
}

export interface Uploads {
  /** Refused when it would be too large. The oldest of too many is forgotten. */
  begin(filename: string, size: number): string
  /** The next piece; pieces come in order and never more than was said. */
  append(uploadId: string, offset: number, piece: Buffer): void
  /** The whole file; it stays until it is dropped, so that a refused use can be tried again. */
  file(uploadId: string): UploadedFile
  drop(uploadId: string): void
}

export function openUploads(): Uploads {
  const uploads = new Map<string, Upload>()
  const find = (uploadId: string): Upload => uploads.get(uploadId) ?? refuse('upload-lost')
  return {
    begin(filename, size) {
      if (size > MAX_UPLOAD_BYTES) refuse('file-too-large', { name: filename, limit: MAX_UPLOAD_BYTES })
      for (const oldest of [...uploads.keys()].slice(0, Math.max(0, uploads.size - MAX_UPLOADS + 1))) {
        uploads.delete(oldest)
      }
      const uploadId = randomUUID()
      uploads.set(uploadId, { filename, size, pieces: [], received: 0 })
      return uploadId
    },
    append(uploadId, offset, piece) {
      const upload = find(uploadId)
      if (offset !== upload.received || upload.received + piece.byteLength > upload.size) {
        uploads.delete(uploadId)
        refuse('upload-lost')
      }
      upload.pieces.push(piece)
      upload.received += piece.byteLength
    },
    file(uploadId) {
      const { filename, size, pieces, received } = find(uploadId)
      if (received !== size) refuse('upload-lost')
      return { filename, bytes: Buffer.concat(pieces, size) }
    },
    drop: (uploadId) => void uploads.delete(uploadId),
  }
}
