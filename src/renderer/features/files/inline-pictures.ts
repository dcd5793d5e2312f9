/** Pictures inside a mail's text that came with it: their bytes as `data:` addresses, by Content-ID. */
import { useCoreConnection } from '@renderer/client/use-core'
import { CHUNK_BYTES } from '@shared/domain/file'
import type { ParsedMessage } from '@shared/domain/mail'
import type { CoreClient } from '@renderer/client/core-client'
import { useQuery } from '@tanstack/react-query'
import { fromBase64, toBase64 } from './base64'

/** Pictures of one mail that are put into its frame, and bytes of each: a page of more is no letter. */
const MOST_PICTURES = 50
const MOST_BYTES = 8 * 1024 * 1024

const none: ReadonlyMap<string, string> = new Map()

/** Empty until they are here, and for a mail whose text shows none. */
export function useInlinePictures(messageHash: string, mail: ParsedMessage): ReadonlyMap<string, string> {
  const connection = useCoreConnection()
  const wanted = mail.attachments
    .filter(
      ({ contentId, size, contentType }) => contentId !== null && size <= MOST_BYTES && /^image\//i.test(contentType),
    )
    .slice(0, MOST_PICTURES)
  const pictures = useQuery({
    queryKey: ['messages', 'pictures', messageHash],
    enabled: mail.html !== null && /cid:/i.test(mail.html) && wanted.length > 0,
    queryFn: async () => {
      const client = await connection.client()
      const found = new Map<string, string>()
      for (const { contentId, sha256 } of wanted) {
        const address = await pictureAddress(client, messageHash, sha256)
        if (contentId !== null && address !== null) found.set(contentId.toLowerCase(), address)
      }
      return found
    },
  })
  return pictures.data ?? none
}

/** Null for what is no bitmap that the desk shows, whatever the mail calls it, or is too large drawn. */
async function pictureAddress(client: CoreClient, messageHash: string, sha256: string): Promise<string | null> {
  const ready = await client.files.ready({ file: { of: 'mail', messageHash, sha256, entry: null } })
  if (ready.preview !== 'image') return null
  const bytes = new Uint8Array(ready.size)
  for (let offset = 0; offset < ready.size; offset += CHUNK_BYTES) {
    bytes.set(fromBase64((await client.files.chunk({ sha256, offset, length: CHUNK_BYTES })).base64), offset)
  }
  const type = bitmapType(bytes)
  return type === null ? null : `data:${type};base64,${toBase64(bytes)}`
}

function bitmapType(bytes: Uint8Array): string | null {
  switch (bytes[0]) {
    case 0x89:
      return 'image/png'
    case 0xff:
      return 'image/jpeg'
    case 0x47:
      return 'image/gif'
    case 0x52:
      return 'image/webp'
    default:
      return null
  }
}
