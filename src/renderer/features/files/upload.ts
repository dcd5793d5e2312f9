/** Hands a file of the editor's to the core, a piece a call. The page knows its bytes and name, never its path. */
import type { CoreClient } from '@renderer/client/core-client'
import { CHUNK_BYTES } from '@shared/domain/file'
import { toBase64 } from './base64'

/** Gives the upload's id. A file that is too large is refused before anything is read. */
export async function upload(client: CoreClient, file: File): Promise<string> {
  const { uploadId } = await client.files.beginUpload({ filename: file.name || 'file', size: file.size })
  for (let offset = 0; offset < file.size; offset += CHUNK_BYTES) {
    const piece = new Uint8Array(await file.slice(offset, offset + CHUNK_BYTES).arrayBuffer())
    await client.files.appendUpload({ uploadId, offset, base64: toBase64(piece) })
  }
  return uploadId
}
